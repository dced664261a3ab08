"""Contact clauses: "the airfield the rebels took in June", which nothing but their place tells apart."""

from typing import Final

from tocsin.coding.syntax.lookahead import later_finite
from tocsin.coding.syntax.surroundings import PARTICLES, is_plural, object_follows
from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.grammar import (
    ADV,
    AUXILIARY,
    CLASSED,
    COORD,
    DET,
    MARK,
    NUMBER,
    PAST,
    PREP,
    REL,
    SUBORD,
    THIRD,
    TO,
)


def contact(s: Sentence, first: int, head: int) -> int:
    """Where the subject of a verb begins that describes the noun before that subject, or -1 where it does not.

    `first` and `head` are the first token of the verb's group and the verb itself, which has no object of its own.
    """
    behind = s.lower[head + 1] if head + 1 < s.end else ""
    if s.headline or object_follows(s, head + 1 + (behind in PARTICLES)) or behind in ("by", "that", ":"):
        return -1
    at = _doer(s, first)
    if at <= s.begin or not _describable(s, at - 1):
        return -1
    opens = not any(_tells(s, i) for i in range(s.begin, at))
    return at if not opens or later_finite(s, head) else -1


def _doer(s: Sentence, first: int) -> int:
    """Where the doer right before a verb begins: "the army", "its troops", "Iran", "Iran's navy"; or -1."""
    named = -1
    for i in range(first - 1, max(s.begin, first - _DOER), -1):
        f = s.words[i].flags
        if s.lower[i] in _THE:
            return i if i < first - 1 else -1
        if f & ADV and i == first - 1 and not f & CLASSED:
            continue
        if f & _PARTS and s.lower[i] != "'s":
            return -1
        large = s.word[i][0].isupper()
        if i in s.marks.named and large:
            named = i
        if named >= 0 and not s.word[i - 1][0].isupper() and s.lower[i - 1] not in _THE:
            return i if large else -1
        if i == first - 1 and is_plural(s.lower[i]) and f & CLASSED and s.flag(i - 1) & CLASSED:
            # "a town rebels took": no plural stands behind its "a"
            lone = s.lower[i - 2 : i - 1] in (["a"], ["an"]) and not is_plural(s.lower[i - 1])
            if lone:
                return i
    return -1


def _describable(s: Sentence, i: int) -> bool:
    """Whether the noun before a doer may be what the clause describes."""
    if not s.flag(i) & CLASSED or not s.word[i][0].islower() or i in s.dated:
        return False
    return not _DESCRIBED.isdisjoint(s.grammar.classes.get(s.lower[i], ()))


def _tells(s: Sentence, i: int) -> bool:
    f = s.words[i].flags
    finite = any(bits & (PAST | THIRD) for _, bits in s.words[i].verbs)
    return bool(f & AUXILIARY or (finite and not f & (CLASSED | DET | PREP | NUMBER) and not s.flag(i - 1) & DET))


_PARTS: Final = MARK | PREP | COORD | SUBORD | REL | TO | AUXILIARY | NUMBER
"""What a word must be one of to be no part of a doer."""
_DOER: Final = 6
"""Tokens of a doer, and one more."""
_THE: Final = frozenset("the its their his her our".split())
_DESCRIBED: Final = frozenset(
    """
    missile drone rounds weapons aircraft ship warships vehicle explosives nuclear-weapons chemical-weapons target
    territory infrastructure hostages captives troops reserves reinforcements pact ceasefire sanctions arms-sale
    deliveries post border technology goods talks exercise test attack offer aid money fuels assets decree passage
    strait premises buildings websites diplomats inspectors peacekeepers
    """.split()
)
"""Classes of what others fire, take, send, sign and strike."""
