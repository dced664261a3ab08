"""Crowds and those who rule them: of where they are, what they mean to do, and what is forbidden to them."""

import pytest

from tests.unit.coding.readings import events


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A mob stoned the car of the Danish ambassador in the Chadian capital N'Djamena.", "TCD"),
        ("Rioters looted Lebanese shops across Conakry.", "GIN"),
        ("A Soviet monument in Tallinn was defaced by demonstrators, Estonian police said.", "EST"),
        ("Youths threw stones at American sailors in the Turkish port of Mersin.", "TUR"),
        ("Demonstrators in Karachi set fire to a French flag.", "PAK"),
    ],
)
def test_crowds_are_of_the_place_where_they_are(text: str, country: str) -> None:
    assert [actor.country for actor in events(text, "PROTEST")[0].actors] == [country]


def test_what_crowds_shout_about_is_elsewhere() -> None:
    (event,) = events("Protesters denounced the American war in Iraq in the centre of Madrid.", "ACCUSE")
    assert [actor.country for actor in event.actors] == ["ESP"]


@pytest.mark.parametrize(
    ("text", "type_", "modality"),
    [
        ("Nigerian oil unions vowed to stage strikes over the vote.", "PROTEST", "future"),
        ("Teachers in Chile vowed to strike until they are paid.", "PROTEST", "future"),
        ("Angolan dockers are weighing a strike.", "PROTEST", "considered"),
        ("Poland vowed to deport the Belarusian students.", "COERCE", "future"),
        ("Tanzania halted publication of a newspaper over articles judged seditious.", "COERCE", "actual"),
        ("Sit-ins were banned in the Guinean capital under an emergency decree.", "COERCE", "actual"),
        ("Chinese authorities deleted online posts about the strike.", "COERCE", "actual"),
        ("Forty teachers remain in detention in Eswatini.", "COERCE", "ongoing"),
        ("Police in Italy announced the arrest of three Tunisians accused of theft.", "COERCE", "actual"),
        ("The arrest of nine men linked to the sect was announced by the Saudi interior ministry.", "COERCE", "actual"),
        ("Uganda enacted a law that bars opposition parties from rallies.", "COERCE", "actual"),
        ("Striking miners gathered near a pit in Zambia armed with sticks.", "PROTEST", "actual"),
        ("Shops closed across Srinagar in a strike called by separatists.", "PROTEST", "actual"),
        ("Dozens were hurt in demonstrations against the coup in Honduras.", "PROTEST", "actual"),
        ("The army of Eritrea blocked a convoy of food for Adigrat in Ethiopia.", "COERCE", "actual"),
    ],
)
def test_what_they_mean_to_do_and_what_is_done_to_them(text: str, type_: str, modality: str) -> None:
    assert [event.modality for event in events(text, type_)] == [modality]


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("COERCE", "The council closed two libraries and a theatre to save money."),
        ("COERCE", "The referee stopped the match after crowd trouble."),
        ("COERCE", "Parliament passed a law banning smoking in bars."),
        ("COERCE", "Rescuers searched the rubble for survivors."),
        ("PROTEST", "Storms blocked the arrival of the president's plane."),
        ("PROTEST", "Actors are considering a strike at dawn in the film."),
        ("THREATEN", "The two teams are heading for a clash in the final."),
        ("THREATEN", "The bank warned of more pressure on its margins."),
    ],
)
def test_sport_savings_and_storms_are_none_of_it(type_: str, text: str) -> None:
    assert not events(text, type_)


@pytest.mark.parametrize(
    ("text", "type_", "doer", "other"),
    [
        ("Israeli forces continued their siege of the Palestinian leader's headquarters.", "COERCE", "ISR", "PSE"),
        ("Belarus carried out executions of two Poles despite appeals from the EU.", "SANCTION", "BLR", "POL"),
        ("A cache of arms was seized by Mexican marines in a Guatemalan village.", "COERCE", "MEX", "GTM"),
        ("Rebels of the Revolutionary United Front stripped rifles from Zambian troops.", "COERCE", "SLE", "ZMB"),
        ("Chad's parliament passed a law that bans opposition parties.", "COERCE", "TCD", "TCD"),
    ],
)
def test_who_does_it_to_whom(text: str, type_: str, doer: str, other: str) -> None:
    event = events(text, type_)[0]
    assert ([a.country for a in event.actors], [r.country for r in event.recipients]) == ([doer], [other])


@pytest.mark.parametrize("for_whom", ["Anti-American", "Pro-Russian", "anti-Kremlin"])
def test_a_crowd_is_not_of_those_for_or_against_whom_it_is(for_whom: str) -> None:
    (event,) = events(f"Hundreds of {for_whom} protesters burned flags in Iran.", "PROTEST")
    assert [actor.country for actor in event.actors] == ["IRN"]


def test_a_rally_is_not_held_by_those_for_whom_it_is() -> None:
    (event,) = events("South Korean officials staged a pro-U.S. rally.", "PROTEST")
    assert [actor.country for actor in event.actors] == ["KOR"]


@pytest.mark.parametrize("leaders", ["protest leaders", "rally organisers"])
def test_who_talks_with_those_who_lead_a_protest_holds_none(leaders: str) -> None:
    assert [event.type for event in events(f"Lebanon's president held talks with {leaders}.")] == ["CONSULT"]
