"""Upheavals within a country: who suffers them, who only tells what they are for, and which are long past or a riot."""

import pytest

from tests.unit.coding.readings import events


def sides(text: str, type_: str) -> tuple[list[tuple[str | None, str]], list[tuple[str | None, str]]]:
    event = events(text, type_)[0]
    return [(a.country, a.sector) for a in event.actors], [(a.country, a.sector) for a in event.recipients]


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("Rebels killed two judges in Chad on Monday.", ("TCD", "JUD")),
        ("Gunmen abducted 40 pupils in Nigeria on Monday.", ("NGA", "CVL")),
        ("Militants kidnapped a magistrate in Pakistan.", ("PAK", "JUD")),
        ("A letter bomb wounded a minister in Athens.", ("GRC", "GOV")),
        ("A car bomb killed two reporters in Colombia.", ("COL", "JRN")),
        ("The army killed a senator in Haiti.", ("HTI", "LEG")),
        ("Police beat two photographers with truncheons in Minsk.", ("BLR", "JRN")),
        ("Attackers hurled a grenade into the house of a bishop in Burundi.", ("BDI", "CVL")),
        ("Kenyan gunmen killed two Chadian judges in Sudan.", ("TCD", "JUD")),
        ("Israel bombed a depot in Syria.", ("SYR", "UNK")),
        ("Rebels captured a base in Mali.", ("MLI", "GOV")),
    ],
)
def test_people_suffer_an_attack_rather_than_the_place_where_they_are(text: str, victim: tuple[str, str]) -> None:
    assert sides(text, "ASSAULT")[1] == [victim]


@pytest.mark.parametrize(
    ("text", "type_", "doer"),
    [
        ("Pro-government mobs attacked students in Zambia.", "ASSAULT", ("ZMB", "CVL")),
        ("Anti-government marchers demanded the resignation of the premier in Peru.", "REQUEST", ("PER", "CVL")),
        ("Anti-Taliban fighters killed nine men in Panjshir.", "ASSAULT", ("AFG", "REB")),
        ("A pro-Palestinian crowd attacked police in London.", "ASSAULT", ("GBR", "CVL")),
        ("Pro-government forces attacked rebels near Aden.", "ASSAULT", ("YEM", "MIL")),
        ("Pro-Iranian militias attacked an American base in Iraq.", "ASSAULT", ("IRN", "REB")),
    ],
)
def test_for_or_against_whom_people_are_does_not_make_them_his(text: str, type_: str, doer: tuple[str, str]) -> None:
    assert sides(text, type_)[0] == [doer]


def test_a_protest_is_against_whom_its_name_tells() -> None:
    assert sides("The anti-government protests continued on Monday in Peru.", "PROTEST")[1] == [("PER", "GOV")]


def test_the_name_of_a_crowd_is_quoted_with_what_it_is_for() -> None:
    (event,) = events("Pro-Russian demonstrators blocked a bridge in Kharkiv.", "PROTEST")
    assert event.actors[0].text == "Pro-Russian demonstrators"


@pytest.mark.parametrize("who", ["Opposition militants", "Trade union militants", "Student militants"])
def test_militants_of_a_party_or_a_union_are_no_rebels(who: str) -> None:
    (event,) = events(f"{who} marched in Dakar on Monday.")
    assert (event.type, event.actors[0].sector) == ("PROTEST", "CVL")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The mayor fled after armed rebels took the town in Chad.", {"RETREAT": "GOV", "ASSAULT": "REB"}),
        ("Nine shops closed when armed rebels reached Gao in Mali.", {"MOBILIZE": "REB"}),
        ("The minister resigned as arrested reporters went on hunger strike.", {"RETREAT": "GOV", "PROTEST": "JRN"}),
        ("The minister resigned after wounded soldiers protested in Mali.", {"RETREAT": "GOV", "PROTEST": "MIL"}),
    ],
)
def test_a_participle_before_its_noun_is_no_deed_of_whoever_stands_before(text: str, told: dict[str, str]) -> None:
    assert {e.type: e.actors[0].sector for e in events(text)} == told


def test_a_participle_behind_that_may_be_a_deed() -> None:
    text = "An attack on Chad that involved warships could be a reason for war."
    assert {e.modality for e in events(text, "ASSAULT")} == {"hypothetical"}


def test_a_remark_that_is_released_frees_nobody() -> None:
    assert not events(
        "The minister gave the reason in a remark released on the official page of the cabinet in Georgia."
    )
    assert events("The rebels released two officials in Georgia on Monday.", "RETREAT")


@pytest.mark.parametrize("thing", ["governor's office", "president's residence", "governors' palace", "mayor's house"])
def test_whose_building_is_seized_is_not_taken_captive(thing: str) -> None:
    assert "abduct" not in {e.mode for e in events(f"Rebels seized the {thing} in Chad on Sunday.")}


@pytest.mark.parametrize("who", ["the governor", "the governor's son", "two of the governor's aides"])
def test_people_that_are_seized_are(who: str) -> None:
    assert [e.mode for e in events(f"Rebels seized {who} in Chad on Sunday.")] == ["abduct"]


@pytest.mark.parametrize(
    "text",
    [
        "The radio building was surrounded by troops in Togo.",
        "Soldiers surrounded the state radio in Togo.",
        "Soldiers encircled the parliament building in Niamey.",
        "Troops entered Jos to restore calm, Nigeria said.",
        "The army moved into Coimbatore to quell riots.",
    ],
)
def test_soldiers_around_a_building_or_sent_to_restore_order_fight_nobody(text: str) -> None:
    assert "ASSAULT" not in {e.type for e in events(text)}
    assert [e.mode for e in events(text, "MOBILIZE")] == ["troops"]


@pytest.mark.parametrize(
    "text",
    [
        "Troops surrounded the village of Kati in Mali.",
        "Militants surrounded a police station in Gao and opened fire.",
        "Soldiers surrounded the rebels in a building in Gao.",
    ],
)
def test_towns_and_rebels_are_surrounded_in_a_fight(text: str) -> None:
    assert events(text, "ASSAULT")


@pytest.mark.parametrize(
    "text",
    [
        "Eight people were killed in protests in Benin on Sunday.",
        "Six people have died in violent protests in Benin.",
        "Nine people have been killed in weeks of unrest in Peru.",
        "Nine people died in post-election violence in Kenya.",
        "Two people died in clashes between police and demonstrators in Lima.",
        "At least 30 people have died since protests began in Iran.",
    ],
)
def test_who_dies_in_a_riot_dies_in_no_war(text: str) -> None:
    assert events(text, "ASSAULT")[0].contexts == ("internal",)


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers killed nine people at a protest in Omdurman.",
        "Nine people were killed when troops fired on protests in Yangon.",
        "Gunmen killed nine people at a rally in Peshawar.",
        "Nine people were killed in fighting near Goma.",
    ],
)
def test_who_is_killed_by_forces_is(text: str) -> None:
    assert "military" in events(text, "ASSAULT")[0].contexts


def test_those_who_push_soldiers_back_fight_no_battle() -> None:
    assert not events("Lawmakers pushed soldiers back with chairs in Seoul.", "ASSAULT")
    assert events("Rebels pushed soldiers back near Goma.", "ASSAULT")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("General Okello, who seized power in the 1986 military coup, opened a bridge on Monday.", "1986-01-01"),
        ("The junta, which took power in last year's coup, banned parties in Niger on Monday.", "2023-01-01"),
        ("The army, which seized power in the 2020 mutiny, met rebels on Monday in Mali.", "2020-01-01"),
        ("Four men have been hanged in Chad since the military seized power.", "2024-10-23"),
        ("Prices in Niger have doubled since soldiers overthrew the president.", "2024-10-23"),
        ("The book describes how officers plotted a coup in Guatemala.", "2024-10-23"),
    ],
)
def test_how_those_who_rule_have_come_to_is_no_news(text: str, start: str) -> None:
    (event,) = (e for e in events(text, "COERCE") if e.object == "power")
    assert (event.modality, event.occurred.start) == ("historical", start)


def test_what_has_been_done_since_then_is_of_today() -> None:
    (event,) = events("Four men have been hanged in Chad since the army seized power in 2021.", "SANCTION")
    assert (event.modality, event.occurred.start) == ("actual", "2024-10-23")


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers seized power in Niger on Monday.",
        "The president fled after soldiers seized power in Niger.",
        "The army, which took power on Monday, closed the border in Niger.",
    ],
)
def test_a_coup_of_these_days_is(text: str) -> None:
    assert [e.modality for e in events(text, "COERCE") if e.object == "power"] == ["actual"]


@pytest.mark.parametrize(
    "text",
    [
        "The hurricane killed 90 people in Honduras. The army has activated 6,000 reservists.",
        "Floods hit Honduras on Monday. Soldiers were rushed to three towns.",
        "The army has called up 5,000 reservists after the hurricane in Honduras.",
        "Forest fires raged in Chile. The government deployed 2,000 soldiers on Monday.",
    ],
)
def test_forces_that_move_in_a_text_of_a_disaster_help(text: str) -> None:
    assert {e.sense for e in events(text, "MOBILIZE")} == {"weather"}


def test_they_do_not_where_it_tells_of_war_too() -> None:
    text = "Floods hit the front near Goma. Rebels shelled a camp. The army called up 5,000 reservists on Monday."
    assert {e.sense for e in events(text, "MOBILIZE")} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Part of a warehouse collapsed after a blast in India.",
        "Two soldiers were killed when a grenade exploded in training in Latvia.",
        "Three people were taken out of the house by firefighters in Ohio.",
    ],
)
def test_mishaps_and_rescues_strike_nobody(text: str) -> None:
    assert not events(text, "ASSAULT")


def test_a_swat_team_is_police_and_of_no_valley() -> None:
    assert sides("A SWAT team arrested a man in Ohio on Monday.", "COERCE")[0] == [("USA", "POL")]


@pytest.mark.parametrize(
    "text", ["Estonia suffered a cyberattack on Friday.", "Estonia has suffered a hacking attack."]
)
def test_who_suffers_a_cyberattack_made_none(text: str) -> None:
    assert [(e.mode, e.actors, e.recipients[0].country) for e in events(text)] == [("cyber", (), "EST")]


@pytest.mark.parametrize(
    "text",
    [
        "Saboteurs cut railway cables in Sweden on Saturday.",
        "Police in Sweden are investigating the sabotage of radio cables, which halted all trains on Saturday.",
    ],
)
def test_sabotage_of_cables_is_told_by_noun_and_verb(text: str) -> None:
    assert [(e.mode, e.object) for e in events(text, "ASSAULT")] == [("destroy", "infrastructure")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Three opposition parties were suspended in Guinea.", ("COERCE", "restrict")),
        ("The prime minister met with the leaders of the protests in Armenia.", ("CONSULT", None)),
        ("Police tried to clear the main square in Yerevan.", ("ASSAULT", "crowd-control")),
    ],
)
def test_verbs_of_rule_mean_what_stands_beside_them(text: str, told: tuple[str, str | None]) -> None:
    assert [(e.type, e.mode) for e in events(text)] == [told]


@pytest.mark.parametrize("what", ["Cables were deliberately cut near Malmo", "A bridge was blown up in Sweden"])
def test_police_that_tell_of_sabotage_made_none(what: str) -> None:
    assert [e.actors for e in events(f"{what} on Saturday, police said.", "ASSAULT")] == [()]


def test_an_army_officer_is_no_policeman() -> None:
    assert sides("An army officer was arrested in Togo.", "COERCE")[1] == [("TGO", "MIL")]


def test_media_that_report_the_dead_are_not_the_dead() -> None:
    (event,) = events("Local media reported at least 30 dead in Khartoum after a raid.", "ASSAULT")[:1]
    assert "JRN" not in {a.sector for a in event.recipients}
