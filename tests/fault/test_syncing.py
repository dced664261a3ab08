"""What is in the log was synced: a kill at a sync, syncs that fail, a power cut that takes all that was not."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests import harness
from tests.fault.test_file import crash, post
from tests.fault.test_kill import articles
from tests.harness import Product, faults_in, settled, until


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`syncing.c`, compiled."""
    made = tmp_path_factory.mktemp("syncing") / "syncing.so"
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler here (apt-get install gcc): no sync fails")
    source = Path(__file__).with_name("syncing.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-Wall", "-Werror", "-o", made, source, "-ldl"], check=True)
    return made


def start_timeline(product: Product, library: Path) -> Path:
    """Start the timeline under the library; the file of its orders."""
    orders = product.data / "orders"
    kept = product.data / "kept"
    kept.mkdir(exist_ok=True)
    product.settings = {"LD_PRELOAD": str(library), "SYNC_ORDERS": str(orders), "SYNC_KEPT": str(kept)}
    harness.start(product, "timeline")
    return orders


def test_a_kill_at_any_sync_loses_and_doubles_nothing(tmp_path: Path, library: Path):
    with harness.by_hand(tmp_path / "data", "ingest", "alerts") as product:
        source, accepted = articles(), []
        for number in (1, 2, 4):
            orders = start_timeline(product, library)
            orders.write_text(f"kill {number}")
            timeline = product.processes.pop("timeline")
            while timeline.poll() is None:
                accepted += post(product, source, 5)
                with suppress(subprocess.TimeoutExpired):
                    timeline.wait(0.3)
            orders.unlink()
        start_timeline(product, library)
        rows = settled(product, len(accepted))
    assert faults_in(rows, accepted) == []


def test_while_syncs_fail_nothing_is_taken_for_written_and_then_all_of_it_is(tmp_path: Path, library: Path):
    with harness.by_hand(tmp_path / "data", "ingest", "alerts") as product:
        orders = start_timeline(product, library)
        source = articles()
        accepted = post(product, source)
        before = settled(product, len(accepted))
        orders.write_text("fail 1000000")
        accepted += post(product, source)
        until(lambda: "can't apply what came" in product.said(), "the timeline says that it can't write")
        until(lambda: not product.ready("timeline"), "the timeline is not ready")
        assert product.feed()[0] == before
        orders.unlink()
        rows = settled(product, len(accepted))
        until(product.ready, "all are ready")
        sealed = product.tocsin("log", "verify")
    assert sealed.returncode == 0, sealed.stderr
    assert faults_in(rows, accepted) == []


@pytest.mark.timeout(300)  # three starts, one after the other
def test_what_a_reader_has_seen_is_there_after_a_power_cut(tmp_path: Path, library: Path):
    with harness.by_hand(tmp_path / "data", "ingest", "alerts") as product:
        source, accepted = articles(), []
        for _ in range(2):
            start_timeline(product, library)
            accepted += post(product, source)
            seen = settled(product, len(accepted))
            accepted += post(product, source)
            crash(product, "timeline")
            cut_power(product)
        start_timeline(product, library)
        rows = settled(product, len(accepted))
        sealed = product.tocsin("log", "verify")
    assert sealed.returncode == 0, sealed.stderr
    assert rows[: len(seen)] == seen
    assert faults_in(rows, accepted) == []


def cut_power(product: Product) -> None:
    """Of the timeline's files only what was synced is left."""
    for file in product.data.glob("timeline.db*"):
        file.unlink()
        kept = product.data / "kept" / file.name
        if kept.exists():
            shutil.copy(kept, file)
