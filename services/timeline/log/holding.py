"""One process writes a timeline's file: the service, or a command that rebuilds it."""

import asyncio
import fcntl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tocsin.sqlite import DatabaseUnusable


@asynccontextmanager
async def held(data: Path, *, patience: float) -> AsyncIterator[None]:
    """Nobody else writes the timeline in the folder `data` meanwhile.

    Waits `patience` seconds for another holder to end (one that is being stopped, say), then raises DatabaseUnusable.
    The lock goes with the process that holds it, however it ends; a folder that was made for it and got nothing else
    is gone afterwards.
    """
    fresh = not data.exists()
    data.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience
    with (data / "timeline.lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise DatabaseUnusable(
                        f"{data / 'timeline.db'} is in use by another timeline service or command: stop that first"
                    ) from None
                await asyncio.sleep(0.1)
        try:
            yield
        finally:
            if fresh:
                _leave(data)


def _leave(data: Path) -> None:
    """Remove the folder if nothing but the lock is in it."""
    with suppress(OSError):
        if [*data.iterdir()] == [data / "timeline.lock"]:
            (data / "timeline.lock").unlink()
            data.rmdir()
