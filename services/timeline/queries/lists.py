"""What is asked of the projection, as SQL with bound values: lists."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, TypedDict

from services.timeline.queries.conditions import STANDING, Where
from services.timeline.queries.cursors import Cursor, digest
from services.timeline.queries.items import Standing, event_item, signals_of
from services.timeline.queries.parameters import recorded_bound
from services.timeline.queries.questions import AlertQuery, EventQuery, Parameters
from services.timeline.queries.selection import Found, Selection
from tocsin.problems import Problem

COUNTED: Final = 10_000
"""So many items are counted; of more only that there are at least so many."""


class Count(TypedDict):
    """How many items a list has; `relation` is `exact` or `at-least`."""

    value: int
    relation: str


@dataclass(frozen=True, slots=True)
class Page:
    """A list's answer: each item as JSON, the token of the next page, and the position that it holds for."""

    items: list[bytes]
    next: str | None
    as_of: int
    count: Count | None = None


def as_of(connection: sqlite3.Connection, asked: str | None, head: int, *, name: str = "as_of") -> int:
    """The position that `asked` means. Raises Problem if it lies beyond the end of the log."""
    if asked is None:
        return head
    if asked.isdigit():
        if int(asked) > head:
            raise Problem(422, "Not recorded yet", f"{name}: the log ends at position {head}")
        return int(asked)
    query = "SELECT position FROM log WHERE recorded_at <= ? ORDER BY recorded_at DESC, position DESC LIMIT 1"
    row = connection.execute(query, (recorded_bound(asked),)).fetchone()
    return int(row[0]) if row else 0


def pin(
    connection: sqlite3.Connection, now: Standing, query: Parameters, *shape: type
) -> tuple[int, tuple[Any, ...], str]:
    """The position, the key to go on after (empty: from the start) and the digest of the filters."""
    filters = digest(type(query).__name__, query.filters())
    if query.cursor:
        cursor = Cursor.of(query.cursor, now.log_id, now.position, filters, shape)
        return cursor.as_of, cursor.key, filters
    return as_of(connection, query.as_of, now.position), (), filters


def events(connection: sqlite3.Connection, now: Standing, query: EventQuery) -> Page:
    """A page of events in the order in which they occurred, as of one position."""
    at, key, filters = pin(connection, now, query, str, int)
    selection = Selection(query, at, now.position)
    found: list[Found] = []
    reading = selection.read(connection, newest=query.order == "newest", after=key or None, wanted=query.limit + 1)
    with closing(reading):
        for one in reading:
            found.append(one)
            if len(found) > query.limit:
                break
    shown = found[: query.limit]
    token = None
    if len(found) > query.limit:
        token = Cursor(now.log_id, at, (shown[-1].occurred, shown[-1].position), filters).token()
    items = event_records(connection, [one.position for one in shown], at)
    return Page(items, token, at, _count(connection, selection) if query.count else None)


def _count(connection: sqlite3.Connection, selection: Selection) -> Count:
    value = 0
    with closing(selection.read(connection, newest=True)) as reading:
        for _ in reading:
            value += 1
            if value > COUNTED:
                return {"value": COUNTED, "relation": "at-least"}
    return {"value": value, "relation": "exact"}


def event_records(connection: sqlite3.Connection, positions: Sequence[int], at: int) -> list[bytes]:
    """Events as answers show them, as of a position, in the order of `positions`."""
    sql = """
        SELECT e.position, e.recorded_to, l.recorded_at, l.data
        FROM json_each(?) asked CROSS JOIN events e ON e.position = asked.value JOIN log l ON l.position = e.position"""
    found = {row[0]: row for row in connection.execute(sql, (json.dumps(positions),))}
    signals = signals_of(connection, positions, at)
    return [
        event_item(position, recorded_at, end if end <= at else None, data, signals.get(position, []))
        for position, end, recorded_at, data in (found[position] for position in positions)
    ]


_TOLD_OF: Final = f"""
    EXISTS (SELECT 1 FROM signals s
            JOIN mentions x ON x.role = 'country' AND x.occurred = s.occurred AND x.event = s.event
            WHERE s.alert = a.id AND {STANDING.format("s")}
                AND x.name IN (SELECT value FROM json_each(:country)))"""  # noqa: S608


def alerts(connection: sqlite3.Connection, now: Standing, query: AlertQuery) -> Page:
    """A page of alerts in the order that is asked for, each in its latest revision as of one position."""
    columns = ("a.level", "a.position") if query.order == "gravest" else ("a.position",)
    at, key, filters = pin(connection, now, query, *(int for _ in columns))
    where = Where()
    where.add("a.position <= :at AND a.recorded_to > :at", at=at, limit=query.limit + 1)
    where.one_of("a.status", query.status)
    where.one_of("a.signal", query.signal)
    where.one_of("a.story", query.story)
    if query.country:
        where.add(_TOLD_OF, country=json.dumps(query.country))
    if query.level_min is not None:
        where.add("a.level >= :low", low=query.level_min)
    if query.level_max is not None:
        where.add("a.level <= :high", high=query.level_max)
    if key:
        after = {f"key{number}": value for number, value in enumerate(key)}
        where.add(f"({', '.join(columns)}) < ({', '.join(f':{name}' for name in after)})", **after)
    order = ", ".join(f"{column} DESC" for column in columns)
    sql = f"""
        SELECT f.level, f.position, l.recorded_at, l.data
        FROM (SELECT a.level, a.position FROM alerts a WHERE {where} ORDER BY {order} LIMIT :limit) f
        JOIN log l ON l.position = f.position ORDER BY {order.replace("a.", "f.")}"""  # noqa: S608 - conditions with bound values
    found = connection.execute(sql, where.values).fetchall()
    shown = found[: query.limit]
    more = len(found) > query.limit
    token = Cursor(now.log_id, at, shown[-1][:2][-len(columns) :], filters).token() if more else None
    items = [
        json.dumps({"position": position, "recorded_at": recorded_at, **json.loads(data)["data"]}).encode()
        for _, position, recorded_at, data in shown
    ]
    return Page(items, token, at)
