"""Following the log: Server-Sent Events, the Python client, the terminal."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from redis.exceptions import AuthenticationError, ResponseError
from typer.testing import CliRunner

from services.cli import app as command
from services.timeline.api.following import tail_of
from tests.builders import alert, event, published, rung
from tests.integration.timeline.conftest import Timeline
from tocsin import client as subscriber
from tocsin.client import LogGone, NotFound, Refused, Unreachable
from tocsin.embedded import Keeper
from tocsin.following import RECENT_ROWS, EventStream, Followers
from tocsin.messages import ALERTS, EventRecorded
from tocsin.problems import Problem
from tocsin.streams import make_broker, publish, wait_for_redis

DEADLINE = 20


@dataclass
class Sent:
    """One Server-Sent Event."""

    fields: dict[str, str] = field(default_factory=dict)

    @property
    def item(self) -> dict[str, Any]:
        return json.loads(self.fields["data"])


async def sent(answer: httpx.Response) -> AsyncIterator[Sent]:
    """The events of a stream that carry data; comments and bare ids are left out."""
    current = Sent()
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        if line:
            current.fields[name] = value
        else:
            if "data" in current.fields:
                yield current
            current = Sent()


async def take(url: str, count: int, headers: dict[str, str] | None = None, **parameters: Any) -> list[Sent]:
    """The first `count` events of the live stream."""
    found: list[Sent] = []
    async with (
        asyncio.timeout(DEADLINE),
        httpx.AsyncClient(trust_env=False) as client,
        client.stream("GET", f"{url}/v1/stream", params=parameters, headers=headers) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for one in sent(answer):
            found.append(one)
            if len(found) == count:
                break
    return found


async def start(timeline: Timeline) -> str:
    """The place before the first row."""
    return f"{(await timeline.rows('SELECT log_id FROM head'))[0][0]}:0"


async def test_the_stream_sends_each_row_once_in_order_with_its_place(url: str, timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    first = await take(url, 3, after=await start(timeline))
    await timeline.record(published(id="b", text="Other news."))
    rest = await take(url, 5, headers={"Last-Event-ID": first[-1].fields["id"]})
    assert [one.item["position"] for one in first + rest] == list(range(1, 9))
    assert first[0].fields["event"] == "tocsin.article.published.v1"


async def test_a_follower_gets_what_comes_after_it_began(url: str, timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    async with (
        asyncio.timeout(DEADLINE),
        httpx.AsyncClient(trust_env=False) as client,
        client.stream("GET", f"{url}/v1/stream?kind=event") as answer,
    ):
        chunks = sent(answer)
        waiting = asyncio.ensure_future(anext(chunks))
        await timeline.record(published(id="b", text="Other news."))
        assert (await waiting).item["message"]["data"]["article"]["id"] == "b"
        await chunks.aclose()


async def test_readings_without_events_are_a_kind_of_their_own(client: httpx.AsyncClient, timeline: Timeline) -> None:
    timeline.coder.by_article["b"] = ()
    await timeline.record(published(id="a"), published(id="b", text="Nothing at all."))
    rows = (await client.get("/v1/feed", params={"kind": "event,reading"})).json()["items"]
    events = (await client.get("/v1/feed", params={"kind": "event"})).json()["items"]
    assert [row["message"]["type"].split(".")[1] for row in rows] == ["event", "event", "article"]
    assert rows[:2] == events
    assert rows[2]["message"]["data"]["article"]["id"] == "b"


async def test_a_quiet_stream_sends_heartbeats_that_move_the_place_along(url: str, timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    parameters = {"after": await start(timeline), "kind": "alert"}
    async with (
        asyncio.timeout(DEADLINE),
        httpx.AsyncClient(trust_env=False) as client,
        client.stream("GET", f"{url}/v1/stream", params=parameters) as answer,
    ):
        lines = answer.aiter_lines()
        seen = [await anext(lines) for _ in range(8)]
        await lines.aclose()
    assert ": heartbeat" in seen
    assert any(line.startswith("id: ") and line.endswith(":4") for line in seen)


async def test_no_more_follow_than_are_allowed(url: str) -> None:
    async with (
        asyncio.timeout(DEADLINE),
        httpx.AsyncClient(trust_env=False, base_url=url) as client,
        client.stream("GET", "/v1/stream") as first,
        client.stream("GET", "/v1/stream") as second,
    ):
        following = [answer.aiter_lines() for answer in (first, second)]
        assert [await anext(lines) for lines in following] == ["retry: 1000"] * 2
        refused = await client.get("/v1/stream")
        assert refused.status_code == 503
        assert refused.headers["retry-after"]
        for lines in following:
            await lines.aclose()


async def endless() -> AsyncGenerator[bytes]:
    while True:
        yield b"data: x\n\n"


async def test_one_whose_connection_breaks_makes_room_for_another() -> None:
    followers = Followers(1)

    async def never() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            with pytest.raises(Problem):
                followers.check()
            raise OSError("broken pipe")

    with pytest.raises(OSError, match="broken pipe"):
        await EventStream(followers.admit(endless()), slow=1)({"type": "http"}, never, send)
    followers.check()


async def test_one_who_does_not_read_is_dropped() -> None:
    async def stuck(_: Any) -> None:
        await asyncio.Event().wait()

    async def never() -> Any:
        await asyncio.Event().wait()

    messages: list[Any] = []

    async def send(message: Any) -> None:
        messages.append(message)
        if message["type"] == "http.response.body":
            await stuck(message)

    async with asyncio.timeout(DEADLINE):
        await EventStream(endless(), slow=0.01)({"type": "http"}, never, send)
    assert [message["type"] for message in messages] == ["http.response.start", "http.response.body"]


async def test_the_tail_keeps_a_bounded_part_in_memory_and_reads_the_rest(timeline: Timeline) -> None:
    timeline.coder.default = ()
    tail = tail_of(timeline.database)
    for batch in range(6):
        await timeline.record(*(published(id=f"{batch}.{n}", text=f"Text {batch} {n}.") for n in range(200)))
    position, seen = 0, []
    while rows := await tail.after(position):
        seen += [row.position for row in rows]
        position = seen[-1]
    assert seen == list(range(1, 3601))
    assert len(tail._recent) <= RECENT_ROWS
    assert [row.position for row in await tail.after(3, 4)] == [4, 5, 6, 7]


async def test_the_client_pages_through_events(url: str, timeline: Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriber, "PAGE", 2)
    await timeline.record(*(published(id=f"a{n}", text=f"Matter {n}.") for n in range(3)))
    async with subscriber.Timeline(url) as there:
        assert len([item async for item in there.events()]) == 6
        assert len([item async for item in there.events(at_most=3)]) == 3
        assert [item async for item in there.events(from_="2030-01-01")] == []
        found = [item async for item in there.events(type=["STATEMENT"], order="oldest")]
        assert [item.event.mode for item in found] == ["confirm"] * 3
        assert (await there.event(found[0].id)) == found[0]
        assert (await there.article("a0")).story == (await there.story(found[0].story)).id
        assert len((await there.why_not("a0")).events) == 2


async def test_the_client_says_what_is_wrong(url: str, timeline: Timeline) -> None:
    async with subscriber.Timeline(url) as there:
        with pytest.raises(NotFound, match="no event"):
            await there.event("none")
        with pytest.raises(Refused, match=r"country: .*KOR.*type: .*ASSAULT"):
            await anext(there.events(type="WAR", country="K R"))
        with pytest.raises(LogGone):
            await anext(there.follow("another:1"))
    async with subscriber.Timeline("http://127.0.0.1:9") as nowhere:
        with pytest.raises(Unreachable):
            await nowhere.event("x")


async def test_the_client_follows_the_log_from_any_place(url: str, timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    async with subscriber.Timeline(url) as there, asyncio.timeout(DEADLINE):
        rows = there.follow()
        seen = [await anext(rows) for _ in range(4)]
        waiting = asyncio.ensure_future(anext(rows))
        await timeline.record(published(id="b", text="Other news."))
        seen.append(await waiting)
        assert [row.position for row in seen] == [1, 2, 3, 4, 5]
        assert isinstance(seen[2].message, EventRecorded)
        again = there.follow(seen[1].place, kinds=("event",))
        assert (await anext(again)).position == 3
        await rows.aclose()
        await again.aclose()


async def test_the_client_subscribes_to_alerts_on_the_stream(server: Keeper, timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    record = (await timeline.events())[0].data
    async with make_broker(server.url) as broker, asyncio.timeout(DEADLINE):
        redis = await wait_for_redis(broker, what="test")
        raised, updated = (rung(alert(record, revision=n)).to_json() for n in (1, 2))
        await publish(broker, redis, ALERTS, [raised, b"not an alert"])
        rings = subscriber.alerts(server.url, after="0")
        place, first = await anext(rings)
        assert first.data.revision == 1
        waiting = asyncio.ensure_future(anext(rings))
        await publish(broker, redis, ALERTS, [updated])
        assert (await waiting)[1].data.revision == 2
        await rings.aclose()
        again = subscriber.alerts(server.url, after=place)
        assert (await anext(again))[1].data.revision == 2
        await again.aclose()


async def test_a_subscriber_is_told_what_redis_refuses(server: Keeper) -> None:
    async with asyncio.timeout(DEADLINE):
        with pytest.raises(ResponseError, match="Invalid stream ID"):
            await anext(subscriber.alerts(server.url, after="yesterday"))
        wrong = server.url.replace("redis://", "redis://nobody:wrong@")
        with pytest.raises(AuthenticationError):
            await anext(subscriber.alerts(wrong, after="0"))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--format", "table"], ["2024-10-18", "PRK: MOBILIZE troops → RUS", "Example Wire", "says officials in"]),
        (["--format", "csv"], ["position,recorded_at,id", "MOBILIZE,troops,PRK,RUS"]),
        (["--type", "MOBILIZE"], ['"mode":"troops"']),
        (["troops", "Russian", "--format", "table"], ["MOBILIZE"]),
        (["--level", "5", "--format", "table"], ["No event matches"]),
    ],
)
async def test_events_are_asked_from_the_terminal(
    url: str, timeline: Timeline, options: list[str], told: list[str]
) -> None:
    timeline.coder.default = (event(),)
    await timeline.record(published())
    runner = CliRunner(env={"COLUMNS": "200"})
    result = await asyncio.to_thread(runner.invoke, command, ["events", *options, "--url", url])
    assert result.exit_code == 0
    assert [words for words in told if words not in result.output] == []


@pytest.mark.parametrize(
    ("options", "told"), [(["--type", "WAR"], "ASSAULT"), (["--url", "http://127.0.0.1:9"], "tocsin up")]
)
async def test_a_question_that_fails_gets_one_clear_line(url: str, options: list[str], told: str) -> None:
    arguments = ["events", "--url", url, *options]
    result = await asyncio.to_thread(CliRunner().invoke, command, arguments)
    assert result.exit_code == 1
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
