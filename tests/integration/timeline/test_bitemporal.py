"""What was known then is what a log that ends there says now."""

import json
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import pytest

from services.timeline.log import editing, log, store
from services.timeline.log.projection import FOREVER
from services.timeline.log.rebuilding import rebuild
from services.timeline.queries import catalogue, expected, items, lists, story_lists, story_queries
from services.timeline.queries.facets import count_facets
from services.timeline.queries.questions import (
    FACETS,
    AlertQuery,
    ArticleQuery,
    EventQuery,
    ExpectationQuery,
    FacetQuery,
    SeriesQuery,
    StoryQuery,
)
from services.timeline.queries.series import lines
from tests.builders import actor, alert, article, event, published, rung
from tests.integration.timeline.conftest import Timeline
from tocsin.coding.reading import Attribution, Event, Occurred, Quantity
from tocsin.records import RecordedEvent, stable_id
from tocsin.sqlite import Database


async def happen(timeline: Timeline, seed: int) -> None:
    """Articles, corrections before or after what they correct, and alerts that rise, fall and are cancelled."""
    dice = random.Random(seed)
    revisions: dict[str, int] = {}
    for step in range(14):
        if step % 3 != 2:
            timeline.coder.by_article[f"a{step}"] = tuple(_event(dice) for _ in range(dice.randrange(3)))
            revises = f"a{dice.randrange(step + 2)}" if dice.random() < 0.4 else None
            one = article(f"a{step}", text=f"Matter {dice.randrange(4)} of day {step}.", revises=revises)
            await timeline.record(published(one))
        else:
            told = [message.data for message in await timeline.events()]
            if told:
                await timeline.record(rung(_alert(dice.choice(told), revisions, dice)))
            await _edit(timeline, dice)


def _event(dice: random.Random) -> Event:
    """North Korean troops: sent, denied, foreseen, counted, by October or by November."""
    modality = dice.choice(["actual", "actual", "future", "negated"])
    due = dice.choice(["2024-10-22", "2024-11-15"])
    kind = "forecast" if modality == "future" else "reported"
    best = dice.choice([1500.0, 3000.0, 8000.0])
    amount = Quantity(best, best, best, "soldiers", None, kind, due if kind == "forecast" else None, "text", 0, 1, "x")
    day = due if modality == "future" else "2024-10-18"
    return event(
        modality=modality,
        stance=dice.choice(["asserts", "asserts", "denies", "confirms"]),
        quantities=(amount,) if dice.random() < 0.6 else (),
        occurred=Occurred(day, day, "day", "text"),
        attribution=Attribution(actor(dice.choice(["KOR", "RUS", "USA"])), "said"),
    )


async def _edit(timeline: Timeline, dice: random.Random) -> None:
    """Now and then an editor merges two stories, or takes an article out of one."""
    held = await timeline.rows(
        "SELECT story, id FROM members JOIN articles ON position = article AND recorded_to = ?", FOREVER
    )
    story, article_ = dice.choice(held)
    into = dice.choice(held)[0]
    why = {"reason": "it is so", "by": "desk"}
    with suppress(editing.NotSo):
        if dice.random() < 0.5:
            await editing.merge(timeline.database, timeline.recorder, story, into=into, **why)
        else:
            await editing.split(timeline.database, timeline.recorder, story, articles=[article_], **why)


def _alert(record: RecordedEvent, revisions: dict[str, int], dice: random.Random):
    identity = stable_id("alr", record.story)
    revisions[identity] = revision = revisions.get(identity, 0) + 1
    status = "raised" if revision == 1 else dice.choice(["updated", "updated", "cancelled"])
    return alert(record, id=identity, revision=revision, status=status, level=dice.randrange(3, 7))


@asynccontextmanager
async def cut(timeline: Timeline, position: int, path: Path) -> AsyncIterator[Database]:
    """A timeline whose log ends at `position`, with its tables made from that log."""
    rows = await timeline.rows("SELECT * FROM log WHERE position <= ? ORDER BY position", position)
    heads = await timeline.rows("SELECT * FROM head")
    async with Database.open(path, store.SCHEMA) as database:
        async with database.transaction() as connection:
            await connection.executemany("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            await connection.execute(f"INSERT INTO head VALUES ({','.join('?' * len(heads[0]))})", heads[0])
            await connection.execute("UPDATE head SET position = ?, chain = ?", (position, rows[-1][-1]))
        async for _ in rebuild(database, chunk=5):
            pass
        yield database


def answers(database: Database, as_of: int | None) -> list[list[bytes]]:
    with closing(sqlite3.connect(database.path)) as connection:
        now = items.standing(connection)
        pin = None if as_of is None else str(as_of)
        return [
            (lists.events(connection, now, EventQuery(as_of=pin, limit=1000))).items,
            (lists.events(connection, now, EventQuery(as_of=pin, limit=1000, level_min=4))).items,
            (lists.alerts(connection, now, AlertQuery(as_of=pin, limit=1000))).items,
            (catalogue.articles(connection, now, ArticleQuery(as_of=pin, limit=1000))).items,
            _figures(connection, now, pin),
            _stories(connection, now, pin),
            (expected.page(connection, now, ExpectationQuery(as_of=pin, limit=1000), "2024-10-30")).items,
        ]


def _figures(connection: sqlite3.Connection, now: items.Standing, pin: str | None) -> list[bytes]:
    """Facets and series: from tallies as of now, one by one as of then."""
    facets = count_facets(connection, now, FacetQuery(as_of=pin, by=[*FACETS]))
    asked = ({"every": "month", "by": "pair"}, {"by": "type"}, {"measure": "level"}, {"by": "signal"})
    queries_ = [SeriesQuery.model_validate({"as_of": pin, **one}) for one in asked]
    series = [lines(connection, now, query) for query in queries_]
    return [json.dumps(one, sort_keys=True).encode() for one in (facets, *series)]


def _stories(connection: sqlite3.Connection, now: items.Standing, pin: str | None) -> list[bytes]:
    """All stories, as the list has them and in full."""
    at = now.position if pin is None else int(pin)
    page = story_lists.stories(connection, now, StoryQuery(as_of=pin, limit=1000))
    full = [story_queries.story(connection, json.loads(item)["id"], at, "2024-10-30", ()) for item in page.items]
    return [*page.items, *(story for story in full if story)]


@pytest.mark.parametrize("seed", range(5))
async def test_as_of_answers_like_a_log_that_ends_there(timeline: Timeline, tmp_path: Path, seed: int) -> None:
    await happen(timeline, seed)
    end = (await timeline.rows("SELECT position FROM head"))[0][0]
    for position in range(1, end + 1, 3):
        async with cut(timeline, position, tmp_path / f"cut-{position}.db") as then:
            assert answers(timeline.database, position) == answers(then, None)


async def test_a_log_that_was_cut_is_whole_in_itself(timeline: Timeline, tmp_path: Path) -> None:
    await happen(timeline, 9)
    async with cut(timeline, 7, tmp_path / "cut.db") as then, then.reading() as connection:
        assert [verdict.fault async for verdict in log.verify(connection)] == [None]
