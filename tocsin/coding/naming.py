"""Persons: which one a surname means, and the names of those whom the codebook does not know."""

import re
from dataclasses import dataclass, field
from typing import Final

from tocsin.codebook.who import Role, Who
from tocsin.vocabulary import Sector

_PARTICLE: Final = r"(?:al|bin|ibn|van|von|de|del|da|dos|der|den|ben|abu|el|la|le|di|du|ter|ul|ur|as|ash)"
_WORD: Final = r"(?:[^\W\d_a-z][^\W\d_]*(?:['’][^\W\d_]+)*(?:[-‑][^\W\d_]+)*|[A-Z]\.)"
_NAME: Final = re.compile(rf"\s({_WORD}(?:\s(?:{_PARTICLE}(?:-|\s))?{_WORD}){{0,3}})")
_APPOSED: Final = re.compile(
    rf",\s({_WORD}(?:\s(?:{_PARTICLE}(?:-|\s))?{_WORD}){{1,3}})(?=[,.;]| said| told| has | is )"
)
_BEFORE: Final = re.compile(
    rf"(?:^|[\s(\"“])({_WORD}(?:\s(?:{_PARTICLE}(?:-|\s))?{_WORD}){{1,3}}),\s(?:the\s|a\s|an\s)?$"
)
_NOT_NAMES: Final = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December The A An In On At By He She It They We But And Or If When While After Before For From To
    With As That This These Those There Here Who What Why How I Is Are Was Were Has Have Had Will Would Can Could Says
    Said Not No Yes Mr Mrs Ms Dr Sunday's Friday's Although Because Since Until Under Over Meanwhile However Also
    """.split()
)


def name_after(text: str, end: int) -> tuple[str, int] | None:
    """The capitalised name that follows directly, and where it ends."""
    found = _NAME.match(text, end, end + 80)
    if found is None:
        return None
    words: list[str] = []
    stop = found.start(1)
    for word in re.finditer(r"\S+", found[1]):
        if word[0].removesuffix("'s").removesuffix("’s") in _NOT_NAMES:
            break
        words.append(word[0])
        stop = found.start(1) + word.end()
    while words and words[-1].islower():
        stop -= len(words.pop()) + 1
    name = " ".join(words)
    for genitive in ("'s", "’s"):
        if name.endswith(genitive):
            name, stop = name[:-2], stop - 2
    return (name, stop) if len(name) > 1 else None


def name_apposed(text: str, end: int) -> tuple[str, int] | None:
    """The name in ", Kim Yong-hyun, said" that follows an office."""
    found = _APPOSED.match(text, end, end + 80)
    if found is None or found[1].split()[0] in _NOT_NAMES:
        return None
    return found[1], found.end(1)


def name_before(text: str, start: int) -> tuple[str, int] | None:
    """The name in "Kim Yong-hyun, the defence minister" that an office follows, and where it starts."""
    base = max(0, start - 70)
    found = _BEFORE.search(text[base:start])
    if found is None or found[1].split()[0] in _NOT_NAMES:
        return None
    return found[1], base + found.start(1)


@dataclass(slots=True)
class Person:
    """Somebody introduced by the text: full name, country and sector."""

    name: str
    country: str | None
    sector: Sector
    office: str


@dataclass(slots=True)
class Persons:
    """The persons that a text has introduced so far, by surname."""

    year: int
    by_surname: dict[str, Person] = field(default_factory=dict)
    full_names: frozenset[str] = frozenset()

    def choose(self, candidates: list[Who], role: Role | None, country: str | None) -> Who | None:
        """Whom a name means among several of that name; None where a surname alone has introduced nobody."""
        best, best_score = None, 0
        for who in candidates:
            score = 1 if not who.needs else 0
            if who.name in self.full_names:
                score += 8
            elif who.needs and role is None:
                continue
            in_office = who.since <= self.year <= who.until
            score += 4 if in_office else 1 if who.since - 2 <= self.year <= who.until + 3 else 0
            if role is not None and who.office in role.tags:
                score += 3
            if country is not None:
                score += 4 if country in who.codes else -6
            elif who.needs and not in_office and who.name not in self.full_names:
                continue
            if score > best_score or (best is not None and score == best_score and who.since > best.since):
                best, best_score = who, score
        return best
