"""Missiles that fly out to sea and ships that meet there: whose they are, and what is done to whom."""

import pytest

from tests.unit.coding.readings import countries, events


@pytest.mark.parametrize(
    "text",
    [
        "Chad fired two missiles on Monday. One fell into the sea, according to Niger's army.",
        "Chad launched two missiles on Monday. They flew 200 km before falling into the sea, Niger's navy said.",
        "Chad's army tested rockets on Monday. The missiles were fired from Faya, Niger's ministry said.",
        "Chad fired a missile on Monday. Monday's missile launch, the first since a Greek envoy came, drew ire.",
    ],
)
def test_whoever_tells_of_a_missile_has_not_fired_it(text: str) -> None:
    assert {code for event in events(text, "MOBILIZE") for code in countries(event.actors)} == {"TCD"}


def test_what_is_fired_from_a_place_is_not_fired_at_it() -> None:
    text = "Iran's army tested rockets on Monday. The missiles were fired from Semnan in northern Iran."
    assert {event.type for event in events(text)} == {"MOBILIZE"}


@pytest.mark.parametrize(
    ("text", "crossed"),
    [
        ("A missile came down in Fiji's territorial waters.", True),
        ("A missile came down in waters outside Fiji's exclusive economic zone.", False),
        ("A missile fell in the sea beyond Fiji's exclusive economic zone.", False),
    ],
)
def test_a_missile_crosses_the_line_that_it_falls_behind(text: str, crossed: bool) -> None:
    (landed,) = events(text, "MOBILIZE")
    assert ("territory" in landed.contexts) == crossed


@pytest.mark.parametrize("alarm", ["warning", "alert", "siren", "shelter"])
def test_what_stands_ready_for_an_air_raid_tells_of_none(alarm: str) -> None:
    assert events(f"An air raid {alarm} was put up in Tongan towns, Tonga's army said.", "ASSAULT", "THREATEN") == []


@pytest.mark.parametrize(
    "text",
    [
        "Fiji's coast guard ship fired a water cannon and turned away from Tongan boats.",
        "Fiji's coast guard ship hit two Tongan trawlers with a water cannon.",
        "The water cannon blasts of Fiji's coast guard ships damaged a Tongan boat.",
    ],
)
def test_ships_turn_water_on_no_crowd(text: str) -> None:
    event = events(text)[0]
    assert (event.type, event.object, countries(event.actors)) == ("MOBILIZE", "border", ["FJI"])


@pytest.mark.parametrize(
    ("text", "ships"),
    [
        ("Fiji's patrol ships deliberately collided with a Tongan trawler.", ["FJI"]),
        ("Two vessels of Fiji clashed with ships of Tonga off a reef.", ["FJI", "TON"]),
        ("Fijian vessels 1201 and 1207 rammed a Tongan trawler.", ["FJI"]),
    ],
)
def test_ships_that_collide_on_purpose_do_each_other_harm(text: str, ships: list[str]) -> None:
    (event,) = events(text)
    assert (event.type, sorted(filter(None, countries(event.actors)))) == ("ASSAULT", ships)


@pytest.mark.parametrize(
    "text",
    [
        "Reckless turns led to a collision between two Fijian ships.",
        "Fiji and Tonga have contested maritime claims.",
        "Fijian crews executed dangerous manoeuvres near a reef.",
        "Fiji's boat was towed back to Suva.",
        "Fiji fired a rocket without designating a no-sail zone.",
    ],
)
def test_what_only_sounds_like_a_deed_at_sea_is_none(text: str) -> None:
    assert [event.type for event in events(text) if event.type != "MOBILIZE" or event.mode != "weapons"] == []


def test_what_is_ours_in_a_quotation_is_the_speakers() -> None:
    (event,) = events('"Fijian trawlers have harassed our boats near the reef," Tonga\'s foreign minister said.')
    assert (countries(event.actors), countries(event.recipients)) == (["FJI"], ["TON"])


@pytest.mark.parametrize(
    "text",
    [
        "Fiji detected a Tongan jet crossing the border on Monday.",
        "Two Tongan jets were detected crossing the border, Fiji's ministry said.",
        "Fiji said it had tracked two Tongan jets entering its airspace.",
        "Fiji spots Tongan balloon over strait.",
    ],
)
def test_what_is_seen_to_cross_a_line_crosses_it(text: str) -> None:
    assert [(event.object, countries(event.actors)) for event in events(text)] == [("border", ["TON"])]


@pytest.mark.parametrize(
    "text",
    [
        "Fiji tracked a Tongan bomber near its coast. The plane passed over Suva, Fiji's ministry said.",
        "Fiji spotted a Tongan balloon. The ministry said the balloon drifted over Suva on Monday.",
        "Fiji detected nine Tongan jets near the island. A report said 20 planes had crossed the line.",
    ],
)
def test_craft_are_theirs_who_sent_them_whoever_tells_of_it(text: str) -> None:
    assert {code for event in events(text) for code in countries(event.actors)} == {"TON"}


def test_none_denies_what_is_joined_to_it() -> None:
    found = events("None of the Tongan jets crossed the border or entered Fiji's airspace.")
    assert {event.modality for event in found} == {"negated"}


def test_pressure_that_grows_is_no_force() -> None:
    assert events("Fiji has ramped up military and political pressure on Tonga.", "MOBILIZE") == []


@pytest.mark.parametrize(
    "text",
    [
        "Fiji said Tongan ships rammed two of its boats where Tonga has put up an oil rig.",
        "Fiji's boat was off the reef on Monday when it was rammed and sunk by a Tongan vessel, Fiji's ministry said.",
    ],
)
def test_a_ship_is_rammed_wherever_it_lies_and_whatever_stands_for_it(text: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert (countries(event.actors), countries(event.recipients), event.sense) == (["TON"], ["FJI"], None)


def test_a_headline_says_of_a_state_that_it_rammed_ships() -> None:
    (event,) = events("It said so.", title="Fiji says Tonga rammed ships")
    assert (countries(event.actors), countries(event.recipients)) == (["TON"], ["FJI"])


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("THREATEN", "Tonga's vessel threatened the lives of fishermen, Fiji's ministry said."),
        ("REQUEST", "Fiji said Tonga had caused it by its insistence on disrupting its work at the reef."),
        ("ACCUSE", "Fiji will punish the firms involved in the arms sales to Tonga, a spokesman said."),
        ("ASSAULT", "The Fijian and Tongan armies held major general-level talks near the lake."),
    ],
)
def test_what_words_only_seem_to_tell(type_: str, text: str) -> None:
    assert events(text, type_) == []


def test_a_crowd_that_is_broken_up_is_no_place_that_is_shut() -> None:
    (event,) = events("Police moved to break up a group of demonstrators at a popular mall in Suva.", "ASSAULT")
    assert event.mode == "crowd-control"
