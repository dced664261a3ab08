"""Sides: what one act and those who are named with it tell of who is a side of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.article.doers import FORCES, definite
from tocsin.coding.names.mention import ActorMention, are_people, loose, of_country
from tocsin.coding.names.nearby import WITHOUT_ARMY
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.grammar import PRON

_MEASURES: Final = frozenset({"sanctions", "law"})


def not_themselves(doers: list[ActorMention], struck: list[ActorMention]) -> list[ActorMention]:
    """Those of several doers who are not of the side that was struck: "they fought; two Indian soldiers fell"."""
    others = [m for m in doers if m.country not in {n.country for n in struck}]
    return others or doers


def from_beyond(mention: ActorMention) -> ActorMention:
    """As in "gunmen from the Afghan side attacked": in a text that has rebels no government, but rebels from there."""
    if mention.preposition != "from" or mention.kind not in _SOIL:
        return mention
    return replace(mention, actor=replace(mention.actor, sector="REB"))


_SOIL: Final = frozenset({"country", "demonym"})


_OF_STATES: Final = FORCES | {"GOV"}


def take_arms(one: Finding) -> None:
    """As in "Ethiopians shelled a town": a people that does what only forces can is its state's, or its rebels."""
    if one.hit.act.type == "ASSAULT" and one.hit.act.mode in _OF_FORCES and one.actors:
        suffering = {m.country for m in one.recipients}
        one.actors = [_in_arms(m, suffering) if _is_nation(m) else m for m in one.actors]


def _is_nation(mention: ActorMention) -> bool:
    """Whether somebody is named by his people's name alone: "Ethiopians", not "Ethiopian farmers"."""
    own = mention.country is not None and not (mention.resolved or mention.office)
    return mention.kind == "people" and own and not mention.modifier  # nor "pro-Russians"


def _in_arms(people: ActorMention, suffering: set[str | None]) -> ActorMention:
    rebels = people.country in suffering or people.country in WITHOUT_ARMY
    return replace(people, actor=replace(people.actor, sector="REB" if rebels else "MIL"))


_OF_FORCES: Final = frozenset({"heavy-weapons", "aerial"})


def speak_as_state(one: Finding) -> None:
    """As in "the Palestinians accepted the truce": a people that does what only those can who speak for it."""
    act = one.hit.act
    if act.mode == "ceasefire" or act.type == "THREATEN" or not _OF_WAR.isdisjoint({act.about, *one.hit.classes}):
        one.actors = [_in_office(m) if _is_nation(m) else m for m in one.actors]
        one.recipients = [_in_office(m) if _is_nation(m) else m for m in one.recipients]


def _in_office(people: ActorMention) -> ActorMention:
    return replace(people, actor=replace(people.actor, sector="GOV"))


_OF_WAR: Final = frozenset({"ceasefire", "peace-talks", "peace-plan"})
"""What those make of a war who wage it."""


def not_on_their_own(one: Finding) -> list[ActorMention]:
    """Doers that only the text around tells, without those who hardly do it to themselves.

    As in "the army lost two men", "the draft would ban arms sales to Iran".
    """
    act = one.hit.act
    if act.type == "SANCTION" and (
        act.about == "sanctions" or (act.mode == "discontinue" and act.about not in _MUTUAL)
    ):
        struck = {m.country for m in one.recipients if m.country and not loose(m)}
        return [m for m in one.actors if m.country not in struck]
    if one.hit.act.type != "ASSAULT" or one.hit.act.frame == "mutual":
        return one.actors
    fallen = {m.country for m in one.recipients if m.sector == "MIL"}
    doers = [m for m in one.actors if m.sector not in ("GOV", "MIL") or m.country not in fallen]
    # No state sends suicide bombers.
    return [m for m in doers if one.hit.act.mode != "suicide-attack" or m.sector not in _OF_STATES]


_MUTUAL: Final = frozenset({"talks", "peace-talks", "ties", "links", "diplomats"})
"""What two sides have with each other, of which either may be told to have broken it off."""


def by_measures(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "The measures freeze their assets and bar them from trade": sanctions of which the text has told."""
    span = subject_of(groups, one.hit.clause) if one.hit.clause >= 0 and not one.hit.noun else None
    if span is None or not definite(s, span[1] - 1):
        return False
    return not _MEASURES.isdisjoint(s.grammar.classes.get(s.lower[span[1] - 1], ()))


def foreign(one: Finding) -> list[ActorMention]:
    """As in "The United States put sanctions on nine people": hardly on its own."""
    own = {m.country for m in one.actors}
    return [of_country(m, None) if loose(m) and m.country in own else m for m in one.recipients]


def with_others(scene: Scene, groups: list[Group], one: Finding, beside: Sequence[Finding]) -> frozenset[int]:
    """Where those begin who in the same sentence deal with each other: "…, and Denmark is shadowing a ship of Iran"."""
    own = {m.country for m in one.actors}
    busy = [other for other in beside if other.recipients and own.isdisjoint(m.country for m in other.recipients)]
    doing = {m.start for other in busy if other is not one for m in other.actors if m.country not in own}
    apart = (other for other in busy if other.actors and own.isdisjoint(m.country for m in other.actors))
    doing.update(m.start for other in apart for m in other.recipients)
    return frozenset(doing.union(*(_apart(scene, groups, k, own) for k in range(one.hit.clause + 1, len(groups)))))


def _apart(scene: Scene, groups: list[Group], k: int, own: set[str | None]) -> set[int]:
    """Where those begin who deal with each other in a clause joined to that of `own`, if two do and none of them is."""
    span = groups[k].subject
    if span is None or groups[k].form != FINITE or groups[k].link not in _BESIDE:
        return set()
    named = [m for m in scene.actors_in(span[0], groups[k].stop) if m.country is not None]
    there = {m.country for m in named}
    return {m.start for m in named} if len(there) > 1 and own.isdisjoint(there) else set()


def doing_else(scene: Scene, groups: list[Group], k: int) -> frozenset[int]:
    """Where those begin who do something of their own behind clause `k`: "… withdrawn, and the cabinet will meet"."""
    joined = (g for g in groups[k + 1 :] if g.subject and g.form == FINITE and g.link in _BESIDE and not g.passive)
    return frozenset(m.start for group in joined for m in scene.actors_in(*(group.subject or (0, 0))))


_BESIDE: Final = frozenset({"and", "but", "while", ";"})
"""What joins a clause to one that it has nothing to do with."""


def by_pronoun(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """Whether the subject of an act's clause is a pronoun."""
    span = subject_of(groups, one.hit.clause) if one.hit.clause >= 0 else None
    return span is not None and bool(s.flag(span[0]) & PRON)


def moved(mention: ActorMention) -> bool:
    """Whether somebody is what is moved, not whom it is moved to: "scrambled fighters"."""
    return mention.sector in ("MIL", "REB") and mention.resolved and not mention.preposition


def sends(one: Finding) -> bool:
    """Whether somebody moves forces, or fires what hits nobody."""
    return one.hit.act.type == "MOBILIZE" or (one.hit.act.id == "fire-weapon" and not one.recipients)


def attacks(one: Finding) -> bool:
    """Whether somebody attacks by an act: who fires at nobody, or lays mines along a border, may not."""
    aimless = (one.hit.act.id == "fire-weapon" and not one.recipients) or one.hit.lemma == "lay"
    return one.hit.act.type == "ASSAULT" and not aimless


def harms_unarmed(one: Finding) -> bool:
    """Whether an act is done to people of no force, of whom it does not tell whose they are: "two farmers", "a judge".

    "Prisoners" and "captives" may be soldiers.
    """
    if one.hit.act.type != "ASSAULT" or (one.hit.act.mode == "abduct" and "captives" in one.hit.classes):
        return False
    unarmed = (m.sector not in _UNTOLD and are_people(m) and loose(m) for m in one.recipients)
    return bool(one.recipients) and all(unarmed)


_UNTOLD: Final = frozenset({"MIL", "REB"})
"""Sectors of those whose side the other party of the text tells better."""
