"""Eves: "the morning after the attack", "the day of the raid", told from what the text has dated before."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from tocsin.coding.dates.describing import names_act
from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.moorings import moored
from tocsin.coding.reading import Timex
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.timex.times import TimeMention

_PARTS: Final = frozenset({"day", "morning", "afternoon", "evening", "night"})
_WAYS: Final = {"after": 1, "before": -1, "of": 0}
_KNOWN: Final = frozenset({"the", "that", "this"})
_STEM: Final = 4
"""Letters that a noun and the verb of its act share: "attack", "attacked"."""


class Told(NamedTuple):
    """An act of force that the text has dated to a day."""

    words: str
    day: date


def eves(scene: Scene, s: Sentence, groups: list[Group], told: Sequence[Told]) -> Iterator[Mooring]:
    """The times of a sentence that are told from the acts `told`: of the same word, else the first one."""
    for i in range(s.begin + 1, s.end - 3) if told and not _PARTS.isdisjoint(s.vocabulary) else ():
        if s.lower[i] not in _PARTS or s.lower[i + 1] not in _WAYS or s.lower[i + 2] not in _KNOWN:
            continue
        if s.lower[i - 1] != "the" or not names_act(s, i + 3):
            continue
        stem = s.lower[i + 3][:_STEM]
        same = (one for one in reversed(told) if stem in one.words)
        day = next(same, told[0]).day + timedelta(days=_WAYS[s.lower[i + 1]])
        span = scene.span(i - 1, i + 4)
        timex = Timex(span.field, span.start, span.end, span.text, "DATE", day.isoformat())
        mention = TimeMention(timex, day, day, "day", "at")
        yield moored(s, groups, mention, (i - 1, i + 4))
