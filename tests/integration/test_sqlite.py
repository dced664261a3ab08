"""One service's file: it is refused with a reason when it can't be trusted."""

import sqlite3
from pathlib import Path

import pytest

from tocsin.sqlite import Database, DatabaseUnusable

SCHEMA = "CREATE TABLE IF NOT EXISTS t (x INTEGER)"


async def two_statements(database: Database) -> None:
    async with database.transaction() as db:
        await db.execute("INSERT INTO t VALUES (1)")
        await db.execute("INSERT INTO nowhere VALUES (1)")


async def opened(path: Path) -> None:
    async with Database.open(path, SCHEMA):
        pass


async def test_a_failed_block_leaves_nothing(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "x.db", SCHEMA) as database:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await two_statements(database)
        async with database.reading() as db, db.execute("SELECT count(*) FROM t") as rows:
            assert await rows.fetchone() == (0,)


async def test_readers_can_not_write(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "x.db", SCHEMA) as database, database.reading() as db:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await db.execute("INSERT INTO t VALUES (1)")


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"certainly not a database " * 1000)
    with pytest.raises(DatabaseUnusable, match="restore it from a backup"):
        await opened(tmp_path / "x.db")


async def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    async with Database.open(path, SCHEMA) as database, database.transaction() as db:
        await db.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(20_000)])
    raw = bytearray(path.read_bytes())
    raw[3 * 16_384 : 3 * 16_384 + 2_000] = b"\xff" * 2_000
    path.write_bytes(raw)
    with pytest.raises(DatabaseUnusable, match="restore it from a backup"):
        await opened(path)


async def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.db") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(DatabaseUnusable, match="made by a newer tocsin"):
        await opened(tmp_path / "x.db")


async def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnusable, match="TOCSIN_DATA"):
        await opened(tmp_path / "file" / "x.db")
