"""`tocsin log`: what an operator does with the timeline's log, on its file."""

from pathlib import Path
from typing import Annotated, Final

import typer

from services.cli import archive
from services.cli.logfile import Data, Progress, Unusable, existing, opened, run

app: Final = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)
app.command("export")(archive.export)
app.command("import")(archive.take_in)
app.command("restore")(archive.restore)


@app.command()
def verify(data: Data = Path("data")) -> None:
    """Check each row's digest, the chain and the positions. Exits with 1 at the first fault. The service may run."""
    run(_verify(data))


async def _verify(data: Path) -> int:
    from services.timeline import log

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
    run(_rebuild(data))


async def _rebuild(data: Path) -> int:
    from services.timeline import log, store
    from services.timeline.holding import held
    from services.timeline.rebuilding import rebuild
    from tocsin.sqlite import Database

    path = existing(data)
    async with held(data, patience=1), Database.open(path, store.SCHEMA) as database:
        async with database.reading() as connection:
            progress = Progress((await log.read_head(connection)).position)
        position = 0
        async for position in rebuild(database):
            progress.at(position)
        spent = progress.end(position)
    print(f"rebuilt from {position:,} rows ({spent})")
    return 0


@app.command()
def redact(
    article: Annotated[str, typer.Argument(help="The id of the article whose words are to go.")],
    data: Data = Path("data"),
) -> None:
    """Take an article's words out of the log for good: its text, its events, and the alerts that quote it.

    Positions, digests and chain stay as they are. The service must be stopped.
    """
    run(_redact(data, article))


async def _redact(data: Path, article: str) -> int:
    from services.timeline import store
    from services.timeline.holding import held
    from services.timeline.redaction import NothingToRedact, now, redact
    from tocsin.sqlite import Database

    path = existing(data)
    async with held(data, patience=1), Database.open(path, store.SCHEMA) as database:
        progress = Progress(0)
        try:
            position = 0
            async for position, whole in redact(database, article, now()):
                progress.at(position, whole)
        except NothingToRedact as error:
            raise Unusable(str(error)) from None
        spent = progress.end(position)
    print(f"{article} is redacted; the tables are made anew without it ({spent})")
    return 0


@app.command()
def reread(
    trial: Annotated[bool, typer.Option("--trial", help="Tell what would change, and record nothing.")] = False,
    data: Data = Path("data"),
) -> None:
    """Read each article again that was read by another codebook than today's, and record what is told differently.

    The service must be stopped, but for a trial.
    """
    run(_reread(data, trial=trial))


async def _reread(data: Path, *, trial: bool) -> int:
    from contextlib import AsyncExitStack

    from services.timeline import store
    from services.timeline.coders import coders
    from services.timeline.holding import held
    from services.timeline.recording import Recorder
    from services.timeline.rereading import STALE, Difference, reread, waiting
    from tocsin.codebook import load
    from tocsin.coding import code
    from tocsin.sqlite import Database

    path, codebook = existing(data), load().version
    async with AsyncExitStack() as stack:
        if trial:
            database = await stack.enter_async_context(Database.look(path))
        else:
            await stack.enter_async_context(held(data, patience=1))
            database = await stack.enter_async_context(Database.open(path, store.SCHEMA))
        readers = await stack.enter_async_context(coders(code))
        progress = Progress(await waiting(database, STALE, codebook), "articles")
        found = Difference()
        async for found in reread(database, None if trial else Recorder(readers), readers, STALE, codebook):
            progress.at(found.read)
        spent = progress.end(found.read)
    print(f"{found.read:,} articles read by codebook {codebook[:12]}; {found.changed:,} tell something else ({spent})")
    for sign, events in (("+", found.gained), ("-", found.lost)):
        for kind, count in events.most_common():
            print(f"{sign}{count:,} {kind}")
    if found.failed:
        print(f"the coder failed on {found.failed:,}: they are as they were, and are tried again")
    return 0


@app.command()
def stats(data: Data = Path("data")) -> None:
    """Tell what the log holds. The service may run."""
    run(_stats(data))


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
    from services.timeline import log

    async with opened(data) as connection:
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
    run(_backup(data, target))


async def _backup(data: Path, target: Path) -> int:
    if target.exists():
        raise Unusable(f"{target} is there already: name another file")
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = target.with_name(f"{target.name}.part")
    copy.unlink(missing_ok=True)
    async with opened(data) as connection:
        await connection.execute("ROLLBACK")  # VACUUM takes a read transaction of its own
        await connection.execute("VACUUM INTO ?", (str(copy),))
    fault, spent = await _copy_fault(copy)
    if fault:
        copy.unlink()
        print(f"the copy is not usable, and is thrown away: {fault}")
        return 1
    copy.rename(target)
    print(f"{target}: {target.stat().st_size:,} bytes, verified ({spent})")
    return 0


async def _copy_fault(path: Path) -> tuple[str | None, str]:
    """The first fault of a copy, and how long it took to look for it."""
    import aiosqlite

    from services.timeline import log

    async with aiosqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as connection:
        progress = Progress((await log.read_head(connection)).position)
        position = 0
        async for verdict in log.verify(connection):
            if verdict.fault:
                return verdict.fault, progress.end(verdict.position)
            position = verdict.position
            progress.at(position)
    return None, progress.end(position)
