"""Twins: verbs that with this subject or object mean something else than the act that they spell."""

from typing import Final

from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import AUXILIARY, COORD, MARK, PREP, SUBORD

_BEHIND: Final = 5
"""Tokens behind a verb in which it is told what is declared."""
_NO_NOUN: Final = MARK | PREP | COORD | SUBORD | AUXILIARY
_FLYING: Final = frozenset({"drone", "missile"})


def twin(s: Sentence, groups: list[Group], hit: Hit) -> str:
    """What the verb of a hit means in place of its act, or ""."""
    act = hit.act
    bare = hit.last == hit.first + 1 and s.marks.named.get(hit.last) != "state"  # "drones reached Russia" are supplied
    if act.id == "arms-arrive" and hit.lemma == "reach" and bare and _subject(s, groups, hit) & _FLYING:
        return "what flies there by itself is not delivered"  # "three drones reached the site"
    if act.id == "cross-border" and _figure(s, hit):
        return "a line that is on no map"  # "crossed a red line"
    if act.id == "martial-law" and _only_urgent(s, groups, hit):
        return "an emergency measure, no rule by decree"
    return ""


def _subject(s: Sentence, groups: list[Group], hit: Hit) -> frozenset[str]:
    """The classes of the last word of a subject: cables are lifeless, cable workers are not."""
    span = subject_of(groups, hit.clause)
    if span is None:
        return frozenset()
    last = head_of(s, *span)[1]
    return classes_in(s, last - 1, last)


def _figure(s: Sentence, hit: Hit) -> bool:
    reach = range(hit.first + 1, min(hit.last + _BEHIND, s.end))
    return any(s.lower[i] in ("line", "lines") and s.lower[i - 1] in _FIGURES for i in reach)


_FIGURES: Final = frozenset("red unacceptable dangerous moral a another every".split())


def _only_urgent(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "emergency blackouts were ordered": the word only says how urgent something is."""
    span = subject_of(groups, hit.clause) if groups[hit.clause].passive else None
    first, last = span if span is not None else (hit.first, min(s.end, hit.last + _BEHIND))
    return any(
        s.lower[i] == "emergency"
        and all(size == 1 for size, _ in s.marks.classes.get(i, ()))
        and not s.words[i + 1].flags & _NO_NOUN
        for i in range(first, last - 1)
    )
