"""Memory and outbox in one real SQLite file: what was committed is all there, what was not is not."""

import json
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from services.alerts.engine.signals import Rules
from services.alerts.engine.silences import SilenceAsked
from services.alerts.rules.loading import RuleBook
from services.alerts.store import deciding, silencing
from services.alerts.store.listing import find
from services.alerts.store.recall import recall
from services.alerts.store.store import SCHEMA, UNSENT, Ledger, identity
from tests.builders import NOW, actor, event, event_recorded, recorded, rule
from tests.unit.alerts.test_engine import DENIALS, FIGHTING, GROWTH, MOSCOW
from tests.unit.alerts.test_matching import quantity
from tocsin.coding.reading import Attribution, Event
from tocsin.messages import parse
from tocsin.records import Alert, RecordedEvent
from tocsin.sqlite import Database, reader_of

RULES = Rules(RuleBook.of([rule(), FIGHTING, DENIALS, GROWTH]))


class Desk:
    """A ledger over one file; each `tell` is a transaction with a ledger of its own, as after a restart."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def tell(self, *events: RecordedEvent) -> list[Alert]:
        async with self.database.transaction() as connection:
            ledger = Ledger(RULES, await identity(connection), lambda: NOW)
            return await ledger.apply(connection, [event_recorded(item) for item in events])

    async def outbox(self) -> list[dict[str, object]]:
        async with (
            self.database.reading() as connection,
            connection.execute(UNSENT, {"after": 0, "limit": 100}) as rows,
        ):
            return [json.loads(message) async for _, message in rows]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Database.open(tmp_path / "alerts.db", SCHEMA) as database:
        yield Desk(database)


async def test_a_file_from_before_says_between_whom_its_alerts_are_when_it_is_opened(tmp_path: Path) -> None:
    query = "SELECT * FROM sides ORDER BY alert, pair"
    async with Database.open(tmp_path / "alerts.db", SCHEMA) as database:
        await Desk(database).tell(recorded(), recorded(event("ASSAULT", None), id="ev-2"))
        async with database.reading() as connection, connection.execute(query) as rows:
            before = [tuple(row) async for row in rows]
        async with database.transaction() as connection:
            await connection.execute("DELETE FROM sides")
    async with (
        Database.open(tmp_path / "alerts.db", SCHEMA) as database,
        database.reading() as connection,
        connection.execute(query) as rows,
    ):
        assert [tuple(row) async for row in rows] == before
    assert before
    assert {row[1:] for row in before} <= {("PRK,RUS", name, "2024-10-18") for name in ("troops-abroad", "fighting")}


async def test_silences_that_are_long_over_are_not_recalled(desk: Desk) -> None:
    asked = {"matches": {"level_min": 0}, "by": "desk", "reason": "drill"}
    async with desk.database.transaction() as connection:
        for hours in (-2, -1, 1):
            starts, ends = NOW + timedelta(hours=hours - 1), NOW + timedelta(hours=hours)
            silence = SilenceAsked.model_validate({**asked, "starts_at": starts, "ends_at": ends}).at(NOW)
            await silencing.save(connection, silence)

    def ends(first: datetime) -> list[datetime]:
        message = event_recorded(recorded()).model_copy(update={"recordedtime": first})
        with closing(reader_of(desk.database.path)) as file:
            return [silence.ends_at for silence in recall(file, [message], RULES).silences]

    assert ends(NOW) == [NOW + timedelta(hours=1)]
    assert ends(NOW - timedelta(hours=1.5)) == [NOW + timedelta(hours=hours) for hours in (-1, 1)]


async def test_revisions_are_numbered_without_a_gap_and_name_their_cause(desk: Desk) -> None:
    fight = event("ASSAULT", None)
    await desk.tell(recorded(fight), recorded(fight, id="ev-2", source="Lake Gazette"))
    await desk.tell(recorded(id="ev-3"))

    told = await desk.outbox()

    assert [(item["sequence"], item["previous"]) for item in told] == [
        ("0000000000000001", "0000000000000000"),
        ("0000000000000002", "0000000000000001"),
        ("0000000000000003", "0000000000000002"),
    ]
    assert [item["type"] for item in told] == [
        "tocsin.alert.raised.v1",
        "tocsin.alert.updated.v1",
        "tocsin.alert.raised.v1",
    ]
    assert [(item["causationid"], item["correlationid"]) for item in told[:2]] == [
        ("ev-1", "art-ev-1"),
        ("ev-2", "art-ev-2"),
    ]
    assert told[0]["subject"] == told[1]["subject"]
    for item in told:
        parse(json.dumps(item))


async def test_an_event_recalls_the_alerts_that_it_may_change_and_a_denial_those_of_its_story(desk: Desk) -> None:
    sides = [f"{first}{second}X" for first in "ABCDE" for second in "ABCDEFGHIJ"]
    await desk.tell(*(recorded(event(actors=(actor(side),)), id=f"ev-{side}") for side in sides))
    rules = Rules(RuleBook.of([rule(), DENIALS]))

    async def recalled(happened: Event, story: str = "story-1") -> int:
        message = event_recorded(recorded(happened, id="ev-new", story=story))
        return len((await desk.database.read(lambda file: recall(file, [message], rules))).all())

    assert await recalled(event(actors=(actor(sides[0]),))) == len(sides)  # one may tell of him among others
    assert await recalled(event(actors=(actor(sides[0]),)), "story-2") == 0
    assert await recalled(event("STATEMENT", "deny", actors=(MOSCOW,))) == len(sides)


async def told_by_a_new_file(path: Path, *events: RecordedEvent) -> list[str]:
    """The ids of the messages."""
    async with Database.open(path, SCHEMA) as database:
        desk = Desk(database)
        await desk.tell(*events)
        return [str(item["id"]) for item in await desk.outbox()]


async def test_a_file_made_anew_gives_the_same_ids_and_what_it_tells_otherwise_has_others(tmp_path: Path) -> None:
    fight = event("ASSAULT", None)
    events = [recorded(fight, id=f"ev-{n}", source=f"Gazette {n}") for n in range(3)]

    ids = await told_by_a_new_file(tmp_path / "lost.db", *events)

    assert len(set(ids)) == len(ids) > 1
    assert await told_by_a_new_file(tmp_path / "again.db", *events) == ids
    assert set(await told_by_a_new_file(tmp_path / "later.db", *events[1:])).isdisjoint(ids)


async def test_an_event_that_comes_again_after_a_restart_changes_nothing(desk: Desk) -> None:
    await desk.tell(recorded())
    assert await desk.tell(recorded(), recorded()) == []
    assert len(await desk.outbox()) == 1


async def test_a_transaction_that_fails_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError):
        await _tell_and_fail(desk.database)
    assert await desk.outbox() == []
    assert [alert.revision for alert in await desk.tell(recorded())] == [1]


async def test_alerts_denials_and_numbers_are_remembered_over_a_restart(desk: Desk) -> None:
    denial = event("STATEMENT", "deny", actors=(MOSCOW,), attribution=Attribution(MOSCOW, "denied"))
    await desk.tell(recorded(denial, id="ev-0"))
    [raised] = await desk.tell(recorded(event(quantities=(quantity(3000),))))
    assert raised.disputed

    told = await desk.tell(recorded(event(quantities=(quantity(10000),)), id="ev-2"))

    assert [(alert.signal, alert.revision) for alert in told] == [("force-growth", 1), ("foreign-deployment", 2)]


async def test_a_correction_finds_the_alerts_that_cite_the_article_in_other_stories(desk: Desk) -> None:
    [raised] = await desk.tell(recorded())
    other = recorded(event("CONSULT", None), id="ev-2", story="story-2", revises="art-ev-1")
    [cancelled] = await desk.tell(other)
    assert (cancelled.id, cancelled.status) == (raised.id, "cancelled")


async def test_a_denied_act_finds_the_alerts_of_that_act_in_other_stories(desk: Desk) -> None:
    [raised] = await desk.tell(recorded())
    denied = event(stance="denies", attribution=Attribution(MOSCOW, "denied"))
    [disputed] = await desk.tell(recorded(denied, id="ev-2", story="story-2"))
    assert (disputed.id, disputed.disputed) == (raised.id, True)


async def test_decisions_are_forgotten_after_a_time(desk: Desk) -> None:
    await desk.tell(recorded())
    for days, left in ((1, 2), (200, 0)):
        async with desk.database.transaction() as connection:
            await deciding.prune(connection, NOW + timedelta(days=days))
        async with desk.database.reading() as connection:
            assert len(await deciding.listed(connection, {}, limit=9)) == left


async def test_one_batch_or_many_give_the_same_alerts(desk: Desk, tmp_path: Path) -> None:
    events = [
        recorded(event(actors=(actor(country),), quantities=(quantity(number * 1000),)), id=f"ev-{number}-{country}")
        for number in range(1, 5)
        for country in ("PRK", "IRN")
    ]
    at_once = await desk.tell(*events)
    async with Database.open(tmp_path / "other.db", SCHEMA) as database:
        other = Desk(database)
        one_by_one = [alert for item in events for alert in await other.tell(item)]
    assert at_once == one_by_one


async def test_what_was_not_told_is_kept_all_the_same(desk: Desk) -> None:
    [raised] = await desk.tell(recorded())
    assert await desk.tell(recorded(id="ev-2", origin="art-ev-1")) == []
    async with desk.database.reading() as connection:
        alert = await find(connection, raised.id)
    assert alert is not None
    assert (alert.revision, alert.articles) == (1, 2)


async def _tell_and_fail(database: Database) -> None:
    async with database.transaction() as connection:
        ledger = Ledger(Rules(RuleBook.of([rule()])), "/tocsin/alerts/test", lambda: NOW)
        await ledger.apply(connection, [event_recorded(recorded())])
        _ = 1 / 0
