"""One process beside the service: it is asked things over a pipe, and answers them in order."""

import asyncio
import gc
import signal
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from services.timeline.processes.frames import frame, heard, received, tell

START_SECONDS: Final = 60.0

_GARBAGE: Final = 20_000
"""Objects after which a process looks for those that refer to each other: what it makes for an answer seldom does."""


class WorkerDied(Exception):
    """The process ended, or stood still, before it had answered; `at_work`: while it was at this."""

    def __init__(self, *, at_work: bool = False) -> None:
        super().__init__()
        self.at_work = at_work


class Worker:
    """The service's side of it."""

    def __init__(self, process: asyncio.subprocess.Process, still: float | None) -> None:
        self._process = process
        self._still = still
        self._asked: deque[asyncio.Future[Any]] = deque()
        self._patience = asyncio.get_running_loop().call_later(START_SECONDS, self._kill)
        self.begun = False
        """Whether it was ever ready to be asked."""
        self.listening = asyncio.create_task(self._listen(), name="worker")
        """Ends with the process."""

    @classmethod
    async def start(cls, module: str, *words: str, still: float | None = None) -> "Worker":
        """A process that runs a module, which calls `serve`. Raises OSError.

        One that has not answered for `still` seconds is stuck (twice that, if it was asked in between), and is killed;
        None: it may take as long as it likes.
        """
        pipe = asyncio.subprocess.PIPE
        command = (sys.executable, "-m", module, *words)
        return cls(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe), still)

    @property
    def waiting(self) -> int:
        """How much it was asked that it has not answered."""
        return len(self._asked)

    @property
    def alive(self) -> bool:
        """Whether it may be asked; it may have to begin first."""
        return not self.listening.done()

    def ask(self, content: object) -> "asyncio.Future[Any]":
        """Its answer, which comes later. The future raises WorkerDied."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if not self.alive:
            answer.set_exception(WorkerDied())
            return answer
        question = frame(content)  # what can't be sent is not waited for
        self._asked.append(answer)
        assert self._process.stdin is not None
        with suppress(OSError):  # it has ended: listening finds out, and says so to all who wait
            self._process.stdin.write(question)
        return answer

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            await heard(self._process.stdout)  # it has begun
            self.begun = True
            while True:
                self._be_patient()
                told = await heard(self._process.stdout)
                answer = self._asked.popleft()
                if not answer.done():
                    answer.set_result(told)
        except (OSError, EOFError):
            pass
        finally:
            self._patience.cancel()
            self._kill()
            for place, answer in enumerate(self._asked):
                if not answer.done():
                    answer.set_exception(WorkerDied(at_work=self.begun and place == 0))
            self._asked.clear()

    def _be_patient(self) -> None:
        """Give it its time for what is next; it is killed if it has not answered then."""
        self._patience.cancel()
        if self._still is not None:
            self._patience = asyncio.get_running_loop().call_later(self._still, self._look)

    def _look(self) -> None:
        if self._asked:
            self._kill()
        else:
            self._be_patient()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()

    async def stop(self) -> None:
        """End the process."""
        self._kill()  # here too: a task that is cancelled before its first step never comes to its end
        self._patience.cancel()
        self.listening.cancel()
        with suppress(asyncio.CancelledError):
            await self.listening
        await self._process.wait()
        self._process._transport.close()  # type: ignore[attr-defined] # noqa: SLF001 - its pipes, which it leaves open


def serve(begin: Callable[[], Callable[[Any], Any]]) -> None:
    """The process's side: answer what comes on standard input until it ends, by what `begin()` gives."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends us by closing the pipe
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    answer = begin()
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    tell(answers, None)
    for asked in received(sys.stdin.buffer):
        tell(answers, answer(asked))
