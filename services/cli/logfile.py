"""What the commands on a timeline's file share: opening it, telling how far they are, ending with a line for people."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import aiosqlite

Data = Annotated[Path, typer.Option(envvar="TOCSIN_DATA", help="The folder that holds timeline.db.")]


def run(work: Coroutine[Any, Any, int]) -> None:
    """Run a command; exits with 2 and a line for people if the file can't be used."""
    import sqlite3

    from tocsin.sqlite import DatabaseUnusable

    try:
        code = asyncio.run(work)
    except (DatabaseUnusable, Unusable) as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from None
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n" if error.filename else f"{error}\n")
        raise typer.Exit(2) from None
    except sqlite3.Error as error:
        sys.stderr.write(f"the timeline's file can't be used: {error}\n")
        raise typer.Exit(2) from None
    raise typer.Exit(code)


class Unusable(Exception):
    """A command can't do what it was told; the text says why and what to do."""


def existing(data: Path) -> Path:
    """The timeline's file in a folder. Raises Unusable if there is none."""
    path = data / "timeline.db"
    if not path.exists():
        raise Unusable(f"there is no {path}: name the folder of the timeline with --data")
    return path


@asynccontextmanager
async def opened(data: Path) -> AsyncIterator["aiosqlite.Connection"]:
    """The file, read-only: the service may run meanwhile."""
    import aiosqlite

    path = existing(data)
    async with aiosqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None) as connection:
        await connection.execute("BEGIN")
        yield connection


class Progress:
    """How far a command is, on one line of a terminal, and how fast it was in the end."""

    def __init__(self, whole: int, things: str = "rows") -> None:
        self._whole = whole
        self._things = things
        self._began = self._told = time.monotonic()

    def at(self, position: int, whole: int | None = None) -> None:
        """Tell it, at most ten times a second."""
        self._whole = self._whole if whole is None else whole
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._told > 0.1:
            self._told = now
            rate = position / (now - self._began)
            left = (self._whole - position) / rate if rate else 0
            sys.stderr.write(
                f"\r{position:,} of {self._whole:,} {self._things}, {rate:,.0f}/s, {left:,.0f} s left\033[K"
            )

    def end(self, position: int) -> str:
        """Clear the line; how long it took, in words."""
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
        seconds = max(time.monotonic() - self._began, 1e-6)
        return f"{seconds:.1f} s, {position / seconds:,.0f} {self._things}/s"
