"""Lists of those who act, with and without a comma before their "and", and the names of ships."""

import pytest

from tests.unit.coding.readings import countries, events


@pytest.mark.parametrize(
    "text",
    [
        "Kenya, Uganda, and Ethiopia sent troops to Somalia.",
        "Kenya, Uganda and Ethiopia, together with two mercenary firms, sent troops to Somalia.",
        "Kenya, Uganda, and Ethiopia, the three neighbours most at risk, sent troops to Somalia.",
        "Officials said Kenya, Uganda, and Ethiopia sent troops to Somalia.",
        "On Monday, Kenya, Uganda, and Ethiopia, which share a border, sent troops to Somalia.",
    ],
)
def test_a_list_is_whole_whatever_its_commas(text: str) -> None:
    assert countries(events(text)[0].actors) == ["KEN", "UGA", "ETH"]


@pytest.mark.parametrize(
    "text",
    [
        "After the talks collapsed, Ethiopia and Eritrea sent troops to the frontier.",
        "While Norway waited, Ethiopia and Eritrea sent troops to the frontier.",
        "The talks collapsed and Ethiopia and Eritrea sent troops to the frontier.",
        "Ethiopia and Eritrea, having failed to reach a deal, sent troops to the frontier.",
    ],
)
def test_two_who_act_behind_a_clause_act_both(text: str) -> None:
    (event,) = events(text, "MOBILIZE")
    assert countries(event.actors) == ["ETH", "ERI"]


def test_who_only_tells_of_two_is_none_of_them() -> None:
    (event,) = events("Greek and Turkish ministers traded angry words over a wreck, Norway said.", "ACCUSE")
    assert countries(event.actors) == ["GRC", "TUR"]


def test_those_set_off_beside_a_subject_act_too() -> None:
    (event,) = events("Britain, together with France and Germany, sent warships to the Red Sea.")
    assert (countries(event.actors), event.against) == (["GBR", "FRA", "DEU"], ())


def test_a_clause_that_and_begins_is_no_part_of_a_list() -> None:
    first, second = events("The US sanctioned Russia, Iran, and North Korea, and China protested.")
    assert countries(first.recipients) == ["RUS", "IRN", "PRK"]
    assert countries(second.actors) == ["CHN"]


@pytest.mark.parametrize(
    "text",
    [
        "In Kharkiv, Odesa and Kyiv, Russian missiles killed 12 people.",
        "In Kharkiv, Odesa, and Kyiv, Russian missiles killed 12 people.",
    ],
)
def test_places_that_open_a_sentence_do_not_act(text: str) -> None:
    assert countries(events(text)[0].actors) == ["RUS"]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        (
            "The destroyer USS John Finn joined the BRP Gregorio Luna for drills on Friday.",
            ["USA", "PHL"],
            ["USA", "PHL"],
        ),
        ("Houthi rebels fired missiles at the HMS Philippine Sea in the Red Sea.", ["YEM"], ["GBR"]),
        ("The USS Milius sailed through the Taiwan Strait on Sunday.", ["USA"], []),
    ],
)
def test_ships_are_their_navy_s_whatever_their_names(text: str, actors: list[str], recipients: list[str]) -> None:
    (event,) = events(text)
    assert (countries(event.actors), countries(event.recipients)) == (actors, recipients)


def test_letters_alone_are_no_ship() -> None:
    assert not events("The site was written in JS and moved to a server in Osaka.")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The African Union (AU) peacekeepers shelled al-Shabaab positions in Somalia.", "AFU"),
        ("The Democratic Republic of Congo (DRC) army shelled rebels near Goma.", "COD"),
        ("The Rapid Support Forces (RSF) attacked El Fasher.", "SDN"),
    ],
)
def test_letters_in_brackets_part_nobody_from_what_they_do(text: str, actor: str) -> None:
    (event,) = events(text)
    assert countries(event.actors) == [actor]


@pytest.mark.parametrize("people", ["", "Tamil ", "Kurdish ", "Shiite ", "Hutu "])
@pytest.mark.parametrize("others", ["rebels", "militiamen", "insurgents"])
def test_rebels_of_a_people_are_a_side_as_others_are(people: str, others: str) -> None:
    (event,) = events(f"Fighting between soldiers and {people}{others} left nine dead.", "ASSAULT")
    assert [actor.sector for actor in event.actors] == ["MIL", "REB"]


@pytest.mark.parametrize("tie", ["trained", "backed", "armed", "funded", "led"])
@pytest.mark.parametrize("who", ["Iranian", "Libyan"])
def test_whoever_is_only_behind_others_is_not_blamed_with_them(tie: str, who: str) -> None:
    (event,) = events(f"The killings in Basra were blamed on {who}-{tie} gunmen.", "ACCUSE")
    assert [actor.sector for actor in event.recipients] == ["REB"]


def test_whoever_leads_a_strike_made_it() -> None:
    (event,) = events("The town was hit by Saudi-led air strikes.", "ASSAULT")
    assert countries(event.actors) == ["SAU"]


@pytest.mark.parametrize(
    "text",
    [
        "North Korea fired two missiles on Thursday, South Korea and Japan said.",
        "North Korea fired two missiles on Thursday, South Korea's and Japan's militaries said.",
        "North Korea fired two missiles at dawn, the South Korean army and Japan's coast guard said on Friday.",
    ],
)
def test_two_who_tell_of_a_shot_are_not_those_fired_at(text: str) -> None:
    (event,) = events(text)
    assert event.attribution.source is not None
    assert (event.type, countries(event.actors), event.recipients) == ("MOBILIZE", ["PRK"], ())
    assert event.attribution.source.country == "KOR"


def test_names_behind_a_name_may_be_a_list() -> None:
    (event,) = events("Rebels shelled towns in Mali, Chad and Niger, which the three states denied.", "ASSAULT")
    assert event.attribution.source is None


def test_two_who_each_have_something_act_both() -> None:
    (event,) = events("Somalia's and Kenya's armies attacked Al-Shabaab.")
    assert countries(event.actors) == ["SOM", "KEN"]
    (event,) = events("Jordan's and Egypt's foreign ministers condemned Israel's strike on the school.")
    assert (countries(event.actors), countries(event.recipients)) == (["JOR", "EGY"], ["ISR"])


@pytest.mark.parametrize(
    ("speakers", "first"),
    [
        ("Ethiopia, Somalia and Djibouti said", "ETH"),
        ("Sweden's, Norway's and Denmark's foreign ministers said", "SWE"),
        ("the UN and the Red Cross said", "UNO"),
        ("Britain and the United States claimed", "GBR"),
    ],
)
def test_several_who_tell_are_told_from_those_it_is_done_to(speakers: str, first: str) -> None:
    (event,) = events(f"A drone killed a soldier in Sudan on Monday, {speakers}.", "ASSAULT")
    assert event.attribution.source is not None
    assert (event.attribution.source.country, countries(event.recipients)) == (first, ["SDN"])
