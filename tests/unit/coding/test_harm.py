"""Harm told shortly: participles in place of verbs, what is found before it harms, and who is named how."""

import pytest

from tests.unit.coding.readings import events, read


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Six rockets fired at Israel.", "heavy-weapons"),
        ("Rocket fired from Gaza at Israel, one cow hurt.", "heavy-weapons"),
        ("Mortar shells fired by rebels at a village near Goma.", "heavy-weapons"),
        ("Grenade hurled into a church in Garissa", "explosives"),
        ("Grenade thrown by attackers at the house of an official in Karachi", "explosives"),
        ("A bomb planted by rebels under a bridge in Jos.", "explosives"),
        ("A grenade was thrown by night at the base in Erbil.", "explosives"),
        ("Drones released munitions on a convoy near Donetsk.", "drone"),
    ],
)
def test_a_participle_alone_tells_an_attack(text, mode):
    assert [(e.mode, e.modality) for e in events(text, "ASSAULT")] == [(mode, "actual")]


def test_a_kind_of_people_is_no_news_where_a_verb_tells_of_them():
    assert {e.modality for e in events("Soldiers wounded in the war wait for years.", "ASSAULT")} == {"historical"}


@pytest.mark.parametrize(
    "text",
    [
        "The army neutralised a home-made mine near Kasserine.",
        "Soldiers neutralized two roadside bombs near Yala.",
        "The explosives were destroyed in a controlled manner.",
        "Police defused a car bomb in Kabul.",
        "Engineers detonated a wartime bomb in Hamburg.",
        "Security forces seized and destroyed 40 kilograms of explosives in Mogadishu.",
        "An explosive device was neutralised by the army.",
        "Police found a mine and blew it up.",
    ],
)
def test_bombs_that_are_found_and_made_harmless_hit_nobody(text):
    assert not events(text, "ASSAULT")
    assert "a find that is made harmless" in {n.reason for n in read(text).silences}


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers neutralised 12 terrorists in Gao.",
        "Jets destroyed explosives stored by Islamic State.",
        "Gunmen found the judge at home and blew up his house with explosives.",
        "Militants detonated a bomb as soldiers passed in Yala.",
    ],
)
def test_others_are_hit(text):
    assert events(text, "ASSAULT")


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed nine bus passengers in Balochistan.",
        "Nine bus passengers were killed by gunmen in Balochistan.",
        "Unidentified armed men killed a polio vaccinator in Lashkar Gah.",
        "Tribesmen killed six people in a village hit by floods.",
    ],
)
def test_who_is_armed_kills_though_a_word_of_accidents_or_illness_stands_by(text):
    assert events(text, "ASSAULT")


@pytest.mark.parametrize(
    "text",
    [
        "Two soldiers killed in bus crash near Pune.",
        "Three soldiers were killed by lightning in Nepal.",
        "A military plane crashed into a hill in Peru, killing nine people.",
    ],
)
def test_accidents_stay_accidents(text):
    assert not events(text, "ASSAULT")


@pytest.mark.parametrize("who", ["M23", "Hezbollah", "Al-Shabaab", "The Taliban", "Rebels"])
@pytest.mark.parametrize("did", ["gained control of the town", "drove back the army", "struck Haifa overnight"])
def test_an_armed_group_by_its_name_fights_as_rebels_do(who, did):
    assert [e.actors[0].sector for e in events(f"{who} {did}.", "ASSAULT")] == ["REB"]


@pytest.mark.parametrize(
    "text",
    [
        "Army units entered the town unopposed.",
        "Soldiers entered the city without resistance.",
        "Peacekeepers took charge of the airport peacefully.",
    ],
)
def test_an_army_that_nobody_opposes_moves_and_attacks_nobody(text):
    assert [(e.type, e.mode) for e in events(text)] == [("MOBILIZE", "troops")]


def test_shots_into_the_air_that_disperse_a_crowd_warn_no_ship():
    assert {e.mode for e in events("Riot police fired in the air to disperse students in Tunis.", "ASSAULT")} == {
        "crowd-control"
    }
    assert events("The coast guard fired warning shots at a Chinese trawler.", "MOBILIZE")


@pytest.mark.parametrize(
    "text",
    [
        "Rebels gang-raped a dozen women near Goma.",
        "A dozen women were gang-raped by rebels near Goma.",
        "Rebels forced themselves on women near Goma.",
    ],
)
def test_rape_is_told_in_words_of_its_own(text):
    assert [(e.mode, e.actors[0].sector) for e in events(text, "ASSAULT")] == [("sexual", "REB")]


@pytest.mark.parametrize(
    "who",
    ["The White House", "The Kremlin", "Putin", "The Russian president", "Turkish authorities", "The European Union"],
)
@pytest.mark.parametrize(
    ("did", "type_"),
    [
        ("supplied the rebels with rifles", "AID"),
        ("choked off trade with Georgia", "COERCE"),
        ("punished Lithuania over its ties with Taiwan", "COERCE"),
        ("invested in the railways of Kenya", "COOPERATE"),
    ],
)
def test_who_acts_for_a_state_does_what_states_do(who, did, type_):
    assert events(f"{who} {did}.", type_)


def test_words_of_the_white_house_are_no_strike():
    assert not events("The White House hit China over its tariffs.", "ASSAULT")


@pytest.mark.parametrize("outlet", ["the BBC", "Reuters", "Al Jazeera", "AFP"])
def test_an_outlet_tells_nothing_of_where_its_news_plays(outlet):
    (event,) = events(f"Gunmen killed nine people on Monday, {outlet} reported.", "ASSAULT")
    assert event.recipients[0].country is None


@pytest.mark.parametrize("outlet", ["the state news agency", "Reuters", "state television"])
@pytest.mark.parametrize(
    ("said", "type_"),
    [
        ("The war could spread to Jordan", "STATEMENT"),
        ("The launch was a provocation by North Korea", "ACCUSE"),
        ("The fire at the depot was the work of Iran", "ACCUSE"),
    ],
)
def test_of_two_who_are_cited_the_nearer_one_said_it(said, type_, outlet):
    (event,) = events(f"{said}, Japan's envoy said on Monday, {outlet} reported.", type_)
    assert [(a.country, a.sector) for a in event.actors] == [("JPN", "GOV")]


def test_hostilities_that_a_deal_ends_are_fought_no_more():
    text = "Jakarta and the rebels have signed a memorandum, ending three decades of hostilities."
    assert {(e.type, e.mode) for e in events(text)} == {("AGREE", None), ("RETREAT", "ceasefire")}


def test_combat_without_a_verb_is_told_by_its_sides():
    (event,) = events("Intense combat between the ELN and the army in rural Chocó.", "ASSAULT")
    assert {actor.country for actor in event.actors} == {"COL"}


@pytest.mark.parametrize(
    "title",
    [
        "Israel kills 3 in Nablus",
        "Russia kills nine in Grozny",
        "Somali lawmaker killed in Mogadishu",
        "Iraqi governor killed in Basra",
        "9 slain in Kashmir",
        "Pakistan, India trade fire in Kashmir",
        "Taliban down U.S. copter",
    ],
)
def test_a_short_headline_tells_who_was_killed(title):
    assert [event.type for event in events("", title=title)] == ["ASSAULT"]


@pytest.mark.parametrize(
    "title",
    [
        "Heat wave kills 9 in India",
        "Israel kills settlement plan",
        "Somali minister killed in plane crash",
        "Polish president killed as jet goes down",
        "Singer killed in Lagos",
        "The rally in Dhaka ended in clashes",
    ],
)
def test_a_short_headline_of_a_mishap_tells_of_no_attack(title):
    assert not events("", "ASSAULT", "RETREAT", title=title)


@pytest.mark.parametrize("told", ["were wounded in a blast", "were killed in an explosion"])
def test_the_police_who_tell_of_a_blast_did_not_do_it(told):
    (event,) = events(f"Iraqi police said two NATO soldiers {told}.", "ASSAULT")
    assert not event.actors


@pytest.mark.parametrize("why", ["after gunmen killed two policemen", "because gunmen had shot two policemen"])
def test_a_measure_is_not_taken_by_those_whom_it_answers(why):
    (event,) = events(f"Shops in Karachi were closed {why}.", "COERCE")
    assert [(actor.country, actor.sector) for actor in event.actors] == [("PAK", "GOV")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bomber hits Iraqi checkpoint.", "suicide-attack"),
        ("A bomber struck a market in Kabul.", "suicide-attack"),
        ("A US bomber struck a checkpoint in Iraq.", "aerial"),
    ],
)
def test_a_bomber_of_whom_no_more_is_told_is_a_man(text, told):
    assert [event.mode for event in events(text, "ASSAULT")] == [told]


def test_bombers_who_are_kept_out_do_not_attack():
    (event,) = events("Israel is building the fence to keep out suicide bombers.", "ASSAULT")
    assert event.modality == "negated"
