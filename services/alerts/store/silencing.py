"""Silences in the file: kept for good, so that it can be said who silenced what, and when."""

import sqlite3
from datetime import UTC, datetime
from typing import Final

import aiosqlite

from services.alerts.engine.silences import Silence

_SAVE: Final = """
INSERT INTO silences (id, starts_at, ends_at, silence) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET ends_at = excluded.ends_at, silence = excluded.silence
"""


async def save(connection: aiosqlite.Connection, silence: Silence) -> None:
    """Put a silence, or its new end."""
    row = (silence.id, stamp(silence.starts_at), stamp(silence.ends_at), silence.model_dump_json())
    await connection.execute(_SAVE, row)


async def find(connection: aiosqlite.Connection, silence_id: str) -> Silence | None:
    """The silence; None if there is none of that id."""
    async with connection.execute("SELECT silence FROM silences WHERE id = ?", (silence_id,)) as rows:
        row = await rows.fetchone()
    return Silence.model_validate_json(row[0]) if row else None


def since(connection: sqlite3.Connection, moment: str) -> tuple[Silence, ...]:
    """The silences that end after a moment (as `stamp` writes it), those that end first at the front: which of them
    hold is asked of moments that may be past, but not before that.
    """
    found = connection.execute("SELECT silence FROM silences WHERE ends_at > ? ORDER BY ends_at, id", (moment,))
    return tuple(Silence.model_validate_json(silence) for (silence,) in found)


async def all_(connection: aiosqlite.Connection) -> list[Silence]:
    """Every silence that was ever made, those that end last at the front."""
    async with connection.execute("SELECT silence FROM silences ORDER BY ends_at DESC, id LIMIT 10000") as rows:
        return [Silence.model_validate_json(silence) async for (silence,) in rows]


def stamp(moment: datetime) -> str:
    """A moment as a text that sorts: UTC, with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
