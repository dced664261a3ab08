"""Drills: what is fired in an exercise, a mock raid, ships that head for one."""

from dataclasses import replace
from itertools import pairwise
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence

_DRILLS: Final = frozenset(
    "drill drills exercise exercises manoeuvre manoeuvres maneuver maneuvers war-games wargames rehearsal".split()
)
_RANGES: Final = frozenset({"firing", "gunnery", "missile", "test", "bombing", "shooting", "training"})
"""What a range is for on which nobody is hit: "a firing range"."""
_FEIGNED: Final = frozenset({"mock", "simulated", "dummy"})
"""Words that make an attack one for show."""
_REACH: Final = 12
"""Tokens behind the trigger in which the drill is named."""
_NAME: Final = 5
"""Tokens that the name of a drill has at most: "a joint live-fire drill"."""


def for_show(s: Sentence, groups: list[Group], hit: Hit) -> Hit:
    """As in "staged a mock attack on the island", "a mock raid was staged": a drill."""
    if hit.act.type != "ASSAULT" or not _feigned(s, groups, hit):
        return hit
    return replace(hit, act=s.grammar.acts["exercise"], classes=frozenset({"exercise"}))


def to_drill(s: Sentence, first: int) -> bool:
    """As in "heading to India for a five-day exercise"."""
    return any(
        s.lower[i] == "for" and not _DRILLS.isdisjoint(s.lower[i + 1 : min(i + _NAME + 2, s.end)])
        for i in range(first, min(first + _NAME, s.end))
    )


def in_drill(s: Sentence, hit: Hit) -> bool:
    """As in "fired rockets in an exercise on its coast", where "on" may have been taken for part of the act; "struck
    targets inside a firing range".
    """
    behind = s.lower[hit.last : min(hit.last + _REACH, s.end)]
    if any(kind in _RANGES and ground in ("range", "ranges") for kind, ground in pairwise(behind)):
        return True
    return any(
        s.lower[i] in ("in", "during") and not _DRILLS.isdisjoint(s.lower[i + 1 : min(i + _NAME, s.end)])
        for i in range(hit.first + 1, min(hit.last + _REACH, s.end))
    )


def _feigned(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    words = s.lower[max(s.begin, hit.first - hit.noun) : hit.last]
    span = subject_of(groups, hit.clause) if hit.clause >= 0 and groups[hit.clause].passive else None
    return not _FEIGNED.isdisjoint(words) or (span is not None and not _FEIGNED.isdisjoint(s.lower[slice(*span)]))
