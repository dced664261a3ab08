"""`python -m bench.following`: how soon what is committed reaches everybody who follows `/v1/stream`.

A timeline is served by a process of its own that writes `--rate` articles a second; `--followers` clients follow it.
Measured is the time from the moment that an article's rows are recorded until each follower has them, and beside it
what it takes to send as many bytes to as many plain sockets.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.asking import fill, served

console = Console()


async def follow(port: int, ready: asyncio.Event, waits: list[float], ends: float) -> None:
    """Note the milliseconds that each row took, until the clock says `ends`."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    writer.write(b"GET /v1/stream?kind=article HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n")
    await reader.readuntil(b"\r\n\r\n")
    await ready.wait()
    while time.time() < ends:
        line = await reader.readline()
        if line.startswith(b"data:"):
            at = line.find(b'"recorded_at":"') + 15
            recorded = datetime.fromisoformat(line[at : at + 27].decode())
            waits.append(1000 * (time.time() - recorded.timestamp()))
    writer.close()


async def plain(followers: int, size: int = 2_000, rounds: int = 50) -> float:
    """Milliseconds until as many plain sockets have read `size` bytes each: the median."""
    clients: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: clients.append(writer), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    pairs = [await asyncio.open_connection("127.0.0.1", port) for _ in range(followers)]
    while len(clients) < followers:
        await asyncio.sleep(0.01)
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        for client in clients:
            client.write(b"x" * size)
        await asyncio.gather(*(reader.readexactly(size) for reader, _ in pairs))
        took.append(1000 * (time.perf_counter() - begun))
    for client in clients:
        client.close()
    server.close()
    return statistics.median(took)


async def run(given: argparse.Namespace, folder: Path) -> None:
    ceiling = await plain(given.followers)
    path = folder / "following.db"
    await fill(path, 100)
    async with served(path, given.rate) as (port, _):
        ready, waits = asyncio.Event(), [[] for _ in range(given.followers)]
        ends = time.time() + given.seconds + given.followers / 100
        following = [asyncio.create_task(follow(port, ready, own, ends)) for own in waits]
        ready.set()
        await asyncio.wait(following, timeout=given.seconds + given.followers / 100 + 5)
        for task in following:
            task.cancel()
    whole = [wait for own in waits for wait in own[len(own) // 5 :]]
    cuts = statistics.quantiles(whole, n=100, method="inclusive")
    table = Table("measured", "ms", "beside", title=f"{given.followers} followers", title_justify="left")
    table.add_row(
        "recorded to received, p50", f"{cuts[49]:.1f}", f"{cuts[49] / ceiling:.1f} of the plain sockets' time"
    )
    table.add_row("recorded to received, p99", f"{cuts[98]:.1f}", "wanted: under 100 ms; the commit is part of it")
    table.add_row("plain sockets, all have it", f"{ceiling:.1f}", json.dumps({"deliveries": len(whole)}))
    console.print(table)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--followers", type=int, default=50)
    parser.add_argument("--rate", type=float, default=5.0, help="articles a second")
    parser.add_argument("--seconds", type=float, default=5.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(given, Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
