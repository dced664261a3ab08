"""Acts that nouns name, and the clause that each stands in."""

from bisect import bisect_left
from typing import Final

from tocsin.coding.acts.company import neighbours
from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence, is_demonym
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import (
    ADV,
    BE,
    COORD,
    DET,
    GENITIVE,
    HAVE,
    MARK,
    MODAL,
    NEG,
    NOUNISH,
    PREP,
    REL,
    SUBORD,
    TO,
    VERB,
)


def noun_hits(s: Sentence, groups: list[Group]) -> list[Hit]:
    """The acts that nouns name, with the clause that each stands in."""
    hits: list[Hit] = []
    marked = s.marks.nouns
    marked = marked[bisect_left(marked, s.begin) : bisect_left(marked, s.end)]
    if not marked:
        return hits
    heads = {i for group in groups for i in range(group.first, group.head + 1)}
    nouns, lower = s.grammar.nouns, s.lower
    beyond = s.begin
    for i in marked:
        if i < beyond or i in heads or i in s.marks.borrowed:
            continue
        if i in s.heads and i - 1 in s.heads and s.word[i][0].isupper():
            continue  # "the Government of National Accord"
        around: dict[int, frozenset[str]] = {}
        behind = nouns[lower[i]]
        people = int(i + 2 < s.end and is_demonym(s, i + 1))  # "the kidnapped British engineer"
        for parts, act in behind.get(lower[i + 1 + people], behind[""]) if i + 1 < len(lower) else behind[""]:
            last = i + len(parts) + (people if len(parts) > 1 else 0)
            if last - 1 in heads or (len(parts) > 2 and tuple(lower[last - len(parts) + 1 : last]) != parts[1:]):
                continue
            if _compound(s, last) or _has_object(s, last) or _of_weapon(s, i, last):
                beyond = last  # nor does the "raid" of "air raid shelters" name one
                break
            if (act.within is not None and act.within != s.sense) or not neighbours(s, act):
                continue
            if act.object:
                if last not in around:
                    around[last] = _around(s, i, last)
                if not act.object & around[last]:
                    continue
            classes = classes_in(s, max(s.begin, i - 4), min(s.end, last + 6))
            clause, place = standing(s, groups, i)
            hits.append(Hit(act, clause, i, last, noun=True, classes=classes, place=place))
            beyond = last
            break
    return hits


def _has_object(s: Sentence, i: int) -> bool:
    """As in "the coalition fighting Houthi rebels": a form in -ing before its object is no noun."""
    if i >= s.end or not s.words[i - 1].flags & NOUNISH or s.lower[i] in DAYS or s.lower[i] in _BEARINGS:
        return False
    return not s.words[i].flags & (_NO_OBJECT | VERB)


_NO_OBJECT: Final = PREP | MARK | GENITIVE | COORD | SUBORD | REL | ADV | TO | BE | HAVE | MODAL | NEG


def _of_weapon(s: Sentence, first: int, last: int) -> bool:
    """As in "seized assault rifles": the noun begins what a weapon is called."""
    return any(size > last - first and "weapons" in names for size, names in s.marks.classes.get(first, ()))


def _compound(s: Sentence, i: int) -> bool:
    """Whether the noun only describes the next one: "attack helicopter", "talks venue"."""
    if i >= s.end:
        return False
    if s.lower[i] in _ALARMS:
        return True
    f = s.words[i].flags
    if f & (PREP | MARK | DET | GENITIVE | COORD | SUBORD | REL | ADV) or f & NOUNISH:
        return False
    if s.lower[i] in _BEARINGS:
        return False  # "a bombing north of Baghdad"
    word = s.word[i]
    if word[0].isupper() or f:
        return s.lower[i] in _TAILS
    return word.islower() and not word.endswith(("ed", "ing", "ly"))


_BEARINGS: Final = frozenset("north south east west northeast northwest southeast southwest".split())
_ALARMS: Final = frozenset("warning warnings alert alerts alarm alarms siren sirens shelter shelters".split())
"""What sounds or stands ready for an act that may never come: "an air raid warning"."""
_TAILS: Final = frozenset(
    """
    plot plots threat threats bid bids scare scares hoax fears trial trials suspect suspects charge charges inquiry
    probe victims case cases warning warnings alert claims conspiracy
    helicopter helicopters room venue table site plan plans programme program policy force forces vessel
    aircraft group fighter fighters drone drones jet jets commission commissions committee committees monitors
    observers mechanism breach breaches violation violations line
    """.split()
)


def _around(s: Sentence, first: int, last: int) -> frozenset[str]:
    """The classes of what a noun act is done with: the words just before it, and its "of" or "for" phrase."""
    start = first
    while start > max(s.begin, first - 3) and not s.words[start - 1].flags & (DET | PREP | MARK):
        start -= 1
    before = classes_in(s, start, last)
    if last < s.end and s.lower[last] in ("of", "in", "on", "for", "with", "by"):
        end = last + 1
        while end < min(s.end, last + 9) and not (s.words[end].flags & PREP and s.lower[end] in _FURTHER):
            end += 1
        return before | classes_in(s, last + 1, end)
    return before


_FURTHER: Final = frozenset({"from", "to", "after", "before", "during", "since", "despite"})
"""Prepositions behind which stands nothing that a noun is of: "the seizure of assets from the head of state"."""


def carrier(s: Sentence, groups: list[Group], i: int) -> int:
    """The clause that token `i` stands in, or -1."""
    return standing(s, groups, i)[0]


def standing(s: Sentence, groups: list[Group], i: int) -> tuple[int, str]:
    """The clause that token `i` stands in, and whether it is in its subject, object or elsewhere."""
    for k, group in enumerate(groups):
        span = group.subject
        if _describes_only(s, groups, k, i):
            continue
        if k and group.form == INFINITIVE:
            continue  # "ordered drills to practise": they are what is ordered
        if span is not None and not group.late_subject and span[0] <= i < span[1] and group.first > i:
            first, last = head_of(s, *span)
            if s.flag(span[0]) & PREP:
                return k, "oblique"
            return k, "subject" if first <= i < last else "oblique"
    for k in range(len(groups) - 1, -1, -1):
        group = groups[k]
        if group.head < i < group.stop or (group.head < i and k + 1 == len(groups)):
            for j in range(group.head + 1, i):
                f = s.words[j].flags
                if s.lower[j] == "in" and s.lower[j - 1] in _GROWTH:
                    continue  # "expects an increase in air strikes"
                if s.lower[j] in _AFTER or (f & PREP and s.lower[j] not in _ADVERBS):
                    return k, "oblique"
            return k, "object"
        if group.head < i:
            return k, "oblique"
    return -1, ""


def _describes_only(s: Sentence, groups: list[Group], k: int, i: int) -> bool:
    """Whether clause `k` only describes token `i`, or what is named behind it, which belongs to another clause.

    As in "reported the arrest of two men accused of spying", "the arrest of two men linked to it was announced".
    """
    group = groups[k]
    if group.form == ING and group.parent == k - 1 >= 0 and groups[k - 1].form == REDUCED:
        return _describes_only(s, groups, k - 1, i)
    if group.link not in ("relative", "reduced"):
        return False
    if k and groups[k - 1].head < i:
        return True  # the clause before it has what it describes, unless that one is its own
    shared = any(g.form == FINITE and g.subject == group.subject for g in groups[k + 1 :])
    return group.form == REDUCED and shared and "of" in s.lower[i + 1 : group.first]


_AFTER: Final = frozenset({"after", "before", "since", "until"})
"""Words that lead nouns as they do clauses: "sanctions imposed after the coup"."""
_GROWTH: Final = frozenset("increase surge rise upsurge escalation upswing spike".split())
"""Words for more of what stands behind their "in"."""
_ADVERBS: Final = frozenset({"of", "up", "out", "off", "back", "down", "than", "about"})
"""Prepositions behind which a noun still is the object of its verb."""
