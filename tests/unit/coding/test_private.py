"""Players, artists, firms and the weather in the words of war, beside those who mean them."""

import pytest

from tests.unit.coding.readings import events


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("ASSAULT", "Australia bombarded the Pakistan bowlers in the Test in Perth."),
        ("ASSAULT", "The Welsh striker fired a rocket into the top corner."),
        ("ASSAULT", "The Danish comedian bombed at his first show in Oslo."),
        ("ASSAULT", "Airlines invaded the market with low fares."),
        ("ASSAULT", "Shoppers stormed the opening of a department store in Lagos."),
        ("ASSAULT", "Hailstones the size of eggs bombarded vineyards near Mendoza."),
        ("ASSAULT", "Cyclone Nora pounded the coast of Fiji."),
        ("MOBILIZE", "The Dutch keeper was called up to the squad for matches against Oman."),
        ("MOBILIZE", "Zoologists from Chile deployed drones to count penguins."),
        ("COERCE", "Snow cut the road between Lima and Cusco."),
        ("COERCE", "The Ghanaian chef shut his restaurant."),
        ("THREATEN", "Typhoon Mina threatened Guam with heavy rain."),
        ("SUPPORT", "The Kenyan runner defended her title in the marathon."),
        ("CONSULT", "The Irish rock band toured Brazil and Peru."),
        ("CONSULT", "Sweden and Norway will meet in the final of the handball championship."),
        ("RETREAT", "The Polish cyclist pulled out of the Tour de France."),
        ("RETREAT", "The start-up vacated its office in Berlin."),
        ("AID", "Toyota invested $2 billion in a factory."),
        ("AGREE", "Two Swiss watchmakers formed an alliance against cheap copies."),
        ("REJECT", "The defence held firm against a barrage from Leeds."),
        ("ACCUSE", "The golfer blasted a drive down the last fairway at the Scottish Open."),
        ("PROTEST", "The pound rose against the dollar in Britain."),
    ],
)
def test_what_private_people_and_nature_do_in_the_words_of_war_is_no_act(type_: str, text: str) -> None:
    assert not events(text, type_)


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("ASSAULT", "Gunmen opened fire on the cricketers of Sri Lanka at a stadium in Lahore."),
        ("ASSAULT", "Israel bombarded Gaza City for a third night."),
        ("ASSAULT", "Militants stormed a hotel in Mogadishu."),
        ("MOBILIZE", "Russia called up 30,000 reservists."),
        ("COERCE", "China loosened nothing and arrested two reporters ahead of the Beijing Olympics."),
        ("THREATEN", "North Korea threatened Japan with a missile strike."),
        ("SUPPORT", "Norway defended its ally Iceland in the row."),
        ("CONSULT", "The foreign minister of Brazil visited Peru."),
        ("RETREAT", "The captain of the Irish team announced his retirement."),
        ("AGREE", "Poland and Estonia formed an alliance against the threat from Russia."),
        ("ACCUSE", "The captain of Ghana accused the referee of bias."),
        ("PROTEST", "The people of Nepal rose up against the king."),
    ],
)
def test_those_who_mean_them_act(type_: str, text: str) -> None:
    assert events(text, type_)


def test_a_given_name_before_a_surname_is_no_firm() -> None:
    assert not [
        e for e in events("Rafael Nadal tightened his grip on the ranking.", "COERCE") if e.actors[0].country == "ISR"
    ]


def test_a_war_in_the_news_of_sport_is_a_war() -> None:
    text = (
        "UEFA banned Russian clubs from the league after Russia invaded Ukraine. The striker scored in the match, "
        "and the coach praised the defence. The club won the league title in May."
    )
    assert [(e.actors[0].country, e.recipients[0].country) for e in events(text, "ASSAULT")] == [("RUS", "UKR")]
    assert not events(
        "Fans invaded the pitch after the match. The striker scored and the league title was won.", "ASSAULT"
    )
