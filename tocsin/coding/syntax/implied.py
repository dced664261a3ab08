"""Implied: the "is" that a headline leaves out: "Rebels at the gates of Goma", "Kosovo a step from war, envoy says"."""

from typing import Final

from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, Group, Sentence
from tocsin.coding.text.grammar import (
    ADV,
    COORD,
    DET,
    MARK,
    MODAL,
    NEG,
    NUMBER,
    PREP,
    PRON,
    QUOTE,
    SUBORD,
    TO,
    VERB,
)
from tocsin.coding.text.patterns import Pattern

_BREAKS: Final = frozenset({":", ";", "—", "–", "?", "!"})


def with_implied(s: Sentence, groups: list[Group]) -> None:
    """Adds the verb group of each part of a headline that has none, where an act of the codebook is told with "is".

    The group has no token of its own: its head is the one before what "is" would lead to.
    """
    if not s.headline:
        return
    for start, stop in _parts(s, groups):
        inside = [group for group in groups if start <= group.first < stop]
        if not all(group.form == INFINITIVE or _of_a_noun(s, group) for group in inside):
            continue
        at = _predicate(s, start, min([group.first for group in inside] + [stop]), stop)
        if at > 0:
            group = Group(at, at - 1, "be", FINITE)
            group.implied = True
            groups.append(group)
    groups.sort(key=lambda group: group.first)


def _of_a_noun(s: Sentence, group: Group) -> bool:
    """As in "on speaking terms": a form in -ing behind a preposition, which no clause needs."""
    return group.form == ING and bool(s.flag(group.first - 1) & PREP)


def _parts(s: Sentence, groups: list[Group]) -> list[tuple[int, int]]:
    """The parts of a headline: between the marks that part it, what a comma sets off last, what somebody says."""
    marks = [i for i in range(s.begin, s.end) if s.lower[i] in _BREAKS]
    bounds = [s.begin, *(i + 1 for i in marks)]
    found = []
    for start, stop in zip(bounds, [*marks, s.end], strict=True):
        comma = next((i for i in range(stop - 1, start, -1) if s.lower[i] == ","), stop)
        found += [(start, comma)] + ([(comma + 1, stop)] if comma < stop else [])
        found += [(g.head + 1, comma) for g in groups if start < g.head < comma and g.lemma in _SAYING]
    return found


_SAYING: Final = frozenset({"say", "claim", "insist"})
"""Verbs behind which a whole clause follows without "that": "Tehran says reports baseless"."""


def _predicate(s: Sentence, start: int, last: int, stop: int) -> int:
    """The token at which what "is" would lead to begins, or -1 where no act of the codebook is told so."""
    described = False
    for i in range(start + 1, last):
        described = described or bool(s.words[i - 1].flags & PREP)
        if s.flag(i - 1) & _NO_NOUN and i - 1 not in s.heads:
            continue
        if (s.flag(i) & _OPENS or _adjective(s, i, stop)) and _told(s, i, stop, described=described):
            return i
    return -1


def _adjective(s: Sentence, i: int, stop: int) -> bool:
    """As in "Report false", "Rebels ready for talks": no noun that another one describes."""
    if not _JUDGING.issuperset(s.grammar.classes.get(s.lower[i], ())) or s.lower[i] in s.grammar.nouns:
        return False
    return i + 1 >= stop or (bool(s.words[i + 1].flags & PREP) and not s.words[i + 1].flags & TO)


_JUDGING: Final = frozenset({"untruth", "scorn"})
"""Classes of words that say what one thinks of a thing."""
_NO_NOUN: Final = DET | PREP | NUMBER | ADV | MARK | COORD | TO | PRON | MODAL | NEG | SUBORD | QUOTE
_OPENS: Final = PREP | ADV | DET | NUMBER


def _told(s: Sentence, at: int, stop: int, *, described: bool) -> bool:
    """Whether the words of some act with "be" stand from token `at` on; `described`: behind another preposition."""
    patterns = s.grammar.verbs.get("be")
    reached = {*s.openings[at:stop]}
    keyed = patterns.keyed if patterns is not None else {}
    for key in keyed.keys() & reached:
        for pattern in keyed[key]:
            behind_noun = not s.flag(at) & _OPENS or s.flag(at) & PREP
            if behind_noun and s.lower[at] != pattern.rest[0]:
                continue
            if _PLAIN.issuperset(pattern.rest) and (described or not _of_those(s, at - 1, pattern)):
                continue
            if pattern.openings <= reached and says_enough(pattern) and _stands(s, pattern.rest, at, stop):
                return True
    return False


def _of_those(s: Sentence, i: int, pattern: Pattern) -> bool:
    """Whether the noun at token `i` is one of whom a pattern is told."""
    return not pattern.act.subject.isdisjoint(s.grammar.classes.get(s.lower[i], ()))


def says_enough(pattern: Pattern) -> bool:
    """Whether the words behind "be" show by themselves that it is left out, or with those whom they are said of."""
    return len(pattern.rest) > 1 or bool(pattern.act.subject) or not _PLAIN.issuperset(pattern.rest)


_PLAIN: Final = frozenset("in on at to for from with under over by against about not out off up down still".split())


def _stands(s: Sentence, rest: tuple[str, ...], at: int, stop: int) -> bool:
    for wanted in rest:
        found = next((j for j in range(at, min(at + _WITHIN, stop)) if s.lower[j] == wanted), -1)
        if found < 0 or any(s.flag(j) & (VERB | TO) and not s.flag(j) & (DET | ADV) for j in range(at, found)):
            return False
        at = found + 1
    return True


_WITHIN: Final = 5
"""Tokens among which the next word of a phrase stands: "ten kilometres inside", "a hair's breadth from war"."""
