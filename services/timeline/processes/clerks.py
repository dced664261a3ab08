"""Processes that answer questions beside the writer: in one process only one thread runs Python at a time.

A few questions at once are answered in the service itself. When more come, processes are started that only read the
file, and these have them from then on. One that dies is replaced, and what it was asked is answered here, as is all if
none can be started.
"""

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from services.timeline.processes.pause import Pause
from services.timeline.processes.worker import Worker, WorkerDied, serve
from tocsin.sqlite import Database, ask_once, reader_of

FEW: Final = 2
"""So many questions at once are answered without a process."""
MOST: Final = 4

T = TypeVar("T")
Ask = Callable[[sqlite3.Connection], T]


class Clerks:
    """The processes, and the readers of this one; made by `clerks`."""

    def __init__(self, database: Database, most: int) -> None:
        self._database = database
        self._most = most
        self._clerks: list[Worker] = []
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
            ready = [clerk for clerk in self._clerks if clerk.begun and clerk.alive]
            if ready:
                with suppress(WorkerDied):
                    return await _asked(min(ready, key=lambda clerk: clerk.waiting), ask)
            return await self._database.read(ask)
        finally:
            self._at_once -= 1

    async def _start(self) -> None:
        try:
            while len(self._clerks) < self._most and not self._pause.holds():
                clerk = await Worker.start(__name__, str(self._database.path))
                clerk.listening.add_done_callback(partial(self._bury, clerk))
                self._clerks.append(clerk)
        except OSError as error:
            self._pause.died(begun=False, why=str(error))
        finally:
            self._starting = None

    def _bury(self, clerk: Worker, _: "asyncio.Task[None]") -> None:
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


async def _asked(clerk: Worker, ask: Ask[T]) -> T:
    """What a clerk answers. Raises what it met with, and WorkerDied."""
    value: T
    value, error = await clerk.ask(ask)
    if error is not None:
        raise error
    return value


@asynccontextmanager
async def clerks(database: Database, most: int | None = None) -> AsyncIterator[Clerks]:
    """Clerks with at most so many processes (one for each core but at most four, if it is not said)."""
    made = Clerks(database, min(MOST, os.cpu_count() or 1) if most is None else most)
    try:
        yield made
    finally:
        await made.stop()


def answering(path: Path) -> Callable[[Ask[Any]], tuple[Any, Exception | None]]:
    """How a clerk's process answers: with a value, or with the error that it met with."""
    reader = reader_of(path)

    def answer(ask: Ask[Any]) -> tuple[Any, Exception | None]:
        try:
            return ask_once(reader, ask), None
        except Exception as error:  # noqa: BLE001 - whoever asked is told, whatever it is
            return None, error

    return answer


if __name__ == "__main__":
    serve(partial(answering, Path(sys.argv[1])))
