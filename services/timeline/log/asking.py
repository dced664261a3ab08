"""What an operator asks of a log, done at once by whoever holds its file: the command itself, or the service that runs.

A command that finds the file held puts what it asks into `timeline.asked`; the service takes it up, writes how far it
is into `timeline.told`, and in the end what came of it. Whoever may write the folder may ask.
"""

import asyncio
import json
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

import structlog

from services.timeline.log import log
from services.timeline.log.holding import held
from services.timeline.log.rebuilding import rebuild
from services.timeline.log.recording import Readers, Recorder
from services.timeline.log.redaction import NothingToRedact, now, redact
from services.timeline.log.rereading import STALE, Difference, reread, waiting
from tocsin.codebook import load
from tocsin.sqlite import Database, DatabaseUnusable

logger: Final = structlog.get_logger("tocsin.timeline")

LOOK_SECONDS: Final = 0.3
WRITTEN_SECONDS: Final = 0.1
"""A question is written in full so long after it is there."""
ACKNOWLEDGED_SECONDS: Final = 3.0
"""A service that runs has taken up what is asked after so long."""
SILENT_SECONDS: Final = 600.0
"""One that says nothing new for so long hangs; but for its last step it tells how far it is every second or so."""

_ASKED, _TOLD = "timeline.asked", "timeline.told"


class Far(NamedTuple):
    """How far the work is, and in the end what came of it."""

    at: int
    whole: int
    said: str = ""
    fault: str = ""


async def rebuilt(database: Database) -> AsyncIterator[Far]:
    """Make the tables anew."""
    async with database.reading() as connection:
        whole = (await log.read_head(connection)).position
    position = 0
    async for position in rebuild(database):
        yield Far(position, max(whole, position))
    yield Far(position, position, f"rebuilt from {position:,} rows")


async def redacted(database: Database, article: str) -> AsyncIterator[Far]:
    """Take an article's words out of the log."""
    try:
        async for position, whole in redact(database, article, now()):
            yield Far(position, max(whole, position))
    except NothingToRedact as error:
        yield Far(0, 0, fault=str(error))
    else:
        yield Far(position, position, f"{article} is redacted; the tables are made anew without it")


async def reread_all(database: Database, recorder: Recorder | None, readers: Readers) -> AsyncIterator[Far]:
    """Read again what another codebook read; without a recorder only as a trial."""
    codebook = load().version
    whole, found = await waiting(database, STALE, codebook), Difference()
    async for found in reread(database, recorder, readers, STALE, codebook):
        yield Far(found.read, max(whole, found.read))
    said = [f"{found.read:,} articles read by codebook {codebook[:12]}; {found.changed:,} tell something else"]
    for sign, events in (("+", found.gained), ("-", found.lost)):
        said += [f"{sign}{count:,} {kind}" for kind, count in events.most_common()]
    if found.failed:
        said.append(f"the coder failed on {found.failed:,}: they are as they were, and are tried again")
    yield Far(found.read, found.read, "\n".join(said))


def perform(asked: Any, database: Database, recorder: Recorder, readers: Readers) -> AsyncIterator[Far]:
    """Do what is asked. Raises ValueError, KeyError or TypeError if that is nothing that can be."""
    work: dict[str, Callable[[], AsyncIterator[Far]]] = {
        "rebuild": lambda: rebuilt(database),
        "redact": lambda: redacted(database, str(asked["article"])),
        "reread": lambda: reread_all(database, recorder, readers),
    }
    if not isinstance(asked, dict) or asked.get("do") not in work:
        raise ValueError(f"it can be asked to {', '.join(work)}")
    return work[asked["do"]]()


async def ask(data: Path, asked: dict[str, Any]) -> AsyncIterator[Far]:
    """Let the service that holds the file do it.

    Raises DatabaseUnusable if none does, does something already, ends before it is done, or hangs.
    """
    question, told = data / _ASKED, data / _TOLD
    try:
        handle = os.open(question, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        raise DatabaseUnusable("the service does what somebody else asked already: try again later") from None
    told.unlink(missing_ok=True)
    os.write(handle, json.dumps(asked).encode())
    os.close(handle)
    await _taken_up(data)
    far, heard, ended = Far(-1, -1), 0.0, False
    while True:
        before, far = far, Far(*json.loads(told.read_text("utf-8")))
        yield far
        if far.said or far.fault:
            told.unlink(missing_ok=True)
            return
        if ended:
            raise DatabaseUnusable("the timeline service ended before it was done: start it, and ask again")
        heard = heard if far == before else time.monotonic()
        if time.monotonic() - heard > SILENT_SECONDS:
            raise DatabaseUnusable(
                f"the timeline service has told nothing for {SILENT_SECONDS:.0f} s: its log and /health/ready say what "
                "it is at; if it hangs, start it anew, and ask again"
            )
        ended = await _has_ended(data)
        await asyncio.sleep(LOOK_SECONDS)  # what it told as its last word is there by then


async def _taken_up(data: Path) -> None:
    """Wait until the service says that it does it. Raises DatabaseUnusable if it does not say so."""
    waited = 0.0
    while not (data / _TOLD).exists():
        await asyncio.sleep(0.05)
        waited += 0.05
        if waited > ACKNOWLEDGED_SECONDS:
            (data / _ASKED).unlink(missing_ok=True)
            raise DatabaseUnusable(
                f"{data / 'timeline.db'} is in use by another timeline service or command that can't be asked: "
                "stop that first, or wait until it has started"
            )


async def _has_ended(data: Path) -> bool:
    """Whether the service that took the question up has ended; one that was started anew has thrown it away."""
    with suppress(DatabaseUnusable):
        async with held(data, patience=0):
            (data / _ASKED).unlink(missing_ok=True)
    return not (data / _ASKED).exists()


class Attendant:
    """The service that holds the file: it does what is asked of it."""

    def __init__(self, data: Path, database: Database, recorder: Recorder, readers: Readers) -> None:
        self._question, self._told = data / _ASKED, data / _TOLD
        self._database, self._recorder, self._readers = database, recorder, readers
        self._trouble: list[str] = []

    def troubles(self) -> list[str]:
        """Why whoever asked learns nothing: the folder can't be written."""
        return self._trouble

    async def attend(self, changed: Callable[[], None]) -> None:
        """Do what is asked, one thing after the other, until cancelled; `changed()` is called after each."""
        self._question.unlink(missing_ok=True)
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if not self._question.exists():
                continue
            await asyncio.sleep(WRITTEN_SECONDS)
            try:
                asked = self._question.read_bytes().decode("utf-8", "replace")
            except OSError:
                continue  # whoever asked thought better of it
            far = await self._do(asked)
            self._recorder.forget()
            changed()
            logger.info("an operator asked", asked=asked, said=far.said or far.fault)
            while not self._tell(far, last=True):  # noqa: ASYNC110 - nothing tells when the disk has room again
                await asyncio.sleep(LOOK_SECONDS)

    async def _do(self, asked: str) -> Far:
        far = Far(0, 0)
        try:
            self._tell(far)
            async for far in perform(json.loads(asked), self._database, self._recorder, self._readers):
                if not far.said:
                    self._tell(far)
        except Exception as error:
            if not isinstance(error, (sqlite3.Error, OSError, ValueError, LookupError, TypeError)):
                logger.error("what an operator asked broke", asked=asked, exc_info=error)
            return Far(0, 0, fault=f"the service could not do it: {error}")
        return far

    def _tell(self, far: Far, *, last: bool = False) -> bool:
        """Whether it could be told; the question goes with the last word, before somebody can ask the next."""
        part = self._told.with_name(f"{self._told.name}.part")
        try:
            part.write_text(json.dumps(far), "utf-8")
            if last:
                self._question.unlink(missing_ok=True)
            part.rename(self._told)
        except OSError as error:
            self._trouble = [f"an operator who waits can't be told what came of it: {error}"]
            return False
        self._trouble = []
        return True
