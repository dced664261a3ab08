"""The clock that drives the timers: it looks once a second, and acts in one transaction if something is due."""

import asyncio
import math
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from services.alerts.store.silencing import stamp
from services.alerts.store.store import Ledger
from tocsin.inbox import Reader
from tocsin.records import Alert
from tocsin.sqlite import Database
from tocsin.tasks import Tasks

log: Final = structlog.get_logger("tocsin.alerts")

LOOK_SECONDS: Final = 1.0
PRUNE_SECONDS: Final = 3600.0

BEHIND: Final = timedelta(seconds=2)
"""The clock stays so far behind the time: an event that was just recorded, and is still under way, is folded first, as
it would be in a replay."""


class Clock:
    """Made by `ticking`."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        reader: Reader,
        told: Callable[[list[Alert]], None],
        prune: Callable[[datetime], Awaitable[None]],
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._reader = reader
        self._told = told
        self._prune = prune
        self.tasks = Tasks()
        self._trouble: str | None = None
        self._pruned = -math.inf

    def problems(self) -> list[str]:
        """Why the timers do not run at the moment; empty when they do."""
        return self.tasks.problems() + ([self._trouble] if self._trouble else [])

    async def run(self) -> None:
        """Look, and act, until cancelled. It waits while the stream is not read to its end: those events come first."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._reader.lag() or self._reader.problems():
                continue
            try:
                await self._look(datetime.now(UTC) - BEHIND)
                self._trouble = None
            except (sqlite3.Error, OSError) as error:
                if self._trouble is None:
                    log.error("the timers can't run", database=str(self._database.path), reason=str(error))
                self._trouble = f"the timers can't run on {self._database.path}: {error}"

    async def _look(self, now: datetime) -> None:
        async with (
            self._database.reading() as connection,
            connection.execute("SELECT 1 FROM deadlines WHERE due <= ? LIMIT 1", (stamp(now),)) as rows,
        ):
            due = await rows.fetchone() is not None
        if due:
            async with self._database.transaction() as connection:
                told = await self._ledger.tick(connection, now)
            self._told(told)
        if time.monotonic() - self._pruned > PRUNE_SECONDS:
            self._pruned = time.monotonic()
            await self._prune(now)


@asynccontextmanager
async def ticking(
    database: Database,
    ledger: Ledger,
    reader: Reader,
    told: Callable[[list[Alert]], None],
    prune: Callable[[datetime], Awaitable[None]],
) -> AsyncIterator[Clock]:
    """Drive the timers for as long as the block runs; `told` is called with what is new in the outbox, and `prune` at
    the start and every hour.
    """
    clock = Clock(database, ledger, reader, told, prune)
    async with clock.tasks as tasks:
        tasks.begin(clock.run(), "the clock of the alerts")
        yield clock
