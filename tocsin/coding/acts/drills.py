"""Drills: what is fired, bombed or stormed in an exercise is part of it, and hits nobody."""

from dataclasses import replace
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.verbs import Sentence

_FIRED: Final = frozenset({"firearms", "explosives", "aerial", "drone", "heavy-weapons"})
_DRILLS: Final = frozenset(
    "drill drills exercise exercises manoeuvre manoeuvres maneuver maneuvers war-games wargames rehearsal".split()
)
_REACH: Final = 12
"""Tokens behind the trigger in which the drill is named."""
_NAME: Final = 5
"""Tokens that a drill's name has at most: "a joint live-fire drill"."""


def drilled(s: Sentence, hit: Hit) -> Hit:
    """The hit, as an exercise where it is part of one: "fired rockets in a live-fire drill"."""
    if hit.act.type != "ASSAULT" or hit.act.mode not in _FIRED or not _in_drill(s, hit.last):
        return hit
    return replace(hit, act=s.grammar.acts["exercise"], classes=frozenset({"exercise"}))


def _in_drill(s: Sentence, first: int) -> bool:
    return any(
        s.lower[i] in ("in", "during") and not _DRILLS.isdisjoint(s.lower[i + 1 : min(i + _NAME, s.end)])
        for i in range(first, min(first + _REACH, s.end))
    )
