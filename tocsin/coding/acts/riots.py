"""Riots: who is killed or hurt in a protest or in the violence around an election, by nobody's army and no bomb."""

from itertools import pairwise
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence

_TOLLS: Final = frozenset(
    {"be-killed", "die", "kill", "wound", "casualties", "deaths", "killed-in-attack", "leave-dead"}
)
_ARMED: Final = frozenset({"troops", "rebels", "explosives", "missile", "drone", "aircraft"})
"""Classes of those and of what makes more of it than a riot."""
_IN: Final = frozenset({"in", "during", "amid", "at", "after", "from", "since"})
_UNREST: Final = frozenset(
    """
    protest protests demonstration demonstrations rally rallies march marches riot riots rioting unrest looting
    """.split()
)
_VOTES: Final = frozenset(
    {"election", "post-election", "pre-election", "election-related", "electoral", "poll", "street"}
)
_CLASHES: Final = frozenset({"clash", "clashes"})
_REACH: Final = 7
"""Tokens behind a preposition in which it is told what somebody died in: "in nine days of violent protests"."""


def in_unrest(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "nine were killed in protests", "died in post-election violence": where neither forces nor bombs are told.

    Soldiers who fire on a crowd, and gunmen at a rally, are named.
    """
    if hit.act.id not in _TOLLS:
        return False
    span = subject_of(groups, hit.clause) if hit.clause >= 0 else None
    if not _ARMED.isdisjoint(classes_in(s, span[0] if span is not None else s.begin, s.end)):
        return False
    led = (i for i in range(hit.first, s.end) if s.lower[i] in _IN)
    return any(_is_unrest(s, i + 1, min(i + 1 + _REACH, s.end)) for i in led)


def _is_unrest(s: Sentence, first: int, last: int) -> bool:
    words = s.lower[first:last]
    if not _UNREST.isdisjoint(words) or any(vote in _VOTES and ill == "violence" for vote, ill in pairwise(words)):
        return True
    return not _CLASHES.isdisjoint(words) and {"crowd", "police"} <= classes_in(s, first, s.end)
