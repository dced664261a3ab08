"""The durable end of a producer: what its SQLite file holds is published in order until its consumers confirm it.

Redis may lose what it took: it was killed, emptied, trimmed. The relay therefore keeps going back to the last message
that every consumer has confirmed (`tocsin.inbox`) whenever the server was restarted, or the stream lost entries, or a
consumer has read all of it and still lacks some. What comes twice is dropped by the consumer.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog
from faststream.redis import RedisBroker
from prometheus_client import Counter, Gauge
from redis.exceptions import RedisError, ResponseError

from tocsin.inbox import confirmed_key
from tocsin.sqlite import Database
from tocsin.streams import BEGINNING, CALL_SECONDS, EntryId, last_generated, publish, run_id, wait_for_redis, why
from tocsin.tasks import Tasks
from tocsin.trimming import Trimming

if TYPE_CHECKING:
    from redis.asyncio import Redis

log: Final = structlog.get_logger("tocsin.outbox")

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS relays (
    stream   TEXT NOT NULL,
    consumer TEXT NOT NULL,
    sequence INTEGER NOT NULL,             -- the last of our messages that this consumer has confirmed
    PRIMARY KEY (stream, consumer)
) WITHOUT ROWID;
"""

BATCH: Final = 500
GATHER_SECONDS: Final = 0.005
"""So long what comes after is gathered: a round trip for each article would cost as much as taking it in."""
LOOK_SECONDS: Final = 0.5
STUCK_SECONDS: Final = 15.0
"""What is published has not been taken for so long: redis-py tries again by itself, but the service is not ready."""
SAVE_SECONDS: Final = 5.0
TRIM_SECONDS: Final = 30.0
WINDOW: Final = 100_000
"""So far may publishing run ahead of what is confirmed: a consumer that is away must not fill Redis."""

KEPT: Final = timedelta(hours=1)
"""Entries stay at least this long, for readers that keep their place themselves."""

PATIENCE: Final = timedelta(days=7)
"""So much longer they stay for consumer groups."""


PUBLISHED: Final = Counter(
    "tocsin_messages_published_total", "Messages put on a stream, repetitions included", ["stream"]
)
UNCONFIRMED: Final = Gauge(
    "tocsin_messages_unconfirmed", "Published and not yet confirmed by every consumer", ["stream"]
)


class OlderThanConfirmed(Exception):
    """The file lacks messages that its consumers have: nothing may be published under its name."""


class Relay:
    """One producer on one stream; made by `relay`."""

    def __init__(
        self,
        broker: RedisBroker,
        database: Database,
        *,
        stream: str,
        source: str,
        query: str,
        consumers: tuple[str, ...],
        trimming: Trimming,
        acknowledged: Callable[[int], None],
    ) -> None:
        self.stream = stream
        self.source = source
        self.sent = 0
        self.acknowledged = 0
        self._broker = broker
        self._database = database
        self._query = query
        self._trimming = trimming
        self._confirmed = dict.fromkeys(consumers, 0)
        self._saved: dict[str, int] = {}
        self._saved_at = self._trimmed_at = time.monotonic()
        self._on_acknowledged = acknowledged
        self._run = ""
        self._last_entry = BEGINNING
        self._awake = asyncio.Event()
        self.tasks = Tasks()
        self._trouble: str | None = f"waiting for Redis to publish to {stream}"
        self._asked_at: float | None = None
        """Since when an answer of Redis to what is being published is waited for."""

    def wake(self) -> None:
        """Something new was committed: publish it now."""
        self._awake.set()

    def problems(self) -> list[str]:
        """Why nothing is published at the moment; empty when all is well."""
        trouble = self._trouble
        if self._asked_at is not None and (waited := time.monotonic() - self._asked_at) > STUCK_SECONDS:
            trouble = f"can't publish to {self.stream}: no answer for {waited:.0f} s: is Redis there?"
        return self.tasks.problems() + ([trouble] if trouble else [])

    def warnings(self) -> list[str]:
        """What somebody should see to though all is published."""
        return self._trimming.warnings()

    async def load(self) -> None:
        """Take up what the consumers had confirmed when this service last ran."""
        async with (
            self._database.reading() as db,
            db.execute("SELECT consumer, sequence FROM relays WHERE stream = ?", (self.stream,)) as rows,
        ):
            saved = {consumer: sequence async for consumer, sequence in rows}
        self._confirmed.update({name: saved.get(name, 0) for name in self._confirmed})
        self._saved = dict(self._confirmed)
        self.sent = self.acknowledged = min(self._confirmed.values())

    async def run(self) -> None:
        """Publish, and look after what was published, from when Redis answers until cancelled."""
        client = await wait_for_redis(self._broker, what=self.source)
        self._trouble = None
        looked = 0.0
        while True:
            more = False
            try:
                self._awake.clear()
                if self._trouble or not self._run or time.monotonic() - looked > LOOK_SECONDS:
                    await self._look(client)  # before anything is published: the consumers may have more than this file
                    looked = time.monotonic()
                more = await self._publish(client)
                if self._trouble:
                    log.info("publishing again", stream=self.stream)
                self._trouble = None
            except (RedisError, OSError, TimeoutError, sqlite3.Error, OlderThanConfirmed) as error:
                if self._trouble is None:
                    log.warning("can't publish for the moment", stream=self.stream, reason=why(error))
                self._trouble = f"can't publish to {self.stream}: {why(error)}"
                await asyncio.sleep(LOOK_SECONDS)
            if not more:
                await asyncio.sleep(GATHER_SECONDS)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._awake.wait()

    async def _publish(self, client: "Redis") -> bool:
        if self.sent - self.acknowledged > WINDOW:
            return False
        asked = {"after": self.sent, "limit": BATCH}
        batch = await self._database.read(lambda db: db.execute(self._query, asked).fetchall())
        if not batch:
            return False
        self._asked_at = time.monotonic()
        try:
            ids = await publish(self._broker, client, self.stream, [_bytes(message) for _, message in batch])
        finally:
            self._asked_at = None
        self._last_entry = ids[-1]
        self.sent = batch[-1][0]
        PUBLISHED.labels(self.stream).inc(len(batch))
        return len(batch) == BATCH

    async def _look(self, client: "Redis") -> None:
        """Compare what Redis and the consumers have with what was sent; go back if something was lost."""
        async with asyncio.timeout(CALL_SECONDS):
            run = await run_id(client)
            said = await client.hgetall(confirmed_key(self.stream))
            newest = await last_generated(client, self.stream)
        places = [EntryId.of(said.get(name.encode(), b"0-0")) for name in self._confirmed]
        for name in self._confirmed:
            confirmed = said.get(f"{name} {self.source}".encode())
            if confirmed is not None:
                self._confirmed[name] = int(confirmed)
        await self._acknowledge(min(self._confirmed.values()))
        if self.sent > self.acknowledged:
            if run != self._run:
                self._go_back("Redis was started anew")
            elif newest < self._last_entry:
                self._go_back("the stream lost entries")
            elif min(places) >= self._last_entry > BEGINNING:
                self._go_back("a consumer lacks messages")
        self._run = run
        UNCONFIRMED.labels(self.stream).set(self.sent - self.acknowledged)
        if time.monotonic() - self._trimmed_at > TRIM_SECONDS:
            self._trimmed_at = time.monotonic()
            await self._trim(client, min(places))

    def _go_back(self, reason: str) -> None:
        log.info("publishing again what is not confirmed", stream=self.stream, after=self.acknowledged, reason=reason)
        self.sent = self.acknowledged

    async def _acknowledge(self, sequence: int) -> None:
        if sequence != self.acknowledged:
            if sequence < self.acknowledged:
                log.warning("a consumer went back", stream=self.stream, to=sequence, was=self.acknowledged)
                self.sent = sequence
            elif sequence > self.sent:
                await self._check_own(sequence)
                self.sent = sequence
            self.acknowledged = sequence
            self._on_acknowledged(sequence)
        if self._confirmed != self._saved and time.monotonic() - self._saved_at > SAVE_SECONDS:
            await self.save()

    async def _check_own(self, sequence: int) -> None:
        async with (
            self._database.reading() as db,
            db.execute(self._query, {"after": sequence - 1, "limit": 1}) as rows,
        ):
            row = await rows.fetchone()
        if row is None or row[0] != sequence:
            raise OlderThanConfirmed(
                f"{self._database.path} is older than what its consumers have confirmed (message {sequence} of "
                f"{self.source}): it was restored from a backup and would number new messages like old ones; "
                "give it a new identity as docs/operate.md says"
            )

    async def save(self) -> None:
        """Keep what is confirmed, so that the next start need not publish it again."""
        rows = [(self.stream, name, sequence) for name, sequence in self._confirmed.items()]
        async with self._database.transaction() as db:
            await db.executemany("INSERT OR REPLACE INTO relays VALUES (?, ?, ?)", rows)
        self._saved, self._saved_at = dict(self._confirmed), time.monotonic()

    async def _trim(self, client: "Redis", below: EntryId) -> None:
        with suppress(ResponseError):  # no such stream yet
            async with asyncio.timeout(CALL_SECONDS):
                if dropped := await self._trimming.trim(client, below):
                    log.info("trimmed", stream=self.stream, entries=dropped)


def _bytes(message: bytes | str) -> bytes:
    return message if isinstance(message, bytes) else message.encode()


@asynccontextmanager
async def relay(
    broker: RedisBroker,
    database: Database,
    stream: str,
    *,
    source: str,
    query: str,
    consumers: tuple[str, ...],
    kept: timedelta = KEPT,
    patience: timedelta = PATIENCE,
    acknowledged: Callable[[int], None] = lambda _: None,
) -> AsyncIterator[Relay]:
    """Publish what `query` gives to `stream`, in order, for as long as the block runs.

    `query` selects `(sequence, message)` of our messages after `:after`, ordered, at most `:limit`; a message is the
    whole CloudEvents JSON, whose `source` is `source`, with that `sequence` and the `previous` one. `consumers` are the
    services that must have each of them; an entry stays on the stream until they have, for `kept`, and for `patience`
    more while a consumer group of others has not read or not acknowledged it.
    `acknowledged(sequence)` is called when all have confirmed up to there. The database must have the table of
    `SCHEMA`.
    """
    running = Relay(
        broker,
        database,
        stream=stream,
        source=source,
        query=query,
        consumers=consumers,
        trimming=Trimming(stream, kept=kept, patience=patience),
        acknowledged=acknowledged,
    )
    await running.load()
    try:
        async with running.tasks as tasks:
            tasks.begin(running.run(), f"publishing to {stream}")
            yield running
    finally:
        with suppress(sqlite3.Error):
            await running.save()
