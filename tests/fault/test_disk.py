"""What was accepted, recorded or told was on the disk: a kill at a sync, a disk that fails or is full, a power cut."""

import shutil
from pathlib import Path
from typing import Any

import redis

from tests import harness
from tests.fault.conftest import Faults
from tests.fault.test_file import crash, post
from tests.fault.test_kill import articles, load
from tests.harness import SERVICES, Product, faults_in, settled, until


def refused(product: Product, article: dict[str, Any]) -> str:
    """Why an article is not accepted, in words; the client is told that it may send it again."""
    answer = product.http.post(f"{product.urls['ingest']}/v1/articles", json=article)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    return str(answer.json()["detail"])


def test_a_kill_at_any_sync_loses_and_doubles_nothing(tmp_path: Path, faults: Faults):
    with harness.by_hand(tmp_path / "data", starting=faults.start) as product:
        with load(product) as posting:
            posting.more(10)
            for name, number in (("alerts", 2), ("timeline", 3), ("ingest", 2)):
                faults.order(product, name, f"kill {number}")
                product.processes.pop(name).wait(30)
                faults.end(product, name)
            for name in SERVICES:
                faults.start(product, name)
            posting.more(10)
        rows = settled(product, len(posting.accepted))
    assert faults_in(rows, posting.accepted) == []


def test_while_a_disk_takes_nothing_nothing_is_taken_for_written_and_then_all_of_it_is(tmp_path: Path, faults: Faults):
    with harness.by_hand(tmp_path / "data", starting=faults.start) as product:
        source = articles()
        accepted = post(product, source)
        before = settled(product, len(accepted))
        for fault in ("unsynced 1000000", "full", "broken", "cut"):
            late = next(source)
            with faults.befalls(product, "ingest", fault):
                assert "disk" in refused(product, late)
                until(lambda: not product.ready("ingest"), "ingest is not ready")
            accepted += [answer["id"] for answer in product.post([late])]
        befalls = (("timeline", "unsynced 1000000"), ("alerts", "full"), ("timeline", "broken"), ("timeline", "cut"))
        for number, (name, fault) in enumerate(befalls, 1):
            settled(product, len(accepted))
            with faults.befalls(product, name, fault):
                accepted += post(product, source, 5)
                until(lambda: product.said().count("can't apply what came") == number, f"the {name} can't write")  # noqa: B023
                until(lambda: not product.ready(name), f"the {name} is not ready")  # noqa: B023
                assert product.feed()[0][: len(before)] == before
        rows = settled(product, len(accepted))
        until(product.ready, "all are ready")
        sealed = product.tocsin("log", "verify")
    assert sealed.returncode == 0, sealed.stderr
    assert faults_in(rows, accepted) == []


def test_what_anybody_has_seen_is_there_after_a_power_cut(tmp_path: Path, faults: Faults):
    with harness.by_hand(tmp_path / "data", starting=faults.start) as product:
        source = articles()
        accepted = post(product, source)
        seen = settled(product, len(accepted))
        accepted += post(product, source, 60)
        for name in SERVICES:
            crash(product, name)
        cut_power(product)
        for name in SERVICES:
            faults.start(product, name)
        rows = settled(product, len(accepted))
        sealed = product.tocsin("log", "verify")
    assert sealed.returncode == 0, sealed.stderr
    assert rows[: len(seen)] == seen
    assert faults_in(rows, accepted) == []


def cut_power(product: Product) -> None:
    """Of the services' files only what was synced is left, and nothing of what the server held."""
    for file in product.data.glob("*.db*"):
        file.unlink()
        kept = product.data / "kept" / file.name
        if kept.exists():
            shutil.copy(kept, file)
    with redis.Redis.from_url(product.redis_url) as server:
        server.flushall()
