"""What the alerts service answers, over a real file."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiosqlite
import feedparser
import httpx
import pytest

from services.alerts.api import routes as api
from services.alerts.api.following import tail_of
from services.alerts.api.noise import add_noise_routes
from services.alerts.engine.selecting import codes_of
from services.alerts.engine.signals import Rules
from services.alerts.rules.loading import RuleBook
from services.alerts.settings import AlertsSettings
from services.alerts.store.store import SCHEMA, Ledger
from tests.builders import NOW, actor, event, event_recorded, recorded, rule
from tests.unit.alerts.test_engine import FIGHTING
from tocsin.following import Tail
from tocsin.keys import make_key
from tocsin.records import Alert
from tocsin.sqlite import Database

BOOK = RuleBook.of([rule(), FIGHTING])


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Five alerts of level 5, and one of level 6 told last."""
    async with Database.open(tmp_path / "alerts.db", SCHEMA) as database:
        events = [recorded(id=f"ev-{number}", story=f"story-{number}") for number in range(5)]
        events.append(recorded(event("ASSAULT", None, actors=(actor("RUS"),)), id="ev-9", story="story-1"))
        async with database.transaction() as connection:
            ledger = Ledger(Rules(BOOK), "/tocsin/alerts/test", lambda: NOW)
            await ledger.apply(connection, [event_recorded(item) for item in events])
        app = api.build(api.Desk(database, lambda: BOOK, tail_of(database), AlertsSettings()), list)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            yield client


async def get(client: httpx.AsyncClient, path: str, code: int = 200, /, **query: Any) -> Any:
    answer = await client.get(path, params=query)
    assert answer.status_code == code, answer.text
    return answer.json()


async def test_alerts_are_listed_with_the_last_told_first(client: httpx.AsyncClient) -> None:
    found = await get(client, "/v1/alerts")
    assert [item["story"] for item in found["items"]] == [
        "story-1",
        "story-4",
        "story-3",
        "story-2",
        "story-1",
        "story-0",
    ]
    assert (found["next"], found["as_of"]) == (None, 6)


async def pages(client: httpx.AsyncClient, limit: int) -> list[int]:
    """How long the pages of the list are; fails if an alert is on two."""
    seen: list[str] = []
    sizes: list[int] = []
    cursor: dict[str, str] = {}
    while cursor or not sizes:
        page = await get(client, "/v1/alerts", limit=limit, **cursor)
        sizes.append(len(page["items"]))
        seen += [item["id"] for item in page["items"]]
        cursor = {"cursor": page["next"]} if page["next"] else {}
    assert len(set(seen)) == len(seen)
    return sizes


async def test_pages_follow_each_other_without_gap_or_repeat(client: httpx.AsyncClient) -> None:
    assert await pages(client, 4) == [4, 2]


async def test_pages_of_alerts_of_which_nothing_was_told_yet_follow_each_other_too(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    async with aiosqlite.connect(tmp_path / "alerts.db") as connection:
        await connection.execute("UPDATE alerts SET sequence = 0 WHERE sequence < 6")
        await connection.commit()
    assert await pages(client, 2) == [2, 2, 2]


async def test_alerts_are_found_by_those_concerned(client: httpx.AsyncClient) -> None:
    every = (await get(client, "/v1/alerts"))["items"]
    codes = {item["id"]: codes_of(Alert.model_validate(item)) for item in every}
    assert {"PRK", "RUS"} <= frozenset().union(*codes.values())
    for asked in (["PRK"], ["Russia"], ["PRK", "RUS"], ["KOR"]):
        found = (await get(client, "/v1/alerts", country=asked))["items"]
        wanted = {"RUS" if code == "Russia" else code for code in asked}
        assert {item["id"] for item in found} == {id_ for id_, of in codes.items() if of & wanted}
    assert "no country or organisation" in (await get(client, "/v1/alerts", 422, country="R"))["detail"]


async def test_filters_are_joined(client: httpx.AsyncClient) -> None:
    assert len((await get(client, "/v1/alerts", level_min=6))["items"]) == 1
    assert len((await get(client, "/v1/alerts", signal="foreign-deployment", status="raised"))["items"]) == 5
    assert (await get(client, "/v1/alerts", status=["cancelled", "resolved"]))["items"] == []


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ({"signal": "nonsense"}, 422, "signal: must be 'alliance-consultation'"),
        (
            {"status": "no"},
            422,
            "status: must be 'raised', 'updated', 'acknowledged', 'resolved', 'cancelled' or 'pend",
        ),
        ({"level": 5}, 422, "level: there is no such parameter; the parameters are status, signal, country, level_min"),
        ({"limit": 0}, 422, "limit: must be greater than or equal to 1"),
        ({"cursor": "nonsense!"}, 422, "cursor: give the `next`"),
        ({"cursor": "dG9sZDotMQ=="}, 422, "cursor: give the `next`"),
    ],
)
async def test_a_query_that_is_not_in_order_is_told_what_is_wrong(
    client: httpx.AsyncClient, query: dict[str, Any], status: int, says: str
) -> None:
    assert (await get(client, "/v1/alerts", status, **query))["detail"].startswith(says)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        (
            "/v1/alerts/stream",
            "x: there is no such parameter; the parameters are status, signal, country, level_min, after",
        ),
        ("/v1/alerts/a", "x: there is no such parameter; the parameters are format"),
        ("/v1/ladder", "x: there is no such parameter; the parameters are name, code, limit"),
        ("/v1/rules", "x: no parameter is allowed here"),
    ],
)
async def test_what_is_not_known_is_refused_rather_than_ignored(
    client: httpx.AsyncClient, path: str, says: str
) -> None:
    assert (await get(client, path, 422, x=1))["detail"] == says


async def test_an_alert_comes_with_its_history(client: httpx.AsyncClient) -> None:
    newest = (await get(client, "/v1/alerts"))["items"][0]
    found = await get(client, f"/v1/alerts/{newest['id']}")
    assert found["alert"] == newest
    assert [message["type"] for message in found["history"]] == ["tocsin.alert.raised.v1"]
    assert found["history"][0]["data"] == newest


async def test_alerts_are_handed_out_as_atom_and_as_cap(client: httpx.AsyncClient) -> None:
    newest = (await get(client, "/v1/alerts", limit=2))["items"]
    atom = await client.get("/v1/alerts", params={"format": "atom", "limit": 2})
    assert atom.headers["content-type"].startswith("application/atom+xml")
    assert [entry.summary for entry in feedparser.parse(atom.content).entries] == [item["summary"] for item in newest]
    cap = await client.get(f"/v1/alerts/{newest[0]['id']}", params={"format": "cap"})
    assert cap.headers["content-type"].startswith("application/cap+xml")
    assert newest[0]["id"] in cap.text
    one = await client.get(f"/v1/alerts/{newest[0]['id']}", params={"format": "atom"})
    assert feedparser.parse(one.content).entries[0].summary == newest[0]["summary"]


async def test_an_unknown_alert_and_an_unknown_rule_are_not_found(client: httpx.AsyncClient) -> None:
    assert (await get(client, "/v1/alerts/nope", 404))["title"] == "No such alert"
    assert (await get(client, "/v1/rules/nope", 404))["title"] == "No such rule"


async def test_the_ladder_lists_pairs_and_stories_with_the_level_before(client: httpx.AsyncClient) -> None:
    found = (await get(client, "/v1/ladder"))["items"]
    assert found[0] | {"alerts": 1} == {
        "name": "story-1",
        "level": 6,
        "previous": 5,
        "at": "2024-10-18T09:00:00Z",
        "alerts": 1,
    }
    [pair] = (await get(client, "/v1/ladder", code="PRK"))["items"]
    assert (pair["name"], pair["level"], pair["previous"]) == ("PRK,RUS", 5, None)
    assert (await get(client, "/v1/ladder", name=["story-2", "PRK,RUS"]))["items"][0]["level"] == 5
    assert (await get(client, "/v1/ladder", code="story-1"))["items"] == []


async def test_rules_are_shown_with_their_version(client: httpx.AsyncClient) -> None:
    found = await get(client, "/v1/rules")
    assert [item["id"] for item in found["items"]] == ["fighting", "troops-abroad"]
    assert found["as_of"] == BOOK.version
    one = await get(client, "/v1/rules/troops-abroad")
    assert one == found["items"][1]
    assert one["version"] == rule().version


async def test_the_service_describes_itself(client: httpx.AsyncClient) -> None:
    paths = (await get(client, "/openapi.json"))["paths"]
    assert {"/v1/alerts", "/v1/alerts/{alert_id}", "/v1/rules", "/v1/rules/{rule_id}", "/metrics"} <= set(paths)


async def asked_from(address: str, settings: AlertsSettings, headers: dict[str, str]) -> httpx.Response:
    """The answer to a silence that is asked for from an address; 422 means that whoever asks may."""
    nothing: Any = None
    app = api.build(api.Desk(nothing, lambda: BOOK, Tail(nothing), settings), list)
    add_noise_routes(app, nothing, nothing, nothing)
    transport = httpx.ASGITransport(app, client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        assert (await client.get("/v1/rules")).status_code == 200
        return await client.post("/v1/silences", json={})


KEY, DIGEST = make_key()


@pytest.mark.parametrize(
    ("address", "keys", "headers", "status"),
    [
        ("127.0.0.1", "", {}, 422),
        ("127.0.0.1", "", {"Origin": "https://elsewhere.example"}, 403),
        ("192.0.2.7", "", {}, 401),
        ("127.0.0.1", DIGEST, {}, 401),
        ("192.0.2.7", DIGEST, {"Authorization": f"Bearer {KEY}"}, 422),
        ("192.0.2.7", DIGEST, {"Authorization": "Bearer nonsense"}, 401),
    ],
    ids=["here", "from a page", "elsewhere", "here without the key", "elsewhere with it", "elsewhere with another"],
)
async def test_who_changes_something_must_be_here_or_show_a_key(
    address: str, keys: str, headers: dict[str, str], status: int
) -> None:
    answer = await asked_from(address, AlertsSettings(alerts_keys=keys), headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
