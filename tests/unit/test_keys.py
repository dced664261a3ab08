"""Keys for writing."""

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


def test_whoever_shows_a_key_is_known_by_it_and_nobody_else_is() -> None:
    (key, known_by), (other, other_digest) = make_key(), make_key()
    keys = Keys((other_digest, known_by))
    assert keys.name(f" {key}") == known_by[:16]
    assert keys.name(other) != keys.name(key)
    for stranger in ("", known_by, key[:-1], key.upper()):
        assert keys.name(stranger) is None
    assert not Keys()
