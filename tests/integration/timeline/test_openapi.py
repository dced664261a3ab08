"""Whatever is asked, the timeline answers as its OpenAPI document says, and never fails: schemathesis asks."""

import asyncio
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from services.timeline.api.desk import Desk
from services.timeline.api.routes import add_routes
from services.timeline.log import log, store
from services.timeline.settings import TimelineSettings
from tests.builders import alert, published, rung
from tests.integration.timeline.conftest import Timeline
from tocsin.serving import api, listen, serve
from tocsin.sqlite import Database

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
SETTINGS = settings(
    max_examples=int(os.environ.get("TOCSIN_EXAMPLES", "12")),
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A timeline with an article, a correction, a copy and an alert, served by a thread of its own."""
    folder, ready, told = tmp_path_factory.mktemp("openapi"), threading.Event(), {}

    def run() -> None:
        asyncio.run(_serve(folder, ready, told))

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(30)
    yield told["url"]
    told["loop"].call_soon_threadsafe(told["stop"].set)
    thread.join()


async def _serve(folder: Path, ready: threading.Event, told: dict) -> None:
    async with Database.open(folder / "timeline.db", store.SCHEMA) as database:
        async with database.transaction() as connection:
            await log.begin(connection)
        timeline = Timeline(database)
        await timeline.record(published(id="a"), published(id="b"), published(id="c", revises="a", text="No."))
        await timeline.record(rung(alert((await timeline.events())[0].data)))
        app = api("tocsin timeline", "Served for a test.", list)
        settings_ = TimelineSettings(timeline_rate=0, timeline_alerts_url="", timeline_heartbeat_seconds=0.05)
        add_routes(app, Desk(database, timeline.tail, timeline.coder, settings_))
        app.state.before_stop.append(timeline.tail.close)
        stop, listener = asyncio.Event(), listen("127.0.0.1", 0)
        told |= {"loop": asyncio.get_running_loop(), "stop": stop}
        told["url"] = f"http://127.0.0.1:{listener.getsockname()[1]}"
        ready.set()
        await serve(app, listener, stop)


def test_every_answer_is_as_it_is_described(url: str) -> None:
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json").exclude(path="/v1/stream")
    asked: set[str] = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @SETTINGS
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            asked.add(case.path)
            if isinstance(case.query, dict):
                case.query.pop("wait", None)  # the feed would wait
            case.validate_response(case.call(), checks=list(CHECKS))

        ask()
    assert {"/v1/events", "/v1/facets", "/v1/diff", "/v1/feed", "/v1/expectations"} <= asked
