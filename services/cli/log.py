"""`tocsin log`: what an operator does with the timeline's log, on its file."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

if TYPE_CHECKING:
    import aiosqlite

app: Final = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)

Data = Annotated[Path, typer.Option(envvar="TOCSIN_DATA", help="The folder that holds timeline.db.")]


def _run(work: Coroutine[Any, Any, int]) -> None:
    """Run a command; exits with 2 and a line for people if the file can't be used."""
    import sqlite3

    from tocsin.sqlite import DatabaseUnusable

    try:
        code = asyncio.run(work)
    except (DatabaseUnusable, OSError) as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from None
    except sqlite3.Error as error:
        sys.stderr.write(f"the timeline's file can't be used: {error}\n")
        raise typer.Exit(2) from None
    raise typer.Exit(code)


@asynccontextmanager
async def _opened(data: Path) -> AsyncIterator["aiosqlite.Connection"]:
    """The file, read-only: the service may run meanwhile."""
    import aiosqlite

    from tocsin.sqlite import DatabaseUnusable

    path = data / "timeline.db"
    if not path.exists():
        raise DatabaseUnusable(f"there is no {path}: name the folder of the timeline with --data")
    async with aiosqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None) as connection:
        await connection.execute("BEGIN")
        yield connection


class _Progress:
    """How far a command is, on one line of a terminal, and how fast it was in the end."""

    def __init__(self, whole: int) -> None:
        self._whole = whole
        self._began = self._told = time.monotonic()

    def at(self, position: int) -> None:
        """Tell it, at most ten times a second."""
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._told > 0.1:
            self._told = now
            rate = position / (now - self._began)
            left = (self._whole - position) / rate if rate else 0
            sys.stderr.write(f"\r{position:,} of {self._whole:,} rows, {rate:,.0f}/s, {left:,.0f} s left\033[K")

    def end(self, position: int) -> str:
        """Clear the line; how long it took, in words."""
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
        seconds = max(time.monotonic() - self._began, 1e-6)
        return f"{seconds:.1f} s, {position / seconds:,.0f} rows/s"


@app.command()
def verify(data: Data = Path("data")) -> None:
    """Check each row's digest, the chain and the positions. Exits with 1 at the first fault. The service may run."""
    _run(_verify(data))


async def _verify(data: Path) -> int:
    from services.timeline import log

    async with _opened(data) as connection:
        head = await log.read_head(connection)
        progress = _Progress(head.position)
        position, redacted = 0, 0
        async for verdict in log.verify(connection):
            if verdict.fault:
                progress.end(verdict.position)
                print(f"log {head.log_id}: {verdict.fault}")
                return 1
            position, redacted = verdict.position, verdict.redacted
            progress.at(position)
        spent = progress.end(position)
    hidden = f", {redacted:,} redacted" if redacted else ""
    print(f"log {head.log_id}: {position:,} rows{hidden}, whole and unchanged, chain {head.chain.hex()[:16]} ({spent})")
    return 0


@app.command()
def rebuild(data: Data = Path("data")) -> None:
    """Make the tables that answer queries anew from the log, and put them in the place of the old ones."""
    _run(_rebuild(data))


async def _rebuild(data: Path) -> int:
    from services.timeline import log, store
    from services.timeline.holding import held
    from tocsin.sqlite import Database, DatabaseUnusable

    if not (data / "timeline.db").exists():
        raise DatabaseUnusable(f"there is no {data / 'timeline.db'}: name the folder of the timeline with --data")
    async with (
        held(data, patience=1),
        Database.open(data / "timeline.db", store.SCHEMA) as database,
        database.transaction() as connection,
    ):
        progress = _Progress((await log.read_head(connection)).position)
        position = 0
        async for position in store.rebuild(connection):
            progress.at(position)
        spent = progress.end(position)
    print(f"rebuilt from {position:,} rows ({spent})")
    return 0


@app.command()
def stats(data: Data = Path("data")) -> None:
    """Tell what the log holds. The service may run."""
    _run(_stats(data))


_COUNTS: Final = {
    "articles": "SELECT count(*) FROM articles",
    "publishers": "SELECT count(DISTINCT source) FROM articles WHERE source <> ''",
    "stories": "SELECT count(DISTINCT story) FROM members WHERE recorded_to = 9223372036854775807",
    "independent origins": "SELECT count(DISTINCT origin) FROM members",
    "events that hold": "SELECT count(*) FROM events WHERE recorded_to = 9223372036854775807",
    "events superseded": "SELECT count(*) FROM events WHERE recorded_to < 9223372036854775807",
    "alerts in force": """SELECT count(*) FROM alerts WHERE recorded_to = 9223372036854775807
                          AND status NOT IN ('cancelled', 'resolved')""",
    "messages set aside": "SELECT count(*) FROM dead_letters",
}


async def _stats(data: Path) -> int:
    from services.timeline import log

    async with _opened(data) as connection:
        head = await log.read_head(connection)
        print(f"log {head.log_id}: {head.position:,} rows, the last of {head.recorded_at or 'never'}")
        print(f"file: {(data / 'timeline.db').stat().st_size:,} bytes")
        query = "SELECT type, count(*), sum(length(data)) FROM log GROUP BY type ORDER BY 2 DESC"
        async with connection.execute(query) as rows:
            async for kind, count, size in rows:
                print(f"{count:>12,}  {kind} ({size:,} bytes)")
        for name, query in _COUNTS.items():
            async with connection.execute(query) as rows:
                async for (count,) in rows:
                    print(f"{count:>12,}  {name}")
    return 0


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")], data: Data = Path("data")
) -> None:
    """Copy the timeline's file as it is at this moment, and verify the copy. The service may run."""
    _run(_backup(data, target))


async def _backup(data: Path, target: Path) -> int:
    from tocsin.sqlite import DatabaseUnusable

    if target.exists():
        raise DatabaseUnusable(f"{target} is there already: name another file")
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = target.with_name(f"{target.name}.part")
    copy.unlink(missing_ok=True)
    async with _opened(data) as connection:
        await connection.execute("ROLLBACK")  # VACUUM takes a read transaction of its own
        await connection.execute("VACUUM INTO ?", (str(copy),))
    fault = await _copy_fault(copy)
    if fault:
        copy.unlink()
        print(f"the copy is not usable, and is thrown away: {fault}")
        return 1
    copy.rename(target)
    print(f"{target}: {target.stat().st_size:,} bytes, verified")
    return 0


async def _copy_fault(path: Path) -> str | None:
    import aiosqlite

    from services.timeline import log

    async with aiosqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as connection:
        async for verdict in log.verify(connection):
            if verdict.fault:
                return verdict.fault
    return None
