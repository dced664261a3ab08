"""The list of articles."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Final

from services.timeline.log.projection import moment
from services.timeline.queries.conditions import STANDING, Where
from services.timeline.queries.cursors import Cursor
from services.timeline.queries.items import Standing, written
from services.timeline.queries.lists import Page, pin
from services.timeline.queries.parameters import after_end
from services.timeline.queries.questions import ArticleQuery
from services.timeline.queries.selection import SHORT, matching
from services.timeline.queries.words import match

CHUNK: Final = 200


def articles(connection: sqlite3.Connection, now: Standing, query: ArticleQuery) -> Page:
    """A page of articles by when they were published, as of one position."""
    at, key, filters = pin(connection, now, query, str, int)
    newest = query.order == "newest"
    way, beyond = ("DESC", "<") if newest else ("ASC", ">")
    where = _articles(query, at)
    if key:
        where.add(
            f"a.published_at {beyond}= :after AND (a.published_at, a.position) {beyond} (:after, :place)",
            after=key[0],
            place=key[1],
        )
    text = match(query.q, "title text") if query.q else None
    if text and _narrow(connection, where, text):
        text = None
    sql = f"""SELECT a.position, a.published_at FROM articles a WHERE {where}
              ORDER BY a.published_at {way}, a.position {way}"""  # noqa: S608 - conditions with bound values
    found: list[tuple[int, str]] = []
    with closing(connection.execute(sql, where.values)) as rows:
        while len(found) <= query.limit and (chunk := rows.fetchmany(CHUNK)):
            holding = matching(connection, text, sorted(row[0] for row in chunk)) if text else None
            found += [(row[0], row[1]) for row in chunk if holding is None or row[0] in holding]
    shown = found[: query.limit]
    token = None
    if len(found) > query.limit:
        token = Cursor(now.log_id, at, (shown[-1][1], shown[-1][0]), filters).token()
    return Page(_told(connection, [position for position, _ in shown], at), token, at)


def _articles(query: ArticleQuery, at: int) -> Where:
    where = Where()
    where.add("a.position <= :at", at=at)
    if query.from_:
        where.add("a.published_at >= :from_", from_=moment(query.from_))
    if query.to:
        where.add("a.published_at < :to_", to_=after_end(query.to))
    where.one_of("a.source", query.source)
    if query.story:
        where.add(
            "a.position IN (SELECT m.article FROM members m WHERE m.story IN "  # noqa: S608
            f"(SELECT value FROM json_each(:stories)) AND {STANDING.format('m')})",
            stories=json.dumps(query.story),
        )
    return where


def _narrow(connection: sqlite3.Connection, where: Where, text: str) -> bool:
    """Make a condition of what full-text search finds, if that is little; whether it is."""
    found = connection.execute("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (text, SHORT + 1)).fetchall()
    if len(found) > SHORT:
        return False
    where.one_of("a.position", [position for (position,) in found] or [0])
    return True


def _told(connection: sqlite3.Connection, positions: Sequence[int], at: int) -> list[bytes]:
    """Articles without their text, as of a position, in the order of `positions`."""
    sql = f"""
        SELECT a.position, a.id, l.recorded_at, m.story, m.origin, a.source, a.published_at,
               (SELECT r.id FROM articles r WHERE r.revises = a.id AND r.position <= :at
                ORDER BY r.position DESC LIMIT 1),
               (SELECT count(*) FROM events e
                WHERE e.article = a.position AND e.position <= :at AND e.recorded_to > :at),
               CASE WHEN length(l.data) THEN CAST(l.data AS TEXT) ->> '$.data.title' END,
               CASE WHEN length(l.data) THEN CAST(l.data AS TEXT) ->> '$.data.url' END,
               CASE WHEN length(l.data) THEN CAST(l.data AS TEXT) ->> '$.data.language' END
        FROM json_each(:positions) asked CROSS JOIN articles a ON a.position = asked.value
        JOIN log l ON l.position = a.position
        LEFT JOIN members m ON m.article = a.position AND {STANDING.format("m")}
        ORDER BY asked.key"""  # noqa: S608
    names = (
        *("position", "id", "recorded_at", "story", "origin", "source", "published_at", "revised_by", "events"),
        *("title", "url", "language"),
    )
    rows = connection.execute(sql, {"positions": json.dumps(positions), "at": at})
    items = [dict(zip(names, row, strict=True)) for row in rows]
    return [written({**item, "source": item["source"] or None}) for item in items]
