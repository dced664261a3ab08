"""What was told long ago is forgotten: never what somebody still has to get, and never the last word on an alert."""

import asyncio
import json
import sqlite3
import sys
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from services.alerts.api.following import add_stream, tail_of
from services.alerts.engine.signals import Rules
from services.alerts.rules.loading import RuleBook
from services.alerts.settings import AlertsSettings
from services.alerts.store import forgetting
from services.alerts.store.forgetting import forget
from services.alerts.store.pruning import prune
from services.alerts.store.store import SCHEMA, UNSENT, Ledger, identity
from tests.builders import NOW, actor, event, event_recorded, recorded, rule
from tocsin.coding.reading import Occurred
from tocsin.records import Alert
from tocsin.serving import api
from tocsin.sqlite import Database

LATER = NOW + timedelta(days=40)
WITHDRAWN = rule("withdrawal", signal="de-escalation", level=-2, match={"type": ["RETREAT"]})
RULES = Rules(RuleBook.of([rule(resolved_by=["withdrawal"]), WITHDRAWN]))


class Desk:
    """A file in which alerts were told, half of them resolved."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def tell(self, stories: int) -> None:
        """Of each story two reports; of every second one its end."""
        async with self.database.transaction() as connection:
            ledger = Ledger(RULES, await identity(connection), lambda: NOW)
            for story in range(stories):
                side = (actor(f"{chr(65 + story // 26)}{chr(65 + story % 26)}X"),)
                moved, left = event(actors=side), event("RETREAT", "withdraw", actors=side)
                kinds = [moved, moved, moved if story % 2 else left]
                told = [
                    recorded(kind, id=f"ev-{story}-{number}", story=f"s{story}", source=f"Gazette {number}")
                    for number, kind in enumerate(kinds)
                ]
                await ledger.apply(connection, [event_recorded(item) for item in told])

    async def confirm(self, sequence: int) -> None:
        async with self.database.transaction() as connection:
            await connection.execute(
                "INSERT OR REPLACE INTO relays VALUES ('tocsin:alerts', 'timeline', ?)", (sequence,)
            )

    async def outbox(self) -> list[dict[str, Any]]:
        async with (
            self.database.reading() as connection,
            connection.execute(UNSENT, {"after": 0, "limit": 10_000}) as rows,
        ):
            return [json.loads(message) async for _, message in rows]

    async def remembered(self, column: str, table: str) -> set[str]:
        query = f"SELECT {column} FROM {table}"
        async with self.database.reading() as connection, connection.execute(query) as rows:
            return {row[0] async for row in rows}

    async def queue(self, state: str) -> None:
        """What was told so far, at a receiver."""
        async with self.database.transaction() as connection:
            await connection.execute(
                "INSERT INTO deliveries SELECT 'desk', sequence, alert, ?, 0, 0, 1, NULL FROM outbox", (state,)
            )


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Database.open(tmp_path / "alerts.db", SCHEMA) as database:
        yield Desk(database)


def revisions(told: list[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in told:
        if item["data"]["rule"] == "troops-abroad":
            found.setdefault(item["data"]["story"], []).append(item["data"]["status"])
    return found


async def test_of_an_alert_that_is_over_the_last_message_stays_and_of_others_all(desk: Desk) -> None:
    await desk.tell(4)
    before = await desk.outbox()
    await desk.confirm(len(before))
    await desk.queue("sent")

    assert await prune(desk.database, LATER, routed=False) > 0

    told = await desk.outbox()
    assert revisions(told)["s0"] == ["resolved"]
    assert revisions(told)["s1"] == revisions(before)["s1"]
    assert [item["id"] for item in told] == [item["id"] for item in before if item["id"] in {i["id"] for i in told}]
    async with desk.database.reading() as db, db.execute("SELECT count(*) FROM deliveries") as rows:
        assert await rows.fetchone() == (len(told),)
    assert await prune(desk.database, LATER, routed=False) == 0


async def test_each_message_names_the_last_one_before_it_that_is_there(desk: Desk) -> None:
    await desk.tell(6)
    await desk.confirm(len(await desk.outbox()))
    await prune(desk.database, LATER, routed=False)
    await desk.tell(1)
    told = await desk.outbox()
    assert [item["previous"] for item in told] == ["0" * 16, *(item["sequence"] for item in told[:-1])]


@pytest.mark.parametrize("what", ["young", "unconfirmed", "waiting", "not given out"])
async def test_what_is_not_settled_is_kept(desk: Desk, what: str) -> None:
    await desk.tell(4)
    before = await desk.outbox()
    await desk.confirm(1 if what == "unconfirmed" else len(before))
    await desk.queue("waiting" if what == "waiting" else "sent")
    assert await prune(desk.database, NOW if what == "young" else LATER, routed=what == "not given out") == 0
    assert await desk.outbox() == before


async def test_who_follows_from_a_place_before_what_was_forgotten_is_told_so(desk: Desk) -> None:
    await desk.tell(4)
    await desk.confirm(len(await desk.outbox()))
    await prune(desk.database, LATER, routed=False)
    async with desk.database.reading() as connection:
        file = (await identity(connection)).rpartition("/")[2]
    app: FastAPI = api("alerts", "", list)
    add_stream(app, desk.database, tail_of(desk.database), AlertsSettings())
    async with AsyncClient(transport=ASGITransport(app), base_url="http://alerts") as client:
        answer = await client.get("/v1/alerts/stream", params={"after": f"{file}:1"})
    assert answer.status_code == 410
    assert "not kept any more" in answer.json()["detail"]


YEAR = timedelta(days=365)


async def told_again(desk: Desk, story: int, *, at: datetime) -> list[Alert]:
    """One report more of what a story told, recorded and published at a moment."""
    async with desk.database.transaction() as connection:
        ledger = Ledger(RULES, await identity(connection), lambda: at)
        side = (actor(f"A{chr(65 + story)}X"),)
        moved = event(actors=side, occurred=Occurred(None, None, "unknown", "publication"))
        item = recorded(moved, id=f"ev-{at:%y%m%d}", story=f"s{story}", published_at=at)
        told = await ledger.apply(connection, [event_recorded(item, at=at)])
    return [alert for alert in told if alert.story == f"s{story}" and alert.rule == "troops-abroad"]


async def test_of_an_alert_that_was_over_long_ago_a_stub_stays_and_its_revisions_go_on(desk: Desk) -> None:
    await desk.tell(4)
    before = await desk.outbox()
    last = max(item["data"]["revision"] for item in before if item["data"]["story"] == "s0")
    await desk.confirm(len(before))
    await desk.queue("sent")
    now = NOW + YEAR + timedelta(days=1)

    assert await forget(desk.database, now, keep=YEAR, routed=False) == 0  # each has a message before its last one
    await prune(desk.database, now, routed=False)
    assert await forget(desk.database, now, keep=YEAR, routed=False) == 2

    told = await desk.outbox()
    assert "s0" not in revisions(told)
    assert [item["previous"] for item in told] == ["0" * 16, *(item["sequence"] for item in told[:-1])]
    async with desk.database.reading() as db:
        for table in ("cited", "told_in", "deliveries"):
            query = f"SELECT count(*) FROM {table} WHERE alert IN (SELECT id FROM forgotten)"
            async with db.execute(query) as rows:
                assert await rows.fetchone() == (0,), table
    [raised] = await told_again(desk, 0, at=now)
    assert (raised.status, raised.revision) == ("raised", last + 1)
    async with desk.database.reading() as db, db.execute("SELECT count(*) FROM forgotten") as rows:
        assert await rows.fetchone() == (1,)


async def test_with_the_last_alert_of_a_story_goes_what_was_remembered_of_the_story(desk: Desk) -> None:
    """Of all stories everything is over but of s1. Where two states stand is remembered for good."""
    ended = NOW + timedelta(days=80)  # for want of news
    await desk.tell(4)
    async with desk.database.transaction() as db:
        await Ledger(RULES, await identity(db), lambda: ended).tick(db, ended)
        denials = [(f"s{story}", "AAX", f"ev-{story}-9", "AAX", "2024-10-20", "troops") for story in range(4)]
        await db.executemany("INSERT INTO denied VALUES (?, ?, ?, ?, ?, ?)", denials)
    assert await told_again(desk, 1, at=ended)
    await desk.confirm(len(await desk.outbox()))
    before = await desk.remembered("name", "ladder")
    now = ended + YEAR + timedelta(days=1)
    await prune(desk.database, now, routed=False)
    assert await forget(desk.database, now, keep=YEAR, routed=False) > 0
    assert before - await desk.remembered("name", "ladder") == {"s0", "s2", "s3"}
    assert await desk.remembered("story", "denied") == {"s1"}


@pytest.mark.parametrize("what", ["young", "unconfirmed", "waiting"])
async def test_an_alert_is_not_forgotten_before_its_time(desk: Desk, what: str) -> None:
    await desk.tell(4)
    count = len(await desk.outbox())
    await desk.confirm(count)
    await prune(desk.database, LATER, routed=False)
    await desk.confirm(1 if what == "unconfirmed" else count)
    await desk.queue("waiting" if what == "waiting" else "sent")
    now = LATER if what == "young" else NOW + 2 * YEAR
    assert await forget(desk.database, now, keep=YEAR, routed=False) == 0


async def test_what_comes_again_is_known_as_long_as_backups_are_kept_and_forgotten_then(desk: Desk) -> None:
    await desk.tell(2)
    count = len(await desk.outbox())
    for days, known in ((80, 6), (100, 0)):
        await forget(desk.database, NOW + timedelta(days=days), keep=YEAR, routed=False)
        async with desk.database.reading() as db, db.execute("SELECT count(*) FROM folded") as rows:
            assert await rows.fetchone() == (known,)
        if known:
            await desk.tell(2)  # as another producer would send it
            assert len(await desk.outbox()) == count


async def test_of_what_is_counted_that_goes_which_is_never_recalled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "NUMBERS", 2)
    monkeypatch.setattr(forgetting, "AT_ONCE", 3)
    async with desk.database.transaction() as db:
        rows = [(track, number) for number in range(9) for track in ("PRK", "RUS")]
        await db.executemany("INSERT INTO numbers VALUES (NULL, ?, ?, 'soldiers', 'reported', '', '', 'a')", rows)
    await forget(desk.database, NOW, keep=YEAR, routed=False)
    async with desk.database.reading() as db, db.execute("SELECT track, best FROM numbers ORDER BY number") as left:
        assert [tuple(row) async for row in left] == [("PRK", 7), ("RUS", 7), ("PRK", 8), ("RUS", 8)]


KILLED = """
import asyncio, sys
from datetime import timedelta
from pathlib import Path
from services.alerts.store import pruning
from services.alerts.store.store import SCHEMA
from tests.integration.alerts.test_pruning import LATER
from tocsin.sqlite import Database

async def work():
    pruning.AT_ONCE = 2
    async with Database.open(Path(sys.argv[1]), SCHEMA) as database:
        await pruning.prune(database, LATER, routed=False)
asyncio.run(work())
"""


async def test_a_kill_in_the_middle_loses_nothing_that_is_to_stay(desk: Desk, tmp_path: Path) -> None:
    await desk.tell(90)
    before = await desk.outbox()
    await desk.confirm(len(before))
    await desk.queue("sent")
    kept = {item["id"] for item in before if item["data"]["status"] == "resolved" or int(item["data"]["story"][1:]) % 2}
    left, killed = len(before), 0
    while True:
        goal = left - 30
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, str(tmp_path / "alerts.db"))
        while process.returncode is None and (left := counted(tmp_path / "alerts.db")) > goal:
            await asyncio.sleep(0.001)
        if process.returncode is None:
            process.kill()
        if await process.wait() == 0:
            break
        killed += 1
    told = await desk.outbox()
    assert killed > 1
    assert kept <= {item["id"] for item in told}
    assert [item["previous"] for item in told] == ["0" * 16, *(item["sequence"] for item in told[:-1])]
    assert revisions(told)["s0"] == ["resolved"]


def counted(path: Path) -> int:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        (count,) = database.execute("SELECT count(*) FROM outbox").fetchone()
    database.close()
    return int(count)
