"""After an update whose tables are others, the timeline makes them anew at its start, and says how far it is."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from services.timeline import app
from services.timeline.log import log, rebuilding, store
from services.timeline.log.rebuilding import is_current
from tests import harness
from tests.builders import NOW, article, published
from tests.fault.test_kill import articles
from tests.harness import Product, until
from tests.integration.timeline.conftest import Timeline
from tocsin.sqlite import Database, DatabaseUnusable, at_once

MANY = 40_000


async def fill(path: Path, count: int) -> None:
    """A file whose log has so many articles, of which its tables, as those of another version, show none."""
    message = published(article("art-x"))
    raw = message.to_json()
    async with store.opened(path) as database, database.transaction() as connection:
        await log.begin(connection)
        tape = log.Tape.after(await log.read_head(connection), NOW)
        for number in range(count):
            tape.append(f"msg-{number}", message.type, raw.replace(b"art-x", b"art-%d" % number))
        await at_once(connection, lambda file: log.write(file, tape))
        await connection.execute("INSERT INTO projected VALUES (1, 'of old')")


def asked(product: Product, path: str) -> httpx.Response | None:
    try:
        return product.http.get(product.urls["timeline"] + path)
    except httpx.ConnectError:
        return None


def said(product: Product) -> dict[str, Any]:
    """What the timeline says of itself while it starts."""
    answer = asked(product, "/health/ready")
    return answer.json() if answer and answer.json()["status"] == "starting" else {}


async def test_while_tables_are_made_anew_it_says_how_far_it_is_and_what_comes_meanwhile_is_not_lost(tmp_path: Path):
    with harness.by_hand(tmp_path / "data", "ingest", "alerts") as product:
        await fill(product.data / "timeline.db", MANY)
        harness.begin(product, "timeline")
        state = until(lambda: (now := said(product)) and "rows are in" in now["problems"][0] and now, "it folds anew")
        accepted = [answer["id"] for answer in product.post(next(articles()) for _ in range(2))]
        refused, alive, metrics = (asked(product, path) for path in ("/v1/events", "/health/live", "/metrics"))
        assert said(product), "it is still at it"
        assert product.ready("ingest", "alerts")
        until(lambda: product.ready("timeline"), "the timeline is ready", 60)
        until(lambda: all(asked(product, f"/v1/articles/{one}").is_success for one in accepted), "they came")
        until(product.alert_messages, "what came meanwhile rings")
        sealed = product.tocsin("log", "verify")
        printed = product.said()
    assert state["problems"][0].startswith("the tables are of another version and are made anew from the log: 5,000 of")
    assert "a second, about" in state["problems"][0]
    assert (refused.status_code, refused.headers["retry-after"], refused.headers["refresh"]) == (503, "5", "5")
    assert refused.headers["content-type"] == "application/problem+json"
    assert "rows are in" in refused.json()["detail"]
    assert (alive.status_code, metrics.status_code) == (200, 200)
    assert sealed.returncode == 0, sealed.stderr
    assert "the tables are made" in printed
    with closing(sqlite3.connect(product.data / "timeline.db")) as file:
        in_tables = dict(file.execute("SELECT id, count(*) FROM articles GROUP BY id"))
    assert in_tables == dict.fromkeys([*(f"art-{number}" for number in range(MANY)), *accepted], 1)


async def test_where_there_is_no_room_for_new_tables_it_says_so_and_keeps_the_old_ones(
    timeline: Timeline, monkeypatch: Any
):
    def full(*_: Any, **__: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    await timeline.record(published(article("art-1")))
    async with timeline.database.transaction() as connection:
        await connection.execute("UPDATE projected SET version = 'of old'")
    monkeypatch.setattr(rebuilding, "carry_out", full)
    with pytest.raises(DatabaseUnusable, match=r"can't be made anew \(database or disk is full\)"):
        await app._bring_up_to_date(timeline.database, lambda _: None)
    assert await timeline.rows("SELECT id FROM articles") == [("art-1",)]
    monkeypatch.undo()
    await app._bring_up_to_date(timeline.database, lambda _: None)
    assert await is_current(timeline.database)


async def test_the_log_of_the_service_says_how_far_it_is(timeline: Timeline, monkeypatch: Any):
    monkeypatch.setattr(app, "TOLD_SECONDS", 0.0)
    await timeline.record(published(article("art-1")))
    database: Database = timeline.database
    async with database.transaction() as connection:
        await connection.execute("UPDATE projected SET version = 'of old'")
    told: list[str] = []
    with capture_logs() as lines:
        await app._bring_up_to_date(database, told.append)
        await app._bring_up_to_date(database, told.append)  # nothing is left to do
    assert await is_current(database)
    (_, far, made) = lines
    assert (far["rows"], far["of"], far["seconds_left"]) == (4, 4, 0)
    assert far["rows_a_second"] > 0
    assert made["rows"] == 4
    assert "4 of 4 rows are in" in told[-1]
