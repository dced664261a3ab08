"""What is asked of the projection, as SQL. Items are stored JSON with a head of ours: no object is built for them."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import aiosqlite

from services.timeline.cursors import Cursor, digest
from services.timeline.parameters import AlertQuery, EventQuery, Parameters, after_end, recorded_bound
from services.timeline.projection import FOREVER, moment
from tocsin.serving import Problem

_DATA: Final = b',"data":'


@dataclass(frozen=True, slots=True)
class Standing:
    """What the log is at the moment of a query."""

    log_id: str
    position: int
    generation: int


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


def body(message: bytes) -> bytes:
    """The `data` of a message that this service wrote: it stands last, and only there can its key stand unescaped."""
    return message[message.index(_DATA) + len(_DATA) : -1]


def phrase(text: str) -> str:
    """Words of a user as an FTS5 query: each quoted, so that none is taken for syntax; all must be there."""
    words = [word.replace('"', "") for word in text.replace("\0", " ").split() if re.search(r"\w", word)]
    return " ".join(f'"{word}"' for word in words if word)


async def standing(connection: aiosqlite.Connection) -> Standing:
    """The log's id and end, as this read transaction sees them."""
    async with connection.execute("SELECT log_id, position, generation FROM head") as rows:
        row = await rows.fetchone()
    assert row is not None
    return Standing(*row)


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
    signals = await _signals(connection, [row[0] for row in shown], at)
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


async def _signals(
    connection: aiosqlite.Connection, positions: Sequence[int], at: int
) -> dict[int, list[dict[str, Any]]]:
    """What alerts said of these events as of `at`, by event."""
    found: dict[int, list[dict[str, Any]]] = {}
    if not positions:
        return found
    sql = f"""
        SELECT event, signal, level, alert, disputed FROM signals
        WHERE event IN ({",".join("?" * len(positions))}) AND recorded_from <= ? AND recorded_to > ?
        ORDER BY event, level DESC, signal, alert"""  # noqa: S608
    async with connection.execute(sql, (*positions, at, at)) as rows:
        async for event, signal, level, alert, disputed in rows:
            item = {"signal": signal, "level": level, "alert": alert, "disputed": bool(disputed)}
            found.setdefault(event, []).append(item)
    return found


def event_item(
    position: int, recorded_at: str, superseded_at: int | None, data: bytes, signals: list[dict[str, Any]]
) -> bytes:
    """An event as answers show it: when it was recorded, what alerts said, and the record as it was published."""
    head: dict[str, Any] = {
        "position": position,
        "recorded_at": recorded_at,
        "superseded_at": superseded_at,
        "level": signals[0]["level"] if signals else None,
        "signals": signals,
    }
    return _headed(head, body(data))


def _headed(head: dict[str, Any], data: bytes) -> bytes:
    """The JSON object `data` with the members of `head` before its own."""
    start = json.dumps(head, separators=(",", ":"), ensure_ascii=False).encode()
    return start if data == b"{}" else start[:-1] + b"," + data[1:]


async def event(connection: aiosqlite.Connection, now: Standing, identity: str) -> bytes | None:
    """One event by id, superseded or not; None if there is none."""
    sql = """
        SELECT e.position, l.recorded_at, e.recorded_to, l.data
        FROM log l JOIN events e ON e.position = l.position WHERE l.message_id = ?"""
    items = await _event_items(connection, now, sql, (identity,))
    return items[0] if items else None


async def _event_items(connection: aiosqlite.Connection, now: Standing, sql: str, values: Iterable[Any]) -> list[bytes]:
    async with connection.execute(sql, tuple(values)) as rows:
        found = [tuple(row) async for row in rows]
    signals = await _signals(connection, [row[0] for row in found], now.position)
    return [
        event_item(position, recorded_at, None if end == FOREVER else end, data, signals.get(position, []))
        for position, recorded_at, end, data in found
    ]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with what surrounds it."""

    position: int
    recorded_at: str
    message: bytes
    story: str
    origin: str
    revised_by: str | None


async def article(connection: aiosqlite.Connection, identity: str) -> StoredArticle | None:
    """One article by id; None if there is none."""
    sql = """
        SELECT a.position, l.recorded_at, l.data, m.story, m.origin,
               (SELECT r.id FROM articles r WHERE r.revises = a.id ORDER BY r.position DESC LIMIT 1)
        FROM articles a JOIN log l ON l.position = a.position JOIN members m ON m.article = a.position
        WHERE a.id = ?"""
    async with connection.execute(sql, (identity,)) as rows:
        row = await rows.fetchone()
    return StoredArticle(*row) if row else None


async def article_item(connection: aiosqlite.Connection, now: Standing, found: StoredArticle) -> bytes:
    """The article as answers show it, with its events in their order."""
    sql = """
        SELECT e.position, l.recorded_at, e.recorded_to, l.data
        FROM events e JOIN log l ON l.position = e.position WHERE e.article = ? ORDER BY e.position"""
    items = await _event_items(connection, now, sql, (found.position,))
    head = {
        "position": found.position,
        "recorded_at": found.recorded_at,
        "story": found.story,
        "origin": found.origin,
        "revised_by": found.revised_by,
        "article": json.loads(found.message)["data"] if found.message else None,
    }
    return _headed(head, b'{"events":[' + b",".join(items) + b"]}")


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
    events_ = await _event_items(connection, now, sql, (identity, FOREVER))
    alerts_ = await alerts(connection, now, AlertQuery(story=[identity], limit=1000))
    head = {
        "id": identity,
        "as_of": now.position,
        "origins": len({item["origin"] for item in articles}),
        "publishers": len({item["source"] for item in articles} - {""}),
        "articles": articles,
    }
    tail = b'{"events":[' + b",".join(events_) + b'],"alerts":[' + b",".join(alerts_.items) + b"]}"
    return _headed(head, tail)


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
