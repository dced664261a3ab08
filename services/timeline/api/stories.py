"""Stories and expectations over HTTP."""

import sqlite3
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Final

from fastapi import FastAPI, Query, Request, Response

from services.timeline.api.answering import (
    INVALID,
    NOT_FOUND,
    Kind,
    answer_list,
    found,
    list_answers,
    members,
    problems,
)
from services.timeline.api.desk import Desk
from services.timeline.formats import expectation_entry
from services.timeline.formats.tables import EXPECTATION_COLUMNS, STORY_COLUMNS
from services.timeline.queries import expected, items, lists, story_lists, story_queries
from services.timeline.queries.questions import AlertQuery, Asked, ExpectationQuery, StoryQuery
from tocsin.dossiers import ExpectationItem, ExpectationPage, Story, StoryItem, StoryPage

STORIES: Final = Kind("Stories", STORY_COLUMNS, members(StoryItem))
EXPECTATIONS: Final = Kind("Expectations", EXPECTATION_COLUMNS, members(ExpectationItem), expectation_entry)


def add_story_routes(app: FastAPI, desk: Desk) -> None:
    """What is told, and what is expected."""

    @app.get("/v1/stories", tags=["timeline"], response_model=StoryPage, responses=list_answers(STORIES))
    async def stories(request: Request, query: Annotated[StoryQuery, Query()]) -> Response:
        """Stories, the one last told of first: who tells them, what they rang."""
        return await answer_list(desk.database, request, query, story_lists.stories, STORIES)

    @app.get(
        "/v1/stories/{identity}",
        tags=["timeline"],
        response_model=Story,
        responses=problems(**NOT_FOUND, **INVALID),
    )
    async def story(identity: str, query: Annotated[Asked, Query()]) -> Response:
        """One story: its happenings side by side, who claims and denies what, its numbers, expectations and alerts.

        Of a story that was merged into another one, that other one.
        """
        return found(await desk.database.read(partial(_story, identity=identity, as_of=query.as_of)), "story", identity)

    @app.get(
        "/v1/expectations", tags=["timeline"], response_model=ExpectationPage, responses=list_answers(EXPECTATIONS)
    )
    async def expectations(request: Request, query: Annotated[ExpectationQuery, Query()]) -> Response:
        """What is expected by a day, by due date: open, met, missed, or superseded by another expectation."""
        today = await desk.database.read(partial(_day, as_of=query.as_of))
        ask = partial(expected.page, today=today)
        return await answer_list(desk.database, request, query, ask, EXPECTATIONS, day=today)


def _story(connection: sqlite3.Connection, *, identity: str, as_of: str | None) -> bytes | None:
    """The story that has this id, or that one with it was merged into."""
    now = items.standing(connection)
    at = lists.as_of(connection, as_of, now.position)
    held = story_queries.current(connection, identity, at)
    names = [held, *story_queries.formerly(connection, held, at)]
    alerts = lists.alerts(connection, now, AlertQuery(story=names, limit=1000, as_of=str(at)))
    return story_queries.story(connection, held, at, _day(connection, as_of), alerts.items)


def _day(connection: sqlite3.Connection, as_of: str | None) -> str:
    """The day, ISO and UTC, on which what is due is judged: today's, or that of the moment that is asked about."""
    if as_of is None:
        return datetime.now(UTC).date().isoformat()
    if not as_of.isdigit():
        return as_of[:10]
    row = connection.execute("SELECT recorded_at FROM log WHERE position = ?", (int(as_of),)).fetchone()
    return str(row[0])[:10] if row else ""
