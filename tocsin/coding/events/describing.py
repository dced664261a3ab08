"""Describing: acts that only say who somebody in another act is: "a lawyer who had been jailed"."""

from datetime import timedelta
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.things import classes_in
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import Range
from tocsin.coding.syntax.verbs import INFINITIVE, ING, Group, Sentence
from tocsin.coding.text.acts import HARSH
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
JUDGED: Final = frozenset({"arrest", "convict"})


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
        opening = opening_clause(groups, group)
        begin = opening.first if opening.antecedent is None else min(opening.antecedent[1], opening.first)
        timed = scene.times_in(begin, stop)  # "who on Monday had frozen its accounts"
        if one.hit.act.type in HARSH and (past or not timed):
            idle.append(one)
    return idle


def only_sighted(groups: list[Group], found: list[Finding]) -> list[Finding]:
    """Those that only say who saw a deed that is told itself: "detected nine jets crossing the line"."""
    told = {groups[one.hit.clause].parent for one in found if _is_seen(groups, one)}
    return [one for one in found if one.hit.clause in told and one.hit.lemma in _SIGHTING and not one.hit.noun]


def _is_seen(groups: list[Group], one: Finding) -> bool:
    return (
        one.hit.clause >= 0 and not one.hit.noun and groups[one.hit.clause].form == ING and one.hit.act.type in _MOVES
    )


_SIGHTING: Final = frozenset("detect spot track sight see monitor observe pick count record log".split())
_MOVES: Final = frozenset({"MOBILIZE", "ASSAULT"})


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
    group = opening_clause(groups, group)
    span = group.antecedent if group.link == "relative" else group.subject
    if span is None or not any(other.hit.first < span[0] for other in found if other is not one):
        return False
    if group.form == ING and not _ORDERS.isdisjoint(classes_in(s, *span)):
        return False  # "signed an order freezing his assets": what it says is done by it
    if group.link == "reduced" and _in_parallel(s, groups, found, group, span):
        return False
    if group.form == ING and s.lower[span[0] - 1] == "with":
        return False  # "faced condemnation, with the bloc suspending its membership": another deed
    if group.link == "relative" and _tells(group, one) and s.lower[span[1] : span[1] + 1] == [","]:
        return False  # set off by a comma it tells something new: ", who have taken the town"
    return bool(classes_in(s, *span) & _DESCRIBED) or bool(scene.actors_in(*span))


def _tells(group: Group, one: Finding) -> bool:
    """Whether a relative clause does more than say who somebody is: "the pass, which Iran has shut"."""
    by_others = group.subject is not None and group.subject != group.antecedent and one.hit.act.mode not in JUDGED
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
    """As in "the airport, where Egyptian soldiers are based": who stands at a place only says what place it is.

    So does "the fleet, which is based in Bahrain" say which fleet is meant.
    """
    which = group.link == "relative" and group.subject == group.antecedent and one.hit.lemma in _SEATED
    if which and one.hit.lemma == "deploy":
        # "peacekeepers who were deployed after the war of 2020", not "troops who were deployed on Monday"
        long_ago = (scene.published.date() - _MONTHS).isoformat()
        values = [time.timex.value for time in scene.times_in(group.first, max(group.stop, one.hit.last))]
        which = group.past and bool(values) and all(value[:4].isdigit() and value < long_ago for value in values)
    if not (group.link == "where" or which) or not group.passive or one.hit.lemma not in _STANDING:
        return False
    return not (_goes_on_telling(s, group) or scene.quantities_in(_opens(s, group), group.first))


_STANDING: Final = frozenset({"station", "base", "deploy", "garrison", "quarter", "headquarter"})
"""Verbs of forces that have long been where they are: "in Djibouti, where French troops are based"."""


_MONTHS: Final = timedelta(days=60)
_SEATED: Final = frozenset({"base", "garrison", "quarter", "headquarter", "deploy"})


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
    return not any(other.hit.act.mode in JUDGED for other in main)


_TOLLS: Final = frozenset({"kill", "wound", "leave-dead", "bomb-explodes", "weapon-hits", "casualties"})


def _goes_on_telling(s: Sentence, group: Group) -> bool:
    """As in "the front, which then declared the truce dead": a clause that tells what came next."""
    return not _NEXT.isdisjoint(s.lower[max(s.begin, group.first - 2) : group.head + 2])


_NEXT: Final = frozenset({"then", "later", "afterwards", "subsequently", "also", "meanwhile", "now"})


def opening_clause(groups: list[Group], group: Group) -> Group:
    """The first of several clauses that describe one noun together: "who killed … and abducted …"."""
    while group.antecedent is None and group.inherits >= 0 and groups[group.inherits].link == group.link:
        group = groups[group.inherits]
    return group
