"""By what means and with how many an act is done decides its mode."""

import pytest

from tests.unit.coding.readings import events


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Ukraine attacked a refinery at Ryazan in Russia with drones.", "drone"),
        ("Nine soldiers were killed in a mortar attack near Goma, Congo's army said.", "heavy-weapons"),
        ("Three Turkish soldiers were killed by small-arms fire in Syria.", "firearms"),
        ("Raiders with machetes attacked two villages in Congo, the army said.", "primitive"),
        ("A mob in Haiti burned a policeman to death.", "primitive"),
        ("A policeman was burned to death by a mob in Haiti.", "primitive"),
        ("A militant drove a lorry packed with explosives into a base near Mogadishu.", "suicide-attack"),
        ("Thai soldiers traded shots with Cambodian troops.", "firearms"),
        ("India and Pakistan traded heavy mortar fire in Kashmir.", "heavy-weapons"),
        ("Israel and Iran swap missile strikes.", "heavy-weapons"),
    ],
)
def test_what_an_attack_is_made_with_is_its_mode(text: str, mode: str) -> None:
    assert mode in {event.mode for event in events(text, "ASSAULT")}


def test_states_that_trade_fire_in_a_title_fight() -> None:
    [event] = events("", title="Russia, Ukraine trade fire")
    assert (event.type, event.mode) == ("ASSAULT", "firearms")
    assert {actor.country for actor in event.actors} == {"RUS", "UKR"}


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Pakistan's missiles were put on alert.", "weapons"),
        ("Pakistan's soldiers were put on alert.", "troops"),
    ],
)
def test_what_is_made_ready_is_the_mode_of_a_mobilisation(text: str, mode: str) -> None:
    assert [event.mode for event in events(text, "MOBILIZE")] == [mode]


def test_a_body_of_states_or_three_of_them_meet_multilaterally() -> None:
    [event] = events("The presidents of France, Germany and Poland met in Weimar.", "CONSULT")
    assert event.mode == "multilateral"
    [event] = events("The presidents of France and Germany met in Weimar.", "CONSULT")
    assert event.mode is None
