"""What the engine remembers, written to the file."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import astuple
from datetime import UTC
from typing import Any, Final

from services.alerts.engine.held import ENDS, Held
from services.alerts.engine.memory import Memory
from services.alerts.store.parsed import PARSED
from services.alerts.store.silencing import stamp

_ALERT: Final = """
INSERT INTO alerts (id, story, rule, signal, kin, level, status, sequence, held) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    story = excluded.story, level = excluded.level, status = excluded.status, held = excluded.held,
    sequence = CASE excluded.sequence WHEN 0 THEN sequence ELSE excluded.sequence END
"""
_NOT_FORGOTTEN: Final = "DELETE FROM forgotten WHERE id = ?"
_CITED: Final = "INSERT OR IGNORE INTO cited VALUES (?, ?)"
_TOLD_IN: Final = "INSERT OR IGNORE INTO told_in VALUES (?, ?)"
_SIDES: Final = "INSERT OR REPLACE INTO sides (alert, pair, rule, newest) VALUES (?, ?, ?, ?)"
_NO_SIDES: Final = "DELETE FROM sides WHERE alert = ?"
_DEADLINE: Final = "INSERT OR REPLACE INTO deadlines VALUES (?, ?)"
_NO_DEADLINE: Final = "DELETE FROM deadlines WHERE alert = ?"
_DENIAL: Final = "INSERT OR IGNORE INTO denied (story, country, who, event, day, about) VALUES (?, ?, ?, ?, ?, ?)"
_SIGHTING: Final = (
    "INSERT INTO numbers (track, best, unit, kind, published, text, article) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_OCCURRENCE: Final = """
INSERT OR IGNORE INTO occurrences (track, story, article, published, proof) VALUES (?, ?, ?, ?, ?)
"""
_FORGET: Final = ("DELETE FROM occurrences WHERE article = ?", "DELETE FROM numbers WHERE article = ?")
_REGROUP: Final = (
    "UPDATE occurrences SET story = :into WHERE story = :story AND article IN (SELECT value FROM json_each(:articles))",
    "DELETE FROM denied WHERE story = :story",
)
_ALIAS: Final = "INSERT OR REPLACE INTO aliases VALUES (?, ?)"
_RINGING: Final = "INSERT OR REPLACE INTO ringing VALUES (?, ?, ?, ?)"
_HEIGHT: Final = "INSERT OR REPLACE INTO ladder (name, level, previous, at, alerts) VALUES (?, ?, ?, ?, ?)"


def keep(connection: sqlite3.Connection, memory: Memory, sequences: dict[str, int]) -> None:
    """Save what changed in memory; `sequences` has the number of the last message of each alert that was told."""
    _alerts(connection, memory.altered(), sequences)
    for regrouping in memory.regrouped:
        asked = regrouping.model_dump() | {"articles": json.dumps(regrouping.articles)}
        for move in _REGROUP:  # the denials are all in memory, and saved anew
            connection.execute(move, asked)
    _put(connection, _ALIAS, [(name, memory.aliases[name]) for name in sorted(memory.new_aliases)])
    _put(connection, _DENIAL, [astuple(denial) for denial in memory.new_denials])
    for forget in _FORGET:
        _put(connection, forget, [(article,) for article in memory.forgotten])
    _put(connection, _SIGHTING, [(key, *astuple(sighting)) for key, sighting in memory.new_sightings])
    occurrences = [
        (track, item.story, item.article, item.published.isoformat(), item.proof.model_dump_json())
        for track, item in memory.new_occurrences
        if item.proof is not None
    ]
    _put(connection, _OCCURRENCE, occurrences)
    ringing = [(key, memory.ringing[key]) for key in sorted(memory.new_ringing)]
    _put(connection, _RINGING, [(key, r.alert, r.title, stamp(r.until)) for key, r in ringing])
    heights = [(name, memory.ladder[name]) for name in sorted(memory.climbed)]
    rows = [(name, h.level, h.previous, h.at.isoformat(), json.dumps(h.alerts)) for name, h in heights]
    _put(connection, _HEIGHT, rows)


def _alerts(connection: sqlite3.Connection, changed: list[Held], sequences: dict[str, int]) -> None:
    rows, cited, told_in = [], [], []
    for held in changed:
        alert = held.alert
        facts = (alert.id, alert.story, alert.rule, alert.signal, held.kin, alert.level, alert.status)
        rows.append((*facts, sequences.get(alert.id, 0), PARSED.saved_as(held)))
        cited += [(evidence.article.id, alert.id) for evidence in alert.evidence]
        told_in += [(story, alert.id) for story in held.stories]
    _put(connection, _ALERT, rows)
    _put(connection, _NOT_FORGOTTEN, [(held.alert.id,) for held in changed])
    _put(connection, _CITED, cited)
    _put(connection, _TOLD_IN, told_in)
    _put(connection, _SIDES, [row for held in changed if held.alert.status not in ENDS for row in _sides(held)])
    _put(connection, _NO_SIDES, [(held.alert.id,) for held in changed if held.alert.status in ENDS])
    _put(connection, _NO_DEADLINE, [(held.alert.id,) for held in changed if held.due is None])
    deadlines = [(held.alert.id, stamp(held.due)) for held in changed if held.due is not None]
    _put(connection, _DEADLINE, deadlines)


def _sides(held: Held) -> list[tuple[str, str, str, str]]:
    newest = max(item.article.published_at for item in held.alert.evidence).astimezone(UTC).date().isoformat()
    return [(held.alert.id, pair, held.alert.rule, newest) for pair in held.pairs]


def _put(connection: sqlite3.Connection, query: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        connection.executemany(query, rows)
