"""Processes that answer questions beside the writer: in one process only one thread runs Python at a time.

A few questions at once are answered in the service itself. When more come, processes are started that only read the
file, and these have them from then on. One that dies is replaced, and what it was asked is answered here, as is all if
none can be started.
"""

import asyncio
import gc
import os
import signal
import sqlite3
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from services.timeline.processes.frames import frame, heard, received, tell
from services.timeline.processes.pause import Pause
from tocsin.sqlite import Database, ask_once, reader_of

FEW: Final = 2
"""So many questions at once are answered without a process."""
MOST: Final = 4

_GARBAGE: Final = 20_000
"""Objects after which a clerk looks for those that refer to each other: the rows of an answer never do."""

T = TypeVar("T")
Ask = Callable[[sqlite3.Connection], T]


class ClerkDied(Exception):
    """The process ended before it had answered."""


class _Clerk:
    """One process and what it was asked, in order."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._asked: deque[asyncio.Future[Any]] = deque()
        self.begun = self.ready = False
        self.listening = asyncio.create_task(self._listen(), name="clerk")

    @classmethod
    async def start(cls, path: Path) -> "_Clerk":
        pipe = asyncio.subprocess.PIPE
        words = (sys.executable, "-m", "services.timeline.processes.clerks", str(path))
        return cls(await asyncio.create_subprocess_exec(*words, stdin=pipe, stdout=pipe))

    @property
    def waiting(self) -> int:
        return len(self._asked)

    def ask(self, ask: Ask[T]) -> "asyncio.Future[T]":
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        question = frame(ask)  # what can't be sent is not waited for
        self._asked.append(answer)
        assert self._process.stdin is not None
        self._process.stdin.write(question)
        return answer

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            await heard(self._process.stdout)  # it has opened the file
            self.begun = self.ready = True
            while True:
                value, error = await heard(self._process.stdout)
                answer = self._asked.popleft()
                if answer.done():
                    continue
                if error is None:
                    answer.set_result(value)
                else:
                    answer.set_exception(error)
        except (OSError, EOFError):
            pass
        finally:
            self.ready = False
            for answer in self._asked:
                if not answer.done():
                    answer.set_exception(ClerkDied())
            self._asked.clear()

    async def stop(self) -> None:
        """End the process."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self.listening.cancel()
        with suppress(asyncio.CancelledError):
            await self.listening
        await self._process.wait()
        self._process._transport.close()  # type: ignore[attr-defined] # noqa: SLF001 - its pipes, which it leaves open


class Clerks:
    """The processes, and the readers of this one; made by `clerks`."""

    def __init__(self, database: Database, most: int) -> None:
        self._database = database
        self._most = most
        self._clerks: list[_Clerk] = []
        self._starting: asyncio.Task[None] | None = None
        self._pause = Pause("clerk")
        self._at_once = 0

    async def read(self, ask: Ask[T]) -> T:
        """As `Database.read`; `ask` may be sent to another process: a function of a module, or a partial of one."""
        self._at_once += 1
        try:
            lacking = self._at_once > FEW and len(self._clerks) < self._most
            if lacking and self._starting is None and not self._pause.holds():
                self._starting = asyncio.create_task(self._start(), name="start clerks")
            ready = [clerk for clerk in self._clerks if clerk.ready]
            if ready:
                with suppress(ClerkDied):
                    return await min(ready, key=lambda clerk: clerk.waiting).ask(ask)
            return await self._database.read(ask)
        finally:
            self._at_once -= 1

    async def _start(self) -> None:
        try:
            while len(self._clerks) < self._most and not self._pause.holds():
                clerk = await _Clerk.start(self._database.path)
                clerk.listening.add_done_callback(partial(self._bury, clerk))
                self._clerks.append(clerk)
        except OSError as error:
            self._pause.died(begun=False, why=str(error))
        finally:
            self._starting = None

    def _bury(self, clerk: _Clerk, _: "asyncio.Task[None]") -> None:
        if clerk in self._clerks:
            self._clerks.remove(clerk)
            self._pause.died(begun=clerk.begun)

    async def stop(self) -> None:
        """End all processes."""
        if self._starting is not None:
            self._starting.cancel()
        ending, self._clerks = self._clerks, []
        for clerk in ending:
            await clerk.stop()


@asynccontextmanager
async def clerks(database: Database, most: int | None = None) -> AsyncIterator[Clerks]:
    """Clerks with at most so many processes (one for each core but at most four, if it is not said)."""
    made = Clerks(database, min(MOST, os.cpu_count() or 1) if most is None else most)
    try:
        yield made
    finally:
        await made.stop()


def serve(path: Path) -> None:
    """Answer what comes on standard input until it ends: a clerk's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends us by closing the pipe
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    reader = reader_of(path)
    tell(answers, None)
    for ask in received(sys.stdin.buffer):
        answer: tuple[Any, Exception | None]
        try:
            answer = (ask_once(reader, ask), None)
        except Exception as error:  # noqa: BLE001 - whoever asked is told, whatever it is
            answer = (None, error)
        tell(answers, answer)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
