"""The numbers that news tells of one thing over time: 3,000 soldiers, then 8,000, then 10,000 expected. Pure.

A track is what is counted and whose it is: `PRK:forces`. Its numbers come from any article that names them, so a number
that one story forecasts is held against what another one reports.
"""

from collections.abc import Iterator
from typing import Final

from tocsin.coding.reading import Actor, Event, Quantity

_HEADS: Final = frozenset(
    """
    troop troops soldier soldiers serviceman servicemen servicewomen fighter fighters personnel forces marines
    paratroopers reservists recruits conscripts mercenaries militants peacekeepers commandos guardsmen combatants
    advisers volunteers infantry infantrymen koreans men
    """.split()
)
_HARMED: Final = frozenset(
    """
    dead death deaths killed wounded injured injuries casualty casualties fatality fatalities bodies victims losses
    fallen missing
    """.split()
)
_UNTOLD: Final = frozenset(
    """
    percent cent point points year years month months week weeks day days hour hours minute minutes times time country
    countries state states nations side sides parties leaders people persons dollars euros pounds mile miles km
    kilometres kilometers metres feet
    """.split()
)
"""What is counted in passing: its numbers make no track."""


def numbers(event: Event) -> Iterator[tuple[str, Quantity]]:
    """The numbers in an event that can be followed, each with its track."""
    if event.modality in ("negated", "hypothetical", "historical") or event.sense:
        return
    for quantity in event.quantities:
        name = track(event, quantity)
        if name is not None:
            yield name, quantity


def track(event: Event, quantity: Quantity) -> str | None:
    """What is counted and whose it is; None where either is unknown, or nothing that is followed."""
    words = quantity.unit.casefold().split()
    if not words or words[-1] in _UNTOLD:
        return None
    harmed = not _HARMED.isdisjoint(words)
    forces = words[-1] in _HEADS
    # The numbers of an attack, and of the dead, are those of whom it befalls.
    befallen = harmed or (event.type == "ASSAULT" and forces)
    whose = _codes(event.recipients if befallen and event.recipients else event.actors)
    if not whose:
        return None
    return f"{whose}:{'casualties' if befallen else 'forces' if forces else words[-1]}"


def _codes(actors: tuple[Actor, ...]) -> str:
    return ",".join(sorted({actor.country for actor in actors if actor.country}))
