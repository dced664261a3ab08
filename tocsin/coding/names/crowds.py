"""Crowds: people in the street are of the place where they are, whoever's flag they burn or embassy they stone."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.modifiers import preposition_before
from tocsin.coding.names.owners import Home

_CROWD: Final = re.compile(
    r"\b(?:protest[eo]rs?|demonstrators?|rioters?|looters?|crowds?|mobs?|marchers?|strikers?|stone-throwers?|youths|villagers|residents|farmers|students|miners|activists|supporters|locals)\b",
    re.IGNORECASE,
)
_SITES: Final = frozenset({"in", "across", "inside", "throughout", "around"})
_ELSEWHERE: Final = re.compile(
    r"\b(?:war|wars|fighting|killings?|attacks?|strikes?|coup|crackdown|massacres?|violence|operations?|bombings?|bombardment|offensive|intervention"
    r"|occupation|presence|rule|campaign|conflict|genocide|troops|soldiers|forces|raids?|deaths?|elections?|bases?|settlements?|peace|situation"
    r"|people|workers|brethren|compatriots|colleagues|events)"
    r" (?:in|across|inside|throughout|around) (?:[\w'’-]+ ){0,4}$"
)
"""What crowds shout about, wherever they do: "protesters denounced the war in Iraq"."""
_ANOTHER: Final = re.compile(r"[;:—–“”\"]")
_LEAD: Final = 60
"""Characters before a place in which it is told what is there."""
_REACH: Final = 160
"""Characters on either side in which it is told where a crowd is."""


def at_place(text: str, mention: ActorMention, places: Sequence[Home]) -> str | None:
    """The country of the place where a crowd does what its sentence tells: behind it, else before it."""
    if mention.kind != "people" or not _CROWD.search(mention.actor.text):
        return None
    split = bisect_left(places, mention.end, key=attrgetter("start"))
    behind = (place for place in places[split : split + _FEW] if _is_there(text, place, mention.end, place.start))
    before = (
        place
        for place in reversed(places[max(0, split - _FEW) : split])
        if _is_there(text, place, place.start, mention.start)
    )
    same = [place for found in (behind, before) for place in found if place.sentence == mention.sentence]
    return same[0].country if same else None


_FEW: Final = 8


def _is_there(text: str, place: Home, first: int, last: int) -> bool:
    """Whether something is done in a place that is named in the clause of a crowd, which spans between the two."""
    if last - first > _REACH or _ANOTHER.search(text, first, last):
        return False
    if preposition_before(text, place.start) not in _SITES:
        return False
    return _ELSEWHERE.search(text, max(0, place.start - _LEAD), place.start) is None
