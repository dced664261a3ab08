"""The alerts service and its Redis killed at random while events pour in: each alert is told once per revision.

The test plays the timeline at both ends, with a real outbox and a real inbox. `TOCSIN_TEST_EVENTS` is how many events.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiosqlite
import pytest
import yaml

from services.alerts.engine.engine import fold
from services.alerts.engine.memory import Memory
from services.alerts.engine.timers import tick
from tests.builders import actor, event, event_recorded, recorded
from tests.ingesting import until
from tests.integration.alerts.test_replay import KINDS, RULES
from tests.ports import free_port
from tests.unit.alerts.test_matching import quantity
from tocsin import inbox, outbox
from tocsin.coding.reading import Attribution, Occurred
from tocsin.embedded import Keeper
from tocsin.inbox import Delivery
from tocsin.messages import ALERTS, EVENTS, EventRecorded, parse
from tocsin.sqlite import Database
from tocsin.streams import make_broker

EVENTS_FED = int(os.environ.get("TOCSIN_TEST_EVENTS", "1500"))
KILLS = 6 + EVENTS_FED // 5000
PATIENCE = 60 + EVENTS_FED / 20
"""Seconds to wait for progress."""
SOURCE = "/tocsin/timeline/test"
QUERY = "SELECT sequence, message FROM outbox WHERE sequence > :after ORDER BY sequence LIMIT :limit"
TABLES = (
    "CREATE TABLE IF NOT EXISTS outbox (sequence INTEGER PRIMARY KEY, message BLOB);" + inbox.SCHEMA + outbox.SCHEMA
)
COUNTRIES = [f"{a}{b}X" for a in "ABCDEFGH" for b in "ABCDEFGH"]


def events(count: int, chance: random.Random) -> Iterator[EventRecorded]:
    """Articles of one event each, recorded from tomorrow on, so that their times alone turn the timers."""
    at = datetime.now(UTC) + timedelta(days=1)
    for number in range(count):
        at += timedelta(minutes=chance.choice((0, 1, 5, 60)))
        story = chance.randrange(max(number // 6, 1)) if chance.random() < 0.7 else number
        who, whom = (COUNTRIES[(story + side) % len(COUNTRIES)] for side in (0, 1))
        kind, mode = chance.choice(KINDS)
        happened = event(
            kind,
            mode,
            actors=(actor(who),),
            recipients=(actor(whom),),
            stance=chance.choice(("asserts", "asserts", "asserts", "denies")),
            attribution=Attribution(actor(chance.choice((who, whom))), "said"),
            occurred=Occurred(None, None, "unknown", "publication"),
            quantities=(quantity(chance.choice((1000, 3000, 9000))),) if chance.random() < 0.3 else (),
        )
        record = recorded(
            happened,
            id=f"ev-{number}",
            story=f"story-{story}",
            source=f"Gazette {number % 7}",
            published_at=at,
            revises=f"art-ev-{chance.randrange(number)}" if number and chance.random() < 0.02 else None,
        )
        yield event_recorded(record, sequence=number + 1, at=at)


def due(messages: list[EventRecorded]) -> dict[tuple[str, int], str]:
    """What each revision of each alert must say, by the engine alone."""
    memory, said = Memory(), {}
    for message in messages:
        told = [alert for _, alert in tick(memory, message.recordedtime)]
        for alert in told + fold(RULES, memory, message.data, message.recordedtime):
            said[alert.id, alert.revision] = alert.model_dump_json()
    return said


@dataclass
class Timeline:
    """Both ends of the service under test: what it is fed, and what it tells, each message as it was applied."""

    told: list[tuple[str, int, str]] = field(default_factory=list)

    async def apply(self, _: aiosqlite.Connection, deliveries: list[Delivery]) -> None:
        for delivery in deliveries:
            data = parse(delivery.raw).data
            self.told.append((data.id, data.revision, data.model_dump_json()))  # type: ignore[union-attr]


@asynccontextmanager
async def timeline(folder: Path, url: str, messages: list[EventRecorded]) -> AsyncIterator[Timeline]:
    """Publishes the messages, and reads the alerts, for as long as the block runs."""
    ours = Timeline()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database.open(folder / "timeline.db", TABLES))
        async with database.transaction() as db:
            rows = [(message.sequence, message.to_json()) for message in messages]
            await db.executemany("INSERT INTO outbox VALUES (?, ?)", rows)
        broker = make_broker(url)
        stack.push_async_callback(broker.stop)
        relay = outbox.relay(broker, database, EVENTS, source=SOURCE, query=QUERY, consumers=("alerts",))
        await stack.enter_async_context(relay)
        await stack.enter_async_context(inbox.consume(broker, database, ALERTS, consumer="timeline", apply=ours.apply))
        yield ours


@dataclass
class Victims:
    """The two processes that are killed, and started again on the same files and ports."""

    folder: Path
    port: int
    keeper: Keeper
    service: "subprocess.Popen[bytes]"

    async def kill(self, chance: random.Random) -> None:
        if chance.random() < 0.6:
            self.service.kill()
            await asyncio.to_thread(self.service.wait)
            self.service = start(self.folder, self.port)
        else:
            os.kill(self.keeper.server_pid(), signal.SIGKILL)
            await asyncio.to_thread(self.keeper.stop)
            self.keeper = Keeper(self.folder / "valkey", self.port)
            await asyncio.to_thread(self.keeper.wait_until_up)


def start(folder: Path, redis_port: int) -> "subprocess.Popen[bytes]":
    settings = {
        "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
        "DATA": str(folder),
        "ALERTS_PORT": str(free_port()),
        "ALERTS_RULES": str(folder / "rules"),
    }
    environment = os.environ | {f"TOCSIN_{name}": value for name, value in settings.items()}
    with (folder / "service.log").open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "services.alerts"], env=environment, stdout=output, stderr=output
        )


@contextmanager
def victims(folder: Path) -> Iterator[Victims]:
    (folder / "rules").mkdir()
    for item in RULES.book.rules:
        content = item.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        (folder / "rules" / f"{item.id}.yaml").write_text(yaml.safe_dump(content))
    port = free_port()
    keeper = Keeper(folder / "valkey", port)
    keeper.wait_until_up()
    running = Victims(folder, port, keeper, start(folder, port))
    try:
        yield running
    finally:
        running.service.kill()
        running.service.wait()
        running.keeper.stop()


@pytest.mark.timeout(60 + 2 * PATIENCE)
async def test_each_revision_is_told_once_however_often_the_service_and_redis_are_killed(
    tmp_path: Path,
) -> None:
    chance = random.Random(6)
    messages = list(events(EVENTS_FED, chance))
    expected = due(messages)
    assert len(expected) > EVENTS_FED / 4, "the events ring"
    with victims(tmp_path) as running:
        async with timeline(tmp_path, running.keeper.url, messages) as ours:
            for number in range(1, KILLS + 1):
                enough = len(expected) * number // (KILLS + 2)
                await until(lambda: len(ours.told) >= enough, PATIENCE)  # noqa: B023 - called at once
                await running.kill(chance)
            await until(lambda: len(ours.told) >= len(expected), PATIENCE)
    counted = Counter((name, revision) for name, revision, _ in ours.told)
    assert [key for key, times in counted.items() if times != 1] == []
    assert {(name, revision): said for name, revision, said in ours.told} == expected
