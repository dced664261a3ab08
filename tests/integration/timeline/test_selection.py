"""What a query finds is what looking at every event would find, whichever list it reads."""

import json
import random
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.timeline.log.projection import FOREVER, moment, span
from services.timeline.log.rebuilding import rebuild
from services.timeline.queries import items, lists, selection
from services.timeline.queries.facets import count_facets
from services.timeline.queries.questions import FACETS, EventQuery, FacetQuery, SeriesQuery
from services.timeline.queries.series import lines
from tests.builders import actor, alert, event, published, rung
from tests.integration.timeline.conftest import Timeline
from tocsin.coding.reading import Event, Occurred, Place, Quantity
from tocsin.vocabulary import CONTEXTS

COUNTRIES = ("PRK", "RUS", "UKR", "KOR", "USA", "CHN")
WORDS = ("bridge", "harbour", "treaty", "missile", "parade")


def happened(dice: random.Random, published_on: date) -> Event:
    """An event of any kind: today's, long past, ahead, or as long as a year."""
    start = published_on + timedelta(days=dice.choice([0, 0, 0, 0, -1, -3, -400, 2, 3, 4, 60]))
    end = start + timedelta(days=dice.choice([0, 0, 0, 3, 20, 31, 200]))
    number = dice.choice([None, 12, 3000, 10_000])
    some = dice.choice(COUNTRIES)
    return event(
        *dice.choice([("MOBILIZE", "troops"), ("ASSAULT", "drone"), ("AGREE", None), ("STATEMENT", "deny")]),
        occurred=Occurred(start.isoformat(), end.isoformat(), "day", "text"),
        actors=tuple(actor(code) for code in dice.sample(COUNTRIES, dice.randrange(3))),
        recipients=tuple(actor(code) for code in dice.sample(COUNTRIES, dice.randrange(2))),
        against=(actor(some),) if dice.random() < 0.3 else (),
        contexts=tuple(dice.sample(CONTEXTS, dice.randrange(3))),
        modality=dice.choice(["actual", "future"]),
        place=dice.choice([None, Place("Kursk", "RUS", "text", 0, 5), Place("Seoul", "KOR", "text", 0, 5)]),
        quantities=(Quantity(None, number, None, "Soldiers", None, "reported", None, "text", 0, 1, "x"),)
        * bool(number),
    )


async def fill(timeline: Timeline, dice: random.Random, count: int) -> None:
    for n in range(count):
        day = date(2024, 3, 1) + timedelta(days=n // 2 + dice.choice([0, 0, 0, -30]))
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        name, revises = f"a{n}", f"a{dice.randrange(n)}" if n and dice.random() < 0.15 else None
        timeline.coder.by_article[name] = tuple(happened(dice, day) for _ in range(dice.randrange(4)))
        text = " ".join(dice.choices(WORDS, k=2)) + f" item {n}"
        source = dice.choice(["Wire", "Post", None])
        await timeline.record(published(id=name, published_at=at, text=text, source=source, revises=revises))
        if n % 5 == 4:
            record = dice.choice(await timeline.events()).data
            await timeline.record(rung(alert(record, revision=n, level=dice.randrange(-1, 7), id=f"alr{n % 3}")))


QUESTIONS = (
    {},
    {"actor": "PRK"},
    {"actor": "PRK,RUS", "type": "ASSAULT"},
    {"recipient": "UKR", "from": "2024-03-20", "to": "2024-04-02"},
    {"against": "CHN"},
    {"country": "KOR,USA", "modality": "future"},
    {"context": "military,cyber"},
    {"from": "2024-03-25", "to": "2024-03-31"},
    {"from": "2024-04-20"},
    {"to": "2023-06-01"},
    {"place": ["KURSK"]},
    {"bbox": "120,30,135,45"},
    {"bbox": "170,30,40,60", "actor": "USA"},
    {"bbox": "-10,-10,0,0"},
    {"quantity_min": "3000"},
    {"quantity_min": "2", "quantity_max": "3000", "unit": ["soldiers"]},
    {"source": ["Wire"]},
    {"q": "bridge"},
    {"q": "bridge -harbour", "from": "2024-03-10"},
    {"q": "parade", "actor": "RUS"},
    {"type": "ASSAULT,AGREE", "mode": "drone"},
    {"signal": "foreign-deployment"},
    {"level_min": "3"},
    {"level_max": "2"},
    {"level_min": "1", "level_max": "4", "country": "RUS"},
)


async def looked_at(timeline: Timeline, query: EventQuery, at: int) -> list[int]:
    """The positions that fit, found by looking at every event."""
    sql = """
        SELECT e.position, e.recorded_to, a.source, w.data, l.data FROM events e JOIN log l USING (position)
        JOIN articles a ON a.position = e.article JOIN log w ON w.position = e.article"""
    rung_at: dict[int, list[tuple[int, str]]] = {}
    standing = "SELECT event, level, signal FROM signals WHERE recorded_from <= ? AND recorded_to > ?"
    for position, level, signal in await timeline.rows(standing, at, at):
        rung_at.setdefault(position, []).append((level, signal))
    fitting = []
    for position, end, source, article, message in await timeline.rows(sql):
        record = json.loads(message)["data"]
        signals = rung_at.get(position, [])
        if position <= at < (end or FOREVER) and fits(query, record, source, json.loads(article)["data"], signals):
            day = Occurred(**record["event"]["occurred"])
            fitting.append((span(day, datetime.fromisoformat(record["article"]["published_at"]))[0], position))
    return [position for _, position in sorted(fitting, reverse=query.order == "newest")]


def fits(query: EventQuery, record: dict, source: str, article: dict, signals: list[tuple[int, str]]) -> bool:
    one = record["event"]
    codes = {role: {who["country"] for who in one[role]} for role in ("actors", "recipients", "against")}
    place = one["place"] or {"text": "", "country": None}
    words = set(article["text"].split())
    first, last = span(Occurred(**one["occurred"]), datetime.fromisoformat(record["article"]["published_at"]))
    numbers = [n["best"] for n in one["quantities"]]
    level = max((level for level, _ in signals), default=None)
    checks = [
        not query.from_ or last >= moment(query.from_),
        not query.to or first <= moment(query.to, last=True),
        not query.actor or codes["actors"] & set(query.actor),
        not query.recipient or codes["recipients"] & set(query.recipient),
        not query.against or codes["against"] & set(query.against),
        not query.country or (set().union(*codes.values()) | {place["country"]}) & set(query.country),
        not query.type or one["type"] in query.type,
        not query.mode or one["mode"] in query.mode,
        not query.modality or one["modality"] in query.modality,
        not query.context or set(one["contexts"]) & set(query.context),
        not query.place or place["text"].lower() in query.place,
        not query.source or source in query.source,
        not query.signal or {name for _, name in signals} & set(query.signal),
        query.level_min is None or (level is not None and level >= query.level_min),
        query.level_max is None or (level is not None and level <= query.level_max),
        query.quantity_min is None or any(n >= query.quantity_min for n in numbers),
        query.quantity_max is None or any(n <= query.quantity_max for n in numbers),
        not query.q or (words >= {query.q.split()[0]} and not words & {w[1:] for w in query.q.split()[1:]}),
        not query.bbox or place["text"] in {"120": ["Seoul"], "170": ["Kursk"]}.get(query.bbox[:3], []),
    ]
    return all(checks)


@pytest.mark.parametrize("short", [0, 3, 2_000])
async def test_a_query_finds_what_looking_at_every_event_finds(
    timeline: Timeline, short: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether lists count as short or long; now and as of moments before; page by page and both ways."""
    monkeypatch.setattr(selection, "SHORT", short)
    dice = random.Random(short)
    await fill(timeline, dice, 120)
    ((head,),) = await timeline.rows("SELECT position FROM head")
    with closing(sqlite3.connect(timeline.database.path)) as connection:
        now = items.standing(connection)
        for question in QUESTIONS:
            for at in (None, dice.randrange(head), dice.randrange(head)):
                asked = {"as_of": None if at is None else str(at), "order": dice.choice(["newest", "oldest"])}
                query = EventQuery.model_validate({**question, **asked, "limit": 7})
                seen: list[int] = []
                while True:
                    page = lists.events(connection, now, query)
                    seen += [json.loads(item)["position"] for item in page.items]
                    if page.next is None:
                        break
                    query = query.model_copy(update={"cursor": page.next})
                expected = await looked_at(timeline, query, head if at is None else at)
                assert seen == expected, (question, at)


async def test_what_was_foreseen_to_last_is_found_as_of_then(timeline: Timeline) -> None:
    timeline.coder.by_article["a"] = (event(occurred=Occurred("2024-11-10", "2025-01-20", "day", "text")),)
    await timeline.record(published(id="a", published_at=datetime(2024, 10, 27, tzinfo=UTC)))
    await timeline.record(published(id="b", text="Other words of another day."))
    with closing(sqlite3.connect(timeline.database.path)) as connection:
        now = items.standing(connection)
        for at in ("4", None):
            for order in ("newest", "oldest"):
                query = EventQuery.model_validate({"from": "2025-01-10", "as_of": at, "order": order})
                assert len(lists.events(connection, now, query).items) == 1, (at, order)


async def test_tallies_count_what_holds(timeline: Timeline) -> None:
    await fill(timeline, random.Random(5), 80)
    kept = await timeline.rows("SELECT * FROM tallies")
    assert {"signal", "level"} <= {row[1] for row in kept}
    async for _ in rebuild(timeline.database, chunk=7):
        pass
    assert await timeline.rows("SELECT * FROM tallies") == kept
    sql = "SELECT value, sum(n) FROM tallies WHERE name = 'type' AND step = ? GROUP BY value HAVING sum(n) > 0"
    held = await timeline.rows("SELECT type, count(*) FROM events WHERE recorded_to = ? GROUP BY type", FOREVER)
    for step in ("day", "ten", "month"):
        assert dict(await timeline.rows(sql, step)) == dict(held)
    assert await timeline.rows("SELECT * FROM tallies WHERE n <= 0") == []


@pytest.mark.parametrize(
    "span",
    [
        {},
        {"from": "2024-03-10"},
        {"to": "2024-03-31"},
        {"from": "2024-03-01", "to": "2024-04-15"},
        {"from": "2024-02-10", "to": "2024-04-03"},
        {"from": "2024-03-10", "to": "2024-03-20"},
        {"from": "2024-03-11", "to": "2024-03-20"},
        {"from": "2024-03-07", "to": "2024-04-12"},
        {"from": "2024-02-20", "to": "2024-02-29"},
    ],
)
async def test_figures_are_the_same_from_tallies_and_one_by_one(timeline: Timeline, span: dict[str, Any]) -> None:
    await fill(timeline, random.Random(6), 100)
    with closing(sqlite3.connect(timeline.database.path)) as connection:
        now = items.standing(connection)
        span = {**span, "by": [*FACETS]}
        quick = count_facets(connection, now, FacetQuery.model_validate(span))
        # All modalities of the test: a filter that leaves nothing out, so that events are counted one by one.
        counted = count_facets(connection, now, FacetQuery.model_validate({**span, "modality": ["actual", "future"]}))
        for name, facet in quick["facets"].items():
            assert facet == counted["facets"][name], name
        assert quick == counted
        del span["by"]
        for every in ("day", "week", "month"):
            for more in ({"measure": "level"}, {"by": "actor"}, {"by": "signal"}, {"signal": "foreign-deployment"}):
                asked = {**span, "every": every, **more}
                quick = lines(connection, now, SeriesQuery.model_validate(asked))
                asked["modality"] = ["actual", "future"]
                assert quick == lines(connection, now, SeriesQuery.model_validate(asked)), asked


async def test_every_list_is_read_by_an_index_in_its_order(timeline: Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """No table is walked through, and nothing but what is short is sorted."""
    statements: list[tuple[str, dict]] = []
    make = selection._statement

    def kept(stretch: selection._Stretch, *rest: Any, **more: Any) -> tuple[str, dict]:
        made = make(stretch, *rest, **more)
        if stretch.listing.source not in {"few", "lasting"}:
            statements.append(made)
        return made

    monkeypatch.setattr(selection, "_statement", kept)
    monkeypatch.setattr(selection, "SHORT", 0)
    await fill(timeline, random.Random(7), 20)
    with closing(sqlite3.connect(timeline.database.path)) as connection:
        now = items.standing(connection)
        for question in QUESTIONS:
            for more in ({}, {"as_of": "9", "order": "oldest"}):
                lists.events(connection, now, EventQuery.model_validate({**question, **more}))
        assert len(statements) > len(QUESTIONS)
        for sql, values in statements:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
            walked = [
                step for step in plan if step.startswith("SCAN") and "INDEX" not in step and "json_each" not in step
            ]
            assert walked == [], (sql, plan)
            assert "USE TEMP B-TREE FOR ORDER BY" not in plan, (sql, plan)
