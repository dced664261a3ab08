"""One service's file: it is refused with a reason when it can't be trusted."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tocsin import sqlite
from tocsin.sqlite import Database, DatabaseUnusable

SCHEMA = "CREATE TABLE IF NOT EXISTS t (x INTEGER)"


async def two_statements(database: Database) -> None:
    async with database.transaction() as db:
        await db.execute("INSERT INTO t VALUES (1)")
        await db.execute("INSERT INTO nowhere VALUES (1)")


async def opened(path: Path) -> None:
    async with Database.open(path, SCHEMA):
        pass


async def in_one_way(database: Database) -> None:
    def work(file: sqlite3.Connection) -> None:
        file.execute("INSERT INTO t VALUES (1)")
        file.execute("INSERT INTO nowhere VALUES (1)")

    await database.commit(work)


@pytest.mark.parametrize("block", [two_statements, in_one_way])
async def test_a_failed_block_leaves_nothing(block, tmp_path: Path) -> None:
    async with Database.open(tmp_path / "x.db", SCHEMA) as database:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await block(database)
        async with database.reading() as db, db.execute("SELECT count(*) FROM t") as rows:
            assert await rows.fetchone() == (0,)


async def test_what_is_committed_in_one_way_is_there_and_gives_its_answer(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "x.db", SCHEMA) as database:
        for n in (1, 2):
            answer = await database.commit(
                lambda file: file.execute("INSERT INTO t VALUES (7) RETURNING rowid").fetchone()
            )
            assert answer == (n,)
        assert await database.read(lambda db: db.execute("SELECT count(*) FROM t").fetchone()) == (2,)


async def test_the_log_of_a_file_stays_small(tmp_path: Path) -> None:
    """A small disk must hold it beside the file."""
    path = tmp_path / "x.db"
    async with Database.open(path, "CREATE TABLE IF NOT EXISTS t (x BLOB)", cache_mb=2) as database:
        for _ in range(20):
            await database.commit(lambda file: file.execute("INSERT INTO t VALUES (randomblob(1000000))"))
        assert path.with_name("x.db-wal").stat().st_size < 5_000_000


async def test_what_is_done_last_is_committed_with_the_block_or_undoes_it(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "x.db", SCHEMA) as database:
        async with database.transaction(last=lambda file: file.execute("INSERT INTO t SELECT x + 1 FROM t")) as db:
            await db.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            async with database.transaction(last=lambda file: file.execute("INSERT INTO nowhere VALUES (1)")) as db:
                await db.execute("INSERT INTO t VALUES (7)")
        assert await database.read(lambda db: db.execute("SELECT x FROM t").fetchall()) == [(1,), (2,)]


async def test_readers_can_not_write(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "x.db", SCHEMA) as database, database.reading() as db:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await db.execute("INSERT INTO t VALUES (1)")


async def test_an_answer_is_of_one_committed_state(tmp_path: Path) -> None:
    looked, written = threading.Event(), threading.Event()

    def twice(db: sqlite3.Connection) -> list[int]:
        counting = "SELECT count(*) FROM t"
        before = db.execute(counting).fetchone()[0]
        looked.set()
        assert written.wait(30)
        return [before, db.execute(counting).fetchone()[0]]

    async with Database.open(tmp_path / "x.db", SCHEMA) as database:
        asking = asyncio.create_task(database.read(twice))
        await asyncio.to_thread(looked.wait)
        async with database.transaction() as db:
            await db.execute("INSERT INTO t VALUES (1)")
        written.set()
        assert await asking == [0, 0]
        assert await database.read(lambda db: db.execute("SELECT count(*) FROM t").fetchone()) == (1,)


async def test_what_an_answer_failed_with_is_raised_and_the_next_is_as_before(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "x.db", SCHEMA) as database:
        for _ in range(10):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                await database.read(lambda db: db.execute("INSERT INTO t VALUES (1)"))
        assert await database.read(lambda db: db.execute("SELECT count(*) FROM t").fetchone()) == (0,)


async def test_a_question_without_end_does_not_hold_up_the_end(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    begun = threading.Event()

    def for_ever(db: sqlite3.Connection) -> None:
        begun.set()
        db.execute(endless).fetchone()

    async with asyncio.timeout(30):
        async with Database.open(tmp_path / "x.db", SCHEMA) as database:
            asking = asyncio.create_task(database.read(for_ever))
            await asyncio.to_thread(begun.wait)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            await asking


async def test_the_write_ahead_log_is_used_again_once_a_long_reader_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def grown(database: Database) -> int:
        for _ in range(20):
            async with database.transaction() as db:
                await db.execute("PRAGMA wal_autocheckpoint = 10")
                await db.executemany("INSERT INTO t VALUES (zeroblob(?))", [(16_384,)] * 10)
        return (tmp_path / "x.db-wal").stat().st_size

    async with Database.open(tmp_path / "x.db", SCHEMA) as database:
        usual = await grown(database)
        async with database.reading() as reader, reader.execute("SELECT count(*) FROM t") as rows:
            assert await rows.fetchone() == (200,)
            held = await grown(database)
        assert held > 3 * usual
        assert database.warnings() == []
        monkeypatch.setattr("tocsin.sqlite.GROWN", 2 * usual)
        assert "x.db-wal has grown to" in database.warnings()[0]
        after = await grown(database)
        assert held <= after < 1.1 * held  # what was written before the next checkpoint
        assert await grown(database) == after


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"certainly not a database " * 1000)
    with pytest.raises(DatabaseUnusable, match="restore it from a backup"):
        await opened(tmp_path / "x.db")


async def test_a_full_disk_is_told_apart_from_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_PRAGMAS", sqlite._PRAGMAS + "PRAGMA max_page_count = 1;")
    with pytest.raises(DatabaseUnusable, match=r"disk is full.*free space on its disk; what it holds is kept"):
        await opened(tmp_path / "test.db")


async def test_a_file_that_another_process_writes_is_told_apart_from_a_damaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PRAGMAS", sqlite._PRAGMAS.replace("busy_timeout = 5000", "busy_timeout = 1"))
    await opened(tmp_path / "test.db")
    with closing(sqlite3.connect(tmp_path / "test.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnusable, match=r"locked.*end what else writes to it"):
            await opened(tmp_path / "test.db")


async def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    async with Database.open(path, SCHEMA) as database, database.transaction() as db:
        await db.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(20_000)])
    raw = bytearray(path.read_bytes())
    raw[3 * 16_384 : 3 * 16_384 + 2_000] = b"\xff" * 2_000
    path.write_bytes(raw)
    with pytest.raises(DatabaseUnusable, match="restore it from a backup"):
        await opened(path)


async def test_a_file_whose_truth_is_sound_opens_and_says_what_else_is_damaged(tmp_path: Path) -> None:
    path, schema = tmp_path / "x.db", f"{SCHEMA};CREATE TABLE IF NOT EXISTS derived (n)"
    async with Database.open(path, schema, truth="t") as database:
        async with database.transaction() as db:
            await db.execute("INSERT INTO derived VALUES (1)")
            query = "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = 'derived'"
            async with db.execute(query) as rows:
                ((root, size),) = await rows.fetchall()
        assert await database.damage() is None
    raw = bytearray(path.read_bytes())
    raw[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(raw)
    async with Database.open(path, schema, truth="t") as database:
        assert await database.damage()
    with pytest.raises(DatabaseUnusable, match="damaged"):
        await opened(path)


async def test_a_table_that_is_dropped_while_the_file_is_looked_through_is_no_damage(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "x.db", SCHEMA) as database:
        looking = asyncio.create_task(database.damage())
        for _ in range(20):
            async with database.transaction() as db:
                await db.execute("CREATE TABLE passing (n)")
            async with database.transaction() as db:
                await db.execute("DROP TABLE passing")
        assert await looking is None


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
