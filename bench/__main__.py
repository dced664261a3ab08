"""`make bench`: articles per second from end to end, and how soon an alert follows its article.

Everything runs as it does for a user: the embedded server and the three services as processes of their own.
"""

import argparse
import asyncio
import json
import os
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
from redis.asyncio import Redis
from rich.console import Console
from rich.table import Table

from bench import hops
from bench.ceiling import articles_per_second
from bench.texts import articles
from services.supervisor import Services, running
from tocsin.inbox import confirmed_key
from tocsin.messages import ALERTS, EVENTS

console = Console()


def counted(file: Path, query: str) -> int:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return int(database.execute(query).fetchone()[0])


def logged(data: Path) -> int:
    return counted(data / "timeline.db", "SELECT count(*) FROM log WHERE type = 'tocsin.article.published.v1'")


async def throughput(services: Services, data: Path, documents: list[dict[str, Any]]) -> float:
    """Articles per second from the POST until the last one is read, folded and committed in the timeline."""
    already = logged(data)
    body = "\n".join(json.dumps(document) for document in documents).encode()
    async with httpx.AsyncClient(timeout=600, trust_env=False) as client:
        started = time.perf_counter()
        answer = await client.post(
            f"{services.urls['ingest']}/v1/articles", content=body, headers={"content-type": "application/x-ndjson"}
        )
        answer.raise_for_status()
        while logged(data) < already + len(documents):
            await asyncio.sleep(0.05)
        return len(documents) / (time.perf_counter() - started)


async def settled(services: Services, data: Path) -> None:
    """Wait until alerts has applied every event of the log, and the timeline every alert that was told."""
    redis = Redis.from_url(services.redis_url)
    for stream, file, query in (
        (EVENTS, "timeline.db", "SELECT last_event FROM head"),
        (ALERTS, "alerts.db", "SELECT sequence FROM producer"),
    ):
        while counted(data / file, query) > await applied(redis, stream):
            await asyncio.sleep(0.1)
    await redis.aclose()


async def applied(redis: Redis, stream: str) -> int:
    """How many of its producer's messages the consumer of `stream` has applied."""
    said = await redis.hgetall(confirmed_key(stream))
    return max((int(number) for name, number in said.items() if b" " in name), default=0)


def cpu(services: Services) -> dict[str, float]:
    """Seconds of processor time that each service has used, as its metrics say."""
    used = {}
    for name, url in services.urls.items():
        metrics = httpx.get(f"{url}/metrics", trust_env=False).text
        used[name] = float(metrics.partition("\nprocess_cpu_seconds_total ")[2].split()[0])
    return used


async def latency(services: Services, seconds: float, rate: float) -> list[hops.Journey]:
    """What became of articles that ring, posted at `rate` a second: those whose alert is on the stream."""
    since = time.time() - 1
    journeys = await hops.post(services.urls["ingest"], rate, seconds)
    redis = Redis.from_url(services.redis_url)
    try:
        deadline = time.perf_counter() + 60
        while not all(journey.rang for journey in journeys.values()) and time.perf_counter() < deadline:
            await asyncio.sleep(0.5)
            await hops.follow(redis, journeys, since)
    finally:
        await redis.aclose()
    return [journey for journey in journeys.values() if journey.rang]


def report(rows: list[tuple[str, str, str]]) -> None:
    table = Table("measured", "figure", "beside", title=f"tocsin, {os.cpu_count()} cores", title_justify="left")
    for row in rows:
        table.add_row(*row)
    console.print(table)


async def measure(count: int, rate: float, seconds: float) -> int:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        async with running(data, dict.fromkeys(("ingest", "timeline", "alerts"), 0)) as services:
            await services.until_ready()
            documents = articles(count)
            with console.status(f"the ceiling: {count:,} articles through a plain loop"):
                ceiling = await asyncio.to_thread(articles_per_second, services.redis_url, data, documents)
            with console.status(f"{count:,} articles from end to end"):
                await throughput(services, data, articles(200, seed=2))  # warm: lexicon compiled, files open
                whole = await throughput(services, data, documents)
            with console.status("waiting until every alert is told"):
                await settled(services, data)
            with console.status(f"latency at {rate:.0f} articles/s for {seconds:.0f} s"):
                before = cpu(services)
                journeys = await latency(services, seconds, rate)
                used = {name: 1000 * (spent - before[name]) / (seconds * rate) for name, spent in cpu(services).items()}
            events = counted(data / "timeline.db", "SELECT count(*) FROM log WHERE type = 'tocsin.event.recorded.v1'")
    if len(journeys) < 2:
        console.print("no alert came back: nothing to tell about latency", style="red")
        return 1
    spent = ", ".join(f"{name} {ms:.1f}" for name, ms in used.items())
    report(
        [
            ("articles/s, POST to folded timeline", f"{whole:,.0f}", f"ratio {whole / ceiling:.3f} to the ceiling"),
            ("articles/s, plain redis-py → SQLite", f"{ceiling:,.0f}", "the ceiling: nothing is read or folded"),
            ("events in the log", f"{events:,}", f"{count + 200:,} articles of 2 KB and {len(journeys):,} short ones"),
            *hops.rows(journeys),
            ("rang", f"{len(journeys):,} articles", f"of {int(seconds * rate):,} posted, {rate:.0f} a second"),
            ("ms of processor time for each", spent, "apart from the server and who posts"),
        ]
    )
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--rate", type=float, default=20.0, help="articles a second while latency is measured")
    parser.add_argument("--seconds", type=float, default=10.0, help="for how long latency is measured")
    given = parser.parse_args()
    return asyncio.run(measure(given.articles, given.rate, given.seconds))


if __name__ == "__main__":
    sys.exit(main())
