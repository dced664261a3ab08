"""The timeline over HTTP: parameters in, stored JSON out."""

from functools import partial
from typing import Annotated, Final

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from services.timeline.api import reasons
from services.timeline.api.answering import INVALID, JSON, NOT_FOUND, found, problems
from services.timeline.api.desk import Desk
from services.timeline.api.feed import add_feed
from services.timeline.api.limits import RateLimit
from services.timeline.api.lists import add_figures, add_lists
from services.timeline.api.stories import add_story_routes
from services.timeline.queries import items
from services.timeline.queries.questions import NoParameters
from tocsin.answers import ArticleItem, EventItem, Why, WhyNot
from tocsin.messages import ArticlePublished, EventRecorded, parse
from tocsin.parameters import QueryRoute, names, unknown
from tocsin.problems import fault_in, invalid


def add_routes(app: FastAPI, desk: Desk) -> None:
    """Everything under `/v1`, and how its answers travel."""
    app.router.route_class = QueryRoute
    app.add_exception_handler(RequestValidationError, _named)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    if desk.settings.timeline_rate:
        app.add_middleware(RateLimit, rate=desk.settings.timeline_rate)
    if desk.settings.timeline_cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=desk.settings.timeline_cors_origins,
            allow_methods=["GET"],
            allow_headers=["Last-Event-ID", "If-None-Match"],
            expose_headers=["ETag", "Tocsin-As-Of", "Tocsin-Next", "Tocsin-Count"],
        )
    add_lists(app, desk)
    add_figures(app, desk)
    _add_events(app, desk)
    _add_articles(app, desk)
    add_story_routes(app, desk)
    add_feed(app, desk)


_MISSING: Final = problems(**NOT_FOUND, **INVALID)


def _add_events(app: FastAPI, desk: Desk) -> None:
    @app.get("/v1/events/{identity:path}/why", tags=["timeline"], response_model=Why, responses=_MISSING)
    async def why(identity: str, _: Annotated[NoParameters, Query()]) -> Response:
        """Why an event was read: its words, the codebook's entry and version, and what alerts decided on it."""
        message = await desk.database.read(partial(items.message, identity=identity))
        record = parse(message) if message else None
        if not isinstance(record, EventRecorded):
            return found(None, "event", identity)
        article = record.data.article.id
        stored = await desk.database.read(partial(items.article, identity=article))
        told = parse(stored.message) if stored and stored.message else None
        answer = await reasons.why(desk, record, told if isinstance(told, ArticlePublished) else None)
        return Response(answer.model_dump_json(), media_type=JSON)

    @app.get("/v1/events/{identity:path}", tags=["timeline"], response_model=EventItem, responses=_MISSING)
    async def event(identity: str, _: Annotated[NoParameters, Query()]) -> Response:
        """One event, whether it still holds or was superseded."""
        item = await desk.database.read(partial(items.event, identity=identity))
        return found(item, "event", identity)


def _add_articles(app: FastAPI, desk: Desk) -> None:
    @app.get("/v1/articles/{identity:path}/why-not", tags=["timeline"], response_model=WhyNot, responses=_MISSING)
    async def why_not(identity: str, _: Annotated[NoParameters, Query()]) -> Response:
        """What the codebook in use reads in an article, which words made no event, what did not ring, and why."""
        stored = await desk.database.read(partial(items.article, identity=identity))
        message = parse(stored.message) if stored and stored.message else None
        if not isinstance(message, ArticlePublished):
            return found(None, "article", identity)
        return Response((await reasons.why_not(desk, message)).model_dump_json(), media_type=JSON)

    @app.get("/v1/articles/{identity:path}", tags=["timeline"], response_model=ArticleItem, responses=_MISSING)
    async def article(identity: str, _: Annotated[NoParameters, Query()]) -> Response:
        """One article as it was published, its story and origin, and its events."""
        item = await desk.database.read(partial(items.article_item, identity=identity))
        return found(item, "article", identity)


async def _named(request: Request, error: Exception) -> Response:
    """A request that is not valid: each fault with its parameter, and what is allowed instead."""
    assert isinstance(error, RequestValidationError)
    allowed = names(request)
    faults = [
        fault_in(fault) | ({"problem": unknown(allowed)} if fault["type"] == "extra_forbidden" else {})
        for fault in error.errors()
    ]
    raise invalid(faults)
