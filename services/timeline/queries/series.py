"""How many events there are over time, or the highest level, as lines of points.

Where nothing but a span of days is asked, or one value of one filter, and it is asked for now, tallies are summed up
(`tallies`); else the events that fit are looked at one by one (`counting`), and the answer says so if there are more.
"""

import json
import sqlite3
from collections import ChainMap, defaultdict
from datetime import date, timedelta
from typing import Any, Final

from services.timeline.log.projection import grain
from services.timeline.queries.conditions import STANDING
from services.timeline.queries.counting import COLUMNS, chunks, collected, values_of
from services.timeline.queries.items import Standing
from services.timeline.queries.lists import as_of
from services.timeline.queries.questions import SeriesQuery
from services.timeline.queries.selection import Found
from services.timeline.queries.tallies import minutes, over

_ROLES: Final = ("actor", "recipient", "against", "country", "place")
_STEPS: Final = {"hour": 1, "day": 1, "week": 7, "month": 31}
"""At most how many days an event may span to stand in one step."""
_LEVELS: Final = [str(level) for level in range(-3, 10)]
_SHORT: Final = {"type", "signal", "level"}
"""Names with so few values that all of them are read."""

Points = dict[str, dict[str, int]]
"""By line and start of a step: how many, or how high."""


def step(day: str, every: str) -> str:
    """The first day of the week or month that `day` is in, or itself; of `2024-10-28T09` the hour."""
    if every == "month":
        return f"{day[:7]}-01"
    if every == "week":
        at = date.fromisoformat(day[:10])
        return (at - timedelta(days=min(at.weekday(), at.toordinal() - 1))).isoformat()
    return day[:10] if every == "day" else day[:13]


def lines(connection: sqlite3.Connection, now: Standing, query: SeriesQuery) -> dict[str, Any]:
    """How many events began in each step of time, or the highest level in it, as lines of points.

    An event whose time is told less precisely than the step is long stands in none: `coarser` counts these.
    """
    at = as_of(connection, query.as_of, now.position)
    exact = True
    tally = _tally_of(query) if at == now.position else None
    if tally is not None:
        points, coarser = _tallied(connection, query, *tally)
    else:
        found, exact = collected(connection, now, query, at)
        points, coarser = _measured(connection, found, at, query)
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


def _tally_of(query: SeriesQuery) -> tuple[str, str | None] | None:
    """The name, and the value if it is one, of the tallies that answer the question; None if none do."""
    if query.every == "hour" or minutes(query):
        return None
    filters = query.model_dump(exclude=_ASKED, exclude_defaults=True)
    if query.measure == "level":
        return None if filters or query.by else ("level", None)
    if not filters:
        return query.by or "all", None if query.by else ""
    ((name, values), *others) = filters.items()
    if others or query.by or name not in {*COLUMNS, *_ROLES, "source", "context", "signal"} or len(values) != 1:
        return None
    return name, values[0]


def _tallied(connection: sqlite3.Connection, query: SeriesQuery, name: str, value: str | None) -> tuple[Points, int]:
    """Points from the tallies of a name, of one value or of all, and how many events are coarser."""
    tallies, values = over(query, [name], counts=_fitting(query), finest=query.every != "month")
    among = ""
    if value is not None or name not in _SHORT:
        among = "WHERE value IN (SELECT value FROM json_each(:lines))"
        values["lines"] = json.dumps(_largest(connection, query, name) if value is None else [value])
    sql = f"""
        SELECT value, day, sum(n) FROM {tallies} {among} GROUP BY day, value"""  # noqa: S608
    points: Points = defaultdict(dict)
    for line, day, n in connection.execute(sql, values):
        shown, start = points[line if query.by or name == "level" else ""], step(day, query.every)
        shown[start] = shown.get(start, 0) + n
    points = {line: {start: n for start, n in shown.items() if n} for line, shown in points.items()}
    if name == "level":
        steps = [dict.fromkeys(points[level], int(level)) for level in reversed(_LEVELS) if level in points]
        points = {"": dict(ChainMap(*steps))}  # the first that has a step has its highest level
    return points, _coarser(connection, query, *(("all", "") if value is None else (name, value)))


def _coarser(connection: sqlite3.Connection, query: SeriesQuery, name: str, value: str) -> int:
    """How many events are in no step; each is once in the tallies of `all`, however many lines it would stand in."""
    tallies, values = over(query, [name], counts=f"n - {_fitting(query)}")
    sql = f"SELECT coalesce(sum(n), 0) FROM {tallies} WHERE value = :value"  # noqa: S608
    ((n,),) = connection.execute(sql, {**values, "value": value})
    return int(n)


def _largest(connection: sqlite3.Connection, query: SeriesQuery, name: str) -> list[str]:
    """The values with most events, by month: there are many pairs."""
    tallies, values = over(query, [name], counts=_fitting(query))
    sql = f"""
        SELECT value FROM {tallies} GROUP BY value ORDER BY sum(n) DESC, value LIMIT :limit"""  # noqa: S608
    return [row[0] for row in connection.execute(sql, values | {"limit": query.limit})]


def _fitting(query: SeriesQuery) -> str:
    """The column of the tallies that counts what stands in one step."""
    return f"n{_STEPS[query.every]}"


def _measured(connection: sqlite3.Connection, found: list[Found], at: int, query: SeriesQuery) -> tuple[Points, int]:
    points: Points = defaultdict(dict)
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
    return points, coarser


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
