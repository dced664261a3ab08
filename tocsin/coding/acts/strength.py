"""Strength: what a sentence says of how many forces there are, and how many there were before."""

import re
from collections.abc import Iterator
from typing import Final

from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.things import classes_in
from tocsin.coding.counts.quantities import QuantityMention
from tocsin.coding.reading import Quantity
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import ING, Group, Sentence

_TOTALLING: Final = frozenset({"reach", "number", "total", "exceed", "surpass", "top", "approach"})
"""Verbs whose object is the number."""
_CHANGING: Final = frozenset({"grow", "rise", "swell", "increase", "climb", "expand", "double", "triple", "jump"})
"""Verbs that lead to the number with "to"."""
_STANDING: Final = frozenset({"stand", "amount"})
"""Verbs that lead to it with "at" or "to"."""
PUTTING: Final = frozenset({"put", "estimate", "place", "reckon", "set"})
"""Verbs of those who only say how many there are: "its spies put the number at 12,000"."""
BRINGING: Final = frozenset({"bring", "take", "raise", "lift", "push"})
"""Verbs of what more forces make of their number: "bringing the total to 6,000"."""
_HAVING: Final = frozenset({"have", "keep", "maintain", "retain", "count", "field"})
"""Verbs whose object is the forces that somebody has somewhere."""
_HEADCOUNT: Final = frozenset(
    {"number", "numbers", "strength", "headcount", "total", "contingent", "force", "presence", "figure", "size"}
)
_OWNERS: Final = frozenset({"their", "its", "his", "the", "this", "that"})
_HARMED: Final = frozenset(
    """
    kill killed dead died deaths death toll wounded injured casualties casualty losses lost captured missing victims
    fallen deserters prisoners
    """.split()
)
_NEAR: Final = 6
_QUALIFIER: Final = 3
_MANY: Final = 100
"""Heads from which a number that is merely somewhere tells of a force, not of a few men in hospital."""


def strengths(scene: Scene, s: Sentence, groups: list[Group]) -> Iterator[tuple[int, int]]:
    """(clause, token behind what tells it) of each clause that says how many forces there are or will be."""
    if not _forces(scene.quantities_in(s.begin, s.end)):
        return
    for k, group in enumerate(groups):
        span = subject_of(groups, k)
        if span is None or group.late_subject or not _HARMED.isdisjoint(s.lower[span[0] : group.first]):
            continue
        if _leads_to_number(s, group) and _of_forces(s, span):
            stop = min(max(group.stop, group.head + 1), group.head + 1 + _NEAR)
            counts = _forces(scene.quantities_in(group.head + 1, stop))
            if counts:
                yield k, max(group.head + 1, min(scene.token_at(counts[0].end), s.end))
        elif (group.lemma in PUTTING and _puts(s, group, span)) or _brings(s, group):
            counts = _forces(scene.quantities_in(group.head + 1, min(group.head + 1 + 2 * _NEAR, s.end)))
            if counts:
                yield k, min(scene.token_at(counts[0].end), s.end)
        elif _has(s, group) or s.lower[span[0]] == "there":
            counts = _forces(scene.quantities_in(group.head + 1, min(group.head + 1 + _NEAR, s.end)))
            if counts and counts[0].quantity.best >= _MANY and _somewhere(scene, s, counts[0], span):
                yield k, min(scene.token_at(counts[0].end), s.end)
        elif group.lemma == "be" and _is_there(scene, s, group):
            counts = _forces(scene.quantities_in(max(s.begin, span[0] - _QUALIFIER), span[1]))
            if any(m.quantity.best >= _MANY for m in counts):
                yield k, group.head + 1


def _forces(mentions: list[QuantityMention]) -> list[QuantityMention]:
    return [m for m in mentions if m.family == "forces" and not m.harm and not m.previous]


def _leads_to_number(s: Sentence, group: Group) -> bool:
    following = s.lower[group.head + 1] if group.head + 1 < s.end else ""
    if group.lemma in _TOTALLING:
        return not group.passive
    return (group.lemma in _CHANGING and following in ("to", "from", "by")) or (
        group.lemma in _STANDING and following in ("at", "to")
    )


def _puts(s: Sentence, group: Group, span: Range) -> bool:
    """As in "puts it at 12,000", "its strength is put at 1,500 men"."""
    if group.passive:
        return s.lower[group.head + 1 : group.head + 2] == ["at"] and _of_forces(s, span)
    words = s.lower[group.head + 1 : group.head + 1 + _NEAR]
    return "at" in words and (words[0] in ("it", "them") or not _HEADCOUNT.isdisjoint(words[: words.index("at")]))


def _brings(s: Sentence, group: Group) -> bool:
    """As in "bringing the total to 6,000", "taking its strength to 1,500 men"."""
    words = s.lower[group.head + 1 : group.head + 1 + _NEAR]
    if group.lemma not in BRINGING or group.form != ING:
        return False
    return "to" in words and not _HEADCOUNT.isdisjoint(words[: words.index("to")])


def _has(s: Sentence, group: Group) -> bool:
    """As in "keeps 2,000 men in Chad"; "keeps hold of 200 men" has none of its own."""
    return group.lemma in _HAVING and not group.negated and s.lower[group.head + 1 : group.head + 2] != ["hold"]


def _somewhere(scene: Scene, s: Sentence, count: QuantityMention, span: Range) -> bool:
    """Whether forces are said to be at a place: "has 1,000 troops in Chad"; what forces have is their number anyway."""
    at = scene.token_at(count.end)
    if s.lower[at : at + 1] in (["in"], ["on"], ["at"], ["near"], ["along"], ["inside"], ["across"]):
        return bool(scene.places_in(at, min(at + _NEAR, s.end)))
    return s.lower[span[0]] != "there" and _of_forces(s, span)


def _is_there(scene: Scene, s: Sentence, group: Group) -> bool:
    """Whether "be" says where its subject is: "are there", "are already in Syria"."""
    at = group.head + 1
    while at < s.end and s.lower[at] in ("already", "now", "currently", "still"):
        at += 1
    if at >= s.end:
        return False
    if s.lower[at] == "there":
        return True
    return s.lower[at] in ("in", "on", "near", "at") and bool(scene.places_in(at, min(at + _NEAR, s.end)))


def _of_forces(s: Sentence, span: Range) -> bool:
    """Whether a subject is forces or their number: "the troops there", "their number"."""
    first, last = span
    words = s.lower[first:last]
    if "troops" in classes_in(s, *head_of(s, first, last)):
        return True
    named = not _HEADCOUNT.isdisjoint(words)
    return named and "of" not in words and (len(words) == 1 or words[0] in _OWNERS or "'s" in words)


_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_RATIOS: Final = {"twice": 2, "double": 2, "thrice": 3, "triple": 3} | {w: n for n, w in enumerate(_WORDS, 1)}
_MULTIPLES: Final = frozenset({"twice", "double", "thrice", "triple", "times"})
_MULTIPLE: Final = re.compile(
    r"""
    (?:\b(?P<once>twice|double|thrice|triple)|\b(?P<times>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\stimes)
    \s(?:as\s(?:many|large|big|high)|the\s(?:number|figure|total|estimate|count|strength)|what|more\sthan)
    [^.;:!?]{0,50}?
    \b(?:ago|earlier|before|previous(?:ly)?|last|known|thought|estimated|reported|believed|until\snow|so\sfar)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


_COMPARED: Final = re.compile(
    r"""
    (?:\b(?:up|down)\sfrom|,\sagainst|\bcompared\s(?:with|to)|,\sincluding)\s(?:\w+\s){0,3}\d[\d,.]*(?:\s\w+){0,4}\s$
    |\b(?:twice|double|times)\s(?:as\s(?:many|large|big|high)|the\s(?:number|figure|total|strength))(?:\s\w+){0,5}\s$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COMPARING: Final = ("from", "against", "compared", "including", "twice", "double", "times")
"""Words without which nothing is compared: most times have none of them near."""
_LONGEST_COMPARISON: Final = 60


def of_earlier_number(text: str, start: int) -> bool:
    """Whether a time belongs to a number compared with, or to a part: "up from 3,000 in May", "including 9 in May"."""
    first = max(0, start - _LONGEST_COMPARISON)
    before = text[first:start].lower()
    return any(word in before for word in _COMPARING) and _COMPARED.search(text, first, start) is not None


def outgrown(scene: Scene, s: Sentence, counts: list[QuantityMention]) -> Quantity | None:
    """The earlier number that a sentence gives by its multiple: "2,000 soldiers, twice as many as a month ago"."""
    forces = [m for m in counts if m.family == "forces" and not m.harm]
    if not forces or _MULTIPLES.isdisjoint(s.vocabulary):
        return None
    begin, end = scene.tokens.start[s.begin], scene.tokens.end[s.end - 1]
    found = _MULTIPLE.search(scene.text, begin, end)
    if found is None:
        return None
    before = [m for m in forces if m.end <= found.start()]
    if not before:
        return None
    now = before[-1].quantity
    word = (found["once"] or found["times"]).lower()
    ratio = _RATIOS.get(word) or int(word)
    if ratio <= 1:
        return None
    earlier = float(round(now.best / ratio))
    start, stop = found.span()
    return Quantity(
        earlier, earlier, earlier, now.unit, "about", "reported", None,
        scene.field, start, stop, scene.text[start:stop],
    )  # fmt: skip
