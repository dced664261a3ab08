"""One SQLite file of one service: a single writer, readers beside it, nothing lost on a power cut.

SQLite before 3.51.3 may, rarely, corrupt a WAL database when two connections write or checkpoint at once; therefore
all writes and checkpoints go through one connection under one lock, and readers open the file read-only.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final, Self, TypeVar

import aiosqlite

T = TypeVar("T")

SCHEMA_VERSION: Final = 1
READERS: Final = 4
GROWN: Final = 1_000_000_000
"""Bytes of a file's log that are far more than it takes if all readers end."""

_PRAGMAS: Final = """
PRAGMA page_size = 8192;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 5000;
PRAGMA journal_size_limit = 268435456;
PRAGMA secure_delete = FAST;
"""
"""A page that changes is written in whole, and what a batch adds to indexes by id or name falls on nearly as many
pages as there are entries: small pages write less. Of those of 4 kB two fifths stay empty: most messages have 2 kB.
"""
_PAGES_A_MB: Final = 128
_READING: Final = """
PRAGMA busy_timeout = 5000;
PRAGMA cache_size = -16384;
PRAGMA mmap_size = 2147418112;
"""

_REMEDIES: Final = {
    sqlite3.SQLITE_FULL: "free space on its disk",
    sqlite3.SQLITE_BUSY: "end what else writes to it",
    sqlite3.SQLITE_READONLY: "let this user write to the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "let this user write to the file and its folder",
}
"""What to do about a file that can't be written, by SQLite's primary result code."""

_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"


class DatabaseUnusable(Exception):
    """The file can't be opened as it is; the text says what is wrong with it and what to do."""


class Database:
    """The writer of one file, and a small pool of readers. Open it with `Database.open`."""

    def __init__(self, path: Path, writer: aiosqlite.Connection) -> None:
        self.path = path
        self._writer = writer
        self._lock = asyncio.Lock()
        self._readers: list[aiosqlite.Connection] = []
        self._idle: list[aiosqlite.Connection] = []
        self._slots = asyncio.Semaphore(READERS)
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix=path.stem)
        self._asked: list[sqlite3.Connection] = []
        self._resting: list[sqlite3.Connection] = []

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, schema: str, *, cache_mb: int = 8, truth: str = "") -> AsyncIterator[Self]:
        """The database at `path`, made with `schema` (CREATE … IF NOT EXISTS statements) if it is new.

        The writer keeps up to `cache_mb` megabytes of pages in memory, and about as many in the file's log, which on a
        disk that is full may not be given back. The file is checked first; if it may be so large
        that this takes a minute, only the table `truth` is, and `damage` tells later of the others.

        Raises DatabaseUnusable if the folder can't be written, or the file is damaged, is no database, or was made by
        a newer version.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = await aiosqlite.connect(path, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise DatabaseUnusable(
                f"{path}: {error}; point TOCSIN_DATA to a folder that this user can write"
            ) from error
        try:
            await _prepare(writer, path, schema, cache_mb, truth)
            database = cls(path, writer)
            try:
                yield database
            finally:
                await database._close_readers()
        finally:
            await writer.close()

    @classmethod
    @asynccontextmanager
    async def look(cls, path: Path) -> AsyncIterator[Self]:
        """The database at `path`, only to be read: another process may write it meanwhile."""
        async with aiosqlite.connect(_read_only(path), uri=True, isolation_level=None) as nobody:
            database = cls(path, nobody)
            try:
                yield database
            finally:
                await database._close_readers()

    @asynccontextmanager
    async def transaction(
        self, last: Callable[[sqlite3.Connection], object] = lambda _: None
    ) -> AsyncIterator[aiosqlite.Connection]:
        """The writer, inside BEGIN IMMEDIATE … COMMIT; rolled back if the block raises or is cancelled.

        `last` is done after the block, in one way to the writer with the COMMIT.
        """

        def end(file: sqlite3.Connection) -> None:
            last(file)
            file.execute("COMMIT")

        async with self._lock:
            try:
                await self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
                await at_once(self._writer, end)
            except BaseException:
                await asyncio.shield(_roll_back(self._writer))
                raise

    async def commit(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives, once what it wrote is committed: a whole transaction in one way to the writer and back.

        Rolled back if it raises. A caller that is cancelled does not stop it.
        """

        def whole(file: sqlite3.Connection) -> T:
            file.execute("BEGIN IMMEDIATE")
            try:
                done = work(file)
                file.execute("COMMIT")
            except BaseException:
                file.rollback()
                raise
            return done

        async with self._lock:
            return await asyncio.shield(at_once(self._writer, whole))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[aiosqlite.Connection]:
        """A read-only connection in one read transaction: it sees one committed state of the file throughout."""
        async with self._slots:
            reader = self._idle.pop() if self._idle else await self._reader()
            try:
                await reader.execute("BEGIN")
                yield reader
            finally:
                await asyncio.shield(self._give_back(reader))

    async def read(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        """What `ask` answers of one committed state of the file, given a read-only connection in a thread of its own.

        A whole answer is one way there and back, where each call of `reading` is one: beside a busy writer each waits.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._answer, ask)

    def _answer(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        try:
            reader = self._resting.pop()  # to look first whether there is one: another thread may take it in between
        except IndexError:
            reader = reader_of(self.path)
            self._asked.append(reader)
        try:
            return ask_once(reader, ask)
        finally:
            self._resting.append(reader)

    async def damage(self) -> str | None:
        """What is wrong with the file, None if nothing is: all of it is read, table after table, beside the writer."""
        tables = await self.read(lambda connection: connection.execute(_TABLES).fetchall())
        for (table,) in tables:
            with suppress(sqlite3.OperationalError):  # a table that was made anew meanwhile is gone
                if found := await self.read(partial(_damage, table=table)):
                    return found
        return None

    def warnings(self) -> list[str]:
        """What somebody should see to though the file takes writes: one reads without end, and its log grows."""
        log = self.path.with_name(f"{self.path.name}-wal")
        size = log.stat().st_size if log.exists() else 0
        if size < GROWN:
            return []
        why = "somebody reads the file and does not end, an open shell or a backup that hangs, say: end that"
        return [f"{log} has grown to {size / 1e9:,.1f} GB: {why}"]

    async def _close_readers(self) -> None:
        """Close those that are lent, too: an open connection keeps its thread, and the process."""
        for reader in self._readers:
            await reader.close()
        ended = asyncio.ensure_future(asyncio.to_thread(self._threads.shutdown))
        while not ended.done():
            for asked in self._asked:
                asked.interrupt()  # of no effect between two statements: so again, until the thread has ended
            await asyncio.wait([ended], timeout=0.05)
        for asked in self._asked:
            asked.close()

    async def scrub(self) -> None:
        """Overwrite what was deleted: the pages that are free, and the write-ahead log as soon as nobody reads it."""
        async with self.transaction() as writer:
            free, size = await _scalar(writer, "PRAGMA freelist_count"), await _scalar(writer, "PRAGMA page_size")
            await writer.execute("CREATE TABLE zeros (z BLOB)")
            query = """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                INSERT INTO zeros SELECT zeroblob(?) FROM n"""
            if free:
                await writer.execute(query, (free // 64 + 1, 64 * size))
            await writer.execute("DROP TABLE zeros")
        while await self._emptied_wal():  # noqa: ASYNC110 - somebody reads what is in it; nothing tells when they end
            await asyncio.sleep(0.05)

    async def _emptied_wal(self) -> int:
        async with self._lock:
            return await _scalar(self._writer, "PRAGMA wal_checkpoint(TRUNCATE)")

    async def _reader(self) -> aiosqlite.Connection:
        reader = await aiosqlite.connect(_read_only(self.path), uri=True, isolation_level=None)
        self._readers.append(reader)
        await reader.executescript(_READING)
        return reader

    async def _give_back(self, reader: aiosqlite.Connection) -> None:
        await _roll_back(reader)
        self._idle.append(reader)


def reader_of(path: Path) -> sqlite3.Connection:
    """A read-only connection to the database at `path`, for whichever thread has it."""
    reader = sqlite3.connect(_read_only(path), uri=True, isolation_level=None, check_same_thread=False)
    reader.executescript(_READING)
    return reader


def ask_once(reader: sqlite3.Connection, ask: Callable[[sqlite3.Connection], T]) -> T:
    """What `ask` answers of one committed state of the file."""
    try:
        reader.execute("BEGIN")
        return ask(reader)
    finally:
        reader.rollback()


async def at_once(connection: aiosqlite.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """What `work` gives, done in the connection's thread as one call: each call of aiosqlite is one there and back."""
    run: Callable[..., Awaitable[T]] = connection._execute  # noqa: SLF001 - it has no other way
    return await run(work, connection._conn)  # noqa: SLF001


def _damage(file: sqlite3.Connection, table: str) -> str | None:
    """What is wrong with the pages of a table and its indexes, or of the whole file if none is named."""
    try:
        ((told, *_), *_) = file.execute(f"PRAGMA quick_check({table or 1})")
    except sqlite3.OperationalError:
        raise  # it is locked, or the reader is to stop
    except sqlite3.DatabaseError as error:
        told = str(error)
    return None if told == "ok" else str(told).strip()


def _read_only(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


async def _roll_back(connection: aiosqlite.Connection) -> None:
    """End the transaction if there is one when the call comes to its turn.

    A cancelled call, BEGIN for one, may still wait in the connection's queue: to look whether it is in a transaction
    from here would be to look too early.
    """
    with suppress(sqlite3.OperationalError):  # no transaction is active
        await connection.execute("ROLLBACK")


async def _prepare(writer: aiosqlite.Connection, path: Path, schema: str, cache_mb: int, truth: str) -> None:
    try:
        await writer.executescript(_PRAGMAS)
        await writer.execute(f"PRAGMA cache_size = {-1024 * cache_mb}")
        await writer.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_A_MB * cache_mb}")
        version = await _scalar(writer, "PRAGMA user_version")
        if version > SCHEMA_VERSION:
            raise DatabaseUnusable(
                f"{path} was made by a newer tocsin (schema {version}, this one knows {SCHEMA_VERSION}): "
                "update tocsin or point TOCSIN_DATA to another folder"
            )
        damage = await at_once(writer, partial(_damage, table=truth if version else ""))
        if damage:
            raise DatabaseUnusable(f"{path} is damaged ({damage}): restore it from a backup or move it away")
        await writer.executescript(f"BEGIN IMMEDIATE;{schema};PRAGMA user_version = {SCHEMA_VERSION};COMMIT;")
    except sqlite3.OperationalError as error:  # of its surroundings, not of the file
        remedy = _REMEDIES.get(error.sqlite_errorcode & 0xFF, "look after its disk")
        raise DatabaseUnusable(f"{path} can't be written ({error}): {remedy}; what it holds is kept") from error
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusable(
            f"{path} can't be used as a database ({error}): restore it from a backup or move it away"
        ) from error


async def _scalar(connection: aiosqlite.Connection, query: str) -> int:
    async with connection.execute(query) as cursor:
        row = await cursor.fetchone()
    assert row is not None
    return row[0]  # type: ignore[no-any-return]
