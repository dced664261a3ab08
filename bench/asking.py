"""`python -m bench.asking`: how soon typical queries are answered over HTTP, while articles come in.

A timeline is filled with `--articles` of five events each (`--data` keeps the file, which may be filled in several
goes) and served by a process of its own
that also writes `--rate` articles a second. `--clients` clients ask it, each with a pause between two questions. Beside
each query stands what a plain SQLite read of the same rows takes.
"""

import argparse
import asyncio
import contextlib
import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table

from bench.filling import COMMON, RARE, Made, make, maker
from services.timeline.log import log, recording, store
from tocsin.sqlite import at_once

console = Console()


_AHEAD = 30.0
_AT_LENGTH = ("PRAGMA cache_size = -524288", "PRAGMA wal_autocheckpoint = 100000")
"""A page that a thousand articles change is written once: not as a service may, whose readers go through that log."""


async def fill(
    path: Path, count: int, *, batch: int = 2_000, told: Callable[[int], None] = lambda _: None
) -> tuple[int, float]:
    """Make the file, or go on with one that was broken off; how many articles it had, and those a second since.

    While a batch is written, the next one is made. `told` is given how many there are after each.
    """
    loop = asyncio.get_running_loop()
    async with store.opened(path) as database:
        async with database.transaction() as connection:
            for pragma in _AT_LENGTH:
                await connection.execute(pragma)
            await log.begin(connection)
            begin, head = await at_once(connection, lambda file: (_articles(file), log.head_of(file)))
        if begin >= count:
            return begin, 0.0
        with maker() as process:

            def making(head: log.Head, done: int) -> asyncio.Future[Made]:
                return loop.run_in_executor(process, make, 1 + begin, begin, head, min(batch, count - done), count)

            done, begun = begin, time.perf_counter()
            made = making(head, done)
            while done < count:
                tape, changes = await made
                done = min(done + batch, count)
                made = making(tape.head, done)
                async with database.transaction() as connection:
                    await recording.write(connection, tape, changes)
                told(done)
            await made
    return begin, (count - begin) / (time.perf_counter() - begun)


def _articles(file: sqlite3.Connection) -> int:
    return int(file.execute("SELECT count(*) FROM articles").fetchone()[0])


class Progress:
    """Says every ten seconds how far a filling is, on a terminal or in a log."""

    def __init__(self, path: Path, count: int) -> None:
        self._path, self._count = path, count
        self._at, self._done = time.monotonic(), 0

    def __call__(self, done: int) -> None:
        seconds = time.monotonic() - self._at
        if seconds >= 10:
            rate, size = (done - self._done) / seconds, self._path.stat().st_size / 1e9
            if self._done:
                console.print(f"filled {done:,} of {self._count:,} articles, {rate:,.0f}/s, {size:.2f} GB")
            self._at, self._done = time.monotonic(), done


@contextlib.asynccontextmanager
async def served(path: Path, rate: float, *, ahead: float = 0) -> AsyncIterator[tuple[int, int]]:
    """A server on the file in a process of its own; its port and its process id.

    So many seconds of what it writes are made `ahead`.
    """
    command = [sys.executable, "-m", "bench.served", str(path), str(rate), str(ahead)]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        yield int(await process.stdout.readline()), process.pid
    finally:
        process.stdin.close()
        await process.wait()


def processor(pid: int) -> float:
    """Seconds of the processor that a process and those that it started have used so far."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if pid in (int(stat.parent.name), int(fields[1])):
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


class Client:
    """HTTP/1.1 over one connection, with as little work of its own as can be."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def to(cls, port: int) -> "Client":
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=2**26))

    async def get(self, path: str) -> bytes:
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        body = await self._reader.readexactly(length)
        if b" 200 " not in head[:20]:
            raise RuntimeError(f"{path}: {head.decode()}{body.decode()}")
        return body


def count(path: Path) -> int:
    """How many articles a file has now."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        return _articles(database)


def middle(path: Path) -> date:
    """The day on which half of a file had been told."""
    query = "SELECT day FROM tides WHERE position >= (SELECT position / 2 FROM head) ORDER BY position LIMIT 1"
    with contextlib.closing(sqlite3.connect(path)) as database:
        ((day,),) = database.execute(query)
    return date.fromisoformat(day)


async def questions(port: int, day: date) -> dict[str, str]:
    """Ten typical queries, some about the time around a day: name → path."""
    client = await Client.to(port)

    async def ask(path: str, **parameters: object) -> dict[str, Any]:
        return json.loads(await client.get(f"/v1/{path}?{urlencode(parameters)}"))

    month = {"from": day.isoformat(), "to": (day + timedelta(days=30)).isoformat()}
    end = (await ask("events", limit=1))["as_of"]
    deep = {"to": day.isoformat()}
    cursor = (await ask("events", **deep))["next"]
    story = (await ask("stories", limit=1, articles_min=5))["items"][0]["id"]
    asked: dict[str, tuple[str, dict[str, object]]] = {
        "last page": ("events", {}),
        "deep page": ("events", {**deep, "cursor": cursor}),
        "actor and month": ("events", {"actor": "PRK", **month}),
        "rare word": ("events", {"q": RARE}),
        "common word": ("events", {"q": COMMON}),
        "as of then": ("events", {"as_of": end // 2}),
        "high levels": ("events", {"level_min": 6, "country": "UKR"}),
        "story": (f"stories/{story}", {}),
        "series": ("series", {"every": "month", "by": "type"}),
        "facets of a month": ("facets", {"by": "type,actor,pair", **month}),
    }
    return {name: f"/v1/{path}?{urlencode(parameters)}" for name, (path, parameters) in asked.items()}


async def measure(port: int, asked: dict[str, str], clients: int, rounds: int, pause: float) -> dict[str, list[float]]:
    """Milliseconds of each answer by query: each client asks all queries in turn, in an order of its own."""
    took: dict[str, list[float]] = {name: [] for name in asked}

    async def ask(number: int) -> None:
        client = await Client.to(port)
        names = list(asked)
        for turn in range(rounds):
            for name in names[(number + turn) % len(names) :] + names[: (number + turn) % len(names)]:
                await asyncio.sleep(pause)
                begun = time.perf_counter()
                await client.get(asked[name])
                took[name].append(1000 * (time.perf_counter() - begun))

    await asyncio.gather(*(ask(number) for number in range(clients)))
    return took


async def ceilings(port: int, path: Path, asked: dict[str, str]) -> dict[str, float]:
    """Milliseconds that a plain read of the same rows takes: by position, the message of each item."""
    client, took = await Client.to(port), {}
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        for name, question in asked.items():
            answer = json.loads(await client.get(question))
            items = answer.get("items") or answer.get("events") or []
            positions = json.dumps([item["position"] for item in items])
            times = []
            for _ in range(20):
                begun = time.perf_counter()
                database.execute(
                    "SELECT data FROM log WHERE position IN (SELECT value FROM json_each(?))", (positions,)
                ).fetchall()
                times.append(1000 * (time.perf_counter() - begun))
            took[name] = statistics.median(times) if items else 0.0
    return took


def report(took: dict[str, list[float]], plain: dict[str, float], title: str) -> float:
    """Print the table; the worst 99th percentile."""
    table = Table("query", "p50 ms", "p99 ms", "plain read ms", "p50 / plain", title=title, title_justify="left")
    worst = 0.0
    for name, times in took.items():
        cuts = statistics.quantiles(times, n=100, method="inclusive")
        worst = max(worst, cuts[98])
        ratio = f"{cuts[49] / plain[name]:.1f}" if plain[name] else ""
        table.add_row(name, f"{cuts[49]:.1f}", f"{cuts[98]:.1f}", f"{plain[name]:.2f}" if plain[name] else "", ratio)
    console.print(table)
    return worst


async def run(given: argparse.Namespace, path: Path) -> None:
    begin, filled = await fill(path, given.articles, told=Progress(path, given.articles))
    if begin < given.articles:
        console.print(f"filled at {filled:,.0f} articles/s; {path.stat().st_size / 1e9:.2f} GB")
    async with served(path, given.rate, ahead=_AHEAD if given.rate else 0) as (port, pid):
        asked = await questions(port, middle(path))
        plain = await ceilings(port, path, asked)
        with console.status("asking"):
            await measure(port, asked, given.clients, 2, given.pause)  # warm
            begun, busy, there = time.perf_counter(), processor(pid), count(path)
            took = await measure(port, asked, given.clients, given.rounds, given.pause)
            seconds, busy = time.perf_counter() - begun, processor(pid) - busy
            written = (count(path) - there) / seconds
        answers = sum(map(len, took.values()))
    load = f"{given.clients} clients, {answers / seconds:.0f} queries/s, {written:.0f} articles/s written"
    title = f"{there:,} articles, {load}, load {os.getloadavg()[0]:.1f}"
    worst = report(took, plain, title)
    console.print(f"worst p99: {worst:.1f} ms (wanted: under 20 ms)")
    console.print(
        f"the service's processes: {1000 * busy / answers:.1f} ms of processor an answer, the writer's work included"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--data", type=Path, help="a folder to keep the file in, to ask it again")
    parser.add_argument("--rate", type=float, default=50.0, help="articles a second that are written meanwhile")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=10, help="how often each client asks each query")
    parser.add_argument("--pause", type=float, default=0.1, help="seconds between two questions of a client")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.data or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        asyncio.run(run(given, place / f"timeline-{given.articles}.db"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
