"""Tasks that run as long as a service does: one that fails is told at once, and the service is not ready any more."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any, Final, Self

import structlog

log: Final = structlog.get_logger("tocsin")


def begin(work: Coroutine[Any, Any, None], name: str) -> "asyncio.Task[None]":
    """A task that does `work`, and whose failure is logged when it happens rather than when somebody waits for it."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_tell)
    return task


def has_failed(task: "asyncio.Task[None]") -> bool:
    """Whether it has ended, and neither well nor because it was cancelled."""
    return task.done() and not task.cancelled() and task.exception() is not None


async def end(task: "asyncio.Task[None]") -> None:
    """Cancel `task` and wait until it has ended; again if need be: a library under it may swallow a cancellation.

    Raises what it failed with.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=0.1)
    if not task.cancelled() and (error := task.exception()) is not None:
        raise error


class Tasks:
    """Those of one part of a service, begun within its block; at the end of the block all are ended, the last first."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []
        self._ends = AsyncExitStack()

    def begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Do `work` until the block ends, or it is done; `name` is what has stopped if it fails."""
        task = begin(work, name)
        self._tasks.append(task)
        self._ends.push_async_callback(end, task)

    def problems(self) -> list[str]:
        """Which of them have failed; empty when none has."""
        failed = [task.get_name() for task in self._tasks if has_failed(task)]
        return [f"{name} has stopped: the log says why; start the service anew" for name in failed]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._ends.aclose()


def _tell(task: "asyncio.Task[None]") -> None:
    if has_failed(task):
        log.error("what should go on has stopped", task=task.get_name(), exc_info=task.exception())
