"""Innocents: who is named near an act and can not be its doer, and acts that nobody near them did."""

from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.things import classes_in
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.nominal import TELLING
from tocsin.coding.syntax.intents import noun_of
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import INFINITIVE, Group, Sentence
from tocsin.coding.text.acts import FORCE
from tocsin.coding.text.grammar import DET

UNARMED: Final = frozenset({"CVL", "JRN", "BUS"})


def may_do(one: Finding, mention: ActorMention) -> bool:
    """Whether somebody who is only named near an act can be its doer: no pupils arrest, no observers shoot."""
    kind = one.hit.act.type
    if kind == "ASSAULT":
        return mention.sector in _ARMED
    if (kind == "MOBILIZE" and mention.sector in _UNCOMMANDING) or (kind == "COERCE" and mention.sector == "IGO"):
        return False
    if kind == "MOBILIZE" and mention.sector == "IGO" and "border" in {one.hit.act.about} | one.hit.classes:
        return False  # "NATO will meet after drones crossed into Romania"
    if one.hit.act.sense is not None:
        return True  # in trade anybody does
    return mention.sector not in UNARMED or kind in (_OF_FIRMS if mention.sector == "BUS" else _OF_ANYBODY)


_ARMED: Final = frozenset({"GOV", "MIL", "REB", "POL", "SPY"})
_UNCOMMANDING: Final = frozenset({"LEG", "JUD"})
"""Those who move no forces where they are only named: "judged a deployment likely before MPs"."""
_OF_ANYBODY: Final = frozenset({"PROTEST", "RETREAT", "STATEMENT", "ACCUSE", "REQUEST", "REJECT", "SUPPORT", "CONSULT"})
"""Acts that people do as well as states."""
_OF_FIRMS: Final = _OF_ANYBODY | {"AID", "AGREE", "COOPERATE"}


def by_war(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """Whether both sides of a war do it, and not the one that the text blames: "a war that has killed thousands"."""
    span = subject_of(groups, one.hit.clause) if one.hit.clause >= 0 and not one.hit.noun else None
    return span is not None and not groups[one.hit.clause].passive and not _WARS.isdisjoint(s.lower[slice(*span)][:3])


_WARS: Final = frozenset({"war", "conflict", "fighting", "hostilities"})


def by_mine(s: Sentence, one: Finding) -> bool:
    """As in "killed by landmines": who laid it is not whoever struck at the time."""
    behind = s.lower[one.hit.last : min(one.hit.last + _AGENT, s.end)]
    return "by" in behind and not _MINES.isdisjoint(behind[behind.index("by") :])


_AGENT: Final = 5
_MINES: Final = frozenset({"mine", "mines", "landmine", "landmines"})


def by_us(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "“We fled,” says the veteran": whoever speaks did it, and is nobody that was named."""
    span = subject_of(groups, one.hit.clause) if one.hit.clause >= 0 and not one.hit.noun else None
    quoted = span is not None and s.lower[span[0]] in ("we", "i") and not s.headline
    return quoted and not groups[one.hit.clause].passive


def met(groups: list[Group], k: int) -> bool:
    """As in "shot down drones that had crossed the border": they are not of those who met them."""
    return k > 0 and groups[k].link == "relative" and groups[k - 1].lemma in _MEETING


def planned(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "the decision to send tanks"."""
    group = groups[one.hit.clause] if one.hit.clause >= 0 else None
    if group is None or one.hit.noun or group.form != INFINITIVE or group.first <= s.begin:
        return False
    return s.lower[noun_of(s, group)] in _PLANS


def answered(s: Sentence, one: Finding) -> bool:
    """Whether a noun tells what the clause before it answers: "recalled its envoy over the insult"."""
    if not one.hit.noun or one.hit.act.type not in _HOSTILE or one.hit.first - 2 < s.begin:
        return False
    i = one.hit.first - 1
    return s.lower[i - bool(s.words[i].flags & DET)] in _CAUSES


_HOSTILE: Final = FORCE | {"THREATEN", "ACCUSE", "SANCTION"}
_CAUSES: Final = frozenset({"after", "amid", "over", "following", "despite"})


def warded_off(groups: list[Group], one: Finding) -> bool:
    """As in "the attack was repelled by air defences": whoever did it, they did not."""
    group = groups[one.hit.clause] if one.hit.clause >= 0 else None
    return group is not None and group.passive and group.lemma in _WARDING | TELLING


_WARDING: Final = frozenset("repel repulse thwart foil fend beat".split())
_PLANS: Final = frozenset("decision move plan offer promise pledge proposal announcement choice".split())
_MEETING: Final = frozenset("shoot down intercept destroy spot detect track repel chase escort".split())


def of_a_thing(groups: list[Group], one: Finding) -> bool:
    """As in "the tanker is suspected of having cut the cable": what is accused is named, and is nobody."""
    group = groups[one.hit.clause] if one.hit.clause >= 0 and not one.hit.noun else None
    return group is not None and group.passive and group.subject is not None and group.link == "relative"


def in_that_attack(s: Sentence, group: Group) -> bool:
    """As in "nine houses were burned in the raid", whoever says so: in the one told just before."""
    for i in range(group.head + 1, min(group.stop, s.end - 2)):
        if s.lower[i] in ("in", "during") and s.lower[i + 1] in _POINTING:
            return "attack" in classes_in(s, i + 2, min(i + 2 + _NEAR, s.end))
    return False


_POINTING: Final = frozenset({"the", "this", "that", "these", "those"})
_NEAR: Final = 4
"""Words within which what "the" leads to is named."""
