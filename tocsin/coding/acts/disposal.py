"""Disposal: bombs, mines and grenades that are found, defused or blown up by those who find them, and harm nobody."""

from typing import Final

from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence


def made_harmless(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "police defused a car bomb", "neutralised a mine", "found a mine and blew it up"."""
    if hit.clause < 0 or hit.act.type != "ASSAULT":
        return False
    group = groups[hit.clause]
    if group.lemma in _DISARMING:
        return not _MUNITIONS.isdisjoint(_objects(s, groups, hit))
    if group.lemma not in _DESTROYING or hit.act.mode not in _BY_HAND:
        return False
    by_experts = not _EXPERTS.isdisjoint(s.vocabulary) or "controlled" in s.vocabulary
    found = any(g.lemma in _FINDING and g.head < group.head for g in groups)
    return (by_experts or found) and not _MUNITIONS.isdisjoint(_objects(s, groups, hit))


def _objects(s: Sentence, groups: list[Group], hit: Hit) -> frozenset[str]:
    """The classes of what it is done to; "blew it up" leaves that to the words before."""
    group = groups[hit.clause]
    if group.passive:
        span = subject_of(groups, hit.clause) or group.antecedent
        return classes_in(s, *head_of(s, *span)) if span is not None else frozenset()
    stop = min(group.head + _OBJECT, s.end)
    stop = next((i for i in range(group.head + 1, stop) if s.lower[i] in ("with", "using")), stop)
    behind = classes_in(s, group.head + 1, stop)
    pronoun = any(word in ("it", "them") for word in s.lower[group.head + 1 : group.head + 3])
    return classes_in(s, s.begin, group.head) if pronoun else behind


_DISARMING: Final = frozenset(
    "defuse neutralise neutralize disarm dismantle deactivate disable find discover unearth recover locate".split()
)
_FINDING: Final = frozenset("find discover locate recover unearth uncover seize confiscate impound detect".split())
_DESTROYING: Final = frozenset("destroy detonate explode blow".split())
_BY_HAND: Final = frozenset({None, "destroy", "explosives"})
"""Not from the air: jets destroy explosives as they destroy arms."""
_MUNITIONS: Final = frozenset({"explosives", "rounds"})
_EXPERTS: Final = frozenset(
    "defused unexploded ordnance sappers demining minesweepers minesweeper disposal wartime engineers".split()
)
"""Words by which experts blow up what they have found."""
_OBJECT: Final = 6
"""Tokens behind a verb in which it is told what is made harmless; houses are blown up "with explosives"."""
