"""The timeline service: what is published and what is rung goes into one log, and is answered from it."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

import structlog
from fastapi import FastAPI

from services.timeline.api.desk import Desk
from services.timeline.api.editing import add_editing_routes
from services.timeline.api.following import tail_of
from services.timeline.api.pages import add_page
from services.timeline.api.routes import add_routes
from services.timeline.log import log, store
from services.timeline.log.asking import Attendant
from services.timeline.log.holding import held
from services.timeline.log.rebuilding import is_current, rebuild
from services.timeline.log.recording import Recorder
from services.timeline.log.records import source
from services.timeline.log.rereading import FAILED, reread
from services.timeline.processes.clerks import clerks
from services.timeline.processes.coders import Coders, coders
from services.timeline.queries import items
from services.timeline.settings import TimelineSettings
from tocsin.coding import code, compiled, load
from tocsin.inbox import AtOnce, consume
from tocsin.keys import Keys, Writers
from tocsin.messages import ALERTS, ARTICLES, EVENTS
from tocsin.outbox import relay
from tocsin.serving import api
from tocsin.sqlite import Database, DatabaseUnusable
from tocsin.starting import Tell, nobody
from tocsin.streams import make_broker
from tocsin.tasks import Tasks

logger: Final = structlog.get_logger("tocsin.timeline")

AGAIN_SECONDS: Final = 3600.0

AT_ONCE: Final = 100
"""Articles in one transaction: what many tell that came together is told on as it is read."""

TOGETHER: Final = 0.05
"""Seconds for which alerts gather before they go into the log together: the next articles wait for no alert alone."""

CONSUMERS = ("alerts",)
"""The services that must have every event."""


TOLD_SECONDS: Final = 5.0
"""How often the log says how far the tables are that are made anew."""


async def _bring_up_to_date(database: Database, tell: Tell) -> None:
    """Fold the log anew if the tables were made by another version: an update needs nothing else.

    Nothing is answered from the old ones meanwhile, nor written to them: only the old version knows what they mean.
    Raises DatabaseUnusable if they can't be written.
    """
    if await is_current(database):
        return
    what = "the tables are of another version and are made anew from the log"
    tell(what)
    async with database.reading() as connection:
        whole = (await log.read_head(connection)).position
    logger.info(what, rows=whole)
    begun = told = time.monotonic()
    try:
        async for position in rebuild(database):
            now = time.monotonic()
            rate = max(1, round(position / (now - begun)))
            left = (whole - position) // rate
            tell(f"{what}: {position:,} of {whole:,} rows are in, {rate:,} a second, about {left:,} s are left")
            if now - told >= TOLD_SECONDS:
                told = now
                logger.info("the tables are made anew", rows=position, of=whole, rows_a_second=rate, seconds_left=left)
    except sqlite3.OperationalError as error:
        what_to_do = "see that its disk has room for them beside the old ones, and start again; the log is as it was"
        raise DatabaseUnusable(f"{database.path}: the tables can't be made anew ({error}): {what_to_do}") from error
    logger.info("the tables are made", rows=position, seconds=round(time.monotonic() - begun, 1))


async def _look_through(database: Database, found: list[str]) -> None:
    """Check the tables of the file while the service works; at its start only the log is checked, that is quicker."""
    if damage := await database.damage():
        logger.error("the file is damaged", database=str(database.path), reason=damage)
        found.append(f"{database.path} is damaged ({damage}): stop, and restore it from a backup")


async def _read_failed_again(database: Database, recorder: Recorder, readers: Coders, wake: Callable[[], None]) -> None:
    """Read the articles again that the coder had failed on: at the start, for it may be a newer one, and every hour."""
    while True:
        try:
            async for found in reread(database, recorder, readers, FAILED, ""):
                if found.changed:
                    logger.info("articles that the coder had failed on are read", articles=found.changed)
                    wake()
        except (sqlite3.Error, OSError) as error:
            logger.warning("can't read again what the coder had failed on; later", reason=str(error))
        await asyncio.sleep(AGAIN_SECONDS)


@asynccontextmanager
async def timeline(settings: TimelineSettings, tell: Tell = nobody) -> AsyncIterator[FastAPI]:
    """The service, open; on leaving everything is closed in reverse order. Until it is, it tells what it does."""
    async with AsyncExitStack() as stack:
        tell("it opens its file and checks the log")
        await stack.enter_async_context(held(settings.data, patience=10))
        database = await stack.enter_async_context(store.opened(settings.data / "timeline.db"))
        async with database.transaction() as connection:
            await log.begin(connection)
        now = await database.read(items.standing)
        await _bring_up_to_date(database, tell)
        tail = tail_of(database)
        tell("it reads the codebook")
        await asyncio.to_thread(load)
        logger.info("the coder is ready", compiled=compiled())
        readers = await stack.enter_async_context(coders(code, settings.timeline_coders))
        recorder = Recorder(readers)
        answering = await stack.enter_async_context(clerks(database, settings.timeline_clerks))
        damage: list[str] = []
        tasks = await stack.enter_async_context(Tasks())
        tasks.begin(_read_failed_again(database, recorder, readers, tail.wake), "the reading of what had failed")
        tasks.begin(_look_through(database, damage), "the check of the file")

        def changed() -> None:
            tail.forget()
            tail.wake()

        attendant = Attendant(settings.data, database, recorder, readers)
        tasks.begin(attendant.attend(changed), "doing what operators ask")
        broker = await stack.enter_async_context(make_broker(settings.redis_url))
        events = await stack.enter_async_context(
            relay(
                broker,
                database,
                EVENTS,
                source=source(now.log_id),
                query=log.OUTGOING,
                consumers=CONSUMERS,
                patience=settings.group_patience,
            )
        )

        def committed() -> None:
            events.wake()
            tail.wake()

        articles = consume(
            broker, database, ARTICLES, consumer="timeline", apply=recorder.articles, committed=committed, most=AT_ONCE
        )
        alerts = consume(
            broker,
            database,
            ALERTS,
            consumer="timeline",
            apply=AtOnce(recorder.alerts),
            committed=tail.wake,
            pause=TOGETHER,
        )
        inboxes = [await stack.enter_async_context(inbox) for inbox in (articles, alerts)]

        def problems() -> list[str]:
            ours = damage + tasks.problems() + events.problems()
            return ours + [problem for inbox in inboxes for problem in inbox.problems()]

        app = api(
            "tocsin timeline",
            "What happened, when, who says so and how sure: ask it in the order of events, or follow it as it comes.",
            problems,
            lambda: attendant.troubles() + events.warnings() + database.warnings(),
        )
        app.state.before_stop.append(tail.close)
        add_routes(app, Desk(answering, tail, code, settings))
        keys = Keys(settings.timeline_keys)
        writers = Writers(keys, settings.timeline_open_to, "TOCSIN_TIMELINE_KEYS")
        add_editing_routes(app, database, recorder, writers, committed)
        add_page(app)
        yield app
