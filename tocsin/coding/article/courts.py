"""Courts: where an article opens with a trial or a verdict, the violence told behind is what it is about, long past."""

from collections.abc import Collection
from dataclasses import replace

from tocsin.coding.events.background import CHARGES
from tocsin.coding.reading import Event
from tocsin.vocabulary import Field


def before_court(events: list[Event], loose: Collection[tuple[Field, int]], end: int) -> list[Event]:
    """`events` of which the undated deeds are set back where the text, whose first item ends at `end`, opens in court:
    "Four fighters stormed the mall". `loose` are the field and start of the triggers that no time of their own dates.
    """
    body = next((event for event in events if event.trigger.field == "text"), None)
    if body is None:
        return events
    first = body.evidence.start
    opening = [event for event in events if event.trigger.field == "title" or event.evidence.start == first]
    if not any(_tries(event) for event in opening) or any(_strikes(event) for event in opening):
        return events
    return [
        replace(event, modality="historical")
        if (_strikes(event) or (event not in opening and _blames(event)))
        and event.trigger.start < end
        and _undated(event, loose)
        else event
        for event in events
    ]


def _tries(event: Event) -> bool:
    return event.mode == "convict" or event.pattern in CHARGES


def _strikes(event: Event) -> bool:
    return event.type == "ASSAULT" and event.modality == "actual"


def _blames(event: Event) -> bool:
    """Whether those who bear arms accuse somebody: what they say in court is no charge of theirs."""
    forces = any(actor.sector in ("MIL", "REB") for actor in event.actors)
    return event.type == "ACCUSE" and event.modality == "actual" and forces


def _undated(event: Event, loose: Collection[tuple[Field, int]]) -> bool:
    return event.occurred.basis == "publication" or (event.trigger.field, event.trigger.start) in loose
