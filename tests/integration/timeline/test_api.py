"""The timeline's answers over HTTP, from a real file."""

import asyncio
import csv
import io
import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.timeline.queries.cursors import Cursor, digest
from services.timeline.queries.questions import EventQuery
from tests.builders import NOW, actor, alert, article, event, published, rung
from tests.integration.timeline.conftest import Timeline
from tocsin.answers import AlertPage, ArticleItem, EventItem, EventPage, FeedPage, WhyNot
from tocsin.coding.reading import Occurred


def day(date: str) -> Occurred:
    return Occurred(date, date, "day", "text")


async def told(timeline: Timeline, *days: str) -> None:
    """One article with one event for each day, called as the day."""
    for date in days:
        timeline.coder.by_article[date] = (event(occurred=day(date)),)
        await timeline.record(published(id=date, text=f"What happened on {date}."))


async def get(client: httpx.AsyncClient, path: str, **parameters: object) -> dict:
    answer = await client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def names(client: httpx.AsyncClient, **parameters: object) -> list[str]:
    page = await get(client, "/v1/events", **parameters)
    return [item["article"]["id"] for item in page["items"]]


async def test_events_come_in_the_order_in_which_they_occurred(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await told(timeline, "2024-10-20", "2024-10-08", "2024-10-28")
    assert await names(client) == ["2024-10-28", "2024-10-20", "2024-10-08"]
    assert await names(client, order="oldest") == ["2024-10-08", "2024-10-20", "2024-10-28"]


async def test_an_event_is_answered_as_it_was_published(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await timeline.record(published())
    page = await get(client, "/v1/events")
    EventPage.model_validate(page)
    record = json.loads((await timeline.events())[0].data.model_dump_json())
    item = next(item for item in page["items"] if item["id"] == record["id"])
    assert {key: item[key] for key in record} == record
    assert EventItem.model_validate(await get(client, f"/v1/events/{record['id']}")).position == item["position"]


async def test_pages_follow_each_other_and_late_news_does_not_move_them(
    client: httpx.AsyncClient, timeline: Timeline
) -> None:
    await told(timeline, *(f"2024-10-{n:02}" for n in range(1, 8)))
    first = await get(client, "/v1/events", limit=3)
    await told(timeline, "2024-10-06T12:00:00Z", "2023-01-01", "2024-12-01")
    seen, page = [], first
    while True:
        seen += [item["article"]["id"] for item in page["items"]]
        assert page["as_of"] == first["as_of"]
        if page["next"] is None:
            break
        page = await get(client, "/v1/events", limit=2, cursor=page["next"])
    assert seen == [f"2024-10-{n:02}" for n in range(7, 0, -1)]


async def test_as_of_answers_with_what_was_known_then(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await told(timeline, "2024-10-20")
    then = (await get(client, "/v1/events"))["as_of"]
    timeline.now = NOW.replace(hour=15)
    timeline.coder.by_article["b"] = (event("RETREAT", "withdraw"),)
    await timeline.record(published(id="b", text="No: they left.", revises="2024-10-20"))
    assert await names(client) == ["b"]
    assert await names(client, as_of=then) == ["2024-10-20"]
    assert await names(client, as_of="2024-10-28T14:00:00Z") == ["2024-10-20"]
    assert await names(client, as_of="2024-10-28T17:00:00+02:00") == ["b"]
    assert await names(client, as_of="2024-10-27") == []
    superseded = await get(client, f"/v1/events/{(await timeline.events())[0].id}")
    assert superseded["superseded_at"] == then + 1


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"from": "2024-10-20"}, {"strike", "talks"}),
        ({"to": "2024-10-20"}, {"move", "strike"}),
        ({"from": "2024-10-20T10:00:00Z", "to": "2024-10-20"}, {"strike"}),
        ({"to": "2024-10-20T07:00:00Z"}, {"move"}),
        ({"actor": "RUS"}, {"strike"}),
        ({"actor": "rus,PRK"}, {"strike", "move"}),
        ({"recipient": "UKR"}, {"strike"}),
        ({"country": "RUS"}, {"strike", "move"}),
        ({"type": "CONSULT"}, {"talks"}),
        ({"type": ["CONSULT", "ASSAULT"]}, {"talks", "strike"}),
        ({"mode": "aerial"}, {"strike"}),
        ({"modality": "future"}, {"talks"}),
        ({"certainty": "observed"}, {"strike"}),
        ({"stance": "confirms"}, {"strike"}),
        ({"signal": "foreign-deployment"}, {"move"}),
        ({"level_min": 5}, {"move"}),
        ({"level_max": 4}, set()),
        ({"level_min": 1, "level_max": 5}, {"move"}),
        ({"source": "Harbour Post"}, {"talks"}),
        ({"q": "power station"}, {"strike"}),
        ({"q": "STATION power"}, {"strike"}),
        ({"q": "Geneva"}, {"talks"}),
        ({"q": "nowhere"}, set()),
        ({"evidence": "Russian"}, {"move", "strike", "talks"}),
        ({"evidence": "Geneva"}, set()),
    ],
)
async def test_filters(client: httpx.AsyncClient, timeline: Timeline, parameters: dict, found: set[str]) -> None:
    rus, ukr = actor("RUS"), actor("UKR")
    timeline.coder.by_article = {
        "move": (event(occurred=day("2024-10-18")),),
        "strike": (
            event(
                "ASSAULT",
                "aerial",
                actors=(rus,),
                recipients=(ukr,),
                certainty="observed",
                stance="confirms",
                place=None,
                occurred=Occurred("2024-10-20T09:30:00+00:00", "2024-10-20T10:30:00+00:00", "minute", "text"),
            ),
        ),
        "talks": (
            event(
                "CONSULT",
                None,
                actors=(actor("CHE"),),
                recipients=(),
                modality="future",
                place=None,
                occurred=day("2024-11-02"),
            ),
        ),
    }
    await timeline.record(
        published(id="move"),
        published(id="strike", text="A power station was hit."),
        published(id="talks", title="To Geneva", text="Talks are due.", source="Harbour Post"),
    )
    first = next(e for e in await timeline.events() if e.data.article.id == "move")
    await timeline.record(rung(alert(first.data)))
    assert set(await names(client, **parameters)) == found


@pytest.mark.parametrize(
    "words", ["C++", "O'Reilly", "hello-world", '"unclosed', "NEAR(", "a OR", "*", "title:x", "né\0e"]
)
async def test_no_word_is_taken_for_query_syntax(client: httpx.AsyncClient, timeline: Timeline, words: str) -> None:
    await timeline.record(published(text=f"It says {words} here."))
    answer = await client.get("/v1/events", params={"q": words})
    assert answer.status_code == (422 if words == "*" else 200), answer.text
    if answer.status_code == 200:
        assert len(answer.json()["items"]) == 2


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/v1/events?colour=red", ["colour", "actor", "from", "level_min"]),
        ("/v1/events?type=WAR", ["type", "ASSAULT"]),
        ("/v1/events?mode=nuclear", ["mode", "martial-law"]),
        ("/v1/events?actor=K%20R", ["actor: 'K R' is no country", "South Korea"]),
        ("/v1/events?type=AID,WAR", ["type: must be"]),
        ("/v1/events?level_min=5&level_max=2", ["level_min: it is more than"]),
        ("/v1/events?fields=colour", ["fields: there is no 'colour'; the fields are"]),
        ("/v1/events?limit=0", ["limit", "greater than or equal to 1"]),
        ("/v1/events?from=yesterday", ["from", "2024-10-28"]),
        ("/v1/events?as_of=99", ["as_of", "position 0"]),
        ("/v1/events?as_of=soon", ["as_of", "position"]),
        ("/v1/events?cursor=abc", ["cursor", "next"]),
        ("/v1/events?q=%21%21", ["q", "no word"]),
        ("/v1/alerts?status=ringing", ["status", "raised"]),
        ("/v1/feed?after=nowhere", ["after", "next"]),
        ("/v1/feed?kind=tale", ["kind", "article"]),
        ("/v1/events/x?limit=3", ["limit", "no parameter"]),
    ],
)
async def test_a_wrong_parameter_is_named_with_what_is_allowed(
    client: httpx.AsyncClient, path: str, told: list[str]
) -> None:
    answer = await client.get(path)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert [word for word in told if word not in problem["detail"]] == []
    for fault in problem.get("errors", []):
        assert f"{fault['name']}: {fault['problem']}" in problem["detail"]


async def test_places_of_another_log_are_gone(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await told(timeline, "2024-10-01", "2024-10-02")
    cursor = (await get(client, "/v1/events", limit=1))["next"]
    after = (await get(client, "/v1/feed"))["next"]
    async with timeline.database.transaction() as connection:
        await connection.execute("UPDATE head SET log_id = 'restored'")
    assert (await client.get("/v1/events", params={"cursor": cursor})).status_code == 410
    assert (await client.get("/v1/feed", params={"after": after})).status_code == 410
    assert (await client.get("/v1/stream", params={"after": after})).status_code == 410


@pytest.mark.parametrize(
    ("as_of", "key"), [(0, ["\ud800", 1]), (0, ["2024", 2**63]), (-1, ["2024", 1]), (0, [True, 1])]
)
async def test_a_cursor_that_nobody_gave_is_none(client: httpx.AsyncClient, as_of: int, key: list[Any]) -> None:
    now = (await get(client, "/v1/feed"))["next"].partition(":")[0]
    filters = digest("EventQuery", EventQuery().filters())
    answer = await client.get("/v1/events", params={"cursor": Cursor(now, as_of, tuple(key), filters).token()})
    assert (answer.status_code, answer.json()["title"]) == (422, "Not a cursor")


async def test_a_cursor_goes_on_with_its_own_query_only(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await told(timeline, "2024-10-01", "2024-10-02")
    cursor = (await get(client, "/v1/events", limit=1))["next"]
    answer = await client.get("/v1/events", params={"cursor": cursor, "type": "ASSAULT"})
    assert answer.status_code == 422
    assert "other parameters" in answer.json()["detail"]


async def test_the_feed_gives_every_row_once_in_the_order_of_arrival(
    client: httpx.AsyncClient, timeline: Timeline
) -> None:
    await told(timeline, "2024-10-20", "2024-10-08", "2024-10-28")
    seen, after = [], None
    while True:
        page = await get(client, "/v1/feed", limit=4, **({"after": after} if after else {}))
        FeedPage.model_validate(page)
        if not page["items"]:
            break
        seen += page["items"]
        after = page["next"]
    assert [item["position"] for item in seen] == list(range(1, 10))
    assert seen[0]["message"]["data"]["id"] == "2024-10-20"
    events = await get(client, "/v1/feed", kind="event,alert")
    assert [item["position"] for item in events["items"]] == [3, 6, 9]


async def test_the_feed_waits_for_what_comes(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await told(timeline, "2024-10-20")
    after = (await get(client, "/v1/feed"))["next"]
    waiting = asyncio.create_task(get(client, "/v1/feed", after=after, wait=20))
    await asyncio.sleep(0)
    await told(timeline, "2024-10-21")
    assert [item["position"] for item in (await waiting)["items"]][:1] == [4]


async def test_an_article_is_answered_with_its_events(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await timeline.record(published(id="a"), published(id="b", revises="a", text="Corrected."))
    item = ArticleItem.model_validate(await get(client, "/v1/articles/a"))
    assert item.article == article(id="a")
    assert item.revised_by == "b"
    assert [e.number for e in item.events] == [1, 2]
    assert (await client.get("/v1/articles/none")).status_code == 404


async def test_an_article_says_what_it_was_read_as(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await timeline.record(published(id="a/b"))
    answer = WhyNot.model_validate(await get(client, "/v1/articles/a/b/why-not"))
    assert [e.type for e in answer.events] == ["MOBILIZE", "STATEMENT"]


async def test_alerts_are_listed_in_their_latest_revision(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    first, second = (e.data for e in await timeline.events())
    await timeline.record(rung(alert(first)), rung(alert(second, id="alr-2", level=3, signal="sanctions")))
    pin = (await get(client, "/v1/alerts"))["as_of"]
    await timeline.record(rung(alert(first, revision=2, status="cancelled")))
    page = AlertPage.model_validate(await get(client, "/v1/alerts"))
    assert [(a.status, a.revision) for a in page.items] == [("cancelled", 2), ("raised", 1)]
    assert [a["status"] for a in (await get(client, "/v1/alerts", as_of=pin))["items"]] == ["raised", "raised"]
    assert [a["level"] for a in (await get(client, "/v1/alerts", status="raised"))["items"]] == [3]
    assert (await get(client, "/v1/alerts", limit=1))["next"]


async def test_alerts_are_listed_by_their_gravity_and_by_country(client: httpx.AsyncClient, timeline: Timeline) -> None:
    timeline.coder.by_article = {"b": (event("AID", None, actors=(actor("NOR"),), recipients=(), place=None),)}
    await timeline.record(published(id="a"), published(id="b"))
    moved, *_, helped = (e.data for e in await timeline.events())
    for number, (record, level) in enumerate([(moved, 3), (moved, 6), (helped, 3), (moved, 5)]):
        await timeline.record(rung(alert(record, id=f"alr-{number}", level=level)))
    first = await get(client, "/v1/alerts", order="gravest", limit=2)
    rest = await get(client, "/v1/alerts", order="gravest", limit=2, cursor=first["next"])
    assert [a["id"] for a in first["items"] + rest["items"]] == ["alr-1", "alr-3", "alr-2", "alr-0"]
    assert rest["next"] is None
    assert [a["id"] for a in (await get(client, "/v1/alerts", country="Norway"))["items"]] == ["alr-2"]
    assert [a["id"] for a in (await get(client, "/v1/alerts", country="PRK,NOR"))["items"]] == [
        "alr-3", "alr-2", "alr-1", "alr-0",
    ]  # fmt: skip
    assert (await get(client, "/v1/alerts", country="FRA"))["items"] == []


async def test_lists_come_as_lines_and_as_tables_too(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await timeline.record(published(id="a", title="=SUM(A1)"))
    lines = await client.get("/v1/events", headers={"Accept": "application/x-ndjson"})
    assert [json.loads(line)["number"] for line in lines.text.splitlines()] == [2, 1]
    table = await client.get("/v1/events", params={"format": "csv", "limit": 1})
    head, row = csv.reader(io.StringIO(table.text))
    cells = dict(zip(head, row, strict=True))
    assert cells["title"] == "'=SUM(A1)"
    assert cells["actors"] == "PRK"
    assert table.headers["tocsin-next"]
    for path in ("/v1/feed", "/v1/alerts"):
        assert (await client.get(path, params={"format": "csv"})).status_code == 200


async def test_what_has_not_changed_is_not_sent_again(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await told(timeline, "2024-10-20")
    first = await client.get("/v1/events")
    again = await client.get("/v1/events", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    await told(timeline, "2024-10-21")
    later = await client.get("/v1/events", headers={"If-None-Match": first.headers["etag"]})
    assert later.status_code == 200


async def test_long_answers_are_compressed(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await told(timeline, "2024-10-20", "2024-10-21")
    answer = await client.get("/v1/events")
    assert answer.headers["content-encoding"] == "gzip"
    assert {"Accept", "Accept-Encoding"} <= set(answer.headers["vary"].split(", "))


@pytest.mark.parametrize(("origin", "allowed"), [("https://example.org", True), ("https://evil.example", False)])
async def test_only_listed_origins_may_read(client: httpx.AsyncClient, origin: str, allowed: bool) -> None:
    answer = await client.get("/v1/events", headers={"Origin": origin})
    assert (answer.headers.get("access-control-allow-origin") == origin) is allowed


async def test_openapi_describes_the_answers(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    names = {parameter["name"] for parameter in paths["/v1/events"]["get"]["parameters"]}
    assert {"from", "to", "actor", "level_min", "q", "as_of", "cursor", "format"} <= names
    content = paths["/v1/events"]["get"]["responses"]["200"]["content"]
    assert set(content) == {
        *("application/json", "application/x-ndjson", "text/csv", "application/geo+json", "text/calendar"),
        *("application/atom+xml", "application/feed+json", "application/vnd.tocsin.timelinejs+json"),
    }
