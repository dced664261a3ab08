"""The projection, made anew from the log beside the one in use; reading and writing go on meanwhile."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Final

import aiosqlite

from services.timeline.log import log
from services.timeline.log.projection import FOLD, Change, fold
from services.timeline.log.store import TABLES, carry_out, projection_schema
from tocsin.messages import parse
from tocsin.sqlite import Database, at_once

BUILDING: Final = "_new"
LEAVING: Final = "_old"
CHUNK: Final = 5_000
"""Rows that are folded in one transaction: what arrives meanwhile waits no longer than for these, under a second."""

Finish = Callable[[aiosqlite.Connection], Awaitable[None]]
Leaves = Callable[[log.Row], bool]
"""Whether a row is left out."""

VERSION: Final = f"{FOLD} {hashlib.sha256(projection_schema().encode()).hexdigest()[:16]}"
"""What the tables look like, and what is in them: tables of another version are made anew."""


async def is_current(database: Database) -> bool:
    """Whether the tables in use are of this version; those of a new file are."""
    async with database.transaction() as connection:
        if (await log.read_head(connection)).position == 0:
            await _note(connection)
        async with connection.execute("SELECT 1 FROM projected WHERE version = ?", (VERSION,)) as rows:
            return await rows.fetchone() is not None


def _nothing(_: log.Row) -> bool:
    return False


async def rebuild(
    database: Database, *, without: Leaves = _nothing, finish: Finish | None = None, chunk: int = CHUNK
) -> AsyncIterator[int]:
    """Fold the whole log into new tables and put them in the place of the old ones; the position after each chunk.

    Readers see the old tables until all of the log, with what was appended meanwhile, is in the new ones. Of each row
    `without(row)` is asked whether to leave it out. `finish(connection)` is called in the transaction that swaps the
    tables, when the old ones are still there as `…_old`. A rebuild that is broken off leaves nothing that counts.
    """
    async with database.transaction() as connection:
        await _drop(connection, LEAVING)
        await _drop(connection, BUILDING)
        for statement in projection_schema(BUILDING).split(";\n\n"):
            await connection.execute(statement)
    position, ended = 0, False
    while not ended:
        async with database.transaction() as connection:
            rows = await log.read(connection, position, chunk)
            changes = await asyncio.to_thread(_fold, [row for row in rows if not without(row)])
            await at_once(connection, partial(carry_out, changes=changes, suffix=BUILDING))
            position = rows[-1].position if rows else position
            ended = len(rows) < chunk
            if ended:
                await _swap(connection)
                if finish is not None:
                    await finish(connection)
        yield position
    async with database.transaction() as connection:
        await _drop(connection, LEAVING)


def _fold(rows: list[log.Row]) -> list[tuple[Change, tuple[object, ...]]]:
    return [change for row in rows if row.data for change in fold(row.position, parse(row.data))]


async def _swap(connection: aiosqlite.Connection) -> None:
    for table in TABLES:
        await connection.execute(f"ALTER TABLE {table} RENAME TO {table}{LEAVING}")
        await connection.execute(f"ALTER TABLE {table}{BUILDING} RENAME TO {table}")
    await connection.execute("UPDATE head SET generation = generation + 1")
    await _note(connection)


async def _drop(connection: aiosqlite.Connection, suffix: str) -> None:
    for table in TABLES:
        await connection.execute(f"DROP TABLE IF EXISTS {table}{suffix}")


async def _note(connection: aiosqlite.Connection) -> None:
    await connection.execute("INSERT OR REPLACE INTO projected VALUES (1, ?)", (VERSION,))
