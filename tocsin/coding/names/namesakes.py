"""Namesakes: names that are those of other people: Igor Putin, Michael Jordan, Rafael Nadal."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final

from tocsin.coding.text.grammar import BASE, PARTICIPLE, PAST, THIRD
from tocsin.coding.text.lexicon import Match
from tocsin.coding.text.tables import grammar

NOT_NAMES: Final = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December The A An In On At By He She It They We But And Or If When While After Before
    For From To With As That This These Those There Here Who What Why How I Is Are Was Were Has Have Had Will Would
    Can Could Says Said Not No Yes Mr Mrs Ms Dr Although Because Since Until Under Over Meanwhile However Also Then
    Now Today Yesterday Both Like Unlike Even Only Still Once So Yet Did Does Do May Might Should Must Among Asked
    Told Despite During
    """.split()
)
"""Capitalised words that are no part of a name."""
_BEFORE: Final = re.compile(r"([A-Z][a-z]+|[A-Z]\.) $")
_AFTER: Final = re.compile(r" ([A-Z][a-z]+)\b(?!['’]s)")
_SURNAME: Final = re.compile(r" (?!Advanced|Defen[cs]e|Systems|SpA|Group|Inc|Corp|Ltd)[A-Z][a-z]+")


def names_somebody(text: str, match: Match) -> bool:
    """Whether a firm's name is a given name here: "Rafael Nadal"."""
    given = match.payload.kind == "company" and text[match.start : match.end] in grammar().given_names
    return given and _SURNAME.match(text, match.end) is not None


def is_namesake(text: str, match: Match, title_end: int) -> bool:
    """Whether a surname belongs to somebody else of that name: "Igor Putin", "Sharon Stone".

    `title_end` is where the title or country right before it ends, -1 if none does.
    """
    if match.kind != "actor" or match.payload.kind != "person" or " " in text[match.start : match.end]:
        return False
    after = _AFTER.match(text, match.end)
    if after is not None and after[1] not in NOT_NAMES:
        return True
    if title_end == match.start - 1:
        return False
    given = _introduced(text, text[match.start : match.end])
    if given is not None and given not in match.payload.name.split():
        return True
    before = _BEFORE.search(text, max(0, match.start - 16), match.start)
    if before is None or before[1] in NOT_NAMES:
        return False
    first = before.start(1)
    return (
        before[1] in grammar().given_names
        or text[first - 2 : first - 1].isalpha()
        or text[first - 2 : first - 1] == ","
    )


@lru_cache(maxsize=64)
def _introduced(text: str, surname: str) -> str | None:
    """The given name of whom a text introduces with this surname: "…, Turki Maliki, a spokesman", else None."""
    at = text.find(f" {surname}, ")
    found = _INTRODUCES.search(text, max(0, at - 24), at) if at > 0 else None
    return found[1] if found is not None and _AS.match(text, at + len(surname) + 3) else None


_INTRODUCES: Final = re.compile(r"(?:^|[,.“\"] )([A-Z][\w’'-]+)$")
_AS: Final = re.compile(r"(?:an?|the|who|its|their) ")


def is_person(text: str, match: Match, matches: Sequence[Match]) -> bool:
    before = _BEFORE.search(text, max(0, match.start - 16), match.start)
    if before is not None and (before[1] in grammar().given_names or before[1][1] == "."):
        return True
    # "Jordan Pickett": a capitalised word that no term begins at and no verb is; "Jordan King Abdullah" is a country's.
    after = _AFTER.match(text, match.end)
    if after is None or "given" not in match.payload.tags or " " in text[match.start : match.end]:
        return False
    following = bisect_left(matches, after.start(1), key=attrgetter("start"))
    known = following < len(matches) and matches[following].start == after.start(1)
    return after[1] not in NOT_NAMES and not known and not tells(after[1].lower())


def tells(word: str) -> bool:
    """Whether a word of a headline is a verb that tells, and no noun: "Israel Urges Sanctions"."""
    known = grammar().words.get(word)
    bits = 0
    for _, forms in known.verbs if known is not None else ():
        bits |= forms
    return bool(bits & (THIRD | PAST | PARTICIPLE)) and not bits & BASE
