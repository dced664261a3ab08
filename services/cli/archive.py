"""`tocsin log export|import|restore`: a log outside of its file."""

import gzip
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from services.cli.logfile import Data, Progress, Unusable, opened, run

STDIO = Path("-")


def export(
    target: Annotated[
        Path, typer.Argument(help="The file to write, compressed if it ends in .gz; - for standard output.")
    ],
    data: Data = Path("data"),
) -> None:
    """Write the log as lines of JSON, each message byte for byte. The service may run."""
    run(_export(data, target))


async def _export(data: Path, target: Path) -> int:
    from services.timeline.log import archive, log

    if target != STDIO and target.exists():
        raise Unusable(f"{target} is there already: name another file")
    async with opened(data) as connection:
        progress = Progress((await log.read_head(connection)).position)
        position = 0
        with _writing(target) as out:
            async for position, line in archive.export(connection):
                out.write(line)
                progress.at(position)
    sys.stderr.write(f"exported {position:,} rows ({progress.end(position)})\n")
    return 0


@contextmanager
def _writing(target: Path) -> Iterator[IO[bytes]]:
    """The target, which is there only when all is written."""
    if target == STDIO:
        yield sys.stdout.buffer
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        with gzip.open(part, "wb", compresslevel=6) if target.suffix == ".gz" else part.open("wb") as out:
            yield out  # type: ignore[misc] # both write bytes
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


def take_in(
    file: Annotated[Path, typer.Argument(help="What `tocsin log export` wrote; - for standard input.")],
    data: Data = Path("data"),
) -> None:
    """Make a timeline of an export, in a folder that has none. It gets a log id of its own."""
    run(_take_in(data, file))


async def _take_in(data: Path, file: Path) -> int:
    from services.timeline.log import archive
    from services.timeline.log.holding import held

    target = data / "timeline.db"
    if target.exists():
        raise Unusable(f"{target} is there already: name another folder with --data")
    if file != STDIO and not file.is_file():
        raise Unusable(f"there is no {file}: name what `tocsin log export` wrote")
    async with held(data, patience=1):
        progress = Progress(0)
        whole = 0
        try:
            with _reading(file) as lines:
                async for position, whole in archive.take_in(lines, target):
                    progress.at(position, whole)
        except (archive.NotAnExport, EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise Unusable(f"{file}: {error}") from None
        spent = progress.end(2 * whole)
    print(f"{target}: {whole:,} rows, verified and folded ({spent}, both passes)")
    return 0


@contextmanager
def _reading(file: Path) -> Iterator[IO[bytes]]:
    if file == STDIO:
        yield sys.stdin.buffer
        return
    with file.open("rb") as begin:
        packed = begin.read(2) == b"\x1f\x8b"
    with gzip.open(file, "rb") if packed else file.open("rb") as lines:
        yield lines  # type: ignore[misc] # both read bytes


def restore(
    backup: Annotated[Path, typer.Argument(help="The file that `tocsin log backup` wrote.")],
    data: Data = Path("data"),
) -> None:
    """Verify a backup and put a copy of it in the place of the timeline's file. The service must be stopped.

    The log gets a new id, so that places in the old one are refused. What was there is kept beside it.
    """
    run(_restore(data, backup))


async def _restore(data: Path, backup: Path) -> int:
    from services.timeline.log import archive
    from services.timeline.log.holding import held

    async with held(data, patience=1):
        progress = Progress(0)
        whole = 0
        async for position, whole in archive.restore(backup, data / "timeline.db"):
            progress.at(position, whole)
        spent = progress.end(whole)
    print(f"{data / 'timeline.db'}: restored {whole:,} rows of {backup}, verified ({spent}); the log has a new id")
    return 0
