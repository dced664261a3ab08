"""Who may write."""

import pytest
from pydantic import ValidationError

from services.ingest.settings import IngestSettings
from tocsin.keys import Keys, digest, make_key, parse_digests


def test_a_key_is_known_by_its_digest_alone() -> None:
    key, known_by = make_key()
    assert known_by == digest(key)
    assert key not in known_by
    assert parse_digests(f" {known_by.upper()},") == (known_by,)


def test_a_key_in_the_place_of_its_digest_stops_the_start() -> None:
    key, _ = make_key()
    with pytest.raises(ValidationError, match="not the key itself"):
        IngestSettings(ingest_keys=key)


@pytest.mark.parametrize(
    ("host", "keys", "is_open"),
    [
        ("127.0.0.1", (), False),
        ("localhost", (), False),
        ("::1", (), False),
        ("0.0.0.0", (), True),
        ("ingest.example", (), True),
        ("0.0.0.0", ("0" * 64,), False),
    ],
)
def test_a_service_that_others_reach_without_a_key_is_known(host: str, keys: tuple[str, ...], is_open: bool) -> None:
    assert Keys(keys).is_open_to_others(host) is is_open
