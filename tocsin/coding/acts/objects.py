"""Objects: the classes of what an act is done with or to, by the pattern that it is spelled with."""

from typing import Final

from tocsin.coding.acts.agents import doers
from tocsin.coding.acts.spelled import parts
from tocsin.coding.acts.things import classes_in, gets_it, only_owners, receiver, things_of
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.acts import Act
from tocsin.coding.text.patterns import Pattern


def done_with(
    s: Sentence, groups: list[Group], k: int, pattern: Pattern, *, last: int, seen: dict[int, frozenset[str]]
) -> frozenset[str]:
    """The classes of what the act of a pattern is done with or to; `seen` keeps them by where they begin."""
    group = groups[k]
    at = group.head + 1
    if not pattern.rest:
        if at not in seen:  # as it is for all patterns of the verb alone
            seen[at] = things_of(s, groups, k, at)
        return seen[at]
    if pattern.gap and group.passive and gets_it(s, group):
        return receiver(s, groups, k)  # "The envoy was handed his papers"
    if pattern.gap and not group.passive and last - at == len(pattern.rest):
        # "blew up bridges", "dismissed as false reports that": a pattern's own words, and what stands behind them
        return _things_within(s, groups, k, last, moved=False) | things_of(s, groups, k, last)
    if pattern.gap and group.passive and pattern.rest[-1] in _LEADING:
        # "were equipped with drones", "a blow was dealt to the militia"
        return receiver(s, groups, k) | classes_in(s, last, max(last, min(group.stop, last + _OBJECT, s.end)))
    start = -1 if pattern.gap and not group.passive else at if group.passive or parts(pattern) else last
    if start < 0 and _moves(pattern):
        return _things_within(s, groups, k, last, moved=True)
    things = seen.get(start)
    if things is None:
        things = things_of(s, groups, k, start) if start >= 0 else _things_within(s, groups, k, last, moved=False)
        seen[start] = things
    return things


_LEADING: Final = frozenset({"with", "to", "on", "against"})
"""What leads behind a passive to what the act is done with or to."""


def _moves(pattern: Pattern) -> bool:
    """Whether the last word of a pattern leads to where something is moved, or from where somebody is taken."""
    act, last = pattern.act, pattern.rest[-1]
    return (act.type == "MOBILIZE" and last in _GOALS) or (act.mode == "abduct" and last in _ORIGINS)


def of_owners(s: Sentence, groups: list[Group], k: int, act: Act, things: frozenset[str]) -> bool:
    """Whether soldiers only own what is moved or moves: "moved the soldiers' families to a camp"."""
    group = groups[k]
    if act.object:
        span = (group.head + 1, min(group.stop, group.head + _OBJECT, s.end))
        moved = subject_of(groups, k) if group.passive else span
        return things & act.object == _SOLDIERS and only_owners(s, moved)
    return doers(s, groups, k) & act.subject == _SOLDIERS and only_owners(s, subject_of(groups, k))


_SOLDIERS: Final = frozenset({"troops"})
_OBJECT: Final = 8
"""Tokens of an object in which it is told whose it is."""


def _things_within(s: Sentence, groups: list[Group], k: int, last: int, *, moved: bool) -> frozenset[str]:
    """The classes of what stands between the words of a pattern with a gap up to token `last`, and behind them.

    What is `moved` stands between: "shifted two brigades to the front".
    """
    group = groups[k]
    between = last - 1 if moved else max(group.stop, last)
    things = classes_in(s, group.head + 1, min(between, group.head + 16, s.end))
    if s.lower[group.head + 1] in (("it", "them", "him", "her") if moved else ("it", "them")):
        things |= things_of(s, groups, k, group.head + 1)
    return things


_GOALS: Final = frozenset({"to", "into"})
"""Words of a pattern that lead to where something is moved."""
_ORIGINS: Final = frozenset({"from", "off", "of"})
"""Words of a pattern that lead from where somebody is taken: "pulled a driver off a bus", "out of a school"."""
