"""Items of answers: stored JSON with a head of ours before it. No object is built for them."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.timeline.log.projection import FOREVER

_DATA: Final = b',"data":'


@dataclass(frozen=True, slots=True)
class Standing:
    """What the log is at the moment of a query."""

    log_id: str
    position: int
    generation: int


def standing(connection: sqlite3.Connection) -> Standing:
    """The log's id and end, as this read transaction sees them."""
    ((log_id, position, generation),) = connection.execute("SELECT log_id, position, generation FROM head")
    return Standing(log_id, position, generation)


def body(message: bytes) -> bytes:
    """The `data` of a message that this service wrote: it stands last, and only there can its key stand unescaped."""
    return message[message.index(_DATA) + len(_DATA) : -1]


def signals_of(connection: sqlite3.Connection, positions: Sequence[int], at: int) -> dict[int, list[dict[str, Any]]]:
    """What alerts said of these events as of `at`, by event."""
    found: dict[int, list[dict[str, Any]]] = {}
    if not positions:
        return found
    sql = f"""
        SELECT event, signal, level, alert, disputed FROM signals
        WHERE event IN ({",".join("?" * len(positions))}) AND recorded_from <= ? AND recorded_to > ?
        ORDER BY event, level DESC, signal, alert"""  # noqa: S608
    rows = connection.execute(sql, (*positions, at, at))
    for event, signal, level, alert, disputed in rows:
        item = {"signal": signal, "level": level, "alert": alert, "disputed": bool(disputed)}
        found.setdefault(event, []).append(item)
    return found


def event_item(
    position: int, recorded_at: str, superseded_at: int | None, data: bytes, signals: list[dict[str, Any]]
) -> bytes:
    """An event as answers show it: when it was recorded, what alerts said, and the record as it was published."""
    ended = "null" if superseded_at is None else superseded_at
    level = signals[0]["level"] if signals else "null"
    head = f'{{"position":{position},"recorded_at":"{recorded_at}","superseded_at":{ended},"level":{level},"signals":'
    return head.encode() + (written(signals) if signals else b"[]") + b"," + body(data)[1:]


def headed(head: dict[str, Any], data: bytes) -> bytes:
    """The JSON object `data` with the members of `head` before its own."""
    start = _TEXT(head).encode()
    return start if data == b"{}" else start[:-1] + b"," + data[1:]


_TEXT: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def written(item: Any) -> bytes:
    """A value as JSON on one line."""
    return _TEXT(item).encode("utf-8", "surrogatepass")


def event_items(connection: sqlite3.Connection, now: Standing, sql: str, values: Iterable[Any]) -> list[bytes]:
    found = connection.execute(sql, tuple(values)).fetchall()
    signals = signals_of(connection, [row[0] for row in found], now.position)
    return [
        event_item(position, recorded_at, None if end == FOREVER else end, data, signals.get(position, []))
        for position, recorded_at, end, data in found
    ]


def message(connection: sqlite3.Connection, identity: str) -> bytes | None:
    """The message of that id as it stands in the log; None if there is none, or it was redacted."""
    row = connection.execute("SELECT CAST(data AS BLOB) FROM log WHERE message_id = ?", (identity,)).fetchone()
    return row[0] or None if row else None


def event(connection: sqlite3.Connection, identity: str) -> bytes | None:
    """One event by id, superseded or not; None if there is none."""
    sql = """
        SELECT e.position, l.recorded_at, e.recorded_to, l.data
        FROM log l JOIN events e ON e.position = l.position WHERE l.message_id = ?"""
    items = event_items(connection, standing(connection), sql, (identity,))
    return items[0] if items else None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with what surrounds it."""

    position: int
    recorded_at: str
    message: bytes
    story: str
    origin: str
    revised_by: str | None


def article(connection: sqlite3.Connection, identity: str) -> StoredArticle | None:
    """One article by id; None if there is none."""
    sql = """
        SELECT a.position, l.recorded_at, l.data, m.story, m.origin,
               (SELECT r.id FROM articles r WHERE r.revises = a.id ORDER BY r.position DESC LIMIT 1)
        FROM articles a JOIN log l ON l.position = a.position JOIN members m ON m.article = a.position
        WHERE a.id = ? AND m.recorded_to = ?"""
    row = connection.execute(sql, (identity, FOREVER)).fetchone()
    return StoredArticle(*row) if row else None


def article_item(connection: sqlite3.Connection, identity: str) -> bytes | None:
    """The article as answers show it, with its events in their order; None if there is none."""
    found = article(connection, identity)
    if found is None:
        return None
    sql = """
        SELECT e.position, l.recorded_at, e.recorded_to, l.data
        FROM events e JOIN log l ON l.position = e.position WHERE e.article = ? ORDER BY e.position"""
    items = event_items(connection, standing(connection), sql, (found.position,))
    head = {
        "position": found.position,
        "recorded_at": found.recorded_at,
        "story": found.story,
        "origin": found.origin,
        "revised_by": found.revised_by,
        "article": json.loads(found.message)["data"] if found.message else None,
    }
    return headed(head, b'{"events":[' + b",".join(items) + b"]}")
