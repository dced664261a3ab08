"""The engine's memory in SQLite, and the outbox of what subscribers are told: one transaction for both."""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import astuple
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

import aiosqlite

from services.alerts.engine import fold
from services.alerts.growth import KEPT, Sighting, track
from services.alerts.memory import Denial, Held, Memory
from services.alerts.signals import Rules
from services.alerts.standing import kin_of_event
from tocsin import inbox, outbox
from tocsin.messages import ALERT_MESSAGES, Alert, EventRecorded, stable_id

SCHEMA: Final = files("services.alerts").joinpath("schema.sql").read_text() + inbox.SCHEMA + outbox.SCHEMA

UNSENT: Final = "SELECT sequence, message FROM outbox WHERE sequence > :after ORDER BY sequence LIMIT :limit"

_OF_STORIES: Final = """
SELECT held FROM alerts WHERE id IN (SELECT alert FROM told_in WHERE story IN (SELECT value FROM json_each(?)))
"""
_CITING: Final = """
SELECT held FROM alerts WHERE id IN (SELECT alert FROM cited WHERE article IN (SELECT value FROM json_each(?)))
"""
_KINDRED: Final = """
SELECT held FROM (
    SELECT held, row_number() OVER (PARTITION BY kin ORDER BY sequence DESC) AS age
    FROM alerts WHERE kin IN (SELECT value FROM json_each(?))
) WHERE age <= 20
"""
_DENIALS: Final = "SELECT story, country, who, event FROM denials WHERE story IN (SELECT value FROM json_each(?))"
_SIGHTINGS: Final = """
SELECT track, best, unit, kind, published, text FROM (
    SELECT *, row_number() OVER (PARTITION BY track ORDER BY number DESC) AS age
    FROM sightings WHERE track IN (SELECT value FROM json_each(?))
) WHERE age <= ? ORDER BY number
"""
_SAVE: Final = """
INSERT INTO alerts (id, story, rule, signal, kin, level, status, sequence, held) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    level = excluded.level, status = excluded.status, held = excluded.held,
    sequence = CASE excluded.sequence WHEN 0 THEN sequence ELSE excluded.sequence END
"""


async def identity(connection: aiosqlite.Connection) -> str:
    """The CloudEvents source of this file's messages."""
    async with connection.execute("SELECT id FROM producer") as rows:
        row = await rows.fetchone()
    assert row is not None
    return f"/tocsin/alerts/{row[0]}"


class Ledger:
    """Applies recorded events to one file, inside the transaction that the inbox opened."""

    def __init__(self, rules: Rules, source: str, now: Callable[[], datetime]) -> None:
        self._rules = rules
        self._source = source
        self._now = now

    async def apply(self, connection: aiosqlite.Connection, messages: Sequence[EventRecorded]) -> list[Alert]:
        """Fold the messages that were not applied before; the revisions, which are in the outbox now."""
        new = await _not_applied(connection, messages)
        memory = await recall(connection, new, self._rules)
        revisions: list[tuple[Alert, EventRecorded]] = []
        for message in new:
            revisions += [(alert, message) for alert in fold(self._rules, memory, message.data)]
        sequences = await self._publish(connection, revisions)
        await _save(connection, memory, sequences)
        await connection.executemany("INSERT INTO applied VALUES (?)", [(message.id,) for message in new])
        return [alert for alert, _ in revisions]

    async def _publish(
        self, connection: aiosqlite.Connection, revisions: Iterable[tuple[Alert, EventRecorded]]
    ) -> dict[str, int]:
        """Number the revisions and put them into the outbox; the last number of each alert."""
        async with connection.execute("SELECT sequence FROM producer") as rows:
            row = await rows.fetchone()
        assert row is not None
        sequence, now = int(row[0]), self._now()
        sequences: dict[str, int] = {}
        messages: list[tuple[Any, ...]] = []
        for alert, cause in revisions:
            sequence += 1
            sequences[alert.id] = sequence
            message = ALERT_MESSAGES[alert.status](
                id=stable_id("message", alert.id, str(alert.revision)),
                source=self._source,
                subject=alert.id,
                time=cause.recordedtime,
                recordedtime=now,
                sequence=sequence,
                previous=sequence - 1,
                correlationid=cause.correlationid,
                causationid=cause.id,
                traceparent=cause.traceparent,
                data=alert,
            )
            messages.append((sequence, alert.id, alert.revision, now.isoformat(), message.to_json()))
        if messages:
            await connection.executemany("INSERT INTO outbox VALUES (?, ?, ?, ?, ?)", messages)
            await connection.execute("UPDATE producer SET sequence = ?", (sequence,))
        return sequences


async def _not_applied(connection: aiosqlite.Connection, messages: Sequence[EventRecorded]) -> list[EventRecorded]:
    by_id = {message.id: message for message in messages}
    query = "SELECT message FROM applied WHERE message IN (SELECT value FROM json_each(?))"
    async with connection.execute(query, (json.dumps(list(by_id)),)) as rows:
        known = {row[0] async for row in rows}
    return [message for message in by_id.values() if message.id not in known]


async def recall(connection: aiosqlite.Connection, messages: Sequence[EventRecorded], rules: Rules) -> Memory:
    """What the engine must remember to fold these messages."""
    memory = Memory()
    records = [message.data for message in messages]
    stories = json.dumps(list({record.story for record in records}))
    revised = json.dumps(list({record.article.revises for record in records if record.article.revises}))
    tracks = json.dumps(list({key for record in records if (key := track(record.event))}))
    kin = json.dumps(sorted({kin for r in records for kin in kin_of_event(rules.asking(r.event), r.event)}))
    for query, keys in ((_OF_STORIES, stories), (_CITING, revised), (_KINDRED, kin)):
        async with connection.execute(query, (keys,)) as rows:
            async for (held,) in rows:
                memory.remember(Held.model_validate_json(held))
    async with connection.execute(_DENIALS, (stories,)) as rows:
        memory.remember_denials([Denial(*row) async for row in rows])
    async with connection.execute(_SIGHTINGS, (tracks, KEPT)) as rows:
        async for key, *values in rows:
            memory.tracks[key] = (*memory.tracks.get(key, ()), Sighting(*values))
    return memory


async def _save(connection: aiosqlite.Connection, memory: Memory, sequences: dict[str, int]) -> None:
    rows, cited, told_in = [], [], []
    for held in memory.altered():
        alert = held.alert
        facts = (alert.id, alert.story, alert.rule, alert.signal, held.kin, alert.level, alert.status)
        rows.append((*facts, sequences.get(alert.id, 0), held.model_dump_json()))
        cited += [(evidence.article.id, alert.id) for evidence in alert.evidence]
        told_in += [(story, alert.id) for story in held.stories]
    await connection.executemany(_SAVE, rows)
    await connection.executemany("INSERT OR IGNORE INTO cited VALUES (?, ?)", cited)
    await connection.executemany("INSERT OR IGNORE INTO told_in VALUES (?, ?)", told_in)
    denials = [(denial.story, denial.country, denial.event, denial.who) for denial in memory.new_denials]
    await connection.executemany("INSERT OR IGNORE INTO denials VALUES (?, ?, ?, ?)", denials)
    sightings = [(key, *astuple(sighting)) for key, sighting in memory.new_sightings]
    query = "INSERT INTO sightings (track, best, unit, kind, published, text) VALUES (?, ?, ?, ?, ?, ?)"
    await connection.executemany(query, sightings)


async def find(connection: aiosqlite.Connection, alert_id: str) -> Alert | None:
    """The alert as it stands; None if there is none of that id."""
    async with connection.execute("SELECT held FROM alerts WHERE id = ?", (alert_id,)) as rows:
        row = await rows.fetchone()
    return Held.model_validate_json(row[0]).alert if row else None


async def history(connection: aiosqlite.Connection, alert_id: str) -> AsyncIterator[tuple[str, bytes]]:
    """Each revision that was told: when it was recorded, and the message."""
    query = "SELECT recorded_at, message FROM outbox WHERE alert = ? ORDER BY sequence"
    async with connection.execute(query, (alert_id,)) as rows:
        async for recorded_at, message in rows:
            yield recorded_at, message


async def listed(
    connection: aiosqlite.Connection,
    *,
    statuses: Sequence[str],
    signals: Sequence[str],
    level_min: int | None,
    before: int | None,
    limit: int,
) -> list[tuple[int, str]]:
    """(sequence, alert as JSON) of the alerts that fit, those told last first; `before` continues a list."""
    query = """
        SELECT sequence, json_extract(held, '$.alert') FROM alerts
        WHERE (:all_statuses OR status IN (SELECT value FROM json_each(:statuses)))
          AND (:all_signals OR signal IN (SELECT value FROM json_each(:signals)))
          AND (:level_min IS NULL OR level >= :level_min) AND (:before IS NULL OR sequence < :before)
        ORDER BY sequence DESC LIMIT :limit"""
    values = {
        "all_statuses": not statuses,
        "statuses": json.dumps(list(statuses)),
        "all_signals": not signals,
        "signals": json.dumps(list(signals)),
        "level_min": level_min,
        "before": before,
        "limit": limit,
    }
    async with connection.execute(query, values) as rows:
        return [(row[0], row[1]) async for row in rows]


async def last_sequence(connection: aiosqlite.Connection) -> int:
    """The number of the last message told."""
    async with connection.execute("SELECT sequence FROM producer") as rows:
        row = await rows.fetchone()
    assert row is not None
    return int(row[0])
