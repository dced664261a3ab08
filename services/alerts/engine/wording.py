"""Sentences for a person: what an alert tells, in one line. PURE."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from services.alerts.engine.signals import Signal
from tocsin.coding.reading import Actor, Event, Occurred, Quantity
from tocsin.naming import called

_SURE: Final = {"likely": "likely", "possible": "possible, not confirmed", "unlikely": "unlikely"}
_QUALIFIED: Final = {"about": "about ", "at-least": "at least ", "up-to": "up to "}
_FORESEEN: Final = {"future": "expected", "considered": "being considered", "conditional": "under conditions"}


def summary(signal: Signal) -> str:
    """Who does what to whom, how many, when, how sure, and who says so unless it is who does it: `Troops abroad: …`."""
    event = signal.event
    parts = [_parties(event)]
    if signal.earlier is not None:
        parts.append(f"{_largest(event)}, against {number(signal.earlier.best)} before")
    elif event.quantities:
        parts.append(", ".join(quantity(item) for item in event.quantities[:2]))
    if event.place is not None and event.place.text not in parts[0]:
        parts.append(f"in {event.place.text}")
    parts += [_FORESEEN.get(event.modality, ""), when(event.occurred), _SURE.get(event.certainty, "")]
    said_by = names([source]) if (source := event.attribution.source) else []
    if said_by and said_by != names(event.actors):
        parts.append(f"according to {said_by[0]}")
    told = "; ".join(part for part in parts if part)
    return f"{signal.rule.title}: {told}" if told else signal.rule.title


def _parties(event: Event) -> str:
    """`Russia → Ukraine`, `unnamed → Ukraine` where nobody says who did it; what several do with each other, or
    somebody for himself, names them once.
    """
    actors, recipients = names(event.actors), names(event.recipients)
    against = [who for who in names(event.against) if who not in recipients]
    if set(actors) == set(recipients):
        sentence = " and ".join(actors)
    else:
        sentence = " → ".join([", ".join(actors) or "unnamed", *([", ".join(recipients)] if recipients else [])])
    return f"{sentence}, against {', '.join(against)}" if sentence and against else sentence


def names(actors: Sequence[Actor]) -> list[str]:
    """What the actors are called, each once."""
    return [*dict.fromkeys(called(actor.text, actor.country, actor.name, actor.sector) for actor in actors)]


def quantity(item: Quantity) -> str:
    return f"{_QUALIFIED.get(item.qualifier or '', '')}{number(item.best)} {item.unit}"


def number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _largest(event: Event) -> str:
    return quantity(max(event.quantities, key=lambda item: item.best))


def grown(earlier: float, event: Event) -> str:
    """What changed in a number: `3,000 → up to 10,000 soldiers`."""
    return f"{number(earlier)} → {_largest(event)}"


def when(occurred: Occurred) -> str:
    """The day, month or year as a reader writes it; empty where the text tells no time."""
    if occurred.start is None or occurred.basis == "publication":
        return ""
    start = date.fromisoformat(occurred.start[:10])
    match occurred.precision:
        case "minute" | "day":
            return f"{start.day} {start:%b %Y}"
        case "month":
            return f"{start:%B %Y}"
        case "quarter":
            return f"Q{(start.month + 2) // 3} {start.year}"
        case "year":
            return str(start.year)
        case "week":
            return f"week of {start.day} {start:%b %Y}"
        case _:
            return ""
