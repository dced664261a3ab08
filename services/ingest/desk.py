"""The desk at which articles are handed in: whether there is room, and what became of each."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Sequence
from typing import Final

from prometheus_client import Counter

from services.ingest.outbox import Outbox
from services.ingest.reception import Answer, Lines, Reception
from services.ingest.submission import Refused, Submission
from tocsin.outbox import Relay
from tocsin.problems import Problem
from tocsin.serving import log

RETRY_SECONDS: Final = 5

RECEIVED: Final = Counter("tocsin_articles_received_total", "Articles handed in, by what became of them", ["status"])


class Desk:
    """What the endpoints need: the reception, the outbox, and how far its relay is."""

    def __init__(
        self, reception: Reception, outbox: Outbox, relay: Relay, max_unconfirmed: int, max_streams: int
    ) -> None:
        self.reception = reception
        self.outbox = outbox
        self.relay = relay
        self._max_unconfirmed = max_unconfirmed
        self._max_streams = max_streams
        self._streams = 0
        self._freed = asyncio.Event()
        self._failing = False

    @property
    def unconfirmed(self) -> int:
        """Accepted articles that the timeline has not confirmed."""
        return self.outbox.sequence - self.relay.acknowledged

    def confirmed(self) -> None:
        """The timeline has confirmed more: whoever waits for room may look again."""
        self._freed.set()

    async def room(self, seconds: float = 0.0) -> None:
        """Return when more may be taken. Raises Problem (503) if that is not within `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                while self.unconfirmed >= self._max_unconfirmed:
                    self._freed.clear()
                    await self._freed.wait()
        except TimeoutError:
            raise Problem(
                503,
                "The outbox is full",
                f"{self.unconfirmed:,} articles wait for the timeline; see that it runs, then send again",
                headers={"Retry-After": str(RETRY_SECONDS)},
            ) from None

    def begin_stream(self) -> None:
        """A place for one that sends line after line, until `end_stream`. Raises Problem (503) if all are taken."""
        if self._streams >= self._max_streams:
            raise Problem(
                503,
                "Too many streams",
                f"{self._streams:,} clients send line after line already (TOCSIN_INGEST_STREAMS); send again later",
                headers={"Retry-After": str(RETRY_SECONDS)},
            )
        self._streams += 1

    def end_stream(self) -> None:
        """The place is free again."""
        self._streams -= 1

    async def take(self, lines: list[bytes | Refused], seen: Lines) -> list[Answer]:
        """Answers to `lines`; the relay is woken. Raises Problem (503) if nothing can be written."""
        return await self._told(self.reception.take(lines, seen))

    async def take_submissions(self, submissions: Sequence[Submission], *, pages: bool = False) -> list[Answer]:
        """The same for articles that a source of ours read; `pages` as Reception has it."""
        return await self._told(self.reception.take_submissions(submissions, pages=pages))

    async def _told(self, taking: Awaitable[list[Answer]]) -> list[Answer]:
        try:
            answers = await taking
        except sqlite3.Error as error:
            if not self._failing:
                log.error("can't write the outbox", reason=str(error))
            self._failing = True
            raise Problem(
                503,
                "The outbox can't be written",
                f"{error}; what is not answered may not be taken: free space or mend the disk, then send it again",
                headers={"Retry-After": str(RETRY_SECONDS)},
            ) from None
        if self._failing:
            log.info("the outbox is written again")
        self._failing = False
        self.relay.wake()
        for answer in answers:
            RECEIVED.labels(answer.status).inc()
        return answers
