"""Decisions in the file: what became of each signal, and why."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import aiosqlite

from services.alerts.engine.memory import Decision
from services.alerts.store.silencing import stamp

KEPT: Final = timedelta(days=90)

_SAVE: Final = """
INSERT INTO decisions (at, verdict, reason, rule, article, event, alert) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_COLUMNS: Final = ("number", "at", "verdict", "reason", "rule", "article", "event", "alert")


def save(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> None:
    """Note the decisions, in their order."""
    rows = [(stamp(d.at), d.verdict, d.reason, d.rule, d.article, d.event, d.alert) for d in decisions]
    connection.executemany(_SAVE, rows)


async def prune(connection: aiosqlite.Connection, now: datetime) -> None:
    """Forget those that are older than `KEPT`, and which groups rang long ago.

    Numbers grow with time, so the search stops at the first that is younger.
    """
    async with connection.execute("SELECT number, at FROM decisions ORDER BY number") as rows:
        old = 0
        async for number, at in rows:
            if at >= stamp(now - KEPT):
                break
            old = number
    await connection.execute("DELETE FROM decisions WHERE number <= ?", (old,))
    await connection.execute("DELETE FROM ringing WHERE until < ?", (stamp(now - timedelta(days=1)),))


async def listed(
    connection: aiosqlite.Connection, about: Mapping[str, str | None], *, before: int | None = None, limit: int
) -> list[dict[str, Any]]:
    """The decisions that fit, the last one first; `before` continues a list.

    `about` may name an `article`, `event`, `alert`, `rule` and `verdict`; None is not asked.
    """
    asked = {name: value for name, value in about.items() if value is not None and name in _COLUMNS}
    conditions = [f"{name} = :{name}" for name in asked] + (["number < :before"] if before is not None else [])
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    query = f"SELECT {', '.join(_COLUMNS)} FROM decisions {where} ORDER BY number DESC LIMIT :limit"  # noqa: S608
    async with connection.execute(query, {**asked, "before": before, "limit": limit}) as rows:
        found = [dict(zip(_COLUMNS, row, strict=True)) async for row in rows]
    return [item | {"at": item["at"].replace("+00:00", "Z")} for item in found]
