"""The log over HTTP: in the order of arrival, and as it grows."""

from typing import Annotated, Final

from fastapi import FastAPI, Header, Query, Request, Response

from services.timeline.api.answering import GONE, INVALID, Kind, chosen, list_answers, listed, problems
from services.timeline.api.desk import Desk
from services.timeline.api.following import sieve
from services.timeline.formats.tables import FEED_COLUMNS
from services.timeline.queries import items
from services.timeline.queries.items import Standing
from services.timeline.queries.lists import Page
from services.timeline.queries.questions import FeedQuery, FollowQuery
from tocsin.answers import FeedItem, FeedPage
from tocsin.following import EventStream, place, position_of, server_sent

FEED: Final = Kind("The log", FEED_COLUMNS, frozenset(FeedItem.model_fields))


def add_feed(app: FastAPI, desk: Desk) -> None:
    """What is followed."""

    @app.get("/v1/feed", tags=["log"], response_model=FeedPage, responses=_ANSWERS)
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
        heartbeat = desk.settings.timeline_heartbeat_seconds
        chunks = server_sent(desk.tail, now.log_id, position, sieve(desk, query), heartbeat)
        return EventStream(desk.followers.admit(chunks), desk.settings.timeline_slow_seconds)


_ANSWERS: Final = {code: said for code, said in list_answers(FEED).items() if code != 304}


async def _feed(desk: Desk, request: Request, query: FeedQuery, now: Standing, position: int) -> Response:
    entries = await desk.tail.wait_after(position, query.wait) if query.wait else []
    entries = entries[: query.limit] or await desk.tail.after(position, query.limit)
    end = entries[-1].position if entries else position
    page = Page([row.item for row in await sieve(desk, query)(entries)], place(now.log_id, end), max(now.position, end))
    form = chosen(request, query.format, FEED.formats)
    return listed(page, form, FEED, request, headers={"Cache-Control": "no-cache"})


async def _standing(desk: Desk) -> Standing:
    return await desk.database.read(items.standing)
