"""Calendar arithmetic on TIMEX3 values: weeks, quarters, seasons, holidays, and the days that a value covers."""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import Final

from tocsin.vocabulary import Precision

Moment = date | datetime
Extent = tuple[Moment | None, Moment | None, Precision]
"""First and last day (or minute), both included, and how finely that is known."""

SEASONS: Final[dict[str, int]] = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""Each season's first month, on the northern half of the earth."""

_SIZES: Final[dict[str, int]] = {"D": 1, "W": 7, "2W": 14, "M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "WE": 7}


def week(day: date) -> str:
    """The ISO week of `day`: `2024-W44`."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def quarter(year: int, month: int) -> str:
    return f"{year:04d}-Q{(month - 1) // 3 + 1}"


def plus(day: date, count: float, unit: str) -> date:
    """`day` moved by `count` units (D, W, 2W, M, Q, Y, E, C, WE); held within the years that a date can have."""
    size = _SIZES.get(unit, 0)
    try:
        if unit in ("D", "W", "2W", "WE"):
            return day + timedelta(days=round(count * size))
        months = day.year * 12 + day.month - 1 + round(count * size)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, IndexError):
        return date.max if count > 0 else date.min


def at_grain(day: date, unit: str) -> str:
    """`day` as a TIMEX3 value of the given grain: D, W, M, Q, Y, E or C."""
    if unit in ("W", "2W"):
        return week(day)
    if unit == "WE":
        return week(day) + "-WE"
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return quarter(day.year, day.month)
    if unit == "Y":
        return f"{day.year:04d}"
    if unit == "E":
        return f"{day.year // 10:03d}"
    if unit == "C":
        return f"{day.year // 100:02d}"
    return day.isoformat()


@lru_cache(2048)
def grain(value: str) -> str:
    """The grain of a TIMEX3 date or time: D, W, M, Q, Y, E, C, S (season) or nothing if it is none of these."""
    for pattern, letter in _GRAINS():
        if pattern.match(value):
            return letter
    return ""


@cache
def _GRAINS() -> tuple[tuple[re.Pattern[str], str], ...]:  # noqa: N802 - a constant that is compiled when first needed
    return tuple(
        (re.compile(pattern), letter)
        for pattern, letter in (
            (r"\d{4}-\d\d-\d\d(?:T|$)", "D"),
            (r"\d{4}-W\d\d-WE$", "WE"),
            (r"\d{4}-W\d\d$", "W"),
            (r"\d{4}-\d\d$", "M"),
            (r"\d{4}-Q[1-4]$", "Q"),
            (r"\d{4}-H[12]$", "H"),
            (r"\d{4}-(?:SP|SU|FA|WI)$", "S"),
            (r"\d{4}$", "Y"),
            (r"\d{3}$", "E"),
            (r"\d{2}$", "C"),
        )
    )


def first_day(value: str) -> date | None:
    """The first day that a TIMEX3 date covers, or None for one that is no stretch of the calendar."""
    start = extent(value)[0]
    return start.date() if isinstance(start, datetime) else start


@lru_cache(2048)
def extent(value: str, edge: str = "", zone: tzinfo | None = None) -> Extent:
    """The first and last day (minute, for a time of day) of a TIMEX3 date or time, and its precision.

    `edge` (START, MID, END) narrows it to that third: "late 2024" is September to December.
    """
    letter = grain(value)
    if not letter:
        return None, None, "unknown"
    try:
        start, end, precision = _days(letter, value)
    except (ValueError, OverflowError):
        return None, None, "unknown"
    if letter == "D" and (clock := re.match(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)", value)):
        hour = int(clock[2])
        moment = datetime.combine(start, datetime.min.time(), zone) + timedelta(hours=hour, minutes=int(clock[3]))
        return moment, moment, "minute"
    if edge and letter != "D":
        return (*_narrowed(start, end, edge), precision)
    return start, end, precision


def _narrowed(start: date, end: date, edge: str) -> tuple[date, date]:
    third = (end - start + timedelta(days=1)) / 3
    if edge == "START":
        return start, start + third - timedelta(days=1)
    if edge == "END":
        return end - third + timedelta(days=1), end
    return start + third, end - third


def _months(year: int, month: int, count: int, precision: Precision) -> tuple[date, date, Precision]:
    start = date(year, month, 1)
    return start, plus(start, count, "M") - timedelta(days=1), precision


def _week_extent(value: str) -> tuple[date, date, Precision]:
    start = date.fromisocalendar(int(value[:4]), int(value[6:8]), 1)
    if value.endswith("WE"):
        return start + timedelta(days=5), start + timedelta(days=6), "day"
    return start, start + timedelta(days=6), "week"


def _days(letter: str, value: str) -> tuple[date, date, Precision]:
    """First and last day of a value of the grain `letter`."""
    if letter == "D":
        day = date.fromisoformat(value[:10])
        return day, day, "day"
    if letter in ("W", "WE"):
        return _week_extent(value)
    if letter in ("E", "C"):
        years = 10 if letter == "E" else 100
        return date(int(value) * years, 1, 1), date(int(value) * years + years - 1, 12, 31), "year"
    year = int(value[:4])
    if letter == "M":
        return _months(year, int(value[5:7]), 1, "month")
    if letter == "Q":
        return _months(year, int(value[6]) * 3 - 2, 3, "quarter")
    if letter == "H":
        return _months(year, int(value[6]) * 6 - 5, 6, "quarter")
    if letter == "S":
        return _months(year, SEASONS[value[5:7]], 3, "quarter")
    return _months(year, 1, 12, "year")


def valid(year: int, month: int, day: int) -> bool:
    return MINYEAR <= year < MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm in Meeus, "Astronomical Algorithms")."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date:
    """The day of a holiday (a rule of `words.HOLIDAYS`) in `year`."""
    if rule == "election":  # the Tuesday after the first Monday of November, in the United States
        return nth_weekday(year, 11, 1, 1) + timedelta(days=1)
    if len(rule) == len("YYYY-MM-DD"):
        return date.fromisoformat(rule)
    if rule[0] == "E":
        return easter(year) + timedelta(days=int(rule[1:]))
    month, *rest = (int(part) for part in rule.split("-"))
    return date(year, month, rest[0]) if len(rest) == 1 else nth_weekday(year, month, *rest)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth (9: the last) of a weekday (1: Monday) in a month."""
    if nth == 9:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
