"""Processes that read articles beside the writer: in order, on every core, and none that dies takes an article along.

A batch of a few is read here, in a thread, until a larger one comes: that is shared out, and so is what comes then, for
what is read here keeps all else waiting. A process that dies, or stands still over an article, is replaced, and what it
had is read again, each article by itself; one that kills every process that it is given to is recorded as unread, and
tried again later like every article that the coder failed on. While none can begin, all is read here.
"""

import asyncio
import math
import os
import sys
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import structlog

from services.timeline.log.drafts import Coder, Draft, draft, failed
from services.timeline.processes.frames import frame, heard, received, tell
from services.timeline.processes.pause import Pause
from tocsin.messages import ArticlePublished, parse

logger: Final = structlog.get_logger("tocsin.timeline")

FEW: Final = 12
"""So many articles are read without a process as long as there is none: to start one takes longer."""
CHUNK: Final = 8
"""Articles that a process is given at once, fewer if there are not as many for each."""
AHEAD: Final = 2
"""Chunks that a process has at once: with the next one at hand it need not wait for us."""
START_SECONDS: Final = 60.0
STILL_SECONDS: Final = 60.0
"""A process that has not answered for so long is stuck (twice that, if it was asked in between)."""

TRIES: Final = 3
"""So many processes may die of an article."""


class CoderDied(Exception):
    """The process ended, or stood still, before it had read what it was given; `at_work`: while it read that."""

    def __init__(self, *, at_work: bool = False) -> None:
        super().__init__()
        self.at_work = at_work


class _Process:
    """One coder process and what it has to read, in order."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._asked: deque[asyncio.Future[list[Draft]]] = deque()
        self._patience = asyncio.get_running_loop().call_later(START_SECONDS, self._kill)
        self.begun = False
        self._listening = asyncio.create_task(self._listen(), name="coder")

    @classmethod
    async def start(cls) -> "_Process":
        pipe = asyncio.subprocess.PIPE
        words = (sys.executable, "-m", "services.timeline.processes.coders")
        return cls(await asyncio.create_subprocess_exec(*words, stdin=pipe, stdout=pipe))

    @property
    def waiting(self) -> int:
        return len(self._asked)

    @property
    def alive(self) -> bool:
        return not self._listening.done()

    def ask(self, chunk: Sequence[ArticlePublished]) -> "asyncio.Future[list[Draft]]":
        """The drafts of some articles, which come later. The future raises CoderDied."""
        answer: asyncio.Future[list[Draft]] = asyncio.get_running_loop().create_future()
        if not self.alive:
            answer.set_exception(CoderDied())
            return answer
        self._asked.append(answer)
        stdin = self._process.stdin
        assert stdin is not None
        with suppress(OSError):  # it has ended: listening finds out, and says so to all who wait
            stdin.write(frame([message.to_json() for message in chunk]))
        return answer

    async def _listen(self) -> None:
        try:
            await self._hear()  # it has loaded its codebook
            self.begun = True
            while True:
                self._be_patient()
                drafts: list[Draft] = await self._hear()
                answer = self._asked.popleft()
                if not answer.cancelled():
                    answer.set_result(drafts)
        except (OSError, EOFError):
            pass
        finally:
            self._patience.cancel()
            self._kill()
            for place, answer in enumerate(self._asked):
                if not answer.done():
                    answer.set_exception(CoderDied(at_work=self.begun and place == 0))
            self._asked.clear()

    def _be_patient(self) -> None:
        """Give it its time for what is next; it is killed if it has not answered then."""
        self._patience.cancel()
        self._patience = asyncio.get_running_loop().call_later(STILL_SECONDS, self._look)

    def _look(self) -> None:
        if self._asked:
            self._kill()
        else:
            self._be_patient()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()

    async def _hear(self) -> Any:
        assert self._process.stdout is not None
        return await heard(self._process.stdout)

    async def stop(self) -> None:
        """End the process."""
        self._kill()  # here too: a task that is cancelled before its first step never comes to its end
        self._patience.cancel()
        self._listening.cancel()
        with suppress(asyncio.CancelledError):
            await self._listening
        await self._process.wait()
        self._process._transport.close()  # type: ignore[attr-defined] # noqa: SLF001 - its pipes, which it leaves open


class Coders:
    """The processes, and the coder of this one; made by `coders`."""

    def __init__(self, coder: Coder, most: int) -> None:
        self._coder = coder
        self._most = most
        self._processes: list[_Process] = []
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
            except CoderDied as death:
                logger.warning("a coder's process died; what it had is read again", articles=len(chunk))
                if death.at_work:
                    return [await self._read_alone(message) for message in chunk]

    async def _read_alone(self, message: ArticlePublished) -> Draft:
        deaths = 0
        while deaths < TRIES:
            try:
                return (await self._ask([message]))[0]
            except CoderDied as death:
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
                    idle = await _Process.start()
                    self._processes.append(idle)
                except OSError as error:
                    self._pause.died(begun=False, why=str(error))
            asking = idle.ask(chunk) if idle else asyncio.create_task(self._read_here(chunk))
        try:
            return await asking
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


def serve() -> None:
    """Read what comes on standard input until it ends: a coder's process."""
    import signal

    from tocsin.coding import code, load

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends us by closing the pipe
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    load()
    tell(answers, [])
    for raws in received(sys.stdin.buffer):
        messages = [message for raw in raws if isinstance(message := parse(raw), ArticlePublished)]
        tell(answers, [draft(code, message) for message in messages])


if __name__ == "__main__":
    serve()
