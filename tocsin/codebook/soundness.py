"""What a codebook that loads may still have wrong: clashes, dead terms, missing examples, acts that are everywhere."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, Final, NamedTuple

from tocsin.codebook import Codebook
from tocsin.codebook.counted import Unit
from tocsin.codebook.inflection import verb_forms
from tocsin.codebook.where import Spot
from tocsin.codebook.who import Role, Who

Scan = Callable[[str], list[Any]]
"""The lexicon's scan over the codebook in question: matches with kind, start, end and payload."""


class Flaw(NamedTuple):
    """A flaw of one term or entry: `sort` is "clash", "stranger", "dead", "example" or "everyday"."""

    sort: str
    term: str
    problem: str

    def __str__(self) -> str:
        return f"{self.sort}: {self.term}: {self.problem}"


def flaws(codebook: Codebook, scan: Scan) -> list[Flaw]:
    """All flaws, in the codebook's order."""
    return [
        *_clashes(codebook),
        *_strangers(codebook),
        *_dead(codebook, scan),
        *_dead_usages(codebook),
        *_without_example(codebook),
        *_everywhere(codebook),
    ]


def _clashes(codebook: Codebook) -> Iterator[Flaw]:
    """Spellings with two meanings of one kind.

    Persons of one surname are told apart by title and year, bodies of one abbreviation by the country spoken of.
    """
    for pattern, meanings in zip(codebook.patterns, codebook.meanings, strict=True):
        for (one, first), (two, second) in combinations(meanings, 2):
            if one.kind != two.kind or one.capitals != two.capitals or first == second:
                continue
            if isinstance(first, Who) and "person" in (first.kind, second.kind):
                continue
            if isinstance(first, Who) and isinstance(second, Who) and _apart(first, second):
                continue
            yield Flaw("clash", pattern.strip(), f"stands for {_meaning(first)} and for {_meaning(second)}")


def _strangers(codebook: Codebook) -> Iterator[Flaw]:
    """Whoever is, and whatever lies, in a country that the codebook does not have."""
    payloads = [payload for meanings in codebook.meanings for _, payload in meanings]
    actors = [one for one in payloads if isinstance(one, Who)]
    known = {code for one in actors if one.kind in {"country", "organisation"} for code in one.codes}
    told = [(one.name, code) for one in actors for code in one.codes]
    told += [(one.name, one.code) for one in payloads if isinstance(one, Spot) and one.code]
    for name, code in dict.fromkeys(told):
        if code not in known:
            yield Flaw("stranger", name, f"{code!r} is the code of no country and no organisation")


def _apart(first: Who, second: Who) -> bool:
    """Whether two are bodies of different countries."""
    return {first.kind, second.kind} <= {"agency", "group"} and set(first.codes).isdisjoint(second.codes)


def _meaning(payload: Any) -> str:
    if isinstance(payload, Who):
        return f"{payload.name} ({payload.kind} of {' '.join(payload.codes) or 'nobody'})"
    if isinstance(payload, Role):
        return f"a {payload.kind} of sector {payload.sector}"
    if isinstance(payload, Spot):
        return f"{payload.name} ({payload.kind} of {payload.code or 'nobody'})"
    if isinstance(payload, Unit):
        return f"a unit of {payload.family}"
    return str(payload)


def _dead(codebook: Codebook, scan: Scan) -> Iterator[Flaw]:
    """Terms that a text which is nothing but the term does not find."""
    for pattern, meanings in zip(codebook.patterns, codebook.meanings, strict=True):
        for spelling, payload in meanings:
            letters = list(pattern.strip())
            for offset in spelling.capitals:
                letters[offset] = letters[offset].upper()
            # A capital that is no part of the term keeps the text from counting as one all in small letters.
            text = "".join(letters) + " X"
            if not any(m.kind == spelling.kind and m.start == 0 and m.payload == payload for m in scan(text)):
                yield Flaw("dead", pattern.strip(), f"is never found as {_meaning(payload)}")


def _dead_usages(codebook: Codebook) -> Iterator[Flaw]:
    """Usages of a verb that none of the acts begins with which it is said to mean."""
    deeds = codebook.tables.get("deeds") or {}
    for usage in deeds.get("usages", ()):
        wanted = set(usage.get("of", ()))
        acts = [a for a in deeds["acts"] if not wanted or not wanted.isdisjoint((a["id"], a["type"], a.get("mode")))]
        phrases = (phrase.split() for act in acts for phrase in act.get("verbs", ()))
        begun = {next((word for word in words if word not in _BEFORE), "") for words in phrases}
        for verb in usage.get("verbs", ()):
            if begun.isdisjoint((verb, *verb_forms(verb))):
                yield Flaw("dead", usage["example"], f"“{verb}” begins no act that it could be the usage of")


def _without_example(codebook: Codebook) -> Iterator[Flaw]:
    """Acts whose example is missing or blank: each act must show a sentence that it is meant for."""
    deeds = codebook.tables.get("deeds") or {}
    for act in deeds.get("acts", ()):
        if not str(act.get("example", "")).strip():
            yield Flaw("example", str(act.get("id")), "has no example")


def _everywhere(codebook: Codebook) -> Iterator[Flaw]:
    """Acts that an everyday verb makes by itself: "fast" would be a hunger strike wherever a text has the word."""
    deeds = codebook.tables.get("deeds") or {}
    everyday = frozenset(deeds.get("words", {}).get("everyday", ()))
    for act in deeds.get("acts", ()):
        if act.get("frame") == "said" or any(act.get(key) for key in _ASKS):
            continue
        for verb in act.get("verbs", ()):
            if verb in everyday:
                yield Flaw(
                    "everyday", str(act.get("id")), f"“{verb}” alone makes it; ask for an object, a subject or near"
                )


_BEFORE: Final = frozenset({"not", "never", "no", "be"})
"""What may stand before the verb in the spelling of an act."""
_ASKS: Final = ("object", "subject", "near", "within", "plain")
"""Fields by which an act asks for more than its verb."""
