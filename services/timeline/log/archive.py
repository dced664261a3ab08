"""A log outside of its file: exported as lines of JSON, imported from them, and a backup put in the place of a file."""

import json
import os
import secrets
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import aiosqlite

from services.timeline.log import log, store
from services.timeline.log.rebuilding import rebuild
from tocsin.messages import EVENTS
from tocsin.sqlite import DatabaseUnusable

FORMAT: Final = 1
CHUNK: Final = 1000


class NotAnExport(ValueError):
    """What was to be imported is not an export, or was changed; the text says where."""


async def export(connection: aiosqlite.Connection) -> AsyncIterator[tuple[int, bytes]]:
    """The log as lines: a head, then one line a row with the message as text, byte for byte; (position, line)."""
    head = await log.read_head(connection)
    first = {
        "tocsin_log": FORMAT,
        "log_id": head.log_id,
        "first_id": await log.first_id(connection),
        "position": head.position,
        "chain": head.chain.hex(),
    }
    yield 0, _line(first)
    position = 0
    while rows := await log.read(connection, position, CHUNK):
        for row in rows:
            position = row.position
            fields = row._asdict() | {"digest": row.digest.hex(), "chain": row.chain.hex()}
            yield position, _line(fields | {"data": row.data.decode() if row.data else None})


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


async def take_in(lines: Iterable[bytes], target: Path) -> AsyncIterator[tuple[int, int]]:
    """Make a timeline's file of an export, with a log id of its own; (position, whole) of both passes.

    Raises NotAnExport at the first line that is not the one that was exported; no file is left then.
    """
    reading = iter(lines)
    first = _parsed(next(reading, b""), 1)
    try:
        whole, chain, end = int(first["position"]), log.genesis(str(first["first_id"])), str(first["chain"])
    except (KeyError, TypeError, ValueError):
        whole = -1
    if whole < 0 or first.get("tocsin_log") != FORMAT:
        raise NotAnExport("line 1: this is no export of a timeline's log (`tocsin log export` makes one)")
    part = target.with_name(f"{target.name}.part")
    _remove(part)
    try:
        async with store.opened(part) as database:
            last = log.Row(0, "", "", "", b"", b"", chain)
            for rows in _chunks(reading, last):
                async with database.transaction() as connection:
                    await log.insert(connection, rows)
                last = rows[-1]
                yield last.position, whole
            if (last.position, last.chain.hex()) != (whole, end):
                raise NotAnExport(f"the export ends at row {last.position:,} of {whole:,}: the rest of it is missing")
            async with database.transaction() as connection:
                fresh = log.Head(secrets.token_hex(6), whole, last.recorded_at, last.chain, 0)
                await log.begin_as(connection, fresh, str(first["first_id"]))
                await renamed(connection, fresh.log_id)
            async for position in rebuild(database):
                yield position, whole
            await database.scrub()
        part.rename(target)
    finally:
        _remove(part)


def _chunks(lines: Iterator[bytes], last: log.Row) -> Iterator[list[log.Row]]:
    rows: list[log.Row] = []
    for number, line in enumerate(lines, 2):
        row = _row(_parsed(line, number), number)
        fault = log.fault(row, last.position, last.chain)
        if fault:
            raise NotAnExport(f"line {number}: {fault}")
        rows.append(row)
        last = row
        if len(rows) == CHUNK:
            yield rows
            rows = []
    if rows:
        yield rows


def _parsed(line: bytes, number: int) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise NotAnExport(f"line {number}: this is no line of an export")
    return content


def _row(fields: dict[str, Any], number: int) -> log.Row:
    try:
        data = (fields["data"] or "").encode()
        digest, chain = bytes.fromhex(fields["digest"]), bytes.fromhex(fields["chain"])
        texts = (str(fields["message_id"]), str(fields["type"]), str(fields["recorded_at"]))
        return log.Row(int(fields["position"]), *texts, data, digest, chain)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotAnExport(f"line {number}: a field is missing or not readable ({error})") from None


async def restore(backup: Path, target: Path) -> AsyncIterator[tuple[int, int]]:
    """Put a copy of `backup` in the place of `target`, with a new log id; (position, whole) as it is verified.

    What was there is kept beside it, under a name that ends in `.replaced` and a number. Raises DatabaseUnusable if
    the backup is not whole; nothing is changed then.
    """
    if not backup.is_file():
        raise DatabaseUnusable(f"there is no {backup}: name the file that `tocsin log backup` wrote")
    part = target.with_name(f"{target.name}.part")
    _remove(part)
    try:
        async with aiosqlite.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None) as copy:
            await copy.execute("VACUUM INTO ?", (str(part),))
        async with aiosqlite.connect(part, isolation_level=None) as connection:
            whole = (await log.read_head(connection)).position
            async for verdict in log.verify(connection):
                if verdict.fault:
                    raise DatabaseUnusable(f"{backup} is not whole: {verdict.fault}; take another backup")
                yield verdict.position, whole
            await connection.execute("BEGIN IMMEDIATE")
            await renamed(connection, secrets.token_hex(6))
            await connection.execute("COMMIT")
        _set_aside(target)
        part.rename(target)
        _sync(target.parent)
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusable(f"{backup} can't be used as a timeline's file ({error}); take another backup") from error
    finally:
        _remove(part)


async def renamed(connection: aiosqlite.Connection, log_id: str) -> None:
    """Give the log another id. Places in the old one are gone, and what it publishes is a new producer's.

    The consumers have had what is in it, from the file that it is a copy of: publishing goes on behind the last row.
    """
    await connection.execute("UPDATE head SET log_id = ?, last_event = 0, generation = generation + 1", (log_id,))
    query = "INSERT OR REPLACE INTO relays SELECT ?, 'alerts', position FROM head"
    await connection.execute(query, (EVENTS,))


def _set_aside(target: Path) -> None:
    files = [target.with_name(target.name + end) for end in ("", "-wal", "-shm")]
    if not target.exists():
        return
    number = 1
    while target.with_name(f"{target.name}.replaced{number}").exists():
        number += 1
    for file, end in zip(files, ("", "-wal", "-shm"), strict=True):
        if file.exists():
            file.rename(target.with_name(f"{target.name}.replaced{number}{end}"))


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
