"""A timeline without Redis: a real file, what is recorded given by hand, and its HTTP side."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.timeline.api.desk import Desk
from services.timeline.api.editing import add_editing_routes
from services.timeline.api.following import tail_of
from services.timeline.api.routes import add_routes
from services.timeline.log import log, store
from services.timeline.log.recording import Recorder
from services.timeline.processes.coders import Coders
from services.timeline.settings import TimelineSettings
from tests.builders import NOW, ScriptedCoder, deliveries, event
from tocsin.addresses import parse_networks
from tocsin.keys import Keys, Writers
from tocsin.messages import AnyMessage, EventRecorded, parse
from tocsin.serving import api, listen, serve
from tocsin.sqlite import Database, at_once


@dataclass
class Timeline:
    """The writing side: a recorder on a database."""

    database: Database
    coder: ScriptedCoder = field(default_factory=lambda: ScriptedCoder([event(), event("STATEMENT", "confirm")]))
    now: Any = NOW

    def __post_init__(self) -> None:
        self.recorder = Recorder(Coders(self.coder, 0), clock=lambda: self.now)
        self.tail = tail_of(self.database)

    async def record(self, *messages: AnyMessage) -> None:
        """Apply messages of one stream as one batch."""
        async with self.database.transaction() as connection:
            came = deliveries(messages)
            if messages[0].type.startswith("tocsin.alert"):
                await at_once(connection, lambda file: self.recorder.alerts(file, came))
            else:
                await self.recorder.articles(connection, came)
        self.tail.wake()

    async def rows(self, query: str, *values: object, **named: object) -> list[tuple]:
        async with self.database.reading() as connection, connection.execute(query, named or values) as found:
            return [tuple(row) async for row in found]

    async def events(self) -> list[EventRecorded]:
        """The event records in the log."""
        found = await self.rows(
            "SELECT data FROM log WHERE type = ? AND length(data) > 0 ORDER BY position", log.EVENT_RECORDED
        )
        return [message for (data,) in found if isinstance(message := parse(data), EventRecorded)]


@pytest.fixture
async def timeline(tmp_path: Path) -> AsyncIterator[Timeline]:
    async with Database.open(tmp_path / "timeline.db", store.SCHEMA) as opened:
        async with opened.transaction() as connection:
            await log.begin(connection)
        yield Timeline(opened)


@pytest.fixture
def app(timeline: Timeline) -> FastAPI:
    made = api("timeline", "in a test", list)
    settings = TimelineSettings(
        timeline_cors_origins=("https://example.org",), timeline_heartbeat_seconds=0.05, timeline_followers=2
    )
    add_routes(made, Desk(timeline.database, timeline.tail, timeline.coder, settings))
    add_editing_routes(
        made,
        timeline.database,
        timeline.recorder,
        Writers(Keys(), parse_networks("127.0.0.0/8"), "TOCSIN_TIMELINE_KEYS"),
        timeline.tail.wake,
    )
    return made


@pytest.fixture
async def url(app: FastAPI, timeline: Timeline) -> AsyncIterator[str]:
    """Where the timeline is served over real HTTP."""
    stop, listener = asyncio.Event(), listen("127.0.0.1", 0)
    app.state.before_stop.append(timeline.tail.close)
    serving = asyncio.create_task(serve(app, listener, stop))
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    stop.set()
    await serving


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://timeline") as opened:
        yield opened
