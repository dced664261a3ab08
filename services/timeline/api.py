"""The timeline over HTTP: parameters in, stored JSON out."""

import asyncio
from typing import Annotated

from fastapi import FastAPI, Header, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from services.timeline import items, queries
from services.timeline.desk import (
    GONE,
    INVALID,
    JSON,
    LIST,
    NOT_FOUND,
    TABLES,
    Desk,
    answer_list,
    answer_one,
    problems,
)
from services.timeline.formats import ALERT_COLUMNS, EVENT_COLUMNS, FEED_COLUMNS, chosen, listed
from services.timeline.items import Standing
from services.timeline.queries import Page
from services.timeline.questions import KINDS, AlertQuery, EventQuery, FeedQuery, FollowQuery, NoParameters
from services.timeline.stories_api import add_story_routes
from tocsin.answers import AlertPage, ArticleItem, EventItem, EventPage, FeedPage, WhyNot
from tocsin.following import EventStream, place, position_of, server_sent
from tocsin.messages import ArticlePublished, parse
from tocsin.serving import Problem


def add_routes(app: FastAPI, desk: Desk) -> None:
    """Everything under `/v1`, and how its answers travel."""
    app.add_exception_handler(RequestValidationError, _named)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    if desk.settings.timeline_cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=desk.settings.timeline_cors_origins,
            allow_methods=["GET"],
            allow_headers=["Last-Event-ID", "If-None-Match"],
            expose_headers=["ETag", "Tocsin-As-Of", "Tocsin-Next"],
        )
    _add_lists(app, desk)
    _add_items(app, desk)
    _add_feed(app, desk)
    add_story_routes(app, desk)


def _add_lists(app: FastAPI, desk: Desk) -> None:
    @app.get("/v1/events", tags=["timeline"], response_model=EventPage, responses=LIST)
    async def events(request: Request, query: Annotated[EventQuery, Query()]) -> Response:
        """Events by the time at which they occurred, as known at one moment: its pages don't move under a reader."""
        return await answer_list(desk, request, query, queries.events, EVENT_COLUMNS)

    @app.get("/v1/alerts", tags=["timeline"], response_model=AlertPage, responses=LIST)
    async def alerts(request: Request, query: Annotated[AlertQuery, Query()]) -> Response:
        """What was rung, the last told first; each alert in its latest revision."""
        return await answer_list(desk, request, query, queries.alerts, ALERT_COLUMNS)


def _add_items(app: FastAPI, desk: Desk) -> None:
    missing = problems(**NOT_FOUND, **INVALID)

    @app.get("/v1/events/{identity:path}", tags=["timeline"], response_model=EventItem, responses=missing)
    async def event(identity: str, _: Annotated[NoParameters, Query()]) -> Response:
        """One event, whether it still holds or was superseded."""
        async with desk.database.reading() as connection:
            found = await items.event(connection, await items.standing(connection), identity)
        return answer_one(found, "event", identity)

    @app.get("/v1/articles/{identity:path}/why-not", tags=["timeline"], response_model=WhyNot, responses=missing)
    async def why_not(identity: str, _: Annotated[NoParameters, Query()]) -> Response:
        """What the codebook in use reads in an article, and which words made no event, and why."""
        async with desk.database.reading() as connection:
            found = await items.article(connection, identity)
        message = parse(found.message) if found and found.message else None
        if not isinstance(message, ArticlePublished):
            return answer_one(None, "article", identity)
        async with desk.reading_again:
            reading = await asyncio.to_thread(desk.coder, message.data)
        answer = WhyNot(
            article=identity,
            codebook=reading.codebook,
            events=list(reading.events),
            silences=list(reading.silences),
        )
        return Response(answer.model_dump_json(), media_type=JSON)

    @app.get("/v1/articles/{identity:path}", tags=["timeline"], response_model=ArticleItem, responses=missing)
    async def article(identity: str, _: Annotated[NoParameters, Query()]) -> Response:
        """One article as it was published, its story and origin, and its events."""
        async with desk.database.reading() as connection:
            found = await items.article(connection, identity)
            now = await items.standing(connection)
            item = await items.article_item(connection, now, found) if found else None
        return answer_one(item, "article", identity)


def _add_feed(app: FastAPI, desk: Desk) -> None:
    @app.get("/v1/feed", tags=["log"], response_model=FeedPage, responses=TABLES | problems(**INVALID, **GONE))
    async def feed(request: Request, query: Annotated[FeedQuery, Query()]) -> Response:
        """The log in the order of arrival: articles, where they were placed, events, alerts. It is never reordered."""
        now = await _standing(desk)
        position = position_of(query.after, now.log_id, now.position) if query.after else 0
        return await _feed(desk, request, query, now, position)

    @app.get(
        "/v1/stream",
        tags=["log"],
        response_class=Response,
        responses={
            200: {
                "description": "the log as it grows",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
            **problems(**INVALID, **GONE, e503="too many follow already"),
        },
    )
    async def stream(
        query: Annotated[FollowQuery, Query()], last_event_id: Annotated[str | None, Header(max_length=100)] = None
    ) -> Response:
        """The log as it grows, as Server-Sent Events whose ids are places in it; from now on if none is given."""
        now = await _standing(desk)
        after = last_event_id or query.after
        position = position_of(after, now.log_id, now.position) if after else now.position
        desk.followers.check()
        types = tuple(KINDS[kind] for kind in query.kind)
        heartbeat = desk.settings.timeline_heartbeat_seconds
        chunks = server_sent(
            desk.tail, now.log_id, position, lambda e: not types or e.type.startswith(types), heartbeat
        )
        return EventStream(desk.followers.admit(chunks), desk.settings.timeline_slow_seconds)


async def _feed(desk: Desk, request: Request, query: FeedQuery, now: Standing, position: int) -> Response:
    types = tuple(KINDS[kind] for kind in query.kind)
    entries = await desk.tail.wait_after(position, query.wait) if query.wait else []
    entries = entries[: query.limit] or await desk.tail.after(position, query.limit)
    end = entries[-1].position if entries else position
    shown = [e.item for e in entries if not types or e.type.startswith(types)]
    page = Page(shown, place(now.log_id, end), max(now.position, end))
    return listed(page, chosen(request, query.format), FEED_COLUMNS, {"Cache-Control": "no-cache"})


async def _standing(desk: Desk) -> Standing:
    async with desk.database.reading() as connection:
        return await items.standing(connection)


async def _named(request: Request, error: Exception) -> Response:
    """A request that is not valid: each fault with its parameter, and what is allowed instead."""
    assert isinstance(error, RequestValidationError)
    allowed = _allowed(request)
    faults = []
    for fault in error.errors():
        name = str(fault["loc"][1] if len(fault["loc"]) > 1 else fault["loc"][0])
        unknown = fault["type"] == "extra_forbidden"
        message = str(fault["msg"]).removeprefix("Value error, ")
        if unknown:
            message = (
                f"there is no such parameter; the parameters are {', '.join(allowed)}"
                if allowed
                else "no parameter is allowed here"
            )
        faults.append({"name": name, "problem": message})
    detail = "; ".join(f"{fault['name']}: {fault['problem']}" for fault in faults[:3])
    raise Problem(422, "The request is not valid", detail, errors=faults)


def _allowed(request: Request) -> list[str]:
    """The names of the query parameters of the route that was asked."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    found: list[str] = []
    for parameter in getattr(dependant, "query_params", ()):
        model = parameter.field_info.annotation
        fields = getattr(model, "model_fields", None)
        found += [f.alias or name for name, f in fields.items()] if fields is not None else [parameter.alias]
    return found
