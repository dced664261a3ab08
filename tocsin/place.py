"""How far a consumer of a stream is, kept in its own file with what it applied: one transaction for both."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

import aiosqlite
import structlog

from tocsin.sqlite import Database
from tocsin.streams import BEGINNING, EntryId
from tocsin.turns import DeadLetter, Delivery, Turn

log: Final = structlog.get_logger("tocsin.inbox")

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS checkpoint (
    stream   TEXT PRIMARY KEY,
    entry_id TEXT NOT NULL                 -- the last entry that is applied
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS producers (
    stream   TEXT NOT NULL,
    source   TEXT NOT NULL,                -- CloudEvents source: which producer
    sequence INTEGER NOT NULL,             -- its last message that is applied
    PRIMARY KEY (stream, source)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dead_letters (
    stream   TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    reason   TEXT NOT NULL,
    payload  BLOB NOT NULL,
    PRIMARY KEY (stream, entry_id)
) WITHOUT ROWID;
"""

_CHECKPOINT: Final = "INSERT OR REPLACE INTO checkpoint VALUES (?, ?)"

Apply = Callable[[aiosqlite.Connection, list[Delivery]], Awaitable[None]]
"""Applies a batch inside the transaction that also moves the place."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Applies a batch in one step, in the writer's thread: so the whole transaction is one way there and back."""

    apply: Callable[[sqlite3.Connection, list[Delivery]], None]


class Place:
    """The place of one consumer in one stream, in a database with the tables of `SCHEMA`."""

    def __init__(self, database: Database, stream: str, apply: Apply | AtOnce) -> None:
        self.entry_id = BEGINNING
        """The last entry that is applied."""
        self.producers: dict[str, int] = {}
        """CloudEvents source → the last message of it that is applied."""
        self._database = database
        self._stream = stream
        self._apply = apply

    @property
    def file(self) -> str:
        """Where it is kept, for those who are told."""
        return str(self._database.path)

    async def load(self) -> None:
        """Take up what the database holds."""
        async with self._database.reading() as db:
            async with db.execute("SELECT entry_id FROM checkpoint WHERE stream = ?", (self._stream,)) as rows:
                row = await rows.fetchone()
            self.entry_id = EntryId.of(row[0]) if row else BEGINNING
            query = "SELECT source, sequence FROM producers WHERE stream = ?"
            async with db.execute(query, (self._stream,)) as rows:
                self.producers = {source: sequence async for source, sequence in rows}

    def expect(self, sources: Iterable[str]) -> None:
        """Say of producers of whom this file has nothing yet that it has nothing: they begin at the beginning."""
        for source in sources:
            self.producers.setdefault(source, 0)

    async def apply(self, turn: Turn, last: EntryId) -> None:
        """Apply a turn, and be at `last`. Messages whose handling raises are set aside in it.

        Raises sqlite3.Error or OSError if the file takes nothing: then the place is where it was.
        """
        try:
            await self._commit(turn, last)
        except Exception as error:
            if _is_of_the_file(error):
                raise
            log.warning("a batch failed; its messages are applied one by one", stream=self._stream, reason=repr(error))
            await self._one_by_one(turn, last)

    async def _one_by_one(self, turn: Turn, last: EntryId) -> None:
        """Set aside those whose handling raises; the last commit moves the checkpoint and the numbering for all."""
        for delivery in turn.deliveries:
            try:
                await self._commit(Turn([delivery]), self.entry_id)
            except Exception as error:
                if _is_of_the_file(error):
                    raise
                log.exception("message can't be handled", stream=self._stream, entry=delivery.entry_id)
                reason = f"{type(error).__name__}: {error}"
                turn.dead.append(DeadLetter(delivery.entry_id, reason, delivery.raw))
        await self._commit(replace(turn, deliveries=[]), last)

    async def _commit(self, turn: Turn, last: EntryId) -> None:
        apply = self._apply

        def finish(file: sqlite3.Connection) -> None:
            if turn.deliveries and isinstance(apply, AtOnce):
                apply.apply(file, turn.deliveries)
            self._note(file, turn, last)

        if isinstance(apply, AtOnce) or not turn.deliveries:
            await self._database.commit(finish)
        else:
            async with self._database.transaction(last=finish) as db:
                await apply(db, turn.deliveries)
        self.producers.update(turn.producers)
        self.entry_id = last

    def _note(self, file: sqlite3.Connection, turn: Turn, last: EntryId) -> None:
        """What is set aside, and how far this has come."""
        dead = [(self._stream, d.entry_id, d.reason, d.raw) for d in turn.dead]
        file.executemany("INSERT OR REPLACE INTO dead_letters VALUES (?, ?, ?, ?)", dead)
        producers = [(self._stream, *item) for item in turn.producers.items()]
        file.executemany("INSERT OR REPLACE INTO producers VALUES (?, ?, ?)", producers)
        file.execute(_CHECKPOINT, (self._stream, str(last)))

    async def move(self, entry_id: EntryId) -> None:
        """Be somewhere else in the stream, with nothing applied. Raises sqlite3.Error."""
        async with self._database.transaction() as db:
            await db.execute(_CHECKPOINT, (self._stream, str(entry_id)))
        self.entry_id = entry_id


def _is_of_the_file(error: Exception) -> bool:
    """Whether the database failed (full, locked, damaged: to be tried again), rather than what a message holds."""
    of_the_message = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
    return isinstance(error, (sqlite3.Error, OSError)) and not isinstance(error, of_the_message)
