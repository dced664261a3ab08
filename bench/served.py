"""A timeline's HTTP side on a file that exists, with a writer beside it: what `bench.asking` and `bench.following` ask.

The writer adds synthetic articles through the real projection, as many a second as are asked for, and wakes followers.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvloop

from bench.filling import DAYS, make, maker
from services.timeline.api.desk import Desk
from services.timeline.api.following import tail_of
from services.timeline.api.routes import add_routes
from services.timeline.log import log, recording, store
from services.timeline.processes.clerks import clerks
from services.timeline.settings import TimelineSettings
from tocsin.coding import code
from tocsin.serving import api, listen, serve
from tocsin.sqlite import Database

_THERE = "SELECT (SELECT count(*) FROM articles), julianday(max(day)) - julianday(min(day)) FROM tides"
"""How many articles there are, of how many days: what is written goes on from there."""


async def write(database: Database, begin: int, rate: float, total: int, wake: Callable[[], None]) -> None:
    """Add articles in batches, ten a second, until cancelled."""
    seed, begun, written, loop = int(time.time()), time.monotonic(), 0, asyncio.get_running_loop()
    with maker() as process:
        while True:
            if due := int((time.monotonic() - begun) * rate) - written:
                async with database.transaction() as connection:
                    head = await log.read_head(connection)
                    tape, changes = await loop.run_in_executor(process, make, seed, begin, head, due, total)
                    await recording.write(connection, tape, changes)
                wake()
                written += due
            await asyncio.sleep(0.1)


async def run(path: Path, rate: float) -> None:
    """Serve until standard input closes; the port is written on standard output."""
    settings = TimelineSettings(timeline_rate=0, timeline_alerts_url="", timeline_followers=100_000)
    async with (
        store.opened(path) as database,
        clerks(database, settings.timeline_clerks) as answering,
    ):
        tail = tail_of(database)
        app = api("timeline", "measured", list)
        add_routes(app, Desk(answering, tail, code, settings))
        app.state.before_stop.append(tail.close)
        stop, listener = asyncio.Event(), listen("127.0.0.1", 0)
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), stop.set)
        print(listener.getsockname()[1], flush=True)
        ((articles, days),) = await database.read(lambda connection: connection.execute(_THERE).fetchall())
        total = round(articles * DAYS / max(days, 1))
        writing = asyncio.create_task(write(database, articles, rate, total, tail.wake)) if rate else None
        await serve(app, listener, stop)
        if writing:
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("rate", type=float)
    given = parser.parse_args()
    uvloop.run(run(given.path, given.rate))
