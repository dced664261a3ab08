"""What one event is to the rules: who is whose, where and on whose word, what it is about. PURE."""

from typing import Final

from tocsin.coding.reading import Actor, Event
from tocsin.vocabulary import Context

SECURITY_CONTEXTS: Final[frozenset[Context]] = frozenset(
    {"military", "cbrn", "cyber", "territory", "peacekeeping", "intelligence"}
)
SECURITY_OBJECTS: Final = frozenset(
    """
    troops weapons missile nuclear-weapons nuclear-programme chemical-weapons drone ceasefire captives border exercise
    test reserves attack doctrine nuclear-doctrine arms-sale arms-policy security arms-control passage power emergency
    inspectors infrastructure reinforcements cyberattacks rebels
    """.split()
)
"""Classes of the codebook's objects that are of war, arms and borders by themselves."""


def is_security(event: Event) -> bool:
    """Whether the act is about a security matter: war, forces, arms, borders, spies, armed groups."""
    return event.object in SECURITY_OBJECTS or not SECURITY_CONTEXTS.isdisjoint(event.contexts)


def is_person(actor: Actor) -> bool:
    """Whether the actor is a person by name; armed groups have names too."""
    return actor.name is not None and actor.sector != "REB"


def is_unit(unit: str, units: tuple[str, ...]) -> bool:
    """Whether `unit` is one of `units` or ends in one: "elite troops" is "troops", "soldiers killed" no "soldiers"."""
    words = unit.casefold().split()
    return bool(words) and words[-1] in units


def countries(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(actor.country for actor in actors if actor.country)


def parties(event: Event) -> str | None:
    """Whether the recipients' countries are others than the actors'; None where one side has no country."""
    actors, recipients = countries(event.actors), countries(event.recipients) - countries(event.against)
    if not actors or not recipients:
        return None
    return "different" if recipients - actors or len(actors) > 1 else "same"


def told(event: Event) -> str | None:
    """Whose word it is, seen from the actors: their own or another's; None where nobody's country is named."""
    source, actors = event.attribution.source, countries(event.actors)
    if source is None or source.country is None or not actors:
        return None
    return "own" if source.country in actors else "another"


def soil(event: Event) -> str:
    """Where it is done, seen from the actors: abroad, at home, or unknown."""
    actors = countries(event.actors)
    if event.place is None or event.place.country is None or not actors:
        return "unknown"
    return "home" if event.place.country in actors else "abroad"
