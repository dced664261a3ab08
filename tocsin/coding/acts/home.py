"""Home: forces that are moved within their own land are sent against or to nobody who is named around them."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.verbs import Group, Sentence


def stays_home(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "deployed soldiers to its Gulf coast ahead of the arrival of a British frigate in Oman"."""
    if hit.noun or hit.act.type != "MOBILIZE":
        return False
    behind = s.lower[hit.first : max(groups[hit.clause].stop, hit.last)]
    for i, word in enumerate(behind[:-1]):
        if word in _TO and behind[i + 1] in _OWN and not _EDGES.isdisjoint(behind[i + 2 : i + _EDGE]):
            return True
    return False


_TO: Final = frozenset({"to", "along", "on", "onto", "near"})
_OWN: Final = frozenset({"its", "their"})
_EDGES: Final = frozenset("coast coastline shore shores capital north south east west interior".split())
_EDGE: Final = 5
"""Tokens behind "to its" in which it is told to which part of the land."""
