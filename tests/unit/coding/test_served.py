"""What things are for and able to do, and what is said of them, are no acts done with them."""

import pytest

from tests.unit.coding.readings import events, told


@pytest.mark.parametrize(
    "text",
    [
        "Iran tested a missile designed to strike Israel.",
        "The missiles are designed to hit American bases in Guam.",
        "The rocket is able to strike Tokyo.",
        "The UN has a brigade with a mandate to attack the rebels.",
        "Iran does not have the ability to strike Washington.",
    ],
)
def test_what_a_thing_is_made_for_has_not_happened(text: str) -> None:
    assert [event.modality for event in events(text, "ASSAULT")] == ["hypothetical"]


def test_what_can_be_made_of_a_thing_is_not_made() -> None:
    made = events("Iran spins centrifuges, which can be used to build nuclear weapons.", "MOBILIZE")
    assert [event.modality for event in made if "build" in event.trigger.text] == ["hypothetical"]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The rebels were able to seize the town of Kidal in Mali.", "ASSAULT"),
        ("The president used his powers to dissolve parliament on Monday.", "SANCTION"),
        ("A drone was used to strike a hospital in Kharkiv.", "ASSAULT"),
    ],
)
def test_what_somebody_was_able_to_do_or_used_his_powers_for_has(text: str, type_: str) -> None:
    assert [event.modality for event in events(text, type_)] == ["actual"]


@pytest.mark.parametrize(
    "text",
    [
        "Iran increased the range of its missiles.",
        "Japan approved the development of a hypersonic missile.",
        "The army released photos of the missile.",
        "The ministry released drone footage of the port.",
        "Seoul announced the interception of a drone near the border.",
    ],
)
def test_what_is_of_arms_is_no_arms(text: str) -> None:
    assert not events(text, "AID")


def test_who_reports_a_launch_did_not_launch() -> None:
    assert told("North Korea fired a missile. Seoul's joint chiefs announced the launch.") == {
        ("MOBILIZE", "actual", "PRK")
    }
    assert told("India announced the successful test of its Agni-V missile.") == {("MOBILIZE", "actual", "IND")}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("RTX Corp has been identified as the primary contractor.", []),
        ("Britain identified Russia as the culprit behind the hack.", ["ACCUSE"]),
        ("North Korea fired a missile. The US confirmed the launch as a ballistic missile.", ["MOBILIZE", "STATEMENT"]),
    ],
)
def test_to_be_called_something_is_no_charge_and_no_praise(text: str, types: list[str]) -> None:
    assert [event.type for event in events(text)] == types


@pytest.mark.parametrize(
    ("text", "weighed"),
    [
        ("Israel considers Hamas a terrorist group.", False),
        ("Congo will not speak with what it considers a terrorist group.", False),
        ("Australia is considering designating Hezbollah a terrorist organisation.", True),
        ("Poland is considering whether to give Ukraine a squadron of jets.", True),
    ],
)
def test_to_take_somebody_for_something_is_to_weigh_nothing(text: str, weighed: bool) -> None:
    assert any(event.mode == "consider" for event in events(text, "STATEMENT")) == weighed
