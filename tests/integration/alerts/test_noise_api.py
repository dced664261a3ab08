"""Acknowledging, silencing and asking why, over HTTP and a real file."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.alerts.api import routes as api
from services.alerts.api.following import tail_of
from services.alerts.api.noise import add_noise_routes
from services.alerts.engine.signals import Rules
from services.alerts.rules.loading import RuleBook
from services.alerts.settings import AlertsSettings
from services.alerts.store.store import SCHEMA, UNSENT, Ledger
from tests.builders import NOW, event, event_recorded, recorded, rule
from tests.unit.alerts.test_engine import FIGHTING
from tocsin.records import RecordedEvent
from tocsin.sqlite import Database

BOOK = RuleBook.of([rule(), FIGHTING])
LONG_AGO, FAR_AHEAD = "2020-01-01T00:00:00Z", "2900-01-01T00:00:00Z"
"""Silences are made by the wall clock, and hold by the time at which an event was recorded."""


@dataclass
class Desk:
    http: httpx.AsyncClient
    database: Database
    ledger: Ledger
    woken: list[None] = field(default_factory=list)

    async def tell(self, *events: RecordedEvent) -> list[str]:
        """The ids of the alerts that are told."""
        async with self.database.transaction() as connection:
            return [a.id for a in await self.ledger.apply(connection, [event_recorded(item) for item in events])]

    async def ask(self, method: str, path: str, code: int = 200, **request: Any) -> Any:
        answer = await self.http.request(method, path, **request)
        assert answer.status_code == code, answer.text
        return answer.json()

    async def outbox(self) -> list[dict[str, Any]]:
        async with self.database.reading() as db, db.execute(UNSENT, {"after": 0, "limit": 100}) as rows:
            return [json.loads(message) async for _, message in rows]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Database.open(tmp_path / "alerts.db", SCHEMA) as database:
        ledger = Ledger(Rules(BOOK), "/tocsin/alerts/test", lambda: NOW + timedelta(hours=1))
        app = api.build(api.Desk(database, lambda: BOOK, tail_of(database), AlertsSettings()), list)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            desk = Desk(client, database, ledger)
            add_noise_routes(app, database, ledger, lambda: desk.woken.append(None))
            yield desk


async def test_an_acknowledgement_is_told_to_subscribers_once(desk: Desk) -> None:
    [name] = await desk.tell(recorded())
    by = {"by": "night desk", "note": "calling Seoul"}

    alert = await desk.ask("POST", f"/v1/alerts/{name}/ack", json=by)
    again = await desk.ask("POST", f"/v1/alerts/{name}/ack", json=by)

    assert (alert["status"], alert["revision"]) == ("acknowledged", 2)
    assert alert["acknowledged"] == {**by, "at": "2024-10-28T13:00:00Z"}
    assert alert["changes"] == ["acknowledged by night desk: calling Seoul"]
    assert again == alert
    assert [m["type"] for m in await desk.outbox()] == ["tocsin.alert.raised.v1", "tocsin.alert.acknowledged.v1"]
    assert (await desk.outbox())[1]["causationid"] is None
    assert desk.woken


async def test_news_after_an_acknowledgement_is_told_and_keeps_it_unless_the_level_rises(desk: Desk) -> None:
    fight = event("ASSAULT", "heavy-weapons")
    [name] = await desk.tell(recorded(fight))
    await desk.ask("POST", f"/v1/alerts/{name}/ack", json={"by": "night desk"})

    await desk.tell(recorded(fight, id="ev-2", source="Lake Gazette"))

    alert = (await desk.ask("GET", f"/v1/alerts/{name}"))["alert"]
    assert (alert["status"], alert["level"], alert["acknowledged"]) == ("updated", 7, None)
    assert "to be acknowledged anew: night desk saw level 6" in alert["changes"]


async def test_what_is_over_or_unknown_can_not_be_acknowledged(desk: Desk) -> None:
    [name] = await desk.tell(recorded())
    await desk.tell(recorded(event("CONSULT", None), id="ev-2", revises="art-ev-1"))
    said = await desk.ask("POST", f"/v1/alerts/{name}/ack", 409, json={"by": "me"})
    assert said["detail"] == "the alert is cancelled: there is nothing to look after"
    assert (await desk.ask("POST", "/v1/alerts/nope/ack", 404, json={"by": "me"}))["title"] == "No such alert"
    said = await desk.ask("POST", f"/v1/alerts/{name}/ack", 422, json={"by": "  "})
    assert said["detail"].startswith("by: ")


def asked(**fields: Any) -> dict[str, Any]:
    return {
        "matches": {"signal": ["foreign-deployment"]},
        "by": "night desk",
        "reason": "announced exercise",
        "starts_at": LONG_AGO,
        "ends_at": FAR_AHEAD,
    } | fields


async def test_a_silenced_alert_is_recorded_and_told_as_muted_with_the_reason(desk: Desk) -> None:
    await desk.ask("POST", "/v1/silences", 201, json=asked())
    await desk.tell(recorded())
    [message] = await desk.outbox()
    said = "silenced by night desk until 2900-01-01 00:00 UTC: announced exercise"
    assert message["data"]["muted"] == [said]
    [decision] = (await desk.ask("GET", "/v1/decisions", params={"article": "art-ev-1"}))["items"]
    assert (decision["verdict"], decision["reason"]) == ("muted", said)


async def test_a_silence_mutes_what_it_picks_alone(desk: Desk) -> None:
    await desk.ask("POST", "/v1/silences", 201, json=asked(matches={"country": ["KOR"]}))
    await desk.ask("POST", "/v1/silences", 201, json=asked(matches={"level_min": 7}))
    await desk.ask("POST", "/v1/silences", 201, json=asked(ends_at="2900-01-02T00:00:00Z", starts_at=FAR_AHEAD))
    await desk.tell(recorded())
    assert [message["data"]["muted"] for message in await desk.outbox()] == [[]]


async def test_the_end_of_what_rang_is_heard_through_a_silence(desk: Desk) -> None:
    await desk.tell(recorded())
    await desk.ask("POST", "/v1/silences", 201, json=asked())
    await desk.tell(recorded(event("CONSULT", None), id="ev-2", revises="art-ev-1"))
    cancelled = (await desk.outbox())[1]
    assert (cancelled["type"], cancelled["data"]["muted"]) == ("tocsin.alert.cancelled.v1", [])


async def test_a_silence_is_listed_shown_and_ended(desk: Desk) -> None:
    made = await desk.ask("POST", "/v1/silences", 201, json=asked())
    assert (made["state"], made["matches"]) == ("active", {"signal": ["foreign-deployment"]})
    assert await desk.ask("POST", "/v1/silences", 201, json=asked()) == made
    assert (await desk.ask("GET", "/v1/silences"))["items"] == [made]
    ended = await desk.ask("DELETE", f"/v1/silences/{made['id']}")
    assert ended["state"] == "ended"
    assert await desk.ask("DELETE", f"/v1/silences/{made['id']}") == ended
    assert await desk.ask("GET", f"/v1/silences/{made['id']}") == ended
    assert (await desk.ask("GET", "/v1/silences", params={"state": "active"}))["items"] == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"matches": {}}, "matches: say which alerts are meant; allowed: alert, rule, signal"),
        ({"matches": {"signals": ["x"]}}, "matches.signals: there is no such field"),
        ({"matches": {"signal": ["nonsense"]}}, "matches.signal.0: must be 'alliance-consultation'"),
        ({"matches": {"country": ["Atlantis"]}}, "matches.country.0: 'Atlantis' is no country or org"),
        ({"matches": {"level_min": 5, "level_max": 3}}, "level_min: 5 is more than level_max, 3: nothing is both"),
        ({"ends_at": LONG_AGO}, "ends_at: must be later than starts_at"),
        ({"ends_at": "2020-01-02T00:00:00Z"}, "ends_at: must be in the future"),
        ({"ends_at": "tomorrow"}, "ends_at: must be a valid datetime"),
        ({"reason": ""}, "reason: must have at least 1 character"),
    ],
)
async def test_a_silence_that_is_not_in_order_is_refused_with_the_reason(
    desk: Desk, fields: dict[str, Any], says: str
) -> None:
    assert says in (await desk.ask("POST", "/v1/silences", 422, json=asked(**fields)))["detail"]
    assert (await desk.ask("GET", "/v1/silences"))["items"] == []


async def test_a_silence_of_a_country_may_name_it(desk: Desk) -> None:
    made = await desk.ask("POST", "/v1/silences", 201, json=asked(matches={"country": ["North Korea", "kor", "M23"]}))
    assert made["matches"] == {"country": ["PRK", "KOR", "M23"]}


async def test_an_unknown_silence_is_not_found(desk: Desk) -> None:
    for method in ("GET", "DELETE"):
        assert (await desk.ask(method, "/v1/silences/nope", 404))["title"] == "No such silence"


async def test_why_something_did_not_ring_can_be_asked(desk: Desk) -> None:
    old = event(modality="historical")
    await desk.tell(recorded(), recorded(id="ev-2", origin="art-ev-1"), recorded(old, id="ev-3"))

    found = (await desk.ask("GET", "/v1/decisions"))["items"]

    assert [(item["event"], item["verdict"], item["reason"]) for item in found] == [
        ("ev-3", "stopped", "recency: it is told as background"),
        ("ev-2", "known", "it is one report more of what subscribers know"),
        ("ev-1", "rings", "first told by Example Wire"),
    ]
    first = await desk.ask("GET", "/v1/decisions", params={"limit": 2})
    rest = await desk.ask("GET", "/v1/decisions", params={"limit": 2, "cursor": first["next"]})
    assert [*first["items"], *rest["items"]] == found
    assert rest["next"] is None
    for name, value in (("event", "ev-2"), ("article", "art-ev-2"), ("alert", found[1]["alert"])):
        assert found[1] in (await desk.ask("GET", "/v1/decisions", params={name: value}))["items"]
        plan = f"EXPLAIN QUERY PLAN SELECT * FROM decisions WHERE {name} = ? ORDER BY number DESC"
        async with desk.database.reading() as db, db.execute(plan, (value,)) as rows:
            assert f"USING INDEX decisions_{name}" in str([tuple(row) async for row in rows])
    narrowed = await desk.ask("GET", "/v1/decisions", params={"verdict": "stopped", "rule": "troops-abroad"})
    assert narrowed["items"] == found[:1]
    assert (await desk.ask("GET", "/v1/decisions", 422, params={"verdict": "no"}))["detail"].startswith("verdict: ")
