"""What is asked of the projection, as SQL with bound values: lists, and a story."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiosqlite

from services.timeline.cursors import Cursor, digest
from services.timeline.items import Standing, event_item, event_items, headed, signals_of
from services.timeline.parameters import AlertQuery, EventQuery, Parameters, after_end, recorded_bound
from services.timeline.projection import FOREVER, moment
from tocsin.serving import Problem


@dataclass(frozen=True, slots=True)
class Page:
    """A list's answer: each item as JSON, the token of the next page, and the position that it holds for."""

    items: list[bytes]
    next: str | None
    as_of: int


@dataclass(slots=True)
class _Where:
    """Conditions of a query, with their values."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values += values

    def one_of(self, condition: str, values: Sequence[Any]) -> None:
        """`condition` has a `{}` where the bound values go; nothing is asked if there are none."""
        if values:
            self.add(condition.format(",".join("?" * len(values))), *values)

    def __str__(self) -> str:
        return " AND ".join(self.conditions)


def phrase(text: str) -> str:
    """Words of a user as an FTS5 query: each quoted, so that none is taken for syntax; all must be there."""
    words = [word.replace('"', "") for word in text.replace("\0", " ").split() if re.search(r"\w", word)]
    return " ".join(f'"{word}"' for word in words if word)


async def as_of(connection: aiosqlite.Connection, asked: str | None, head: int) -> int:
    """The position that `asked` means. Raises Problem if it lies beyond the end of the log."""
    if asked is None:
        return head
    if asked.isdigit():
        if int(asked) > head:
            raise Problem(422, "Not recorded yet", f"as_of: the log ends at position {head}")
        return int(asked)
    query = "SELECT coalesce(max(position), 0) FROM log WHERE recorded_at <= ?"
    async with connection.execute(query, (recorded_bound(asked),)) as rows:
        row = await rows.fetchone()
    assert row is not None
    return int(row[0])


async def _pin(
    connection: aiosqlite.Connection, now: Standing, query: Parameters
) -> tuple[int, tuple[str | int, ...], str]:
    """The position, the key to go on after (empty: from the start) and the digest of the filters."""
    filters = digest(query.filters())
    if query.cursor:
        cursor = Cursor.of(query.cursor, now.log_id, now.position, filters)
        return cursor.as_of, cursor.key, filters
    return await as_of(connection, query.as_of, now.position), (), filters


async def events(connection: aiosqlite.Connection, now: Standing, query: EventQuery) -> Page:
    """A page of events in the order in which they occurred, as of one position."""
    at, key, filters = await _pin(connection, now, query)
    where = _event_conditions(query, at)
    newest = query.order == "newest"
    if key:
        if len(key) != 2:
            raise Problem(422, "Not a cursor", "cursor: give the `next` of an earlier answer, or leave it out")
        where.add(f"(e.occurred, e.position) {'<' if newest else '>'} (?, ?)", *key)
    way = "DESC" if newest else "ASC"
    sql = f"""
        SELECT e.position, e.occurred, e.recorded_to, l.recorded_at, l.data
        FROM events e JOIN log l ON l.position = e.position
        WHERE {where} ORDER BY e.occurred {way}, e.position {way} LIMIT ?"""  # noqa: S608 - conditions with bound values
    async with connection.execute(sql, (*where.values, query.limit + 1)) as rows:
        found = [tuple(row) async for row in rows]
    shown = found[: query.limit]
    token = None
    if len(found) > query.limit:
        token = Cursor(now.log_id, at, (shown[-1][1], shown[-1][0]), filters).token()
    signals = await signals_of(connection, [row[0] for row in shown], at)
    items = [
        event_item(position, recorded_at, end if end <= at else None, data, signals.get(position, []))
        for position, _, end, recorded_at, data in shown
    ]
    return Page(items, token, at)


def _event_conditions(query: EventQuery, at: int) -> _Where:
    where = _Where()
    where.add("e.position <= ? AND e.recorded_to > ?", at, at)
    if query.from_:
        where.add("e.occurred_end >= ?", moment(query.from_))
    if query.to:
        where.add("e.occurred < ?", after_end(query.to))
    where.one_of("e.type IN ({})", query.type)
    where.one_of("e.mode IN ({})", query.mode)
    where.one_of("e.modality IN ({})", query.modality)
    where.one_of("e.certainty IN ({})", query.certainty)
    where.one_of("e.stance IN ({})", query.stance)
    for role in ("actor", "recipient", "country"):
        inner = f"SELECT event FROM parties WHERE role = '{role}' AND country IN ({{}})"  # noqa: S608 - three fixed words
        where.one_of(f"e.position IN ({inner})", getattr(query, role))
    where.one_of("e.article IN (SELECT position FROM articles WHERE source IN ({}))", query.source)
    where.one_of("e.article IN (SELECT article FROM members WHERE story IN ({}))", query.story)
    if query.q:
        inner = "SELECT rowid FROM words WHERE words MATCH ?"
        where.add(f"e.article IN ({inner})", f"{{title text}} : ({phrase(query.q)})")
    if query.evidence:
        inner = "SELECT rowid FROM words WHERE words MATCH ?"
        where.add(f"e.position IN ({inner})", f"evidence : ({phrase(query.evidence)})")
    _signal_conditions(query, at, where)
    return where


def _signal_conditions(query: EventQuery, at: int, where: _Where) -> None:
    standing_then = "recorded_from <= ? AND recorded_to > ?"
    if query.signal:
        marks = ",".join("?" * len(query.signal))
        inner = f"SELECT event FROM signals WHERE signal IN ({marks}) AND {standing_then}"  # noqa: S608
        where.add(f"e.position IN ({inner})", *query.signal, at, at)
    if query.level_min is not None or query.level_max is not None:
        inner = f"""SELECT event FROM signals WHERE {standing_then}
                    GROUP BY event HAVING max(level) BETWEEN ? AND ?"""  # noqa: S608
        low = -9 if query.level_min is None else query.level_min
        high = 99 if query.level_max is None else query.level_max
        where.add(f"e.position IN ({inner})", at, at, low, high)


async def alerts(connection: aiosqlite.Connection, now: Standing, query: AlertQuery) -> Page:
    """A page of alerts, the last told first, each in its latest revision as of one position."""
    at, key, filters = await _pin(connection, now, query)
    where = _Where()
    where.add("a.position <= ? AND a.recorded_to > ?", at, at)
    where.one_of("a.status IN ({})", query.status)
    where.one_of("a.signal IN ({})", query.signal)
    where.one_of("a.story IN ({})", query.story)
    if query.level_min is not None:
        where.add("a.level >= ?", query.level_min)
    if query.level_max is not None:
        where.add("a.level <= ?", query.level_max)
    if key:
        where.add("a.position < ?", key[0])
    sql = f"""
        SELECT a.position, l.recorded_at, l.data FROM alerts a JOIN log l ON l.position = a.position
        WHERE {where} ORDER BY a.position DESC LIMIT ?"""  # noqa: S608 - conditions with bound values
    async with connection.execute(sql, (*where.values, query.limit + 1)) as rows:
        found = [tuple(row) async for row in rows]
    shown = found[: query.limit]
    token = Cursor(now.log_id, at, (shown[-1][0],), filters).token() if len(found) > query.limit else None
    items = [
        json.dumps({"position": position, "recorded_at": recorded_at, **json.loads(data)["data"]}).encode()
        for position, recorded_at, data in shown
    ]
    return Page(items, token, at)


async def story(connection: aiosqlite.Connection, now: Standing, identity: str) -> bytes | None:
    """A story: its articles in the order of arrival, its events in the order in which they occurred, its alerts."""
    sql = """
        SELECT a.id, a.position, a.source, a.published_at, m.origin FROM members m
        JOIN articles a ON a.position = m.article WHERE m.story = ? ORDER BY a.position"""
    async with connection.execute(sql, (identity,)) as rows:
        names = ("id", "position", "source", "published_at", "origin")
        articles = [dict(zip(names, row, strict=True)) async for row in rows]
    if not articles:
        return None
    sql = """
        SELECT e.position, l.recorded_at, e.recorded_to, l.data FROM events e JOIN log l ON l.position = e.position
        WHERE e.article IN (SELECT article FROM members WHERE story = ?) AND e.recorded_to = ?
        ORDER BY e.occurred, e.position LIMIT 1000"""
    events_ = await event_items(connection, now, sql, (identity, FOREVER))
    alerts_ = await alerts(connection, now, AlertQuery(story=[identity], limit=1000))
    head = {
        "id": identity,
        "as_of": now.position,
        "origins": len({item["origin"] for item in articles}),
        "publishers": len({item["source"] for item in articles} - {""}),
        "articles": articles,
    }
    tail = b'{"events":[' + b",".join(events_) + b'],"alerts":[' + b",".join(alerts_.items) + b"]}"
    return headed(head, tail)
