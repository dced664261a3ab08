"""Fire and those who meet it: whose weapon struck, and whose air defences shot it down."""

from collections.abc import Collection, Sequence
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.names.mention import ActorMention, loose, of_country
from tocsin.coding.roles.addressees import STRUCK
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import REDUCED, Group, Sentence

DOWNING: Final = frozenset({"shoot-down", "destroy-incoming"})
"""Acts of those at whom something flies."""
_SHOT: Final = frozenset(
    "fired launched dropped operated flown piloted belonging planted laid buried detonated thrown hurled".split()
)
_SHOT_FROM: Final = frozenset({"by", "from", "to"})


def firing(scene: Scene, s: Sentence, suffering: Collection[str | None]) -> ActorMention | None:
    """Whose weapon struck: "hit by a missile fired from an Argentine jet", "a drone operated by rebels fell"."""
    for i in range(s.begin + 1, s.end) if not _SHOT.isdisjoint(s.vocabulary) else ():
        if s.lower[i] in _SHOT_FROM and s.lower[i - 1] in _SHOT:
            found = [m for m in scene.actors_in(i + 1, min(i + 7, s.end)) if not m.modifier]
            if found and found[0].country and (found[0].sector == "REB" or found[0].country not in suffering):
                return found[0]
    return None


def fired_from(scene: Scene, s: Sentence, first: int) -> ActorMention | None:
    """From whose soil something was fired: "launched from Lebanese territory"."""
    for i in range(first, min(first + _FLIGHT, s.end)):
        if s.lower[i] == "from":
            found = scene.actors_in(i + 1, min(i + _SOIL, s.end))
            return next((m for m in found if m.country and m.kind in _OF_SOIL), None)
    return None


def whence(s: Sentence, first: int, at: int) -> bool:
    """Whether something was fired from the place at token `at`, not at it: "fired from Faya in the north of Chad"."""
    between = s.lower[first:at]
    return "from" in between and _AT.isdisjoint(between[between.index("from") :])


_AT: Final = frozenset({"at", "into", "on", "against", "toward", "towards"})
_FLIGHT: Final = 6
"""Tokens behind a verb of firing within which it is told from where."""
_SOIL: Final = 5
_OF_SOIL: Final = frozenset({"country", "demonym", "seat", "group"})


def defend(scene: Scene, s: Sentence, one: Finding, before: Finding | None) -> None:
    """Takes bare "air defences" for those of whom the fire was aimed at that the text told of just `before`.

    `one` is an act of those who shot down what flew at them.
    """
    if before is None or before.hit.act.id in DOWNING:
        return
    attackers = {m.country for m in before.actors}
    fired_at = next((m for m in before.recipients if m.country and m.country not in attackers), None)
    if fired_at is None or not _only_of(scene, s, attackers | {fired_at.country}):
        return
    told = {m.country for m in scene.actors_in(s.begin, one.hit.first) if not (m.resolved or m.modifier)}
    if not told.isdisjoint(attackers):
        return  # "Russia's ministry said its air defences had destroyed 47 drones"
    if one.actors and all(loose(m) and m.country in attackers for m in one.actors):
        one.actors = [of_country(m, fired_at.country) for m in one.actors]
        one.recipients = list(before.actors)


def downed(one: Finding, beside: Sequence[Finding], senders: Sequence[ActorMention]) -> None:
    """Fills in whose it was that was shot down where only a number tells: "three drones crossed …; one was shot down".

    `beside` are the acts of the sentence, `senders` those who sent or fired something before it.
    """
    if one.hit.act.id not in DOWNING or one.actors or one.recipients or one.hit.noun:
        return
    sent = [other for other in beside if other.hit.first < one.hit.first and other.actors and _flew(other)]
    if sent:
        one.actors, one.recipients = list(sent[-1].recipients), list(sent[-1].actors)
    else:
        one.recipients = list(senders)


def by_attack(groups: list[Group], one: Finding, beside: Sequence[Finding]) -> Finding | None:
    """The attack that is said to have done a harm: "a raid on the army's base that killed three soldiers"."""
    if one.hit.act.type != "ASSAULT" or one.hit.noun or one.hit.clause < 0 or groups[one.hit.clause].passive:
        return None
    group = groups[one.hit.clause]
    span = group.antecedent or group.subject or (0, 0)
    attacks = [other for other in beside if other.hit.noun and other.hit.act.type == "ASSAULT"]
    if group.link != "relative" and all(g.form == REDUCED for g in groups[: one.hit.clause]):
        # "An attack by rebels on a base manned by police has left six officers dead"
        opening = attacks[:1] if group.lemma in _LEADING else []
        return next((attack for attack in opening if attack.actors and attack.hit.first < group.first), None)
    struck = all(m.preposition in STRUCK for m in one.actors)
    return next((attack for attack in attacks if struck and span[0] <= attack.hit.first < span[1]), None)


_LEADING: Final = frozenset({"leave", "kill", "wound", "injure", "claim"})
"""Verbs of what an attack leads to."""


def _flew(one: Finding) -> bool:
    return one.hit.act.type == "MOBILIZE" or one.hit.act.id in ("fire-weapon", "shell")


def _only_of(scene: Scene, s: Sentence, countries: Collection[str | None]) -> bool:
    """Whether a sentence names nobody else: "shot down a drone from Lebanon" tells of another fight."""
    return all(m.country is None or m.country in countries for m in scene.actors_in(s.begin, s.end))
