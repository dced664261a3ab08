"""`tocsin log`: what an operator does with the timeline's log, on its file."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from services.cli import archive
from services.cli.logfile import Data, Progress, Unusable, existing, opened, run

if TYPE_CHECKING:
    from services.timeline.log.asking import Far

app: Final = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)
app.command("export")(archive.export)
app.command("import")(archive.take_in)
app.command("restore")(archive.restore)


@app.command()
def verify(data: Data = Path("data")) -> None:
    """Check each row's digest, the chain and the positions. Exits with 1 at the first fault. The service may run."""
    run(_verify(data))


async def _verify(data: Path) -> int:
    from services.timeline.log import log

    async with opened(data) as connection:
        head = await log.read_head(connection)
        progress = Progress(head.position)
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
    run(_done(data, do="rebuild"))


@app.command()
def redact(
    article: Annotated[str, typer.Argument(help="The id of the article whose words are to go.")],
    data: Data = Path("data"),
) -> None:
    """Take an article's words out of the log for good: its text, its events, and the alerts that quote it.

    Positions, digests and chain stay as they are. If the service runs, it does it.
    """
    run(_done(data, do="redact", article=article))


async def _done(data: Path, **asked: str) -> int:
    """Do what is asked, or let the service do it that holds the file."""
    from services.timeline.log import store
    from services.timeline.log.asking import ask, perform
    from services.timeline.log.holding import held
    from services.timeline.log.recording import Recorder
    from services.timeline.processes.coders import coders
    from tocsin.coding import code
    from tocsin.sqlite import DatabaseUnusable

    path = existing(data)
    things = "articles" if asked["do"] == "reread" else "rows"
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(held(data, patience=0.3))
        except DatabaseUnusable:
            return await _told(ask(data, asked), things)
        database = await stack.enter_async_context(store.opened(path))
        readers = await stack.enter_async_context(coders(code))
        return await _told(perform(asked, database, Recorder(readers), readers), things)


async def _told(work: AsyncIterator["Far"], things: str) -> int:
    """Show how far the work is, and in the end what came of it."""
    progress = Progress(0, things)
    async for far in work:
        progress.at(far.at, far.whole)
    spent = progress.end(far.at)
    if far.fault:
        raise Unusable(far.fault)
    first, *more = far.said.splitlines()
    print("\n".join((f"{first} ({spent})", *more)))
    return 0


@app.command()
def reread(
    trial: Annotated[bool, typer.Option("--trial", help="Tell what would change, and record nothing.")] = False,
    data: Data = Path("data"),
) -> None:
    """Read each article again that was read by another codebook than today's, and record what is told differently.

    If the service runs, it does it; a trial never disturbs it.
    """
    run(_tried(data) if trial else _done(data, do="reread"))


async def _tried(data: Path) -> int:
    from services.timeline.log.asking import reread_all
    from services.timeline.processes.coders import coders
    from tocsin.coding import code
    from tocsin.sqlite import Database

    async with Database.look(existing(data)) as database, coders(code) as readers:
        return await _told(reread_all(database, None, readers), "articles")


@app.command()
def stats(data: Data = Path("data")) -> None:
    """Tell what the log holds. The service may run."""
    run(_stats(data))


# Not that of the file itself: what is new stands in the one beside it.
_SIZE: Final = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"

_COUNTS: Final = {
    "articles": "SELECT count(*) FROM articles",
    "publishers": "SELECT count(DISTINCT source) FROM articles WHERE source <> ''",
    "stories": "SELECT count(DISTINCT story) FROM members WHERE recorded_to = 9223372036854775807",
    "independent origins": "SELECT count(DISTINCT origin) FROM members",
    "events that hold": "SELECT count(*) FROM events WHERE recorded_to = 9223372036854775807",
    "events superseded": "SELECT count(*) FROM events WHERE recorded_to < 9223372036854775807",
    "alerts in force": """SELECT count(*) FROM alerts WHERE recorded_to = 9223372036854775807
                          AND status NOT IN ('cancelled', 'resolved')""",
    "articles that the coder failed on": "SELECT count(*) FROM readings WHERE unread = 'failed'",
    "messages set aside": "SELECT count(*) FROM dead_letters",
}


async def _stats(data: Path) -> int:
    from services.timeline.log import log

    async with opened(data) as connection:
        head = await log.read_head(connection)
        print(f"log {head.log_id}: {head.position:,} rows, the last of {head.recorded_at or 'never'}")
        async with connection.execute(_SIZE) as rows:
            async for (size,) in rows:
                print(f"file: {size:,} bytes")
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
    run(_backup(data, target))


async def _backup(data: Path, target: Path) -> int:
    import sqlite3

    if target.exists():
        raise Unusable(f"{target} is there already: name another file")
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = target.with_name(f"{target.name}.part")
    copy.unlink(missing_ok=True)
    try:
        async with opened(data) as connection:
            await connection.execute("ROLLBACK")  # VACUUM takes a read transaction of its own
            await connection.execute("VACUUM INTO ?", (str(copy),))
        fault, spent = await _copy_fault(copy)
        if fault:
            print(f"the copy is not usable, and is thrown away: {fault}")
            return 1
        copy.rename(target)
    except sqlite3.Error as error:
        raise Unusable(f"no copy of {data / 'timeline.db'} could be made in {target.parent}: {error}") from None
    finally:
        copy.unlink(missing_ok=True)
    print(f"{target}: {target.stat().st_size:,} bytes, verified ({spent})")
    return 0


async def _copy_fault(path: Path) -> tuple[str | None, str]:
    """The first fault of a copy, and how long it took to look for it."""
    import aiosqlite

    from services.timeline.log import log

    async with aiosqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as connection:
        progress = Progress((await log.read_head(connection)).position)
        position = 0
        async for verdict in log.verify(connection):
            if verdict.fault:
                return verdict.fault, progress.end(verdict.position)
            position = verdict.position
            progress.at(position)
    return None, progress.end(position)
