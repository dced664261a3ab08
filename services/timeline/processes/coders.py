"""Processes that read articles beside the writer: in order, on every core, and none that dies takes an article along.

A batch of a few is read here, in a thread, until a larger one comes: that is shared out, and so is what comes then, for
what is read here keeps all else waiting. A process that dies, or stands still over an article, is replaced, and what it
had is read again, each article by itself; one that kills every process that it is given to is recorded as unread, and
tried again later like every article that the coder failed on. While none can begin, all is read here.
"""

import asyncio
import math
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Final

import structlog

from services.timeline.log.drafts import Coder, Draft, draft, failed
from services.timeline.processes.pause import Pause
from services.timeline.processes.worker import Worker, WorkerDied, serve
from tocsin.messages import ArticlePublished, parse

logger: Final = structlog.get_logger("tocsin.timeline")

FEW: Final = 12
"""So many articles are read without a process as long as there is none: to start one takes longer."""
CHUNK: Final = 8
"""Articles that a process is given at once, fewer if there are not as many for each."""
AHEAD: Final = 2
"""Chunks that a process has at once: with the next one at hand it need not wait for us."""
STILL_SECONDS: Final = 60.0
"""A process that has not answered for so long is stuck."""

TRIES: Final = 3
"""So many processes may die of an article."""


class Coders:
    """The processes, and the coder of this one; made by `coders`."""

    def __init__(self, coder: Coder, most: int) -> None:
        self._coder = coder
        self._most = most
        self._processes: list[Worker] = []
        self._pause = Pause("coder")
        self._free = asyncio.Condition()

    async def __call__(self, messages: Sequence[ArticlePublished]) -> AsyncIterator[list[Draft]]:
        """The drafts of the articles in their order, some at a time, as soon as they are read."""
        if len(messages) <= (1 if self._processes else FEW) or not self._most:
            yield await self._read_here(messages)
            return
        size = min(CHUNK, math.ceil(len(messages) / self._most))
        chunks = [messages[first : first + size] for first in range(0, len(messages), size)]
        reading = [asyncio.create_task(self._read(chunk)) for chunk in chunks]
        try:
            done: list[Draft] = []
            for number, task in enumerate(reading, 1):
                done += await task
                if number == len(reading) or not reading[number].done():
                    yield done
                    done = []
        finally:
            for task in reading:
                task.cancel()

    async def _read_here(self, messages: Sequence[ArticlePublished]) -> list[Draft]:
        return await asyncio.to_thread(lambda: [draft(self._coder, message) for message in messages])

    async def _read(self, chunk: Sequence[ArticlePublished]) -> list[Draft]:
        while True:
            try:
                return await self._ask(chunk)
            except WorkerDied as death:
                logger.warning("a coder's process died; what it had is read again", articles=len(chunk))
                if death.at_work:
                    return [await self._read_alone(message) for message in chunk]

    async def _read_alone(self, message: ArticlePublished) -> Draft:
        deaths = 0
        while deaths < TRIES:
            try:
                return (await self._ask([message]))[0]
            except WorkerDied as death:
                deaths += death.at_work
        return failed(message.data, "the coder's process died of it, or stood still")

    async def _ask(self, chunk: Sequence[ArticlePublished]) -> list[Draft]:
        async with self._free:
            await self._free.wait_for(self._has_room)
            # One may die while another is buried: who is asked must be alive after the last wait.
            while dead := next((process for process in self._processes if not process.alive), None):
                self._processes.remove(dead)
                await dead.stop()
                self._pause.died(begun=dead.begun)
            idle = min(self._processes, key=lambda process: process.waiting, default=None)
            lacking = idle is None or (idle.waiting and len(self._processes) < self._most)
            if lacking and not self._pause.holds():
                try:
                    idle = await Worker.start(__name__, still=STILL_SECONDS)
                    self._processes.append(idle)
                except OSError as error:
                    self._pause.died(begun=False, why=str(error))
            if idle:
                asking = idle.ask([message.to_json() for message in chunk])
            else:
                asking = asyncio.create_task(self._read_here(chunk))
        try:
            drafts: list[Draft] = await asking
            return drafts
        finally:
            async with self._free:
                self._free.notify()

    def _has_room(self) -> bool:
        alive = [process for process in self._processes if process.alive]
        return len(alive) < self._most or any(process.waiting < AHEAD for process in alive)

    async def stop(self) -> None:
        """End all processes."""
        for process in self._processes:
            await process.stop()


@asynccontextmanager
async def coders(coder: Coder, most: int | None = None) -> AsyncIterator[Coders]:
    """Coders with at most so many processes (one for each core, if it is not said), started when they are needed."""
    made = Coders(coder, os.cpu_count() or 1 if most is None else most)
    try:
        yield made
    finally:
        await made.stop()


def reading() -> Callable[[Sequence[bytes]], list[Draft]]:
    """How a coder's process reads some articles."""
    from tocsin.coding import code, load

    load()

    def read(raws: Sequence[bytes]) -> list[Draft]:
        messages = [message for raw in raws if isinstance(message := parse(raw), ArticlePublished)]
        return [draft(code, message) for message in messages]

    return read


if __name__ == "__main__":
    serve(reading)
