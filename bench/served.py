"""A timeline's HTTP side on a file that exists, with a writer beside it: what `bench.asking` and `bench.following` ask.

The writer adds synthetic articles through the real projection, as many a second as are asked for, and wakes followers.
"""

import argparse
import asyncio
import itertools
import pickle
import sqlite3
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import uvloop

from bench.filling import DAYS, Made, make, maker
from services.timeline.api.desk import Desk
from services.timeline.api.following import tail_of
from services.timeline.api.routes import add_routes
from services.timeline.log import log, recording, store
from services.timeline.processes.clerks import clerks
from services.timeline.settings import TimelineSettings
from tocsin.coding import code
from tocsin.serving import api, listen, serve
from tocsin.sqlite import Database
from tocsin.tasks import Tasks

BATCHES = 10
"""So many a second."""

_THERE = "SELECT (SELECT count(*) FROM articles), julianday(max(day)) - julianday(min(day)) FROM tides"
"""How many articles there are, of how many days: what is written goes on from there."""


class Articles:
    """Batches of articles that go on from the end of a log, which nobody else writes."""

    def __init__(self, process: ProcessPoolExecutor, head: log.Head, begin: int, total: int) -> None:
        self._process, self._head, self._begin, self._total = process, head, begin, total
        self._seed = int(time.time())

    async def batch(self, count: int) -> Made:
        """So many more."""
        asked = (self._seed, self._begin, self._head, count, self._total)
        tape, changes = await asyncio.get_running_loop().run_in_executor(self._process, make, *asked)
        self._head = tape.head
        return tape, changes


async def write(
    database: Database, articles: Articles, ahead: Sequence[bytes], rate: float, wake: Callable[[], None]
) -> None:
    """Add articles in batches, ten a second, until cancelled: those that were made ahead, then others."""
    size, begun, waiting = max(1, round(rate / BATCHES)), time.monotonic(), deque(ahead)
    for number in itertools.count(1):
        await asyncio.sleep(max(0.0, begun + number * size / rate - time.monotonic()))
        packed = waiting.popleft() if waiting else pickle.dumps(await articles.batch(size))

        def add(file: sqlite3.Connection, packed: bytes = packed) -> None:
            recording.write_down(file, *pickle.loads(packed))

        await database.commit(add)
        wake()


async def run(path: Path, rate: float, seconds: float) -> None:
    """Serve until standard input closes; the port is written on standard output.

    What is written in the first `seconds` is made before that: who makes it has no part in what is measured.
    """
    settings = TimelineSettings(timeline_rate=0, timeline_alerts_url="", timeline_followers=100_000)
    async with (
        store.opened(path) as database,
        clerks(database, settings.timeline_clerks) as answering,
    ):
        ((articles, days),) = await database.read(lambda connection: connection.execute(_THERE).fetchall())
        head = await database.read(log.head_of)
        process = maker()
        made = Articles(process, head, articles, round(articles * DAYS / max(days, 1)))
        ahead = [pickle.dumps(await made.batch(max(1, round(rate / BATCHES)))) for _ in range(round(seconds * BATCHES))]
        tail = tail_of(database)
        app = api("timeline", "measured", list)
        add_routes(app, Desk(answering, tail, code, settings))
        app.state.before_stop.append(tail.close)
        stop, listener = asyncio.Event(), listen("127.0.0.1", 0)
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), stop.set)
        print(listener.getsockname()[1], flush=True)
        async with Tasks() as tasks:
            if rate:
                tasks.begin(write(database, made, ahead, rate, tail.wake), "writing")
            await serve(app, listener, stop)
        process.shutdown()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("rate", type=float)
    parser.add_argument("ahead", type=float)
    given = parser.parse_args()
    uvloop.run(run(given.path, given.rate, given.ahead))
