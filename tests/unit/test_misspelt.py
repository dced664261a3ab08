"""Variables that look like settings and are none are told of; what commands read is not."""

import pytest

from tocsin.misspelt import misspelt

SETTINGS = ("TOCSIN_LOG_LEVEL", "TOCSIN_DATA", "TOCSIN_TIMELINE_PORT", "TOCSIN_TIMELINE_RATE")


@pytest.mark.parametrize(
    ("variable", "says"),
    [
        ("TOCSIN_LOGLEVEL", ["TOCSIN_LOGLEVEL is no setting; is TOCSIN_LOG_LEVEL meant?"]),
        ("TOCSIN_TIMELINE_PROT", ["TOCSIN_TIMELINE_PROT is no setting; is TOCSIN_TIMELINE_PORT meant?"]),
        ("TOCSIN_TIMELINE_COLOUR", ["TOCSIN_TIMELINE_COLOUR is no setting"]),
        ("TOCSIN_TIMELINE_RATE", []),
        ("TOCSIN_TIMELINE_URL", []),
        ("TOCSIN_ALERTS_PORT", []),
        ("TOCSIN_ALERTS_RATE", []),
        ("TOCSIN_REDIS_PORT", []),
        ("TOCSIN_KEY", []),
        ("TOCSIN_CACHE", []),
        ("LOG_LEVEL", []),
    ],
)
def test_only_what_a_service_would_read_is_told_of(variable: str, says: list[str]) -> None:
    assert misspelt([variable, "PATH"], SETTINGS, "timeline") == says
