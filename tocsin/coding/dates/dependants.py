"""Dependants: the infinitives and participles behind a clause that tell of the same act."""

from collections.abc import Iterator
from typing import Final

from tocsin.coding.dates.describing import names_act
from tocsin.coding.syntax.verbs import FINITE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import PREP


def reports(s: Sentence, group: Group) -> bool:
    """Whether a clause says that something was so: "said", "alleges"."""
    return s.grammar.cues.get(group.lemma) in ("report", "allege")


def dependants(s: Sentence, groups: list[Group], k: int) -> Iterator[int]:
    """The infinitives and participles behind a clause that tell of the same act: "agreed to send troops on Tuesday"."""
    last = k
    for j in range(k + 1, len(groups)):
        group = groups[j]
        if j == last + 1 and group.link == "participle" and group.inherits == k and groups[k].passive and group.passive:
            last = j  # "were killed and wounded in a raid conducted on Monday"
            yield j
            continue
        if group.form == FINITE:
            if j == last + 1 and "what" in (group.link, "" if group.subject else groups[j - 1].link):
                last = j  # "fired what it said was a missile on Monday"
                yield j
                continue
            # Without "that" behind a verb that reports nothing it is a participle: "the firm based in Rome".
            if group.link == "zero" and group.parent == j - 1 >= k and not reports(s, groups[j - 1]):
                yield j
                continue
            return
        if (group.form == ING and group.link in _OVER) or group.lemma in AWAITED:
            continue
        beside = group.link == "reduced" and j == last + 1 and groups[k].form == FINITE
        beside = beside and (group.lemma in _LASTING or _where(s, group))
        if beside or (group.form != REDUCED and (group.inherits >= k or group.parent >= k)):
            yield j


def elided(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether clause `k` shares the auxiliary of the one before it: "nine were killed and 30 wounded in clashes"."""
    if k < 1 or groups[k].form != REDUCED or not groups[k - 1].passive or groups[k - 1].form != FINITE:
        return False
    subject = groups[k].subject
    return subject is not None and s.lower[subject[0] - 1] == "and" and subject[0] > groups[k - 1].head


_LASTING: Final = frozenset("load pack fill arm equip bind base dress target stack rig fit".split())
"""What describes a thing for good: "blew up a truck loaded with chlorine in Ramadi on Monday"."""


def _where(s: Sentence, group: Group) -> bool:
    """Whether what a participle describes is the scene of the rest: "killed in a raid led by Russia on Monday"."""
    if group.subject is None:
        return True
    first, end = group.subject
    led = next((i for i in range(end - 1, max(s.begin, first - 1) - 1, -1) if s.words[i].flags & PREP), -1)
    return led >= 0 and s.lower[led] in SCENES and any(names_act(s, i) for i in range(first, end))


SCENES: Final = frozenset({"in", "during", "at", "on", "by", "under"})
AWAITED: Final = frozenset({"plan", "schedule", "expect", "slate", "set", "intend", "book"})
"""Verbs whose participle tells of when something else was to be: "called off a strike planned for Friday"."""
_OVER: Final = frozenset({"of", "in", "for", "with", "over", "about", "against"})
"""What leads from an accusation or a sentence to the deed: "jailed for attacking a base in 2019"."""
