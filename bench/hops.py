"""How soon an alert follows its article, hop by hop: when each of the messages that one article makes was put on its
stream, as the entry ids of the server say.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import httpx
from redis.asyncio import Redis

from bench.texts import ringing
from tocsin.messages import ALERTS, ARTICLES, DATA_FIELD, EVENTS
from tocsin.streams import EntryId

PAGE = 500


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
    """Post short articles that ring, `rate` a second, whatever becomes of those before; by the id of each article."""
    journeys: dict[str, Journey] = {}

    async def one(client: httpx.AsyncClient, number: int) -> None:
        posted = time.time()
        answer = await client.post(f"{url}/v1/articles", json=ringing(number))
        answer.raise_for_status()
        journeys[answer.json()["id"]] = Journey(posted)

    async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
        posts, begun = [], time.perf_counter()
        for number in range(int(seconds * rate)):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            posts.append(asyncio.create_task(one(client, number)))
        await asyncio.gather(*posts)
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
