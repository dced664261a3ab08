"""Who says so, and when it was, as reports of many outlets tell it."""

import pytest

from tests.unit.coding.readings import countries, events
from tocsin.coding.reading import Event


def source(event: Event) -> str | None:
    found = event.attribution.source
    return None if found is None else found.country


def day(event: Event) -> str:
    return (event.occurred.start or "")[:10]


@pytest.mark.parametrize(
    "text",
    [
        "Ankara's army said Syrian marines fired about nine rockets from a boat moored near Latakia.",
        "Turkey said that Syrian marines, thought to be drunk, fired nine rockets at a boat.",
        "Turkey said Syrian marines, who were drunk, had fired nine rockets at a boat.",
        "Turkey said that Syrian marines, seen on Monday near Latakia, fired nine rockets at a boat.",
    ],
)
def test_what_is_set_off_in_a_report_is_told_by_whoever_reports(text: str) -> None:
    (fired,) = events(text, "ASSAULT", "MOBILIZE")
    assert countries(fired.actors) == ["SYR"]
    assert source(fired) == "TUR"


FILED = """Kyiv: Russia launched drones at Ukrainian ports on Monday, officials said. Russian troops also shelled a
clinic, the defence ministry said."""


def test_officials_are_of_where_a_text_is_filed_that_speaks_of_it() -> None:
    assert {source(event) for event in events(FILED, "ASSAULT")} == {"UKR"}


def test_officials_are_not_of_a_place_where_only_the_reporter_sits() -> None:
    text = FILED.replace("Kyiv", "Dubai").replace("Ukrainian ", "")
    assert {source(event) for event in events(text, "ASSAULT")} == {"RUS"}


def test_it_added_goes_back_to_whoever_spoke_not_to_whom_the_words_speak_of() -> None:
    text = 'NATO said it had seen jets. "Iran has attacked two tankers," it added.'
    (attacked,) = events(text, "ASSAULT")
    assert (countries(attacked.actors), source(attacked)) == (["IRN"], "NATO")


def test_a_person_known_for_one_office_may_hold_another_countrys() -> None:
    (accused,) = events("Dutch Defence Minister Jens Stoltenberg accused Russia of shelling Sumy.", "ACCUSE")
    assert countries(accused.actors) == ["NLD"]


CONFIRMED = """Police in Nigeria on Tuesday confirmed an attack on a village by gunmen. Four men were killed, a
spokesman said. A farmer said the gunmen stormed the village at about 5 p.m. on Sunday."""
BREACHED = """Kyiv: Officials said on Tuesday that Russia had shelled Sumy on Sunday. Russia broke the truce a day
after two soldiers had been killed near Sumy in Ukraine."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Rebels killed nine soldiers yesterday (Sunday)," the army of Mali said.', ["2024-10-20"]),
        ("Mali's army said in its October 17 bulletin that rebels had shelled Gao.", ["2024-10-17"]),
        (CONFIRMED, ["2024-10-20", "2024-10-20", "2024-10-20"]),
        (BREACHED, ["2024-10-20", "2024-10-20", "2024-10-19"]),
    ],
)
def test_the_day_of_a_deed_is_not_that_of_the_report(text: str, expected: list[str]) -> None:
    assert [day(event) for event in events(text, "ASSAULT")] == expected


def test_civilians_whose_country_only_the_text_tells_are_no_soldiers_of_it() -> None:
    text = "Rebels and the army fought in Mali. The army of Mali fled. Rebels then killed two farmers, Mali said."
    killed = events(text, "ASSAULT")[-1]
    assert [(actor.country, actor.sector) for actor in killed.recipients] == [("MLI", "CVL")]


@pytest.mark.parametrize(
    "text",
    [
        'Mali\'s army stated in a bulletin: "On Monday rebels fired four rockets at a bus."',
        "Rebels fired four rockets at a bus on Monday, Mali's army says in a bulletin, adding that nobody was hurt.",
        "Mali's army said a rocket fired at a bus on Monday had missed it.",
        "Mali's army said two men and a woman were killed on Monday.",
    ],
)
def test_who_says_so_is_found_wherever_he_stands(text: str) -> None:
    found = events(text, "ASSAULT")
    assert {source(event) for event in found} == {"MLI"}
    assert {day(event) for event in found} == {"2024-10-21"}


def test_they_in_a_quotation_are_those_whom_it_names_not_who_speaks() -> None:
    text = 'The army of Mali said in a post: "On Friday rebels fired four rockets at Gao. They hit a school."'
    hit = events(text, "ASSAULT")[-1]
    assert [actor.sector for actor in hit.actors] == ["REB"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Israel has fired rockets at Homs, Syrian media report. A source in Syria said on Monday all had missed.",
            "2024-10-21",
        ),
        ("Officials of Mali spoke on Monday. A general said seven rebels had been killed in Gao.", "2024-10-21"),
        ('The sides met on Monday. "Rebels in Mali have killed nine men," an envoy said.', "2024-10-21"),
        ("Rebels left Gao in Mali at the start of the 2012 war and then killed nine men.", "2012-01-01"),
    ],
)
def test_what_is_reported_was_done_by_the_day_of_the_report(text: str, expected: str) -> None:
    assert day(events(text, "ASSAULT")[0]) == expected


def test_who_writes_a_letter_demands_and_not_who_gets_it() -> None:
    (demanded,) = events(
        "Norway's minister sent a letter to the Russian general demanding a halt to the shelling.", "REQUEST"
    )
    assert [(actor.country, actor.sector) for actor in demanded.actors] == [("NOR", "GOV")]


def test_drones_that_forces_engage_with_are_shot_at() -> None:
    (engaged,) = events("The US navy said its ships had engaged with six Houthi drones.", "ASSAULT", "CONSULT")
    assert (engaged.type, countries(engaged.actors), countries(engaged.recipients)) == ("ASSAULT", ["USA"], ["YEM"])


def test_a_source_is_of_the_state_to_whose_agency_it_speaks() -> None:
    text = "Israel shelled Homs. A military source told the SANA agency that the army had met an Israeli attack."
    assert source(events(text, "ASSAULT")[-1]) == "SYR"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighting in 2020 killed 900 soldiers in Mali.", "2020-01-01"),
        (
            "US jets shot down two drones over Yemen. The rebels of Yemen shot down a US drone on Monday.",
            "2024-10-23",
        ),
    ],
)
def test_the_day_of_one_deed_is_not_taken_for_that_of_another(text: str, expected: str) -> None:
    assert day(events(text, "ASSAULT")[0]) == expected


def test_who_is_accused_does_not_say_so() -> None:
    found = events("The rebels have been accused of killing nine farmers in Mali.", "ASSAULT")
    assert [source(event) for event in found] == [None]


@pytest.mark.parametrize("beside", ["despite a report that", "after news that", "amid fresh claims that"])
@pytest.mark.parametrize("promised", ["pledged to seek peace", "agreed to meet", "vowed to go on with the talks"])
def test_what_a_report_tells_is_read_beside_what_somebody_promises(promised: str, beside: str) -> None:
    found = events(f"The government {promised} {beside} rebels had killed 20 soldiers.", "ASSAULT")
    assert [event.modality for event in found] == ["actual"]


def test_what_somebody_is_asked_to_look_into_is_no_report() -> None:
    assert not events("Kenya urged Somalia to look into a report that its soldiers had shot two farmers.", "ASSAULT")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The envoy hoped that Iran would give up its nuclear ambitions.", "hypothetical"),
        ("The pope prayed that the rebels would free the hostages.", "hypothetical"),
        ("Crowds in Tel Aviv prayed for Iran to abandon its nuclear ambitions.", "hypothetical"),
        ("The families dream that the rebels will free the hostages.", "hypothetical"),
        ("The people long for the army to leave the city.", "hypothetical"),
        ("The president hopes to withdraw the troops by June.", "considered"),
        ("The envoy came days before a deadline to end the violence.", "hypothetical"),
        ("The rebels met a deadline to hand over their weapons.", "actual"),
    ],
)
def test_what_others_hope_for_or_are_told_to_do_by_a_day_is_not_done(text: str, modality: str) -> None:
    assert {event.modality for event in events(text, "RETREAT")} == {modality}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels said they'd pull back by Saturday.", "2024-10-26"),
        ("The rebels said they would pull back by Saturday.", "2024-10-26"),
        ("The rebels said they'd pulled back on Saturday.", "2024-10-19"),
        ("The rebels said they'd already left the town on Saturday.", "2024-10-19"),
    ],
)
def test_a_short_would_looks_ahead_and_a_short_had_back(text: str, expected: str) -> None:
    assert day(events(text, "RETREAT")[0]) == expected


def test_a_day_before_the_verb_is_not_that_of_what_is_spoken_of() -> None:
    assert not events("Japan on Monday rejected criticism of its role in the Iraqi war by Syria.", "ACCUSE")
