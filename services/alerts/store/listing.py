"""The alerts as they stand and as they were told, read for those who ask."""

import json
from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple

import aiosqlite

from services.alerts.engine.held import Held
from tocsin.records import Alert


class Listed(NamedTuple):
    """An alert of a list."""

    sequence: int
    """Of the last message that told of it; 0 if nothing was told yet."""
    id: str
    alert: str
    """As JSON."""


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


async def told(connection: aiosqlite.Connection, sequences: Sequence[int]) -> AsyncIterator[bytes]:
    """The messages of these numbers, the last one first."""
    query = "SELECT message FROM outbox WHERE sequence IN (SELECT value FROM json_each(?)) ORDER BY sequence DESC"
    async with connection.execute(query, (json.dumps(list(sequences)),)) as rows:
        async for (message,) in rows:
            yield message


async def listed(
    connection: aiosqlite.Connection,
    *,
    statuses: Sequence[str],
    signals: Sequence[str],
    countries: Sequence[str],
    level_min: int | None,
    before: tuple[int, str] | None,
    limit: int,
) -> list[Listed]:
    """The alerts that fit, those told last first; `before`, the sequence and id of one, continues a list behind it."""
    query = """
        SELECT sequence, id, json_extract(held, '$.alert') FROM alerts
        WHERE (:all_statuses OR status IN (SELECT value FROM json_each(:statuses)))
          AND (:all_signals OR signal IN (SELECT value FROM json_each(:signals)))
          AND (:all_countries OR EXISTS (
            SELECT 1 FROM json_each(:countries) AS asked WHERE EXISTS (
              SELECT 1 FROM json_each(held, '$.alert.group') AS of
              WHERE instr(',' || of.value || ',', ',' || asked.value || ',')
            ) OR EXISTS (
              SELECT 1 FROM json_each(held, '$.alert.ladder') AS rung
              WHERE json_extract(rung.value, '$.of') = 'pair'
                AND instr(',' || json_extract(rung.value, '$.name') || ',', ',' || asked.value || ',')
            )))
          AND (:level_min IS NULL OR level >= :level_min)
          AND (:sequence IS NULL OR sequence <= :sequence AND (sequence, id) < (:sequence, :id))
        ORDER BY sequence DESC, id DESC LIMIT :limit"""
    sequence, id_ = before or (None, None)
    values = {
        "all_statuses": not statuses,
        "statuses": json.dumps(list(statuses)),
        "all_signals": not signals,
        "signals": json.dumps(list(signals)),
        "all_countries": not countries,
        "countries": json.dumps(list(countries)),
        "level_min": level_min,
        "sequence": sequence,
        "id": id_,
        "limit": limit,
    }
    async with connection.execute(query, values) as rows:
        return [Listed(*row) async for row in rows]


async def last_sequence(connection: aiosqlite.Connection) -> int:
    """The number of the last message told."""
    async with connection.execute("SELECT sequence FROM producer") as rows:
        row = await rows.fetchone()
    assert row is not None
    return int(row[0])


async def ladder(
    connection: aiosqlite.Connection, names: Sequence[str], code: str | None, limit: int
) -> list[dict[str, Any]]:
    """The heights of pairs and stories, the highest first; `code` picks the pairs that it is in."""
    query = """
        SELECT name, level, previous, at, alerts FROM ladder
        WHERE (:all OR name IN (SELECT value FROM json_each(:names)))
          AND (:code IS NULL OR instr(',' || name || ',', ',' || :code || ',') AND instr(name, ','))
        ORDER BY level DESC, at DESC, name LIMIT :limit"""
    values = {"all": not names, "names": json.dumps(list(names)), "code": code, "limit": limit}
    async with connection.execute(query, values) as rows:
        return [
            {"name": name, "level": level, "previous": previous, "at": _zulu(at), "alerts": json.loads(alerts)}
            async for name, level, previous, at, alerts in rows
        ]


def _zulu(at: str) -> str:
    return at.replace("+00:00", "Z")
