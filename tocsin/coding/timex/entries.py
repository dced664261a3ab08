"""Entries: the lines of a chronology, each headed by a date whose year may stand further up.

What "May 3 - Rebels sign a truce" tells is of 2003 below a line that begins with "September 19, 2002".
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from tocsin.coding.text.calendar import MONTHS, WEEKDAYS
from tocsin.coding.timex import almanac

_FEWEST: Final = 3
"""Heads that make a chronology: a date at the beginning of a line may be a date line."""
_SOON: Final = 60
"""Days: a list that begins within so many, and would else have ended longer ago, is one of days to come."""


class Entry(NamedTuple):
    """The date that heads a line: from `begin` to `end` in the text, and its year."""

    begin: int
    end: int
    year: int
    stop: int
    """Where what it heads ends: with its line, or with the paragraphs behind it if it has a line of its own."""


class _Head(NamedTuple):
    begin: int
    end: int
    year: int | None
    month: int
    day: int
    stop: int


@cache
def _head() -> re.Pattern[str]:
    month = "|".join(f"{name[:3]}(?:{name[3:]}|{'t' if name[:4] == 'sept' else ''}\\.?)" for name in MONTHS)
    weekday = "|".join(WEEKDAYS)
    return re.compile(
        rf"""
        [^\w\n]{{0,4}}+  # a bullet
        (?P<begin>(?:(?:{weekday}),?[ ])?
        (?:(?P<first>[12]\d{{3}})(?:[-–/]\d\d(?:\d\d)?)?[ ]?)?
        (?:(?:mid-|early[ ]|late[ ])?
           (?:(?P<day>\d\d?)(?:[-–]\d\d?)?[ ](?P<month>{month})
             |(?P<before>{month})(?:[ ](?P<behind>\d\d?)(?:[-–]\d\d?)?)?\b)
           (?:,?[ ](?P<year>[12]\d{{3}}))?)?)
        (?:,[ ](?:\d\d?[:.]?\d*[ ]?[ap]\.?m\.?|\w+))?  # a time of day
        (?:[ ]?[-–—:](?!\d)|(?<=\d{{4}})(?=[ ](?-i:[A-Z][a-z]))|[ ]*(?=\n|$))
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def entries(text: str, today: date) -> list[Entry]:
    """The dates that head the lines of a chronology, in order; none in another text."""
    if text.count("\n") < _FEWEST - 1:
        return []
    heads = list(_heads(text))
    if len(heads) < _FEWEST:
        named = [match for at in _lines(text) if (match := _weekday().match(text, at))]
        days = [Entry(*match.span(1), today.year, _line_end(text, match.end())) for match in named]
        return days if len(days) >= _FEWEST else []
    order = -1 if _latest_first(heads) else 1
    years = _years(heads[::order], today)[::order]
    return [Entry(h.begin, h.end, year, h.stop) for h, year in zip(heads, years, strict=True)]


@cache
def _weekday() -> re.Pattern[str]:
    """A weekday that heads a line: "Monday: Rebels sign a truce"."""
    return re.compile(rf"[^\w\n]{{0,4}}({'|'.join(WEEKDAYS)}) ?[-–—:]", re.IGNORECASE)


def _lines(text: str) -> Iterator[int]:
    """Where each line of a text begins."""
    at = 0
    while at <= len(text):
        yield at
        at = _line_end(text, at) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def entry_at(found: list[Entry], place: int) -> Entry | None:
    """The entry whose date stands at `place`."""
    n = bisect_right(found, place, key=lambda entry: entry.begin) - 1
    return found[n] if n >= 0 and place < found[n].end else None


def _heads(text: str) -> Iterator[_Head]:
    for at in _lines(text):
        match = _head().match(text, at)
        month = (match["month"] or match["before"] or "") if match else ""
        if match and (month or match["first"]):
            end = _line_end(text, at)
            alone = not text[match.end() : end].strip()
            yield _Head(
                match.start("begin"),
                match.end(),
                _number(match["first"] or match["year"]) or None,
                next((n for n, name in enumerate(MONTHS, 1) if name[:3] == month[:3].lower()), 0),
                _number(match["day"] or match["behind"]),
                stop=len(text) if alone else end,
            )


def _number(figures: str | None) -> int:
    return int(figures) if figures else 0


def _latest_first(heads: list[_Head]) -> bool:
    falls = [(b.month, b.day) < (a.month, a.day) for a, b in pairwise(heads) if b.year is None]
    return 2 * sum(falls) > len(falls)


def _years(heads: list[_Head], today: date) -> list[int]:
    """The year of each head: one that is told holds until a month comes before that of the head above."""
    turns = list(accumulate((b.year is None and b.month < a.month for a, b in pairwise(heads)), initial=0))
    base = next((n for n, head in enumerate(heads) if head.year is not None), len(heads) - 1)
    year = heads[base].year or _last_year(heads, turns[-1], today)
    years = []
    for n, head in enumerate(heads):
        if head.year is not None:
            base, year = n, head.year
        years.append(year + turns[n] - turns[base])
    return years


def _last_year(heads: list[_Head], turns: int, today: date) -> int:
    """The year of the last of heads that tell none: the latest that is not to come, unless all are about to come."""
    last = _fits(heads[-1], today)
    first = _fits(heads[0], today)
    coming = almanac.plus(first, 1, "Y")
    if (coming - today).days <= _SOON < (today - last).days:
        return coming.year + turns
    return last.year


def _fits(head: _Head, today: date) -> date:
    """The last day up to `today` with the month and day of a head."""
    day = today.replace(day=1, month=head.month or 1)
    if almanac.valid(day.year, day.month, head.day or 1):
        day = day.replace(day=head.day or 1)
    return day if day <= today else almanac.plus(day, -1, "Y")
