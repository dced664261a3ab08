"""What a reader is promised: each event once in a list, each position once in the feed, whatever is written."""

import asyncio
from itertools import count, takewhile

import httpx
from fastapi import FastAPI

from services.timeline.api.desk import Desk
from services.timeline.api.following import tail_of
from services.timeline.api.routes import add_routes
from services.timeline.settings import TimelineSettings
from tests.builders import event, published
from tests.integration.timeline.conftest import Timeline
from tocsin.client import Timeline as Client
from tocsin.coding.reading import Occurred
from tocsin.serving import api, listen, serve


async def tell(timeline: Timeline, name: str, day: str) -> None:
    timeline.coder.by_article[name] = (event(occurred=Occurred(day, day, "day", "text")),)
    await timeline.record(published(id=name, text=f"What happened, {name}."))


async def test_a_reader_of_pages_sees_each_event_once_while_late_news_comes(
    client: httpx.AsyncClient, timeline: Timeline
) -> None:
    """The writer puts events before, behind and on the page that the reader is on, and takes some back."""
    for n in range(30):
        await tell(timeline, f"early{n}", f"2024-10-{1 + n % 28:02}")
    known = {item["id"] for item in (await client.get("/v1/events", params={"limit": 1000})).json()["items"]}
    reading, written = True, 0
    more = asyncio.Event()

    async def write() -> None:
        nonlocal written
        for n in takewhile(lambda _: reading, count()):
            await tell(timeline, f"late{n}", f"2024-10-{1 + n % 28:02}")
            await timeline.record(published(id=f"fixed{n}", text=f"No: {n}.", revises=f"early{n % 30}"))
            written += 1
            more.set()

    writing = asyncio.create_task(write())
    for order in ("newest", "oldest"):
        seen: list[str] = []
        page = (await client.get("/v1/events", params={"limit": 3, "order": order, "as_of": 90})).json()
        while True:
            seen += [item["id"] for item in page["items"]]
            if page["next"] is None:
                break
            more.clear()
            await more.wait()
            asked = {"limit": 3, "order": order, "as_of": 90, "cursor": page["next"]}
            page = (await client.get("/v1/events", params=asked)).json()
        assert sorted(seen) == sorted(known)
    reading = False
    await writing
    assert written >= 18


def application(timeline: Timeline) -> FastAPI:
    made = api("timeline", "in a test", list)
    desk = Desk(timeline.database, tail_of(timeline.database), timeline.coder, TimelineSettings())
    timeline.tail = desk.tail
    add_routes(made, desk)
    made.state.before_stop.append(desk.tail.close)
    return made


async def test_who_follows_the_feed_sees_each_position_once_in_order_across_restarts(timeline: Timeline) -> None:
    """The service is stopped and started again, twice, while articles are written and a client follows."""
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    seen: list[int] = []
    wanted = 60

    async def follow() -> None:
        async with Client(f"http://127.0.0.1:{port}") as client:
            async for row in client.follow():
                seen.append(row.position)
                if row.position == wanted:
                    return

    following = asyncio.create_task(follow())
    for turn in range(3):
        stop, listener = asyncio.Event(), listen("127.0.0.1", port)
        serving = asyncio.create_task(serve(application(timeline), listener, stop))
        for n in range(5):
            await timeline.record(published(id=f"{turn}-{n}", text=f"Told in turn {turn}, {n}."))
        async with asyncio.timeout(20):
            while len(seen) < (turn + 1) * 20:
                await asyncio.sleep(0.01)
        if turn < 2:
            stop.set()
            await serving
    await asyncio.wait_for(following, 20)
    assert seen == list(range(1, wanted + 1))
    stop.set()
    await serving
