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
