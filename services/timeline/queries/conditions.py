"""Conditions of a query in SQL, with their bound values; which filters of events are which. PURE."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from services.timeline.log.gazetteer import within
from services.timeline.log.projection import bits, moment
from services.timeline.queries.parameters import after_end, box_of
from services.timeline.queries.questions import EventFilters

FEW_SPOTS: Final = 50

STANDING: Final = "{0}.recorded_from <= :at AND {0}.recorded_to > :at"
"""A signal's row holds at the position `:at`."""


@dataclass(slots=True)
class Where:
    """Conditions with their values by name: the same text may stand in several arms of one query."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, condition: str, **values: Any) -> None:
        self.conditions.append(condition)
        self.values |= values

    def one_of(self, column: str, values: Sequence[Any]) -> None:
        """Nothing is asked if there are no values."""
        if values:
            name = f"v{len(self.values)}"
            listed = f"(SELECT value FROM json_each(:{name}))"  # noqa: S608 - a name of ours
            self.add(f"{column} IN {listed}", **{name: json.dumps(list(values))})

    def __str__(self) -> str:
        return " AND ".join(self.conditions) or "1"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that holds some events in the order in which they occurred: a part of a table, by an index of it.

    `source` names it, `arms` are the conditions of its parts, in which `{d}` stands for the table; together they have
    every event that fits.
    """

    source: str
    arms: tuple[str, ...]
    values: dict[str, Any]

    @property
    def distinct(self) -> bool:
        """Whether an event may come twice in one arm."""
        return self.source == "signals"


def listings(filters: EventFilters) -> list[Listing]:
    """The lists that hold all events that fit, those likely to be short first; the last one holds all events."""
    found: list[Listing] = []
    spots = within(box_of(filters.bbox)) if filters.bbox else []
    places = (("spot", spots if len(spots) <= FEW_SPOTS else []), ("place", filters.place))
    found += [_mentioning(role, names) for role, names in places if names]
    if filters.signal:
        found.append(_coded("signals", "signal", filters.signal))
    if filters.level_min is not None or filters.level_max is not None:
        low, high = _levels(filters)
        found.append(Listing("signals", tuple(f"{{d}}.level = {level}" for level in range(low, high + 1)), {}))
    parties = [(role, getattr(filters, role)) for role in ("against", "recipient", "actor", "country")]
    found += [_mentioning(role, names) for role, names in parties if names]
    if filters.type:
        found.append(_coded("events", "type", filters.type))
    return [*found, Listing("events", ("1",), {})]


def _mentioning(role: str, names: Sequence[str]) -> Listing:
    values = {f"{role}{n}": name for n, name in enumerate(dict.fromkeys(names))}
    return Listing("mentions", tuple(f"{{d}}.role = '{role}' AND {{d}}.name = :{key}" for key in values), values)


def _coded(source: str, column: str, codes: Sequence[str]) -> Listing:
    values = {f"{column}{n}": code for n, code in enumerate(dict.fromkeys(codes))}
    return Listing(source, tuple(f"{{d}}.{column} = :{key}" for key in values), values)


def _levels(filters: EventFilters) -> tuple[int, int]:
    return (
        -3 if filters.level_min is None else filters.level_min,
        9 if filters.level_max is None else filters.level_max,
    )


def conditions(filters: EventFilters) -> Where:
    """What must hold of an event `e` at the position `:at`, but for what full-text search and stretches of time say."""
    where = Where()
    where.add("e.position <= :at AND e.recorded_to > :at")
    if filters.from_:
        where.add("e.occurred_end >= :from_", from_=moment(filters.from_))
    if filters.to:
        where.add("e.occurred < :to_", to_=after_end(filters.to))
    for column in ("type", "mode", "modality", "certainty", "stance"):
        where.one_of(f"e.{column}", getattr(filters, column))
    if filters.context:
        where.add("e.contexts & :contexts", contexts=bits(filters.context))
    for role in ("actor", "recipient", "against", "country", "place"):
        _mentioned(where, role, getattr(filters, role))
    if filters.bbox:
        where.one_of("e.spot", within(box_of(filters.bbox)) or ["nowhere"])
    _counted(where, filters)
    _rung(where, filters)
    return where


def _mentioned(where: Where, role: str, names: Sequence[str]) -> None:
    if names:
        where.add(
            f"EXISTS (SELECT 1 FROM mentions m WHERE m.role = '{role}' AND m.name IN "  # noqa: S608 - five fixed words
            f"(SELECT value FROM json_each(:{role}s)) AND m.occurred = e.occurred AND m.event = e.position)",
            **{f"{role}s": json.dumps(list(names))},
        )


def _counted(where: Where, filters: EventFilters) -> None:
    parts: list[str] = ["q.event = e.position"]
    values: dict[str, Any] = {}
    if filters.quantity_min is not None:
        parts.append("q.best >= :quantity_min")
        values["quantity_min"] = filters.quantity_min
    if filters.quantity_max is not None:
        parts.append("q.best <= :quantity_max")
        values["quantity_max"] = filters.quantity_max
    if filters.unit:
        parts.append("q.unit IN (SELECT value FROM json_each(:units))")
        values["units"] = json.dumps([unit.lower() for unit in filters.unit])
    if values:
        where.add(f"EXISTS (SELECT 1 FROM quantities q WHERE {' AND '.join(parts)})", **values)  # noqa: S608


def _rung(where: Where, filters: EventFilters) -> None:
    standing = STANDING.format("s")
    if filters.signal:
        where.add(
            "EXISTS (SELECT 1 FROM signals s WHERE s.event = e.position AND s.signal IN "  # noqa: S608
            f"(SELECT value FROM json_each(:signals)) AND {standing})",
            signals=json.dumps(list(filters.signal)),
        )
    if filters.level_min is not None or filters.level_max is not None:
        low, high = _levels(filters)
        where.add(
            f"(SELECT max(s.level) FROM signals s WHERE s.event = e.position AND {standing}) "  # noqa: S608
            "BETWEEN :level_low AND :level_high",
            level_low=low,
            level_high=high,
        )
