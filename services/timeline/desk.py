"""What all answers of the timeline share: what answering takes, how a list and one thing are given, what may fail."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

import aiosqlite
from fastapi import Request, Response

from services.timeline import items
from services.timeline.formats import Columns, chosen, listed, tag
from services.timeline.items import Standing
from services.timeline.queries import Page
from services.timeline.questions import Parameters
from services.timeline.recording import Coder
from services.timeline.settings import TimelineSettings
from tocsin.answers import ProblemDetails
from tocsin.following import Entry, Followers, Tail
from tocsin.serving import Problem
from tocsin.sqlite import Database

JSON: Final = "application/json"

Ask = Callable[[aiosqlite.Connection, Standing, Any], Awaitable[Page]]


@dataclass(slots=True)
class Desk:
    """What answering takes."""

    database: Database
    tail: Tail[Entry]
    coder: Coder
    settings: TimelineSettings
    reading_again: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    """Reading an article anew is work for the processor: one at a time."""
    followers: Followers = field(init=False)

    def __post_init__(self) -> None:
        self.followers = Followers(self.settings.timeline_followers)


def problems(**codes: str) -> dict[int | str, dict[str, Any]]:
    problem = {"application/problem+json": {"schema": ProblemDetails.model_json_schema()}}
    return {
        int(code.removeprefix("e")): {"description": description, "content": problem}
        for code, description in codes.items()
    }


INVALID: Final = {"e422": "a parameter is unknown or wrong; the answer names it and what is allowed"}
GONE: Final = {"e410": "the place is one of another log: start again without it"}
NOT_FOUND: Final = {"e404": "there is none with this id"}
_UNCHANGED: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "as the `If-None-Match` says"}}
TABLES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            "application/x-ndjson": {"schema": {"type": "string"}},
            "text/csv": {"schema": {"type": "string"}},
        }
    }
}
LIST: Final = TABLES | _UNCHANGED | problems(**INVALID, **GONE)


async def answer_list(  # noqa: PLR0917 - what is asked, of whom, and how it is shown
    desk: Desk, request: Request, query: Parameters, ask: Ask, columns: Columns, day: str = ""
) -> Response:
    """A page of a list in the format that is asked for; nothing if the client has it already.

    `day` is the day that the answer depends on beside the log, if any.
    """
    form = chosen(request, query.format)
    async with desk.database.reading() as connection:
        now = await items.standing(connection)
        etag = tag(now, now.position, request, f"{form}{day}")
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"ETag": etag})
        page = await ask(connection, now, query)
    return listed(page, form, columns, {"ETag": etag, "Cache-Control": "no-cache"})


def answer_one(item: bytes | None, what: str, identity: str) -> Response:
    """The one thing that was asked for. Raises Problem if there is none."""
    if item is None:
        raise Problem(404, f"No such {what}", f"there is no {what} with the id {identity[:200]!r} in this log")
    return Response(item, media_type=JSON)
