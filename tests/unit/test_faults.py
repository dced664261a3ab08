"""What is wrong with a value, in words for whoever wrote it."""

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tocsin.faults import reason
from tocsin.settings import Settings


class Post(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1)
    level: int = Field(1, ge=1)
    kinds: list[Literal["a", "b"]] | int = 1
    place: str = ""

    @field_validator("place")
    @classmethod
    def _is_somewhere(cls, place: str) -> str:
        if place == "nowhere":
            raise ValueError("must be somewhere")
        return place


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "name: is missing"),
        ({"name": ""}, "name: must have at least 1 character"),
        ({"name": "x", "level": "high"}, "level: must be a valid integer"),
        ({"name": "x", "level": 0}, "level: must be greater than or equal to 1"),
        ({"name": "x", "kinds": ["c"]}, "kinds.0: must be 'a' or 'b'; and 1 more: kinds.int"),
        ({"name": "x", "place": "nowhere"}, "place: must be somewhere"),
        ({"level": 0, "more": 1}, "name: is missing; and 2 more: level, more"),
        ({"name": "x", "more": 1}, "more: there is no such field"),
    ],
)
def test_a_fault_is_told_by_field_and_says_what_must_be(given: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Post.model_validate(given)
    assert reason(caught.value) == says


def test_an_address_that_is_none_of_redis_is_refused_when_the_settings_are_read() -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(redis_url="localhost:6379")
    assert "'localhost:6379' is no address of Redis; write redis://" in reason(caught.value)


@pytest.mark.parametrize(
    "url", ["http://desk:secret@h/0", "desk:secret@h/0", "http://:se/cret@h/0", "h/0?password=secret"]
)
def test_a_refused_address_shows_no_password(url: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(redis_url=url)
    assert "h/0' is no address" in reason(caught.value)
    assert "cret" not in reason(caught.value)
