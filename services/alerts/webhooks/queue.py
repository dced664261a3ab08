"""What waits to be sent, in the service's file: given out once for each message, in order for each alert."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, NamedTuple

import aiosqlite

SCHEMA: Final = files("services.alerts.webhooks").joinpath("queue.sql").read_text()

ROUTED_AT_ONCE: Final = 500

_UNROUTED: Final = """
SELECT sequence, alert, message FROM outbox WHERE sequence > (SELECT sequence FROM routed) ORDER BY sequence LIMIT ?
"""
_SINCE: Final = """
SELECT sequence, alert, message FROM outbox
WHERE recorded_at >= :since AND sequence > :after AND sequence <= (SELECT sequence FROM routed)
ORDER BY sequence LIMIT :limit
"""
_PUT: Final = """
INSERT INTO deliveries (receiver, sequence, alert, state, queued, due) VALUES (?, ?, ?, 'waiting', ?, ?)
ON CONFLICT DO UPDATE SET state = 'waiting', queued = excluded.queued, due = excluded.due, attempts = 0, error = NULL
"""
_TOLD: Final = "SELECT alert, receiver FROM deliveries WHERE alert IN (SELECT value FROM json_each(?)) GROUP BY 1, 2"
_QUEUE: Final = """
INSERT OR IGNORE INTO deliveries (receiver, sequence, alert, state, queued, due) VALUES (?, ?, ?, 'waiting', ?, ?)
"""
_WAITING: Final = """
SELECT d.sequence, d.alert, d.queued, d.attempts, o.message
FROM deliveries d JOIN outbox o ON o.sequence = d.sequence
WHERE d.receiver = :receiver AND d.state = 'waiting' AND (d.due <= :now OR d.due > :latest) AND NOT EXISTS (
    SELECT 1 FROM deliveries e WHERE e.alert = d.alert AND e.receiver = d.receiver AND e.sequence < d.sequence
        AND e.state = 'waiting' AND (e.due > :now AND e.due <= :latest OR NOT :together))
ORDER BY d.sequence LIMIT :limit
"""
_NEXT_DUE: Final = "SELECT min(due) FROM deliveries WHERE receiver = ? AND state = 'waiting' AND due > ?"
_STATES: Final = """
SELECT name, last_success, failing_since, error,
    (SELECT count(*) FROM deliveries WHERE receiver = name AND state = 'waiting'),
    (SELECT count(*) FROM deliveries WHERE receiver = name AND state = 'dead')
FROM receivers WHERE name IN (SELECT value FROM json_each(?))
"""
_DEAD: Final = """
SELECT sequence, alert, queued, attempts, error FROM deliveries
WHERE receiver = ? AND state = 'dead' ORDER BY sequence DESC LIMIT ?
"""
_AGAIN: Final = "UPDATE deliveries SET state = 'waiting', attempts = 0, queued = :now, due = :now, error = NULL WHERE "
_EARLIER: Final = "SELECT message FROM outbox WHERE alert = ? AND sequence < ? ORDER BY sequence"


class Unrouted(NamedTuple):
    """A message that was not given to its receivers yet."""

    sequence: int
    alert: str
    message: bytes


class Waiting(NamedTuple):
    """A message that is due at a receiver."""

    sequence: int
    alert: str
    queued: float
    attempts: int
    message: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt: no `error` if it was taken; else when to try again, or never."""

    sequence: int
    error: str | None = None
    due: float | None = None


class State(NamedTuple):
    """How a receiver is. Times are seconds since 1970."""

    name: str
    last_success: float | None
    failing_since: float | None
    error: str | None
    waiting: int
    dead_letters: int


class DeadLetter(NamedTuple):
    """A message that a receiver did not take for as long as it is tried."""

    sequence: int
    alert: str
    queued: float
    attempts: int
    error: str | None


async def welcome(connection: aiosqlite.Connection, names: Iterable[str]) -> None:
    """Note receivers that are new: they are told what comes from now on."""
    query = "INSERT OR IGNORE INTO receivers (name, since) SELECT ?, sequence FROM producer"
    await connection.executemany(query, [(name,) for name in names])


async def skip(connection: aiosqlite.Connection) -> None:
    """Give what was told so far to nobody."""
    await connection.execute("UPDATE routed SET sequence = (SELECT sequence FROM producer)")


async def unrouted(connection: aiosqlite.Connection) -> list[Unrouted]:
    """The messages that are to be given to their receivers next, in order."""
    async with connection.execute(_UNROUTED, (ROUTED_AT_ONCE,)) as rows:
        return [Unrouted(*row) async for row in rows]


async def given_out(connection: aiosqlite.Connection, since: str, after: int) -> list[Unrouted]:
    """Messages that were given out to receivers, from a moment (ISO 8601, UTC) and behind a number on, in order."""
    async with connection.execute(_SINCE, {"since": since, "after": after, "limit": ROUTED_AT_ONCE}) as rows:
        return [Unrouted(*row) async for row in rows]


async def put(
    connection: aiosqlite.Connection, receiver: str, messages: Iterable[Unrouted], now: float, due: float
) -> None:
    """Queue messages for one receiver, whether it was told them or not."""
    await connection.executemany(_PUT, [(receiver, item.sequence, item.alert, now, due) for item in messages])


async def told(connection: aiosqlite.Connection, alerts: Iterable[str]) -> dict[str, set[str]]:
    """For each alert, the receivers that were told of it."""
    found: dict[str, set[str]] = {}
    async with connection.execute(_TOLD, (json.dumps(list(alerts)),)) as rows:
        async for alert, receiver in rows:
            found.setdefault(alert, set()).add(receiver)
    return found


async def give(
    connection: aiosqlite.Connection,
    messages: Sequence[Unrouted],
    to: Sequence[Iterable[str]],
    now: float,
    due: Callable[[str], float],
) -> None:
    """Queue each message for its receivers; `due(receiver)` says when each is told next."""
    async with connection.execute("SELECT name, since FROM receivers") as rows:
        since = {name: sequence async for name, sequence in rows}
    given = [
        (name, message.sequence, message.alert, now, due(name))
        for message, names in zip(messages, to, strict=True)
        for name in names
        if since[name] < message.sequence
    ]
    await connection.executemany(_QUEUE, given)
    await connection.execute("UPDATE routed SET sequence = ?", (messages[-1].sequence,))


async def waiting(
    connection: aiosqlite.Connection, receiver: str, now: float, latest: float, limit: int, *, together: bool = False
) -> list[Waiting]:
    """What is due at a receiver, in order, and nothing before what was told of its alert earlier; the first of each
    alert only, unless all go `together`. Nothing can be due after `latest`: the clock was set back since.
    """
    asked = {"receiver": receiver, "now": now, "latest": latest, "limit": limit, "together": together}
    async with connection.execute(_WAITING, asked) as rows:
        return [Waiting(*row) async for row in rows]


async def next_due(connection: aiosqlite.Connection, receiver: str, now: float) -> float | None:
    """When something is due at a receiver that is not due now."""
    async with connection.execute(_NEXT_DUE, (receiver, now)) as rows:
        row = await rows.fetchone()
    return row[0] if row else None


async def earlier(connection: aiosqlite.Connection, alert: str, sequence: int) -> list[bytes]:
    """The messages that told of an alert before one, oldest first."""
    async with connection.execute(_EARLIER, (alert, sequence)) as rows:
        return [row[0] async for row in rows]


async def record(connection: aiosqlite.Connection, receiver: str, outcomes: Sequence[Outcome], now: float) -> None:
    """Note what became of attempts, and how the receiver is since."""
    for outcome in outcomes:
        state = "sent" if outcome.error is None else "dead" if outcome.due is None else "waiting"
        query = """UPDATE deliveries SET state = ?, attempts = attempts + 1, error = ?, due = coalesce(?, due)
            WHERE receiver = ? AND sequence = ? AND state = 'waiting'"""
        await connection.execute(query, (state, outcome.error, outcome.due, receiver, outcome.sequence))
    if any(outcome.error is None for outcome in outcomes):
        query = "UPDATE receivers SET last_success = ?, failing_since = NULL, error = NULL WHERE name = ?"
        await connection.execute(query, (now, receiver))
    failed = [outcome.error for outcome in outcomes if outcome.error is not None]
    if len(failed) == len(outcomes):
        query = "UPDATE receivers SET failing_since = coalesce(failing_since, ?), error = ? WHERE name = ?"
        await connection.execute(query, (now, failed[-1], receiver))


async def states(connection: aiosqlite.Connection, names: Iterable[str]) -> dict[str, State]:
    """How these receivers are."""
    async with connection.execute(_STATES, (json.dumps(list(names)),)) as rows:
        return {row[0]: State(*row) async for row in rows}


async def dead_letters(connection: aiosqlite.Connection, receiver: str, limit: int) -> list[DeadLetter]:
    """What a receiver did not take, the last first."""
    async with connection.execute(_DEAD, (receiver, limit)) as rows:
        return [DeadLetter(*row) async for row in rows]


async def again(connection: aiosqlite.Connection, receiver: str, now: float, *, alert: str | None) -> int:
    """Queue what a receiver did not take once more; or, for one alert, all that it was told. How many there are."""
    which = "receiver = :receiver AND " + ("alert = :alert" if alert is not None else "state = 'dead'")
    asked = {"receiver": receiver, "now": now, "alert": alert}
    async with connection.execute(_AGAIN + which, asked) as done:
        return done.rowcount


async def again_since(connection: aiosqlite.Connection, receiver: str, now: float, since: str) -> int:
    """Queue all that a receiver was told since a moment (ISO 8601, UTC) once more. How many there are."""
    which = "receiver = :receiver AND sequence IN (SELECT sequence FROM outbox WHERE recorded_at >= :since)"
    async with connection.execute(_AGAIN + which, {"receiver": receiver, "now": now, "since": since}) as done:
        return done.rowcount
