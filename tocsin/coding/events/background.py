"""Background: acts that only say who somebody in another act is, and deeds that are long past when they are judged."""

from typing import Final

from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.mentioned import MEANING, counted_from
from tocsin.coding.acts.nouns import standing
from tocsin.coding.acts.things import classes_in
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import CLASSED, MARK, PREP, VERB

_DESCRIBED: Final = frozenset(
    {
        *("people", "captives", "troops", "dissidents", "diplomats", "media", "protest", "crowd", "attack", "police"),
        *("sanctions", "curfew", "law"),
    }
)
_LEGAL: Final = frozenset({"COERCE", "SANCTION"})
_ANSWERS: Final = frozenset({"RETREAT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "AGREE"})
"""Acts that undo or answer what was done to somebody before: "freed a writer jailed in May"."""
_JUDGED: Final = frozenset({"arrest", "convict"})
_CHARGES: Final = frozenset({"charge", "charge-with", "try"})
_BESIDE: Final = frozenset({"as", "while", "and", ",", "but", ";", "when"})
"""How a clause hangs that tells of something else."""
_HARSH: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "MOBILIZE"})


def set_before_judges(groups: list[Group], found: list[Finding]) -> None:
    """What somebody is arrested or tried for is long past: "jailed five men for the bombing"."""
    judged = [one for one in found if one.hit.act.mode in _JUDGED or one.hit.act.id in _CHARGES]
    for one in found:
        if one.hit.act.type == "ASSAULT" and any(
            _judged_for(groups, other.hit, one.hit) for other in judged if not _arrested_for(one, other)
        ):
            one.shade.modality = "historical"


def set_before_release(s: Sentence, groups: list[Group], found: list[Finding]) -> None:
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


def set_before_memory(scene: Scene, s: Sentence, groups: list[Group], found: list[Finding]) -> None:
    """As in "a decade since the bombing that killed dozens", "recalls the raid that razed the town"."""
    for one in found:
        if one.hit.clause < 0 or one.hit.noun or one.hit.act.type not in _HARSH or one.shade.modality != "actual":
            continue
        group = _opening(groups, groups[one.hit.clause])
        span = group.antecedent
        if group.link != "relative" or span is None or scene.times_in(span[0], max(group.stop, one.hit.last)):
            continue
        if _remembered(s, groups, head_of(s, *span)[1] - 1):
            one.shade.modality = "historical"


def _remembered(s: Sentence, groups: list[Group], noun: int) -> bool:
    """Whether time is counted from what a noun names, or it is commemorated or depicted."""
    if any(counted_from(s, noun, word) for word in _COUNTING):
        return True
    k, place = standing(s, groups, noun)
    return place == "object" and groups[k].lemma in MEANING


_COUNTING: Final = ("since", "anniversary", "commemoration", "memory", "remembrance", "shadow")


def set_under_a_truce(s: Sentence, groups: list[Group], found: list[Finding]) -> None:
    """As in "fired on the post after the truce began", "captured after the ceasefire took effect": it is known."""
    broken = any(one.hit.act.type in _BREACHES for one in found)
    for one in found:
        k = one.hit.clause
        if not broken or one.hit.act.mode != "ceasefire" or not one.hit.noun or k < 0 or groups[k].link != "after":
            continue
        if s.lower[one.hit.first - 1] in _DEFINITE and one.shade.modality == "actual":
            one.shade.modality = "historical"


def set_in_a_rout(groups: list[Group], found: list[Finding]) -> None:
    """As in "withdrew from the town after rebels overran it": forces that are driven out give nothing up."""
    attacks = [one for one in found if one.hit.act.type == "ASSAULT" and one.shade.modality in _NOW]
    for one in found:
        leaves = one.hit.act.type == "RETREAT" and one.hit.act.mode == "withdraw"
        if leaves and any(_drives_out(groups, attack, one) for attack in attacks):
            one.hit.classes |= ROUT


def _drives_out(groups: list[Group], attack: Finding, withdrawal: Finding) -> bool:
    """Whether an attack by others stands in the clause behind a withdrawal that tells why, or in the one before it."""
    deed, leaving = attack.hit, withdrawal.hit
    if deed.noun or leaving.noun:
        return deed.noun and deed.clause == leaving.clause and deed.first > leaving.first
    beside = abs(deed.clause - leaving.clause) == 1 and groups[deed.clause].link in _UNDER
    return beside and groups[leaving.clause].form == FINITE and not _by_the_same(attack, withdrawal)


_NOW: Final = frozenset({"actual", "ongoing"})
_UNDER: Final = frozenset({"after", "as", "when", "because", "once"})
"""What joins an attack to those who give way to it."""
ROUT: Final = frozenset({"rout"})
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


def describing(scene: Scene, s: Sentence, groups: list[Group], found: list[Finding]) -> list[Finding]:
    """Those that only describe somebody in another event: "a lawyer who had been jailed"."""
    ranked = [one for one in found if one.hit.clause >= 0 and _ranks(s, groups[one.hit.clause], one, found)]
    ranked += [one for one in found if one.hit.clause >= 0 and _stands(scene, s, groups[one.hit.clause], one)]
    found = [one for one in found if one not in ranked]
    main = [one for one in found if one.hit.clause >= 0 and not _describes(scene, s, groups, found, one)]
    if not main:
        return ranked
    idle = ranked
    for one in [o for o in found if o not in main and o.hit.clause >= 0]:
        if _counts_dead(groups, s, one, main):
            continue
        group = groups[one.hit.clause]
        stop = max(group.stop, one.hit.last)
        captive = one.hit.act.type in _LEGAL or one.hit.act.mode == "abduct"
        past = captive and any(other.hit.act.type in _ANSWERS for other in main)
        opening = _opening(groups, group)
        begin = opening.first if opening.antecedent is None else min(opening.antecedent[1], opening.first)
        timed = scene.times_in(begin, stop)  # "who on Monday had frozen its accounts"
        if one.hit.act.type in _HARSH and (past or not timed):
            idle.append(one)
    return idle


def _ranks(s: Sentence, group: Group, one: Finding, found: list[Finding]) -> bool:
    """As in "captured two of them, the first to be taken alive": only says which of their kind those are."""
    if group.form != INFINITIVE or not any(
        o.hit.last <= group.first and o.hit.act.type == one.hit.act.type for o in found
    ):
        return False
    for i in range(group.first - 1, max(s.begin, group.first - _FAR), -1):
        if s.lower[i] in _RANKS:
            return s.lower[i - 1] == "the"
        if s.words[i].flags & (MARK | VERB) and not s.words[i].flags & CLASSED:
            return False
    return False


_RANKS: Final = frozenset("first second third last only latest".split())
_FAR: Final = 8


def _describes(scene: Scene, s: Sentence, groups: list[Group], found: list[Finding], one: Finding) -> bool:
    """Whether a relative clause or participle only says who somebody in another act is."""
    group = groups[one.hit.clause]
    if one.hit.noun or group.link not in ("relative", "reduced") or _goes_on_telling(s, group):
        return False
    group = _opening(groups, group)
    span = group.antecedent if group.link == "relative" else group.subject
    if span is None or not any(other.hit.first < span[0] for other in found if other is not one):
        return False
    if group.form == ING and not _ORDERS.isdisjoint(classes_in(s, *span)):
        return False  # "signed an order freezing his assets": what it says is done by it
    if group.link == "reduced" and _in_parallel(s, groups, found, group, span):
        return False
    if group.link == "relative" and _tells(group, one) and s.lower[span[1] : span[1] + 1] == [","]:
        return False  # set off by a comma it tells something new: ", who have taken the town"
    return bool(classes_in(s, *span) & _DESCRIBED) or bool(scene.actors_in(*span))


def _tells(group: Group, one: Finding) -> bool:
    """Whether a relative clause does more than say who somebody is: "the pass, which Iran has shut"."""
    by_others = group.subject is not None and group.subject != group.antecedent and one.hit.act.mode not in _JUDGED
    return one.hit.act.type not in _LEGAL or by_others


def _in_parallel(s: Sentence, groups: list[Group], found: list[Finding], group: Group, span: Range) -> bool:
    """As in "School attacked, teachers abducted", "nine were killed and six abducted": one without its "were"."""
    lead = s.lower[span[0] - 1] if span[0] > s.begin else ""
    if group.head + 1 < s.end and not s.words[group.head + 1].flags & (MARK | PREP):
        return False
    if lead == ",":
        return s.headline
    return lead == "and" and any(
        one.hit.clause >= 0 and groups[one.hit.clause].passive for one in found if one.hit.last <= span[0]
    )


def _stands(scene: Scene, s: Sentence, group: Group, one: Finding) -> bool:
    """As in "the airport, where Egyptian soldiers are based": who stands at a place only says what place it is."""
    if group.link != "where" or not group.passive or one.hit.lemma not in _STANDING:
        return False
    return not (_goes_on_telling(s, group) or scene.quantities_in(_opens(s, group), group.first))


_STANDING: Final = frozenset({"station", "base", "deploy", "garrison", "quarter", "headquarter"})
"""Verbs of forces that have long been where they are: "in Djibouti, where French troops are based"."""


def _opens(s: Sentence, group: Group) -> int:
    return group.subject[0] if group.subject is not None else s.begin


_ORDERS: Final = frozenset({"decree"})


def _counts_dead(groups: list[Group], s: Sentence, one: Finding, main: list[Finding]) -> bool:
    """As in "pulled out after an operation that left 11 dead": a toll tells of its attack as news does, unless judges
    deal with it.
    """
    span = groups[one.hit.clause].antecedent
    if one.hit.act.id not in _TOLLS or span is None or "attack" not in classes_in(s, *span):
        return False
    return not any(other.hit.act.mode in _JUDGED for other in main)


_TOLLS: Final = frozenset({"kill", "wound", "leave-dead", "bomb-explodes", "weapon-hits", "casualties"})


def _goes_on_telling(s: Sentence, group: Group) -> bool:
    """As in "the front, which then declared the truce dead": a clause that tells what came next."""
    return not _NEXT.isdisjoint(s.lower[max(s.begin, group.first - 2) : group.head + 2])


_NEXT: Final = frozenset({"then", "later", "afterwards", "subsequently", "also", "meanwhile", "now"})


def _opening(groups: list[Group], group: Group) -> Group:
    """The first of several clauses that describe one noun together: "who killed … and abducted …"."""
    while group.antecedent is None and group.inherits >= 0 and groups[group.inherits].link == group.link:
        group = groups[group.inherits]
    return group
