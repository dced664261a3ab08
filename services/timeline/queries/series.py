"""How many events there are over time, or the highest level, as lines of points.

Where nothing but a span of days is asked, or one value of one filter, and it is asked for now, tallies are summed up
(`tallies`); else the events that fit are looked at one by one (`counting`), and the answer says so if there are more.
"""

import json
import sqlite3
from collections import defaultdict
from datetime import date, timedelta
from typing import Any, Final

from services.timeline.log.projection import grain, moment
from services.timeline.log.steps import next_month
from services.timeline.queries.conditions import STANDING
from services.timeline.queries.counting import COLUMNS, chunks, collected, values_of
from services.timeline.queries.items import Standing
from services.timeline.queries.lists import as_of
from services.timeline.queries.parameters import after_end
from services.timeline.queries.questions import SeriesQuery
from services.timeline.queries.selection import Found
from services.timeline.queries.tallies import minutes, over, plain

_ROLES: Final = ("actor", "recipient", "against", "country", "place")
_STEPS: Final = {"hour": 1, "day": 1, "week": 7, "month": 31}
"""At most how many days an event may span to stand in one step."""


def step(day: str, every: str) -> str:
    """The first day of the week or month that `day` is in, or itself; of `2024-10-28T09` the hour."""
    if every == "week":
        at = date.fromisoformat(day[:10])
        return (at - timedelta(days=min(at.weekday(), at.toordinal() - 1))).isoformat()
    return {"hour": day[:13], "day": day[:10], "month": f"{day[:7]}-01"}[every]


def lines(connection: sqlite3.Connection, now: Standing, query: SeriesQuery) -> dict[str, Any]:
    """How many events began in each step of time, or the highest level in it, as lines of points.

    An event whose time is told less precisely than the step is long stands in none: `coarser` counts these.
    """
    at = as_of(connection, query.as_of, now.position)
    exact = True
    points: dict[str, dict[str, int]] = defaultdict(dict)
    row = _tally_of(query) if at == now.position else None
    if row is not None:
        coarser = _tallied(connection, query, *row, points)
    elif query.measure == "level" and query.by is None and query.every != "hour" and plain(query, _ASKED):
        coarser = _highest(connection, query, at, points[""])
    else:
        found, exact = collected(connection, now, query, at)
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
        return next_month(start)
    last = date.fromisoformat(start).toordinal() + {"day": 0, "week": 6}[every]
    return date.fromordinal(min(last, date.max.toordinal())).isoformat() + "~"


def _tally_of(query: SeriesQuery) -> tuple[str, str | None] | None:
    """The name, and the value if it is one, of the tallies that answer the question; None if none do."""
    if query.measure == "level" or query.every == "hour" or query.by == "signal" or minutes(query):
        return None
    filters = query.model_dump(exclude=_ASKED, exclude_defaults=True)
    if not filters:
        return query.by or "all", None if query.by else ""
    ((name, values), *others) = filters.items()
    if others or query.by or name not in {*COLUMNS, *_ROLES, "source", "context"} or len(values) != 1:
        return None
    return name, values[0]


def _tallied(
    connection: sqlite3.Connection,
    query: SeriesQuery,
    name: str,
    value: str | None,
    points: dict[str, dict[str, int]],
) -> int:
    tallies, values = over(query, {name, "all"} if value is None else {name}, finest=query.every != "month")
    values |= {"most": _STEPS[query.every]}
    if value is None:
        values["lines"] = json.dumps(["", *_largest(connection, query, name)])
    else:
        values["lines"] = json.dumps([value])
    sql = f"""
        SELECT name, value, day, sum(n * (days <= :most)), sum(n * (days > :most)) FROM {tallies}
        WHERE value IN (SELECT value FROM json_each(:lines)) GROUP BY name, value, day"""  # noqa: S608 - bound values
    coarser = 0
    for counted, line, day, fine, coarse in connection.execute(sql, values):
        if counted == "all" or value is not None:
            coarser += coarse  # each event once, however many lines it would stand in
        if counted == name and fine:
            shown, start = points[line if query.by else ""], step(day, query.every)
            shown[start] = shown.get(start, 0) + fine
    return coarser


def _largest(connection: sqlite3.Connection, query: SeriesQuery, name: str) -> list[str]:
    """The values with most events, by month: there are many pairs."""
    tallies, values = over(query, [name])
    sql = f"""
        SELECT value FROM {tallies} WHERE days <= :most GROUP BY value
        ORDER BY sum(n) DESC, value LIMIT :limit"""  # noqa: S608 - bound values
    values |= {"limit": query.limit, "most": _STEPS[query.every]}
    return [row[0] for row in connection.execute(sql, values)]


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
    for chunk in chunks(found):
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
