"""Those who were taken: who "he" and "they" are that are freed in what follows."""

import pytest

from tests.unit.coding.readings import events


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Philippine gunmen abducted a Dutch priest in May. He was freed in September.", ["PHL"], ["NLD"]),
        ("Police arrested a journalist in Harare on Monday. She was released on Tuesday.", ["ZWE"], ["ZWE"]),
        ("Malian rebels seized two Dutch peacekeepers. They were released two days later.", ["MLI"], ["NLD"]),
    ],
)
def test_whoever_was_taken_is_freed(text: str, actors: list[str], recipients: list[str]) -> None:
    (event,) = events(text, "RETREAT")
    assert event.mode == "release"
    assert [actor.country for actor in event.actors] == actors
    assert [actor.country for actor in event.recipients] == recipients


def test_nobody_is_freed_whom_nobody_took() -> None:
    assert not events("Chelsea signed a Dutch striker in May. He was released in September.", "RETREAT")
