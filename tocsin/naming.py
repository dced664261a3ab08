"""How actors are called in a line that somebody reads without the article: with their country, and by its noun; and
which country or organisation somebody means who writes a name or a code.
"""

import re
from functools import cache
from typing import Final

from tocsin.codebook import load
from tocsin.codebook.who import Role, Who

_DISTINCT: Final = frozenset({"region", "bare"})
"""Tags of names that are not those of the whole country: "Chechnya", "the North"."""


def called(text: str, country: str | None, name: str | None = None, sector: str | None = None) -> str:
    """A person or an armed group by `name`, others by their `text`, made to tell its `country`, an ISO or other code.

    "Russian" is Russia, "soldiers" of Russia are "soldiers of Russia", "gunmen" there "gunmen in Russia"; "North Korean
    soldiers" stay what they are.
    """
    if name:
        return name
    nouns, adjectives = _countries()
    noun = nouns.get(country or "")
    if noun is None:
        return text or country or ""
    if not text or text.lower() in adjectives or text.removeprefix("the ") in _BEARINGS:
        return noun
    common = text.startswith("The ") or text.lower() in _roles()  # "Soldiers" at the head of a sentence
    plain = text[0].lower() + text[1:] if common else text
    return f"{plain} {'in' if sector in _LIVING_THERE else 'of'} {noun}" if plain.islower() else text


_BEARINGS: Final = frozenset({"North", "South"})
_LIVING_THERE: Final = frozenset({"REB", "CVL"})
"""Sectors of those who are of a country, but not the state's."""


@cache
def _roles() -> frozenset[str]:
    """What people and bodies are called who are nobody's by name, in lower case: "soldiers", "air defences"."""
    codebook = load()
    meant = zip(codebook.patterns, codebook.meanings, strict=True)
    return frozenset(
        pattern.strip() for pattern, meanings in meant if any(isinstance(who, Role) for _, who in meanings)
    )


@cache
def _countries() -> tuple[dict[str, str], frozenset[str]]:
    """By code the noun, as "South Korea"; and all adjectives of countries in lower case."""
    nouns: dict[str, str] = {}
    adjectives = set()
    codebook = load()
    for pattern, meanings in zip(codebook.patterns, codebook.meanings, strict=True):
        for _, who in meanings:
            if not isinstance(who, Who) or len(who.codes) != 1 or _DISTINCT.intersection(who.tags):
                continue
            if who.kind == "country":
                nouns.setdefault(who.codes[0], who.name)
            elif who.kind == "demonym":
                adjectives.add(pattern.strip())
    return nouns, frozenset(adjectives)


def code_of(text: str) -> str | None:
    """The code that `text` is or names: "prk", "North Korea". None if that is no country and no organisation."""
    codes, names = _codes()
    plain = text.strip()
    return plain.upper() if plain.upper() in codes else names.get(_spelt(plain))


def _spelt(name: str) -> str:
    """A name as it is compared: "U.N." is "u n", "the Philippines" are "philippines"."""
    return " ".join(re.findall(r"\w+", name.casefold())).removeprefix("the ")


@cache
def _codes() -> tuple[frozenset[str], dict[str, str]]:
    """All codes; and by name those of whole countries and of organisations."""
    codes: set[str] = set()
    names: dict[str, str] = {}
    codebook = load()
    for pattern, meanings in zip(codebook.patterns, codebook.meanings, strict=True):
        for _, who in meanings:
            if isinstance(who, Who):
                codes.update(who.codes)
                if who.kind in {"country", "organisation"} and len(who.codes) == 1 and not _DISTINCT & set(who.tags):
                    names.setdefault(_spelt(pattern), who.codes[0])
    return frozenset(codes), names
