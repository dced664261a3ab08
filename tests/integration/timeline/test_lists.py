"""Articles, stories, actors; figures; what changed; why: over HTTP, from a real file."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.timeline.api.desk import Desk
from services.timeline.api.routes import add_routes
from services.timeline.queries import catalogue, counting
from services.timeline.queries.questions import FACETS
from services.timeline.settings import TimelineSettings
from tests.builders import NOW, actor, alert, event, published, rung
from tests.integration.timeline.conftest import Timeline
from tocsin import answers
from tocsin.coding.reading import Occurred, Place, Quantity, Span
from tocsin.serving import api, listen, serve


def day(start: str, end: str | None = None) -> Occurred:
    return Occurred(start, end or start, "day", "text")


async def get(client: httpx.AsyncClient, path: str, **parameters: object) -> Any:
    answer = await client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


LONG = " ".join(f"word{n}" for n in range(100))


@pytest.fixture
async def told(timeline: Timeline) -> int:
    """Two copies of one text by two publishers, and another story later; the position after the first."""
    kursk = event("ASSAULT", "drone", occurred=day("2024-10-20"), actors=(actor("UKR"),), recipients=(actor("RUS"),))
    timeline.coder.by_article = {
        "a": (event(occurred=day("2024-10-18")), event("STATEMENT", "deny", occurred=day("2024-10-01", "2024-10-31"))),
        "b": (event(occurred=day("2024-10-18")),),
        "c": (kursk,),
    }
    at = NOW.replace(day=20)
    await timeline.record(published(id="a", text=LONG, published_at=at, source="Wire"))
    pin = (await timeline.rows("SELECT position FROM head"))[0][0]
    await timeline.record(published(id="b", text=LONG, published_at=at.replace(hour=15), source="Harbour Post"))
    await timeline.record(
        published(
            id="c", title="An oil depot burns", text="Drones over Kursk.", published_at=at.replace(day=22), source=None
        )
    )
    await timeline.record(rung(alert((await timeline.events())[0].data)))
    return pin


@pytest.mark.parametrize("short", [0, catalogue.SHORT])
async def test_articles_are_listed_by_when_they_were_published(
    client: httpx.AsyncClient, told: int, short: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "SHORT", short)  # words are looked for article by article, or for all at once
    page = answers.ArticlePage.model_validate(await get(client, "/v1/articles"))
    assert [(a.id, a.events, a.source) for a in page.items] == [
        ("c", 1, None),
        ("b", 1, "Harbour Post"),
        ("a", 2, "Wire"),
    ]
    for asked, found in (
        ({"order": "oldest"}, "abc"),
        ({"to": "2024-10-20"}, "ba"),
        ({"from": "2024-10-21"}, "c"),
        ({"source": "Wire"}, "a"),
        ({"q": "word7 word8"}, "ba"),
        ({"q": "drones"}, "c"),
        ({"q": '"word8 word7"'}, ""),
        ({"story": page.items[1].story}, "ba"),
        ({"as_of": told}, "a"),
    ):
        assert "".join(item["id"] for item in (await get(client, "/v1/articles", **asked))["items"]) == found, asked
    first = await get(client, "/v1/articles", limit=2)
    assert [item["id"] for item in (await get(client, "/v1/articles", cursor=first["next"]))["items"]] == ["a"]


async def test_actors_are_counted_by_role(client: httpx.AsyncClient, told: int) -> None:
    page = answers.ActorPage.model_validate(await get(client, "/v1/actors"))
    counts = {a.code: (a.as_actor, a.as_recipient, a.as_against) for a in page.items}
    assert counts == {"PRK": (3, 0, 0), "RUS": (0, 4, 0), "UKR": (1, 0, 0)}
    late = answers.ActorPage.model_validate(await get(client, "/v1/actors", **{"from": "2024-10-19"}))
    assert [a.code for a in late.items] == ["RUS", "UKR"]


@pytest.mark.parametrize("asked", [{}, {"country": "RUS"}])
async def test_facets_count_the_same_from_tallies_and_one_by_one(
    client: httpx.AsyncClient, told: int, asked: dict[str, str]
) -> None:
    assert "signal" not in (await get(client, "/v1/facets", **asked))["facets"]
    found = answers.Facets.model_validate(await get(client, "/v1/facets", by=",".join(FACETS), **asked))
    values = {name: {v.value: v.count for v in facet} for name, facet in found.facets.items()}
    assert values["type"] == {"MOBILIZE": 2, "STATEMENT": 1, "ASSAULT": 1}
    assert values["pair"] == {"PRK>RUS": 3, "UKR>RUS": 1}
    assert values["source"] == {"Wire": 2, "Harbour Post": 1}
    assert values["context"] == {"military": 4}
    assert values["signal"] == {"foreign-deployment": 1}
    assert values["level"] == {5: 1}
    assert (found.count.value, found.count.relation) == (4, "exact")


async def test_facets_say_when_they_did_not_count_on(
    client: httpx.AsyncClient, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "COUNTED", 2)
    found = await get(client, "/v1/facets", country="RUS", by="type")
    assert found["count"] == {"value": 2, "relation": "at-least"}
    assert set(found["facets"]) == {"type"}
    assert (await get(client, "/v1/series", country="RUS", measure="level"))["complete"] is False


@pytest.mark.parametrize("context", [{}, {"context": "military"}, {"context": "military", "order_": None}])
async def test_a_series_counts_what_began_in_each_step(
    client: httpx.AsyncClient, told: int, context: dict[str, str]
) -> None:
    asked = {name: value for name, value in context.items() if value}
    days = answers.Series.model_validate(await get(client, "/v1/series", **asked))
    assert [(p.start, p.count) for p in days.series[0].points] == [("2024-10-18", 2), ("2024-10-20", 1)]
    assert days.coarser == 1  # it was told of a month only
    months = answers.Series.model_validate(await get(client, "/v1/series", every="month", **asked))
    assert [(p.start, p.count) for p in months.series[0].points] == [("2024-10-01", 4)]
    weeks = answers.Series.model_validate(await get(client, "/v1/series", every="week", by="pair", **asked))
    assert [(line.value, [(p.start, p.count) for p in line.points]) for line in weeks.series] == [
        ("PRK>RUS", [("2024-10-14", 2)]),
        ("UKR>RUS", [("2024-10-14", 1)]),
    ]


async def test_a_series_gives_the_highest_level_too(client: httpx.AsyncClient, told: int) -> None:
    levels = answers.Series.model_validate(await get(client, "/v1/series", measure="level", by="signal"))
    assert [(line.value, line.points[0].level) for line in levels.series] == [("foreign-deployment", 5)]
    assert (await get(client, "/v1/series", measure="level", as_of=told))["series"] == []


async def test_a_series_by_the_hour_has_what_is_told_to_the_minute(
    client: httpx.AsyncClient, timeline: Timeline
) -> None:
    minute = Occurred("2024-10-20T09:30:00+03:00", "2024-10-20T09:30:00+03:00", "minute", "text")
    timeline.coder.by_article = {"a": (event(occurred=minute), event(occurred=day("2024-10-20")))}
    await timeline.record(published(id="a"))
    found = await get(client, "/v1/series", every="hour")
    assert [p["start"] for p in found["series"][0]["points"]] == ["2024-10-20T06"]
    assert found["coarser"] == 1


@pytest.mark.parametrize("path", ["actors", "facets?by=type", "series?every=month", "diff?from=1"])
async def test_figures_are_not_sent_again_while_nothing_changed(
    client: httpx.AsyncClient, timeline: Timeline, told: int, path: str
) -> None:
    first = await client.get(f"/v1/{path}")
    unchanged = {"If-None-Match": first.headers["etag"]}
    assert (await client.get(f"/v1/{path}", headers=unchanged)).status_code == 304
    assert (await client.get(f"/v1/{path}")).content == first.content
    await timeline.record(published(id="later", text="Something else."))
    later = await client.get(f"/v1/{path}", headers=unchanged)
    assert (later.status_code, later.content != first.content) == (200, True)


async def test_a_diff_tells_what_came_what_went_and_what_rang(
    client: httpx.AsyncClient, timeline: Timeline, told: int
) -> None:
    now = (await get(client, "/v1/events"))["as_of"]
    timeline.coder.by_article["d"] = (event("RETREAT", "withdraw", occurred=day("2024-10-25")),)
    await timeline.record(published(id="d", revises="a", text="They left."))
    first = next(e for e in await timeline.events() if e.data.article.id == "a")
    await timeline.record(rung(alert(first.data, revision=2, status="cancelled", changes=("corrected",))))
    found = answers.Diff.model_validate(await get(client, "/v1/diff", **{"from": now}))
    assert (found.counts.articles, found.counts.events, found.counts.alerts) == (1, 1, 1)
    assert [e.event.type for e in found.events] == ["RETREAT"]
    assert {e.article.id for e in found.superseded} == {"a"}
    assert len(found.superseded) == 2
    (change,) = found.alerts
    assert (change.status, change.changes) == ("cancelled", ["corrected"])
    assert change.before is not None
    assert change.before.status == "raised"
    nothing = answers.Diff.model_validate(await get(client, "/v1/diff", **{"from": now, "to": now}))
    assert nothing.events == nothing.superseded == nothing.alerts == []
    assert (await client.get("/v1/diff", params={"from": now, "to": 1})).status_code == 422


async def test_a_list_gives_the_fields_that_are_asked_for(client: httpx.AsyncClient, told: int) -> None:
    page = await get(client, "/v1/events", fields="id,event.type,article.title", limit=1)
    assert set(page["items"][0]) == {"id", "event", "article"}
    assert page["items"][0]["event"] == {"type": "ASSAULT"}
    for wrong in ({"fields": "colour"}, {"fields": "id", "format": "csv"}):
        answer = await client.get("/v1/events", params=wrong)
        assert answer.status_code == 422
        assert "fields" in answer.json()["detail"]


async def test_a_list_counts_and_says_how_far(
    client: httpx.AsyncClient, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await get(client, "/v1/events", count="true", limit=1))["count"] == {"value": 4, "relation": "exact"}
    monkeypatch.setattr("services.timeline.queries.lists.COUNTED", 2)
    assert (await get(client, "/v1/events", count="true"))["count"] == {"value": 2, "relation": "at-least"}


@pytest.fixture
async def alerts_url() -> AsyncIterator[str]:
    """A service that answers as alerts does when it is asked what it decided."""
    app = api("alerts", "in a test", list)

    @app.get("/v1/decisions")
    async def decisions(article: str, limit: int, event: str | None = None) -> dict[str, Any]:
        decision = {"number": 1, "at": "2024-10-28T12:00:00Z", "verdict": "stopped", "reason": f"of {article}"}
        return {"items": [{**decision, "rule": "troops", "article": article, "event": event, "alert": None}][:limit]}

    stop, listener = asyncio.Event(), listen("127.0.0.1", 0)
    serving = asyncio.create_task(serve(app, listener, stop))
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    stop.set()
    await serving


async def why_of(timeline: Timeline, url: str, path: str) -> Any:
    made = api("timeline", "in a test", list)
    settings = TimelineSettings(timeline_alerts_url=url)
    add_routes(made, Desk(timeline.database, timeline.tail, timeline.coder, settings))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made), base_url="http://timeline") as client:
        return await get(client, path)


async def test_why_names_the_words_the_codebook_and_what_alerts_decided(timeline: Timeline, alerts_url: str) -> None:
    await timeline.record(published(id="a"))
    identity = (await timeline.events())[0].id
    found = answers.Why.model_validate(await why_of(timeline, alerts_url, f"/v1/events/{identity}/why"))
    assert (found.pattern, found.trigger.text, found.read_so_today) == ("test.move", "moved", True)
    assert found.codebook == found.codebook_in_use
    assert found.decisions.items is not None
    assert (found.decisions.items[0].verdict, found.decisions.items[0].event) == ("stopped", identity)


async def test_why_not_tells_which_guard_stopped_what(timeline: Timeline, alerts_url: str) -> None:
    await timeline.record(published(id="a"))
    found = answers.WhyNot.model_validate(await why_of(timeline, alerts_url, "/v1/articles/a/why-not"))
    assert found.decisions.items is not None
    assert found.decisions.items[0].reason == "of a"


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:1", "http://"])
async def test_why_says_so_when_alerts_does_not_answer(timeline: Timeline, url: str) -> None:
    await timeline.record(published(id="a"))
    found = answers.WhyNot.model_validate(await why_of(timeline, url, "/v1/articles/a/why-not"))
    assert found.decisions.items is None
    assert found.decisions.problem


async def test_one_address_may_not_ask_too_often(timeline: Timeline) -> None:
    made = api("timeline", "in a test", list)
    add_routes(made, Desk(timeline.database, timeline.tail, timeline.coder, TimelineSettings(timeline_rate=2)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made), base_url="http://timeline") as client:
        answered = [(await client.get("/v1/actors")) for _ in range(40)]
        refused = [answer for answer in answered if answer.status_code == 429]
        assert refused
        assert int(refused[0].headers["retry-after"]) >= 1
        assert refused[0].headers["content-type"] == "application/problem+json"
        assert (await client.get("/health/live")).status_code == 200


async def test_the_feed_has_what_is_asked_for(client: httpx.AsyncClient, told: int, app: FastAPI) -> None:
    async def kinds(**asked: object) -> list[str]:
        page = await get(client, "/v1/feed", **asked)
        return [item["message"]["type"].split(".")[1] for item in page["items"]]

    assert await kinds(actor="UKR") == ["event"]
    assert await kinds(level_min=5) == ["alert"]
    assert await kinds(level_min=6) == []
    assert await kinds(country="PRK", kind="alert,event", type="MOBILIZE") == ["event", "event"]
    assert await kinds(country="PRK", kind="alert") == ["alert"]
    assert await kinds(source="Harbour Post", kind="article,event") == ["article", "event"]


@pytest.mark.parametrize(
    "asked",
    [
        {"actor": "UKR"},
        {"country": "PRK,USA", "recipient": "RUS"},
        {"type": "STATEMENT", "mode": "deny", "context": "military"},
        {"from": "2024-10-19", "to": "2024-10-20"},
        {"to": "2024-10-05"},
        {"place": "kursk "},
        {"bbox": "30,50,40,53"},
        {"quantity_min": 10, "unit": "Soldiers"},
        {"quantity_max": 9},
        {"unit": "tanks"},
        {"source": "Wire"},
        {"q": "drones -word7"},
        {"q": '"word7 word8"', "type": "MOBILIZE"},
        {"evidence": '"ten of" -tanks'},
    ],
)
async def test_the_feed_takes_the_same_filters_as_events(
    client: httpx.AsyncClient, timeline: Timeline, told: int, asked: dict[str, Any]
) -> None:
    def counted(number: int, unit: str) -> tuple[Quantity, ...]:
        return (Quantity(number, number, number, unit, None, "reported", None, "text", 0, 2, f"{number}"),)

    kursk = Place("Kursk", "RUS", "text", 3, 8)
    timeline.coder.by_article["d"] = (event("AID", None, place=kursk, quantities=counted(3, "tanks")),)
    timeline.coder.by_article["e"] = (
        event(quantities=counted(10, "soldiers"), evidence=Span("text", 0, 12, "Ten of them.")),
    )
    await timeline.record(published(id="d", text="To Kursk."), published(id="e", text="Ten of them."))
    listed = [item["id"] for item in (await get(client, "/v1/events", **asked))["items"]]
    followed = [item["message"]["id"] for item in (await get(client, "/v1/feed", kind="event", **asked))["items"]]
    assert 0 < len(listed) < 6
    assert sorted(followed) == sorted(listed)


async def test_the_feed_looks_for_words_in_articles_too(client: httpx.AsyncClient, told: int) -> None:
    found = (await get(client, "/v1/feed", q="oil"))["items"]
    assert [item["message"]["type"].split(".")[1] for item in found] == ["article", "event"]
