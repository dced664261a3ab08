"""The clock of the machine is set back while everything runs."""

from pathlib import Path

from tests import harness
from tests.fault.conftest import Faults
from tests.fault.test_kill import load
from tests.harness import SERVICES, alerts_in, faults_in, settled, until


def test_a_clock_that_is_set_back_stops_nothing_and_the_log_goes_on_in_order(tmp_path: Path, faults: Faults):
    with harness.by_hand(tmp_path / "data", starting=faults.start) as product:
        with load(product) as posting:
            posting.more(40)
            for name in SERVICES:
                faults.order(product, name, "clock -3600")
            posting.more(40)
        rows = settled(product, len(posting.accepted))
        until(product.ready, "all are ready")
        times = [item["recorded_at"] for item in product.get("timeline", "/v1/feed", limit=1000)["items"]]
        for name in SERVICES:
            faults.end(product, name)
    assert faults_in(rows, posting.accepted) == []
    assert alerts_in(rows)
    assert times == sorted(times)
