"""Messages survive the wire, and what is no message says why."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.messages import MAX_MESSAGE_BYTES, ArticlePublished, BadMessage, parse
from tocsin.records import Article, stable_id

WHEN = datetime(2024, 10, 27, 9, 30, tzinfo=UTC)
TEXT = st.text(st.characters(codec="utf-8"))


@given(TEXT, TEXT, st.integers(0, 10**15), st.datetimes(timezones=st.just(UTC)))
def test_a_message_reads_back_as_it_was_written(title: str, text: str, number: int, when: datetime) -> None:
    message = ArticlePublished(
        id="m",
        source="/tocsin/ingest/x",
        subject="a",
        time=when,
        recordedtime=when,
        sequence=number,
        previous=number,
        data=Article(id="a", title=title, text=text, published_at=when),
    )
    assert parse(message.to_json()) == message
    assert message.envelope_json() + message.data.to_json() + b"}" == message.to_json()


def test_times_are_in_utc_but_for_the_publication_which_keeps_its_zone_and_numbers_sort() -> None:
    seoul = WHEN.astimezone(timezone(timedelta(hours=9)))
    article = Article(id="a", text="x", published_at=seoul)
    message = ArticlePublished(
        id="m", source="/s", subject="a", time=seoul, recordedtime=WHEN, sequence=42, data=article
    )
    written = json.loads(message.to_json())
    assert written["time"] == "2024-10-27T09:30:00Z"
    assert written["data"]["published_at"] == "2024-10-27T18:30:00+09:00"
    assert parse(message.to_json()) == message
    assert written["sequence"] == "0000000000000042"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "EOF"),
        (b"{", "EOF"),
        (b"[]", "a mapping of fields"),
        (b'{"type": 3}', "type"),
        (b'{"type": "tocsin.article.published.v9"}', "unknown message type 'tocsin.article.published.v9'"),
        (b'{"type": "tocsin.article.published.v1"}', "id: is missing; and"),
        (b'{"type": "\\ud800"}', "hex escape"),
        (b"\xff\xfe", "Invalid JSON"),
        (b"x" * (MAX_MESSAGE_BYTES + 1), "at most"),
    ],
)
def test_what_is_no_message_says_why(raw: bytes, reason: str) -> None:
    with pytest.raises(BadMessage) as error:
        parse(raw)
    assert reason.lower() in str(error.value).lower()


@given(st.binary())
def test_any_bytes_are_a_message_or_say_why(raw: bytes) -> None:
    with pytest.raises(BadMessage):
        parse(raw)


def test_stable_ids_tell_their_parts_apart() -> None:
    assert stable_id("a", "xy", "z") != stable_id("a", "x", "yz")
    assert stable_id("a", "x") == "a_" + stable_id("b", "x")[2:]
