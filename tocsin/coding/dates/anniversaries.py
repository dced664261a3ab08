"""Anniversaries: what was so many years before the day on which it is remembered."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.occurrence import day_of, occurred_at
from tocsin.coding.dates.tale import Tale
from tocsin.coding.reading import Timex
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.timex.almanac import extent, plus
from tocsin.coding.timex.times import TimeMention
from tocsin.coding.timex.words import lexicon

_NTH: Final = re.compile(r"(\d{1,3})(?:st|nd|rd|th|-year)")


def anniversaries(scene: Scene, s: Sentence, moored: list[Mooring]) -> Iterator[Mooring]:
    """The times that anniversaries give the nouns behind them: "Friday marked the tenth anniversary of the bombing".

    Where the sentence names the day it is that of ten years ago, else the year is.
    """
    for i in range(s.begin + 1, s.end - 2) if "anniversary" in s.vocabulary else ():
        if s.lower[i] != "anniversary" or s.lower[i + 1] != "of":
            continue
        years = next((n for word in reversed(s.lower[max(s.begin, i - 2) : i]) if (n := _nth(word))), 0)
        if years:
            kept = None if _APART & {*s.lower[max(s.begin, i - _BEFORE) : i]} else _kept(moored, scene.published.date())
            yield Mooring(_remembered(scene, i, years, kept), i + 1, i + 2, -1, front=False, noun=True)


_BEFORE: Final = 6
_APART: Final = frozenset({"before", "after", "ahead", "eve", "days", "weeks", "since", "until"})
"""Words before an anniversary that part it from the day told: "on Thursday, days before the second anniversary"."""


def _nth(word: str) -> int:
    """The number that an ordinal tells, 0 for any other word."""
    figures = _NTH.fullmatch(word)
    if figures:
        return int(figures[1])
    kind, value = lexicon().get(word, ("", 0))
    return int(value) if kind in ("ORD", "SEC") else 0


def _kept(moored: list[Mooring], today: date) -> date | None:
    """The day on which an anniversary is kept, where its sentence tells it."""
    days = (day_of(m.mention.start) for m in moored if m.mention.precision == "day")
    return next((day for day in days if day is not None and abs((today - day).days) <= _AROUND), None)


def _remembered(scene: Scene, i: int, years: int, kept: date | None) -> TimeMention:
    """The day, else the year, of what is remembered so many years later."""
    day = plus(kept or scene.published.date(), -years, "Y").isoformat()
    value = day if kept is not None else day[:4]
    first, last, precision = extent(value)
    span = scene.span(i, i + 2)
    return TimeMention(Timex(span.field, span.start, span.end, span.text, "DATE", value), first, last, precision, "at")


_AROUND: Final = 10
"""Days around that of publication in which an anniversary is kept that is news."""


def tale_of_anniversary(s: Sentence, mooring: Mooring) -> Tale | None:
    """What the sentences that begin with its attack, or with who made it, go on telling of: "The bomber …"."""
    for i in range(mooring.last, min(mooring.last + _PHRASE, s.end)):
        stem = s.lower[i].removesuffix("ing")
        if stem in _ATTACKS:
            names = frozenset({s.lower[i], stem, f"{stem}s", f"{stem}er", f"{stem}ers"})
            return Tale(occurred_at(mooring.mention), framed=False, words=names, aside=False, remembered=True)
    return None


_PHRASE: Final = 4
"""Tokens behind "anniversary of" among which its noun stands."""
_ATTACKS: Final = frozenset("attack bomb massacre blast shoot kill raid siege ambush assassination hijack".split())
