"""Lasting: whether an act that has begun goes on."""

from typing import Final

from tocsin.coding.findings import Finding
from tocsin.coding.scene import Scene
from tocsin.coding.verbs import REDUCED, Group, Sentence

_ORDINALS: Final = frozenset("second third fourth fifth sixth seventh eighth ninth tenth straight".split())
_PERIODS: Final = frozenset("day night week month weekend year straight consecutive successive running".split())
_STAYING: Final = frozenset({"remain", "stay", "hold", "continue"})
_LASTING: Final = frozenset(
    """
    rage continue spread intensify persist keep escalate press step last remain drag wear
    """.split()
)
_DEEDS: Final = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "PROTEST", "RETREAT"})


def goes_on(scene: Scene, s: Sentence, groups: list[Group], one: Finding) -> bool:
    """Whether an act has not ended: "has shelled since Friday", "fighting has spread", "has begun a strike"."""
    k = one.hit.clause
    if k < 0 or one.hit.act.type not in _DEEDS:
        return False
    group = groups[k]
    if _another_day(s, group) or _lasts(groups, k):
        return True
    if one.hit.noun and (group.lemma in _LASTING or (group.lemma in ("begin", "start") and group.perfect)):
        return True
    if (
        group.parent >= 0
        and group.link in ("to", "ing")
        and groups[group.parent].lemma in ("begin", "start", "continue", "keep")
    ):
        return True
    since = any(t.relation == "since" for t in scene.times_in(group.head, max(group.stop, one.hit.last)))
    return since and (group.perfect or one.hit.light)


def _another_day(s: Sentence, group: Group) -> bool:
    """As in "traded fire for a second day": what goes on from day to day."""
    for i in range(group.head + 1, min(group.stop + 4, s.end - 2)):
        if s.lower[i] == "for" and s.lower[i + 1] in ("a", "the") and s.lower[i + 2] in _ORDINALS:
            return any(word in _PERIODS for word in s.lower[i + 3 : i + 5])
    return False


def _lasts(groups: list[Group], k: int) -> bool:
    """As in "remain forbidden", "a curfew imposed by the army remains in place"."""
    group = groups[k]
    if group.form != REDUCED:
        return False
    if k and groups[k - 1].lemma in _STAYING and groups[k - 1].head + 1 == group.first:
        return True
    return any(g.lemma in _STAYING and g.subject is not None and g.subject == group.subject for g in groups[k + 1 :])
