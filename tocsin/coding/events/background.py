"""Background: deeds that are long past when they are judged or remembered, and what is known where it is told."""

from typing import Final

from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.mentioned import MEANING, counted_from
from tocsin.coding.acts.nouns import standing
from tocsin.coding.events.describing import JUDGED, opening_clause
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import FINITE, REDUCED, Group, Sentence
from tocsin.coding.text.acts import HARSH

CHARGES: Final = frozenset({"charge", "charge-with", "try"})
_BESIDE: Final = frozenset({"as", "while", "and", ",", "but", ";", "when"})
"""How a clause hangs that tells of something else."""


def set_in_background(scene: Scene, s: Sentence, groups: list[Group], found: list[Finding]) -> None:
    """Marks those acts of a sentence that another one of it tells to be past, known or no choice."""
    _set_before_judges(groups, found)
    _set_before_memory(scene, s, groups, found)
    _set_before_release(s, groups, found)
    _set_before_resumption(s, groups, found)
    _set_under_a_truce(s, groups, found)
    _set_in_a_rout(groups, found)


def _set_before_judges(groups: list[Group], found: list[Finding]) -> None:
    """What somebody is arrested or tried for is long past: "jailed five men for the bombing"."""
    judged = [one for one in found if one.hit.act.mode in JUDGED or one.hit.act.id in CHARGES]
    for one in found:
        if one.hit.act.type == "ASSAULT" and any(
            _judged_for(groups, other.hit, one.hit) for other in judged if not _arrested_for(one, other)
        ):
            one.shade.modality = "historical"


def _set_before_release(s: Sentence, groups: list[Group], found: list[Finding]) -> None:
    """As in "two women held for weeks were set free": whoever has been freed was taken before.

    So were those who "were freed two months after they were taken".
    """
    releases = [o for o in found if o.hit.act.mode == "release" and o.hit.act.type == "RETREAT"]
    freed = [o for o in releases if o.shade.modality == "actual"]
    for one in found if freed else ():
        k = one.hit.clause
        if one.hit.act.mode != "abduct" or k < 0 or one.shade.modality != "actual":
            continue
        before = next((o for o in freed if groups[k].link == "after" and 0 <= o.hit.clause < k), None)
        if before is not None:
            one.shade.modality = "actual" if _hours_after(s, groups[k]) else "historical"
            if one.recipients == before.actors:
                one.recipients = list(before.recipients)  # "they" are not who frees them
        elif groups[k].form == REDUCED and any(o.hit.first > one.hit.last for o in freed):
            one.shade.modality = "historical"


def _hours_after(s: Sentence, group: Group) -> bool:
    """As in "were freed 36 hours after they were taken": both are news."""
    return group.subject is not None and s.lower[group.subject[0] - 2] in ("hours", "hour", "minutes")


def _set_before_memory(scene: Scene, s: Sentence, groups: list[Group], found: list[Finding]) -> None:
    """As in "a decade since the bombing that killed dozens", "recalls the raid that razed the town"."""
    for one in found:
        if one.hit.clause < 0 or one.hit.noun or one.hit.act.type not in HARSH or one.shade.modality != "actual":
            continue
        group = opening_clause(groups, groups[one.hit.clause])
        span = group.antecedent
        if group.link != "relative" or span is None or scene.times_in(span[0], max(group.stop, one.hit.last)):
            continue
        if _remembered(s, groups, head_of(s, *span)[1] - 1):
            one.shade.modality = "historical"


def _set_before_resumption(s: Sentence, groups: list[Group], found: list[Finding]) -> None:
    """As in "agreed to resume talks that were stalled": what is taken up again was broken off before."""
    for one in found:
        k = one.hit.clause
        if k < 0 or one.hit.act.mode != "discontinue" or one.shade.modality not in _NOW:
            continue
        span = groups[k].antecedent if groups[k].link == "relative" else groups[k].subject
        if span is None or groups[k].link not in ("relative", "reduced"):
            continue
        above, place = standing(s, groups, head_of(s, *span)[1] - 1)
        if place == "object" and groups[above].lemma in _TAKING_UP:
            one.shade.modality = "historical"


_TAKING_UP: Final = frozenset("resume restart reopen revive relaunch restore renew unblock unfreeze".split())


def _remembered(s: Sentence, groups: list[Group], noun: int) -> bool:
    """Whether time is counted from what a noun names, or it is commemorated or depicted."""
    if any(counted_from(s, noun, word) for word in _COUNTING):
        return True
    k, place = standing(s, groups, noun)
    return place == "object" and groups[k].lemma in MEANING


_COUNTING: Final = ("since", "anniversary", "commemoration", "memory", "remembrance", "shadow")


def _set_under_a_truce(s: Sentence, groups: list[Group], found: list[Finding]) -> None:
    """As in "fired on the post after the truce began", "40 have died since a ceasefire took effect": it is known."""
    broken = any(one.hit.act.type in _BREACHES for one in found)
    for one in found:
        k = one.hit.clause
        if one.hit.act.mode != "ceasefire" or k < 0 or one.shade.modality != "actual":
            continue
        known = broken and one.hit.noun and groups[k].link == "after" and s.lower[one.hit.first - 1] in _DEFINITE
        if known or groups[k].link == "since":
            one.shade.modality = "historical"


def _set_in_a_rout(groups: list[Group], found: list[Finding]) -> None:
    """As in "withdrew from the town after rebels overran it": forces that are driven out give nothing up."""
    attacks = [one for one in found if one.hit.act.type == "ASSAULT" and one.shade.modality in _NOW]
    for one in found:
        leaves = one.hit.act.type == "RETREAT" and one.hit.act.mode == "withdraw"
        if leaves and any(_drives_out(groups, attack, one) for attack in attacks):
            one.hit.classes |= _ROUT


def _drives_out(groups: list[Group], attack: Finding, withdrawal: Finding) -> bool:
    """Whether an attack by others stands in the clause behind a withdrawal that tells why, or in the one before it."""
    deed, leaving = attack.hit, withdrawal.hit
    if deed.noun and not leaving.noun and leaving.lemma in _GIVING_WAY and deed.last <= leaving.first:
        joined = groups[leaving.clause].link == "and" and deed.clause == leaving.clause - 1
        return joined or groups[leaving.clause].link == ""  # "after an exchange of fire, the troops retreated"
    if deed.noun or leaving.noun:
        return deed.noun and deed.clause == leaving.clause and deed.first > leaving.first
    beside = abs(deed.clause - leaving.clause) == 1 and groups[deed.clause].link in _UNDER
    return beside and groups[leaving.clause].form == FINITE and not _by_the_same(attack, withdrawal)


_NOW: Final = frozenset({"actual", "ongoing"})
_GIVING_WAY: Final = frozenset({"retreat", "flee", "fall", "draw"})
_UNDER: Final = frozenset({"after", "as", "when", "because", "once"})
"""What joins an attack to those who give way to it."""
_ROUT: Final = frozenset({"rout"})
_BREACHES: Final = frozenset({"ASSAULT", "ACCUSE", "REQUEST", "MOBILIZE"})
_DEFINITE: Final = frozenset({"the", "their", "its", "that", "this"})


def _arrested_for(deed: Finding, verdict: Finding) -> bool:
    """As in "the army detained nine men and killed two": whoever arrests somebody does so for no deed of his own."""
    return verdict.hit.act.mode == "arrest" and _by_the_same(deed, verdict)


def _by_the_same(deed: Finding, other: Finding) -> bool:
    return bool(deed.actors) and {m.start for m in deed.actors} == {m.start for m in other.actors}


def _judged_for(groups: list[Group], verdict: Hit, deed: Hit) -> bool:
    """Whether a deed stands under an arrest or a verdict, not in a clause of its own beside it."""
    if verdict.first > deed.first:
        return False
    if deed.clause < 0 or verdict.clause in (deed.clause, -1):
        return True
    return groups[deed.clause].link not in _BESIDE and (deed.noun or verdict.clause < deed.clause)
