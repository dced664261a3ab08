"""What is asked of the projection, as SQL with bound values: lists."""

import json
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final, TypedDict

import aiosqlite

from services.timeline.conditions import Where
from services.timeline.cursors import Cursor, digest
from services.timeline.items import Standing, event_item, signals_of
from services.timeline.parameters import recorded_bound
from services.timeline.questions import AlertQuery, EventQuery, Parameters
from services.timeline.selection import Found, Selection
from tocsin.serving import Problem

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


async def as_of(connection: aiosqlite.Connection, asked: str | None, head: int, *, name: str = "as_of") -> int:
    """The position that `asked` means. Raises Problem if it lies beyond the end of the log."""
    if asked is None:
        return head
    if asked.isdigit():
        if int(asked) > head:
            raise Problem(422, "Not recorded yet", f"{name}: the log ends at position {head}")
        return int(asked)
    query = "SELECT coalesce(max(position), 0) FROM log WHERE recorded_at <= ?"
    async with connection.execute(query, (recorded_bound(asked),)) as rows:
        row = await rows.fetchone()
    assert row is not None
    return int(row[0])


async def pin(
    connection: aiosqlite.Connection, now: Standing, query: Parameters, *shape: type
) -> tuple[int, tuple[Any, ...], str]:
    """The position, the key to go on after (empty: from the start) and the digest of the filters."""
    filters = digest(type(query).__name__, query.filters())
    if query.cursor:
        cursor = Cursor.of(query.cursor, now.log_id, now.position, filters, shape)
        return cursor.as_of, cursor.key, filters
    return await as_of(connection, query.as_of, now.position), (), filters


async def events(connection: aiosqlite.Connection, now: Standing, query: EventQuery) -> Page:
    """A page of events in the order in which they occurred, as of one position."""
    at, key, filters = await pin(connection, now, query, str, int)
    selection = Selection(query, at, now.position)
    found: list[Found] = []
    async with aclosing(selection.read(connection, newest=query.order == "newest", after=key or None)) as reading:  # type: ignore[type-var]
        async for one in reading:
            found.append(one)
            if len(found) > query.limit:
                break
    shown = found[: query.limit]
    token = None
    if len(found) > query.limit:
        token = Cursor(now.log_id, at, (shown[-1].occurred, shown[-1].position), filters).token()
    items = await event_records(connection, [one.position for one in shown], at)
    return Page(items, token, at, await _count(connection, selection) if query.count else None)


async def _count(connection: aiosqlite.Connection, selection: Selection) -> Count:
    value = 0
    async with aclosing(selection.read(connection, newest=True)) as reading:  # type: ignore[type-var]
        async for _ in reading:
            value += 1
            if value > COUNTED:
                return {"value": COUNTED, "relation": "at-least"}
    return {"value": value, "relation": "exact"}


async def event_records(connection: aiosqlite.Connection, positions: Sequence[int], at: int) -> list[bytes]:
    """Events as answers show them, as of a position, in the order of `positions`."""
    sql = """
        SELECT e.position, e.recorded_to, l.recorded_at, l.data
        FROM json_each(?) asked CROSS JOIN events e ON e.position = asked.value JOIN log l ON l.position = e.position"""
    found = {row[0]: tuple(row) for row in await connection.execute_fetchall(sql, (json.dumps(positions),))}
    signals = await signals_of(connection, positions, at)
    return [
        event_item(position, recorded_at, end if end <= at else None, data, signals.get(position, []))
        for position, end, recorded_at, data in (found[position] for position in positions)
    ]


async def alerts(connection: aiosqlite.Connection, now: Standing, query: AlertQuery) -> Page:
    """A page of alerts, the last told first, each in its latest revision as of one position."""
    at, key, filters = await pin(connection, now, query, int)
    where = Where()
    where.add("a.position <= :at AND a.recorded_to > :at", at=at, limit=query.limit + 1)
    where.one_of("a.status", query.status)
    where.one_of("a.signal", query.signal)
    where.one_of("a.story", query.story)
    if query.level_min is not None:
        where.add("a.level >= :low", low=query.level_min)
    if query.level_max is not None:
        where.add("a.level <= :high", high=query.level_max)
    if key:
        where.add("a.position < :key", key=key[0])
    sql = f"""
        SELECT a.position, l.recorded_at, l.data FROM alerts a JOIN log l ON l.position = a.position
        WHERE {where} ORDER BY a.position DESC LIMIT :limit"""  # noqa: S608 - conditions with bound values
    found = [tuple(row) for row in await connection.execute_fetchall(sql, where.values)]
    shown = found[: query.limit]
    token = Cursor(now.log_id, at, (shown[-1][0],), filters).token() if len(found) > query.limit else None
    items = [
        json.dumps({"position": position, "recorded_at": recorded_at, **json.loads(data)["data"]}).encode()
        for position, recorded_at, data in shown
    ]
    return Page(items, token, at)
