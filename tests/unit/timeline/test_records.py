"""What an article becomes in the log: the joined bytes are those that the messages would write."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.timeline.log import records
from services.timeline.log.drafts import draft
from services.timeline.log.log import Head, Tape, genesis
from services.timeline.log.projection import Change, fold
from tests.builders import NOW, ScriptedCoder, actor, article, event, published, span
from tocsin.coding.reading import Occurred, Quantity
from tocsin.messages import ArticlePublished, ArticleRead, EventRecorded, parse
from tocsin.records import Placement

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(-timedelta(hours=3))]))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)
ENDS = st.none() | st.sampled_from(["2024-10-18", "2024-10-18T09:00:00+09:00", "2024-10-18T09:00:00"])


def quantity(best: float) -> Quantity:
    return Quantity(None, best, None, "troops", None, "reported", None, "text", 0, 3, "3,0")


EVENTS = st.builds(
    lambda start, words, best, name: event(
        occurred=Occurred(start, start, "day", "text"),
        evidence=span(words),
        quantities=(quantity(best),),
        actors=(actor(name=name),),
    ),
    ENDS,
    TEXTS,
    NUMBERS,
    TEXTS | st.none(),
)
ARTICLES = st.builds(
    lambda title, source, at, revises: article(
        title=title, source=source, url=None, published_at=at, revises=revises, id=f"a{title}"
    ),
    TEXTS,
    TEXTS | st.none(),
    MOMENTS,
    st.none() | st.just("b"),
)


def tape() -> Tape:
    return Tape.after(Head("0123", 7, "2024-10-01T00:00:00.000000Z", genesis("0123"), 5), NOW)


def written(message: ArticlePublished, coder: object) -> tuple[list[bytes], list[tuple]]:
    """What `records.read` puts on the tape, and the changes that it gives."""
    onto = tape()
    placement = Placement(article=message.data.id, story="story-ü", origin='orig"in')
    changes = list(records.read(onto, message, placement, draft(coder, message), lambda one: one.event))  # type: ignore[arg-type]
    return [row.data for row in onto.rows], changes


@given(ARTICLES, st.lists(EVENTS, min_size=1, max_size=3))
def test_event_records_are_joined_as_the_message_would_be_written(one, events):
    rows, changes = written(published(one), ScriptedCoder(events))
    messages = [parse(row) for row in rows]
    assert [message.to_json() for message in messages] == rows
    folded = [change for n, message in enumerate(messages, 8) for change in fold(n, message)]
    assert Counter(one_by_one(changes)) == Counter(folded)


def one_by_one(changes: list[tuple]) -> Iterator[tuple]:
    """A draft counts the same in one row; a fold row by row."""
    for kind, row in changes:
        if kind is Change.TALLY:
            yield from [(kind, (*row[:-1], 1))] * row[-1]
        else:
            yield kind, row


def test_event_records_are_numbered_by_position_and_name_what_was_published_before():
    rows, _ = written(published(), ScriptedCoder([event(), event()]))
    messages = [message for row in rows if isinstance(message := parse(row), EventRecorded)]
    assert [(m.sequence, m.previous, m.data.number, m.data.of) for m in messages] == [(8, 5, 1, 2), (9, 8, 2, 2)]


@pytest.mark.parametrize(
    ("language", "coder", "unread", "codebook"),
    [
        ("en", ScriptedCoder([]), None, "0123456789abcdef"),
        ("ko", ScriptedCoder([event()]), "language", ""),
        ("en", None, "failed", ""),
    ],
    ids=["no event", "another language", "the coder fails"],
)
def test_an_article_without_events_has_a_record_that_says_why(language, coder, unread, codebook):
    [row], changes = written(published(language=language, revises="b"), coder)
    message = parse(row)
    assert isinstance(message, ArticleRead)
    assert (message.data.unread, message.data.codebook, message.data.article.revises) == (unread, codebook, "b")
    assert (message.sequence, message.previous) == (8, 5)
    assert changes == list(fold(8, message))


def test_what_an_event_tells_in_the_envelope_is_when_it_began_in_utc():
    happened = event(occurred=Occurred("2024-10-18T01:00:00+09:00", None, "minute", "text"))
    [row], _ = written(published(), ScriptedCoder([happened]))
    assert parse(row).time == datetime(2024, 10, 17, 16, tzinfo=UTC)
