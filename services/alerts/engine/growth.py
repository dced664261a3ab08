"""The numbers of deployed forces, followed over time, and when one outgrows those before. PURE."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.alerts.engine.facts import countries, is_unit
from services.alerts.rules.windows import Growth
from tocsin.coding.reading import Event, Quantity
from tocsin.vocabulary import EventType

FORCES: Final = (
    *("troop", "troops", "soldier", "soldiers", "servicemen", "serviceman", "fighters", "fighter", "personnel", "men"),
    *("forces", "marines", "paratroopers", "reservists", "recruits", "mercenaries", "militants", "peacekeepers"),
    *("commandos", "guardsmen", "combatants", "conscripts", "advisers", "brigades", "brigade", "battalions"),
    *("battalion", "divisions", "division", "people", "koreans"),
)
"""Units that count forces. Dead and wounded are counted in others ("soldiers killed")."""

COUNTING: Final[frozenset[EventType]] = frozenset({"MOBILIZE", "AID", "COOPERATE", "SUPPORT", "STATEMENT", "AGREE"})
"""Events whose numbers are of forces sent or standing; the numbers of an attack are its victims."""

_ROUNDING: Final = 1e-6

KEPT: Final = 50
"""Sightings kept for a group; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A number of forces, as one article told it."""

    best: float
    unit: str
    kind: str
    published: str
    """The article's day, ISO."""
    text: str
    article: str = ""
    """Its id: what is corrected counts no more."""


Tracks = dict[str, tuple[Sighting, ...]]
"""The sightings of each group of forces, in the order in which they came."""


def sighted(event: Event, published: date, article: str = "") -> Iterator[tuple[str, Sighting]]:
    """The numbers of forces in the event, each with the group that it counts."""
    if event.type not in COUNTING or event.modality in ("negated", "hypothetical") or event.sense:
        return
    key = track(event)
    if key is None:
        return
    for quantity in event.quantities:
        if is_unit(quantity.unit, FORCES):
            told = (quantity.best, quantity.unit, quantity.kind, published.isoformat(), quantity.text)
            yield key, Sighting(*told, article)


def track(event: Event) -> str | None:
    """Which group of forces: whose. None where nobody's country is named."""
    whose = countries(event.actors)
    return ",".join(sorted(whose)) if whose else None


def growth(
    asked: Growth, event: Event, published: date, tracks: Mapping[str, tuple[Sighting, ...]], article: str = ""
) -> Sighting | None:
    """The earlier number that a number in this event outgrows, the highest one known; None if none is outgrown.

    An `article` that tells itself how the number rose to the highest one known tells of the growth again.
    """
    key = track(event)
    numbers = [quantity for quantity in event.quantities if is_unit(quantity.unit, asked.unit)]
    if key is None or not numbers:
        return None
    largest = max(numbers, key=lambda quantity: quantity.best)
    oldest = (published - timedelta(days=asked.within_days)).isoformat()
    known = [
        sighting
        for sighting in tracks.get(key, ())
        if oldest <= sighting.published <= published.isoformat() and _comparable(sighting.unit, largest)
    ]
    within = [
        Sighting(quantity.best, quantity.unit, quantity.kind, published.isoformat(), quantity.text)
        for quantity in numbers
        if quantity is not largest and (quantity.kind == "reported" or _before(quantity, largest))
    ]
    told = _below(within, largest.best) or _below([s for s in known if article and s.article == article], largest.best)
    others = [sighting.best for sighting in known if not article or sighting.article != article]
    if told is not None and largest.best >= max(others, default=0.0) - _ROUNDING:
        return told  # "150,000, up from 138,000"
    earlier = max(known + within, key=lambda sighting: sighting.best, default=None)
    if earlier is None or largest.best < earlier.best * asked.factor - _ROUNDING:
        return None
    if asked.by is not None and largest.best < earlier.best + asked.by - _ROUNDING:
        return None
    return earlier


def _below(sightings: list[Sighting], best: float) -> Sighting | None:
    """The highest of some sightings if it is below a number."""
    highest = max(sightings, key=lambda sighting: sighting.best, default=None)
    return highest if highest is not None and highest.best < best - _ROUNDING else None


CASUALTIES: Final = ("killed", "dead", "deaths", "wounded", "injured", "casualties", "victims")

RISES: Final = 1.1
"""By which factor a number must be larger to be told."""


def numbers_of(event: Event) -> dict[str, float]:
    """The largest number of each kind in the event: forces, killed, wounded and so on."""
    return {kind: quantity.best for kind, quantity in _largest(event).items()}


def outgrown(known: Mapping[str, float], event: Event) -> list[tuple[float, Quantity]]:
    """The numbers in the event that are larger than those known, each with the one before it."""
    return [
        (known[kind], quantity)
        for kind, quantity in _largest(event).items()
        if kind in known and quantity.best >= known[kind] * RISES - _ROUNDING
    ]


def _largest(event: Event) -> dict[str, Quantity]:
    found: dict[str, Quantity] = {}
    for quantity in event.quantities:
        kind = _kind(quantity.unit, event)
        if kind and (kind not in found or quantity.best > found[kind].best):
            found[kind] = quantity
    return found


def _kind(unit: str, event: Event) -> str | None:
    if is_unit(unit, CASUALTIES):
        return unit.casefold().split()[-1]
    counted = event.type in COUNTING and is_unit(unit, FORCES) and not is_unit(unit, _FORMATIONS)
    return "forces" if counted else None


def _before(quantity: Quantity, largest: Quantity) -> bool:
    """Whether a number is told before a larger one that is only forecast: "3,000 … up to 10,000 expected"."""
    return largest.kind == "forecast" and quantity.start < largest.start


_FORMATIONS: Final = ("brigade", "brigades", "battalion", "battalions", "division", "divisions")


def _comparable(unit: str, other: Quantity) -> bool:
    """Heads are compared with heads, brigades with brigades."""
    mine, its = unit.casefold().split()[-1:], other.unit.casefold().split()[-1:]
    return mine == its if is_unit(unit, _FORMATIONS) or is_unit(other.unit, _FORMATIONS) else True
