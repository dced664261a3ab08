"""Whose police, courts and people are where nobody says so: of the country that a text plays in."""

import pytest

from tests.unit.coding.readings import events


def doers(title: str, text: str, type_: str) -> list[str | None]:
    found = [event for event in events(text, type_, title=title) if event.trigger.field == "text"]
    return [actor.country for actor in found[-1].actors]


@pytest.mark.parametrize(
    ("title", "text", "type_", "country"),
    [
        (
            "Harare bans opposition rally",
            (
                "Zimbabwe's government banned a rally on Friday. Britain called that alarming. Prosecutors accused the "
                "organisers of treason."
            ),
            "ACCUSE",
            "ZWE",
        ),
        (
            "Workers march through Dhaka",
            (
                "Workers marched through Dhaka on Friday. Amnesty International condemned it. Three students "
                "were beaten by police."
            ),
            "ASSAULT",
            "BGD",
        ),
        (
            "Dhaka counts its dead",
            (
                "Bangladeshi police shot at a crowd on Friday, and unions called a strike. The prime minister, who "
                "was back from a visit to Nepal, imposed a curfew."
            ),
            "COERCE",
            "BGD",
        ),
    ],
)
def test_they_are_of_no_state_that_only_speaks(title: str, text: str, type_: str, country: str) -> None:
    assert doers(title, text, type_) == [country]


@pytest.mark.parametrize(
    ("title", "text", "type_", "country"),
    [
        (
            "Kenya votes",
            "Kenya votes on Sunday. In Uganda, the opposition accused the government of fraud. Police beat students.",
            "ASSAULT",
            "UGA",
        ),
        (
            "Moscow and Kyiv trade fire",
            "Russia and Ukraine traded fire on Friday. Poland closed its border. Police detained a spy.",
            "COERCE",
            "POL",
        ),
        (
            "Tehran hangs a dissident",
            (
                "Iran hanged a dissident on Friday. Germany recalled its envoy. German police held a spy, and "
                "lawmakers called for sanctions."
            ),
            "REQUEST",
            "DEU",
        ),
        (
            "Moscow jails a priest",
            "A Russian court jailed a priest on Friday. Thousands marched in Lyon. Police arrested six.",
            "COERCE",
            "FRA",
        ),
        (
            "Moscow warns Kyiv",
            (
                "Russia warned Ukraine on Friday. It sent ships to the Black Sea. Protesters stormed the town hall "
                "in Luhansk."
            ),
            "PROTEST",
            "UKR",
        ),
    ],
)
def test_the_scene_moves_with_places_and_people(title: str, text: str, type_: str, country: str) -> None:
    assert doers(title, text, type_) == [country]


@pytest.mark.parametrize(
    ("title", "text", "type_", "country"),
    [
        (
            "Benin: officers seize power",
            (
                "Officers toppled the president of Benin on Friday and flew him out on a French plane. "
                "Paris denied taking sides. Soldiers suspended the constitution."
            ),
            "COERCE",
            "BEN",
        ),
        (
            "Jets bomb Bulgarian village in drill",
            (
                "Two Bulgarian jets bombed a village on Friday. They were taking part in a drill with American troops. "
                "The air force apologised to residents."
            ),
            "CONCEDE",
            "BGR",
        ),
        (
            "Sofia quiet after the riots",
            (
                "Rioters left the centre of Sofia on Friday. Bulgaria's president thanked them. "
                "The junta in Serbia fell. In Nis, soldiers fired on a crowd."
            ),
            "ASSAULT",
            "SRB",
        ),
        (
            "Togo mourns as Benin sends doctors",
            "Togo counted its dead on Friday. Benin sent doctors. The army of Ghana lifted a curfew, and its men left.",
            "CONCEDE",
            "GHA",
        ),
    ],
)
def test_forces_are_of_the_country_that_a_text_plays_in(title: str, text: str, type_: str, country: str) -> None:
    assert doers(title, text, type_) == [country]


@pytest.mark.parametrize(
    ("title", "text", "type_", "country"),
    [
        (
            "India and Pakistan trade fire",
            "India and Pakistan traded fire on Friday. Pakistan closed its airspace. The army shelled a village.",
            "ASSAULT",
            "PAK",
        ),
        (
            "Israeli tanks enter Gaza",
            (
                "Israeli armour entered Gaza City on Friday from the north of the Gaza Strip. The military said it had "
                " bombed 600 targets from the air."
            ),
            "ASSAULT",
            "ISR",
        ),
    ],
)
def test_no_side_of_a_war_is_at_home_for_both(title: str, text: str, type_: str, country: str) -> None:
    assert doers(title, text, type_) == [country]


@pytest.mark.parametrize(
    ("country", "type_", "text"),
    [
        ("TCD", "ASSAULT", "France said rebels had captured a base in Chad."),
        ("TCD", "ASSAULT", "France explained that rebels had captured a base in Chad."),
        ("AFG", "ASSAULT", "China said gunmen had attacked its embassy in Kabul."),
        ("KEN", "PROTEST", "Norway said protesters had stormed the parliament of Kenya."),
        ("NER", "COERCE", "Norway said army officers had seized control of Niger."),
        ("UKR", "ASSAULT", "Ukraine said rebels had attacked its soldiers near Donetsk."),
        ("TUR", "ASSAULT", "Turkey said troops had killed nine militants in Iraq."),
    ],
)
def test_those_of_whom_another_state_tells_are_where_they_do_it(country: str, type_: str, text: str) -> None:
    assert doers("", text, type_) == [country]


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("ISR", "JERUSALEM – Police questioned Ehud Olmert about his plan to remove settlements in Gaza."),
        ("GBR", "LONDON – Police arrested a man over an attack in Pakistan."),
        ("ESP", "MADRID – Police arrested four men over the bombing in Casablanca, Morocco. Spain had sought them."),
        ("KEN", "Nairobi police arrested nine men over a raid in Somalia."),
        ("NGA", "Police arrested nine protesters in Lagos."),
    ],
)
def test_the_police_are_not_of_where_that_was_over_which_they_act(country: str, text: str) -> None:
    police = [actor for event in events(text) for actor in event.actors if actor.sector == "POL"]
    assert [actor.country for actor in police] == [country]
