"""Feeds that are polled: good, slow, broken, moved and gone ones."""

import asyncio
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from services.ingest import polling
from tests.ingesting import accepted, answer, dying, running, serving, until
from tocsin.embedded import Keeper

OPEN = {"ingest_fetch_networks": "127.0.0.0/8", "ingest_feed_least_seconds": 0.05, "ingest_feed_most_seconds": 0.2}


def rss(*items: tuple[str, str, str], title: str = "The Quay") -> bytes:
    """A feed of (id, title, text)."""
    entries = "".join(
        f"<item><guid>{identity}</guid><title>{head}</title><link>https://quay.example/{identity}</link>"
        f"<pubDate>Sun, 27 Oct 2024 09:30:00 +0900</pubDate><description>{text}</description></item>"
        for identity, head, text in items
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'.encode()


class Site:
    """A web server whose pages a test sets, and which counts how often each was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        self.headers: dict[str, dict[str, str]] = {}

    async def __call__(self, path: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        self.asked[path] += 1
        self.headers[path] = headers
        writer.write(self.pages.get(path, answer("404 Not Found")))


async def add(client: httpx.AsyncClient, url: str, **fields: Any) -> dict[str, Any]:
    added = await client.post("/v1/feeds", json={"url": url, **fields})
    assert added.status_code == 201, added.text
    return dict(added.json())


async def the_feed(client: httpx.AsyncClient) -> dict[str, Any]:
    [feed] = (await client.get("/v1/feeds")).json()["items"]
    return dict(feed)


async def test_a_feed_gives_each_entry_once_and_an_edited_one_as_a_revision(tmp_path: Path, server: Keeper) -> None:
    site = Site()
    site.pages["/rss"] = answer(body=rss(("2", "Fog", "Fog lies on the strait."), ("1", "Ferry", "The ferry sails.")))
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        await add(client, f"{web}/rss")
        await until(lambda: site.asked["/rss"] >= 3)
        first, second = accepted(tmp_path)
        assert [first.data.title, second.data.title] == ["Ferry", "Fog"]
        assert (first.data.source, first.data.published_basis) == ("The Quay", "feed")
        assert first.data.published_at.isoformat() == "2024-10-27T09:30:00+09:00"

        site.pages["/rss"] = answer(body=rss(("1", "Ferry", "The ferry does not sail.")))
        await until(lambda: len(accepted(tmp_path)) == 3)
        assert accepted(tmp_path)[2].data.revises == first.data.id

        feed = await the_feed(client)
        assert (feed["state"], feed["title"], feed["failure"]) == ("fine", "The Quay", None)
        await until(lambda: _articles(client, 3))


async def _articles(client: httpx.AsyncClient, number: int) -> bool:
    return bool((await the_feed(client))["articles"] == number)


async def test_a_feed_is_asked_whether_it_has_changed(tmp_path: Path, server: Keeper) -> None:
    site = Site()
    body = rss(("1", "Ferry", "The ferry sails."))
    site.pages["/rss"] = answer(body=body, ETag='"v1"', Last_Modified="Sun, 27 Oct 2024 00:30:00 GMT")
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        await add(client, f"{web}/rss")
        await until(lambda: site.asked["/rss"] >= 2)
        assert site.headers["/rss"]["if-none-match"] == '"v1"'
        assert site.headers["/rss"]["if-modified-since"] == "Sun, 27 Oct 2024 00:30:00 GMT"
        site.pages["/rss"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
        asked = site.asked["/rss"]
        await until(lambda: site.asked["/rss"] >= asked + 3)
        assert site.headers["/rss"]["if-none-match"] == '"v1"'
        assert (await the_feed(client))["state"] == "fine"
        assert 'tocsin_feed_polls_total{outcome="unchanged"}' in (await client.get("/metrics")).text
    assert len(accepted(tmp_path)) == 1


async def _failed(client: httpx.AsyncClient, words: str) -> bool:
    feed = await the_feed(client)
    return feed["state"] == "failing" and words in feed["failure"]


async def test_a_feed_that_kills_or_breaks_its_reader_fails_and_waits_as_any_other(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaking(*_: Any) -> Any:
        raise AssertionError("a fault of ours")

    site = Site()
    site.pages["/rss"] = answer(body=rss(("1", "Ferry", "The ferry sails.")))
    monkeypatch.setattr(polling, "read_feed", dying)
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        await add(client, f"{web}/rss")
        await until(lambda: _failed(client, "died of it"))
        monkeypatch.setattr(polling.Poller, "_take", breaking)
        await until(lambda: _failed(client, "a fault of ours"))
        monkeypatch.undo()
        await until(lambda: _articles(client, 1))


async def test_a_failing_feed_says_why_and_recovers(tmp_path: Path, server: Keeper) -> None:
    site = Site()
    site.pages["/rss"] = answer("500 Internal Server Error")
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        await add(client, f"{web}/rss")
        await until(lambda: _failed(client, "500 Internal Server Error"))
        site.pages["/rss"] = answer(body=b"<html>We are closed</html>", Content_Type="text/html")
        await until(lambda: _failed(client, "is no feed but text/html"))
        site.pages["/rss"] = answer(body=rss(("1", "Ferry", "The ferry sails.")))
        await until(lambda: len(accepted(tmp_path)) == 1)
        await until(lambda: _articles(client, 1))
        assert (await the_feed(client))["failures"] == 0


async def test_after_a_clock_was_set_back_a_feed_is_polled_as_ever(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site()
    site.pages["/rss"] = answer(body=rss(("1", "Ferry", "The ferry sails.")))
    ahead = SimpleNamespace(time=lambda: time.time() + 365 * 86_400)
    async with serving(site) as web:
        with monkeypatch.context() as patch:
            patch.setattr(polling, "time", ahead)
            async with running(tmp_path, server.url, ingest_fetch_networks="127.0.0.0/8") as client:
                await add(client, f"{web}/rss")
                await until(lambda: _articles(client, 1))
        async with running(tmp_path, server.url, ingest_fetch_networks="127.0.0.0/8") as client:
            await until(lambda: site.asked["/rss"] == 2)
            await until(lambda: _polled_today(client))


async def _polled_today(client: httpx.AsyncClient) -> bool:
    return (await the_feed(client))["next_poll"] < (datetime.now(UTC) + timedelta(days=1)).isoformat()


async def test_a_feed_that_is_gone_is_polled_no_more_and_one_that_moved_is_followed(
    tmp_path: Path, server: Keeper
) -> None:
    site = Site()
    site.pages["/gone"] = answer("410 Gone")
    site.pages["/old"] = answer("301 Moved Permanently", Location="/new")
    site.pages["/new"] = answer(body=rss(("1", "Ferry", "The ferry sails.")))
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        gone = await add(client, f"{web}/gone")
        await add(client, f"{web}/old")
        await until(lambda: site.asked["/new"] >= 3)
        feeds = {feed["url"]: feed for feed in (await client.get("/v1/feeds")).json()["items"]}
        assert site.asked["/old"] == 1
        assert feeds[f"{web}/new"]["state"] == "fine"
        assert (feeds[f"{web}/gone"]["state"], feeds[f"{web}/gone"]["next_poll"]) == ("gone", None)
        assert site.asked["/gone"] == 1

        assert (await client.delete(f"/v1/feeds/{gone['id']}")).status_code == 204
        assert (await client.delete(f"/v1/feeds/{gone['id']}")).status_code == 404


async def test_a_server_that_asks_for_time_is_left_alone(tmp_path: Path, server: Keeper) -> None:
    site = Site()
    site.pages["/rss"] = answer("429 Too Many Requests", Retry_After="3600")
    site.pages["/other"] = answer(body=rss(("1", "Ferry", "The ferry sails.")))
    settings = {**OPEN, "ingest_fetch_networks": "127.0.0.0/8, ::1"}
    async with serving(site) as web, running(tmp_path, server.url, **settings) as client:
        await add(client, f"{web}/rss")
        await until(lambda: site.asked["/rss"] == 1)
        await add(client, f"{web.replace('127.0.0.1', 'localhost')}/other")
        await until(lambda: site.asked["/other"] >= 4)
        assert site.asked["/rss"] == 1


async def test_a_host_that_asks_for_time_gets_it_for_all_of_its_feeds(tmp_path: Path, server: Keeper) -> None:
    site = Site()
    for n in range(5):
        site.pages[f"/{n}"] = answer(body=rss((str(n), f"Ferry {n}", f"Ferry {n} sails.")))
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        for n in range(5):
            await add(client, f"{web}/{n}")
        await until(lambda: all(site.asked[f"/{n}"] >= 2 for n in range(5)))
        site.pages["/0"] = answer("503 Service Unavailable", Retry_After="3600")

        async def all_wait() -> bool:
            feeds = (await client.get("/v1/feeds")).json()["items"]
            hour = datetime.now(UTC) + timedelta(minutes=59)
            return all(datetime.fromisoformat(feed["next_poll"]) > hour for feed in feeds)

        await until(all_wait)
        asked = site.asked.total()
        for path in ("/0", "/new"):  # a person who asks for it gets no other answer
            assert datetime.fromisoformat((await add(client, f"{web}{path}"))["next_poll"]) > datetime.now(UTC)
        assert site.asked.total() == asked


async def test_a_feed_that_moved_to_where_another_is_polled_is_polled_once(tmp_path: Path, server: Keeper) -> None:
    site = Site()
    site.pages["/old"] = answer("308 Permanent Redirect", Location="/new")
    site.pages["/older"] = answer("301 Moved Permanently", Location="/old")
    site.pages["/new"] = answer(body=rss(("1", "Ferry", "The ferry sails.")))
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        first = await add(client, f"{web}/old")
        await until(lambda: site.asked["/new"] >= 2)
        again = await add(client, f"{web}/old")
        assert (again["id"], again["url"]) == (first["id"], f"{web}/new")
        second = await add(client, f"{web}/older")

        async def merged() -> bool:
            feeds = {feed["id"]: feed for feed in (await client.get("/v1/feeds")).json()["items"]}
            return feeds[second["id"]]["state"] == "gone" and "polled already" in feeds[second["id"]]["failure"]

        await until(merged)
        assert len((await client.get("/v1/feeds")).json()["items"]) == 2
    assert len(accepted(tmp_path)) == 1


async def test_dates_that_cannot_be_true_are_not_trusted_and_the_list_says_so(tmp_path: Path, server: Keeper) -> None:
    site = Site()
    dates = ("Sun, 27 Oct 2999 09:30:00 GMT", "Sun, 27 Oct 1850 09:30:00 GMT", "0001-01-01T00:00:00Z", "one day")
    feed = rss(*((str(n), f"Ferry {n}", f"Ferry {n} sails.") for n in range(len(dates))))
    for date in dates:
        feed = feed.replace(b"Sun, 27 Oct 2024 09:30:00 +0900", date.encode(), 1)
    site.pages["/rss"] = answer(body=feed)
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        await add(client, f"{web}/rss")
        await until(lambda: _articles(client, 4))
        shown = await the_feed(client)
        assert (shown["refused"], shown["noted"]) == (0, 3)
        assert "2999" in shown["note"]
        articles = [(await client.get(f"/v1/articles/{m.data.id}")).json() for m in accepted(tmp_path)]
    assert {message.data.published_basis for message in accepted(tmp_path)} == {"received"}
    assert [bool(article["notes"]) for article in articles] == [False, True, True, True]


async def test_the_pages_behind_summaries_are_fetched_and_a_summary_stands_in_for_a_broken_one(
    tmp_path: Path, server: Keeper
) -> None:
    site = Site()
    page = (
        b"<html lang='en'><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>The evening ferry came in "
        b"four hours late on Sunday because of thick fog over the strait, the harbour office said.</p><p>Nobody was "
        b"hurt, and the morning boat left on time, it added in its statement.</p></article></body></html>"
    )
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        body = rss(("1", "Ferry", "It was late."), ("2", "Fog", "It was thick."))
        site.pages["/rss"] = answer(body=body.replace(b"https://quay.example", web.encode()))
        site.pages["/1"] = answer(body=page, Content_Type="text/html")
        await add(client, f"{web}/rss", pages=True)
        await until(lambda: len(accepted(tmp_path)) == 2)
        await until(lambda: site.asked["/rss"] >= 3)
        assert site.asked["/1"] == 1
    fog, ferry = accepted(tmp_path)
    assert (fog.data.text, ferry.data.title) == ("It was thick.", "Ferry")
    assert ferry.data.text.startswith("The evening ferry came in four hours late")
    assert (ferry.data.published_basis, ferry.data.source) == ("feed", "The Quay")


async def test_entries_that_cannot_be_taken_are_counted_with_their_reason(tmp_path: Path, server: Keeper) -> None:
    site = Site()
    site.pages["/rss"] = answer(body=rss(("1", "...", "..."), ("2", "Fog", "Fog lies on the strait.")))
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        await add(client, f"{web}/rss")
        await until(lambda: site.asked["/rss"] >= 3)
        feed = await the_feed(client)
    assert (feed["articles"], feed["refused"]) == (1, 1)
    assert "empty" in feed["refusal"]


async def test_a_feed_can_be_looked_at_before_it_is_added(tmp_path: Path, server: Keeper) -> None:
    site = Site()
    site.pages["/rss"] = answer(body=rss(("1", "Ferry", "The ferry sails.")))
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        seen = (await client.post("/v1/feeds/preview", json={"url": f"{web}/rss"})).json()
        none = await client.post("/v1/feeds/preview", json={"url": f"{web}/nothing"})
    assert (seen["title"], seen["items"][0]["title"]) == ("The Quay", "Ferry")
    assert seen["items"][0]["dated"] == "2024-10-27T09:30:00+09:00"
    assert none.status_code == 422
    assert "404 Not Found" in none.json()["detail"]
    assert accepted(tmp_path) == []


async def test_a_feed_that_takes_forever_to_read_is_given_up_and_the_others_go_on(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.ingest.polling.READ_SECONDS", 5.0)
    site = Site()
    attributes = " ".join(f"a{n}='x'" for n in range(60_000))  # the time grows with the square of their number
    site.pages["/slow"] = answer(body=f"<rss version='2.0' {attributes}><channel><item/></channel></rss>".encode())
    site.pages["/rss"] = answer(body=rss(("1", "Ferry", "The ferry sails.")))
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        slow = await client.post("/v1/feeds/preview", json={"url": f"{web}/slow"})
        assert (slow.status_code, "takes more than 5 s to read" in slow.json()["detail"]) == (422, True)
        await add(client, f"{web}/rss")
        await until(lambda: len(accepted(tmp_path)) == 1)


async def test_no_feed_of_our_own_network_is_asked(tmp_path: Path, server: Keeper) -> None:
    site = Site()
    async with serving(site) as web, running(tmp_path, server.url) as client:
        await add(client, f"{web}/rss")

        async def failing() -> bool:
            return "no public address" in ((await the_feed(client))["failure"] or "")

        await until(failing)
        for url in (
            "http://[v1.x]/rss",
            "http://☃.example/",
            "file:///etc/passwd",
            "javascript:x",
            "ftp://quay.example/",
            "https://me:secret@quay.example/",
        ):
            answer_ = await client.post("/v1/feeds", json={"url": url})
            assert (answer_.status_code, "secret" in answer_.text) == (422, False)
    assert site.asked.total() == 0


async def test_many_feeds_with_faults_give_each_article_once(tmp_path: Path, server: Keeper) -> None:
    """Forty feeds that list each other's articles, some of them broken at first."""
    site = Site()
    for n in range(40):
        items = [(str(i % 60), f"Ferry {i % 60}", f"Ferry {i % 60} sails on time.") for i in range(n, n + 5)]
        site.pages[f"/{n}"] = answer(body=rss(*items))
    broken = {n: site.pages.pop(f"/{n}") for n in range(0, 40, 7)}
    async with serving(site) as web, running(tmp_path, server.url, **OPEN) as client:
        for n in range(40):
            await add(client, f"{web}/{n}")
        await until(lambda: all(site.asked[f"/{n}"] for n in range(40)))
        site.pages.update({f"/{n}": page for n, page in broken.items()})
        await until(lambda: len(accepted(tmp_path)) >= 44)
        await until(lambda: all(site.asked[f"/{n}"] >= 3 for n in range(40)))
    titles = Counter(message.data.title for message in accepted(tmp_path))
    assert set(titles.values()) == {1}
    assert len(titles) == 44
    assert [message.sequence for message in accepted(tmp_path)] == list(range(1, 45))
