"""Spellings: how the words of a pattern stand in a sentence, behind their verb or before a passive one."""

from typing import Final

from tocsin.coding.acts.extents import head_of
from tocsin.coding.syntax.subjects import Range
from tocsin.coding.syntax.surroundings import object_follows
from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.grammar import (
    ADV,
    BE,
    COORD,
    DET,
    DO,
    HAVE,
    MARK,
    MODAL,
    NUMBER,
    PREP,
    REL,
    SUBORD,
    TO,
    UNKNOWN,
)
from tocsin.coding.text.patterns import Pattern

PARTICLES: Final = frozenset("up down out off away aside apart".split())
"""Words that belong to the verb before them: "brought down" is not "brought"."""


PARTING: Final = PARTICLES | {"back", "over", "in"}
"""Words that may stand behind the object of their verb: "turned the offer down"."""
_OBJECT: Final = 6
"""Tokens that an object between a verb and its particle has at most."""


def parts(pattern: Pattern) -> bool:
    """Whether a pattern is a verb with a particle and no more."""
    return len(pattern.rest) == 1 and not pattern.gap and pattern.rest[0] in PARTING


def parted(s: Sentence, pattern: Pattern, at: int, limit: int) -> int:
    """Behind the particle of a pattern where the object of its verb stands before it, else -1: "sealed the camp off".

    `at` is the token behind the verb, `limit` where the verb's own words end.
    """
    if not parts(pattern) or not object_follows(s, at):
        return -1
    for i in range(at + 1, min(at + 1 + _OBJECT, limit)):
        if s.lower[i] == pattern.rest[0]:
            return -1 if _leads_on(s, i) else i + 1
        if s.words[i].flags & _ENDS_OBJECT and s.lower[i] != "of":
            return -1
    return -1


def _leads_on(s: Sentence, i: int) -> bool:
    """Whether a word is a preposition where it stands: "took the bank off its list", no "took off"."""
    return object_follows(s, i + 1) and not s.words[i + 1].flags & ADV


_ENDS_OBJECT: Final = PREP | MARK | COORD | SUBORD | REL | TO | BE | HAVE | DO | MODAL


def turned_round(s: Sentence, pattern: Pattern, subject: Range, at: int) -> bool:
    """Whether a passive's subject is the object of a pattern: "air strikes on the town were suspended", "… called off".

    `at` is the token behind the verb, where the pattern's particle stands if it begins with one.
    """
    rest = pattern.rest
    if not (pattern.gap or (rest and not s.grammar.words.get(rest[0], UNKNOWN).flags & _FUNCTION)):
        return False
    if rest[0] in PARTICLES:
        if s.lower[at : at + 1] != [rest[0]]:
            return False
        rest = rest[1:]
    end = _noun_end(s, subject)
    if rest and any(_ends_with(s, subject, stop, rest) for stop in (subject[1], end)):
        return True
    # "A letter to the king was handed over", "a letter was handed on Monday to the king"
    nouns, leading = rest[:-1], rest[-1:]
    behind = at + (pattern.rest[0] in PARTICLES)
    if not nouns or leading[0] not in _LEADING or not PARTICLES.isdisjoint(s.lower[behind : behind + 1]):
        return False
    if not _ends_with(s, subject, end, nouns):
        return False
    return s.lower[end : end + 1] == [leading[0]] or leading[0] in s.lower[at : _behind_date(s, at) + 1]


_FUNCTION: Final = PREP | ADV | DET | TO


def _ends_with(s: Sentence, span: Range, stop: int, wanted: tuple[str, ...]) -> bool:
    """Whether the tokens of a span before `stop` end with the words of a pattern."""
    words = s.lower[max(span[0], stop - len(wanted)) : stop]
    return len(words) == len(wanted) and all(map(spells, words, wanted))


def _behind_date(s: Sentence, at: int) -> int:
    """The token behind a date that begins at `at`, else `at` itself."""
    i = at + (at + 1 in s.dated)
    while i < s.end and i in s.dated:
        i += 1
    return min(i, s.end - 1)


def _noun_end(s: Sentence, span: Range) -> int:
    """Behind the noun of a phrase, before all that is said of it: "the arrest of an envoy" ends with "arrest"."""
    first, last = head_of(s, *span)
    return next((i for i in range(first + 1, last) if s.lower[i] in _SAID_OF and not s.flag(i + 1) & NUMBER), last)


_SAID_OF: Final = frozenset({"of", "over", "about"})
_LEADING: Final = frozenset("to for from with between on in of against".split())
"""Prepositions that end a pattern, and may as well lead on from its noun as stand behind its verb."""


def spells(word: str, wanted: str) -> bool:
    """Whether a word is one of a pattern, its plural or another short form of it."""
    size = len(wanted)
    longer = size > _SHORT and word[:size] == wanted and len(word) < size + _SHORT
    if longer and word[size:] == "es":
        return wanted.endswith(_HISSING)  # "planes" are no plans
    return word == wanted or (longer and not word.endswith(("ly", "ed")))  # "nearly" is no "near", "forced" no "force"


_HISSING: Final = ("s", "x", "z", "ch", "sh", "o")
"""Ends of words whose plural ends in -es."""
_SHORT: Final = 3
