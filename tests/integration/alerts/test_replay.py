"""The same events give the same alerts: in memory or in the file, one by one or in batches, however the clock looks."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.alerts.engine.engine import Published, fold, fold_regrouping
from services.alerts.engine.memory import Memory
from services.alerts.engine.noise import ALL_IS_HEARD, Noise
from services.alerts.engine.peers import KINDRED
from services.alerts.engine.signals import Rules
from services.alerts.engine.timers import tick
from services.alerts.rules.loading import RuleBook
from services.alerts.store.store import SCHEMA, UNSENT, Ledger
from tests.builders import NOW, actor, event, event_recorded, recorded, rule
from tests.unit.alerts.test_matching import quantity
from tocsin.coding.reading import Attribution, Occurred
from tocsin.messages import EventRecorded, StoryMerged, parse
from tocsin.records import Alert, Regrouping
from tocsin.sqlite import Database

RULES = Rules(
    RuleBook.of(
        [
            rule(joins_days=10, resolved_by=["withdrawal"], expires_days=10),
            rule("waits", match={"type": ["MOBILIZE"]}, origins=2, **{"for": "6h"}),
            rule(
                "fighting",
                signal="strike-combat",
                level=7,
                match={"type": ["ASSAULT"]},
                guards={"actor": "unknown"},
                expires_days=5,
            ),
            rule(
                "shelling",
                signal="strike-combat",
                level=6,
                match={"type": ["ASSAULT"]},
                expires_days=3,
                resolved_between=["withdrawal"],
            ),
            rule("denials", signal="official-denial", level=0, match={"type": ["STATEMENT"], "mode": ["deny"]}),
            rule("withdrawal", signal="de-escalation", level=-2, match={"type": ["RETREAT"]}),
            rule("missed", match={"type": ["MOBILIZE"]}, expectation="missed"),
            rule("met", match={"type": ["MOBILIZE"]}, expectation="met"),
            rule("grows", signal="force-growth", match={"type": ["MOBILIZE"]}, grows={"unit": ["soldiers"]}),
            rule(
                "count",
                signal="incursion",
                level=6,
                match={"type": ["ASSAULT"]},
                group_by=["pair"],
                joins_days=3,
                window={"kind": "count", "days": 4, "at_least": 3},
            ),
            rule(
                "order",
                match={"type": ["MOBILIZE"]},
                group_by=["pair"],
                window={"kind": "sequence", "days": 9, "after": [{"name": "fight", "match": {"type": ["ASSAULT"]}}]},
            ),
        ]
    )
)
NOISE = Noise.model_validate(
    {
        "inhibit": [{"name": "a", "while": {"level_min": 6}, "mutes": {"level_max": 4}, "same": "pair"}],
        "mute_times": [{"name": "b", "mutes": {"level_max": 5}, "from": "22:00", "to": "06:00"}],
        "group": [{"name": "c", "alerts": {"level_max": 6}, "by": ["signal"], "interval": "5h"}],
        "repeat": [{"name": "d", "alerts": {"level_min": 6}, "every": "1d"}],
    }
)
WHO = st.sampled_from(["PRK", "IRN"])
SIDES = st.sampled_from([("PRK",), ("IRN",), ("IRN", "PRK"), ()])
KINDS = [("MOBILIZE", "troops"), ("ASSAULT", None), ("STATEMENT", "deny"), ("RETREAT", "withdraw"), ("CONSULT", None)]


@st.composite
def told(draw: st.DrawFn) -> dict[str, Any]:
    """One article with one event, hours after the one before it."""
    kind, mode = draw(st.sampled_from(KINDS))
    who = draw(SIDES) if kind == "ASSAULT" else (draw(WHO),)
    foreseen = kind == "MOBILIZE" and draw(st.booleans())
    number = draw(st.sampled_from([None, 1000, 3000, 9000]))
    due = "2024-11-02" if foreseen else None
    happened = event(
        kind,
        mode,
        actors=tuple(actor(code) for code in who),
        modality="future" if foreseen else "actual",
        stance=draw(st.sampled_from(["asserts", "asserts", "asserts", "denies", "confirms"])),
        attribution=Attribution(actor(draw(WHO)), "said"),
        occurred=Occurred(None, None, "unknown", "publication"),
        quantities=(quantity(number, due=due),) if number else (),
    )
    return {
        "happened": happened,
        "hours": draw(st.sampled_from([0, 1, 7, 30, 80])),
        "late": draw(st.sampled_from([0, 0, 0, 40])),
        "story": draw(st.sampled_from(["s1", "s2", "s3"])),
        "copies": draw(st.booleans()),
        "revises": draw(st.integers(0, 40)),
        "retells": draw(st.integers(0, 20)),
        "merges": draw(st.sampled_from([None] * 8 + [("s1", "s2"), ("s2", "s3"), ("s3", "s1")])),
    }


def messages(items: list[dict[str, Any]]) -> Iterator[Published]:
    at, articles = NOW, defaultdict[str, list[str]](list)
    for number, item in enumerate(items):
        at += timedelta(hours=item["hours"])
        record = recorded(
            item["happened"],
            id=f"art-{number}.v1.1",
            article=f"art-{number}",
            happening=f"art-{min(item['retells'], number)}.v1.1",
            story=item["story"],
            source=f"Gazette {number % 3}",
            published_at=at - timedelta(hours=item["late"]),
            revises=f"art-{item['revises']}" if item["revises"] < number else None,
            **({"origin": "art-0"} if item["copies"] else {}),
        )
        yield event_recorded(record, at=at)
        articles[item["story"]].append(record.article.id)
        if item["merges"] is not None:
            story, into = item["merges"]
            gone = articles.pop(story, [])
            articles[into] += gone
            made = Regrouping(story=story, into=into, articles=tuple(gone), reason="one fire", by="desk")
            yield StoryMerged(id=f"merge-{number}", source="/t", subject=story, time=at, recordedtime=at, data=made)


def told_by(memory: Memory, message: Published) -> list[Alert]:
    """What the engine alone tells of a message."""
    if isinstance(message, StoryMerged):
        return fold_regrouping(memory, message.data, message.recordedtime, whole=True)
    assert isinstance(message, EventRecorded)
    return fold(RULES, memory, message.data, message.recordedtime)


def in_memory(events: list[Published], end: datetime, noise: Noise = NOISE) -> list[str]:
    memory, said = Memory(noise=noise), []
    for message in events:
        said += [f"{at} {alert.model_dump_json()}" for at, alert in tick(memory, message.recordedtime)]
        found = told_by(memory, message)
        said += [f"{message.recordedtime} {alert.model_dump_json()}" for alert in found]
    return said + [f"{at} {alert.model_dump_json()}" for at, alert in tick(memory, end)]


async def in_file(
    batches: list[list[Published]], end: datetime, *, looks: bool, rules: Rules = RULES, noise: Noise = NOISE
) -> list[str]:
    with TemporaryDirectory() as folder:
        async with Database.open(Path(folder) / "alerts.db", SCHEMA) as database:
            ledger = Ledger(rules, "/tocsin/alerts/test", lambda: NOW, noise)
            for batch in batches:
                async with database.transaction() as connection:
                    if looks:
                        await ledger.tick(connection, batch[0].recordedtime)
                    await ledger.apply(connection, batch)
            async with database.transaction() as connection:
                await ledger.tick(connection, end)
            async with database.reading() as db, db.execute(UNSENT, {"after": 0, "limit": 10_000}) as rows:
                told = [parse(message) async for _, message in rows]
    return [f"{message.time} {message.data.model_dump_json()}" for message in told]


@pytest.mark.parametrize("noise", [NOISE, ALL_IS_HEARD], ids=["noise", "all-is-heard"])
@given(items=st.lists(told(), min_size=1, max_size=30), size=st.integers(1, 30))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_replay_gives_the_same_however_it_is_cut(items: list[dict[str, Any]], size: int, noise: Noise) -> None:
    events = list(messages(items))
    end = events[-1].recordedtime + timedelta(days=40)
    expected = in_memory(events, end, noise)
    assert await in_file([[message] for message in events], end, looks=True, noise=noise) == expected
    batches = [events[n : n + size] for n in range(0, len(events), size)]
    assert await in_file(batches, end, looks=False, noise=noise) == expected


@pytest.mark.parametrize(
    "sides", [[("IRN", "PRK"), ("IRN",), ()], [(), ("IRN",), ("IRN",), ("PRK",)]], ids=["more-first", "less-first"]
)
async def test_what_tells_of_more_or_fewer_sides_joins_an_alert_also_after_a_restart(
    sides: list[tuple[str, ...]],
) -> None:
    fights = [event("ASSAULT", None, actors=tuple(actor(code) for code in codes)) for codes in sides]
    events: list[Published] = [
        event_recorded(recorded(fight, id=f"ev-{n}", source=f"Gazette {n}"), at=NOW) for n, fight in enumerate(fights)
    ]
    end = NOW + timedelta(days=1)
    expected = in_memory(events, end, ALL_IS_HEARD)
    assert await in_file([[message] for message in events], end, looks=False, noise=ALL_IS_HEARD) == expected


async def test_an_alert_whose_id_another_one_has_in_its_first_story_is_raised_again() -> None:
    def report(n: int, story: str, **fields: Any) -> EventRecorded:
        at = NOW + timedelta(hours=n)
        happened = event("CONSULT", None) if fields else event("ASSAULT", None)
        return event_recorded(recorded(happened, id=f"art-{n}.v1.1", article=f"art-{n}", story=story, **fields), at=at)

    def merge(n: int, story: str, into: str, *articles: str) -> StoryMerged:
        at = NOW + timedelta(hours=n)
        made = Regrouping(story=story, into=into, articles=articles, reason="one fire", by="desk")
        return StoryMerged(id=f"merge-{n}", source="/t", subject=story, time=at, recordedtime=at, data=made)

    events: list[Published] = [
        report(1, "s1"),
        merge(2, "s1", "s2", "art-1"),
        report(3, "s2", revises="art-1"),
        report(4, "s3"),
        merge(5, "s3", "s1", "art-4"),
        report(24 * 50, "s2"),  # when nothing stands any more
    ]
    end = NOW + timedelta(days=90)
    assert await in_file([[message] for message in events], end, looks=True) == in_memory(events, end)


@given(items=st.lists(told(), min_size=1, max_size=30))
@settings(max_examples=40)
def test_revisions_are_told_without_a_gap_and_nothing_is_told_after_an_end(items: list[dict[str, Any]]) -> None:
    events = list(messages(items))
    memory, last = Memory(noise=NOISE), dict[str, Any]()
    for message in events:
        told = [alert for _, alert in tick(memory, message.recordedtime)]
        for alert in told + told_by(memory, message):
            before = last.get(alert.id)
            assert alert.revision == (before.revision + 1 if before else 1)
            assert alert.status != "pending"
            assert (alert.status == "raised") == (before is None or before.status in ("cancelled", "resolved"))
            assert alert.changes
            assert alert.origins <= alert.articles <= len(alert.evidence)
            assert alert.level < 7 or alert.origins >= 2
            last[alert.id] = alert


REPORTS = [
    recorded(event(quantities=(quantity(3000),)), id="ev-a", source="A"),
    recorded(event(quantities=(quantity(10000),)), id="ev-b", source="B"),
    recorded(event(), id="ev-copy", source="C", origin="art-ev-a"),
    recorded(event(modality="future"), id="ev-foreseen", source="D"),
    recorded(
        event("STATEMENT", "deny", actors=(actor("RUS", text="Moscow"),), recipients=()), id="ev-denial", source="E"
    ),
    recorded(event("ASSAULT", None), id="ev-fight", source="A"),
    recorded(event("ASSAULT", None), id="ev-fight-too", source="B"),
]


@given(order=st.permutations(REPORTS))
@settings(max_examples=60)
def test_reports_that_arrive_in_another_order_lead_to_the_same_end(order: list[Any]) -> None:
    def end(records: list[Any]) -> dict[str, Any]:
        memory = Memory()
        for record in records:
            fold(RULES, memory, record, NOW)
        return {
            held.alert.id: (
                held.alert.status in ("raised", "updated"),
                held.alert.level,
                held.alert.capped,
                held.alert.origins,
                held.alert.disputed,
                held.alert.expectation,
                held.numbers,
                {item.event for item in held.alert.evidence},
            )
            for held in memory.all()
            if held.alert.rule in ("troops-abroad", "waits", "fighting", "denials")
        }

    assert end(order) == end(REPORTS)


async def test_more_of_a_kind_than_are_asked_are_the_same_ones_in_a_batch_and_one_by_one() -> None:
    happened = [event("MOBILIZE", "troops")] * (KINDRED + 5) + [event("RETREAT", "withdraw")]
    told: list[Published] = [
        event_recorded(recorded(item, id=f"ev-{number}", story=f"s{number}"), at=NOW + timedelta(minutes=number))
        for number, item in enumerate(happened)
    ]
    withdrawal = rule("withdrawal", signal="de-escalation", level=-2, match={"type": ["RETREAT"]})
    rules = Rules(RuleBook.of([rule(resolved_by=["withdrawal"]), withdrawal]))

    one_by_one = await in_file([[message] for message in told], NOW, looks=False, rules=rules)

    assert sum('"status":"resolved"' in line for line in one_by_one) == KINDRED
    assert await in_file([told], NOW, looks=False, rules=rules) == one_by_one
