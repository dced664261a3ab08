"""Those who stand beside an act and are no side of it: who tells of it, who hears of it, who has to do with others."""

import pytest

from tests.unit.coding.readings import countries, events


@pytest.mark.parametrize(
    "text",
    [
        "Lithuania has stepped up naval patrols in its waters, and Denmark is shadowing a ship of China.",
        "Kenya stepped up patrols in the north, while Somalia's army attacked Al-Shabaab.",
        "Poland sent 500 soldiers to its eastern border after Russia attacked Ukraine.",
        "South Korea put its army on alert after North Korea fired a missile at a Japanese island.",
    ],
)
def test_who_deals_with_others_in_the_next_clause_is_not_whom_forces_move_against(text: str) -> None:
    assert events(text, "MOBILIZE")[0].recipients == ()


def test_a_seized_ship_is_nobodys_own() -> None:
    (event,) = events("", title="Iran boards ship suspected of smuggling fuel")
    assert (event.mode, countries(event.actors), event.recipients) == ("seize", ["IRN"], ())


def test_whoever_arrests_a_spy_is_none() -> None:
    arrest, spying = events("", title="Poland arrests man suspected of spying for Russia")
    assert (arrest.mode, countries(arrest.actors)) == ("arrest", ["POL"])
    assert (spying.actors[0].text, countries(spying.recipients)) == ("man", ["RUS"])


def test_those_who_hear_of_an_act_did_not_do_it() -> None:
    text = (
        "Six hours after imposing martial law, the president of South Korea says he will lift it. The troops that were"
    )
    (event,) = events(f"{text} sent have been withdrawn, he tells the nation, and there will be an inquiry.", "RETREAT")
    assert [actor.text for actor in event.actors] != ["nation"]


@pytest.mark.parametrize("title", ["Mr Putin", "President Putin"])
def test_a_title_behind_a_word_for_people_is_no_part_of_it(title: str) -> None:
    (event,) = events(f"In an address to the nation {title} threatened to strike Ukraine.")
    assert event.actors[0].text == title


def test_a_blow_falls_on_a_country_not_on_its_spokesman() -> None:
    text = "Russia moved jets to Bryansk. The Russian defence ministry said the drones had come at night."
    event = events(f"{text} Ukraine's military said that it had struck an ammunition depot near Karachev.", "ASSAULT")[
        -1
    ]
    assert (countries(event.recipients), event.recipients[0].text) == (["RUS"], "Russia")


@pytest.mark.parametrize(
    "whom",
    [
        "nine people and seven entities that it accuses of supporting North Korea's government",
        "people and entities involved in North Korea's missile programme",
    ],
)
def test_sanctions_on_people_of_no_country_are_meant_for_the_state_they_serve(whom: str) -> None:
    (event,) = events(f"Australia imposed sanctions on {whom}.", "SANCTION")
    assert countries(event.recipients) == ["PRK"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Turkey-backed rebels seized a Syrian town.", "SYR"),
        ("Iran-backed militias attacked a US base in Iraq.", "IRQ"),
        ("Rwandan-backed rebels seized Goma.", "COD"),
    ],
)
def test_those_whom_a_state_backs_are_at_home_where_they_fight(text: str, country: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert countries(event.actors) == [country]
    assert event.recipients[0].text not in ("Turkey", "Iran", "Rwandan")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Russia attacked a US base in Iraq.", "USA"),
        ("Rebels attacked a French camp in Mali.", "FRA"),
        ("Gunmen attacked the Russian embassy in Kabul.", "RUS"),
        ("Russia fired Iranian drones at Kharkiv in Ukraine.", "UKR"),
    ],
)
def test_whose_base_is_struck_suffers_it_not_the_land_around(text: str, whose: str) -> None:
    assert countries(events(text, "ASSAULT")[0].recipients) == [whose]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Taiwan reported 30 Chinese jets near the island on Friday.", "CHN"),
        ("Norway spotted a Russian submarine off its coast.", "RUS"),
    ],
)
def test_those_who_are_seen_move_not_those_who_see_them(text: str, whose: str) -> None:
    assert countries(events(text, "MOBILIZE")[0].actors) == [whose]


def test_letters_of_a_name_are_no_words() -> None:
    (event,) = events("", title="Coalition bombs IS convoy in Syria")
    assert (event.type, event.recipients[0].name) == ("ASSAULT", "Islamic State")
    (event,) = events("The US, WHO and UN condemned the attack on a hospital in Sudan.", "ACCUSE")
    assert countries(event.actors) == ["USA", "WHO", "UNO"]
    assert not events("PEACE IS NEAR, SAYS OSLO", "ASSAULT")


@pytest.mark.parametrize("title", ["UN says hospital in Gaza hit by air strike", "Norway says undersea cable cut"])
def test_what_a_headline_says_was_done_is_the_word_of_who_says_it(title: str) -> None:
    source = events("", title=title)[0].attribution.source
    assert source is not None
    assert title.startswith(source.text)
