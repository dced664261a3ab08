"""The log: what was recorded, in the order in which it was recorded. Positions have no gap; a hash chain seals them."""

import hashlib
import secrets
import sqlite3
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, NamedTuple

import aiosqlite

from tocsin.sqlite import at_once

FORMAT: Final = "%Y-%m-%dT%H:%M:%S.%fZ"
EVENT_RECORDED: Final = "tocsin.event.recorded.v1"
ARTICLE_READ: Final = "tocsin.article.read.v1"
STORY_MERGED: Final = "tocsin.story.merged.v1"
STORY_SPLIT: Final = "tocsin.story.split.v1"
NUMBERED: Final = (EVENT_RECORDED, ARTICLE_READ, STORY_MERGED, STORY_SPLIT)
"""The types that are published on `tocsin:events`, each with the position of the one before."""

_PUBLISHED: Final = """(
    type IN ('tocsin.event.recorded.v1', 'tocsin.article.read.v1')
    OR (type IN ('tocsin.story.merged.v1', 'tocsin.story.split.v1')
        AND instr(CAST(data AS TEXT), '"sequence":null') = 0)
)"""
"""Of what editors did, that which has a number: before these were published they had none."""

OUTGOING: Final = f"""
SELECT position, CASE WHEN length(data) > 0 THEN data ELSE json_object(
    'specversion', '1.0', 'id', message_id || '.redacted', 'type', 'tocsin.article.read.v1', 'subject', '',
    'source', '/tocsin/timeline/' || (SELECT log_id FROM head),
    'time', recorded_at, 'recordedtime', recorded_at,
    'sequence', printf('%016d', position), 'previous', printf('%016d', coalesce((
        SELECT earlier.position FROM log earlier WHERE earlier.position < log.position AND {_PUBLISHED}
        ORDER BY earlier.position DESC LIMIT 1), 0)),
    'data', json_object('article', json_object('id', '', 'title', '', 'source', NULL, 'url', NULL,
        'published_at', recorded_at), 'story', '', 'origin', '', 'codebook', '', 'unread', 'redacted')
    ) END
FROM log
WHERE position > :after AND {_PUBLISHED}
ORDER BY position LIMIT :limit
"""  # noqa: S608 - of constants
"""What the relay publishes to `tocsin:events`; in the place of a redacted message one that tells nothing, so that those
behind it are in turn."""


_INSERT: Final = "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends."""

    log_id: str
    position: int
    recorded_at: str
    chain: bytes
    last_event: int
    """The position of the last row that is published on `tocsin:events`, 0 before the first."""


class Row(NamedTuple):
    """One row of the log. `data` is empty once it was redacted; `digest` is that of the original."""

    position: int
    message_id: str
    type: str
    recorded_at: str
    data: bytes
    digest: bytes
    chain: bytes


def timestamp(moment: datetime) -> str:
    """`moment` in UTC with microseconds, so that text order is time order."""
    return moment.astimezone(UTC).strftime(FORMAT)


def genesis(first_id: str) -> bytes:
    """The chain before the first row: a log can't be passed off as another."""
    return hashlib.sha256(f"tocsin log {first_id}".encode()).digest()


def link(chain: bytes, row: tuple[int, str, str, str], digest: bytes) -> bytes:
    """The chain after a row: over the chain before, the digest of its data, and its other columns."""
    return hashlib.sha256(chain + digest + "\n".join(map(str, row)).encode("utf-8", "surrogatepass")).digest()


@dataclass(slots=True)
class Tape:
    """The rows that one transaction adds after `head`, all recorded at one time."""

    head: Head
    recorded_at: str
    rows: list[Row] = field(default_factory=list)

    @classmethod
    def after(cls, head: Head, now: datetime) -> "Tape":
        """A tape that goes on from `head`; a clock that was set back does not turn the log's time back."""
        return cls(head, max(timestamp(now), head.recorded_at))

    @property
    def next_position(self) -> int:
        return self.head.position + 1

    def append(self, message_id: str, kind: str, data: bytes) -> int:
        """Add a message; its position."""
        head, position = self.head, self.next_position
        digest = hashlib.sha256(data).digest()
        chain = link(head.chain, (position, message_id, kind, self.recorded_at), digest)
        self.rows.append(Row(position, message_id, kind, self.recorded_at, data, digest, chain))
        last_event = position if kind in NUMBERED else head.last_event
        self.head = Head(head.log_id, position, self.recorded_at, chain, last_event)
        return position


async def begin(connection: aiosqlite.Connection) -> None:
    """Give a new file its log id; nothing if it has one."""
    log_id = secrets.token_hex(6)
    await connection.execute(
        "INSERT OR IGNORE INTO head VALUES (1, ?, ?, 0, '', ?, 0, 1)", (log_id, log_id, genesis(log_id))
    )


async def begin_as(connection: aiosqlite.Connection, head: Head, first: str) -> None:
    """The head of a file that was filled with the rows of another."""
    values = (head.log_id, first, head.position, head.recorded_at, head.chain, head.last_event)
    await connection.execute("INSERT INTO head VALUES (1, ?, ?, ?, ?, ?, ?, 1)", values)


def head_of(file: sqlite3.Connection) -> Head:
    """Where the log ends now."""
    return Head(*file.execute("SELECT log_id, position, recorded_at, chain, last_event FROM head").fetchone())


async def read_head(connection: aiosqlite.Connection) -> Head:
    """Where the log ends now."""
    return await at_once(connection, head_of)


def write(file: sqlite3.Connection, tape: Tape) -> None:
    """Add the tape's rows and move the head, inside the caller's transaction; the tape goes on from there."""
    head = tape.head
    file.executemany(_INSERT, tape.rows)
    file.execute(
        "UPDATE head SET position = ?, recorded_at = ?, chain = ?, last_event = ?",
        (head.position, head.recorded_at, head.chain, head.last_event),
    )
    tape.rows.clear()


async def insert(connection: aiosqlite.Connection, rows: Sequence[Row]) -> None:
    """Add rows as they are, inside the caller's transaction."""
    await connection.executemany(_INSERT, rows)


def known(file: sqlite3.Connection, message_ids: Sequence[str]) -> set[str]:
    """Those of `message_ids` that the log has."""
    marks = ",".join("?" * len(message_ids))
    query = f"SELECT message_id FROM log WHERE message_id IN ({marks})"  # noqa: S608 - marks alone
    return {message_id for (message_id,) in file.execute(query, message_ids)}


async def read(connection: aiosqlite.Connection, after: int, limit: int) -> list[Row]:
    """At most `limit` rows after position `after`, in order."""
    query = """
        SELECT position, message_id, type, recorded_at, CAST(data AS BLOB), digest, chain
        FROM log WHERE position > ? ORDER BY position LIMIT ?"""
    async with connection.execute(query, (after, limit)) as rows:
        return [Row(*row) async for row in rows]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a log was checked, and the first thing that is wrong with it (None: nothing)."""

    position: int
    fault: str | None
    redacted: int


async def verify(connection: aiosqlite.Connection, *, chunk: int = 1000) -> AsyncIterator[Verdict]:
    """Check positions, digests and chain from the first row to the head, with a verdict after each chunk of rows."""
    head = await read_head(connection)
    chain, position, redacted = genesis(await first_id(connection)), 0, 0
    while rows := await read(connection, position, chunk):
        for row in rows:
            wrong = fault(row, position, chain)
            if wrong:
                yield Verdict(row.position, wrong, redacted)
                return
            position, chain = row.position, row.chain
            redacted += not row.data
        yield Verdict(position, None, redacted)
    if (position, chain) != (head.position, head.chain):
        yield Verdict(position, f"the log ends at {position}, but the head says {head.position}", redacted)


async def first_id(connection: aiosqlite.Connection) -> str:
    """The id that the log began with: its chain starts from that."""
    async with connection.execute("SELECT first_id FROM head") as rows:
        row = await rows.fetchone()
    assert row is not None
    return str(row[0])


def fault(row: Row, before: int, chain: bytes) -> str | None:
    """What is wrong with a row that follows the position `before` and its chain; None if nothing is."""
    if row.position != before + 1:
        return f"positions {before + 1} to {row.position - 1} are missing"
    if row.data and hashlib.sha256(row.data).digest() != row.digest:
        return f"the message at {row.position} is not the one that was recorded"
    if link(chain, (row.position, row.message_id, row.type, row.recorded_at), row.digest) != row.chain:
        return f"the chain breaks at {row.position}: this row or one before it was changed"
    return None
