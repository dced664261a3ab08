"""The phrases of the acts by the verb that leads each, cut up once, when the codebook is compiled.

There are a hundred thousand, and a text has few of their verbs: the coder makes the patterns of a verb when a text
first has it (`tocsin.coding.text.patterns`), from the tables made here.
"""

from collections.abc import Iterable
from typing import Any, Final

Spelled = tuple[tuple[str, ...], int, bool, str]
"""A phrase without its verb: the words behind it, after how many of them the object may stand (-1: nowhere), whether
it is meant in the negative only ("not rule out"), and the adverb that it needs ("ethnically cleanse") or ""."""
ALONE: Final[Spelled] = ((), -1, False, "")
"""The verb and no more."""
Led = dict[str, dict[int, tuple[int, ...]]]
"""Verb → the place of an act among all → the places of the phrases that the verb leads in it."""

_NEGATIONS: Final = ("not", "never", "no")
_VERBS_IN_LY: Final = frozenset(
    "ally apply belly bully comply dally fly imply multiply overfly ply rally rely reply resupply sully supply tally "
    "test-fly underfly".split()
)
_HEADLINESE: Final = {"ink": "sign", "nix": "reject", "ok": "approve", "okay": "approve"}
"""Short verbs of headlines, by what they stand for: "foes ink truce"."""


def phrases_led(acts: Iterable[Iterable[str]]) -> dict[str, Any]:
    """Plain tables from the phrases of each act, in order.

    `spellings`: every phrase without its verb, once; `leads`: by verb; `states`: by the participle behind "be".
    """
    spellings: dict[Spelled, int] = {}
    leads: dict[str, dict[int, list[int]]] = {}
    states: dict[str, dict[int, list[int]]] = {}

    def add(led: dict[str, dict[int, list[int]]], verb: str, act: int, spelled: Spelled) -> None:
        led.setdefault(verb, {}).setdefault(act, []).append(spellings.setdefault(spelled, len(spellings)))

    for act, phrases in enumerate(acts):
        for phrase in phrases:
            verb, spelled = cut(phrase)
            add(leads, verb, act, spelled)
            words, gap, negated, adverb = spelled
            if verb == "be" and words:
                add(states, words[0], act, (words[1:], gap - 1 if gap > 0 else gap, negated, adverb))
    for short, verb in _HEADLINESE.items():
        for act, several in leads.get(verb, {}).items():
            leads.setdefault(short, {}).setdefault(act, []).extend(several)
    return {"spellings": list(spellings), "leads": _shared(leads), "states": _shared(states)}


def cut(phrase: str) -> tuple[str, Spelled]:
    """The verb that leads a phrase, and the rest of it."""
    verb, *rest = phrase.lower().split()
    negated = verb in _NEGATIONS
    if negated:
        verb, *rest = rest
    adverb = ""
    if rest and verb.endswith("ly") and verb not in _VERBS_IN_LY:
        adverb, verb, *rest = verb, *rest
    gap = rest.index("…") if "…" in rest else -1
    return verb, (tuple(word for word in rest if word != "…"), gap, negated, adverb)


def specific(spelled: Spelled, *, near: bool, classes: int) -> int:
    """How much a phrase asks for in an act: of the phrases that fit a verb, the one that asks for most is meant.

    `near`: the act asks for words in its sentence; `classes`: of how many, its subject and its object, for a class.
    """
    words, _, negated, adverb = spelled
    return 4 * (len(words) + bool(adverb) + negated + near) + 2 * classes


def _shared(led: dict[str, dict[int, list[int]]]) -> Led:
    """The same with one tuple for all verbs of a family: most phrases are written so, and are kept in memory once."""
    once: dict[tuple[int, ...], tuple[int, ...]] = {}
    return {
        verb: {act: once.setdefault(found := tuple(several), found) for act, several in acts.items()}
        for verb, acts in led.items()
    }
