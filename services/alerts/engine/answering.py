"""Whose denial counts against what is told of an act, and which acts a denial can be of. PURE."""

from collections.abc import Iterable
from typing import Final

from services.alerts.engine.facts import SECURITY_OBJECTS, countries, told
from services.alerts.rules.schema import Rule
from tocsin.coding.reading import Actor, Event

_DONE_TO: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "ACCUSE", "PROTEST", "REJECT"})
"""Types of acts whose recipients suffer them."""

_UNSAID: Final = frozenset({"", "report", "intelligence"})
"""What is spoken of where the text does not say which act it is: "denied the report"."""


def voice(actor: Actor) -> str | None:
    """Who speaks for an actor: an armed group for itself, whatever country it is of; else the country."""
    return actor.name if actor.sector == "REB" and actor.name else actor.country


def voices(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(found for found in map(voice, actors) if found)


def answering(event: Event) -> frozenset[str]:
    """Those whose denial disputes the event: who did it, and with whom, but not those who say so of themselves."""
    sides = voices(event.actors)
    if event.type not in _DONE_TO:
        sides |= voices(event.recipients) - countries(event.against)
    return sides - voices(event.actors) if told(event) == "own" else sides


def is_about(rule: Rule, about: str) -> bool:
    """Whether what a rule rings for can be meant where somebody speaks of a class of objects, as "troops".

    What eases is meant only where its own class is named. Else objects that are asked must have the class among them;
    of acts without, ASSAULT alone is meant by "attack", and by no other class.
    """
    match = rule.match
    blocks = [block for block in match.any if block.type or block.object] or [match]
    asked = [(block.type or match.type, block.object or match.object) for block in blocks]
    if rule.level < 0 or about not in SECURITY_OBJECTS | _UNSAID:
        return any(about in objects for _, objects in asked)
    return about in _UNSAID or any(
        about in objects if objects else ("ASSAULT" in types) == (about == "attack") for types, objects in asked
    )
