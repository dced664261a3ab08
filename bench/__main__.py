"""`make bench`: articles per second from end to end, and how soon an alert follows its article.

Everything runs as it does for a user: the embedded server and the three services as processes of their own.
"""

import argparse
import asyncio
import json
import os
import sqlite3
import statistics
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

from bench.ceiling import articles_per_second
from bench.texts import articles, ringing
from services.supervisor import Services, running
from tocsin.inbox import confirmed_key
from tocsin.messages import ALERTS, EVENTS
from tocsin.streams import EntryId, last_generated

console = Console()


def counted(data: Path, query: str) -> int:
    with closing(sqlite3.connect(f"file:{data / 'timeline.db'}?mode=ro", uri=True)) as database:
        return int(database.execute(query).fetchone()[0])


def logged(data: Path) -> int:
    return counted(data, "SELECT count(*) FROM log WHERE type = 'tocsin.article.published.v1'")


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


async def settled(services: Services) -> None:
    """Wait until alerts has read every event and the timeline every alert."""
    redis = Redis.from_url(services.redis_url)
    for stream, consumer in ((EVENTS, "alerts"), (ALERTS, "timeline")):
        while EntryId.of(await redis.hget(confirmed_key(stream), consumer) or b"0") < await last_generated(
            redis, stream
        ):
            await asyncio.sleep(0.1)
    await redis.aclose()


async def latency(services: Services, seconds: float, rate: float) -> list[float]:
    """Milliseconds from the POST of an article until its alert is on the stream, at `rate` articles per second."""
    sent: dict[str, float] = {}
    seen: dict[str, float] = {}
    wanted = int(seconds * rate)
    redis = Redis.from_url(services.redis_url)
    last = (await redis.xinfo_stream(ALERTS))["last-generated-id"] if await redis.exists(ALERTS) else "0"

    async def listen() -> None:
        nonlocal last
        while True:
            for _, entries in await redis.xread({ALERTS: last}, block=500):
                now = time.perf_counter()
                for entry, fields in entries:
                    last = entry
                    root = json.loads(fields[b"__data__"]).get("correlationid")
                    seen.setdefault(root, now)

    async def post(client: httpx.AsyncClient, number: int) -> None:
        begun = time.perf_counter()
        answer = await client.post(f"{services.urls['ingest']}/v1/articles", json=ringing(number))
        answer.raise_for_status()
        sent[answer.json()["id"]] = begun

    listening = asyncio.create_task(listen())
    async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
        posts = []
        begun = time.perf_counter()
        for number in range(wanted):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            posts.append(asyncio.create_task(post(client, number)))
        await asyncio.gather(*posts)
    deadline = time.perf_counter() + 30
    while not set(sent) <= set(seen) and time.perf_counter() < deadline:
        await asyncio.sleep(0.05)
    listening.cancel()
    await redis.aclose()
    return [1000 * (seen[article] - begun) for article, begun in sent.items() if article in seen]


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
                await settled(services)
            with console.status(f"latency at {rate:.0f} articles/s for {seconds:.0f} s"):
                waits = await latency(services, seconds, rate)
            events = counted(data, "SELECT count(*) FROM log WHERE type = 'tocsin.event.recorded.v1'")
    if len(waits) < 2:
        console.print("no alert came back: nothing to tell about latency", style="red")
        return 1
    cuts = statistics.quantiles(waits, n=100, method="inclusive")
    report(
        [
            ("articles/s, POST to folded timeline", f"{whole:,.0f}", f"ratio {whole / ceiling:.3f} to the ceiling"),
            ("articles/s, plain redis-py → SQLite", f"{ceiling:,.0f}", "the ceiling: nothing is read or folded"),
            ("events in the log", f"{events:,}", f"{count + 200:,} articles of 2 KB and {len(waits):,} short ones"),
            ("publish to alert, p50", f"{cuts[49]:.1f} ms", f"{len(waits):,} of {int(seconds * rate):,} articles rang"),
            (
                "publish to alert, p99",
                f"{cuts[98]:.1f} ms",
                f"at {rate:.0f} articles/s, two commits and three hops each",
            ),
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
