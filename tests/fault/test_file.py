"""What befalls the log's file: it can't grow, it is locked, its tail is cut off, its pages are damaged, it is old."""

import os
import resource
import signal
import sqlite3
from itertools import islice
from pathlib import Path

import httpx

from tests import harness
from tests.fault.test_kill import articles
from tests.harness import Product, articles_in, faults_in, settled, until

FEW = 10


def post(product: Product, source, count: int = FEW) -> list[str]:
    return [answer["id"] for answer in product.post(list(islice(source, count)))]


def crash(product: Product, name: str) -> None:
    process = product.processes.pop(name)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_a_file_that_can_not_grow_or_is_locked_stops_nothing_for_good(tmp_path: Path):
    with harness.by_hand(tmp_path / "data") as product:
        source = articles()
        accepted = post(product, source)
        settled(product, len(accepted))
        pid = product.processes["timeline"].pid
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        full = (product.data / "timeline.db-wal").stat().st_size
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (full, hard))  # the kernel refuses what would make the file grow
        accepted += post(product, source)
        until(lambda: "can't apply what came" in product.said(), "the timeline says that it can't write")
        until(lambda: not product.ready("timeline"), "the timeline is not ready")
        assert len(product.get("timeline", "/v1/feed", limit=1000)["items"]) > 0
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
        rows = settled(product, len(accepted))
        assert faults_in(rows, accepted) == []
        with sqlite3.connect(product.data / "timeline.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            told = product.said().count("is locked")
            accepted += post(product, source)
            until(lambda: product.said().count("is locked") > told, "the timeline says that the file is locked")
            other.execute("ROLLBACK")
        assert faults_in(settled(product, len(accepted)), accepted) == []
        until(product.ready, "all are ready")
        sealed = product.tocsin("log", "verify")
        assert sealed.returncode == 0, sealed.stderr


def test_what_a_cut_write_ahead_log_has_lost_comes_again(tmp_path: Path):
    with harness.by_hand(tmp_path / "data") as product:
        source = articles()
        accepted = post(product, source) + post(product, source)
        settled(product, len(accepted))
        crash(product, "timeline")
        wal = product.data / "timeline.db-wal"
        size = wal.stat().st_size
        assert size > 0
        os.truncate(wal, size * 2 // 3)
        harness.start(product, "timeline")
        rows = settled(product, len(accepted))
        sealed = product.tocsin("log", "verify")
    assert sealed.returncode == 0, sealed.stderr
    in_log = articles_in(rows)
    assert sorted(in_log) == sorted(accepted)


def test_a_damaged_file_is_refused_with_the_reason_and_a_backup_of_it_goes_on(tmp_path: Path):
    with harness.by_hand(tmp_path / "data") as product:
        source = articles()
        accepted = post(product, source)
        settled(product, len(accepted))
        place = product.get("timeline", "/v1/feed", limit=5)["next"]
        backup = tmp_path / "backup.db"
        assert product.tocsin("log", "backup", str(backup)).returncode == 0
        accepted += post(product, source)
        settled(product, len(accepted))
        harness.stop(product, "timeline")
        file = product.data / "timeline.db"
        with file.open("r+b") as pages:
            pages.seek(16384)
            pages.write(os.urandom(8 * 16384))
        refused = product.tocsin("log", "stats")
        assert refused.returncode == 2, refused.stdout
        assert "can't be used" in refused.stderr or "damaged" in refused.stderr
        restored = product.tocsin("log", "restore", str(backup))
        assert restored.returncode == 0, restored.stderr
        harness.start(product, "timeline")
        answer = httpx.get(f"{product.urls['timeline']}/v1/feed", params={"after": place}, trust_env=False)
        assert answer.status_code == 410
        accepted += post(product, source)
        until(lambda: len(articles_in(product.feed()[0])) >= len(accepted), "what the backup lacks comes again")
        rows, _ = product.feed()
        sealed = product.tocsin("log", "verify")
        until(product.ready, "all are ready")
    assert sealed.returncode == 0, sealed.stderr
    assert sorted(articles_in(rows)) == sorted(accepted)
