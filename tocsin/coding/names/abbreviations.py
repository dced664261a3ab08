"""Abbreviations that a text introduces: "the Guyana Defence Force (GDF)" is "the GDF" from there on."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.names.mention import ActorMention

_INTRODUCED: Final = re.compile(r"(?:\(“?\"?|, or (?:the )?)([A-Z][A-Za-z]*[A-Z](?:-[A-Z]+)?)(?:\"?”?\)|,)")
_BODIES: Final = frozenset({"agency", "force", "group", "organisation", "body"})
_MOST: Final = 12
"""Abbreviations and namings of one followed at most, so that no text costs more than its length."""


def abbreviated(text: str, mentions: Sequence[ActorMention]) -> list[tuple[int, int, ActorMention]]:
    """Where the text names by an abbreviation alone those whom it has introduced with it.

    Shape as in `Naming`: (start, end, first mention), none inside another mention. A mention that takes the
    abbreviation for somebody else is set right.
    """
    found: list[tuple[int, int, ActorMention]] = []
    starts = [mention.start for mention in mentions]
    for short, first in _introduced(text, mentions).items():
        for match in list(re.finditer(rf"\b{short}\b", text[first.end :]))[:_MOST]:
            start, end = first.end + match.start(), first.end + match.end()
            if text[first.end : start].startswith(", or ") and start - first.end <= len(", or the "):
                continue  # "the Arakan Army, or AA, said": once is enough
            at = bisect_left(starts, start)
            here = mentions[at] if at < len(mentions) else None
            inside = at > 0 and mentions[at - 1].end > start
            if here is not None and here.start == start and here.end == end:
                here.mean(replace(here.actor, country=first.country, sector=first.sector, name=first.actor.name))
                here.kind = first.kind
            elif not inside and not (here is not None and here.start < end):
                found.append((start, end, first))
    return found


def _begins(text: str, mention: ActorMention, letter: str) -> bool:
    """Whether a name begins with a letter: "the Tigray People's Liberation Army (TPLF)" is no "PLA"."""
    word = text[mention.start : mention.end].removeprefix("the ").removeprefix("The ")
    return word[:1].upper() == letter


def _introduced(text: str, mentions: Sequence[ActorMention]) -> dict[str, ActorMention]:
    """The abbreviations of a text, each with the mention right before it."""
    ends = {m.end: m for m in mentions if m.kind in _BODIES and m.country is not None and m.end - m.start > len("UN")}
    known: dict[str, ActorMention] = {}
    for match in list(_INTRODUCED.finditer(text))[:_MOST]:
        first = ends.get(match.start() - text.startswith("(", match.start()))
        if first is not None and match[1] != text[first.start : first.end] and _begins(text, first, match[1][0]):
            known.setdefault(match[1], first)
    return known
