"""The day of an event: the time of its own clause, one that runs on, or the day of publication."""

from datetime import UTC, datetime

import pytest

from tocsin.coding.coder import code
from tocsin.coding.reading import Event

PUBLISHED = datetime(2024, 7, 25, 9, 0, tzinfo=UTC)  # a Thursday
TODAY = "2024-07-25"
FIRED = "fired a missile over"
SHELLED, OLD = "shelled", "2019-05-01"
WOUNDED = "reported that one of its soldiers was wounded"


def read(text: str, title: str = "") -> list[Event]:
    return list(code(title, text, PUBLISHED).events)


def days(text: str, title: str = "") -> dict[str, tuple[str | None, str | None]]:
    """The first and last day of each event, by its trigger."""
    return {e.trigger.text: ((e.occurred.start or "")[:10], (e.occurred.end or "")[:10]) for e in read(text, title)}


def day(text: str, trigger: str, title: str = "") -> str | None:
    found = days(text, title)
    assert trigger in found, sorted(found)
    return found[trigger][0]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Russian forces shelled Kharkiv on Monday.", "shelled", "2024-07-22"),
        ("On Monday Russian forces shelled Kharkiv.", "shelled", "2024-07-22"),
        ("Russian forces on Monday shelled Kharkiv.", "shelled", "2024-07-22"),
        ("Russian forces shelled Kharkiv.", "shelled", TODAY),
        ("Russian forces shelled Kharkiv in May 2023.", "shelled", "2023-05-01"),
        ("Rebels have attacked six villages in Mali in recent months.", "attacked", "2024-04-25"),
        ("Over the past few days the army of Mali has shelled Gao.", "shelled", "2024-07-22"),
        (
            "A rebel leader died on Sunday after a shootout with police in Mali.",
            "died on Sunday after a shootout",
            "2024-07-21",
        ),
        ("Russia has killed 12,000 people in Ukraine since it invaded in February 2022.", "killed", "2022-02-01"),
        ("Mali closed its border on Monday after jets shelled Gao overnight.", "shelled", "2024-07-22"),
        (
            "Mali has begun air strikes after a raid on its troops near Gao last weekend, the army said on Wednesday.",
            "raid",
            "2024-07-20",
        ),
        ("Mali has expelled nine envoys of Niger over a raid on Gao on July 15.", "expelled", TODAY),
        (
            "The fighting went on Monday, a day after as many as 30 people were killed by rebels in Mali.",
            "killed",
            "2024-07-21",
        ),
        ("The vote came days after rebels shelled Gao in Mali.", "shelled", "2024-07-19"),
        ("Mali closed its border on Monday, hours after rebels shelled Gao.", "shelled", "2024-07-22"),
        ("On Monday, days after a raid on Gao, rebels left Mali.", "raid", "2024-07-16"),
        ("Rebels took Gao in Mali on Monday after heavy fighting.", "heavy fighting", "2024-07-22"),
        (
            "Six were killed and 30 wounded in clashes in Mali on Sunday, officials said.",
            "killed",
            "2024-07-21",
        ),
        (
            "Six were killed and 30 wounded in clashes in Mali on Sunday, officials said.",
            "wounded in clashes",
            "2024-07-21",
        ),
        ("North Korea fired a missile near Kusong, where a base is, in October 2023.", "fired", "2023-10-01"),
        (
            "A string of bombings in Mali killed 26 on Monday. Officials had said Sunday's bombing in Gao killed nine.",
            "bombings in Mali killed",
            "2024-07-22",
        ),
        (
            "A missile strike killed ten in Kharkiv. Six others were wounded on Monday.",
            "missile strike killed",
            "2024-07-22",
        ),
        (
            "Six were shot on Sunday by troops who fled after a girl was killed, Ann Ek, an aide, said on Tuesday.",
            "killed",
            "2024-07-21",
        ),
        ("More than 300 soldiers of Mali have been killed since the start of the war in 2015.", "killed", "2015-01-01"),
        ("Mali welcomed the release of ten sailors seized by rebels on May 26.", "release", TODAY),
        ("Mali and Niger resumed talks in Vienna that began earlier this month.", "resumed", TODAY),
        (
            "Soldiers were deployed to Gao — the scene of a bloody raid in 2014 when nine girls were seized.",
            "deployed",
            TODAY,
        ),
        ("“They warned Russia as early as May,” the envoy said, condemning Iran.", "condemning", TODAY),
        ("“In May all was calm,” the envoy said, condemning Iran.", "condemning", TODAY),
        ("“It is the worst since 1969, when Iran shelled Basra,” the envoy said, condemning it.", "condemning", TODAY),
        ("Oil for May delivery rose after Iran shelled Basra.", "shelled", TODAY),
        ("Iran shelled Basra, bringing the total since May to nine raids.", "shelled", TODAY),
        ("Last May a truce was called, but it broke down in June after Iran shelled Basra.", "shelled", "2024-06-01"),
        ("Russian forces shelled Kharkiv despite a truce in force since May 2023.", "shelled", TODAY),
        ("Ukraine condemned Monday's attack by Russian forces.", "condemned", TODAY),
        ("The army said on Wednesday that Russian forces had shelled Kharkiv on Sunday.", "shelled", "2024-07-21"),
        ("Russian forces shelled Kharkiv, the governor said on Tuesday.", "shelled", "2024-07-23"),
        ("Iran, which on Tuesday shelled a Kurdish camp, condemned the United States.", "condemned", TODAY),
        ("Iran, which on Tuesday shelled a Kurdish camp, condemned the United States.", "shelled", "2024-07-23"),
        ("Russian forces have shelled Kharkiv since Saturday.", "shelled", "2024-07-20"),
        ("When Russian forces attacked on Monday, the army withdrew from Kharkiv.", "withdrew from", "2024-07-22"),
        ("In the night of 21 to 22 July Russian forces shelled Kharkiv.", "shelled", "2024-07-21"),
        ("Two were killed and hurt in a raid carried out by Russian troops on Monday.", "killed", "2024-07-22"),
        ("A May ceasefire was brokered by Qatar.", "brokered", "2024-05-01"),
        ("Until 2019 Russian forces shelled Kharkiv.", "shelled", "2019-01-01"),
        ("The 1992-94 war killed 30,000 Armenians.", "killed", "1992-01-01"),
        ("The war of 1991 killed 30,000 soldiers.", "killed", "1991-01-01"),
        ("The 1994 genocide in Rwanda killed 800,000 people.", "killed", "1994-01-01"),
        ("The war in Syria killed nine soldiers on Monday.", "killed", "2024-07-22"),
        ("In 1994 militias killed 800,000 people between April and July.", "killed", "1994-04-01"),
        ("In 2019 rebels took Gao in May and shelled Kidal in June.", "shelled", "2019-06-01"),
        ("Rebels took Gao in 2019 and shelled Kidal in June.", "shelled", "2024-06-01"),
        ("Rebels took Gao in May 2011, shelled Kidal in October and left.", "shelled", "2011-10-01"),
        ("Born in May 1950, Bashir shelled Kidal in October.", "shelled", "2023-10-01"),
        ("Thousands were killed during the 1994 genocide in Rwanda.", "killed", "1994-01-01"),
        ("The 2015 deal was broken by Iran.", "broken", TODAY),
        ("It was the first launch since May, when North Korea fired a missile over Japan.", FIRED, "2024-05-01"),
        ("In last year's war games, Norway says, Russia jammed GPS signals in Finnmark.", "jammed GPS", "2023-01-01"),
        ("The general was overthrown in 2012 by soldiers who accused him of neglect.", "accused", "2012-01-01"),
        ("The group was founded in 2003 by a man who bombed a market in Mosul.", "bombed", "2003-01-01"),
        ("The truce that Syria broke when Russia shelled Homs on Monday is dead.", "broke", "2024-07-22"),
        ("Rebels fled Homs on Monday and are attacking Hama.", "attacking", TODAY),
        ("Iran's sanctions, effective from Sunday, will ban oil sales to Syria.", "ban oil", "2024-07-28"),
        ("The order will lift the sanctions on Iran after 90 days.", "lift", "2024-10-23"),
        ("Iran seized what it said was a tanker of Israel on Monday.", "seized", "2024-07-22"),
        ("Rebel forces, backed by artillery, on Sunday attacked an army base.", "attacked", "2024-07-21"),
        ("A year ago rebels overran Gao.", "overran", "2023-07-01"),
        ("About a year ago rebels overran Gao.", "overran", "2023-01-01"),
        ("Oil rose 5% from a year ago after Russia shelled Kharkiv.", "shelled", TODAY),
        ("Iran and Iraq, which last met in May, agreed to open the border.", "agreed to", TODAY),
        ("Armenia had reported that one of its soldiers was wounded on Sunday.", WOUNDED, "2024-07-21"),
        ("Nine rebels were arrested in the raid, which took place on Monday.", "arrested", "2024-07-22"),
        ("Nine soldiers were killed and two were wounded on Monday.", "killed", "2024-07-22"),
        ("Nine soldiers were killed, and the base was attacked when Russia shelled Homs.", "killed", TODAY),
        ("Iran and Iraq will open the border after nine months.", "open", TODAY),
        ("Iran and Iraq will close the border after 30 years.", "close", TODAY),
    ],
)
def test_an_act_takes_the_time_of_its_own_clause(text: str, trigger: str, expected: str) -> None:
    assert day(text, trigger) == expected


def test_a_report_and_what_it_tells_have_a_day_each() -> None:
    found = days("Syria accused Israel on Wednesday after Israeli forces attacked Homs on Monday.")
    assert (found["accused"][0], found["attacked"][0]) == ("2024-07-24", "2024-07-22")


def test_a_second_act_of_the_same_doer_keeps_the_day_of_the_first() -> None:
    found = days("Rebels attacked an army base on Sunday and then abducted three soldiers.")
    assert found["abducted"] == ("2024-07-21", "2024-07-21")


def test_a_relative_clause_shares_its_day_with_what_is_joined_to_it() -> None:
    text = (
        "Kosovo on Tuesday accused Serbia of arming the gunmen who killed a policeman on Sunday"
        " and then abducted two soldiers."
    )
    found = days(text)
    assert (found["accused"][0], found["killed"][0], found["abducted"][0]) == ("2024-07-23", "2024-07-21", "2024-07-21")


@pytest.mark.parametrize(
    ("text", "days_of"),
    [
        ("Rebels attacked a base three days after Israel bombed Homs on 2 July.", {"2024-07-05", "2024-07-02"}),
        ("A day after Monday's attack, Israel bombed Rafah.", {"2024-07-22", "2024-07-23"}),
        ("Iran fired a missile on Monday, two days after Israel bombed Damascus.", {"2024-07-22", "2024-07-20"}),
        ("Iran fired a missile on Monday, two days before Israel bombed Damascus.", {"2024-07-22", "2024-07-24"}),
        ("Iran fired a missile a week before Israel bombed Damascus.", {TODAY}),
        ("Iran shelled Basra in May 2022, three months after Israel bombed Damascus.", {"2022-05-01", "2022-02-01"}),
        ("Iran shelled Basra in June, two weeks after Israel bombed Damascus.", {"2024-06-01", "2024-05-18"}),
        ("It was the first raid in a decade after five days of talks. Israel bombed Damascus.", {TODAY}),
    ],
)
def test_days_after_a_day_that_is_told_are_counted_from_it(text: str, days_of: set[str]) -> None:
    assert {start for start, _ in days(text).values()} == days_of


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("During Tuesday's raid, Russian forces shelled Kharkiv.", "shelled", "2024-07-23"),
        ("At last week's summit Russia and Ukraine agreed on a truce.", "agreed on", "2024-07-15"),
        ("After Sunday's vote Russian forces shelled Kharkiv.", "shelled", TODAY),
        (
            "Rebels who overran a base on Monday abducted nine soldiers, officials said on Wednesday.",
            "abducted",
            "2024-07-22",
        ),
        ("Police arrested a rebel on Monday who had attacked a base in May.", "arrested", "2024-07-22"),
        ("Iran was to deliver missiles to Russia in May.", "deliver", "2024-05-01"),
        ("No tanks will be delivered to Ukraine before 2026.", "delivered to", "2026-01-01"),
        (
            "The deliveries of missiles to Iran, due later this year, will be delayed until May 2025.",
            "deliveries",
            "2025-05-01",
        ),
        ("Talks between Russia and Ukraine were moved to Friday.", "Talks", "2024-07-26"),
        ("A meeting of Russia and Ukraine was called for Friday.", "meeting", "2024-07-26"),
        ("Russia called off an exercise planned for last Friday.", "called off", TODAY),
        ("Iran said on Tuesday that any American ship would be sunk.", "sunk", "2024-07-23"),
    ],
)
def test_a_time_stands_with_what_it_tells_of(text: str, trigger: str, expected: str) -> None:
    assert day(text, trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Russia attacked Georgia on 8 August 2008; five days later Georgia surrendered.", "surrendered", "2008-08-13"),
        ("A base was hit on Tuesday by bombings that killed nine soldiers.", "killed", "2024-07-23"),
        ("A year ago rebels detained two soldiers, whom they freed in May when Bashir visited.", "freed", "2024-05-01"),
        ("The raids on Gao were the heaviest since a failed coup in May.", "raids", TODAY),
        ("Rebels who had blocked the road since Sunday afternoon attacked Gao on Tuesday.", "attacked", "2024-07-23"),
        ("Rebels, who had held a third of Mali since May, fled on Tuesday and attacked Gao.", "attacked", "2024-07-23"),
        ("The rebels of Mali, in arms since 2012, attacked Gao.", "attacked", TODAY),
        ("Iran, at war since 2020, will shell Kharkiv on Friday.", "shell", "2024-07-26"),
        ("Iran will send tanks to Russia from October.", "send", "2024-10-01"),
        ("Iran, which has shelled Basra since 2020, will shell Kharkiv.", "shell", TODAY),
        ("Rebels have killed 900 soldiers since 2023, including 90 on 3 May.", "killed", "2023-01-01"),
        ("Iran said on Tuesday it had shelled Basra.", "shelled", "2024-07-23"),
        ("Rebels attacked Gao in May, and its garrison was withdrawn from Mali.", "withdrawn from", "2024-05-01"),
        (
            "Workers walked out on Tuesday to protest against sanctions imposed on Iran in May.",
            "protest against",
            "2024-07-23",
        ),
        ("A rebel sentenced to death in Mali attacked two guards on Monday.", "sentenced to death", TODAY),
    ],
)
def test_a_time_is_taken_from_the_nearest_clause_that_tells_of_it(text: str, trigger: str, expected: str) -> None:
    assert day(text, trigger) == expected


def test_what_holds_still_takes_no_day_from_behind_a_semicolon() -> None:
    text = "Poland accused Russia in August 2022 of shelling Kharkiv; Moscow has denied it."
    assert day(text, "denied") == TODAY


def test_a_participle_is_as_old_as_all_that_its_sentence_tells() -> None:
    text = "In May 2019 Russian forces left Aleppo under a truce brokered by Turkey."
    assert day(text, "brokered") == "2019-05-01"


def test_a_first_sentence_has_the_day_that_the_second_gives_it() -> None:
    assert day("Russia has expelled two diplomats of Poland. The decision came on Tuesday.", "expelled") == "2024-07-23"
    assert day("Russia has expelled two diplomats of Poland. Its shares fell on Tuesday.", "expelled") == TODAY


def test_a_first_sentence_has_the_day_that_a_later_one_gives_its_attack_in_passing() -> None:
    text = "Syria on Wednesday accused Israel after men seized a ship. Two died in the clash, which came on Monday."
    found = days(text)
    assert (found["accused"][0], found["seized"][0]) == ("2024-07-24", "2024-07-22")


def test_a_noun_for_any_act_of_its_kind_names_the_one_before_it() -> None:
    text = "Boeing signed a contract with an airline on Monday. A paper said that the deal is waiting."
    assert day(text, "deal") == "2024-07-22"


def test_what_was_told_long_ago_is_not_what_a_noun_names() -> None:
    text = "North Korea fired a missile on Monday. The launch came at dawn. In 2022 it launched ninety missiles."
    assert day(text, "launch") == "2024-07-22"


def test_a_day_within_quoted_words_is_not_that_of_the_saying() -> None:
    text = 'Russian forces shelled Kharkiv on Monday. The minister of Ukraine accused Russia: "Today is a black day."'
    assert day(text, "accused") == "2024-07-22"


def test_what_is_prolonged_until_a_month_does_not_last_till_then() -> None:
    assert days("Ukraine extended martial law on Monday until October.")["extended"] == ("2024-07-22",) * 2


def test_a_toll_told_without_a_tense_has_the_day_that_runs_on() -> None:
    text = "Rebels ambushed a column of soldiers near Gao on Monday. A first count gives nine soldiers killed."
    assert day(text, "killed") == "2024-07-22"


def test_a_range_gives_first_and_last_day() -> None:
    assert days("Russian forces shelled Kharkiv from Monday to Wednesday.")["shelled"] == ("2024-07-22", "2024-07-24")


def test_weeks_after_something_are_counted_back_from_publication() -> None:
    found = days("Four weeks after rebels attacked a base, the army shelled their camp on Tuesday.")
    assert (found["attacked"][0], found["shelled"][0]) == ("2024-06-27", "2024-07-23")


def test_the_day_of_the_lead_runs_on_in_the_past_tense() -> None:
    text = (
        "Russian forces shelled Kharkiv on Tuesday. Troops attacked a village near the border."
        " Ukraine condemned Russia."
    )
    assert {start for start, _ in days(text).values()} == {"2024-07-23"}


def test_what_was_done_has_the_day_of_a_deed_and_what_was_said_that_of_a_report() -> None:
    text = (
        "Nine died in Mali, the army said on Wednesday. Rebels shelled Gao on Monday. Nobody knows why. Many fled."
        " Troops bombed a camp. Iran condemned the rebels."
    )
    found = {trigger: start for trigger, (start, _) in days(text).items()}
    assert (found["bombed"], found["condemned"]) == ("2024-07-22", "2024-07-24")


def test_a_statement_takes_no_day_of_a_happening_told_later() -> None:
    text = (
        "Ukraine condemned Russia. Its ambassador met officials. Russian forces shelled Kharkiv on Monday."
        " Poland condemned the shelling."
    )
    assert day(text, "condemned") == TODAY


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("In May 2019 rebels rose in Mali. Troops shelled Gao.", "shelled", "2019-05-01"),
        ("Rebels rose in Mali in May 2019. The rebels shelled Gao.", "shelled", "2019-05-01"),
        ("Rebels rose in Mali in May 2019. The army shelled Gao.", "shelled", "2019-05-01"),
        ("Rebels rose in Mali in May. The army shelled Gao.", "shelled", "2024-07-23"),
        ("Rebels rose in Mali in May. Gunmen attacked Gao.", "attacked", "2024-07-23"),
        ("Rebels rose in Mali in May 2019. Gunmen attacked Gao, the army said.", "attacked", "2024-07-23"),
        ("In May 2019 rebels rose in Mali. Iran condemned the rising.", "condemned", "2024-07-23"),
        ("In May 2019 rebels rose in Mali. They were condemned by Iran.", "condemned", "2019-05-01"),
        ("Rebels had risen in Mali in May 2019. Troops then shelled Gao.", "shelled", "2019-05-01"),
        ("In May 2019 rebels rose. On Monday they met the army. Troops shelled Gao.", "shelled", "2024-07-22"),
        ("Rebels had risen in Mali in May 2019. The army shelled Gao.", "shelled", "2024-07-23"),
        ("Rebels rose in Mali in May 2019. Nine soldiers were also killed.", "killed", "2019-05-01"),
        ("Rebels rose in Mali in May 2019. Within weeks they had seized Gao.", "seized", "2019-05-01"),
        ("Rebels rose in Mali in May 2019; nine soldiers were killed.", "killed", "2019-05-01"),
        ("Rebels rose in Mali in May 2019. They took Gao, abducting nine.", "abducting", "2019-05-01"),
        ("Rebels rose in Mali in 2019. In May that year it took Gao. It shelled it.", "shelled", "2019-05-01"),
        ("Rebels rose in Mali in May 2019, which Iran condemned.", "condemned", "2019-05-01"),
        ("Rebels rose in Mali in May 2019. It is calm. In the weeks that followed, troops shelled Gao.", SHELLED, OLD),
        (
            "Rebels rose in Mali in May 2019. It is calm. In the weeks to come, troops shelled Gao.",
            SHELLED,
            "2024-07-23",
        ),
        ("Rebels rose in Mali in May 2019; troops are shelling Gao.", "shelling", TODAY),
        ("Rebels rose in Mali in May last year. Troops shelled Gao.", "shelled", "2023-05-01"),
        ("In May 2019 rebels rose in Mali.\n\nIran said it had shelled Gao.", "shelled", "2024-07-23"),
        ("Rebels rose in Mali in May 2019. By October the army had shelled Gao.", "shelled", "2019-10-31"),
        ("Rebels rose in Mali in May 2019. On August 3 the army shelled Gao.", "shelled", "2019-08-03"),
        ("Rebels rose in Mali in May 2019. Hours earlier, troops had shelled Gao.", "shelled", TODAY),
    ],
)
def test_what_goes_on_telling_of_what_was_long_ago_is_as_old(text: str, trigger: str, expected: str) -> None:
    assert day(f"Russian forces shelled Kharkiv on Tuesday. {text}", trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Hours later Israel shelled Gao.", "shelled", "2024-07-23"),
        ("Rebels shelled Gao on Monday, a day after raiding Kidal. In that raid they shot nine.", "shot", "2024-07-21"),
        ("The rising came in May. At that meeting on Monday Iran condemned it.", "condemned", "2024-07-22"),
        ("Talks are due on Friday. At that meeting Iran condemned it.", "condemned", "2024-07-23"),
        ("They meet on Friday. A court ruled in 2016. Iran condemned it the same day.", "condemned", "2016-01-01"),
        ("They left in May for Gao, which fell on June 3. Four days later they shelled it.", "shelled", "2024-06-07"),
        ("Poland will send tanks in July or August 2025.", "send", "2025-07-01"),
        ("They have until Sunday. A day earlier, Iran had accused Syria.", "accused", "2024-07-24"),
        ("Iran said on Monday that Israel had shelled Basra overnight.", "shelled", "2024-07-22"),
        ("Israel shelled Basra overnight, Iran said on Monday.", "shelled", "2024-07-22"),
        ("Iran confirmed on Monday that Israel had shelled Basra overnight.", "shelled", "2024-07-22"),
        ("Israel shelled Basra overnight, a day after Iran said on Monday it would not talk.", "shelled", TODAY),
        ("It had shelled Gao in April last year. In May it bombed Kidal.", "bombed", "2024-05-01"),
        ("It shelled Gao in April last year. In May it bombed Kidal.", "bombed", "2023-05-01"),
        ("It was the ninth raid this month. On the same day Israel shelled Gao.", "shelled", "2024-07-23"),
        ("It was the ninth raid this year. Troops shelled Gao at 6 p.m.", "shelled", "2024-07-23"),
        ("The move came two weeks after Israel shelled Gao.", "shelled", "2024-07-09"),
        ("Boeing cut 900 jobs on Monday, a day after shares of Boeing plunged.", "plunged", "2024-07-21"),
        (
            "The two sides met on Monday. In a letter last week Israel repeated the threat.",
            "repeated the threat",
            "2024-07-15",
        ),
        ("The army had shelled Gao the day before in reply.", "shelled", "2024-07-22"),
        ("Two weeks ago rebels rose in Mali. The following day the army shelled Gao.", "shelled", "2024-07-09"),
        ("Russia threatened to bomb Kyiv if Poland sent tanks.", "threatened to bomb", "2024-07-23"),
    ],
)
def test_a_day_is_told_from_what_was_told_before(text: str, trigger: str, expected: str) -> None:
    assert day(f"Russian forces attacked Kharkiv on Tuesday. {text}", trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Thursday marked the tenth anniversary of a raid in which Israel killed nine.", "killed", "2014-07-25"),
        ("Mali met the third anniversary of the attack that killed nine soldiers.", "killed", "2021-01-01"),
        ("On Monday, days before the fifth anniversary of a raid, Russia shelled Kharkiv.", "shelled", "2024-07-22"),
        ("Russia shelled Kharkiv on the second anniversary of its invasion.", "shelled", TODAY),
        ("Rebels shelled Gao on Monday, the 12th anniversary of the coup.", "shelled", "2024-07-22"),
        ("A march on the second anniversary of the attack that blames Iran was held.", "blames", TODAY),
        ("It was the first anniversary of the raid. The raiders shelled Gao.", "shelled", "2023-01-01"),
        ("It was the first anniversary of the raid. Raiders shelled Gao.", "shelled", TODAY),
        ("It was the first anniversary of the raid. The army shelled Gao.", "shelled", TODAY),
    ],
)
def test_what_an_anniversary_is_of_is_so_many_years_old(text: str, trigger: str, expected: str) -> None:
    assert day(text, trigger) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Russia shelled Kharkiv, a city of 1.4 million in 2021.",
        "Russia shelled Kharkiv under a plan drawn up in 2021.",
        "Russia shelled a base built in 2012.",
        "Russia, at war since February 2022, shelled Kharkiv.",
        "Russia shelled nine camps, some in use since 1999.",
        "As in 2022, Russia shelled Kharkiv.",
        "Russia shelled Kharkiv in response to a raid in March.",
        "Russia shelled Kharkiv over the killing of nine soldiers in March.",
        "Russia shelled Kharkiv over 2021 killings.",
        "Russia shelled Kharkiv, ending a truce agreed in March.",
        "The group, founded in 2017, shelled Kharkiv.",
        "Russia shelled Kharkiv in retaliation for an attack on April 22.",
    ],
)
def test_what_only_describes_a_noun_makes_no_news_old(text: str) -> None:
    assert day(text, "shelled") == TODAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia shelled Sumy, the capital of the region, in March.", "2024-03-01"),
        ("Russia shelled Sumy, the airport and a base in March.", "2024-03-01"),
        ("Rebels, an ally of Iran, shelled Gao in March.", "2024-03-01"),
        ("Russia shelled Kharkiv in a raid led by Chechens in March.", "2024-03-01"),
        ("Russia shelled Kharkiv in March over the killing of nine soldiers.", "2024-03-01"),
        ("Russia shelled two towns of Ukraine, the latter in March.", "2024-03-01"),
    ],
)
def test_a_time_behind_a_noun_may_be_that_of_the_verb(text: str, expected: str) -> None:
    assert day(text, "shelled") == expected


def test_a_line_of_a_chronology_gives_its_date_to_all_that_it_tells() -> None:
    text = (
        "Rebels attacked Gao on Monday.\n\nMay 3, 2012 - Soldiers seize power. Rebels shell Gao.\n"
        "June 9 - France sends troops to Mali. Rebels abduct two on Thursday.\nJan 2 - Rebels bomb Kidal.\n\n"
        "Troops fled Menaka."
    )
    found = {e.trigger.text: (e.occurred.start, e.modality) for e in read(text)}
    assert found["shell"] == ("2012-05-03", "historical")
    assert found["sends"] == ("2012-06-09", "historical")
    assert found["abduct"] == ("2012-06-07", "historical")
    assert found["bomb"] == ("2013-01-02", "historical")
    assert found["attacked"] == ("2024-07-22", "actual")


def test_a_date_with_a_line_of_its_own_heads_what_stands_below() -> None:
    text = "March 4\n\n- Rebels shell Gao. Troops bomb Kidal.\n\nMay 5\n\n- Rebels raid Menaka.\n\nMay 9\n\n- Rain."
    assert {e.occurred.start for e in read(text)} == {"2024-03-04", "2024-05-05"}


@pytest.mark.parametrize(
    ("title", "trigger", "expected"),
    [
        ("Iran seizes tanker over 2019 debt", "seizes", TODAY),
        ("Sudan and rebels sign truce after 2023 war", "sign", TODAY),
        ("Mali troops kill 200 rebels in 2023", "kill", "2023-01-01"),
        ("NATO to hold biggest drill in decades from January", "hold", "2025-01-01"),
    ],
)
def test_a_year_in_a_headline_describes_the_noun_behind_it(title: str, trigger: str, expected: str) -> None:
    assert days("", title)[trigger][0] == expected


def test_a_headline_has_no_day_of_what_it_comes_long_after() -> None:
    assert days("", title="Somali troops retake port two years after losing it")["retake"] == (TODAY, TODAY)


def test_a_headline_has_the_day_of_the_lead() -> None:
    text = "Russian forces shelled Kharkiv on Tuesday, killing two soldiers."
    assert day(text, "shell", title="Russian troops shell Kharkiv") == "2024-07-23"


def test_what_is_to_come_takes_a_time_to_come_and_no_past_one() -> None:
    text = "Germany agreed on Tuesday to send tanks to Ukraine. Poland will send troops to the border next Monday."
    found = {e.trigger.text: e for e in read(text)}
    due = [e for e in found.values() if e.modality == "future" and e.occurred.basis == "text"]
    assert [e.occurred.start for e in due] == ["2024-07-29"]


def test_what_is_to_come_is_not_of_the_day_of_its_report() -> None:
    [event] = read("Iran will send tanks to Russia, its army said on Thursday.")
    assert (event.occurred.start, event.occurred.precision, event.occurred.basis) == (TODAY, "unknown", "publication")


def test_what_is_to_come_without_a_time_is_of_unknown_day() -> None:
    (event,) = [e for e in read("Germany will send tanks to Ukraine.") if e.modality == "future"]
    assert (event.occurred.start, event.occurred.precision, event.occurred.basis) == (TODAY, "unknown", "publication")


def test_a_window_to_come_does_not_date_what_was_said_of_it() -> None:
    assert day("Poland announced 500 million dollars of aid for Ukraine over the next two years.", "announced") == TODAY


def test_a_date_beyond_the_calendar_is_left_out() -> None:
    assert day("Nine thousand years after a comet fell, rebels attacked a base.", "attacked") == TODAY


def test_a_lead_takes_the_day_that_a_later_sentence_gives_the_same_act() -> None:
    text = (
        "Syria said on Wednesday that it had attacked a rebel camp. Troops attacked the rebel camp near Homs on Sunday."
    )
    assert [e.occurred.start for e in read(text) if e.trigger.text == "attacked"] == ["2024-07-21", "2024-07-21"]


def test_a_meeting_gives_its_day_to_what_is_done_there() -> None:
    text = "Iran called for a meeting on Saturday at which an attack on Israel will be discussed."
    assert day(text, "discussed") == "2024-07-27"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday's attack was the worst this year.", "2024-07-22"),
        ("Nine died in another attack on Monday.", "2024-07-24"),
        ("Shops in Gao were open on Monday.", "2024-07-24"),
        ("No group has claimed it. The incident occurred on Monday.", "2024-07-22"),
    ],
)
def test_a_lead_takes_the_day_of_what_a_later_sentence_names_as_known(text: str, expected: str) -> None:
    assert day(f"Rebels killed two soldiers near Gao, the army said on Wednesday. {text}", "killed") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels in 2021 attacked the base of the 1998 mission.", "2021-01-01"),
        ("Russian forces, veterans of the war of 2014, shelled Kharkiv on Monday.", "2024-07-22"),
        ("Iran met Iraq on Tuesday after the attack on Basra.", TODAY),
        ("Rebels attacked the base at its office Christmas party.", TODAY),
        ("It was not until 1997 that rebels attacked the base.", "1997-01-01"),
        ("Kim was a general in 1972 when he began supplying arms to Iran.", "1972-01-01"),
    ],
)
def test_a_time_that_describes_a_noun_dates_no_verb(text: str, expected: str) -> None:
    assert expected in {start for start, _ in days(text).values()}


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Iran promises a referendum by the end of the year.", "promises", TODAY),
        ("Russia and Ukraine agreed on a truce until Sunday.", "agreed on", TODAY),
        ("Rebels accused of attacking a base in 2019 were freed.", "accused", TODAY),
        ("The Security Council met on Yemen for the first time since rebels attacked Aden in January.", "met", TODAY),
        ("Rebels attacked Aden for the first time since 2019.", "attacked", TODAY),
        ("Rebels have killed at least four soldiers since Monday.", "killed", "2024-07-22"),
        ("Rebels attacked Aden in the worst raid since 3 May 2019.", "attacked", TODAY),
        ("Police arrested two Serb officers over the deaths of nine Croats in 1991.", "arrested", TODAY),
        ("Police arrested two Serb officers in a raid in May.", "arrested", "2024-05-01"),
    ],
)
def test_a_time_of_what_is_spoken_of_dates_no_speech(text: str, trigger: str, expected: str) -> None:
    assert day(text, trigger) == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Israel shelled Gaza from 08:00 to 20:00 on Monday.", "2024-07-22T08:00:00+00:00"),
        ("Israel shelled Gaza on Monday at 8 p.m. and attacked Rafah on Tuesday.", "2024-07-22T20:00:00+00:00"),
    ],
)
def test_an_hour_is_one_of_the_day_beside_it(text: str, start: str) -> None:
    assert next(e.occurred.start for e in read(text) if e.trigger.text == "shelled") == start
