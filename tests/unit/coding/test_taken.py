"""People who are taken away: by whom, and when nobody is held."""

import pytest

from tests.unit.coding.readings import events, read


def doing(text: str) -> set[tuple[str, str, str]]:
    """(type, mode, the doers' sectors) of each event."""
    return {(e.type, e.mode or "", "+".join(actor.sector for actor in e.actors)) for e in read(text).events}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels took nine drivers off a truck near Bria.",
        "Gunmen took three teachers out of a school in Kajuru.",
        "Militiamen took away four herders near Goma.",
        "Four herders were taken away by militiamen near Goma.",
        "Armed men dragged a priest out of his church in Jos.",
        "A priest was dragged out of his church in Jos by armed men.",
        "Forty villagers were carried off by bandits in Kankara.",
        "Suspected fighters of the ELN led away two councillors from a farm in Arauca.",
        "A poet was led away from his home in Juba by masked men in camouflage.",
        "Neighbours say hooded men took her out of her shop at noon.",
        "Pirates took hostage nine sailors from a tanker off Benin.",
        "The gang snatched two engineers from a bus near Port-au-Prince.",
        "Gunmen whisked away a Chinese engineer from a site in Niger state.",
        "The Taliban took six policemen off a bus in Wardak.",
        "Two soldiers were detained by rebels near Sake.",
    ],
)
def test_whom_armed_men_take_along_they_abduct(text: str) -> None:
    assert doing(text) == {("ASSAULT", "abduct", "REB")}


def test_two_passives_have_one_doer() -> None:
    text = "Four traders were pulled off a bus near Goma and shot by militiamen."
    assert doing(text) == {("ASSAULT", "abduct", "REB"), ("ASSAULT", "firearms", "REB")}


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Congolese security forces led away a student from his home in Goma.", "MIL"),
        ("The Tatmadaw led away 20 villagers from a monastery in Mindat.", "MIL"),
        ("Twelve rebels were led away by soldiers in Marawi.", "MIL"),
        ("Riot police pulled students off a bus in Dhaka.", "POL"),
        ("Three ISIS members were taken away by police in Ankara.", "POL"),
    ],
)
def test_whom_a_state_s_men_take_along_they_arrest(text: str, sector: str) -> None:
    assert doing(text) == {("COERCE", "arrest", sector)}


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers took away a trader in Bamenda; his whereabouts are unknown.",
        "Soldiers took a teacher from his house in Maiduguri and he has not been seen since.",
        "Masked soldiers dragged a trade unionist from her flat in Conakry.",
        "Security forces took two activists in Cairo to an undisclosed location.",
    ],
)
def test_whom_a_state_s_men_make_disappear_they_abduct(text: str) -> None:
    assert [(event.type, event.mode) for event in events(text)] == [("ASSAULT", "abduct")]


@pytest.mark.parametrize(
    "text",
    [
        "The injured were taken away by ambulance in Kabul.",
        "Four soldiers with broken legs were taken out by ambulance.",
        "Rebels took their wounded to a hospital in Bunia.",
        "Rescuers dragged three miners out of the pit in Donetsk.",
        "Paramedics dragged her out of the car.",
        "The coast guard took 40 migrants off a sinking boat near Malta.",
        "The rebels took away the bodies of their dead.",
        "The thieves took away two fridges in Lusaka.",
        "A thief snatched a handbag from a tourist in Rome.",
        "The coach took off two players in Lagos.",
        "The rebels took orders from generals in Kigali.",
        "The army pulled its soldiers out of Sake.",
        "The soldiers in Togo sent four marchers to the operating theatre.",
    ],
)
def test_whom_nobody_holds(text: str) -> None:
    assert {event.type for event in events(text)} <= {"AID", "RETREAT"}


def test_weapons_are_seized_and_nobody_with_them() -> None:
    assert doing("The guerrillas took away two rifles and a radio.") == {("COERCE", "seize", "REB")}


@pytest.mark.parametrize(
    "text",
    [
        "Four sailors were taken off a dredger by pirates near Bonny.",
        "Pirates dragged four sailors from their trawler in the Red Sea.",
        "Fighters stopped a convoy near Djibo and led the drivers into the bush.",
        "The LRA forced twelve villagers to carry loot near Dungu.",
        "FARC guerrillas retained two policemen near Tame.",
        "Thirty girls were taken away when gunmen stormed a school in Kajuru.",
        "Al-Shabaab fighters took off the bus those who could not recite the Koran.",
        "Three Egyptian engineers were taken by unknown persons from a site near Sirte.",
        "Dragging passengers off a bus, gunmen fled near Quetta.",
    ],
)
def test_people_are_taken_along_in_many_ways(text: str) -> None:
    assert ("ASSAULT", "abduct", "REB") in doing(text)


@pytest.mark.parametrize(
    "text",
    [
        "Agents pulled a student leader off a bus in Caracas. He has not been heard from.",
        "Six youths were rounded up by soldiers in Buni Yadi and their whereabouts are unknown.",
    ],
)
def test_what_became_of_them_may_be_told_behind(text: str) -> None:
    assert [(event.type, event.mode) for event in events(text)] == [("ASSAULT", "abduct")]


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("The rebels drove the army into the mountains near Goma.", "win-ground"),
        ("Soldiers led blindfolded men out of a house in Khan Younis.", "arrest"),
        ("Two men were arrested after gunmen killed a priest in Jos.", "arrest"),
        ("Bandits in Kankara drove away 200 cows.", "seize-things"),
    ],
)
def test_who_is_driven_or_led_off_is_not_always_abducted(text: str, pattern: str) -> None:
    assert {event.pattern for event in events(text) if event.mode != "firearms" and event.pattern != "kill"} == {
        pattern
    }


def test_a_headline_tells_of_him_whom_its_relative_clause_describes() -> None:
    found = events("Nothing else is known.", "ASSAULT", title="Editor who covered cartels shot dead in Tepic, Mexico")
    assert [(event.actors, [who.sector for who in event.recipients]) for event in found] == [((), ["JRN"])]


@pytest.mark.parametrize(
    "text",
    [
        "Officials were taken on a tour of the front near Bor by the army.",
        "Soldiers took reporters to see the captured guns near Bor.",
    ],
)
def test_who_is_shown_round_is_not_held(text: str) -> None:
    assert {event.type for event in events(text)}.isdisjoint({"ASSAULT", "COERCE"})
