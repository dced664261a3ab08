"""Following the alerts over HTTP: Server-Sent Events that go on where a client left off."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.alerts.api import routes as api
from services.alerts.api.following import tail_of
from services.alerts.engine.signals import Rules
from services.alerts.rules.loading import RuleBook
from services.alerts.settings import AlertsSettings
from services.alerts.store.store import SCHEMA, Ledger, identity
from tests.builders import NOW, event_recorded, recorded, rule
from tocsin.serving import listen, serve
from tocsin.sqlite import Database

BOOK = RuleBook.of([rule()])
DEADLINE = 20


@dataclass
class Bell:
    """A service that answers at `url`, and what rings in it."""

    url: str
    database: Database
    tail: Any
    rung: int = 0

    async def ring(self, count: int = 1) -> None:
        """Raise so many alerts more."""
        events = [
            event_recorded(recorded(id=f"ev-{self.rung + n}", story=f"story-{self.rung + n}")) for n in range(count)
        ]
        self.rung += count
        async with self.database.transaction() as connection:
            ledger = Ledger(Rules(BOOK), await identity(connection), lambda: NOW)
            await ledger.apply(connection, events)
        self.tail.wake()

    async def place(self, number: int) -> str:
        async with self.database.reading() as db, db.execute("SELECT id FROM producer") as rows:
            [(file,)] = await rows.fetchall()
        return f"{file}:{number}"


@pytest.fixture
async def bell(tmp_path: Path) -> AsyncIterator[Bell]:
    settings = AlertsSettings(alerts_followers=2, alerts_heartbeat_seconds=0.05)
    async with Database.open(tmp_path / "alerts.db", SCHEMA) as database:
        tail = tail_of(database)
        app = api.build(api.Desk(database, lambda: BOOK, tail, settings), list)
        stop, listener = asyncio.Event(), listen("127.0.0.1", 0)
        serving = asyncio.create_task(serve(app, listener, stop))
        yield Bell(f"http://127.0.0.1:{listener.getsockname()[1]}", database, tail)
        stop.set()
        await serving


Sent = tuple[str, str, dict[str, Any]]
"""`id`, `event` and `data` of a Server-Sent Event."""


async def messages(answer: httpx.Response) -> AsyncIterator[Sent]:
    """The events that have data."""
    fields: dict[str, str] = {}
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        fields[name] = value
        if not line:
            if "data" in fields:
                yield fields["id"], fields["event"], json.loads(fields["data"])
            fields = {}


async def take(
    bell: Bell, count: int, *, last: str | None = None, **query: Any
) -> list[tuple[str, str, dict[str, Any]]]:
    found: list[Sent] = []
    headers = {"Last-Event-ID": last} if last else {}
    async with (
        asyncio.timeout(DEADLINE),
        httpx.AsyncClient(trust_env=False) as client,
        client.stream("GET", f"{bell.url}/v1/alerts/stream", params=query, headers=headers) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        async for one in messages(answer):
            found.append(one)
            if len(found) == count:
                break
    return found


async def test_one_who_comes_back_misses_none_and_gets_none_twice(bell: Bell) -> None:
    await bell.ring(5)
    first = await take(bell, 3, last=await bell.place(0))
    await bell.ring(3)
    rest = await take(bell, 5, last=first[-1][0])
    seen = [data["sequence"] for _, _, data in first + rest]
    assert [int(number) for number in seen] == list(range(1, 9))
    assert {kind for _, kind, _ in first} == {"tocsin.alert.raised.v1"}


async def test_a_place_is_made_of_the_last_message_that_one_had_of_the_stream(bell: Bell) -> None:
    await bell.ring(3)
    [(_, _, had)] = await take(bell, 1, last=await bell.place(0))
    place = f"{had['source'].rpartition('/')[2]}:{had['sequence']}"
    assert [data["sequence"][-1] for _, _, data in await take(bell, 2, after=place)] == ["2", "3"]


async def test_the_list_tells_where_to_follow_on(bell: Bell) -> None:
    await bell.ring(2)
    async with httpx.AsyncClient(trust_env=False) as client:
        stands = (await client.get(f"{bell.url}/v1/alerts")).json()
    await bell.ring()
    [(place, _, data)] = await take(bell, 1, after=stands["place"])
    assert (len(stands["items"]), place) == (2, await bell.place(3))
    assert data["data"]["id"] not in {one["id"] for one in stands["items"]}


async def test_without_a_place_only_what_comes_is_sent(bell: Bell) -> None:
    await bell.ring(2)
    async with (
        asyncio.timeout(DEADLINE),
        httpx.AsyncClient(trust_env=False) as client,
        client.stream("GET", f"{bell.url}/v1/alerts/stream") as answer,
    ):
        coming = messages(answer)
        waiting = asyncio.ensure_future(anext(coming))
        await bell.ring()
        assert (await waiting)[2]["sequence"] == f"{3:016d}"
        await coming.aclose()


async def test_a_follower_chooses_and_its_place_moves_along(bell: Bell) -> None:
    await bell.ring(2)
    start = await bell.place(0)
    assert len(await take(bell, 2, after=start, level_min=5, signal="foreign-deployment", country="North Korea")) == 2
    async with (
        asyncio.timeout(DEADLINE),
        httpx.AsyncClient(trust_env=False) as client,
        client.stream("GET", f"{bell.url}/v1/alerts/stream", params={"after": start, "country": "JPN"}) as answer,
    ):
        lines = answer.aiter_lines()
        seen = [await anext(lines) for _ in range(8)]
        await lines.aclose()
    assert f"id: {await bell.place(2)}" in seen
    assert not any(line.startswith("data") for line in seen)


@pytest.mark.parametrize(("after", "status"), [("nonsense", 422), ("elsewhere:1", 410)])
async def test_a_place_that_is_none_of_this_file_is_refused(bell: Bell, after: str, status: int) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{bell.url}/v1/alerts/stream", params={"after": after})
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
