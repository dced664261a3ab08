"""What the benchmarks ask is a timeline like any other: its log reads, and folds into the same tables again."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bench.asking import fill
from services.timeline.log import log, store
from services.timeline.log.rebuilding import rebuild
from services.timeline.queries import items, lists
from services.timeline.queries.questions import EventQuery
from tocsin.sqlite import Database


async def test_a_filled_file_is_a_sound_timeline(tmp_path: Path) -> None:
    await fill(tmp_path / "timeline.db", 35, batch=25)
    there, _ = await fill(tmp_path / "timeline.db", 60, batch=25)  # it goes on with what is there
    assert there == 35
    async with Database.open(tmp_path / "timeline.db", store.SCHEMA) as database:
        before = await answers(database)
        async for _ in rebuild(database):
            pass
        assert await answers(database) == before
        async with database.reading() as connection:
            assert [verdict.fault async for verdict in log.verify(connection)] == [None]


async def answers(database: Database) -> list[list[bytes]]:
    with closing(sqlite3.connect(database.path)) as connection:
        now = items.standing(connection)
        asked = ({}, {"level_min": 1}, {"q": "police"}, {"as_of": "100"}, {"country": "RUS", "order": "oldest"})
        found = [lists.events(connection, now, EventQuery.model_validate(one)) for one in asked]
    assert all(page.items for page in found)
    return [page.items for page in found]
