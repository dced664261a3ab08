"""The timeline's writing side on a real file: the log, the projection, what a failure leaves behind."""

from datetime import datetime, timedelta, timezone

import pytest

from services.timeline.log import log, store
from services.timeline.log.rebuilding import rebuild
from services.timeline.log.recording import UNCODED
from tests.builders import NOW, alert, deliveries, event, published, rung
from tests.integration.timeline.conftest import Timeline
from tocsin.coding.reading import Occurred
from tocsin.messages import ArticleRead, parse
from tocsin.sqlite import Database


async def test_an_article_is_followed_by_its_place_and_its_events(timeline: Timeline) -> None:
    await timeline.record(published(id="a"), published(id="b", text="Another matter altogether."))
    found = await timeline.rows("SELECT position, type FROM log ORDER BY position")
    kinds = ["article.published", "article.placed", "event.recorded", "event.recorded"]
    assert found == [(n, f"tocsin.{kind}.v1") for n, kind in enumerate(kinds * 2, 1)]


async def test_the_bytes_of_an_article_are_kept_as_they_came(timeline: Timeline) -> None:
    message = published(text="Émigrés – “quoted” \U0001f680")
    await timeline.record(message)
    assert await timeline.rows("SELECT data FROM log WHERE position = 1") == [(message.to_json(),)]


async def test_event_records_are_numbered_by_position_and_name_the_one_before(timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    await timeline.record(published(id="b", text="Another matter altogether."))
    events = await timeline.events()
    assert [e.sequence for e in events] == [3, 4, 7, 8]
    assert [e.previous for e in events] == [0, 3, 4, 7]
    assert [(e.data.number, e.data.of) for e in events] == [(1, 2), (2, 2), (1, 2), (2, 2)]


async def test_an_article_that_comes_again_is_recorded_once(timeline: Timeline) -> None:
    await timeline.record(published(id="a"), published(id="a"))
    await timeline.record(published(id="a"))
    await timeline.record(published(id="a", producer="/tocsin/ingest/other"))
    assert await timeline.rows("SELECT count(*) FROM articles") == [(1,)]
    assert await timeline.rows("SELECT count(*), max(position) FROM log") == [(4, 4)]


async def test_what_belongs_on_another_stream_is_refused_and_not_recorded(timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    before, [event, *_] = await timeline.rows("SELECT * FROM head"), await timeline.events()
    for stream, first in (("alerts", rung(alert(event.data))), ("articles", published(id="b"))):
        with pytest.raises(TypeError, match=f"{event.type} does not belong on the stream of {stream}"):
            await timeline.record(first, event)
    assert await timeline.rows("SELECT * FROM head") == before


async def test_a_batch_that_is_rolled_back_leaves_no_trace_in_memory_or_file(timeline: Timeline) -> None:

    async def fail() -> None:
        async with timeline.database.transaction() as connection:
            await timeline.recorder.articles(connection, deliveries([published(id="lost")]))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    await timeline.record(published(id="a"))
    assert [e.data.origin for e in await timeline.events()] == ["a", "a"]
    assert await timeline.rows("SELECT max(position) FROM log") == [(4,)]


async def test_copies_are_of_one_origin_after_a_restart_too(timeline: Timeline) -> None:
    text = " ".join(f"word{n}" for n in range(200))
    await timeline.record(published(id="a", text=text))
    timeline = Timeline(timeline.database)
    await timeline.record(published(id="b", text=text + " and a last line."))
    places = await timeline.rows("SELECT story, origin FROM members ORDER BY article")
    assert places[0] == places[1]
    assert places[0][1] == "a"


async def test_a_revision_supersedes_the_events_of_what_it_revises(timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    await timeline.record(published(id="b", text="Corrected.", revises="a"))
    ends = await timeline.rows("SELECT position, recorded_to FROM events ORDER BY position")
    assert [(p, end < 100) for p, end in ends] == [(3, True), (4, True), (7, False), (8, False)]
    assert ends[0][1] == 5
    assert len(await timeline.rows("SELECT DISTINCT story FROM members")) == 1


async def test_a_correction_that_tells_of_nothing_withdraws_what_it_corrects_and_says_so(timeline: Timeline) -> None:
    timeline.coder.by_article["b"] = ()
    await timeline.record(published(id="a"))
    await timeline.record(published(id="b", text="Nothing of this happened.", revises="a"))
    assert await timeline.rows("SELECT count(*) FROM events WHERE recorded_to > 1000") == [(0,)]
    relayed = await timeline.rows(log.OUTGOING, after=4, limit=9)
    told = [parse(data) for _, data in relayed]
    assert [message.data.article.revises for message in told if isinstance(message, ArticleRead)] == ["a"]


async def test_an_original_that_comes_after_its_correction_adds_no_events(timeline: Timeline) -> None:
    await timeline.record(published(id="b", text="Corrected.", revises="a"))
    await timeline.record(published(id="a"))
    assert {e.data.article.id for e in await timeline.events()} == {"b"}
    assert await timeline.rows("SELECT count(*) FROM articles") == [(2,)]


async def test_an_article_that_the_coder_fails_on_stays_in_the_log(timeline: Timeline) -> None:
    def fails(_: object) -> None:
        raise ZeroDivisionError

    before = UNCODED.collect()[0].samples[0].value
    timeline = Timeline(timeline.database, coder=fails)  # type: ignore[arg-type]
    await timeline.record(published(id="a"))
    assert await timeline.rows("SELECT count(*) FROM log") == [(3,)]
    assert await timeline.rows("SELECT unread FROM readings") == [("failed",)]
    assert UNCODED.collect()[0].samples[0].value == before + 1


async def test_the_log_time_does_not_run_backwards(timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    timeline.now = NOW.replace(hour=11)
    await timeline.record(published(id="b"))
    assert len(await timeline.rows("SELECT DISTINCT recorded_at FROM log")) == 1


async def test_an_alert_marks_the_events_that_it_cites_until_it_is_cancelled(timeline: Timeline) -> None:
    await timeline.record(published(id="a"))
    first = (await timeline.events())[0].data
    await timeline.record(rung(alert(first)))
    await timeline.record(rung(alert(first, revision=2, level=6)))
    await timeline.record(rung(alert(first, revision=3, status="cancelled")))
    await timeline.record(rung(alert(first, revision=3, status="cancelled")))
    found = await timeline.rows("SELECT event, recorded_from, recorded_to FROM signals ORDER BY recorded_from")
    assert found == [(3, 5, 6), (3, 6, 7)]
    statuses = await timeline.rows("SELECT status FROM alerts ORDER BY position")
    assert statuses == [("raised",), ("updated",), ("cancelled",)]


async def test_verify_finds_nothing_wrong_with_what_was_recorded(timeline: Timeline) -> None:
    await timeline.record(*(published(id=f"a{n}") for n in range(30)))
    async with timeline.database.reading() as connection:
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
        ("UPDATE head SET first_id = 'other'", "chain breaks at 1"),
    ],
)
async def test_verify_names_what_was_changed(timeline: Timeline, damage: str, fault: str) -> None:
    await timeline.record(published(id="a"))
    async with timeline.database.transaction() as connection:
        await connection.execute(damage)
    async with timeline.database.reading() as connection:
        *_, last = [verdict async for verdict in log.verify(connection)]
    assert last.fault is not None
    assert fault in last.fault


async def test_a_rebuild_gives_the_same_tables_in_whatever_zone_an_article_was_published(timeline: Timeline) -> None:
    today = Occurred("2024-10-28", "2024-10-28", "day", "text")
    timeline.coder.default = (event("AGREE", None, modality="future", occurred=today),)
    zones = [timezone(timedelta(hours=hours)) for hours in (9, 0, -9)]
    for number, zone in enumerate(zones):
        times = [datetime(2024, 10, 28, hour, tzinfo=zone) for hour in (5, 12, 20)]
        await timeline.record(*(published(id=f"{number}.{at.hour}", published_at=at) for at in times))
    before = await tables(timeline)
    assert [position async for position in rebuild(timeline.database)]
    assert await tables(timeline) == before


async def test_a_rebuild_gives_the_same_tables(timeline: Timeline) -> None:
    await timeline.record(*(published(id=f"a{n}") for n in range(5)))
    await timeline.record(published(id="b", revises="a2"), published(id="c", revises="b"))
    first, second = (await timeline.events())[:2]
    await timeline.record(rung(alert(first.data)), rung(alert(first.data, revision=2)), rung(alert(second.data)))
    before = await tables(timeline)
    assert [position async for position in rebuild(timeline.database, chunk=7)][-1] == 30
    assert await tables(timeline) == before
    async with Database.open(timeline.database.path, store.SCHEMA):
        pass
    await timeline.record(published(id="d"))


async def tables(timeline: Timeline) -> dict[str, list[tuple]]:
    found = {name: await timeline.rows(f"SELECT * FROM {name}") for name in store.TABLES if name != "words"}
    async with timeline.database.transaction() as connection:
        await connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, instance)")
        async with connection.execute("SELECT * FROM temp.vocabulary") as vocabulary:
            found["words"] = [tuple(row) async for row in vocabulary]
        await connection.execute("DROP TABLE temp.vocabulary")
    return found
