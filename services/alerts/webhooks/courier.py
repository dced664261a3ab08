"""Sending alerts to their receivers: each message at least once, in order for each alert, whatever dies.

A message is queued for its receivers in one transaction with the place up to which that is done (`queue`), and is
marked as sent after the receiver took it: one that was killed in between sends it again, with the same `webhook-id`.
An attempt that fails is made again later and later; meanwhile other alerts go on. A receiver that takes nothing at
all rests, and is then asked with one message first.
"""

import asyncio
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

import aiosqlite
import httpcore
import structlog
from prometheus_client import Counter, Gauge

from services.alerts.webhooks import queue
from services.alerts.webhooks.bodies import Body, alert_message, of_one, of_several
from services.alerts.webhooks.queue import Outcome, Waiting
from services.alerts.webhooks.routes import Book, Receiver
from services.alerts.webhooks.sending import Answer, send
from tocsin.addresses import Network
from tocsin.connections import checked_pool
from tocsin.messages import BadMessage
from tocsin.sqlite import Database
from tocsin.tasks import Tasks, begin, end

log: Final = structlog.get_logger("tocsin.webhooks")

AT_ONCE: Final = 16
"""Messages of different alerts that are under way to one receiver."""
DIGEST_MOST: Final = 1000
REST_AFTER: Final = 5
"""Failures in a row after which a receiver rests."""
LONGEST_REST: Final = 300.0
LONGEST_WAIT: Final = 3600.0
IDLE_SECONDS: Final = 60.0
BROKEN_SECONDS: Final = 1.0
"""So long after the file took nothing it is tried again."""

SENT: Final = Counter("tocsin_webhook_attempts_total", "Attempts to send to a receiver", ["receiver", "outcome"])
WAITING: Final = Gauge("tocsin_webhook_waiting", "Messages that wait to be sent to a receiver", ["receiver"])
DEAD: Final = Gauge("tocsin_webhook_dead_letters", "Messages that a receiver did not take", ["receiver"])
FAILING: Final = Gauge(
    "tocsin_webhook_failing_since", "Since when all attempts fail (Unix time); 0: none", ["receiver"]
)


def wait_before(attempt: int, first: float, chance: float) -> float:
    """Seconds before the attempt after so many failed ones: doubling up to an hour, spread by `chance` (0 to 1)."""
    longest = min(LONGEST_WAIT, first * 2.0 ** min(attempt - 1, 30))
    return longest * (0.5 + chance / 2)


class Courier:
    """Gives messages to receivers; made by `delivering`."""

    def __init__(
        self, database: Database, pool: httpcore.AsyncConnectionPool, first_wait: float, clock: Callable[[], float]
    ) -> None:
        self._database = database
        self._pool = pool
        self._first_wait = first_wait
        self._clock = clock
        self._book = Book()
        self._grown = asyncio.Event()
        self._nudged = asyncio.Event()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self.routing = Tasks()

    @property
    def book(self) -> Book:
        """The routes in use."""
        return self._book

    def wake(self) -> None:
        """There may be something new to send."""
        self._grown.set()
        self._grown = asyncio.Event()

    def nudge(self) -> None:
        """A receiver may take messages again: those that rest are asked now."""
        self._nudged.set()
        self._nudged = asyncio.Event()
        self.wake()

    def problems(self) -> list[str]:
        """What has stopped and should not have."""
        dead = [name for name, task in self._tasks.items() if task.done()]
        return self.routing.problems() + [
            f"nothing is sent to {name} any more: the log says why; SIGHUP begins anew" for name in dead
        ]

    async def use(self, book: Book, *, first: bool = False) -> None:
        """Send by these routes from now on."""
        unserved = not self._book.routes.receivers and not first
        async with self._database.transaction() as connection:
            if unserved or not book.routes.receivers:
                await queue.skip(connection)  # who comes now is told what comes from now on
            await queue.welcome(connection, [receiver.name for receiver in book.routes.receivers])
        for name in list(self._tasks):
            if self._tasks[name].done():
                del self._tasks[name]  # it failed, which was told: it is begun anew
            elif book.routes.receiver(name) is None:
                await end(self._tasks.pop(name))
        self._book = book
        for receiver in book.routes.receivers:
            if receiver.name not in self._tasks:
                self._tasks[receiver.name] = begin(self._serve(receiver.name), f"sending to {receiver.name}")
        self.nudge()

    async def close(self) -> None:
        for task in self._tasks.values():
            if not task.done():
                await end(task)

    async def route(self) -> None:
        """Queue what is new for its receivers, until cancelled."""
        while True:
            grown, wait = self._grown, IDLE_SECONDS
            try:
                while self._book.routes.receivers and await self._give():
                    self.wake()
            except sqlite3.Error as error:
                log.error("can't queue what is to be sent", reason=str(error))
                wait = BROKEN_SECONDS
            await _wait(grown, wait)

    async def _give(self) -> bool:
        async with self._database.reading() as connection:
            found = await queue.unrouted(connection)
            told = await queue.told(connection, {message.alert for message in found})
        if not found:
            return False
        names: list[set[str]] = []
        for message in found:
            to = self._receivers(message, told.get(message.alert, set()))
            told.setdefault(message.alert, set()).update(to)
            names.append(to)
        now = self._clock()
        async with self._database.transaction() as connection:
            await queue.give(connection, found, names, now, lambda name: self._due(name, now))
            await self._measure(connection)
        return True

    async def backfill(self, name: str, since: str) -> int:
        """Queue for a receiver all that its routes lead to from a moment (ISO 8601, UTC) on, whether it was told it or
        not; how many there are.
        """
        now, after, count = self._clock(), 0, 0
        told: dict[str, set[str]] = {}
        while True:
            async with self._database.transaction() as connection:
                found = await queue.given_out(connection, since, after)
                wanted = []
                for message in found:
                    to = self._receivers(message, told.get(message.alert, set())) & {name}
                    told.setdefault(message.alert, set()).update(to)
                    wanted += [message] if to else []
                await queue.put(connection, name, wanted, now, self._due(name, now))
            if not found:
                return count
            after, count = found[-1].sequence, count + len(wanted)

    def _receivers(self, message: queue.Unrouted, told: set[str]) -> set[str]:
        """Who is told: those that a route leads to, and those who were told of this alert before."""
        try:
            alert = alert_message(message.message).data
        except BadMessage as error:
            log.error("a message can't be sent to anybody", sequence=message.sequence, reason=str(error))
            return set()
        if alert.muted:
            return set()
        here = {receiver.name for receiver in self._book.routes.receivers}
        return (self._book.routes.receivers_of(alert) | told) & here

    def _due(self, name: str, now: float) -> float:
        receiver = self._book.routes.receiver(name)
        if receiver is None or receiver.digest is None:
            return now
        interval = receiver.digest.total_seconds()
        return (now // interval + 1) * interval

    async def _serve(self, name: str) -> None:
        """Send to one receiver what is due, until cancelled."""
        failures = rests = 0
        while True:
            grown, nudged = self._grown, self._nudged
            try:
                now = self._clock()
                answers = await self._turn(name, now, 1 if failures >= REST_AFTER else AT_ONCE)
                wait = 0.0 if answers else await self._until_next(name, now)
            except sqlite3.Error as error:
                log.error("can't note what was sent", receiver=name, reason=str(error))
                answers, wait = [], BROKEN_SECONDS
            failed = [answer for answer in answers if answer.error is not None]
            if len(failed) < len(answers):
                failures = rests = 0
            else:
                failures += len(failed)
            if failed and failures >= REST_AFTER:
                rests += 1
                rest = min(LONGEST_REST, wait_before(rests, self._first_wait, random.random()))  # noqa: S311
                log.warning("a receiver takes nothing and rests", receiver=name, seconds=rest, reason=failed[-1].error)
                await _wait(nudged, max(rest, failed[-1].retry_after))
            elif not answers:
                await _wait(grown, wait)

    async def _turn(self, name: str, now: float, limit: int) -> list[Answer]:
        """Send what is due at `now`; the answers, none if nothing is."""
        receiver = self._book.routes.receiver(name)
        assert receiver is not None
        together = receiver.digest is not None
        latest = now + max(LONGEST_WAIT, receiver.digest.total_seconds() if receiver.digest else 0)
        most = DIGEST_MOST if together else limit
        async with self._database.reading() as connection:
            due = await queue.waiting(connection, name, now, latest, most, together=together)
        if not due:
            return []
        if together:
            answer = await self._send(receiver, of_several(receiver, [item.message for item in due]))
            answers = [answer] * len(due)
        else:
            answers = list(await asyncio.gather(*(self._send_one(receiver, item) for item in due)))
        await self._record(receiver, due, answers)
        return answers[:1] if together else answers

    async def _send_one(self, receiver: Receiver, item: Waiting) -> Answer:
        earlier: list[bytes] = []
        if receiver.format == "cap":
            async with self._database.reading() as connection:
                earlier = await queue.earlier(connection, item.alert, item.sequence)
        return await self._send(receiver, of_one(receiver, item.message, earlier))

    async def _send(self, receiver: Receiver, body: Body) -> Answer:
        return await send(self._pool, receiver, self._book.keys[receiver.name], body, int(self._clock()))

    async def _record(self, receiver: Receiver, due: list[Waiting], answers: list[Answer]) -> None:
        now = self._clock()
        told = zip(due, answers, self._waits(receiver, due), strict=True)
        outcomes = [self._outcome(receiver, *each, now) for each in told]
        async with self._database.transaction() as connection:
            await queue.record(connection, receiver.name, outcomes, now)
            await self._measure(connection)
        for outcome in outcomes:
            kind = "taken" if outcome.error is None else "dead" if outcome.due is None else "failed"
            SENT.labels(receiver.name, kind).inc()
            if kind == "dead":
                log.error("given up", receiver=receiver.name, sequence=outcome.sequence, reason=outcome.error)

    async def _measure(self, connection: aiosqlite.Connection) -> None:
        names = [receiver.name for receiver in self._book.routes.receivers]
        for name, state in (await queue.states(connection, names)).items():
            WAITING.labels(name).set(state.waiting)
            DEAD.labels(name).set(state.dead_letters)
            FAILING.labels(name).set(state.failing_since or 0)

    def _waits(self, receiver: Receiver, due: list[Waiting]) -> list[float]:
        """Seconds until each is tried again, if it was not taken; what is told as one digest waits as one."""
        attempts = [item.attempts + 1 for item in due]
        if receiver.digest is not None:
            return [wait_before(max(attempts), self._first_wait, random.random())] * len(due)  # noqa: S311 - no secret hangs on it
        return [wait_before(attempt, self._first_wait, random.random()) for attempt in attempts]  # noqa: S311

    def _outcome(self, receiver: Receiver, item: Waiting, answer: Answer, wait: float, now: float) -> Outcome:
        if answer.error is None:
            return Outcome(item.sequence)
        if answer.gone or now - item.queued > receiver.give_up.total_seconds():
            return Outcome(item.sequence, answer.error)
        return Outcome(item.sequence, answer.error, now + max(wait, answer.retry_after))

    async def _until_next(self, name: str, now: float) -> float:
        """Seconds until something is due that was not due at `now`."""
        async with self._database.reading() as connection:
            due = await queue.next_due(connection, name, now)
        return IDLE_SECONDS if due is None else min(IDLE_SECONDS, max(0.0, due - self._clock()))


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


@asynccontextmanager
async def delivering(
    database: Database,
    book: Book,
    *,
    allowed: tuple[Network, ...] = (),
    first_wait: float = 5.0,
    clock: Callable[[], float] = time.time,
) -> AsyncIterator[Courier]:
    """Send to the receivers of `book` while the block runs: to public addresses and to the `allowed` networks.

    The first repetition of an attempt comes after about `first_wait` seconds. The file must have `queue.SCHEMA`.
    """
    async with checked_pool(allowed, most=None, ports=None) as pool:
        courier = Courier(database, pool, first_wait, clock)
        await courier.use(book, first=True)
        try:
            async with courier.routing as tasks:
                tasks.begin(courier.route(), "the queueing for webhooks")
                yield courier
        finally:
            await courier.close()
