"""A cancelled call leaves the database as usable as before."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from tocsin.sqlite import Database


@pytest.mark.parametrize("turns", range(8))
async def test_whoever_comes_after_a_cancelled_one_can_read_and_write(tmp_path: Path, turns: int) -> None:
    async with Database.open(tmp_path / "some.db", "CREATE TABLE IF NOT EXISTS thing (n INTEGER)") as database:

        async def read() -> int:
            async with database.reading() as connection, connection.execute("SELECT count(*) FROM thing") as rows:
                return (await rows.fetchone() or (0,))[0]

        async def write() -> None:
            async with database.transaction() as connection:
                await connection.execute("INSERT INTO thing VALUES (1)")

        for work in (read, write) * 4:
            task = asyncio.ensure_future(work())
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            before = await read()
            await write()
            assert await read() == before + 1
