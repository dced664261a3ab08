"""Rules and routes changed while the service runs: taken up when their files change, or at SIGHUP.

What is not in order is not taken up: the old ones stay in use, and the log, `/health/ready` and a metric say so.
"""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

import structlog
from prometheus_client import Counter, Gauge

from services.alerts.forms import FormInvalid
from tocsin.tasks import Tasks

log: Final = structlog.get_logger("tocsin.alerts")

LOOK_SECONDS: Final = 2.0

RELOADED: Final = Counter("tocsin_alerts_reloads_total", "Times that changed files were read", ["what", "outcome"])
INVALID: Final = Gauge("tocsin_alerts_invalid", "1: the files are not in order, and older ones are in use", ["what"])

Book = TypeVar("Book")
Stamp = dict[Path, tuple[int, int]]
"""By what files are known to be the same: time and size of each."""


class Watched(Generic[Book]):
    """Files of one kind: what is in use of them, and whether they have changed since it was read."""

    def __init__(
        self,
        what: str,
        current: Book,
        *,
        files: Callable[[Book], Iterable[Path]],
        load: Callable[[], Book],
        use: Callable[[Book], Awaitable[None]],
    ) -> None:
        self.what = what
        self.current = current
        self._files = files
        self._load = load
        self._use = use
        self._stamp: Stamp | None = None  # they may have changed since they were read: they are looked at once more
        self._fault: str | None = None
        INVALID.labels(what).set(0)

    def warnings(self) -> list[str]:
        """Why what is in use is not what the files say; empty if it is."""
        if self._fault is None:
            return []
        return [f"the {self.what} are not taken up, those from before stay in use: {self._fault}"]

    async def look(self, *, anyway: bool) -> None:
        """Take up what the files say if they have changed, or `anyway`."""
        stamp = await asyncio.to_thread(self._look)
        if stamp == self._stamp and not anyway:
            return
        self._stamp = stamp
        try:
            book = await asyncio.to_thread(self._load)
            if anyway or book != self.current:
                await self._take_up(book)
        except FormInvalid as error:
            self._refuse(str(error))
            return
        except sqlite3.Error as error:
            self._stamp = None  # it is no fault of the files: try again
            self._refuse(f"the database takes no writes: {error}")
            return
        self._fault = None
        INVALID.labels(self.what).set(0)
        named = await asyncio.to_thread(self._look)  # other files perhaps; a change since the look above is seen next
        self._stamp = named | {path: facts for path, facts in stamp.items() if path in named}

    async def _take_up(self, book: Book) -> None:
        await self._use(book)
        self.current = book
        RELOADED.labels(self.what, "taken").inc()
        log.info("taken up", what=self.what)

    def _refuse(self, reason: str) -> None:
        self._fault = reason
        RELOADED.labels(self.what, "refused").inc()
        INVALID.labels(self.what).set(1)
        log.error("not taken up; what was there before stays in use", what=self.what, reason=reason)

    def _look(self) -> Stamp:
        found = {}
        for path in self._files(self.current):
            with suppress(OSError):
                facts = path.stat()
                found[path] = (facts.st_mtime_ns, facts.st_size)
        return found


@asynccontextmanager
async def reloading(*watched: Watched[Any], every: float = LOOK_SECONDS) -> AsyncIterator[Tasks]:
    """Look after the files while the block runs: every so many seconds, and at once at SIGHUP. What does so."""
    asked = asyncio.Event()

    async def look() -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(every):
                    await asked.wait()
            anyway = asked.is_set()
            asked.clear()
            for one in watched:
                await one.look(anyway=anyway)

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, asked.set)
    try:
        async with Tasks() as tasks:
            tasks.begin(look(), "the reloading of rules and routes")
            yield tasks
    finally:
        loop.remove_signal_handler(signal.SIGHUP)
