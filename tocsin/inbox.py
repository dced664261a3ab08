"""The durable end of a stream, in the consumer's own SQLite file: an ordered reader without a consumer group.

What a batch of entries did and how far it got are committed in one transaction; only then is it confirmed. On start
and after any error the reader goes on from the saved entry id. Each producer numbers its messages: one that comes
again is dropped, and one that comes after a gap is dropped too, because the producer, which sees in
`tocsin:confirmed:<stream>` how far its consumers are, publishes from the gap on again (`tocsin.outbox`). So a message
is applied once and in order, whatever Redis lost or repeated; a file that is new, or in the place of one that was lost,
gets all that its producers have.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

import structlog
from faststream.message import StreamMessage
from faststream.redis import RedisBroker, StreamSub
from prometheus_client import Counter, Gauge
from redis.exceptions import RedisError

from tocsin.place import SCHEMA, Apply, AtOnce, Place
from tocsin.sqlite import Database
from tocsin.streams import BEGINNING, CALL_SECONDS, EntryId, entry_bytes, last_generated, run_id, wait_for_redis, why
from tocsin.tasks import Tasks
from tocsin.turns import Delivery, Turn, take_turns

if TYPE_CHECKING:
    from faststream.redis.subscriber.usecases.stream_subscriber import StreamBatchSubscriber
    from redis.asyncio import Redis

__all__ = ["SCHEMA", "Apply", "AtOnce", "Delivery", "Reader", "confirmed_key", "consume"]

log: Final = structlog.get_logger("tocsin.inbox")

BATCH: Final = 500
LITTLE: Final = 32_000
"""So many bytes are parsed on the event loop: the way to a thread and back takes longer."""
BLOCK_MS: Final = 1000
TICK_SECONDS: Final = 0.5
CONFIRM_SECONDS: Final = 0.05
STUCK_SECONDS: Final = 15.0
"""Entries wait and the checkpoint has not moved for so long: the loop is stuck, and the service is not ready."""

APPLIED: Final = Counter("tocsin_messages_applied_total", "Messages that were applied and committed", ["stream"])
SET_ASIDE: Final = Counter("tocsin_messages_set_aside_total", "Messages set aside in dead_letters", ["stream"])
WAITING: Final = Gauge("tocsin_stream_waiting", "Entries waiting at the last look; a batch at most", ["stream"])


def confirmed_key(stream: str) -> str:
    """The Redis hash in which the consumers of `stream` say how far they are; it can be lost, they say it again."""
    return f"tocsin:confirmed:{stream.removeprefix('tocsin:')}"


class Reader:
    """One consumer of one stream; made by `consume`."""

    def __init__(
        self,
        database: Database,
        *,
        stream: str,
        consumer: str,
        apply: Apply | AtOnce,
        committed: Callable[[], None],
        pause: float,
    ) -> None:
        self.stream = stream
        self.consumer = consumer
        self._client: Redis | None = None
        self._place = Place(database, stream, apply)
        self._committed = committed
        self._pause = pause
        self._announced: dict[str, str] = {}
        self._news = asyncio.Event()
        """Something was applied that is not confirmed yet."""
        self._run = ""
        self.tasks = Tasks()
        self._trouble: str | None = None
        self._unmoved: str | None = None
        self._lag = 0
        self._looked = False
        self._moved = self._ticked = time.monotonic()

    def problems(self) -> list[str]:
        """Why this reader is not keeping up; empty when it is."""
        now = time.monotonic()
        found = self.tasks.problems() + [trouble for trouble in (self._trouble, self._unmoved) if trouble]
        if self._client is None:
            return [*found, f"waiting for Redis to read {self.stream}"]
        if not self._looked and not found:
            found.append(f"nobody has looked yet what waits in {self.stream}")
        if now - self._ticked > STUCK_SECONDS:
            found.append(f"no look at {self.stream} for {now - self._ticked:.0f} s: is Redis there?")
        elif self._lag and now - self._moved > STUCK_SECONDS:
            found.append(
                f"{self._lag} entries of {self.stream} wait, and none was applied for {now - self._moved:.0f} s"
            )
        return found

    def lag(self) -> int:
        """How many entries were waiting at the last look (at most a batch is counted); 0 before the first."""
        return self._lag

    async def load(self, subscriber: "StreamBatchSubscriber") -> None:
        """Take up the place that the database holds, and read from there on."""
        await self._place.load()
        self._subscriber = subscriber
        self._rewind()

    async def run(self, broker: RedisBroker) -> None:
        """Read, and look after the stream, from when Redis answers until cancelled."""
        self._client = await wait_for_redis(broker, what=f"{self.consumer} ← {self.stream}")
        self._ticked = time.monotonic()
        await self._subscriber.start()
        await self._watch(self._client)

    def _rewind(self) -> None:
        self._subscriber.last_id = str(self._place.entry_id)

    async def take(self, entries: Sequence[tuple[str, bytes]]) -> None:
        """Apply a batch of stream entries; on any failure go back to the checkpoint, wait a little, and say why."""
        try:
            if sum(len(raw) for _, raw in entries) <= LITTLE:
                turn = take_turns(entries, self._place.producers)
            else:
                turn = await asyncio.to_thread(take_turns, entries, self._place.producers)
            await self._place.apply(turn, EntryId.of(entries[-1][0]))
            self._applied(turn)
            self._trouble = None
            await asyncio.sleep(self._pause)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and tried again; nothing is skipped
            if self._trouble is None:
                log.error("can't apply what came", database=self._place.file, reason=repr(error))
            self._trouble = f"can't apply what came to {self._place.file}: {error}"
            await asyncio.sleep(1)
        finally:
            self._rewind()

    def _applied(self, turn: Turn) -> None:
        self._moved = time.monotonic()
        self._place.expect(turn.lacking)
        if turn.after_gap:
            log.warning("messages are missing; their producer sends them again", stream=self.stream, n=turn.after_gap)
        for letter in turn.dead:
            log.warning("message set aside", stream=self.stream, entry=letter.entry_id, reason=letter.reason)
        SET_ASIDE.labels(self.stream).inc(len(turn.dead))
        APPLIED.labels(self.stream).inc(len(turn.deliveries))
        self._committed()
        self._news.set()

    async def confirm(self) -> None:
        """Tell how far this is, soon after each batch: those that follow each other quickly are told of together."""
        while True:
            await self._news.wait()
            self._news.clear()
            assert self._client is not None  # what brought the news
            with suppress(RedisError, OSError, TimeoutError):  # the next look says it again
                await self._announce(self._client)
            await asyncio.sleep(CONFIRM_SECONDS)

    async def _announce(self, client: "Redis") -> None:
        said = {f"{self.consumer} {source}": str(sequence) for source, sequence in self._place.producers.items()}
        said[self.consumer] = str(self._place.entry_id)
        news = {name: value for name, value in said.items() if self._announced.get(name) != value}
        if news:
            async with asyncio.timeout(CALL_SECONDS):
                await client.hset(confirmed_key(self.stream), mapping=news)  # type: ignore[arg-type] # the stubs want a union of values
            self._announced = said

    async def _watch(self, client: "Redis") -> None:
        """Look at the stream every half second: notice a new or shortened one."""
        told = False
        while True:
            try:
                async with asyncio.timeout(CALL_SECONDS):
                    elsewhere = await self._look(client)
                self._ticked = time.monotonic()
                told = False
                if elsewhere is not None:
                    await self._move(elsewhere)
                self._unmoved = None
                self._news.set()
            except sqlite3.Error as error:
                if self._unmoved is None:
                    log.error("can't note where to read on", database=self._place.file, reason=repr(error))
                self._unmoved = f"can't note in {self._place.file} where to read on in {self.stream}: {error}"
            except (RedisError, OSError, TimeoutError) as error:
                if not told:
                    log.warning("Redis does not answer", stream=self.stream, reason=why(error))
                    told = True
            await asyncio.sleep(TICK_SECONDS)

    async def _look(self, client: "Redis") -> EntryId | None:
        """See how much waits; the place to read on from if the stream lost ours, or what was behind it."""
        elsewhere = None
        run = await run_id(client)
        if run != self._run:
            self._run, self._announced = run, {}
            said = await client.hgetall(confirmed_key(self.stream))
            ours = f"{self.consumer} "  # perhaps of an earlier file, which is lost
            names = [name.decode() for name in said if isinstance(name, bytes)]
            self._place.expect(name.removeprefix(ours) for name in names if name.startswith(ours))
        before = self._place.entry_id  # what is applied while the answer is on its way may be newer than that
        newest = await last_generated(client, self.stream)
        if newest < before:
            elsewhere = BEGINNING
        elif newest > (here := self._place.entry_id):
            waiting = await client.xrange(self.stream, min=f"({here}", count=BATCH)
            if not self._lag:
                self._moved = time.monotonic()
            self._lag = len(waiting or ())
            if not waiting:
                elsewhere = newest
        else:
            self._lag = 0
        self._looked = True
        WAITING.labels(self.stream).set(self._lag)
        return elsewhere

    async def _move(self, place: EntryId) -> None:
        before = self._place.entry_id
        await self._place.move(place)
        what = "the stream begins anew" if place < before else "entries vanished before they were read"
        log.warning(what, stream=self.stream, applied=str(before), upto=str(place))
        self._announced = {}
        self._rewind()


async def _as_it_came(raw: Any) -> "StreamMessage[Any]":
    return StreamMessage(raw_message=raw, body=b"")


async def _entries(message: "StreamMessage[Any]") -> list[tuple[str, bytes]]:
    raw = message.raw_message
    return [
        (entry_id.decode(), entry_bytes(fields))
        for entry_id, fields in zip(raw["message_ids"], raw["data"], strict=True)
    ]


@asynccontextmanager
async def consume(
    broker: RedisBroker,
    database: Database,
    stream: str,
    *,
    consumer: str,
    apply: Apply | AtOnce,
    committed: Callable[[], None] = lambda: None,
    most: int = BATCH,
    pause: float = 0,
) -> AsyncIterator[Reader]:
    """Read `stream` from where `consumer` stopped, in order, for as long as the block runs.

    `apply(connection, deliveries)` runs inside the transaction that also saves the place. It must ignore message ids
    that it has applied already (a producer whose file was restored numbers them anew). If it raises, the messages are
    applied one by one and the one that raises is set aside in `dead_letters`; a failing database is retried for ever.
    `committed()` is called after each commit, of `most` entries at most: the fewer, the sooner what they make is told.
    After each it rests for `pause` seconds: what comes meanwhile is committed together. The database must have the
    tables of `SCHEMA`.
    """
    reader = Reader(database, stream=stream, consumer=consumer, apply=apply, committed=committed, pause=pause)
    subscriber = broker.subscriber(
        stream=StreamSub(stream, last_id="0", batch=True, max_records=most, polling_interval=BLOCK_MS),
        parser=_as_it_came,
        decoder=_entries,
        no_reply=True,
    )
    subscriber(reader.take)
    await reader.load(subscriber)
    try:
        async with reader.tasks as tasks:
            tasks.begin(reader.confirm(), f"confirming {stream}")
            tasks.begin(reader.run(broker), f"reading {stream}")
            yield reader
    finally:
        await subscriber.stop()
