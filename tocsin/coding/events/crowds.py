"""Crowds: a clash of people in the street with the police or soldiers is a riot, no fighting between forces."""

from dataclasses import replace
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.things import classes_in
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Sentence

_UNARMED: Final = frozenset({"CVL", "POL", "MIL", "GOV"})
_CLASHES: Final = frozenset(
    "clash clashes clashed clashing scuffle scuffles scuffled scuffling confrontation confrontations".split()
)
"""Words of a clash that may be one of stones and sticks: no gunfight is."""
_BATTLES: Final = frozenset("battle battles battled battling fight fights fought".split())
"""Words of a clash that is one of stones and sticks only where a crowd is named."""
_DEADLY: Final = frozenset({"killed", "killing", "kills", "dead", "deaths", "died", "deadly"})
"""Words of a clash in which a crowd was fired on."""


def of_crowd(scene: Scene, s: Sentence, one: Finding) -> None:
    """Makes a riot of a clash with a crowd by which nobody is said to have died: "troops clashed with marchers".

    Where only the police are named, it was with a crowd: "dozens were hurt in clashes with police".
    """
    if _hurt_by_a_crowd(s, one):
        one.hit = replace(one.hit, act=s.grammar.acts["riot"], classes=frozenset({"protest"}))
        return
    words = s.lower[one.hit.first : one.hit.last]
    if one.hit.act.frame != "mutual" or one.hit.act.type != "ASSAULT" or (_CLASHES | _BATTLES).isdisjoint(words):
        return
    sides = [*one.actors, *(m for m in one.recipients if m not in one.actors)]
    crowd = [m for m in sides if _is_crowd(scene, s, m)]
    if not crowd and _CLASHES.isdisjoint(words):
        return
    if not (crowd or {m.sector for m in sides} == {"POL"}) or any(m.sector not in _UNARMED for m in sides):
        return
    if not _DEADLY.isdisjoint(s.vocabulary):
        return
    one.hit = replace(one.hit, act=s.grammar.acts["riot"], classes=frozenset({"protest"}))
    one.actors, one.recipients = crowd, [m for m in sides if m not in crowd]


def _hurt_by_a_crowd(s: Sentence, one: Finding) -> bool:
    """As in "fifteen policemen were wounded after protesters set cars on fire": policemen, by nobody else."""
    police = bool(one.recipients) and all(m.sector == "POL" for m in one.recipients)
    return one.hit.act.id == "wound" and police and not one.actors and not _IN_STREETS.isdisjoint(s.vocabulary)


_IN_STREETS: Final = frozenset(
    "protesters protestors demonstrators rioters rioting riot riots marchers stone-throwers hooligans".split()
)


def _is_crowd(scene: Scene, s: Sentence, mention: ActorMention) -> bool:
    if mention.actor.field != scene.field:
        return False
    return "crowd" in classes_in(s, scene.token_at(mention.start), scene.token_at(mention.end))
