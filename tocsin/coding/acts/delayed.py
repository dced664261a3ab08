"""Delayed objects: what stands behind where, when or to whom something is done: "delivered to Sudan six tanks"."""

from typing import Final

from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.grammar import (
    ADV,
    AUXILIARY,
    COORD,
    DET,
    GENITIVE,
    MARK,
    NUMBER,
    PREP,
    REL,
    SUBORD,
    TO,
)


def late_object(s: Sentence, start: int, stop: int) -> int:
    """Where an object begins behind a phrase of time, place or manner, else -1: "scrapped in a day two accords".

    A receiver with a name is one too: "delivered to Sudan air defence systems".
    """
    if start >= stop or s.lower[start] not in _SETTING_OFF:
        return -1
    behind = _behind_receiver(s, start, stop)
    if behind > 0 and not s.flag(behind) & _JOINTS:
        return behind
    if s.lower[start] == "to" and behind < 0:
        return -1  # "agreed to a deal"
    for i in range(start + 2, stop):
        opens = s.flag(i) & (DET | NUMBER) and not s.flag(i) & PREP
        if opens and not s.flag(i - 1) & (PREP | DET | COORD | NUMBER | ADV):
            return i
        if s.flag(i) & (MARK | SUBORD | REL | COORD) and not s.flag(i) & PREP:
            return -1
    return -1


def _behind_receiver(s: Sentence, start: int, stop: int) -> int:
    """Where a phrase ends that names somebody right behind its preposition: "to the Kenyan army", else -1."""
    named = s.marks.named
    end = start + 1 + bool(s.flag(start + 1) & DET)
    if end not in named and end + 1 not in named:
        return -1
    end += end not in named
    while end < stop and end in named:
        end += 1
    return end if end < stop else -1


_SETTING_OFF: Final = frozenset(
    "with without in at until from after during within despite amid for under on to".split()
)
_JOINTS: Final = PREP | REL | SUBORD | MARK | COORD | ADV | AUXILIARY | GENITIVE | TO
"""Prepositions whose phrase may stand between a verb and its object."""
