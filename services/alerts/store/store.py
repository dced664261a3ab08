"""The engine's memory in SQLite, and the outbox of what subscribers are told: one transaction for both."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final, Self

import aiosqlite

from services.alerts.engine.engine import Published, fold_message
from services.alerts.engine.memory import Memory
from services.alerts.engine.muting import heard
from services.alerts.engine.noise import ALL_IS_HEARD, Noise
from services.alerts.engine.signals import Rules
from services.alerts.engine.standing import acknowledge
from services.alerts.engine.timers import tick
from services.alerts.store import deciding
from services.alerts.store.keeping import keep
from services.alerts.store.recall import held, recall, recall_due, recall_one
from services.alerts.webhooks import queue as webhooks
from tocsin import inbox, outbox
from tocsin.messages import ALERT_MESSAGES
from tocsin.records import Acknowledgement, Alert, stable_id
from tocsin.sqlite import at_once

SCHEMA: Final = (
    files("services.alerts.store").joinpath("schema.sql").read_text() + inbox.SCHEMA + outbox.SCHEMA + webhooks.SCHEMA
)

UNSENT: Final = """
SELECT sequence, CASE WHEN sequence > (SELECT sequence + 1 FROM pruned) THEN message ELSE CAST(json_set(
    CAST(message AS TEXT), '$.previous',
    printf('%016d', coalesce((SELECT max(sequence) FROM outbox earlier WHERE earlier.sequence < outbox.sequence), 0))
) AS BLOB) END
FROM outbox WHERE sequence > :after ORDER BY sequence LIMIT :limit
"""
"""What is published, in order. Where messages were pruned, `previous` names the last one before that is there."""


class NoSuchAlert(Exception):
    """There is no alert of that id."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What made a revision: a message, or nothing but the clock or a person; and when."""

    at: datetime
    article: str | None = None
    message: str | None = None
    traceparent: str | None = None

    @classmethod
    def of(cls, message: Published, alert: Alert) -> Self:
        """What made the revision; where no article did, its root is the one that told of it last."""
        root = message.correlationid or alert.evidence[-1].article.id
        return cls(message.recordedtime, root, message.id, message.traceparent)


def _by_the_clock(at: datetime, alert: Alert) -> tuple[Alert, Cause]:
    """A revision that no message made; its root is the article that told of it last."""
    return alert, Cause(at, alert.evidence[-1].article.id)


async def identity(connection: aiosqlite.Connection) -> str:
    """The CloudEvents source of this file's messages."""
    async with connection.execute("SELECT id FROM producer") as rows:
        row = await rows.fetchone()
    assert row is not None
    return f"/tocsin/alerts/{row[0]}"


class Ledger:
    """Applies recorded events, and what people do, to one file, inside a transaction that the caller opened."""

    def __init__(self, rules: Rules, source: str, now: Callable[[], datetime], noise: Noise = ALL_IS_HEARD) -> None:
        self._rules = rules
        self._noise = noise
        self._source = source
        self._now = now

    def use(self, rules: Rules) -> None:
        """Ask these rules from now on; call it inside a transaction, so that no batch is under way."""
        self._rules = rules

    def hear(self, noise: Noise) -> None:
        """Judge by this from now on what rings when; call it as `use`."""
        self._noise = noise

    async def apply(self, connection: aiosqlite.Connection, messages: Sequence[Published]) -> list[Alert]:
        """Fold the messages that were not applied before; the revisions, which are in the outbox now."""
        return await at_once(connection, lambda file: self.fold(file, messages))

    async def tick(self, connection: aiosqlite.Connection, now: datetime) -> list[Alert]:
        """Do what is due by `now`; the revisions, which are in the outbox now."""
        return await at_once(connection, lambda file: self._tick(file, now))

    async def acknowledge(self, connection: aiosqlite.Connection, alert_id: str, by: str, note: str) -> Alert:
        """Note that `by` looks after the alert; the alert as it stands then.

        Raises NoSuchAlert, or NotStanding if it is over.
        """
        return await at_once(connection, lambda file: self._acknowledge(file, alert_id, by, note))

    def fold(self, file: sqlite3.Connection, messages: Sequence[Published]) -> list[Alert]:
        """The same as `apply`, in the writer's thread."""
        new = _not_folded(file, messages)
        memory = recall(file, new, self._rules, self._noise)
        revisions: list[tuple[Alert, Cause]] = []
        for message in new:
            revisions += [_by_the_clock(at, alert) for at, alert in tick(memory, message.recordedtime)]
            told = fold_message(self._rules, memory, message)
            revisions += [(alert, Cause.of(message, alert)) for alert in told]
        self._commit(file, memory, revisions)
        folded = [(message.id, message.recordedtime.astimezone(UTC).date().isoformat()) for message in new]
        file.executemany("INSERT INTO folded VALUES (?, ?)", folded)
        return [alert for alert, _ in revisions]

    def _tick(self, file: sqlite3.Connection, now: datetime) -> list[Alert]:
        memory = recall_due(file, now, self._noise)
        revisions = [_by_the_clock(at, alert) for at, alert in tick(memory, now)]
        self._commit(file, memory, revisions)
        return [alert for alert, _ in revisions]

    def _acknowledge(self, file: sqlite3.Connection, alert_id: str, by: str, note: str) -> Alert:
        now = self._now()
        self._tick(file, now)  # what is due comes first, however seldom the clock is looked at
        before = held(file, alert_id)
        if before is None:
            raise NoSuchAlert(alert_id)
        memory = recall_one(file, before, now, self._noise)
        seen = acknowledge(memory, before, Acknowledgement(by=by, at=now, note=note))
        if seen is None:
            return before.alert
        told = heard(memory, seen, now)
        self._commit(file, memory, [_by_the_clock(now, told)])
        return told

    def _commit(self, file: sqlite3.Connection, memory: Memory, revisions: list[tuple[Alert, Cause]]) -> None:
        keep(file, memory, self._publish(file, revisions))
        deciding.save(file, memory.decisions)

    def _publish(self, file: sqlite3.Connection, revisions: Iterable[tuple[Alert, Cause]]) -> dict[str, int]:
        """Number the revisions and put them into the outbox; the last number of each alert."""
        (sequence,), now = file.execute("SELECT sequence FROM producer").fetchone(), self._now()
        sequences: dict[str, int] = {}
        messages: list[tuple[Any, ...]] = []
        for alert, cause in revisions:
            sequence += 1
            sequences[alert.id] = sequence
            message = self._message(alert, cause, sequence, now)
            messages.append((sequence, alert.id, alert.revision, now.isoformat(), message))
        if messages:
            file.executemany("INSERT INTO outbox VALUES (?, ?, ?, ?, ?)", messages)
            file.execute("UPDATE producer SET sequence = ?", (sequence,))
        return sequences

    def _message(self, alert: Alert, cause: Cause, sequence: int, now: datetime) -> bytes:
        """The message that tells of a revision. Its id follows from all that it says of the alert: a file that is made
        anew from the same events gives the same ids, and what it tells otherwise has others.
        """
        assert alert.status != "pending"
        told = alert.to_json()
        message = ALERT_MESSAGES[alert.status](
            id=stable_id("message", told.decode()),
            source=self._source,
            subject=alert.id,
            time=cause.at,
            recordedtime=now,
            sequence=sequence,
            previous=sequence - 1,
            correlationid=cause.article,
            causationid=cause.message,
            traceparent=cause.traceparent,
            data=alert,
        )
        return message.envelope_json() + told + b"}"


def _not_folded(file: sqlite3.Connection, messages: Sequence[Published]) -> list[Published]:
    by_id = {message.id: message for message in messages}
    query = "SELECT message FROM folded WHERE message IN (SELECT value FROM json_each(?))"
    known = {message for (message,) in file.execute(query, (json.dumps(list(by_id)),))}
    return [message for message in by_id.values() if message.id not in known]
