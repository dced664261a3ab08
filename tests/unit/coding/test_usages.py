"""Every usage of the codebook does to its own example what it says."""

from typing import Any

import pytest

from tests.unit.coding.readings import read
from tocsin.codebook import load

USAGES = load().tables["deeds"]["usages"]


@pytest.mark.parametrize("usage", USAGES, ids=[usage["example"] for usage in USAGES])
def test_a_usage_is_what_its_example_shows(usage: dict[str, Any]):
    reading = read(usage["example"])
    if "becomes" in usage:
        assert usage["becomes"] in {event.pattern for event in reading.events}, reading.silences
    else:
        assert usage["means"] in {silence.reason for silence in reading.silences}, reading.events
