"""What was told long ago is forgotten: messages of alerts that are over, and what became of sending them.

The last message of each alert stays for longer, so that it can be listed and found (`forgetting`). Nothing goes that
the timeline has not confirmed, that waits to be sent to a receiver, or that may still be followed or sent again
(`TOCSIN_ALERTS_KEEP_DAYS`).
"""

from datetime import UTC, datetime
from typing import Final

import aiosqlite

from tocsin.messages import ALERTS
from tocsin.sqlite import Database

AT_ONCE: Final = 500
"""Messages in one transaction: the next events need not wait long."""

_HORIZON: Final = """
SELECT min(
    coalesce((SELECT max(sequence) FROM outbox WHERE recorded_at < :before), 0),
    coalesce((SELECT min(sequence) FROM relays WHERE stream = :stream), 0),
    CASE WHEN :routed THEN (SELECT sequence FROM routed) ELSE (SELECT sequence FROM producer) END
)
"""
_SETTLED: Final = """
SELECT told.sequence, told.alert FROM alerts CROSS JOIN outbox told ON told.alert = alerts.id
WHERE alerts.status IN ('cancelled', 'resolved') AND alerts.sequence <= :horizon AND told.sequence < alerts.sequence
    AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.alert = alerts.id AND d.state = 'waiting')
ORDER BY told.sequence LIMIT :limit
"""
_FORGET_DELIVERY: Final = "DELETE FROM deliveries WHERE sequence = ? AND alert = ? AND state <> 'waiting'"
_FORGET: Final = """
DELETE FROM outbox WHERE sequence = ? AND alert = ?
    AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.alert = outbox.alert AND d.sequence = outbox.sequence)
"""


async def prune(database: Database, before: datetime, *, routed: bool) -> int:
    """Forget messages that were recorded `before` a moment, if they are settled; how many there were.

    `routed`: whether there are receivers, to whom messages are given out.
    """
    forgotten = 0
    while True:
        asked = {"horizon": await horizon(database, before, routed=routed), "limit": AT_ONCE}
        async with database.reading() as connection, connection.execute(_SETTLED, asked) as rows:
            settled = [tuple(row) async for row in rows]
        if not settled:
            return forgotten
        async with database.transaction() as connection:
            await connection.executemany(_FORGET_DELIVERY, settled)
            await connection.executemany(_FORGET, settled)
            await connection.execute("UPDATE pruned SET sequence = max(sequence, ?)", (settled[-1][0],))
        forgotten += len(settled)


async def horizon(database: Database, before: datetime, *, routed: bool) -> int:
    """The last message that was recorded `before` a moment, that the timeline has, and that was given out."""
    asked = {"before": before.astimezone(UTC).isoformat(), "stream": ALERTS, "routed": routed}
    async with database.reading() as connection:
        return await _number(connection, _HORIZON, asked)


async def last_pruned(connection: aiosqlite.Connection) -> int:
    """The number of the last message that was forgotten; all that were told after it are there."""
    return await _number(connection, "SELECT sequence FROM pruned", {})


async def _number(connection: aiosqlite.Connection, query: str, asked: dict[str, object]) -> int:
    async with connection.execute(query, asked) as rows:
        row = await rows.fetchone()
    assert row is not None
    return int(row[0])
