"""Warnings: which are a threat ("warned Japan against sanctions"), and which only tell what others may do."""

from itertools import pairwise
from typing import Final

from tocsin.coding.acts.agents import doers
from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.verbs import Group, Sentence

_POWERS: Final = frozenset({"state", "troops", "rebels"})


def warns_off(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "Pyongyang warned Japan against sanctions": a power that warns another one not to do something."""
    first = groups[hit.clause].head + 1
    warned = next((i for i in range(first, min(first + _NEAR, s.end)) if s.marks.named.get(i) in _POWERS), -1)
    if warned < 0 or _POWERS.isdisjoint(doers(s, groups, hit.clause)):
        return False
    behind = s.lower[warned + 1 : min(warned + 1 + _NEAR, s.end)]
    return any(word in _OFF for word in behind) or any(
        word == "of" and more in _MORE for word, more in pairwise(behind)
    )


def warns_of_others(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "police warned of revenge attacks by rebels": of what others may do, or said by who threatens nobody."""
    if not doers(s, groups, hit.clause).isdisjoint(_WATCHING):
        return True
    by = next((i for i in range(hit.last, min(hit.last + _NEAR, s.end)) if s.lower[i] in ("by", "from")), -1)
    return by >= 0 and any(s.marks.named.get(i) in _POWERS for i in range(by + 1, min(by + _NEAR, s.end)))


_WATCHING: Final = frozenset({"police", "inspectors", "experts", "helpers"})
"""Who tells of dangers and threatens no state."""
_OFF: Final = frozenset({"against", "over", "off", "not"})
_MORE: Final = frozenset({"more", "new", "further", "fresh", "retaliation", "reprisals", "consequences"})
"""What whoever warns would do himself: "warned Moscow of more attacks"."""
_NEAR: Final = 5
"""Tokens behind a warning, or a word of it, in which it is told whom or what it is about."""
