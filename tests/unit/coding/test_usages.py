"""Every usage of the codebook does to its own example what it says."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tocsin.codebook import load
from tocsin.coding.coder import code

USAGES = load().tables["deeds"]["usages"]


@pytest.mark.parametrize("usage", USAGES, ids=[usage["example"] for usage in USAGES])
def test_a_usage_is_what_its_example_shows(usage: dict[str, Any]):
    reading = code("", usage["example"], datetime(2024, 10, 28, tzinfo=UTC))
    if "becomes" in usage:
        assert usage["becomes"] in {event.pattern for event in reading.events}, reading.silences
    else:
        assert usage["means"] in {silence.reason for silence in reading.silences}, reading.events
