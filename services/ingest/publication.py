"""When an article was published, read from the forms in which people and programs write it. Pure.

A form that can mean two days ("03/04/2024") is refused rather than guessed. A moment without a zone is taken as UTC.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, Literal

EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LEEWAY: Final = timedelta(days=1)
"""How far after its receipt an article may be dated: the day begins fourteen hours earlier in Kiribati."""

_FORMS: Final = "write it as 2024-10-27 or 2024-10-27T09:30:00+09:00"

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

# Zone names in hours from UTC: those of RFC 822 and those that news agencies write in date lines.
_ZONES: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "cet": 1, "west": 1, "cest": 2, "eet": 2, "eest": 3,
    "msk": 3, "kst": 9, "jst": 9, "hkt": 8, "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
}  # fmt: skip

_MONTH: Final = r"(?P<month>[a-z]{3,9})\.?"
_CLOCK: Final = r"""
    (?: [,\ ]+ (?:at\ )? (?P<hour>\d{1,2}) (?: [:.] (?P<minute>\d{2}) (?: :(?P<second>\d{2}) (?:[.]\d+)? )? )?
        \ ? (?P<half>[ap]\.?m\.?)? (?: \ ? (?P<zone>[a-z]{1,4} | [+-]\d{2}:?\d{2}) )? )?
"""
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\ )?"
# Such as Sun, 27 Oct 2024 09:30:00 GMT; 27th October 2024; 27 Oct 2024, 9.30 am KST.
_DAY_FIRST: Final = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\ -]{_MONTH}[,\ -]\ ?(?P<year>\d{{4}}){_CLOCK}", re.VERBOSE
)
# Such as October 27, 2024; Sunday, Oct. 27, 2024 at 9:30 a.m. EDT.
_MONTH_FIRST: Final = re.compile(
    rf"{_WEEKDAY}{_MONTH}\ (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\ (?P<year>\d{{4}}){_CLOCK}", re.VERBOSE
)
# As in "2024/10/27 09:30".
_YEAR_FIRST: Final = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_CLOCK}", re.VERBOSE
)
# With dots the day comes first (27.10.2024); with slashes (27/10/2024, 10/27/2024) only where one reading is possible.
_YEAR_LAST: Final = re.compile(
    rf"(?P<one>\d{{1,2}})(?P<mark>[/.])(?P<two>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){_CLOCK}", re.VERBOSE
)
# As in "2024-10-27 09:30:00 UTC": ISO 8601 but for the name of the zone
_ISO_NAMED: Final = re.compile(r"(?P<iso>\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(?::\d{2}(?:[.]\d+)?)?) ?(?P<zone>[a-z]{2,4})")
_EPOCH: Final = re.compile(r"\d{10}(?:\.\d+)?|\d{13}")
_COMPACT: Final = re.compile(r"(\d{8})(\d{4}(?:\d{2})?)")
# What programs write where they know no date: year 1 of .NET and Go, Unix's and spreadsheets' day zero.
_ZEROS: Final = frozenset({date(1, 1, 1), date(1970, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1)})


class UnreadableDate(ValueError):
    """Not one date; the text says why and how to write it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication time: `at` with the zone that was written (UTC if none was); `day` means midnight UTC of it."""

    at: datetime
    precision: Literal["minute", "day"]


def parse_publication(value: str | float) -> Publication:
    """The moment that `value` writes: an ISO 8601 or RFC 2822 date or date-time, a date in English words, a date with
    slashes or dots that has one reading, or seconds or milliseconds since 1970.

    Raises UnreadableDate.
    """
    if not isinstance(value, str):
        return _epoch(value)
    text = " ".join(value.split())
    if not text or len(text) > 100:
        raise UnreadableDate(f"{'is empty' if not text else 'is no date'}; {_FORMS}")
    try:
        if _EPOCH.fullmatch(text):
            return _epoch(float(text))
        if compact := _COMPACT.fullmatch(text):
            text = f"{compact[1]}T{compact[2]}"
        found = _iso(text) or _written(text.lower())
    except UnreadableDate:
        raise
    except (ValueError, OverflowError):
        raise UnreadableDate(f"{text!r} is no date of the calendar; {_FORMS}") from None
    if found is None:
        raise UnreadableDate(f"{text!r} is in no form that is known; {_FORMS}")
    return found


def is_missing(publication: Publication) -> bool:
    """Whether the date is one of those that programs write for "none"."""
    return publication.at.date() in _ZEROS


def _iso(text: str) -> Publication | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        pass
    else:
        return Publication(datetime(day.year, day.month, day.day, tzinfo=UTC), "day")
    named = _ISO_NAMED.fullmatch(text.lower())
    try:
        moment = datetime.fromisoformat((named["iso"] if named else text).upper())
    except ValueError:
        return None
    if named:
        return Publication(moment.replace(tzinfo=_zone(named["zone"])), "minute")
    return Publication(_in_minutes(moment) if moment.tzinfo else moment.replace(tzinfo=UTC), "minute")


def _in_minutes(moment: datetime) -> datetime:
    """The same moment, its zone in whole minutes: the wire writes no seconds of one (Amsterdam had +00:19:32)."""
    minute, offset = timedelta(minutes=1), moment.utcoffset()
    if offset is None or not offset % minute:
        return moment
    return moment.astimezone(timezone(minute * int(offset / minute)))


def _written(text: str) -> Publication | None:
    found = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if found:
        month = _MONTHS.get(found["month"])
        return None if month is None else _at(found, month, int(found["day"]))
    if found := _YEAR_FIRST.fullmatch(text):
        return _at(found, int(found["month"]), int(found["day"]))
    if found := _YEAR_LAST.fullmatch(text):
        one, two = int(found["one"]), int(found["two"])
        if found["mark"] == "." or one > 12 or one == two:
            return _at(found, two, one)
        if two > 12:
            return _at(found, one, two)
        raise UnreadableDate(f"{text!r} can mean two days; {_FORMS}")
    return None


def _at(found: re.Match[str], month: int, day: int) -> Publication:
    year = int(found["year"])
    if found["hour"] is None:
        return Publication(datetime(year, month, day, tzinfo=UTC), "day")
    hour, half = int(found["hour"]), found["half"]
    if half:
        if not 1 <= hour <= 12:
            raise UnreadableDate(f"{found.group()!r} has no such hour; {_FORMS}")
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    clock = datetime(year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0), tzinfo=UTC)
    return Publication(clock.replace(tzinfo=_zone(found["zone"])) if found["zone"] else clock, "minute")


def _zone(name: str) -> timezone:
    if name[0] in "+-":
        digits = name[1:].replace(":", "")
        return timezone((-1 if name[0] == "-" else 1) * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
    hours = _ZONES.get(name)
    if hours is None:
        raise UnreadableDate(f"has the unknown zone {name.upper()!r}; {_FORMS}")
    return timezone(timedelta(hours=hours))


def _epoch(value: float) -> Publication:
    seconds = value / 1000 if abs(value) >= 1e11 else value
    try:
        return Publication(datetime.fromtimestamp(seconds, tz=UTC), "minute")
    except (ValueError, OverflowError, OSError):
        raise UnreadableDate(f"{str(value)[:40]} is no number of seconds since 1970; {_FORMS}") from None
