"""How soon an alert follows its article, hop by hop: when each of the messages that one article makes was put on its
stream, as the entry ids of the server say.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redis.asyncio import Redis

from bench.texts import ringing
from tocsin.messages import ALERTS, ARTICLES, DATA_FIELD, EVENTS
from tocsin.streams import EntryId

PAGE = 500
CONNECTIONS = 32
REQUEST = b"POST /v1/articles HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"


@dataclass
class Journey:
    """One article that rings: when its POST began, and when what it made was on which stream. Seconds since 1970."""

    posted: float
    streams: dict[str, float] = field(default_factory=dict)

    @property
    def rang(self) -> bool:
        return ALERTS in self.streams

    def hop(self, start: str | None, end: str) -> float:
        """Milliseconds between two streams, or from the POST."""
        return 1000 * (self.streams[end] - (self.streams[start] if start else self.posted))


HOPS: list[tuple[str, str | None, str]] = [
    ("POST to tocsin:articles", None, ARTICLES),
    ("tocsin:articles to tocsin:events", ARTICLES, EVENTS),
    ("tocsin:events to tocsin:alerts", EVENTS, ALERTS),
    ("POST to tocsin:alerts", None, ALERTS),
]


async def post(url: str, rate: float, seconds: float) -> dict[str, Journey]:
    """Post short articles that ring, `rate` a second, whatever becomes of those before; by the id of each article.

    Over plain sockets: a client for people would take as much of the processors as the services that are measured.
    """
    host, port = url.removeprefix("http://").split(":")
    idle: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        idle.put_nowait(await asyncio.open_connection(host, int(port)))
    journeys: dict[str, Journey] = {}

    async def one(number: int) -> None:
        posted, body = time.time(), json.dumps(ringing(number)).encode()
        reader, writer = await idle.get()
        writer.write(REQUEST % len(body) + body)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        answer = json.loads(await reader.readexactly(int(head.partition(b"content-length: ")[2].split()[0])))
        idle.put_nowait((reader, writer))
        journeys[answer["id"]] = Journey(posted)

    posts, begun = [], time.perf_counter()
    for number in range(int(seconds * rate)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        posts.append(asyncio.create_task(one(number)))
    await asyncio.gather(*posts)
    while not idle.empty():
        idle.get_nowait()[1].close()
    return journeys


async def follow(redis: Redis, journeys: Mapping[str, Journey], since: float) -> None:
    """Find what the articles made on the streams: of several messages the first."""
    for stream in (ARTICLES, EVENTS, ALERTS):
        first = f"{int(1000 * since)}-0"
        while entries := await redis.xrange(stream, min=first, count=PAGE):
            for entry, fields in entries:
                journey = journeys.get(json.loads(fields[DATA_FIELD.encode()]).get("correlationid"))
                if journey is not None:
                    journey.streams.setdefault(stream, EntryId.of(entry).milliseconds / 1000)
            first = f"({entries[-1][0].decode()}"


def rows(journeys: Sequence[Journey]) -> Iterator[tuple[str, str, str]]:
    """Each hop with its median, its 99th percentile and its longest."""
    for name, start, end in HOPS:
        waits = [journey.hop(start, end) for journey in journeys]
        cuts = statistics.quantiles(waits, n=100, method="inclusive")
        yield name, f"p50 {cuts[49]:,.0f} ms, p99 {cuts[98]:,.0f} ms", f"the longest {max(waits):,.0f} ms"
