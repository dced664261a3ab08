"""Lasting: whether an act that has begun goes on."""

from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.firing import NTH
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import FINITE, ING, REDUCED, Group, Sentence

_ORDINALS: Final = NTH | {"straight"}
_PERIODS: Final = frozenset("day night week month weekend year straight consecutive successive running".split())
_STAYING: Final = frozenset({"remain", "stay", "hold", "continue"})
_LASTING: Final = frozenset(
    """
    rage continue spread intensify persist keep escalate press step last remain drag wear
    """.split()
)
_DEEDS: Final = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "PROTEST", "RETREAT", "AID", "SANCTION"})


def goes_on(scene: Scene, s: Sentence, groups: list[Group], one: Finding) -> bool:
    """Whether an act has not ended: "has shelled since Friday", "fighting has spread", "has begun a strike"."""
    k = one.hit.clause
    if k < 0 or one.hit.act.type not in _DEEDS:
        return False
    group = groups[k]
    if _another_day(s, group) or _lasts(groups, k) or _under_way(s, group, one) or _joins_one(s, groups, group):
        return True
    went_on = group.lemma == "go" and s.lower[group.head + 1 : group.head + 2] == ["on"]
    if one.hit.noun and (went_on or group.lemma in _LASTING or (group.lemma in ("begin", "start") and group.perfect)):
        return True
    if (
        group.parent >= 0
        and group.link in ("to", "ing")
        and groups[group.parent].lemma in ("begin", "start", "continue", "keep")
    ):
        return True
    if one.hit.act.type == "AID" or not (group.perfect or one.hit.light):
        return False
    if one.hit.lemma in _DONE or (group.link == "relative" and group.past):
        return False  # "has killed nine since Monday"; "the road that lorries had blocked since Sunday"
    begin, end = _opening(s, groups, k), max(group.stop, one.hit.last)
    if any(s.lower[i] == "since" and s.lower[i + 1] in _HOURS for i in range(begin, min(end, s.end - 1))):
        return True
    since = (t for t in scene.times_in(begin, end) if t.relation == "since")
    return any(not _ranks(s, scene.token_at(t.timex.start)) for t in since)


def _ranks(s: Sentence, at: int) -> bool:
    """As in "the 27th attack since May", "the worst raid since May": so many, or none as bad, in that time."""
    before = s.lower[max(s.begin, at - _RANKED) : at]
    return any(word in _ORDINALS or (word[0].isdigit() and word.endswith(("th", "st", "nd", "rd"))) for word in before)


_RANKED: Final = 5


def _opening(s: Sentence, groups: list[Group], k: int) -> int:
    """Where what leads a clause in begins: "Since Thursday the airspace has been shut"."""
    if k and any(g.form == FINITE for g in groups[:k]):
        return groups[k].head
    return s.begin


def _under_way(s: Sentence, group: Group, one: Finding) -> bool:
    """As in "began pulling back", "opened two days of exercises", "was rendering aid", "women it holds"."""
    behind = s.lower[group.head + 1 : one.hit.last]
    if one.hit.lemma in ("begin", "start") and any(word.endswith("ing") for word in behind):
        return True
    if one.hit.act.about == "exercise" and one.hit.lemma in ("begin", "start", "open"):
        return not _LENGTHS.isdisjoint(s.lower[group.head + 1 : group.head + 5])
    if group.progressive and group.past and group.link == "" and group.parent < 0:
        return True
    if group.form == ING and one.hit.act.mode == "abduct" and group.lemma in _HOLDING:
        return True  # "pirates holding a couple since October"
    kept = one.hit.act.mode in _KEEPING and not s.headline and group.form == FINITE
    kept = kept and not (group.past or group.perfect or group.modal)
    if kept and ((group.passive and group.lemma in _KEPT) or (group.lemma == "be" and behind[:1] in _UNDER_GUARD)):
        return True  # "is confined to his house", "is in custody"
    present = group.form == FINITE and not (group.past or group.perfect or group.passive or group.modal)
    if present and group.lemma == "be" and s.lower[group.head + 1 : group.head + 3] in _IN_FORCE:
        return True
    return present and not s.headline and group.lemma in _HOLDING


def _joins_one(s: Sentence, groups: list[Group], group: Group) -> bool:
    """As in "jets have been bombing the hills and firing at boats": the second of two that go on."""
    if group.form != ING or group.parent < 0 or s.lower[group.first - 1] != "and":
        return False
    above = groups[group.parent]
    return above.form == FINITE and above.perfect and above.lemma != "be" and s.lower[above.head].endswith("ing")


_IN_FORCE: Final = (["in", "force"], ["in", "effect"], ["in", "place"])
"""What a rule is that lasts: "a curfew is in force"."""


_DONE: Final = frozenset({"kill", "wound", "injure", "die"})
_HOURS: Final = frozenset({"dawn", "dusk", "sunrise", "nightfall", "noon", "midnight", "then"})
_LENGTHS: Final = frozenset({"days", "weeks", "day", "week", "month", "two-day", "three-day", "five-day", "week-long"})
_KEEPING: Final = frozenset({"arrest", "abduct", "seize"})
_KEPT: Final = frozenset("hold confine detain keep lock jail imprison".split())
_UNDER_GUARD: Final = (["under"], ["in"], ["behind"])
_HOLDING: Final = frozenset({"hold", "have", "keep", "maintain", "occupy", "besiege", "control"})
"""Verbs that in the present tell what lasts."""


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
