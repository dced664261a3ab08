"""What changed between two moments: what came to be known, what was taken back, what was rung."""

import json
import sqlite3
from typing import Any, Final

from services.timeline.queries.items import Standing
from services.timeline.queries.lists import as_of, event_records
from services.timeline.queries.questions import DiffQuery
from tocsin.problems import Problem

_NEW: Final = """
SELECT position FROM events WHERE position > :low AND position <= :high AND recorded_to > :high
ORDER BY position LIMIT :limit"""
_GONE: Final = """
SELECT e.position, e.recorded_to FROM articles a
CROSS JOIN articles old ON old.id = a.revises CROSS JOIN events e ON e.article = old.position
WHERE a.position > :low AND a.position <= :high AND a.revises <> ''
  AND e.position <= :low AND e.recorded_to > :low AND e.recorded_to <= :high
ORDER BY e.position LIMIT :limit"""
_ALERTS: Final = """
SELECT a.position, a.id, a.revision, a.status, a.signal, a.level, a.story, b.revision, b.status, b.level,
       CAST(l.data AS TEXT) ->> '$.data.title', CAST(l.data AS TEXT) ->> '$.data.summary',
       CAST(l.data AS TEXT) -> '$.data.changes'
FROM alerts a JOIN log l ON l.position = a.position AND length(l.data) > 0
LEFT JOIN alerts b ON b.id = a.id AND b.position <= :low AND b.recorded_to > :low
WHERE a.position > :low AND a.position <= :high AND a.recorded_to > :high
ORDER BY a.position LIMIT :limit"""
_COUNTS: Final = """
SELECT (SELECT count(*) FROM articles WHERE position > :low AND position <= :high),
       (SELECT count(*) FROM events WHERE position > :low AND position <= :high AND recorded_to > :high),
       (SELECT count(*) FROM alerts WHERE position > :low AND position <= :high AND recorded_to > :high),
       (SELECT count(*) FROM members m WHERE m.recorded_from > :low AND m.article > :low AND m.article <= :high
        AND NOT EXISTS (SELECT 1 FROM members n WHERE n.story = m.story AND n.article < m.article))"""


def diff(connection: sqlite3.Connection, now: Standing, query: DiffQuery) -> dict[str, Any]:
    """What an answer as of `to` has that one as of `from` had not, and the other way round.

    Raises Problem if the second moment lies before the first.
    """
    low = as_of(connection, query.from_, now.position, name="from")
    high = as_of(connection, query.to, now.position, name="to")
    if high < low:
        raise Problem(422, "The wrong way round", f"from: it is position {low}, behind `to`, which is {high}")
    values = {"low": low, "high": high, "limit": query.limit + 1}
    fresh = [row[0] for row in connection.execute(_NEW, values)]
    gone = connection.execute(_GONE, values).fetchall()
    alerts = connection.execute(_ALERTS, values).fetchall()
    ((articles, events, rung, stories),) = connection.execute(_COUNTS, values)
    before = event_records(connection, [row[0] for row in gone[: query.limit]], low)
    return {
        "from": low,
        "to": high,
        "counts": {"articles": articles, "events": events, "alerts": rung, "stories": stories},
        "events": [json.loads(item) for item in event_records(connection, fresh[: query.limit], high)],
        "superseded": [{**json.loads(item), "superseded_at": row[1]} for item, row in zip(before, gone, strict=False)],
        "alerts": [_alert(row) for row in alerts[: query.limit]],
        "complete": max(len(fresh), len(gone), len(alerts)) <= query.limit,
    }


def _alert(row: tuple[Any, ...]) -> dict[str, Any]:
    position, identity, revision, status, signal, level, story, was, old_status, old_level, title, summary, why = row
    return {
        "position": position,
        "id": identity,
        "title": title,
        "summary": summary,
        "signal": signal,
        "story": story,
        "revision": revision,
        "status": status,
        "level": level,
        "before": None if was is None else {"revision": was, "status": old_status, "level": old_level},
        "changes": json.loads(why or "[]"),
    }
