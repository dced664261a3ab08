"""The timeline's writing side on a real file: the log, the projection, what a failure leaves behind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.timeline import log, store
from services.timeline.recording import Recorder
from tests.builders import NOW, ScriptedCoder, alert, article, deliveries, event, published, rung
from tocsin.messages import AnyMessage, EventRecorded, parse
from tocsin.sqlite import Database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "timeline.db", store.SCHEMA) as opened:
        async with opened.transaction() as connection:
            await log.begin(connection)
        yield opened


def recorder(coder: ScriptedCoder | None = None) -> Recorder:
    return Recorder(coder or ScriptedCoder([event(), event("STATEMENT", "confirm")]), clock=lambda: NOW)


async def record(database: Database, by: Recorder, *messages: AnyMessage) -> None:
    async with database.transaction() as connection:
        apply = by.alerts if messages[0].type.startswith("tocsin.alert") else by.articles
        await apply(connection, deliveries(messages))


async def rows(database: Database, query: str, *values: object) -> list[tuple]:
    async with database.reading() as connection, connection.execute(query, values) as found:
        return [tuple(row) async for row in found]


async def recorded_events(database: Database) -> list[EventRecorded]:
    found = await rows(database, "SELECT data FROM log WHERE type = ? ORDER BY position", log.EVENT_RECORDED)
    return [message for (data,) in found if isinstance(message := parse(data), EventRecorded)]


async def test_an_article_is_followed_by_its_place_and_its_events(database: Database) -> None:
    await record(database, recorder(), published(id="a"), published(id="b", text="Another matter altogether."))
    found = await rows(database, "SELECT position, type FROM log ORDER BY position")
    kinds = ["article.published", "article.placed", "event.recorded", "event.recorded"]
    assert found == [(n, f"tocsin.{kind}.v1") for n, kind in enumerate(kinds * 2, 1)]


async def test_the_bytes_of_an_article_are_kept_as_they_came(database: Database) -> None:
    message = published(text="Émigrés – “quoted” \U0001f680")
    await record(database, recorder(), message)
    assert await rows(database, "SELECT data FROM log WHERE position = 1") == [(message.to_json(),)]


async def test_event_records_are_numbered_by_position_and_name_the_one_before(database: Database) -> None:
    by = recorder()
    await record(database, by, published(id="a"))
    await record(database, by, published(id="b", text="Another matter altogether."))
    events = await recorded_events(database)
    assert [e.sequence for e in events] == [3, 4, 7, 8]
    assert [e.previous for e in events] == [0, 3, 4, 7]
    assert [(e.data.number, e.data.of) for e in events] == [(1, 2), (2, 2), (1, 2), (2, 2)]


async def test_an_article_that_comes_again_is_recorded_once(database: Database) -> None:
    by = recorder()
    await record(database, by, published(id="a"), published(id="a"))
    await record(database, by, published(id="a"))
    await record(database, by, published(id="a", source="/tocsin/ingest/other"))
    assert await rows(database, "SELECT count(*) FROM articles") == [(1,)]
    assert await rows(database, "SELECT count(*), max(position) FROM log") == [(4, 4)]


async def test_a_batch_that_is_rolled_back_leaves_no_trace_in_memory_or_file(database: Database) -> None:
    by = recorder()

    async def fail() -> None:
        async with database.transaction() as connection:
            await by.articles(connection, deliveries([published(id="lost")]))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    await record(database, by, published(id="a"))
    assert [e.data.origin for e in await recorded_events(database)] == ["a", "a"]
    assert await rows(database, "SELECT max(position) FROM log") == [(4,)]


async def test_copies_are_of_one_origin_after_a_restart_too(database: Database) -> None:
    text = " ".join(f"word{n}" for n in range(200))
    await record(database, recorder(), published(id="a", text=text))
    await record(database, recorder(), published(id="b", text=text + " and a last line."))
    places = await rows(database, "SELECT story, origin FROM members ORDER BY article")
    assert places[0] == places[1]
    assert places[0][1] == "a"


async def test_a_revision_supersedes_the_events_of_what_it_revises(database: Database) -> None:
    by = recorder()
    await record(database, by, published(id="a"))
    await record(database, by, published(id="b", text="Corrected.", revises="a"))
    ends = await rows(database, "SELECT position, recorded_to FROM events ORDER BY position")
    assert [(p, end < 100) for p, end in ends] == [(3, True), (4, True), (7, False), (8, False)]
    assert ends[0][1] == 5
    assert len(await rows(database, "SELECT DISTINCT story FROM members")) == 1


async def test_an_original_that_comes_after_its_correction_adds_no_events(database: Database) -> None:
    by = recorder()
    await record(database, by, published(id="b", text="Corrected.", revises="a"))
    await record(database, by, published(id="a"))
    assert {e.data.article.id for e in await recorded_events(database)} == {"b"}
    assert await rows(database, "SELECT count(*) FROM articles") == [(2,)]


async def test_an_article_that_the_coder_fails_on_stays_in_the_log(database: Database) -> None:
    def fails(_: object) -> None:
        raise ZeroDivisionError

    by = Recorder(fails, clock=lambda: NOW)  # type: ignore[arg-type]
    await record(database, by, published(id="a"))
    assert await rows(database, "SELECT count(*) FROM log") == [(2,)]
    assert by.uncoded == 1


async def test_the_log_time_does_not_run_backwards(database: Database) -> None:
    await record(database, recorder(), published(id="a"))
    earlier = Recorder(ScriptedCoder(), clock=lambda: NOW.replace(hour=11))
    await record(database, earlier, published(id="b"))
    assert len(await rows(database, "SELECT DISTINCT recorded_at FROM log")) == 1


async def test_an_alert_marks_the_events_that_it_cites_until_it_is_cancelled(database: Database) -> None:
    by = recorder()
    await record(database, by, published(id="a"))
    first = (await recorded_events(database))[0].data
    await record(database, by, rung(alert(first)))
    await record(database, by, rung(alert(first, revision=2, level=6)))
    await record(database, by, rung(alert(first, revision=3, status="cancelled")))
    await record(database, by, rung(alert(first, revision=3, status="cancelled")))
    found = await rows(database, "SELECT event, recorded_from, recorded_to FROM signals ORDER BY recorded_from")
    assert found == [(3, 5, 6), (3, 6, 7)]
    statuses = await rows(database, "SELECT status FROM alerts ORDER BY position")
    assert statuses == [("raised",), ("updated",), ("cancelled",)]


async def test_verify_finds_nothing_wrong_with_what_was_recorded(database: Database) -> None:
    await record(database, recorder(), *(published(id=f"a{n}") for n in range(30)))
    async with database.reading() as connection:
        verdicts = [verdict async for verdict in log.verify(connection, chunk=50)]
    assert [verdict.position for verdict in verdicts] == [50, 100, 120]
    assert {verdict.fault for verdict in verdicts} == {None}


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("UPDATE log SET data = replace(data, 'troops', 'tractors') WHERE position = 3", "message at 3"),
        ("UPDATE log SET recorded_at = '2020' WHERE position = 3", "chain breaks at 3"),
        ("UPDATE log SET message_id = 'x' WHERE position = 3", "chain breaks at 3"),
        ("DELETE FROM log WHERE position = 3", "positions 3 to 3 are missing"),
        ("DELETE FROM log WHERE position = 4", "ends at 3"),
        ("UPDATE head SET log_id = 'other'", "chain breaks at 1"),
    ],
)
async def test_verify_names_what_was_changed(database: Database, damage: str, fault: str) -> None:
    await record(database, recorder(), published(id="a"))
    async with database.transaction() as connection:
        await connection.execute(damage)
    async with database.reading() as connection:
        *_, last = [verdict async for verdict in log.verify(connection)]
    assert last.fault is not None
    assert fault in last.fault


async def test_a_rebuild_gives_the_same_tables(database: Database) -> None:
    by = recorder()
    await record(database, by, *(published(id=f"a{n}") for n in range(5)))
    await record(database, by, published(id="b", revises="a2"), published(id="c", revises="b"))
    first, second = (await recorded_events(database))[:2]
    await record(database, by, rung(alert(first.data)), rung(alert(first.data, revision=2)), rung(alert(second.data)))
    before = await tables(database)
    async with database.transaction() as connection:
        assert [position async for position in store.rebuild(connection, chunk=7)][-1] == 30
    assert await tables(database) == before
    async with Database.open(database.path, store.SCHEMA):
        pass
    await record(database, by, published(id="d"))


async def tables(database: Database) -> dict[str, list[tuple]]:
    found = {name: await rows(database, f"SELECT * FROM {name}") for name in store.TABLES if name != "words"}
    async with database.transaction() as connection:
        await connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, instance)")
        async with connection.execute("SELECT * FROM temp.vocabulary") as vocabulary:
            found["words"] = [tuple(row) async for row in vocabulary]
        await connection.execute("DROP TABLE temp.vocabulary")
    return found


def test_the_builders_make_an_article_that_revises() -> None:
    assert article(id="b", revises="a").revises == "a"
