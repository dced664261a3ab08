"""Reports of wars within countries: who speaks, who fights, and whom enemies, movements and raids belong to."""

import pytest

from tests.unit.coding.readings import countries, events
from tocsin.coding.reading import Actor, Event


def named(actors: tuple[Actor, ...]) -> list[str | None]:
    """Each of some actors by the name of a group, else by country and sector."""
    return [actor.name or f"{actor.country or '?'} {actor.sector}" for actor in actors]


def last(text: str, type_: str = "ASSAULT", title: str = "") -> Event:
    return events(text, type_, title=title)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "A colonel and a village chief say a rebel group burned a clinic in the east of Chad.",
        "Chad's army and a local mayor say rebels burned a clinic.",
        "Herders in the valley and an aid worker say rebels burned a clinic in Chad.",
    ],
)
def test_two_who_say_so_have_not_done_it(text: str) -> None:
    assert [actor.sector for actor in last(text).actors] == ["REB"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Clashes broke out between Sudan's army, led by General Omar, and the Rapid Support Forces.",
            ["SDN MIL", "Rapid Support Forces"],
        ),
        (
            "Heavy fighting between Chad's army, backed by French jets, and Libyan rebels went on.",
            ["TCD MIL", "LBY REB"],
        ),
        ("Clashes between the army, the police and rebels killed ten in Goma.", ["COD MIL", "COD POL", "COD REB"]),
    ],
)
def test_an_aside_parts_no_two_who_fight(text: str, sides: list[str]) -> None:
    assert named(last(text).actors) == sides


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The blast killed four people in Idlib, with Russia saying it had bombed a depot of rebels.", "RUS"),
        ("Shells fell near Dohuk, with the Turkish army confirming it had hit a camp of rebels.", "TUR"),
    ],
)
def test_who_says_beside_a_clause_what_it_did_is_its_doer(text: str, doer: str) -> None:
    assert countries(last(text).actors) == [doer]


@pytest.mark.parametrize(
    ("text", "by", "on"),
    [
        ("The army said enemy forces overran a post near Bunia on Tuesday.", "? MIL", "COD UNK"),
        ("Hostile forces shelled Merowe, the Sudanese army said.", "? MIL", "SDN UNK"),
        ("The Russian military said hostile forces had attacked its base in Syria.", "? MIL", "RUS MIL"),
    ],
)
def test_whose_enemy_forces_are_stays_open(text: str, by: str, on: str) -> None:
    event = last(text)
    assert (named(event.actors), named(event.recipients)) == ([by], [on])


@pytest.mark.parametrize(
    "text",
    [
        "Israel raided Gaza again, after dozens of rockets fired by the Palestinian Islamist movement Hamas.",
        "Two rockets fired by the Palestinian militant group Hamas hit Sderot on Monday.",
    ],
)
def test_a_movement_goes_by_its_name(text: str) -> None:
    assert named(last(text).actors) == ["Hamas"]


def test_an_abbreviation_is_of_the_land_that_the_headline_names() -> None:
    event = last("The ADF raided the village by night, an official said.", title="Nine killed in eastern Congo")
    assert named(event.actors) == ["Allied Democratic Forces"]


@pytest.mark.parametrize(
    "text",
    [
        "Rwanda sent a battalion to fight with Mozambique's army against al-Shabab rebels.",
        "Chad and Niger launched a joint offensive against Boko Haram.",
        "The Chadian army, joined by French troops, is on the offensive against Boko Haram.",
    ],
)
def test_whoever_fights_beside_others_fights_the_third(text: str) -> None:
    event = last(text)
    assert {actor.sector for actor in event.recipients} == {"REB"}
    assert "REB" not in {actor.sector for actor in event.actors}


@pytest.mark.parametrize(
    ("text", "by", "to"),
    [
        ("Hezbollah warned it would hit Haifa if Israel struck Tyre.", "LBN", "ISR"),
        ("The Houthis warned they would widen their attacks on ships if Israel went on bombing Yemen.", "YEM", "ISR"),
        ("Eritrea threatened to bomb Djibouti if Ethiopia did not leave.", "ERI", "DJI"),
        ('Iran\'s president promised Israel would "pay a heavy price".', "IRN", "ISR"),
    ],
)
def test_who_warns_of_his_own_blows_threatens_those_of_the_condition(text: str, by: str, to: str) -> None:
    event = last(text, "THREATEN")
    assert (countries(event.actors), countries(event.recipients)) == ([by], [to])


def test_what_somebody_is_looking_to_do_is_only_in_his_mind() -> None:
    assert last("The Turkish army is looking to end its occupation of northern Syria.", "RETREAT").modality != "actual"
