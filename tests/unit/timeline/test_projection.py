"""What rows of the log change, and the small texts around it: times that sort, cursors, cells, words."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.timeline.formats.tables import cell
from services.timeline.log.log import Head, Tape, genesis
from services.timeline.log.projection import Change, fold, grain, mentions, moment, span, tallies
from services.timeline.queries.cursors import Cursor
from services.timeline.queries.items import body
from services.timeline.queries.words import match
from tests.builders import NOW, actor, alert, article, event, published, reading, rung
from tocsin.coding.reading import Occurred, Place
from tocsin.following import place, position_of
from tocsin.messages import ArticlePlaced, EventRecorded
from tocsin.problems import Problem
from tocsin.records import ArticleReference, Placement, RecordedEvent

TIMES = st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1000 <= at.year <= 9000)


def record(**fields: object) -> RecordedEvent:
    reference = ArticleReference.model_validate(article().model_dump())
    defaults = {"id": "e", "article": reference, "story": "s", "origin": "o", "codebook": "c", "event": event()}
    return RecordedEvent(**{**defaults, **fields})


def kinds(position: int, message: object) -> list[Change]:
    return [kind for kind, _ in fold(position, message)]


def test_an_article_ends_what_it_revises() -> None:
    assert kinds(1, published()) == [Change.ARTICLE, Change.ARTICLE_WORDS, Change.TIDE]
    assert kinds(1, published(revises="old"))[-1] is Change.END_EVENTS


def test_a_cancelled_alert_ends_its_signals_and_gives_no_new_ones() -> None:
    assert Change.SIGNAL in kinds(9, rung(alert(record())))
    assert Change.SIGNAL not in kinds(9, rung(alert(record(), revision=2, status="cancelled")))


def test_a_disputed_alert_marks_all_its_evidence() -> None:
    signals = [values for kind, values in fold(9, rung(alert(record(), disputed=True))) if kind is Change.SIGNAL]
    assert [values[5] for values in signals] == [1]


def test_a_placement_makes_a_member() -> None:
    data = Placement(article="a", story="s", origin="o")
    message = ArticlePlaced(id="p", source="/t", subject="a", time=NOW, recordedtime=NOW, data=data)
    ((kind, values), size) = fold(2, message)
    assert (kind, values[0], values[1], values[-1]) == (Change.MEMBER, "s", "o", "a")
    assert size == (Change.SIZE, ("s",))


def test_who_and_where_is_listed_once_by_role() -> None:
    found = mentions(
        event(
            actors=(actor("PRK"), actor("PRK"), actor(None)),
            recipients=(actor("RUS"),),
            against=(actor("UKR"),),
            place=Place("Kursk", "RUS", "text", 0, 5),
        )
    )
    named = [("actor", "PRK"), ("recipient", "RUS"), ("against", "UKR")]
    anywhere = [("country", "PRK"), ("country", "RUS"), ("country", "UKR")]
    assert found == [*named, *anywhere, ("place", "kursk"), ("spot", "RUS:kursk")]


@pytest.mark.parametrize("place", [None, Place("Russia", "RUS", "text", 0, 6), Place("Black Sea", None, "text", 0, 9)])
def test_what_is_no_town_has_no_coordinates(place: Place | None) -> None:
    assert "spot" not in {role for role, _ in mentions(event(place=place))}


def test_an_event_is_counted_by_what_it_is_and_who_does_it_to_whom() -> None:
    counted = {(name, value) for name, value, *_ in tallies(record())}
    assert counted >= {("all", ""), ("type", "MOBILIZE"), ("mode", "troops"), ("pair", "PRK>RUS"), ("actor", "PRK")}
    assert {(day, days, n) for _, _, day, days, n in tallies(record())} == {("2024-10-18", 1, 1)}


@pytest.mark.parametrize(("spans", "fits"), [(1, 1), (2, 7), (7, 7), (8, 31), (31, 31), (32, 366), (4000, 366)])
def test_an_event_is_counted_by_how_precise_its_time_is(spans: int, fits: int) -> None:
    assert grain(spans) == fits


@pytest.mark.parametrize(
    ("start", "ahead", "lasting"),
    [
        (Occurred("2024-10-20", "2024-10-20", "day", "text"), False, False),
        (Occurred("2024-10-21", "2024-10-21", "day", "text"), True, False),
        (Occurred("2024-01-01", "2024-12-31", "year", "text"), False, True),
    ],
)
def test_what_an_index_by_time_misplaces_is_listed_apart(start: Occurred, ahead: bool, lasting: bool) -> None:
    message = EventRecorded(
        id="e", source="/t", subject="e", time=NOW, recordedtime=NOW, data=record(event=event(occurred=start))
    )
    found = kinds(3, message)
    assert (Change.AHEAD in found, Change.LASTING in found) == (ahead, lasting)


@pytest.mark.parametrize(
    ("occurred", "found"),
    [
        (Occurred("2024-10-18", "2024-10-18", "day", "text"), ("2024-10-18", "2024-10-18T23:59:59Z")),
        (Occurred("2024-10-01", "2024-10-31", "month", "text"), ("2024-10-01", "2024-10-31T23:59:59Z")),
        (
            Occurred("2024-10-18T09:30:00+09:00", "2024-10-18T09:30:00+09:00", "minute", "text"),
            ("2024-10-18T00:30:00Z", "2024-10-18T00:30:00Z"),
        ),
        (Occurred(None, "2024-12-31", "day", "text"), ("2024-12-31", "2024-12-31T23:59:59Z")),
        (Occurred("2024-12-31", None, "unknown", "text"), ("2024-12-31", "2024-12-31T23:59:59Z")),
        (Occurred(None, None, "unknown", "publication"), ("2024-10-28", "2024-10-28T23:59:59Z")),
    ],
)
def test_events_are_placed_by_their_first_and_last_moment(occurred: Occurred, found: tuple[str, str]) -> None:
    assert span(occurred, NOW) == found


@given(TIMES, TIMES)
def test_moments_sort_as_the_times_do(one: datetime, other: datetime) -> None:
    one, other = (at.replace(microsecond=0) for at in (one, other))
    assert (moment(one.isoformat()) < moment(other.isoformat())) == (one < other)
    assert moment(one.date().isoformat()) <= moment(one.isoformat()) <= moment(one.date().isoformat(), last=True)


@given(st.text(), st.integers(0, 10**17), st.lists(st.integers(1 - 2**63, 2**63 - 1) | st.text(), max_size=3))
def test_a_cursor_is_read_as_it_was_written(filters: str, as_of: int, key: list[str | int]) -> None:
    cursor = Cursor("log", as_of, tuple(key), filters)
    shape = tuple(map(type, key))
    assert Cursor.of(cursor.token(), "log", as_of, filters, shape) == cursor
    with pytest.raises(Problem):
        Cursor.of(cursor.token(), "log", as_of, filters, (*shape, int))


@given(st.text(max_size=60))
def test_no_text_but_a_cursor_passes_for_one(token: str) -> None:
    with pytest.raises(Problem):
        Cursor.of(token, "log", 5, "filters", (int,))


@given(st.text(max_size=40))
def test_no_text_but_a_place_passes_for_one(text: str) -> None:
    with pytest.raises(Problem) as refused:
        position_of(text + "x", "log", 5)
    assert refused.value.status in {410, 422}


def test_a_place_beyond_the_end_is_of_a_log_that_is_gone() -> None:
    assert position_of(place("log", 5), "log", 5) == 5
    for gone in (place("log", 6), place("other", 1)):
        with pytest.raises(Problem) as refused:
            position_of(gone, "log", 5)
        assert refused.value.status == 410


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("x=1", "x=1"),
        (-2, -2),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(value: object, written: object) -> None:
    assert cell(value) == written


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("troops", '"troops"'),
        ("C++ O'Reilly", '"C++" "O\'Reilly"'),
        ('"power station" plant', '"power station" "plant"'),
        ("troops -exercise", '("troops") NOT ("exercise")'),
        ('troops -"war games" -drill', '("troops") NOT ("war games" OR "drill")'),
        ("hello-world", '"hello-world"'),
        ('"unclosed', '"unclosed"'),
    ],
)
def test_words_become_quoted_phrases(asked: str, query: str) -> None:
    assert match(asked) == query
    assert match(asked, "title text") == f"{{title text}} : ({query})"


@pytest.mark.parametrize("asked", ["", "*", '"', "-", "-war", '-"a war"', "\0"])
def test_there_must_be_a_word_to_look_for(asked: str) -> None:
    with pytest.raises(ValueError, match="word"):
        match(asked)


@given(st.text(max_size=50))
def test_no_text_breaks_out_of_its_quotes(text: str) -> None:
    try:
        found = match(text)
    except ValueError:
        return
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (title)")
        connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (found,)).fetchall()


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_data_of_a_message_is_cut_out_whole(title: str, subject: str) -> None:
    message = published(title=f'{title}","data":{{', text=subject)
    message = message.model_copy(update={"subject": f'{subject}","data":'})
    assert body(message.to_json()) == message.data.__pydantic_serializer__.to_json(message.data)


@given(st.lists(st.binary(max_size=20), max_size=20), st.integers(-5, 5))
def test_positions_have_no_gap_and_time_does_not_run_backwards(messages: list[bytes], minutes: int) -> None:
    head = Head("log", 7, "2024-10-28T12:00:00.000000Z", genesis("log"), 0)
    tape = Tape.after(head, NOW + timedelta(minutes=minutes))
    for number, data in enumerate(messages):
        tape.append(f"m{number}", "some.type", data)
    assert [row.position for row in tape.rows] == list(range(8, 8 + len(messages)))
    assert all(row.recorded_at >= head.recorded_at for row in tape.rows)
    assert len({row.chain for row in tape.rows}) == len(messages)


def test_builders_read_what_they_are_told() -> None:
    assert reading(event()).events == (event(),)
