"""Lists over HTTP: events, articles, alerts, actors; their figures; what changed."""

from typing import Annotated, Final

from fastapi import FastAPI, Query, Request, Response

from services.timeline.api.answering import (
    INVALID,
    UNCHANGED,
    Kind,
    answer_list,
    answer_one,
    list_answers,
    members,
    problems,
)
from services.timeline.api.desk import Desk
from services.timeline.formats import alert_entry, event_entry
from services.timeline.formats.tables import ALERT_COLUMNS, ARTICLE_COLUMNS, EVENT_COLUMNS
from services.timeline.queries import catalogue, changes, lists
from services.timeline.queries.facets import count_actors, count_facets
from services.timeline.queries.questions import (
    ActorQuery,
    AlertQuery,
    ArticleQuery,
    DiffQuery,
    EventQuery,
    FacetQuery,
    SeriesQuery,
)
from services.timeline.queries.series import lines
from tocsin.answers import (
    ActorPage,
    AlertItem,
    AlertPage,
    ArticlePage,
    Diff,
    EventItem,
    EventPage,
    Facets,
    ListedArticle,
    Series,
)

EVENTS: Final = Kind("Events", EVENT_COLUMNS, members(EventItem, deep=("event", "article")), event_entry)
ARTICLES: Final = Kind("Articles", ARTICLE_COLUMNS, members(ListedArticle))
ALERTS: Final = Kind("Alerts", ALERT_COLUMNS, members(AlertItem), alert_entry)


def add_lists(app: FastAPI, desk: Desk) -> None:
    """What is asked in lists."""

    @app.get("/v1/events", tags=["timeline"], response_model=EventPage, responses=list_answers(EVENTS))
    async def events(request: Request, query: Annotated[EventQuery, Query()]) -> Response:
        """Events by the time at which they occurred, as known at one moment: its pages don't move under a reader.

        As a calendar (`format=ics`) only what is foreseen is listed, unless `modality` says otherwise.
        """
        if query.format == "ics" and not query.modality:
            query = query.model_copy(update={"modality": ["future", "considered", "conditional"]})
        return await answer_list(desk.database, request, query, lists.events, EVENTS)

    @app.get("/v1/articles", tags=["timeline"], response_model=ArticlePage, responses=list_answers(ARTICLES))
    async def articles(request: Request, query: Annotated[ArticleQuery, Query()]) -> Response:
        """Articles by when they were published, without their texts."""
        return await answer_list(desk.database, request, query, catalogue.articles, ARTICLES)

    @app.get("/v1/alerts", tags=["timeline"], response_model=AlertPage, responses=list_answers(ALERTS))
    async def alerts(request: Request, query: Annotated[AlertQuery, Query()]) -> Response:
        """What was rung, each alert in its latest revision."""
        return await answer_list(desk.database, request, query, lists.alerts, ALERTS)


def add_figures(app: FastAPI, desk: Desk) -> None:
    """What is counted, and what changed."""
    answers = UNCHANGED | problems(**INVALID)

    @app.get("/v1/actors", tags=["figures"], response_model=ActorPage, responses=answers)
    async def actors(request: Request, query: Annotated[ActorQuery, Query()]) -> Response:
        """Who is in most events that hold now, as who acts, who is acted on, and whom it is against."""
        return await answer_one(desk.database, request, query, count_actors)

    @app.get("/v1/facets", tags=["figures"], response_model=Facets, responses=answers)
    async def facets(request: Request, query: Annotated[FacetQuery, Query()]) -> Response:
        """How many of the events that fit there are of each type, actor, signal …; `count` says whether these are all.

        `from` and `to` bound when events began.
        """
        return await answer_one(desk.database, request, query, count_facets)

    @app.get("/v1/series", tags=["figures"], response_model=Series, responses=answers)
    async def series(request: Request, query: Annotated[SeriesQuery, Query()]) -> Response:
        """How many events began in each hour, day, week or month, or the highest level in it, in lines.

        `coarser` counts events whose time is told less precisely than a step. Where `complete` is false only the newest
        20,000 were counted: narrow the question down.
        """
        return await answer_one(desk.database, request, query, lines)

    @app.get("/v1/diff", tags=["figures"], response_model=Diff, responses=answers)
    async def diff(request: Request, query: Annotated[DiffQuery, Query()]) -> Response:
        """What changed between two moments: events that came to be known or were superseded, alerts that changed."""
        return await answer_one(desk.database, request, query, changes.diff)
