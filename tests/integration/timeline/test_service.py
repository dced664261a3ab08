"""The timeline service whole: a real Valkey, a real file, HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.timeline.app import timeline
from services.timeline.settings import TimelineSettings
from tests.builders import ScriptedCoder, alert, event, published, rung
from tocsin.embedded import Keeper
from tocsin.messages import ALERTS, ARTICLES, DATA_FIELD, EVENTS, AnyMessage, EventRecorded, parse
from tocsin.serving import listen, serve
from tocsin.streams import make_broker, publish, wait_for_redis

DEADLINE = 30


@pytest.fixture(autouse=True)
def coder(monkeypatch: pytest.MonkeyPatch) -> ScriptedCoder:
    scripted = ScriptedCoder([event(), event("STATEMENT", "confirm")])
    monkeypatch.setattr("services.timeline.app.code", scripted)
    return scripted


@asynccontextmanager
async def service(server: Keeper, data: Path) -> AsyncIterator[tuple[FastAPI, httpx.AsyncClient]]:
    settings = TimelineSettings(redis_url=server.url, data=data)
    async with timeline(settings) as app:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://timeline") as client:
            yield app, client


async def put(server: Keeper, stream: str, *messages: AnyMessage) -> None:
    async with make_broker(server.url) as broker:
        client = await wait_for_redis(broker, what="test")
        await publish(broker, client, stream, [message.to_json() for message in messages])


async def on_stream(server: Keeper, stream: str, count: int) -> list[AnyMessage]:
    """The first `count` messages of a stream, as soon as they are there."""
    async with make_broker(server.url) as broker:
        client = await wait_for_redis(broker, what="test")
        async with asyncio.timeout(DEADLINE):
            while await client.xlen(stream) < count:
                await client.xread({stream: "$"}, block=200)
        return [parse(fields[DATA_FIELD.encode()]) for _, fields in await client.xrange(stream, count=count)]


async def feed(client: httpx.AsyncClient, rows: int) -> list[dict[str, Any]]:
    """The whole feed, as soon as it has `rows` rows."""
    found: list[dict[str, Any]] = []
    parameters: dict[str, Any] = {"wait": 5}
    async with asyncio.timeout(DEADLINE):
        while len(found) < rows:
            page = (await client.get("/v1/feed", params=parameters)).json()
            found += page["items"]
            parameters["after"] = page["next"]
    return found


async def test_what_is_published_is_on_the_timeline_and_on_the_stream_of_events(server: Keeper, tmp_path: Path) -> None:
    async with service(server, tmp_path) as (_, client):
        await put(server, ARTICLES, published(id="a", sequence=1), published(id="b", sequence=2, text="Other news."))
        rows = await feed(client, 8)
        assert [row["position"] for row in rows] == list(range(1, 9))
        assert len((await client.get("/v1/events")).json()["items"]) == 4
        events = await on_stream(server, EVENTS, 4)
        assert [(e.sequence, e.previous) for e in events] == [(3, 0), (4, 3), (7, 4), (8, 7)]
        async with asyncio.timeout(DEADLINE):
            while (ready := await client.get("/health/ready")).status_code != 200:
                await asyncio.sleep(0.02)
        assert ready.json()["problems"] == []


async def test_alerts_come_back_into_the_log(server: Keeper, tmp_path: Path) -> None:
    async with service(server, tmp_path) as (_, client):
        await put(server, ARTICLES, published(id="a", sequence=1))
        recorded = (await on_stream(server, EVENTS, 1))[0]
        assert isinstance(recorded, EventRecorded)
        await put(server, ALERTS, rung(alert(recorded.data), sequence=1))
        assert (await feed(client, 5))[4]["message"]["type"] == "tocsin.alert.raised.v1"
        found = (await client.get("/v1/events", params={"level_min": 5})).json()["items"]
        assert [item["id"] for item in found] == [recorded.data.id]


async def test_a_restart_goes_on_where_it_stopped(server: Keeper, tmp_path: Path) -> None:
    async with service(server, tmp_path) as (_, client):
        await put(server, ARTICLES, published(id="a", sequence=1))
        first = await feed(client, 4)
        after = (await client.get("/v1/feed")).json()["next"]
    await put(server, ARTICLES, published(id="b", sequence=2, text="Other news."))
    async with service(server, tmp_path) as (_, client):
        assert (await feed(client, 8))[:4] == first
        later = (await client.get("/v1/feed", params={"after": after})).json()["items"]
        assert [row["position"] for row in later] == [5, 6, 7, 8]
        assert len(await on_stream(server, EVENTS, 4)) == 4


async def test_a_poison_message_is_set_aside_and_the_others_flow(server: Keeper, tmp_path: Path) -> None:
    async with service(server, tmp_path) as (_, client):
        async with make_broker(server.url) as broker:
            redis = await wait_for_redis(broker, what="test")
            await publish(broker, redis, ARTICLES, [b'{"type": "tocsin.article.published.v1"}', b"\xff\xfe"])
        await put(server, ARTICLES, published(id="a", sequence=1))
        assert len(await feed(client, 4)) == 4
        page = await client.get("/")
        assert page.status_code == 200


async def test_the_page_and_its_parts_allow_nothing_inline_or_foreign(server: Keeper, tmp_path: Path) -> None:
    async with service(server, tmp_path) as (_, client):
        page = await client.get("/")
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        for part in ("page.js", "elements.js", "words.js", "page.css", "bell.svg"):
            assert f"/page/{part}" in page.text or part in {"elements.js", "words.js"}
            assert (await client.get(f"/page/{part}")).status_code == 200
        again = await client.get("/", headers={"If-None-Match": page.headers["etag"]})
        assert again.status_code == 304


async def test_it_stops_at_once_though_somebody_follows_the_live_stream(server: Keeper, tmp_path: Path) -> None:
    stop, listener = asyncio.Event(), listen("127.0.0.1", 0)
    async with timeline(TimelineSettings(redis_url=server.url, data=tmp_path)) as app:
        serving = asyncio.create_task(serve(app, listener, stop))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1/stream"
        async with httpx.AsyncClient(trust_env=False) as client, client.stream("GET", url) as answer:
            chunks = answer.aiter_bytes()
            assert await anext(chunks) == b"retry: 1000\n\n"
            stop.set()
            async with asyncio.timeout(2):
                rest = [chunk async for chunk in chunks]
                await serving
    assert all(b"data:" not in chunk for chunk in rest)
