"""Publication times in the forms in which people and programs write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.publication import UnreadableDate, is_missing, parse_publication


@pytest.mark.parametrize(
    "written",
    [
        "2024-10-27",
        "20241027",
        "2024-W43-7",
        "2024/10/27",
        "2024.10.27",
        "27.10.2024",
        "27/10/2024",
        "10/27/2024",
        "27 October 2024",
        "27th Oct 2024",
        "27-Oct-2024",
        "October 27, 2024",
        "Sunday, Oct. 27, 2024",
        " 2024-10-27 ",
    ],
)
def test_a_date_is_a_day(written: str) -> None:
    found = parse_publication(written)
    assert (found.at.isoformat(), found.precision) == ("2024-10-27T00:00:00+00:00", "day")


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-10-27T09:30Z", "2024-10-27T09:30:00+00:00"),
        ("2024-10-27t09:30:00z", "2024-10-27T09:30:00+00:00"),
        ("2024-10-27 09:30", "2024-10-27T09:30:00+00:00"),
        ("2024-10-27 09:30:00 +0900", "2024-10-27T09:30:00+09:00"),
        ("2024-10-27T09:30:00.123456789+09:00", "2024-10-27T09:30:00.123456+09:00"),
        ("2024-10-27 09:30 UTC", "2024-10-27T09:30:00+00:00"),
        ("2024-10-27 09:30 KST", "2024-10-27T09:30:00+09:00"),
        ("20241027093000", "2024-10-27T09:30:00+00:00"),
        ("202410270930", "2024-10-27T09:30:00+00:00"),
        ("20241027T093000Z", "2024-10-27T09:30:00+00:00"),
        ("Sun, 27 Oct 2024 09:30:00 GMT", "2024-10-27T09:30:00+00:00"),
        ("Sun, 27 Oct 2024 09:30:00 -0430", "2024-10-27T09:30:00-04:30"),
        ("Oct. 27, 2024 at 9:30 a.m. EDT", "2024-10-27T09:30:00-04:00"),
        ("27 October 2024 12 pm", "2024-10-27T12:00:00+00:00"),
        ("27 October 2024, 12:05 am", "2024-10-27T00:05:00+00:00"),
        ("1730021400", "2024-10-27T09:30:00+00:00"),
        ("1730021400000", "2024-10-27T09:30:00+00:00"),
        (1730021400, "2024-10-27T09:30:00+00:00"),
        (1730021400000.0, "2024-10-27T09:30:00+00:00"),
    ],
)
def test_a_moment_keeps_the_zone_that_was_written(written: str | float, iso: str) -> None:
    found = parse_publication(written)
    assert (found.at.isoformat(), found.precision) == (iso, "minute")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "is empty"),
        ("yesterday", "in no form"),
        ("3/4/2024", "can mean two days"),
        ("31 February 2024", "no date of the calendar"),
        ("2024-13-40", "in no form"),
        ("27 Okt 2024", "in no form"),
        ("2024-10", "in no form"),
        ("27 October 2024 13 pm", "no such hour"),
        ("27 October 2024 09:30 XYZ", "unknown zone 'XYZ'"),
        ("x" * 101, "is no date"),
        (2**63, "no number of seconds"),
        (float("nan"), "no number of seconds"),
        (float("inf"), "no number of seconds"),
    ],
)
def test_what_is_not_one_date_is_refused_with_the_way_to_write_it(written: str | float, reason: str) -> None:
    with pytest.raises(UnreadableDate, match=reason) as refused:
        parse_publication(written)
    assert "write it as 2024-10-27" in str(refused.value)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back_from_every_form(day: date) -> None:
    forms = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y", "%Y/%m/%d", "%d.%m.%Y")
    assert {parse_publication(day.strftime(form)).at.date() for form in forms} == {day}


@given(
    st.datetimes(
        min_value=datetime(1000, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
        timezones=st.timezones(no_cache=True).filter(lambda zone: zone is not None),
        allow_imaginary=False,
    )
)
def test_every_moment_is_read_back_from_iso(moment: datetime) -> None:
    if moment.year > 9990:
        return
    found = parse_publication(moment.isoformat()).at
    assert found.astimezone(UTC) == moment.astimezone(UTC)
    offset, read = moment.utcoffset(), found.utcoffset()
    assert offset is not None
    assert read is not None
    assert not read % timedelta(minutes=1)
    assert abs(offset - read) < timedelta(minutes=1)


@given(st.text(max_size=60) | st.floats() | st.integers())
def test_anything_is_either_a_date_or_refused(written: str | float) -> None:
    try:
        found = parse_publication(written)
    except UnreadableDate:
        return
    assert found.at.tzinfo is not None


@pytest.mark.parametrize(("written", "missing"), [("0001-01-01T00:00:00Z", True), (0, True), ("2024-10-27", False)])
def test_what_programs_write_for_no_date_is_known(written: str | float, missing: bool) -> None:
    assert is_missing(parse_publication(written)) is missing
