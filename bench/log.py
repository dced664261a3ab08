"""`python -m bench.log`: how fast a log grows, is verified and folded anew, and how large it becomes.

Each figure stands beside what plain SQLite does with the same rows in the same run. A million articles: `--articles
1000000`; after `--texts` different ones the same texts come again as new articles.
"""

import argparse
import asyncio
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import aiosqlite
from rich.console import Console
from rich.table import Table

from bench.texts import articles
from services.timeline.log import log, store
from services.timeline.log.rebuilding import rebuild
from services.timeline.log.recording import Recorder
from services.timeline.processes.coders import Coders, coders
from tocsin.coding import code
from tocsin.inbox import Delivery
from tocsin.messages import ArticlePublished, parse
from tocsin.records import Article, stable_id
from tocsin.sqlite import Database

BATCH = 500
console = Console()


def published(count: int, made: list[dict[str, Any]]) -> Iterator[Delivery]:
    """`count` articles as the stream delivers them; after those of `made` the same texts come as new articles."""
    for number in range(count):
        told = made[number % len(made)] | {"text": f"{made[number % len(made)]['text']} Issue {number}."}
        article = Article(id=stable_id("art", str(number)), language="en", **told)
        message = ArticlePublished(
            id=stable_id("msg", article.id),
            source="/tocsin/ingest/bench",
            subject=article.id,
            time=article.published_at,
            recordedtime=article.published_at,
            sequence=number + 1,
            previous=number,
            data=article,
        )
        raw = message.to_json()
        yield Delivery(f"{number}-0", raw, parse(raw))


async def append(database: Database, readers: Coders, deliveries: Iterator[Delivery]) -> AsyncIterator[int]:
    """Record the articles in batches of the size that a stream gives; how many there are after each."""
    recorder = Recorder(readers)
    done = 0
    while batch := list(islice(deliveries, BATCH)):
        async with database.transaction() as connection:
            await recorder.articles(connection, batch)
        done += len(batch)
        yield done


def ceiling(source: Path, target: Path) -> tuple[float, float]:
    """(rows written, rows read) a second by plain SQLite: the log's rows into a table like it, in batches, synced."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target, isolation_level=None)) as here:
        here.executescript("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        here.execute(
            "CREATE TABLE log (position INTEGER PRIMARY KEY, message_id TEXT UNIQUE, type TEXT, recorded_at TEXT, "
            "data BLOB, digest BLOB, chain BLOB)"
        )
        reading, rows = there.execute("SELECT * FROM log ORDER BY position"), 0
        spent = 0.0
        while batch := reading.fetchmany(20 * BATCH):
            begun = time.perf_counter()
            here.execute("BEGIN IMMEDIATE")
            here.executemany("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)", batch)
            here.execute("COMMIT")
            spent += time.perf_counter() - begun
            rows += len(batch)
        begun = time.perf_counter()
        for _ in here.execute("SELECT * FROM log ORDER BY position"):
            pass
        return rows / spent, rows / (time.perf_counter() - begun)


async def pages(connection: aiosqlite.Connection) -> int:
    """The size of the file in bytes, whatever of it is still in the write-ahead log."""
    query = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    async with connection.execute(query) as rows:
        row = await rows.fetchone()
    assert row is not None
    return int(row[0])


def memory() -> float:
    """The largest resident size of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Watch:
    """Seconds since it was made: of the wall, and of this process."""

    def __init__(self) -> None:
        self._begun, self._busy = time.perf_counter(), time.process_time()

    def seconds(self) -> float:
        return time.perf_counter() - self._begun

    def busy(self) -> float:
        return time.process_time() - self._busy


async def measure(folder: Path, given: argparse.Namespace) -> list[tuple[str, str, str]]:
    path, count = folder / "timeline.db", given.articles
    async with store.opened(path) as database, coders(code, given.coders) as readers:
        async with database.transaction() as connection:
            await log.begin(connection)
        made = articles(min(count, given.texts), length=given.length)
        warm = [delivery.message for delivery in published(100, made)]
        async for _ in readers([message for message in warm if isinstance(message, ArticlePublished)]):
            pass
        watch, half = Watch(), memory()
        with console.status("appending") as status:
            async for done in append(database, readers, published(count, made)):
                status.update(f"appending: {done:,} of {count:,}, {done / watch.seconds():,.0f}/s")
                half = memory() if done <= count / 2 else half
        appended, busy = watch.seconds(), watch.busy()
        with console.status("verifying"):
            watch = Watch()
            async with database.reading() as connection:
                rows = (await log.read_head(connection)).position
                size = await pages(connection)
                assert {verdict.fault async for verdict in log.verify(connection)} <= {None}
            verified = watch.seconds()
        with console.status("folding anew"):
            watch = Watch()
            async for _ in rebuild(database):
                pass
            rebuilt = watch.seconds()
    with console.status("the ceiling: plain SQLite"):
        write, read = await asyncio.to_thread(ceiling, path, folder / "ceiling.db")
    return [
        ("articles/s appended", f"{count / appended:,.0f}", f"read and folded; {rows / count:.1f} rows an article"),
        (
            "the writer's time",
            f"{1000 * busy / count:.2f} ms",
            "of the processor, an article; without the coders'",
        ),
        against("rows/s appended", rows / appended, write),
        against("rows/s verified", rows / verified, read),
        against("rows/s folded anew", rows / rebuilt, write),
        ("file", f"{size / 1e6:,.0f} MB", f"{size / count / 1000:.1f} kB an article"),
        ("memory", f"{memory():,.0f} MB", f"{half:,.0f} MB at half of the articles"),
    ]


def against(what: str, figure: float, plain: float) -> tuple[str, str, str]:
    return what, f"{figure:,.0f}", f"ratio {figure / plain:.3f} to plain SQLite, {plain:,.0f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--texts", type=int, default=2_000, help="different texts; after these they come again")
    parser.add_argument("--length", type=int, default=2_000, help="characters of a text")
    parser.add_argument("--coders", type=int, help="processes that read; one for each core if it is not given")
    parser.add_argument("--folder", type=Path, help="where the file is made, and stays (default: a temporary folder)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        told: list[tuple[Any, ...]] = list(asyncio.run(measure(folder, given)))
    shown = Table("measured", "figure", "beside", title=f"a log, {os.cpu_count()} cores", title_justify="left")
    for row in told:
        shown.add_row(*row)
    console.print(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
