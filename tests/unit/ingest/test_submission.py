"""What is made of a client's article before it is accepted."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.submission import Candidate, Refused, admit, parse_submission
from tocsin.records import Article

RECEIVED = datetime(2024, 10, 28, 12, 0, tzinfo=UTC)


def admitted(**fields: Any) -> Candidate:
    defaults = {"title": "Ferry late", "text": "The ferry came in late on Sunday.", "published_at": "2024-10-27"}
    return admit(parse_submission(json.dumps({**defaults, **fields}).encode()), received=RECEIVED)


def refused(**fields: Any) -> Refused:
    with pytest.raises(Refused) as error:
        admitted(**fields)
    return error.value


def test_a_plain_article_is_admitted_as_it_is() -> None:
    article = admitted(url="https://example.org/x?utm_source=y", source=" The  Quay ", language="en-GB").article
    assert article.title == "Ferry late"
    assert article.text == "The ferry came in late on Sunday."
    assert (article.published_at.isoformat(), article.published_precision) == ("2024-10-27T00:00:00+00:00", "day")
    assert (article.published_basis, article.source, article.language) == ("given", "The Quay", "en")
    assert article.url == "https://example.org/x"


def test_a_title_is_one_line_without_escape_codes_and_turned_text() -> None:
    assert admitted(title="Ferry\n\x1b[31mlate\u202e\x07 ").article.title == "Ferry [31mlate"


def test_a_text_keeps_its_paragraphs_and_loses_control_characters() -> None:
    assert admitted(text="One.\r\n\r\nTwo\x1b.\tThree\x0b.").article.text == "One.\n\nTwo.\tThree."


@pytest.mark.parametrize("value", [True, False, ["2024-10-27"]])
def test_a_date_that_is_neither_text_nor_a_number_is_refused(value: Any) -> None:
    assert "must be a number or text" in refused(published_at=value).detail


@given(
    st.datetimes(max_value=datetime(2024, 10, 27), timezones=st.timezones()).map(datetime.isoformat)  # noqa: DTZ001
    | st.from_regex(r"2024-10-2[0-7]T0[0-9]:30:00[+-][012][0-9]:[0-5][0-9](:[0-5][0-9])?", fullmatch=True)
    | st.floats(min_value=0, max_value=2e9)
)
def test_what_is_accepted_is_a_message_that_its_consumers_can_read(date: str | float) -> None:
    try:
        article = admitted(published_at=date).article
    except Refused:
        return
    assert Article.model_validate_json(article.to_json()) == article


def test_a_headline_alone_is_an_article() -> None:
    assert admitted(text="").article.text == ""


def test_the_same_words_have_the_same_id_whenever_they_come() -> None:
    assert admitted().article.id == admitted(text="The ferry came\nin late on Sunday.").article.id
    assert admitted().article.id != admitted(text="The ferry came in early on Sunday.").article.id


def test_a_date_that_somebody_gives_makes_another_revision_and_one_that_a_feed_gives_does_not() -> None:
    assert admitted().article.id != admitted(published_at="2024-10-26").article.id
    assert admitted().key == admitted(published_at="2024-10-26").key
    touched = [admitted(published_at=day, published_basis="feed").article.id for day in ("2024-10-26", "2024-10-27")]
    assert touched[0] == touched[1]


def test_an_article_without_a_date_is_dated_by_its_receipt() -> None:
    article = admitted(published_at=None).article
    assert (article.published_at, article.published_basis) == (RECEIVED, "received")


@pytest.mark.parametrize(
    ("written", "basis", "note"),
    [
        ("2024-11-05", "received", "still to come"),
        ("0001-01-01T00:00:00Z", "received", "stands for no date"),
        ("1970-01-01", "received", "stands for no date"),
        ("2024-10-29T06:00:00Z", "given", "later than its receipt"),
        ("2024-10-27", "given", None),
    ],
)
def test_a_date_is_trusted_only_where_it_can_be_true(written: str, basis: str, note: str | None) -> None:
    candidate = admitted(published_at=written)
    assert candidate.article.published_basis == basis
    assert note is None or note in candidate.notes[0]
    assert basis == "given" or candidate.article.published_at == RECEIVED


def test_a_language_that_is_no_tag_is_left_to_detection() -> None:
    candidate = admitted(language="English!")
    assert candidate.article.language is None
    assert "no language tag" in candidate.notes[0]


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"text": None, "title": None}, "text", "empty"),
        ({"text": None, "title": None, "body": "x"}, "text", "there are `body`"),
        ({"text": " \n", "title": "..."}, "text", "empty"),
        ({"text": "a\x00b"}, "text", "NUL"),
        ({"title": "a\x00b"}, "title", "NUL"),
        ({"title": "x" * 2001}, "title", "2,001 characters"),
        ({"text": "é" * 2_500_001}, "text", "5.0 MB; at most 5 MB"),
        ({"url": "//example.org"}, "url", "must begin with http"),
        ({"published_at": "soon"}, "published_at", "in no form"),
        ({"published_at": "1899-06-01"}, "published_at", "dates from 1900-01-01"),
        ({"text": 7}, "text", "must be text, not a number"),
        ({"source": ["x"]}, "source", "must be text, not a list"),
        ({"published_at": {}}, "published_at", "a number or text, not an object"),
        ({"published_basis": "rumour"}, "published_basis", "must be one of"),
        ({"id": True}, "id", "must be text, not true or false"),
    ],
)
def test_a_refusal_names_the_field_and_the_reason(fields: dict[str, Any], field: str, words: str) -> None:
    error = refused(**fields)
    assert error.field == field
    assert words in error.detail


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"", "no valid JSON"),
        (b"null", "no JSON object"),
        (b'"text"', "no JSON object"),
        (b'{"text": "a\\ud800"}', "surrogate"),
        (b'{"text": "\xff"}', "no valid JSON"),
        (b'{"text": NaN1}', "no valid JSON"),
        (b'{"a":' * 5000, "no valid JSON"),
    ],
)
def test_what_is_no_object_is_refused(line: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        parse_submission(line)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(("title", "text", "published_at", "url", "source", "language", "id", "published_basis", "x"))


@given(st.dictionaries(names, json_values, max_size=6))
def test_any_object_is_admitted_or_refused_with_words(fields: dict[str, Any]) -> None:
    try:
        candidate = admit(parse_submission(json.dumps(fields).encode()), received=RECEIVED)
    except Refused:
        return
    assert candidate.article.model_dump_json()


@given(st.binary(max_size=60))
def test_any_bytes_are_admitted_or_refused_with_words(line: bytes) -> None:
    try:
        candidate = admit(parse_submission(line), received=RECEIVED)
    except Refused:
        return
    assert candidate.article.model_dump_json()
