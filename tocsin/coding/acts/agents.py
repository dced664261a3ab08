"""Agents: who does an act, told by the classes of its subject or of who stands behind "by", in one sentence."""

from typing import Final

from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.things import classes_in, stands_in
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import Group, Sentence


def doers(s: Sentence, groups: list[Group], k: int) -> frozenset[str]:
    """The classes of those who do what a verb tells, or of what does it."""
    group = groups[k]
    by = by_whom(s, groups, k) if group.passive else None
    if by is not None:
        return classes_in(s, *head_of(s, *by))
    span = subject_of(groups, k)
    found = classes_in(s, *head_of(s, *span)) if span else frozenset()
    if group.passive and group.lemma in _SUFFERED:
        return found - _ARMS  # "two drones were destroyed": they hit nothing
    if not found and span and s.lower[span[1] - 1] in _THEY and 0 <= groups[k].parent < k:
        return doers(s, groups, groups[k].parent)  # "China said it had hacked nobody"
    if not found and span and not group.passive and s.lower[span[1] - 1] in SO_MANY:
        return _CROWD  # "Ten thousand marched"
    if not found and stands_in(s, span):
        return s.recent  # "More will follow": of what was sent or sold last
    return found


def by_whom(s: Sentence, groups: list[Group], k: int) -> Range | None:
    """Who stands behind the "by" of a passive, or of one joined to it: "was pulled off a bus and shot by rebels"."""
    group = groups[k]
    for i in range(group.head + 1, min(group.stop, group.head + 12)):
        if s.lower[i] == "by":
            return i + 1, min(group.stop, i + 8)
    joined = k + 1 < len(groups) and groups[k + 1].passive and groups[k + 1].inherits == k
    return by_whom(s, groups, k + 1) if joined else None


def acts_for(s: Sentence, groups: list[Group], k: int) -> frozenset[str]:
    """The classes of those for whom whoever does it acts: "the White House" for a state, "the IDF" for its soldiers,
    "it" for whom it stands for.
    """
    passive = groups[k].passive
    span = by_whom(s, groups, k) if passive else subject_of(groups, k)
    found = _powers_in(s, *head_of(s, *span)) if span is not None else _NO_CLASSES
    for named in s.meant.get(k, ()) if not passive else ():
        first, last = head_of(s, *named)
        found = found | _powers_in(s, first, last) | classes_in(s, first, last)
    return found


def _powers_in(s: Sentence, first: int, last: int) -> frozenset[str]:
    """The classes of those for whom somebody named in a stretch acts."""
    powers = s.marks.powers
    found = _NO_CLASSES
    for i in range(first, last):
        if i in powers:
            found = found | powers[i]
    return found


_NO_CLASSES: Final[frozenset[str]] = frozenset()
_SUFFERED: Final = frozenset("destroy damage hit strike attack target wreck gut smash pound".split())
"""What weapons do, and as often suffer."""
_ARMS: Final = frozenset({"drone", "missile", "weapons"})
SO_MANY: Final = frozenset("hundreds thousands thousand hundred dozens scores million millions".split())
"""Numbers that march by themselves: so many of something are people in the street."""
_CROWD: Final = frozenset({"crowd"})
_THEY: Final = frozenset({"it", "they", "he", "she", "we"})
