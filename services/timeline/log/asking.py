"""What an operator asks of a log, done at once by whoever holds its file: the command itself, or the service that runs.

A command that finds the file held puts what it asks into `timeline.asked`; the service takes it up, writes how far it
is into `timeline.told`, and in the end what came of it. Whoever may write the folder may ask.
"""

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import structlog

from services.timeline.log import log
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
    """Let the service that holds the file do it. Raises DatabaseUnusable if none does, or does something already."""
    question, told = data / _ASKED, data / _TOLD
    try:
        handle = os.open(question, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        raise DatabaseUnusable("the service does what somebody else asked already: try again later") from None
    told.unlink(missing_ok=True)
    os.write(handle, json.dumps(asked).encode())
    os.close(handle)
    waited = 0.0
    while not told.exists():
        await asyncio.sleep(0.05)
        waited += 0.05
        if waited > ACKNOWLEDGED_SECONDS:
            question.unlink(missing_ok=True)
            raise DatabaseUnusable(
                f"{data / 'timeline.db'} is in use by another timeline service or command that can't be asked: "
                "stop that first"
            )
    while True:
        far = Far(*json.loads(told.read_text("utf-8")))
        yield far
        if far.said or far.fault:
            told.unlink(missing_ok=True)
            return
        await asyncio.sleep(LOOK_SECONDS)


async def attend(
    data: Path, database: Database, recorder: Recorder, readers: Readers, changed: Callable[[], None]
) -> None:
    """Do what is asked, one thing after the other, until cancelled; `changed()` is called after each."""
    question, told = data / _ASKED, data / _TOLD
    question.unlink(missing_ok=True)
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if not question.exists():
            continue
        await asyncio.sleep(WRITTEN_SECONDS)
        try:
            asked = question.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue  # whoever asked thought better of it
        far = Far(0, 0)
        try:
            _tell(told, far)
            async for far in perform(json.loads(asked), database, recorder, readers):
                if not far.said:
                    _tell(told, far)
        except (sqlite3.Error, OSError, ValueError, LookupError, TypeError) as error:
            far = Far(0, 0, fault=f"the service could not do it: {error}")
        recorder.forget()
        changed()
        logger.info("an operator asked", asked=asked, said=far.said or far.fault)
        question.unlink(missing_ok=True)
        _tell(told, far)


def _tell(told: Path, far: Far) -> None:
    part = told.with_name(f"{told.name}.part")
    part.write_text(json.dumps(far), "utf-8")
    part.rename(told)
