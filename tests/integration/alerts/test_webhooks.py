"""Webhooks: what is told reaches a real receiver, signed and in order, whatever it answers."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import feedparser
import httpx
import pytest

from services.alerts.api import routes as api
from services.alerts.api.following import tail_of
from services.alerts.rules.loading import RuleBook
from services.alerts.settings import AlertsSettings
from services.alerts.store.store import SCHEMA
from services.alerts.webhooks import queue
from services.alerts.webhooks.api import add_receiver_routes
from services.alerts.webhooks.courier import Courier, delivering
from services.alerts.webhooks.routes import Book, Routes
from tests.builders import alert, recorded, rule, rung
from tests.hooks import KEY, Request, hooked, in_order
from tests.ingesting import until
from tocsin.addresses import parse_networks
from tocsin.sqlite import Database

HERE = parse_networks("127.0.0.0/8")


def routes(url: str, **fields: Any) -> Book:
    """One receiver that gets all from level 5 up."""
    receiver = {"name": "desk", "url": url, "secret": {"env": "X"}, **fields}
    name = receiver["name"]
    form = {"receivers": [receiver], "routes": [{"to": [name], "match": {"level_min": 5}}]}
    return Book(routes=Routes.model_validate(form), keys={name: (KEY,)})


@dataclass
class Desk:
    """The sending side over a real file."""

    database: Database
    courier: Courier
    told: int = 0
    revisions: dict[str, int] = field(default_factory=dict)

    async def tell(self, story: str, **fields: Any) -> None:
        """Tell of the alert of a story: its next revision."""
        self.revisions[story] = self.revisions.get(story, 0) + 1
        self.told += 1
        data = alert(recorded(story=story), revision=self.revisions[story], **fields)
        message = rung(data, sequence=self.told)
        row = (self.told, data.id, data.revision, "2024-10-28T12:00:00+00:00", message.to_json())
        async with self.database.transaction() as connection:
            await connection.execute("INSERT INTO outbox VALUES (?, ?, ?, ?, ?)", row)
            await connection.execute("UPDATE producer SET sequence = ?", (self.told,))
        self.courier.wake()

    async def state(self) -> queue.State:
        async with self.database.reading() as connection:
            return (await queue.states(connection, ["desk"]))["desk"]

    async def settled(self) -> queue.State:
        """How the receiver is once nothing waits and all is routed."""

        async def done() -> queue.State | None:
            async with self.database.reading() as connection:
                open_ = await queue.unrouted(connection)
            state = await self.state()
            return None if open_ or state.waiting else state

        return await until(done)


@asynccontextmanager
async def desk(folder: Path, book: Book, **options: Any) -> AsyncIterator[Desk]:
    options = {"allowed": HERE, "first_wait": 0.01, **options}
    async with (
        Database.open(folder / "alerts.db", SCHEMA) as database,
        delivering(database, book, **options) as courier,
    ):
        yield Desk(database, courier)


async def test_what_is_told_is_sent_signed_as_it_is_on_the_wire(tmp_path: Path) -> None:
    async with hooked() as hook, desk(tmp_path, routes(hook.url)) as ours:
        await ours.tell("a")
        await ours.tell("b", level=4)
        state = await ours.settled()
        [request] = hook.requests
        assert request.is_signed()
        assert request.headers["content-type"] == "application/cloudevents+json"
        assert request.headers["webhook-id"] == request.json["id"]
        assert request.json["type"] == "tocsin.alert.raised.v1"
        assert (state.failing_since, state.waiting, state.dead_letters) == (None, 0, 0)
        assert state.last_success


async def test_one_that_fails_half_the_time_gets_all_of_each_alert_in_order(tmp_path: Path) -> None:
    chance = random.Random(7)
    async with hooked(lambda _: chance.choice([204, 500])) as hook, desk(tmp_path, routes(hook.url)) as ours:
        for number in range(60):
            await ours.tell(f"story-{number % 12}")
        await ours.settled()
        assert len(in_order(hook.taken)) == 12
        assert all(revisions == [1, 2, 3, 4, 5] for revisions in in_order(hook.taken).values())
        assert all(request.is_signed() for request in hook.requests)
        assert len(hook.requests) > len(hook.taken) == 60


async def test_one_alert_that_is_not_taken_holds_up_no_other(tmp_path: Path) -> None:
    async with (
        hooked(lambda r: 400 if r.json["data"]["story"] == "bad" else 200) as hook,
        desk(tmp_path, routes(hook.url)) as ours,
    ):
        await ours.tell("bad")
        await ours.tell("bad")
        for number in range(10):
            await ours.tell(f"good-{number}")
        await until(lambda: len(hook.taken) == 10)
        assert {r.json["data"]["revision"] for r in hook.requests if r.status == 400} == {1}
        await until(lambda: _waiting(ours, 2))


async def test_whoever_was_told_is_told_the_end(tmp_path: Path) -> None:
    """An alert that falls below the level of the route is still the receiver's."""
    async with hooked() as hook, desk(tmp_path, routes(hook.url)) as ours:
        await ours.tell("a")
        await ours.tell("a", level=3)
        await ours.tell("a", level=3, status="cancelled")
        await ours.settled()
        assert [request.json["data"]["status"] for request in hook.requests] == ["raised", "updated", "cancelled"]


async def test_what_is_muted_is_not_sent(tmp_path: Path) -> None:
    async with hooked() as hook, desk(tmp_path, routes(hook.url)) as ours:
        await ours.tell("a", muted=("silenced by Kim until noon: exercise",))
        await ours.tell("b")
        await ours.settled()
        assert [request.json["data"]["story"] for request in hook.requests] == ["b"]


async def test_what_waits_is_sent_after_a_restart_and_nothing_twice(tmp_path: Path) -> None:
    async with hooked() as hook:
        async with desk(tmp_path, routes("http://127.0.0.1:9/")) as ours:
            await ours.tell("a")
            await until(lambda: _failing(ours))
        async with desk(tmp_path, routes(hook.url)) as ours:
            ours.told = 1
            await ours.tell("b")
            await ours.settled()
        async with desk(tmp_path, routes(hook.url)) as ours:
            await ours.settled()
        assert sorted(request.json["data"]["story"] for request in hook.requests) == ["a", "b"]


async def _failing(ours: Desk) -> bool:
    return (await ours.state()).failing_since is not None


async def test_a_receiver_is_told_what_comes_after_it(tmp_path: Path) -> None:
    async with hooked() as hook, desk(tmp_path, Book()) as ours:
        await ours.tell("before")
        await ours.courier.use(routes(hook.url))
        await ours.tell("after")
        await ours.settled()
        assert [request.json["data"]["story"] for request in hook.requests] == ["after"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:{port}/", "127.0.0.1 is no public address"),
        ("http://localhost:{port}/", "is no public address"),
        ("http://2130706433:{port}/", "127.0.0.1 is no public address"),
        ("http://127.1:{port}/", "127.0.0.1 is no public address"),
        ("http://[::ffff:127.0.0.1]:{port}/", "127.0.0.1 is no public address"),
        ("http://169.254.169.254/latest/meta-data", "169.254.169.254 is no public address"),
        ("http://10.0.0.1/", "10.0.0.1 is no public address"),
        ("https://[fd00::1]/", "fd00::1 is no public address"),
        ("https://nowhere.invalid/", "can't be resolved"),
    ],
)
async def test_our_own_network_is_not_sent_to(tmp_path: Path, url: str, reason: str) -> None:
    async with hooked() as hook:
        port = hook.url.split(":")[2].split("/")[0]
        async with desk(tmp_path, routes(url.format(port=port)), allowed=()) as ours:
            await ours.tell("a")
            await until(lambda: _failing(ours))
            assert reason in str((await ours.state()).error)
        assert hook.requests == []


async def test_a_redirect_is_not_followed(tmp_path: Path) -> None:
    async with hooked() as target, hooked(lambda _: 307) as hook:
        hook.headers = f"Location: {target.url}\r\n"
        async with desk(tmp_path, routes(hook.url)) as ours:
            await ours.tell("a")
            await until(lambda: _failing(ours))
            assert "answers 307: redirects are not followed" in str((await ours.state()).error)
        assert target.requests == []


async def test_what_is_not_taken_for_long_is_a_dead_letter_and_can_be_sent_again(tmp_path: Path) -> None:
    statuses = iter([500, 410, 204, 204, 204, 204])
    async with hooked(lambda _: next(statuses)) as hook, desk(tmp_path, routes(hook.url)) as ours:
        await ours.tell("a")
        state = await ours.settled()
        assert (state.dead_letters, state.error) == (1, "answers 410")
        await ours.tell("a")
        await ours.settled()
        async with answering(ours) as client:
            shown = (await client.get("/v1/receivers/desk")).json()
            assert (shown["dead_letters"], shown["letters"][0]["error"]) == (1, "answers 410")
            assert (await client.post("/v1/receivers/desk/redeliver", json={"dead_letters": True})).json() == {
                "queued": 1
            }
            assert (await ours.settled()).dead_letters == 0
            assert await again(client, alert=hook.requests[0].json["data"]["id"]) == {"queued": 2}
            await ours.settled()
        assert [r.json["data"]["revision"] for r in hook.requests] == [1, 1, 2, 1, 1, 2]
        assert len({r.headers["webhook-id"] for r in hook.requests}) == 2


async def test_a_new_receiver_can_be_sent_what_its_routes_would_have_led_to(tmp_path: Path) -> None:
    async with hooked() as old, hooked() as new, desk(tmp_path, routes(old.url)) as ours:
        await ours.tell("a")
        await ours.tell("quiet", level=3)
        await ours.tell("a", status="resolved", level=2)  # below its level: it goes to whoever was told of the alert
        await ours.settled()
        await ours.courier.use(routes(new.url, name="newsroom"))
        async with answering(ours) as client:
            for since, count in (("2024-10-29", 0), ("2024-10-28", 2)):
                asked = {"all_since": f"{since}T00:00Z"}
                answer = await client.post("/v1/receivers/newsroom/redeliver", json=asked)
                assert answer.json() == {"queued": count}
            await until(lambda: len(new.taken) == 2)
        assert {request.json["data"]["story"] for request in new.taken} == {"a"}
        assert [request.json["data"]["revision"] for request in new.taken] == [1, 2]
        assert {r.headers["webhook-id"] for r in new.taken} == {r.headers["webhook-id"] for r in old.taken}


async def test_one_that_is_given_up_lets_the_next_of_its_alert_through(tmp_path: Path) -> None:
    def answer(request: Request) -> int:
        return 500 if request.json["data"]["revision"] == 1 else 204

    async with hooked(answer) as hook, desk(tmp_path, routes(hook.url, give_up="1s")) as ours:
        await ours.tell("a")
        await ours.tell("a")
        state = await ours.settled()
        assert (state.dead_letters, [r.json["data"]["revision"] for r in hook.taken]) == (1, [2])


@asynccontextmanager
async def answering(ours: Desk) -> AsyncIterator[httpx.AsyncClient]:
    book = RuleBook.of([rule()])
    app = api.build(api.Desk(ours.database, lambda: book, tail_of(ours.database), AlertsSettings()), list)
    add_receiver_routes(app, ours.database, ours.courier)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def again(client: httpx.AsyncClient, **asked: Any) -> Any:
    return (await client.post("/v1/receivers/desk/redeliver", json=asked)).json()


async def test_receivers_are_shown_as_they_are_without_what_is_secret(tmp_path: Path) -> None:
    async with hooked(lambda _: 503) as hook, desk(tmp_path, routes(f"{hook.url}/token-1234")) as ours:
        await ours.tell("a")
        await until(lambda: _failing(ours))
        async with answering(ours) as client:
            answer = await client.get("/v1/receivers")
            [shown] = answer.json()["items"]
            assert "token-1234" not in answer.text
            assert (shown["state"], shown["error"], shown["waiting"]) == ("failing", "answers 503", 1)
            assert shown["failing_since"]
            metrics = (await client.get("/metrics")).text
            assert 'tocsin_webhook_waiting{receiver="desk"} 1.0' in metrics
            assert (await client.get("/v1/receivers/nobody")).status_code == 404
            for asked, says in (({}, "say one of dead_letters"), ({"alert": ""}, "must have at least 1 character")):
                bad = await client.post("/v1/receivers/desk/redeliver", json=asked)
                assert (bad.status_code, says in bad.text) == (422, True)


@pytest.mark.parametrize("form", ["cap", "atom"])
async def test_a_receiver_chooses_the_form(tmp_path: Path, form: str) -> None:
    async with hooked() as hook, desk(tmp_path, routes(hook.url, format=form)) as ours:
        await ours.tell("a")
        await ours.tell("a", changes=("two origins",))
        await ours.settled()
        first, second = hook.requests
        assert first.is_signed()
        if form == "cap":
            assert b"<msgType>Alert</msgType>" in first.body
            assert b"<references>" in second.body
        else:
            assert feedparser.parse(first.body).entries[0].id == feedparser.parse(second.body).entries[0].id


@pytest.mark.parametrize("form", ["cloudevents", "atom"])
async def test_a_digest_tells_all_that_changed_in_one_message(tmp_path: Path, form: str) -> None:
    now = 1_000_000.0
    async with (
        hooked() as hook,
        desk(tmp_path, routes(hook.url, digest="1h", format=form), clock=lambda: now) as ours,
    ):
        for story in ("a", "b", "a"):
            await ours.tell(story)
        await until(lambda: _waiting(ours, 3))
        assert hook.requests == []
        now += 3600
        ours.courier.wake()
        await ours.settled()
        [request] = hook.requests
        if form == "cloudevents":
            assert request.headers["content-type"] == "application/cloudevents-batch+json"
            assert {(m["data"]["story"], m["data"]["revision"]) for m in request.json} == {("a", 2), ("b", 1)}
        else:
            assert len(feedparser.parse(request.body).entries) == 2


async def test_a_digest_that_waits_to_be_tried_again_is_told_before_what_came_after_it(tmp_path: Path) -> None:
    now, up = 1_000_000.0, False

    def digests() -> list[set[tuple[str, int]]]:
        return [{(m["data"]["story"], m["data"]["revision"]) for m in request.json} for request in hook.taken]

    async with (
        hooked(lambda _: 204 if up else 503) as hook,
        desk(tmp_path, routes(hook.url, digest="1h"), clock=lambda: now, first_wait=3600.0) as ours,
    ):
        await ours.tell("a")
        await ours.tell("c")
        await until(lambda: _waiting(ours, 2))
        now = 1_004_300.0
        ours.courier.wake()
        await until(lambda: _is_failing(ours))  # it is tried again in half an hour to an hour
        await ours.tell("a")
        await ours.tell("b")
        await until(lambda: _waiting(ours, 4))
        now, up = 1_004_401.0, True  # the next digest is due
        ours.courier.wake()
        await until(lambda: _waiting(ours, 3))
        now += 3600
        ours.courier.wake()
        await ours.settled()
        assert digests() == [{("b", 1)}, {("a", 2), ("c", 1)}]


async def test_after_a_clock_was_set_back_far_nothing_waits_longer_than_it_ever_would(tmp_path: Path) -> None:
    now, up = 1_000_000_000.0, False
    async with (
        hooked(lambda _: 204 if up else 503) as hook,
        desk(tmp_path, routes(hook.url), clock=lambda: now, first_wait=3600.0) as ours,
    ):
        await ours.tell("a")
        await until(lambda: _is_failing(ours))  # it is tried again in half an hour to an hour
        await ours.tell("a")
        now, up = now - 86_400.0, True
        ours.courier.wake()
        await ours.settled()
    assert [request.json["data"]["revision"] for request in hook.taken] == [1, 2]


async def _is_failing(ours: Desk) -> bool:
    return (await ours.state()).failing_since is not None


async def _waiting(ours: Desk, count: int) -> bool:
    return (await ours.state()).waiting == count


async def test_a_receiver_that_is_away_is_asked_seldom_and_then_gets_all(tmp_path: Path) -> None:
    up = False
    async with hooked(lambda _: 204 if up else 503) as hook, desk(tmp_path, routes(hook.url), first_wait=30.0) as ours:
        for number in range(100):
            await ours.tell(f"story-{number}")
        await until(lambda: len(hook.requests) >= 5)
        assert len(hook.requests) <= 32
        up = True
        async with answering(ours) as client:
            await again(client, since="2024-10-28T00:00:00Z")
        await ours.settled()
        assert len(in_order(hook.taken)) == 100
