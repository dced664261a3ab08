"""What world a text is of, and when a word for an army only says that many came."""

from datetime import UTC, datetime

import pytest

from tocsin.coding.coder import code
from tocsin.coding.names.rolelike import is_crowd

PUBLISHED = datetime(2025, 3, 4, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "army of 200 gardeners",
        "army of more than 3,000 garden gnomes",
        "Troops of scouts",
        "legion of tiny ants",
        "army of school children",
    ],
)
def test_an_army_of_anything_but_soldiers_is_a_crowd(text: str) -> None:
    assert is_crowd(text, 0, text.index(" of "))


@pytest.mark.parametrize(
    "text",
    [
        "army of 200,000 conscripts",
        "army of foreign fighters",
        "troops of both countries",
        "troops of the 4th division",
        "army of Serbia has guns",
        "army of occupation",
        "troops crossed rivers",
        "soldiers of ten nations",
    ],
)
def test_an_army_of_soldiers_or_of_a_state_is_an_army(text: str) -> None:
    assert not is_crowd(text, 0, text.find(" of ") if " of " in text else len("troops"))


def test_a_crowd_called_an_army_is_no_armed_force() -> None:
    reading = code("", "An army of 200 gardeners has invaded the grounds of the palace.", PUBLISHED)
    assert all(actor.sector != "MIL" for event in reading.events for actor in event.actors)


def test_a_set_phrase_that_borrows_a_word_of_war_does_not_make_a_film_one_of_security() -> None:
    text = "The film of a nuclear family opens the festival on Friday. Its script drops bombs on suburban manners."
    reading = code("", text, PUBLISHED)
    assert all(event.sense == "culture" for event in reading.events)


def test_a_council_that_fights_potholes_is_of_the_community() -> None:
    text = "The county council has launched an offensive against potholes. Gritters were deployed to the north."
    reading = code("", text, PUBLISHED)
    assert all(event.sense == "community" for event in reading.events)


def test_soldiers_who_storm_a_county_council_are_of_security() -> None:
    text = "Soldiers stormed the county council on Monday. The army shelled the village hall, killing two councillors."
    reading = code("", text, PUBLISHED)
    assert any(event.type == "ASSAULT" and event.sense is None for event in reading.events)
