"""Lists over HTTP: events, articles, alerts, actors; their figures; what changed."""

from typing import Annotated, Any, Final

from fastapi import FastAPI, Query, Request, Response

from services.timeline import catalogue, changes, figures, items, queries
from services.timeline.answering import INVALID, JSON, Kind, answer_list, list_answers, members, problems
from services.timeline.desk import Desk
from services.timeline.formats import alert_entry, event_entry
from services.timeline.formats.tables import ALERT_COLUMNS, ARTICLE_COLUMNS, EVENT_COLUMNS
from services.timeline.questions import (
    ActorQuery,
    AlertQuery,
    ArticleQuery,
    DiffQuery,
    EventQuery,
    FacetQuery,
    SeriesQuery,
)
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
        return await answer_list(desk.database, request, query, queries.events, EVENTS)

    @app.get("/v1/articles", tags=["timeline"], response_model=ArticlePage, responses=list_answers(ARTICLES))
    async def articles(request: Request, query: Annotated[ArticleQuery, Query()]) -> Response:
        """Articles by when they were published, without their texts."""
        return await answer_list(desk.database, request, query, catalogue.articles, ARTICLES)

    @app.get("/v1/alerts", tags=["timeline"], response_model=AlertPage, responses=list_answers(ALERTS))
    async def alerts(request: Request, query: Annotated[AlertQuery, Query()]) -> Response:
        """What was rung, the last told first; each alert in its latest revision."""
        return await answer_list(desk.database, request, query, queries.alerts, ALERTS)


def add_figures(app: FastAPI, desk: Desk) -> None:
    """What is counted, and what changed."""
    invalid = problems(**INVALID)

    @app.get("/v1/actors", tags=["figures"], response_model=ActorPage, responses=invalid)
    async def actors(query: Annotated[ActorQuery, Query()]) -> Response:
        """Who is in most events that hold now, as who acts, who is acted on, and whom it is against."""
        async with desk.database.reading() as connection:
            now = await items.standing(connection)
            found = await catalogue.actors(connection, query)
        return _json({"items": found, "next": None, "as_of": now.position})

    @app.get("/v1/facets", tags=["figures"], response_model=Facets, responses=invalid)
    async def facets(query: Annotated[FacetQuery, Query()]) -> Response:
        """How many of the events that fit there are of each type, actor, signal …; `count` says whether these are all.

        `from` and `to` bound when events began.
        """
        async with desk.database.reading() as connection:
            return _json(await figures.facets(connection, await items.standing(connection), query))

    @app.get("/v1/series", tags=["figures"], response_model=Series, responses=invalid)
    async def series(query: Annotated[SeriesQuery, Query()]) -> Response:
        """How many events began in each hour, day, week or month, or the highest level in it, in lines.

        `coarser` counts events whose time is told less precisely than a step. Where `complete` is false only the newest
        20,000 were counted: narrow the question down.
        """
        async with desk.database.reading() as connection:
            return _json(await figures.series(connection, await items.standing(connection), query))

    @app.get("/v1/diff", tags=["figures"], response_model=Diff, responses=invalid)
    async def diff(query: Annotated[DiffQuery, Query()]) -> Response:
        """What changed between two moments: events that came to be known or were superseded, alerts that changed."""
        async with desk.database.reading() as connection:
            return _json(await changes.diff(connection, await items.standing(connection), query))


def _json(content: Any) -> Response:
    return Response(catalogue.written(content), media_type=JSON, headers={"Cache-Control": "no-cache"})
