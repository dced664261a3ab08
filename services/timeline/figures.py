"""How many events there are of each kind, and over time: `facets` and `series`.

Where nothing but a span of days is asked, or one value of one filter, and it is asked for now, tallies that the
projection keeps are summed up. Else the events that fit are counted one by one, the newest `COUNTED` of them at most;
the answer says so if there are more. `from` and `to` bound when events begin.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from typing import Any, Final

from services.timeline.conditions import STANDING, Where
from services.timeline.items import Standing
from services.timeline.parameters import after_end
from services.timeline.projection import grain, moment, pairs
from services.timeline.queries import as_of
from services.timeline.questions import FACETS, ActorQuery, EventFilters, FacetQuery, SeriesQuery, Span
from services.timeline.selection import Found, Selection
from tocsin.vocabulary import CONTEXTS

COUNTED: Final = 20_000
CHUNK: Final = 500
"""So many events are looked at in one go; other questions are answered in between."""

_COLUMNS: Final = ("type", "mode", "modality", "certainty", "stance")
_ROLES: Final = ("actor", "recipient", "against", "country", "place")
_STEPS: Final = {"hour": 1, "day": 1, "week": 7, "month": 31}
"""At most how many days an event may span to stand in one step."""
_START: Final = {"day": "day", "week": "date(day, '-6 days', 'weekday 1')", "month": "substr(day, 1, 7) || '-01'"}
"""The first day of the step that a day is in, in SQL."""

_TALLIES: Final = """
(SELECT name, value, day, days, n FROM tallies WHERE step = 'month' AND name IN (SELECT value FROM json_each(:names))
    AND day >= :first AND day < :beyond
 UNION ALL
 SELECT name, value, day, days, n FROM tallies WHERE step = 'day' AND name IN (SELECT value FROM json_each(:names))
    AND day >= :since AND day < min(:first, :until)
 UNION ALL
 SELECT name, value, day, days, n FROM tallies WHERE step = 'day' AND name IN (SELECT value FROM json_each(:names))
    AND day >= max(:beyond, :since, :first) AND day < :until)"""
"""The tallies of a span: of its whole months from `first` up to `beyond`, and of the days before and after these."""


def facets(connection: sqlite3.Connection, now: Standing, query: FacetQuery) -> dict[str, Any]:
    """The most frequent values of each facet among the events that fit."""
    at = as_of(connection, query.as_of, now.position)
    wanted = query.by or [name for name in FACETS if name not in {"signal", "level"}]
    exact = True
    if at == now.position and _plain(query, {"from_", "to", "by", "limit"}) and not _minutes(query):
        counts = _summed(connection, query, wanted)
        rung = _rung(connection, at, None, query) if {"signal", "level"} & set(wanted) else {}
    else:
        found, exact = _collected(connection, now, query, at)
        counts = _counted(connection, found, wanted)
        rung = _rung(connection, at, found, query) if {"signal", "level"} & set(wanted) else {}
    total = counts.pop("all", Counter()).total()
    shown = {
        name: [
            {"value": value, "count": n}
            for value, n in sorted(
                {**counts, **rung}.get(name, Counter()).items(), key=lambda one: (-one[1], str(one[0]))
            )
            if n > 0
        ][: query.limit]
        for name in wanted
    }
    return {"facets": shown, "count": _count(total, exact=exact), "as_of": at}


def _count(value: int, *, exact: bool) -> dict[str, Any]:
    return {"value": value, "relation": "exact" if exact else "at-least"}


def _plain(query: EventFilters, but: set[str]) -> bool:
    """Whether no filter is set but these."""
    return not query.model_dump(exclude=but | {"as_of"}, exclude_defaults=True)


def _minutes(query: EventFilters) -> bool:
    """Whether a bound lies within a day: tallies are by day."""
    return "T" in (query.from_ or "") or "T" in (query.to or "")


def _days(query: EventFilters, column: str) -> Where:
    """Events that began in the span. Those that began before it and last into it are few, and not counted here."""
    where = Where()
    if query.from_:
        where.add(f"{column} >= :from_", from_=query.from_[:10])
    if query.to:
        where.add(f"{column} <= :to_", to_=query.to[:10] + "~")
    return where


def _span(query: Span, names: Iterable[str], *, months: bool = True) -> dict[str, Any]:
    """The values that `_TALLIES` binds; without `months` every day is taken for itself."""
    since = query.from_[:10] if query.from_ else "0001-01-01"
    until = (query.to[:10] if query.to else "9999-12-31") + "~"
    first = since if since.endswith("-01") else _next_month(since)
    beyond = f"{until[:7]}-01" if query.to and not _is_last(until[:10]) else _next_month(until[:10])
    if not months or beyond < first:
        first = beyond = since
    return {"names": json.dumps([*names]), "since": since, "until": until, "first": first, "beyond": beyond}


def _next_month(day: str) -> str:
    """The first day of the month after `day`, as a text that sorts even after the year 9999."""
    year, month = int(day[:4]), int(day[5:7])
    return f"{year:04}-{month + 1:02}-01" if month < 12 else (f"{year + 1:04}-01-01" if year < 9999 else "9999-13-01")


def _is_last(day: str) -> bool:
    at = date.fromisoformat(day)
    return at == date.max or (at + timedelta(days=1)).day == 1


def _summed(connection: sqlite3.Connection, query: EventFilters, names: Iterable[str]) -> dict[str, Counter[Any]]:
    sql = f"SELECT name, value, sum(n) FROM {_TALLIES} GROUP BY name, value"  # noqa: S608
    counts: dict[str, Counter[Any]] = defaultdict(Counter)
    for name, value, n in connection.execute(sql, _span(query, ["all", *names])):
        counts[name][value] = n
    return counts


def actors(connection: sqlite3.Connection, now: Standing, query: ActorQuery) -> dict[str, Any]:
    """Who is in most events that hold now, by the days on which they began."""
    sql = f"""
        SELECT value, sum(n * (name = 'actor')), sum(n * (name = 'recipient')), sum(n * (name = 'against'))
        FROM {_TALLIES} WHERE n > 0 GROUP BY value ORDER BY sum(n) DESC, value LIMIT :limit"""  # noqa: S608
    names = ("code", "as_actor", "as_recipient", "as_against")
    values = {**_span(query, ["actor", "recipient", "against"]), "limit": query.limit}
    rows = connection.execute(sql, values)
    items = [dict(zip(names, row, strict=True)) for row in rows]
    return {"items": items, "next": None, "as_of": now.position}


def _collected(connection: sqlite3.Connection, now: Standing, query: EventFilters, at: int) -> tuple[list[Found], bool]:
    """The newest events that fit and began in the span, and whether these are all."""
    found: list[Found] = []
    since = moment(query.from_) if query.from_ else ""
    selection = Selection(query, at, now.position)
    with closing(selection.read(connection, newest=True)) as reading:
        for one in reading:
            if one.occurred < since:
                break
            if len(found) == COUNTED:
                return found, False
            found.append(one)
    return found, True


def _counted(connection: sqlite3.Connection, found: list[Found], wanted: Iterable[str]) -> dict[str, Counter[Any]]:
    """The values of each facet among these events, from their rows and what they mention."""
    counts: dict[str, Counter[Any]] = defaultdict(Counter)
    counts["all"][""] = len(found)
    for _, name, value in values_of(connection, found, set(wanted)):
        counts[name][value] += 1
    return counts


def values_of(connection: sqlite3.Connection, found: list[Found], wanted: set[str]) -> Iterator[tuple[int, str, str]]:
    """(event, facet, value) of each of these events."""
    sql = """
        SELECT e.position, a.source, e.contexts, e.named, e.type, e.mode, e.modality, e.certainty, e.stance
        FROM json_each(?) asked CROSS JOIN events e ON e.position = asked.value
        JOIN articles a ON a.position = e.article"""
    for chunk in _chunks(found):
        for position, source, contexts, named, *codes in connection.execute(
            sql, (json.dumps([one.position for one in chunk]),)
        ):
            values = [*zip(_COLUMNS, codes, strict=True), ("source", source), *_named(json.loads(named))]
            values += [("context", context) for bit, context in enumerate(CONTEXTS) if contexts >> bit & 1]
            for name, value in values:
                if value and name in wanted:
                    yield position, name, value


def _chunks(found: list[Found]) -> Iterator[list[Found]]:
    yield from (found[n : n + CHUNK] for n in range(0, len(found), CHUNK))


def _named(named: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from ((role, name) for role, name in named)
    yield from pairs(named)


def _rung(
    connection: sqlite3.Connection, at: int, found: list[Found] | None, query: EventFilters
) -> dict[str, Counter[Any]]:
    """How many events have each signal, and each highest level."""
    where = _days(query, "s.occurred") if found is None else Where()
    where.add(STANDING.format("s"), at=at)
    if found is None:
        where.add("EXISTS (SELECT 1 FROM events e WHERE e.position = s.event AND e.recorded_to > :at)")
    else:
        where.add("s.event IN (SELECT value FROM json_each(:events))", events=json.dumps([f.position for f in found]))
    counts: dict[str, Counter[Any]] = {"signal": Counter(), "level": Counter()}
    sql = f"SELECT s.signal, count(DISTINCT s.event) FROM signals s WHERE {where} GROUP BY s.signal"  # noqa: S608
    rows = connection.execute(sql, where.values)
    counts["signal"].update({row[0]: row[1] for row in rows})
    sql = f"""SELECT level, count(*) FROM (SELECT max(s.level) AS level FROM signals s WHERE {where} GROUP BY s.event)
              GROUP BY level"""  # noqa: S608
    rows = connection.execute(sql, where.values)
    counts["level"].update({row[0]: row[1] for row in rows})
    return counts


def step(day: str, every: str) -> str:
    """The first day of the week or month that `day` is in, or itself; of `2024-10-28T09` the hour."""
    if every == "week":
        at = date.fromisoformat(day[:10])
        return (at - timedelta(days=min(at.weekday(), at.toordinal() - 1))).isoformat()
    return {"hour": day[:13], "day": day[:10], "month": f"{day[:7]}-01"}[every]


def series(connection: sqlite3.Connection, now: Standing, query: SeriesQuery) -> dict[str, Any]:
    """How many events began in each step of time, or the highest level in it, as lines of points.

    An event whose time is told less precisely than the step is long stands in none: `coarser` counts these.
    """
    at = as_of(connection, query.as_of, now.position)
    exact = True
    points: dict[str, dict[str, int]] = defaultdict(dict)
    row = _tally_of(query) if at == now.position else None
    if row is not None:
        coarser = _tallied(connection, query, *row, points)
    elif query.measure == "level" and query.by is None and query.every != "hour" and _plain(query, _ASKED):
        coarser = _highest(connection, query, at, points[""])
    else:
        found, exact = _collected(connection, now, query, at)
        coarser = _measured(connection, found, at, query, points)
    weight = max if query.measure == "level" else sum
    lines = sorted(
        ((value, line) for value, line in points.items() if line), key=lambda line: (-weight(line[1].values()), line[0])
    )
    return {
        "series": [
            {
                "value": value or None,
                "points": [{"start": start, query.measure: n} for start, n in sorted(line.items())],
            }
            for value, line in lines[: query.limit]
        ],
        "every": query.every,
        "measure": query.measure,
        "coarser": coarser,
        "complete": exact,
        "as_of": at,
    }


_ASKED: Final = {"from_", "to", "every", "by", "limit", "measure", "as_of"}
"""What a question after a series may say without narrowing down which events count."""

_HIGHEST: Final = """
SELECT steps.value ->> 0, max(levels.value) FROM json_each(:steps) steps CROSS JOIN json_each(:levels) levels
WHERE EXISTS (
    SELECT 1 FROM signals s CROSS JOIN events e ON e.position = s.event
    WHERE s.level = levels.value AND s.occurred >= steps.value ->> 0 AND s.occurred < steps.value ->> 1
      AND s.recorded_from <= :at AND s.recorded_to > :at AND e.recorded_to > :at AND e.days <= :most)
GROUP BY 1"""
"""The highest level in each of the steps [start, end]: a look into the index for each step and level."""


def _highest(connection: sqlite3.Connection, query: SeriesQuery, at: int, line: dict[str, int]) -> int:
    """Fill the line with the highest level of each step in which something began; how many events are coarser."""
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    coarser = _tallied(connection, query, "all", "", counted)
    low, high = moment(query.from_) if query.from_ else "", after_end(query.to) if query.to else "~"
    steps = [[start, _end(start, query.every)] for start in counted[""]]
    steps = [[max(start, low), min(end, high)] for start, end in steps]
    values = {"steps": json.dumps(steps), "levels": json.dumps([*range(-3, 10)]), "at": at, "most": _STEPS[query.every]}
    rows = connection.execute(_HIGHEST, values)
    line.update({step(start, query.every): level for start, level in rows})
    return coarser


def _end(start: str, every: str) -> str:
    """The first moment after the step that begins at `start`, as a text that sorts."""
    if every == "month":
        return _next_month(start)
    last = date.fromisoformat(start).toordinal() + {"day": 0, "week": 6}[every]
    return date.fromordinal(min(last, date.max.toordinal())).isoformat() + "~"


def _tally_of(query: SeriesQuery) -> tuple[str, str | None] | None:
    """The name, and the value if it is one, of the tallies that answer the question; None if none do."""
    if query.measure == "level" or query.every == "hour" or query.by == "signal" or _minutes(query):
        return None
    filters = query.model_dump(exclude=_ASKED, exclude_defaults=True)
    if not filters:
        return query.by or "all", None if query.by else ""
    ((name, values), *others) = filters.items()
    if others or query.by or name not in {*_COLUMNS, *_ROLES, "source", "context"} or len(values) != 1:
        return None
    return name, values[0]


def _tallied(
    connection: sqlite3.Connection,
    query: SeriesQuery,
    name: str,
    value: str | None,
    points: dict[str, dict[str, int]],
) -> int:
    names = {name, "all"} if value is None else {name}
    values = {**_span(query, names, months=query.every == "month"), "value": value, "most": _STEPS[query.every]}
    one = "AND value = :value" if value is not None else ""
    if value is None:  # the largest lines first, by month: there are many pairs
        largest = {**_span(query, [name]), "limit": query.limit, "most": _STEPS[query.every]}
        sql = f"""SELECT value FROM {_TALLIES} WHERE days <= :most GROUP BY value
                  ORDER BY sum(n) DESC, value LIMIT :limit"""  # noqa: S608
        rows = connection.execute(sql, largest)
        values["largest"] = json.dumps(["", *[row[0] for row in rows]])
        one = "AND value IN (SELECT value FROM json_each(:largest))"
    sql = f"""SELECT name, value, {_START[query.every]}, days > :most, sum(n) FROM {_TALLIES} WHERE n > 0 {one}
              GROUP BY 1, 2, 3, 4"""  # noqa: S608 - one of three texts of ours
    coarser = 0
    for counted, line, begun, is_coarser, n in connection.execute(sql, values):
        if is_coarser and (counted == "all" or value is not None):
            coarser += n  # each event once, however many lines it would stand in
        elif not is_coarser and counted == name:
            points[line if query.by else ""][begun] = n
    return coarser


def _measured(
    connection: sqlite3.Connection,
    found: list[Found],
    at: int,
    query: SeriesQuery,
    points: dict[str, dict[str, int]],
) -> int:
    starts, coarser = _starts(connection, found, query.every)
    wanted: set[str] = {query.by} if query.by and query.by != "signal" else set()
    groups: dict[int, list[str]] = defaultdict(list)
    if wanted:
        for position, _, value in values_of(connection, [f for f in found if f.position in starts], wanted):
            groups[position].append(value)
    signals = _levels(connection, list(starts), at) if query.by == "signal" or query.measure == "level" else {}
    for position, start in starts.items():
        rung = signals.get(position, [])
        marks: list[tuple[str, int | None]]
        if query.by == "signal":
            marks = [*rung]
        else:
            highest = max((level for _, level in rung), default=None)
            marks = [(value, highest) for value in (groups[position] if wanted else [""])]
        for value, level in marks:
            if query.measure == "count":
                points[value][start] = points[value].get(start, 0) + 1
            elif level is not None:
                points[value][start] = max(points[value].get(start, level), level)
    return coarser


def _starts(connection: sqlite3.Connection, found: list[Found], every: str) -> tuple[dict[int, str], int]:
    """The step that each event is in, and how many are in none."""
    starts: dict[int, str] = {}
    for chunk in _chunks(found):
        sql = "SELECT position, occurred, days FROM events WHERE position IN (SELECT value FROM json_each(?))"
        for position, occurred, days in connection.execute(sql, (json.dumps([one.position for one in chunk]),)):
            if grain(days) <= _STEPS[every] and (every != "hour" or "T" in occurred):
                starts[position] = step(occurred, every)
    return starts, len(found) - len(starts)


def _levels(connection: sqlite3.Connection, positions: list[int], at: int) -> dict[int, list[tuple[str, int]]]:
    """(signal, level) of each event, each signal once with its highest level."""
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    sql = f"""SELECT s.event, s.signal, max(s.level) FROM signals s
              WHERE s.event IN (SELECT value FROM json_each(:events)) AND {STANDING.format("s")}
              GROUP BY s.event, s.signal"""  # noqa: S608
    for event, signal, level in connection.execute(sql, {"events": json.dumps(positions), "at": at}):
        found[event].append((signal, level))
    return found
