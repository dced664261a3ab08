"""Hubs that tell of a feed's changes: asked when a feed names one, believed only with a signature."""

import asyncio
import hashlib
import hmac
import sqlite3
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest

from services.ingest import polling
from services.ingest.sources.feeds import Feed, read_feed
from tests.ingesting import accepted, answer, running, serving, until
from tests.integration.test_feeds import OPEN, add, rss, the_feed
from tocsin.embedded import Keeper

PUBLIC = "https://news.example.org/in"
SETTINGS = {**OPEN, "ingest_public_url": PUBLIC}


class Hub:
    """A hub and the feed that names it, on one server; `client` is how the hub reaches the service's callback."""

    def __init__(self) -> None:
        self.client: httpx.AsyncClient | None = None
        self.feed = b""
        self.asked: list[dict[str, str]] = []
        self.polls = 0
        self.status = "202 Accepted"

    async def __call__(self, path: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        if path == "/hub":
            self.asked.append({name: values[0] for name, values in parse_qs(headers["body"]).items()})
            writer.write(answer(self.status, b"not here" if self.status[0] != "2" else b""))
            return
        self.polls += 1
        here = headers["host"]
        link = f'<http://{here}/hub>; rel="hub", <http://{here}/rss>; rel="self"'
        writer.write(answer(body=self.feed, Link=link))

    def callback(self) -> str:
        assert self.asked[-1]["hub.callback"].startswith(PUBLIC + "/v1/websub/")
        return self.asked[-1]["hub.callback"].removeprefix(PUBLIC)

    async def confirm(self, **changes: str) -> httpx.Response:
        assert self.client is not None
        asked = {"hub.mode": "subscribe", "hub.topic": self.asked[-1]["hub.topic"], "hub.challenge": "c-1"}
        asked |= {"hub.lease_seconds": "864000"} | {f"hub.{name}": value for name, value in changes.items()}
        return await self.client.get(self.callback(), params=asked)

    async def send(self, body: bytes, *, secret: str | None = None, method: str = "sha256") -> httpx.Response:
        assert self.client is not None
        key = (secret or self.asked[-1]["hub.secret"]).encode()
        signature = f"{method}={hmac.new(key, body, getattr(hashlib, method)).hexdigest()}"
        headers = {"Content-Type": "application/rss+xml", "X-Hub-Signature": signature}
        return await self.client.post(self.callback(), content=body, headers=headers)


async def state(client: httpx.AsyncClient) -> str:
    push = (await the_feed(client))["push"]
    return str(push["state"]) if push else "none"


async def test_a_feed_with_a_hub_is_subscribed_and_what_the_hub_sends_is_taken(tmp_path: Path, server: Keeper) -> None:
    hub = Hub()
    hub.feed = rss(("1", "Ferry", "The ferry sails."))
    async with serving(hub) as web, running(tmp_path, server.url, **SETTINGS) as client:
        hub.client = client
        await add(client, f"{web}/rss")
        await until(lambda: hub.asked)
        asked = hub.asked[0]
        assert (asked["hub.mode"], asked["hub.topic"]) == ("subscribe", f"{web}/rss")
        assert len(asked["hub.secret"]) >= 32
        assert await state(client) == "asked"

        assert (await hub.confirm(topic=f"{web}/other")).status_code == 404
        assert (await hub.confirm(mode="unsubscribe")).status_code == 404
        confirmed = await hub.confirm()
        assert (confirmed.status_code, confirmed.text) == (200, "c-1")
        assert confirmed.headers["content-type"].startswith("text/plain")
        assert await state(client) == "active"

        body = rss(("2", "Fog", "Fog lies on the strait."))
        for method in ("sha1", "sha256", "sha512"):
            assert (await hub.send(body, method=method)).status_code == 202
        assert [message.data.title for message in accepted(tmp_path)] == ["Ferry", "Fog"]
        assert (await the_feed(client))["articles"] == 2
    assert hub.asked == [asked]


async def test_what_is_not_signed_by_the_hub_is_ignored_and_what_is_no_feed_is_refused(
    tmp_path: Path, server: Keeper
) -> None:
    hub = Hub()
    hub.feed = rss(("1", "Ferry", "The ferry sails."))
    async with serving(hub) as web, running(tmp_path, server.url, **SETTINGS) as client:
        hub.client = client
        await add(client, f"{web}/rss")
        await until(lambda: hub.asked)
        await hub.confirm()
        forged = rss(("9", "War", "Nobody wrote this."))
        for headers in ({}, {"X-Hub-Signature": "sha256="}, {"X-Hub-Signature": "md5=00"}, {"X-Hub-Signature": "é"}):
            sent = {name: value.encode() for name, value in headers.items()}
            assert (await client.post(hub.callback(), content=forged, headers=sent)).status_code == 202
        assert (await hub.send(forged, secret="guessed")).status_code == 202
        assert (await hub.send(b"<html>no feed</html>")).status_code == 422
        assert (await hub.send(bytes(5_000_001))).status_code == 413
        assert [message.data.title for message in accepted(tmp_path)] == ["Ferry"]

        await client.delete(f"/v1/feeds/{(await the_feed(client))['id']}")
        gone = await hub.send(forged)
        assert (gone.status_code, "send it no more" in gone.json()["detail"]) == (410, True)
        assert (await hub.confirm()).status_code == 404


def read_or_break(body: bytes, headers: dict[str, str], url: str) -> Feed:
    """A reader with a fault."""
    if b"<!--break-->" in body:
        raise ZeroDivisionError
    return read_feed(body, headers, url)


async def test_what_a_hub_sends_and_breaks_us_is_answered_and_the_feed_is_polled(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "read_feed", read_or_break)
    hub = Hub()
    hub.feed = rss(("1", "Ferry", "The ferry sails."))
    slow = {**SETTINGS, "ingest_feed_least_seconds": 3600, "ingest_feed_most_seconds": 3600}
    async with serving(hub) as web, running(tmp_path, server.url, **slow) as client:
        hub.client = client
        await add(client, f"{web}/rss")
        await until(lambda: hub.asked)
        await hub.confirm()
        await until(lambda: _settled(client))
        hub.feed = rss(("2", "Fog", "Fog lies on the strait."))
        broken = await hub.send(hub.feed + b"<!--break-->")
        assert (broken.status_code, "send it again" in broken.json()["detail"]) == (503, True)
        await until(lambda: len(accepted(tmp_path)) == 2)
        with sqlite3.connect(tmp_path / "ingest.db") as other:
            other.execute("ALTER TABLE subscriptions RENAME TO elsewhere")
        assert {(await hub.confirm()).status_code, (await hub.send(hub.feed)).status_code} == {503}


async def test_a_hub_that_refuses_is_told_in_the_list_and_the_feed_is_polled_on(tmp_path: Path, server: Keeper) -> None:
    hub = Hub()
    hub.feed, hub.status = rss(("1", "Ferry", "The ferry sails.")), "400 Bad Request"
    async with serving(hub) as web, running(tmp_path, server.url, **SETTINGS) as client:
        hub.client = client
        await add(client, f"{web}/rss")
        await until(lambda: hub.polls >= 3)
        push = (await the_feed(client))["push"]
        assert (push["state"], push["reason"]) == ("failed", "the server answers 400: not here")
        denied = await hub.confirm(mode="denied", reason="not\r\nyou")
        assert denied.status_code == 200
        assert (await the_feed(client))["push"]["reason"] == "not you"
    assert len(hub.asked) == 1


async def test_no_hub_is_asked_without_an_address_on_the_web(tmp_path: Path, server: Keeper) -> None:
    hub = Hub()
    hub.feed = rss(("1", "Ferry", "The ferry sails."))
    async with serving(hub) as web, running(tmp_path, server.url, **OPEN) as client:
        await add(client, f"{web}/rss")
        await until(lambda: hub.polls >= 2)
        assert (await the_feed(client))["push"] is None
    assert hub.asked == []


async def test_a_feed_whose_pages_are_fetched_is_polled_when_its_hub_calls(tmp_path: Path, server: Keeper) -> None:
    hub = Hub()
    hub.feed = rss(("1", "Ferry", "The ferry sails."))
    slow = {**SETTINGS, "ingest_feed_least_seconds": 3600, "ingest_feed_most_seconds": 3600}
    async with serving(hub) as web, running(tmp_path, server.url, **slow) as client:
        hub.client = client
        await add(client, f"{web}/rss", pages=True)
        await until(lambda: hub.asked)
        await hub.confirm()
        await until(lambda: _settled(client))
        hub.feed = rss(("2", "Fog", "Fog lies on the strait."))
        assert (await hub.send(b"<rss/>")).status_code == 202
        await until(lambda: len(accepted(tmp_path)) == 2)
    assert hub.polls == 2


async def _settled(client: httpx.AsyncClient) -> bool:
    return bool((await the_feed(client))["state"] == "fine")
