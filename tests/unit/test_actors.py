"""Who is named: noun phrases, persons, homonyms, and whose army it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.coding.names.actors import ActorMention, find_actors
from tocsin.coding.names.pronouns import antecedents
from tocsin.coding.text.course import Course, Lead
from tocsin.coding.text.lexicon import scan
from tocsin.coding.text.sentences import split


def read(text: str, year: int = 2024, lead: str | None = None) -> list[ActorMention]:
    course = Course((len(text) + 1,), (Lead(lead, 1.0),))
    return find_actors(text, "text", scan(text), split(text), datetime(year, 10, 26, tzinfo=UTC), course)


def told(text: str, year: int = 2024) -> list[tuple[str, str | None, str]]:
    return [(m.actor.text, m.actor.country, m.actor.sector) for m in read(text, year)]


def name_of(text: str, year: int = 2024) -> str | None:
    return read(text, year)[0].actor.name


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("North Korean soldiers", "PRK", "MIL"),
        ("South Korea's spy agency", "KOR", "SPY"),
        ("South Korea’s spy agency", "KOR", "SPY"),
        ("Russian Foreign Minister Sergey Lavrov", "RUS", "GOV"),
        ("U.S. Defense Secretary Lloyd Austin", "USA", "GOV"),
        ("Israeli military", "ISR", "MIL"),
        ("Pyongyang", "PRK", "GOV"),
        ("Kremlin", "RUS", "GOV"),
        ("Blue House", "KOR", "GOV"),
        ("Downing Street", "GBR", "GOV"),
        ("Foggy Bottom", "USA", "GOV"),
        ("Pentagon", "USA", "MIL"),
        ("NATO", "NATO", "IGO"),
        ("European Union", "EUR", "IGO"),
        ("Security Council", "UNO", "IGO"),
        ("Hamas", "PSE", "REB"),
        ("M23 rebels", "COD", "REB"),
        ("State Duma", "RUS", "LEG"),
        ("president of Belarus", "BLR", "GOV"),
        ("spokesman for the Pentagon", "USA", "MIL"),
        ("Hezbollah spokesman", "LBN", "REB"),
        ("troops from Ethiopia", "ETH", "MIL"),
        ("Ukraine's top army general", "UKR", "MIL"),
        ("Rheinmetall", "DEU", "BUS"),
        ("Reuters", "GBR", "JRN"),
        ("British tourists", "GBR", "CVL"),
        ("Putin's army", "RUS", "MIL"),
        ("Putin spokesman", "RUS", "GOV"),
        ("Pakistan's Inter-Services Intelligence", "PAK", "SPY"),
        ("Russia's Putin", "RUS", "GOV"),
        ("Israeli Prime Minister Ariel Sharon's government", "ISR", "GOV"),
        ("Egyptian army spokesman", "EGY", "MIL"),
        ("Egypt's chief of the army", "EGY", "MIL"),
        ("rebel commander", None, "REB"),
        ("head of the Mossad", "ISR", "SPY"),
        ("Boko Haram leader", "NGA", "REB"),
        ("European Union foreign ministers", "EUR", "IGO"),
        ("United Nations security council", "UNO", "IGO"),
        ("NATO member Slovakia", "SVK", "GOV"),
        ("Russia's staunch ally Serbia", "SRB", "GOV"),
        ("Iran’s arch-rival Israel", "ISR", "GOV"),
        ("Chinese ally Pakistan", "PAK", "GOV"),
        ("CIA director", "USA", "SPY"),
    ],
)
def test_a_noun_phrase_is_one_actor_with_its_country_and_sector(text, country, sector):
    assert told(text) == [(text, country, sector)]


def test_armies_ministries_and_peoples_belong_to_whom_the_text_speaks_of():
    assert told("Ethiopia went to war. The army took a town.")[1] == ("army", "ETH", "MIL")
    assert told("The ministry summoned the envoy of Sudan.")[0] == ("ministry", "SDN", "GOV")
    assert told("Police in Linz freed two people.")[0][1] == "AUT"
    assert read("The army moved.", lead="MMR")[0].actor.country == "MMR"
    assert read("The army moved.")[0].actor.country is None
    assert read("Ethiopia went to war. The army took a town.")[1].resolved
    assert told("Russia's war on Ukraine must end and its forces leave")[2] == ("forces", "RUS", "MIL")
    assert told("Israel shelled Hezbollah. The militia fired back.")[2][1] == "LBN"
    assert told("Israel struck. People died in Lebanon, its health ministry said.")[3][1] == "LBN"
    assert told("A state of emergency began") == []


def test_the_alliance_is_no_country_and_the_army_no_alliance():
    found = told("NATO met in Vilnius as Belarus watched. The alliance agreed; the army stayed.")
    assert ("alliance", "NATO", "IGO") in found
    assert ("army", "BLR", "MIL") in found


def test_what_is_listed_shares_its_role():
    assert told("British and French troops") == [("British", "GBR", "MIL"), ("French troops", "FRA", "MIL")]
    assert told("the leaders of Russia and Ukraine") == [("leaders of Russia", "RUS", "GOV"), ("Ukraine", "UKR", "GOV")]
    assert [code for _, code, _ in told("The two Koreas")] == ["PRK", "KOR"]


def test_unknown_persons_get_their_office_and_are_known_again_by_surname():
    found = read("Moldovan Defence Minister Ion Testaru warned of war. Testaru spoke to Reuters.")
    assert (found[0].actor.name, found[0].actor.country, found[0].actor.sector) == ("Ion Testaru", "MDA", "GOV")
    assert (found[1].actor.name, found[1].actor.text) == ("Ion Testaru", "Testaru")
    apposed = read("Ion Testaru, the defence minister of Moldova, resigned.")
    assert apposed[0].actor.name == "Ion Testaru"
    assert read("Moldova's defence minister, Ion Testaru, said so.")[0].actor.name == "Ion Testaru"


def test_a_surname_alone_needs_an_introduction_unless_it_is_one_of_a_kind():
    assert told("Austin wrote a book.") == []
    assert name_of("Putin spoke.") == "Vladimir Putin"
    found = read("Lloyd Austin flew to Kyiv. Austin met nobody.")
    assert [m.actor.name for m in found if m.kind == "person"] == ["Lloyd Austin", "Lloyd Austin"]


def test_the_year_tells_who_held_the_office():
    assert name_of("President Bush spoke.", 1990) == "George H. W. Bush"
    assert name_of("President Bush spoke.", 2004) == "George W. Bush"
    assert read("Rutte spoke.", 2020)[0].actor.country == "NLD"
    assert read("Mark Rutte spoke.", 2025)[0].actor.country == "NATO"


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan scored.",
        "Jordan Pickett scored.",
        "Chad Smithson kept goal.",
        "Sharon Stone won.",
        "Georgia beat Alabama 3-1.",
        "They ate French fries.",
        "New England won.",
    ],
)
def test_namesakes_of_states_and_leaders_are_nobody(text):
    assert [entry for entry in told(text) if entry[1] not in (None, "USA")] == []


def test_a_longer_place_hides_the_country_it_begins_with():
    assert told("Children were found in Niger state")[1:] == []


def test_names_end_where_other_words_begin():
    text = "President Basri's aide met Gen. Sami Basri. Sami-Basri and Omar Basri left. BasriX. Basri, however, stayed."
    found = read(text)
    assert [(m.actor.text, m.actor.name) for m in found if m.kind == "person"][:2] == [
        ("President Basri", "Basri"),
        ("Gen. Sami Basri", "Sami Basri"),
    ]
    assert found[-1].actor.start == text.index("Basri, however")
    assert name_of("Defence Minister Sami de of war") == "Sami"
    assert [m.actor.text for m in read("Then, Putin left")] == ["Putin"]
    assert read("Vladimir Solovyov, Putin Junior") == []
    assert [m.actor.text for m in read("Then Ivanko Putin left")] == []
    assert told("J. Jordan scored") == []


def test_the_militia_of_long_ago_is_not_meant():
    found = told("Hezbollah fired. It rained. It snowed. It was cold. The militia in Chad rested.")
    assert found[1][:2] == ("militia", "TCD")


def test_georgia_is_a_state_of_the_caucasus_where_the_text_is_about_it():
    assert told("Georgia accused Abkhazia of shelling")[0][:2] == ("Georgia", "GEO")
    assert told("Jordan said it shot down drones")[0][:2] == ("Jordan", "JOR")


def test_the_north_is_a_korea_only_in_a_text_on_korea():
    assert told("Seoul said the North fired")[1] == ("the North", "PRK", "GOV")
    assert told("Rain fell in the North") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Putin troops", ["Putin", "troops"]),
        ("Russians soldiers", ["Russians", "soldiers"]),
        ("soldiers police", ["soldiers", "police"]),
        ("spokesman from Russia", ["spokesman", "Russia"]),
        ("soldiers for Russia", ["soldiers", "Russia"]),
        ("Russia of the army", ["Russia", "army"]),
        ("Col. Putin army", ["Col. Putin", "army"]),
        ("soldiers Putin", ["soldiers", "Putin"]),
        ("Russia Ukraine", ["Russia", "Ukraine"]),
        ("India shelled its rival Pakistan", ["India", "Pakistan"]),
        ("Kenya and its ally Ethiopia", ["Kenya", "Ethiopia"]),
        ("Israeli troops hit their neighbour Syria", ["Israeli troops", "Syria"]),
        ("Kenya accuses neighbour Somalia", ["Kenya", "Somalia"]),
        ("no official Kenyan response", ["Kenyan"]),
        ("NATO Hamas", ["NATO", "Hamas"]),
        ("soldiers of the women", ["soldiers", "women"]),
        ("army French fries", ["army"]),
        ("Hamas’  and   Israel", ["Hamas", "Israel"]),
        ("the president (Russia)", ["president", "Russia"]),
    ],
)
def test_what_does_not_belong_together_stays_apart(text, parts):
    assert [m.actor.text for m in read(text)] == parts


def test_a_mention_gives_its_actor_and_its_span():
    mention = read("In Kyiv the Ukrainian army")[1]
    assert (mention.start, mention.end, mention.country, mention.sector) == (12, 26, "UKR", "MIL")


def test_hints_tell_adjectives_prepositions_and_plurals():
    oil, backed = read("Russian oil"), read("Iran-backed rebels")
    assert oil[0].modifier
    assert backed[0].modifier
    assert read("Iran-financed rebels")[0].modifier
    assert not read("The French agreed")[0].modifier
    assert read("It launched a military strike")[0].modifier
    assert not read("The military said so")[0].modifier
    assert read("a pro-Russian rally")[0].modifier
    assert [m.country for m in read("pro-Russian protesters")] == [None]  # they are of where they are
    assert read("They met in Russia")[0].preposition == "in"
    assert read("They gave arms to the Ukrainian army")[0].preposition == "to"
    assert read("North Korean soldiers")[0].plural
    assert read("Israel's army and Israel's")[1].possessive


def test_a_group_at_home_in_two_countries_is_of_the_one_the_text_is_on():
    assert told("In Syria the Islamic State attacked")[1][1] == "SYR"
    assert told("The Islamic State attacked")[0][1] == "IRQ"


def test_pronouns_stand_for_the_last_that_fits():
    text = "Israel bombed Lebanon. Putin called Netanyahu. It stopped. They spoke and both agreed. He left."
    mentions = read(text)

    def stands_for(word: str) -> list[str]:
        at = text.index(word)
        sentence = [a <= at < b for a, b in split(text)].index(True)
        return [m.actor.text for m in antecedents(word, at, sentence, mentions)]

    assert stands_for("It") == ["Israel"]
    assert stands_for("both") == ["Putin", "Netanyahu"]
    assert antecedents("he", 0, 0, mentions) == []
    assert stands_for("They") == []
    assert [m.actor.text for m in antecedents("they", 25, 0, read("Israel and the Poles met Iran."))] == ["Poles"]
    assert [m.actor.text for m in antecedents("both", 30, 0, read("Israel met the Israelis."))] == ["Israel"]
    assert [m.actor.text for m in antecedents("he", len(text), 1, mentions)] == ["Putin"]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "Russia",
                    "'s",
                    "President",
                    "Kim",
                    "the army",
                    "of",
                    "and",
                    "Jordan",
                    "Ahmed",
                    ",",
                    ".",
                    "Mr",
                    "\n",
                    "’s",
                    "-",
                ]
            ),
            st.text(max_size=5),
        ),
        max_size=30,
    )
)
def test_every_mention_quotes_its_text_in_order(pieces):
    text = " ".join(pieces)
    found = read(text)
    for mention in found:
        assert text[mention.actor.start : mention.actor.end] == mention.actor.text != ""
        assert mention.actor.start <= mention.head[0] < mention.head[1] <= mention.actor.end
    assert [m.actor.start for m in found] == sorted(m.actor.start for m in found)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (
            "The Karenni Nationalities Defence Force took a town.",
            "Karenni Nationalities Defence Force",
            "MMR",
        ),
        ("The VDP repelled an attack.", "Volunteers for the Defence of the Homeland", "BFA"),
        ("A clash with the Comuneros del Sur left two dead.", "Comuneros del Sur", "COL"),
        ("The Hafiz Gul Bahadur group claimed the attack.", "Hafiz Gul Bahadur group", "PAK"),
    ],
)
def test_armed_groups_of_all_regions_are_known(text, name, country):
    assert (name, country) in [(mention.actor.name, mention.actor.country) for mention in read(text)]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Hichilema spoke in Lusaka.", "Hakainde Hichilema", "ZMB"),
        ("President Paul Biya stayed silent.", "Paul Biya", "CMR"),
        ("Ousmane Sonko warned Paris. Sonko said no more.", "Ousmane Sonko", "SEN"),
        ("Badr Albusaidi carried a message.", "Badr Albusaidi", "OMN"),
    ],
)
def test_leaders_of_all_regions_are_known(text, name, country):
    assert (name, country) in [(mention.actor.name, mention.actor.country) for mention in read(text)]


@pytest.mark.parametrize("text", ["Major fighting broke out.", "A general strike began.", "Major Powers Condemn Coup"])
def test_ranks_that_describe_are_nobody(text: str) -> None:
    assert not [mention for mention in read(text) if mention.sector == "MIL"]


def test_ranks_before_names_and_verbs_are_somebody() -> None:
    text = "The major said that Private Ori Levi was hurt."
    assert [mention.actor.text for mention in read(text)] == ["major", "Private Ori Levi"]


def test_those_who_suffer_a_strike_are_where_it_was() -> None:
    assert told("A Russian missile hit a block in Kharkiv, the mayor said.")[-1][1] == "UKR"
    assert told("An Israeli strike hit a car in Rafah. The military said it was careful.")[-1][1] == "ISR"


def test_an_embassy_is_not_of_where_it_stands() -> None:
    assert told("Azerbaijan protested over the attack on its embassy in Tehran.")[1][1] == "AZE"
