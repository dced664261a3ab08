"""Ways in which wires put things: repeated strikes, backed groups, makers of aircraft, what might be attacked."""

import pytest

from tests.unit.coding.readings import events
from tocsin.coding.reading import Actor


def sides(text: str, type_: str = "ASSAULT") -> list[tuple[list[str | None], list[str | None], str]]:
    """Of each event of a type: the countries or groups that act, those that suffer it, and the modality."""

    def codes(actors: tuple[Actor, ...]) -> list[str | None]:
        return [actor.name or actor.country for actor in actors]

    return [(codes(event.actors), codes(event.recipients), event.modality) for event in events(text, type_)]


@pytest.mark.parametrize(
    "text",
    [
        "The Houthis have carried out missile strikes in the Red Sea.",
        "The Houthis have carried out repeated drone and missile strikes in the Red Sea.",
    ],
)
def test_who_carries_out_strikes_does_not_suffer_them(text: str) -> None:
    assert sides(text) == [(["Houthis"], [], "actual")]


@pytest.mark.parametrize(
    "text",
    [
        "Israel has pushed on with its military campaign against the Iran-backed armed group Hezbollah.",
        "Israel attacked the Iran-backed armed group Hezbollah.",
    ],
)
def test_who_backs_a_group_is_not_hit_with_it(text: str) -> None:
    assert sides(text) == [(["ISR"], ["Hezbollah"], "actual")]


def test_the_maker_of_an_aircraft_does_not_fly_it() -> None:
    assert sides("Sukhoi Su-34 bombers carried out strikes in Syria, a monitor said.")[0][0] == []


@pytest.mark.parametrize(
    ("text", "type_", "modality"),
    [
        ("The drill aims to improve command in the event of an attack on Belarus.", "ASSAULT", "hypothetical"),
        ("A judge blocked the president from deploying soldiers in Portland.", "MOBILIZE", "negated"),
        ("British forces have responded with multiple strikes on Houthi depots.", "ASSAULT", "actual"),
    ],
)
def test_what_has_happened_and_what_only_might(text: str, type_: str, modality: str) -> None:
    assert [event.modality for event in events(text, type_)] == [modality]


def test_a_blockade_that_is_restored_is_one() -> None:
    assert sides("Israel restored a blockade on northern Gaza.", "COERCE") == [(["ISR"], ["PSE"], "actual")]
