"""The outbox: an article is accepted when its message is durable here, and not before.

It gives each article its number and finds out whether it is new, a duplicate, or a revision of one that is here.
"""

import asyncio
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Final, Literal, NamedTuple

from services.ingest.submission import Candidate
from tocsin import outbox
from tocsin.messages import MAX_MESSAGE_BYTES, ArticlePublished
from tocsin.records import Article
from tocsin.sqlite import Database

SCHEMA: Final = files("services.ingest").joinpath("schema.sql").read_text() + outbox.SCHEMA

UNSENT: Final = "SELECT sequence, message FROM outbox WHERE sequence > :after ORDER BY sequence LIMIT :limit"

_KNOWN: Final = """
SELECT key, article_id, content, json_extract(CAST(message AS TEXT), '$.data.published_at')
FROM outbox WHERE key IN (SELECT value FROM json_each(?)) ORDER BY sequence
"""
_INSERT: Final = """
INSERT INTO outbox (sequence, article_id, key, content, external_id, accepted_at, message) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_NOTES: Final = "INSERT INTO notes (sequence, notes) VALUES (?, ?)"
_ONE: Final = """
SELECT outbox.sequence, external_id, accepted_at, message, notes
FROM outbox LEFT JOIN notes ON notes.sequence = outbox.sequence WHERE article_id = ?
"""

MAX_TRANSACTION: Final = 2_000
"""Articles in one transaction when many clients send at once."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one candidate. `id` is the article's: of a duplicate, the one that was here before."""

    id: str
    status: Literal["accepted", "duplicate", "revision"]
    revises: str | None = None


class TooLarge(ValueError):
    """As a message the article would be larger than any consumer reads."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An article of the outbox: its place, when it came, its message as it goes on the wire, and what is odd about it
    (a JSON array, None if nothing is).
    """

    sequence: int
    external_id: str | None
    accepted_at: str
    message: bytes
    notes: str | None


@dataclass(frozen=True, slots=True)
class _Waiting:
    candidates: Sequence[Candidate]
    accepted_at: datetime
    done: "asyncio.Future[list[Receipt | TooLarge]]"


class Outbox:
    """The outbox in one database. All who wait when a transaction begins are committed together."""

    def __init__(self, database: Database, outbox_id: str, sequence: int) -> None:
        self.source = f"/tocsin/ingest/{outbox_id}"
        self.sequence = sequence
        """The number of the last article accepted."""
        self._database = database
        self._queue: list[_Waiting] = []
        self._committing: asyncio.Task[None] | None = None
        self._trouble: str | None = None

    @classmethod
    async def load(cls, database: Database) -> "Outbox":
        """The outbox that `database`, made with SCHEMA, holds."""
        outbox_id, last = await database.read(lambda file: file.execute("SELECT id, sequence FROM producer").fetchone())
        return cls(database, outbox_id, last)

    def problems(self) -> list[str]:
        """Why nothing can be accepted; empty when all is well."""
        return [self._trouble] if self._trouble else []

    async def accept(self, candidates: Sequence[Candidate], accepted_at: datetime) -> list[Receipt | TooLarge]:
        """A receipt for each candidate, once all of them are durable.

        Raises sqlite3.Error if the file can't be written, and any other error as it is: then none of them was accepted.
        If the caller is cancelled they may be accepted all the same; whoever sends them again is told that they are
        duplicates.
        """
        waiting = _Waiting(candidates, accepted_at, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit())
        return await asyncio.shield(waiting.done)

    async def close(self) -> None:
        """Wait for what is being committed."""
        if self._committing is not None:
            await self._committing

    async def find(self, article_id: str) -> Accepted | None:
        """The article of that id, None if it was never accepted here."""
        async with self._database.reading() as db, db.execute(_ONE, (article_id,)) as rows:
            row = await rows.fetchone()
        return Accepted(*row) if row is not None else None

    async def _commit(self) -> None:
        while self._queue:
            batch = [self._queue.pop(0)]
            size = len(batch[0].candidates)
            while self._queue and (size := size + len(self._queue[0].candidates)) <= MAX_TRANSACTION:
                batch.append(self._queue.pop(0))
            try:
                receipts = await self._store(batch)
            except Exception as error:  # noqa: BLE001 - whatever it is, all who wait are told
                if isinstance(error, sqlite3.Error):
                    self._trouble = f"the outbox can't be written: {error}"
                for waiting in batch:
                    waiting.done.set_exception(error)
                    waiting.done.exception()  # its caller may be gone: nobody else need be told
            else:
                self._trouble = None
                for waiting, own in zip(batch, receipts, strict=True):
                    waiting.done.set_result(own)

    async def _store(self, batch: list[_Waiting]) -> list[list[Receipt | TooLarge]]:
        receipts, last = await self._database.commit(lambda file: self._enter(file, batch))
        self.sequence = last
        return receipts

    def _enter(self, file: sqlite3.Connection, batch: list[_Waiting]) -> tuple[list[list[Receipt | TooLarge]], int]:
        """The receipts of each, and the number of the last article that is accepted with them."""
        known = _known(file, (c.key for waiting in batch for c in waiting.candidates))
        (last,) = file.execute("SELECT sequence FROM producer").fetchone()
        ledger = _Ledger(self.source, last, known)
        receipts = [[ledger.enter(c, waiting.accepted_at) for c in waiting.candidates] for waiting in batch]
        if ledger.rows:
            file.executemany(_INSERT, ledger.rows)
            file.executemany(_INSERT_NOTES, ledger.notes)
            file.execute("UPDATE producer SET sequence = ?", (ledger.sequence,))
        return receipts, ledger.sequence


def _known(file: sqlite3.Connection, keys: Iterable[str]) -> "_Known":
    known: _Known = {}
    for key, article_id, content, published_at in file.execute(_KNOWN, (json.dumps(list(set(keys))),)):
        known.setdefault(key, []).append(_Revision(article_id, content, datetime.fromisoformat(published_at)))
    return known


class _Revision(NamedTuple):
    """One revision of an article: its id, the digest of its words, and its date."""

    id: str
    content: str
    published_at: datetime


_Known = dict[str, list[_Revision]]
"""For each key that is known its revisions, oldest first."""


class _Ledger:
    """The rows of one transaction: what it numbers, and what it knows already."""

    def __init__(self, source: str, sequence: int, known: _Known) -> None:
        self.sequence = sequence
        self.rows: list[tuple[int, str, str, str, str | None, str, bytes]] = []
        self.notes: list[tuple[int, str]] = []
        self._source = source
        self._known = known

    def enter(self, candidate: Candidate, accepted_at: datetime) -> Receipt | TooLarge:
        """Number the candidate, unless it is here already."""
        article = candidate.article
        revisions = self._known.get(candidate.key, [])
        if any(article.id == known.id for known in revisions):
            return Receipt(article.id, "duplicate")
        # Of the same words only a date that someone gives says more: feeds and pages touch theirs without a change.
        dated = article.published_basis == "given"
        for known in reversed(revisions):
            if known.content == candidate.content and (not dated or known.published_at == article.published_at):
                return Receipt(known.id, "duplicate")
        revises = revisions[-1].id if revisions else None
        message = _message(article, revises, self._source, self.sequence + 1, accepted_at).to_json()
        if len(message) > MAX_MESSAGE_BYTES:
            return TooLarge(
                f"takes {len(message) / 1e6:,.1f} MB as a message; at most {MAX_MESSAGE_BYTES / 1e6:.0f} MB"
            )
        self.sequence += 1
        self.rows.append(
            (
                self.sequence,
                article.id,
                candidate.key,
                candidate.content,
                candidate.external_id,
                accepted_at.isoformat(),
                message,
            )
        )
        if candidate.notes:
            self.notes.append((self.sequence, json.dumps(candidate.notes, ensure_ascii=False)))
        self._known.setdefault(candidate.key, []).append(_Revision(article.id, candidate.content, article.published_at))
        return Receipt(article.id, "revision" if revises else "accepted", revises)


def _message(
    article: Article, revises: str | None, source: str, sequence: int, accepted_at: datetime
) -> ArticlePublished:
    return ArticlePublished(
        id=article.id,
        source=source,
        subject=article.id,
        time=article.published_at,
        recordedtime=accepted_at,
        sequence=sequence,
        previous=sequence - 1,
        correlationid=article.id,
        data=article.model_copy(update={"revises": revises}),
    )
