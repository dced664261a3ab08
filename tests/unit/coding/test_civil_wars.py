"""Who strikes whom where both are of one country: the state, and those who fight it."""

import pytest

from tests.unit.coding.readings import events

Side = tuple[str, str]


def sides(text: str, kind: str = "ASSAULT", title: str = "") -> list[Side]:
    """Country and sector of the doers of the last event of a kind."""
    return [(actor.country or "", actor.sector) for actor in events(text, kind, title=title)[-1].actors]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Gunmen dressed as soldiers seized a bus in Katsina, Nigeria, and shot two passengers.", "REB"),
        ("Armed men posing as police officers shot dead a mayor in Manabi, Ecuador.", "REB"),
        ("Fighters riding motorcycles attacked a market in western Niger.", "REB"),
        ("Militants pretending to be soldiers raided a compound in Kismayo, Somalia.", "REB"),
        ("Separatist forces killed two gendarmes near Bamenda in Cameroon.", "REB"),
        ("An attack blamed on the ADF killed a dozen farmers in Ituri, eastern Congo.", "REB"),
        ("CPC rebels ambushed a convoy north of Bangui.", "REB"),
        ("Nine people were killed by Islamic State-allied militants in eastern Congo.", "REB"),
        ("A drone belonging to the RSF exploded in a market of El Fasher, killing five people.", "REB"),
        ("The camp was hit by a drone operated by the Rapid Support Forces in Sudan's Kordofan.", "REB"),
    ],
)
def test_who_attacks_is_told_by_its_clause(text: str, doer: str) -> None:
    assert [sector for _, sector in sides(text)] == [doer]


def test_an_attack_of_which_was_told_has_the_same_doer() -> None:
    text = "Rebels attacked a barracks in Cameroon. The army said that four soldiers were hurt during the attack."
    assert sides(text) == [("CMR", "REB")]


def test_the_region_of_a_country_did_not_do_what_is_suffered_there() -> None:
    assert sides("Nothing else is known.", title="Three soldiers killed in attack in troubled north of Benin") == []


def test_a_bomb_attack_is_one_event() -> None:
    text = "The ELN killed three soldiers in a roadside bomb attack, the Colombian army said."
    assert len(events(text, "ASSAULT")) == 1


def test_a_patrol_comes_under_fire_from_across_the_border() -> None:
    text = "Guyana's military said a patrol came under fire from across the Venezuelan border."
    assert sides(text) == [("VEN", "GOV")]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting took place in the town of Tame in Colombia.",
        "The civilians took refuge in a village in Mali.",
        "Guards in Mali did not fire a single shot.",
    ],
)
def test_what_takes_place_in_a_town_takes_no_town(text: str) -> None:
    assert events(text, "ASSAULT") == []


def test_talks_and_a_truce_that_are_suspended_go_on_no_longer() -> None:
    found = events("Peace talks and the truce between Colombia and the ELN have been suspended.")
    assert {event.modality for event in found if event.type in ("CONSULT", "RETREAT")} <= {"negated"}


def test_who_adds_that_forces_stand_somewhere_adds_none() -> None:
    assert events("She added that forces of Nigeria were too far away.", "MOBILIZE") == []


def test_an_abbreviation_stands_for_those_whom_the_text_introduced_with_it() -> None:
    text = "The Guyana Defence Force (GDF) met reporters. The GDF deployed troops to the river."
    assert sides(text, "MOBILIZE") == [("GUY", "MIL")]


def test_one_abbreviation_of_two_bodies_is_that_of_the_country_spoken_of() -> None:
    assert sides("The ADF sent a ship to Fiji, Australia's premier said.", "MOBILIZE") == [("AUS", "MIL")]


def test_what_somebody_reacts_to_has_happened() -> None:
    text = "Several soldiers are said to be missing following an al-Shabaab attack in Somalia on Saturday."
    assert [event.modality for event in events(text, "ASSAULT")] == ["actual"]


def test_a_town_may_be_called_after_a_country() -> None:
    (event,) = events("The ELN attacked Puerto Jordan in Colombia.", "ASSAULT")
    assert {actor.country for actor in event.recipients} == {"COL"}


@pytest.mark.parametrize(
    ("text", "doer", "suffers"),
    [
        ("Haitian police were overwhelmed by a series of attacks by gang members in Port-au-Prince.", "REB", "POL"),
        ("Soldiers freed thirty-five kidnapped villagers in Katsina, Nigeria, and killed two bandits.", "MIL", "REB"),
        ("Nine soldiers, including two officers, were killed in Sudan when the RSF shelled a base.", "REB", "MIL"),
    ],
)
def test_who_suffers_is_told_by_its_clause(text: str, doer: str, suffers: str) -> None:
    found = events(text, "ASSAULT")
    assert {actor.sector for event in found for actor in event.actors} == {doer}
    assert suffers in {actor.sector for event in found for actor in event.recipients}


def test_jets_are_the_states() -> None:
    text = "The White Army seized a town in South Sudan from the army. An airstrike killed 19 people there."
    assert [sector for _, sector in sides(text)] != ["REB"]


def test_the_name_of_a_country_before_an_attack_is_where_it_was() -> None:
    assert sides("Nothing else is known.", title="Four U.N. peacekeepers killed in Mali attack") == []


def test_an_attack_of_a_day_is_the_one_told_of() -> None:
    text = "Militants attacked a convoy in Mali. Seven soldiers were wounded during Monday's attack, the army said."
    assert sides(text) == [("MLI", "REB")]


def test_verbs_in_a_row_have_one_subject() -> None:
    text = "Caracas has stepped up land and sea patrols, sent troops to the Colombian border, and called up militia."
    assert {actor.country for event in events(text, "MOBILIZE") for actor in event.actors} == {"VEN"}


def test_partners_are_those_who_are_named() -> None:
    text = "The coup in Niger was condemned by neighbours and by partners including the United States and Chad."
    assert [actor.country for actor in events(text, "ACCUSE")[0].actors] == ["USA", "TCD"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The convoy drove from Los Mochis to El Fuerte in Mexico.", "ASSAULT"),
        ("The UN peacekeeping force in Mali said that its work was hard.", "AID"),
        ("The rebels in Congo held talks and went on to agree on a date.", "ASSAULT"),
        ("A minister in Washington announced the seizure of assets from the Venezuelan head of state.", "ASSAULT"),
        ("Israel's missile shield is considered the most effective in the region.", "STATEMENT"),
    ],
)
def test_what_looks_like_an_act_is_none(text: str, kind: str) -> None:
    assert events(text, kind) == []


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers mutinied at two barracks in Ouagadougou, Burkina Faso, on Sunday.",
        "On Friday army officers took control of Burkina Faso.",
    ],
)
def test_soldiers_who_rise_try_a_coup(text: str) -> None:
    assert [event.mode for event in events(text, "COERCE")] == ["martial-law"]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Suspected bandits have killed no fewer than four soldiers in Katsina, Nigeria.", ("NGA", "REB")),
        ("Boko Haram struck again in Borno, Nigeria.", ("NGA", "REB")),
        ("The Tigray People's Liberation Army (TPLF) shelled a base in Ethiopia.", ("ETH", "REB")),
    ],
)
def test_the_doer_is_found_past_what_looks_like_another(text: str, doer: Side) -> None:
    assert sides(text) == [doer]


def test_attacks_that_somebody_says_he_would_resume_are_threatened() -> None:
    text = "Colombia said that starting Wednesday it would resume attacks on the FARC."
    assert sides(text, "THREATEN") == [("COL", "GOV")]


def test_strikes_that_target_militants_are_not_theirs() -> None:
    text = "The US Africa Command said the airstrikes targeted militants of Islamic State in northern Somalia."
    assert sides(text) == [("USA", "MIL")]


def test_strikes_that_back_an_advance_do_not_befall_it() -> None:
    text = "Somali forces repelled the assault of al-Shabaab, bolstered by air strikes from the UAE."
    (strikes,) = [event for event in events(text, "ASSAULT") if event.mode == "aerial"]
    assert "SOM" not in {actor.country for actor in strikes.recipients}


def test_an_air_force_also_strikes() -> None:
    assert sides("Nigeria's air force also struck targets in Benin.") == [("NGA", "MIL")]


def test_troops_of_a_region_are_those_of_its_bloc() -> None:
    assert sides("West African troops were deployed to Benin on Sunday.", "MOBILIZE") == [("ECW", "IGO")]


def test_what_is_not_allowed_either_is_not_allowed() -> None:
    found = events("The Gambia will neither shelter rebels nor allow anyone to enter with arms.", "CONCEDE")
    assert not [event for event in found if event.modality == "actual"]


def test_one_who_travels_is_no_incursion() -> None:
    text = "Police in Zimbabwe arrested the former minister as he tried to cross the border into Zambia."
    assert events(text, "MOBILIZE") == []


def test_what_is_prone_to_incursions_sees_none() -> None:
    assert events("The coast of Kenya is prone to incursions by al-Shabaab.", "ASSAULT") == []


@pytest.mark.parametrize(
    "text",
    [
        "RSF drones struck the Sudanese town of Tine, on the border with Chad, on Friday.",
        "Jihadists attacked a post in Niger's Tillaberi region, near the border with Mali, on Friday.",
    ],
)
def test_rebels_strike_their_own_country_not_the_one_across_its_border(text: str) -> None:
    event = events(text, "ASSAULT")[-1]

    assert {actor.country for actor in event.recipients} == {event.actors[0].country}


def test_an_armed_group_may_strike_across_a_border() -> None:
    event = events("Hezbollah attacked a post on the border with Israel on Friday.", "ASSAULT")[-1]

    assert {actor.country for actor in event.recipients} == {"ISR"}


def test_a_country_bombed_from_abroad_is_at_no_war_with_itself() -> None:
    text = (
        "Israel killed a Hezbollah commander in Beirut on Sunday, its military said, in the first attack on its "
        "capital in months. Lebanon's health ministry said five people died."
    )
    found = [event for event in events(text, "ASSAULT", title="Israel strikes Beirut") if event.actors]
    assert {actor.country for event in found for actor in event.actors} == {"ISR"}
