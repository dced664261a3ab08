"""Homonyms: names of states, capitals and firms that are something else here: Georgia in the South, the Paris Opera."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final

from tocsin.coding.names.namesakes import is_namesake, is_person, names_somebody
from tocsin.coding.text.lexicon import Match

_BARE: Final = re.compile(r"['’]s [a-z]|,? [a-z](?!f )|[.,;:]?$")
"""What follows a name that stands alone: "North says", "North's troops", but not "North Sea" or "North of"."""
_HEADED: Final = re.compile(r" [A-Z][a-z]+(?:s|ed)\b")
"""… in a headline all of whose words are capitalised: "North Fires"."""
_CHARGED: Final = re.compile(r"\b(?:accus|suspect|convict)[a-z]* (?:the )?$")
"""What leads to a name that may have "of" behind it: "accused the North of piracy"."""
_NO_STATE: Final = re.compile(
    r"\b(?:Puerto|Ciudad|Villa|Nueva|Nuevo|San|Santa|Isla|Cerro|Rio|(?:Gulf|Sea|Bay|Straits?) of) $"
)
"""What the name of a town or of a sea begins with: "Puerto Jordan", "the Gulf of Finland"."""
_CLOCK: Final = re.compile(r"[ \n](?:(?:[Ss]tandard|[Dd]aylight|[Ss]ummer) )?[Tt]ime\b(?! (?:to|for|and) )")
"""What follows a place whose clocks are meant: "at 11:00 Moscow time"."""
_HOUSE: Final = re.compile(
    r" (?:(?:International|National|State|City|Royal|Film|Book|Art|Fashion) )?"
    r"(?:[Oo]pera|[Mm]arathon|Philharmonic|Symphony|Orchestra|Ballet|Theatre|Theater|Zoo|Week|[Ff]estival|Biennale"
    r"|Museum|Gallery|Cathedral|University|Polytechnic|(?:[Ss]tock )?[Ee]xchange|[Bb]ourse|stock market|Grand Prix"
    r"|Masters|Open|Derby|Fair|Motor Show|Auto Show|City|United|Dynamo|Lakers|Raiders|Wizards|Nationals|Capitals)\b"
)
"""What a city has that speaks for no state: "the Paris Opera", "the Berlin marathon"."""
_DOCUMENT: Final = re.compile(
    r" (?:(?:[Pp]eace|[Ff]ramework|[Cc]easefire|[Ff]inal) )?(?:[Aa]greements?|[Aa]ccords?|[Pp]rocess|[Dd]eclaration"
    r"|[Pp]rotocols?|[Mm]emorandum|[Cc]onvention|[Cc]ommuniqu[eé]|[Ff]ormat)\b"
)
"""What is only called by where it was signed: "the Pretoria agreement", "the Oslo accords"."""
_ONCE: Final = re.compile(r"\b(?:[Ff]ormer|[Oo]ne-?time|[Oo]ld|[Ee]rstwhile|[Ee]x) $|\b[Ee]x-$")
_POSSESSION: Final = re.compile(
    r" (?:(?:and|or) [A-Z]\w+ )?(?:colon(?:y|ies)|protectorates?|possessions?|dependenc(?:y|ies)|dominions?)\b"
)
"""What a country once was of another, which has no part in what it does: "the former Danish colony"."""
_MODEL_BEHIND: Final = re.compile(r"[ \n][A-Z][A-Za-z]{0,4}-?\d")
"""A designation right behind, of which a firm is the maker: "Sukhoi Su-34"."""
_WESTERN: Final = re.compile(
    r" (?:Bank|Papua|African?|Indies|Indian|Virginia|Side|End|Wing|Coast|Point|Ham|German|Java|Bengal|Sumatra|Timor"
    r"|Midlands|Philippine|Asian?|Kalimantan)"
)
"""What begins with the name of the West and is none: "the West Bank"."""


def is_homonym(text: str, match: Match, matches: Sequence[Match]) -> bool:
    """Whether a name is somebody else's or something else's here, by the names beside it and what else is named."""
    who = match.payload
    if who.kind == "person":
        return is_namesake(text, match, -1)
    if "WST" in who.codes and _WESTERN.match(text, match.end):
        return True
    if _CLOCK.match(text, match.end):
        return True
    if who.kind == "seat" and (_HOUSE.match(text, match.end) or _DOCUMENT.match(text, match.end)):
        return True
    if names_somebody(text, match):
        return True
    if who.kind == "country" and _NO_STATE.search(text, max(0, match.start - 12), match.start):
        return True
    if who.kind == "seat" and (_of_another(text, match, matches) or _within_another(text, match, matches)):
        return True
    if (
        who.kind == "demonym"
        and _POSSESSION.match(text, match.end)
        and _ONCE.search(text, max(0, match.start - 11), match.start)
    ):
        return True
    tags = who.tags
    if not tags or who.kind not in ("country", "demonym"):
        return False
    signs = _listed("needs", tags)
    if who.kind == "demonym":
        return "bare" in tags and not (_BARE.match(text, match.end) and _names_one(text, signs))
    if "personal" in tags and is_person(text, match, matches):
        return True
    if "bare" in tags and not _stands_alone(text, match):
        return True
    if not signs or _names_one(text, signs):
        return False
    elsewhere = _listed("elsewhere", tags)
    return not elsewhere or _names_one(text, elsewhere)


def _stands_alone(text: str, match: Match) -> bool:
    """Whether no name goes on behind a word that is one by itself."""
    if _BARE.match(text, match.end) or _HEADED.match(text, match.end):
        return True
    return _CHARGED.search(text, max(0, match.start - 20), match.start) is not None


def _listed(field: str, tags: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a list that a country's entry has, which are kept among its tags."""
    return tuple(tag.partition(" ")[2] for tag in tags if tag.startswith(f"{field} "))


def _of_another(text: str, match: Match, matches: Sequence[Match]) -> bool:
    """As in "the Lebanese port of Tripoli": no capital of Libya."""
    at = bisect_left(matches, match.start, key=attrgetter("start")) - 1
    before = matches[at] if at >= 0 else None
    if before is None or before.kind != "actor" or before.payload.kind != "demonym":
        return False
    apart = set(before.payload.codes).isdisjoint(match.payload.codes)
    return apart and _TOWN_OF.fullmatch(text, before.end, match.start) is not None


_TOWN_OF: Final = re.compile(r" (?:[a-z-]+ ){0,2}(?:city|town|port|village|suburb|district|region|enclave) of ")


def _within_another(text: str, match: Match, matches: Sequence[Match]) -> bool:
    """As in "Tripoli, north Lebanon": no capital of Libya."""
    after = bisect_left(matches, match.end, key=attrgetter("start"))
    land = matches[after] if after < len(matches) else None
    if land is None or land.kind != "actor" or land.payload.kind != "country":
        return False
    apart = set(land.payload.codes).isdisjoint(match.payload.codes)
    return apart and _LAND_BEHIND.fullmatch(text, match.end, land.start) is not None


_LAND_BEHIND: Final = re.compile(r",? (?:in )?(?:the )?(?:north|south|east|west|cent)[a-z-]*(?: of)? ")


@lru_cache(maxsize=64)
def _names_one(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has one of some words; kept for the next match in the same text."""
    return any(word in text for word in words)


def names_model(text: str, end: int) -> bool:
    """Whether a firm that is named up to `end` is only the maker of what flies: "Sukhoi Su-34 bombers"."""
    return _MODEL_BEHIND.match(text, end) is not None
