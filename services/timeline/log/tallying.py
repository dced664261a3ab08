"""How a batch of changes moves the tallies: which events hold then, and what alerts say of them."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.timeline.log.projection import FOREVER, Change, grain, tallies
from services.timeline.log.steps import start_of
from tocsin.messages import parse
from tocsin.records import RecordedEvent

Tally = tuple[str, str, str, int]
"""Name, value, day and grain (1, 7, 31 or 366 days) under which events are counted."""
Kinds = Mapping[Change, list[tuple[Any, ...]]]

_ADD: Final = """
INSERT INTO tallies{s} (step, name, value, day, n, n31, n7, n1) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET n = n + excluded.n, n31 = n31 + excluded.n31, n7 = n7 + excluded.n7, n1 = n1 + excluded.n1"""
_DROP: Final = "DELETE FROM tallies{s} WHERE step = ? AND name = ? AND value = ? AND day = ? AND n = 0"

_COLUMNS: Final = {366: 1, 31: 2, 7: 3, 1: 4}
"""In how many of the columns `n`, `n31`, `n7`, `n1` an event of a grain is counted."""

_ENDING: Final = """
SELECT DISTINCT e.position, l.data FROM json_each(?) ending
JOIN articles{s} a ON a.id = ending.value ->> 1 JOIN events{s} e ON e.article = a.position
JOIN log l ON l.position = e.position
WHERE e.position < ending.value ->> 2 AND e.recorded_to = ending.value ->> 3 AND length(l.data) > 0"""

_CITED: Final = "SELECT position FROM log WHERE message_id IN (SELECT value FROM json_each(:names))"
_TOLD: Final = """
SELECT event FROM signals{s} WHERE alert IN (SELECT value FROM json_each(:names)) AND recorded_to = :held"""
_OF_ARTICLES: Final = """
SELECT s.event FROM json_each(:names) ending CROSS JOIN articles{s} a ON a.id = ending.value
CROSS JOIN events{s} e ON e.article = a.position CROSS JOIN signals{s} s ON s.event = e.position
WHERE s.recorded_to = :held"""
_RUNG: Final = """
SELECT e.position, substr(e.occurred, 1, 10), e.days, s.signal, max(s.level)
FROM json_each(:events) asked CROSS JOIN events{s} e ON e.position = asked.value
CROSS JOIN signals{s} s ON s.event = e.position
WHERE e.recorded_to = :held AND s.recorded_to = :held GROUP BY e.position, s.signal"""


def counted(rows: Iterable[tuple[Any, ...]]) -> dict[Tally, int]:
    """How often each (name, value, day, grain) is counted by rows that end in how often they do it."""
    found: dict[Tally, int] = {}
    for *of, n in rows:
        key: Any = (*of,)
        found[key] = found.get(key, 0) + n
    return found


def add(file: sqlite3.Connection, counts: Mapping[Tally, int], suffix: str) -> None:
    """Add to the tallies, by day, ten days and month; one that comes to nothing goes."""
    steps: dict[tuple[str, str, str, str], list[int]] = {}
    for (name, value, day, within), n in counts.items():
        for step in ("day", "ten", "month"):
            key = (step, name, value, start_of(step, day))
            held = steps.get(key)
            if held is None:
                held = steps[key] = [0, 0, 0, 0]
            for place in range(_COLUMNS[within]):
                held[place] += n
    file.executemany(_ADD.format(s=suffix), [(*key, *held) for key, held in steps.items() if any(held)])
    file.executemany(_DROP.format(s=suffix), [key for key, held in steps.items() if held[0] < 0])


def take_out(file: sqlite3.Connection, ending: list[tuple[Any, ...]], suffix: str) -> None:
    """Take the events that `Change.END_EVENTS` is about to end out of the tallies."""
    rows = file.execute(_ENDING.format(s=suffix), (json.dumps(ending),)).fetchall()
    records = [parse(data).data for _, data in rows]
    gone = counted(key for record in records if isinstance(record, RecordedEvent) for key in tallies(record))
    add(file, {key: -n for key, n in gone.items()}, suffix)


def touched(file: sqlite3.Connection, kinds: Kinds, suffix: str) -> list[int]:
    """The events of which alerts may say something else after these changes, or that end with what alerts say."""
    found: set[int] = set()
    for sql, names in (
        (_CITED, {row[-1] for row in kinds[Change.SIGNAL]}),
        (_TOLD, {row[1] for row in kinds[Change.END_SIGNALS]}),
        (_OF_ARTICLES, {row[1] for row in kinds[Change.END_EVENTS]}),
    ):
        if names:
            rows = file.execute(sql.format(s=suffix), {"names": json.dumps([*names]), "held": FOREVER})
            found.update(event for (event,) in rows)
    return sorted(found)


def rung(file: sqlite3.Connection, events: list[int], suffix: str) -> Counter[Tally]:
    """By which signals, and by which highest level, those of the events count that hold."""
    found: Counter[Tally] = Counter()
    if not events:
        return found
    highest: dict[int, tuple[int, str, int]] = {}
    rows = file.execute(_RUNG.format(s=suffix), {"events": json.dumps(events), "held": FOREVER})
    for event, day, days, signal, level in rows:
        within = grain(days)
        found["signal", signal, day, within] += 1
        highest[event] = max(highest.get(event, (level, day, within)), (level, day, within))
    found.update(("level", str(level), day, within) for level, day, within in highest.values())
    return found
