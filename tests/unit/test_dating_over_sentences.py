"""The day of an event that its own clause does not tell: those of the sentences around it."""

import pytest

from tests.unit.test_dating import TODAY, day

WEEK = """Monday: Russia shelled Kharkiv. A drone killed two in Odesa.
Tuesday: In Lviv, ministers met, and Kyiv arrested a spy. The same day Russia bombed Sumy.
Wednesday: Ukraine attacked a refinery."""


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        # The report's day is not the one that the text goes on from.
        (
            "Rebels shelled Gao on Monday, the army said on Wednesday. A day later jets bombed a camp in Mali.",
            "bombed",
            "2024-07-23",
        ),
        (
            "Rebels shelled Gao on Sunday. The army of Mali bombed a camp and said it had killed ten.",
            "killed",
            "2024-07-21",
        ),
        (
            "Mali said on Wednesday that rebels overran a base on Friday. Ten soldiers were killed in Mali.",
            "killed",
            "2024-07-19",
        ),
        (
            "In March 2023 a Korean ship was sunk. Experts found in May 2023 that a torpedo from the North had hit it.",
            "hit",
            "2023-03-01",
        ),
        (
            "On Saturday rebels shelled Gao in Mali. The army of Mali responded by firing rockets, killing nine.",
            "firing rockets",
            "2024-07-20",
        ),
        (
            "Mali bombed a camp on Wednesday after rockets were fired. It was the first time since this week's raid.",
            "fired",
            "2024-07-24",
        ),
        (
            "On Wednesday Gao was quiet. The drone attack took place in Mali near the town on Monday.",
            "drone attack",
            "2024-07-22",
        ),
        (
            "Ships of Mali sank a boat of the rebels off Gao on Wednesday, killing nine. The battle began on Tuesday.",
            "sank",
            "2024-07-24",
        ),
        (
            "Patrols in Mali were fired on by rebels on Tuesday. The army returned fire. On Monday troops opened fire.",
            "returned fire",
            "2024-07-23",
        ),
        # What the sentence before tells has a day, if it is no event.
        (
            "Rebels shelled Gao on Sunday. On Monday it rained. Then the army of Mali bombed a camp.",
            "bombed",
            "2024-07-22",
        ),
        (
            "Mali voted. A rebel leader died there in May. Rebels killed ten men in Mali in the weeks that followed.",
            "killed",
            "2024-05-01",
        ),
        ("Mali and Togo signed a pact. The deal was drafted on Monday. It bans drones.", "signed", TODAY),
        ("Pakistan retaliated on Monday: its jets bombed a base in India.", "bombed", "2024-07-22"),
        ("Mali's army crushed an uprising led by monks in 2007.", "crushed", "2007-01-01"),
        (
            "On Monday Mali closed its borders; on Tuesday Togo was shelled, and Ghana attacked Togo.",
            "attacked",
            "2024-07-23",
        ),
        (
            "On Monday Mali closed its borders and attacked Togo; on Tuesday Togo was shelled.",
            "attacked",
            "2024-07-22",
        ),
        (
            "The rising broke out on 17 July, when fighters who had fled Libya attacked Menaka in Mali.",
            "attacked",
            "2024-07-17",
        ),
        ("Saudi Arabia, which fought Yemen until a truce in 2022, attacked Iran.", "attacked", TODAY),
        ("Russian drones hit Zaporizhzhia, home to a nuclear plant hit in 2022.", "hit", TODAY),
        ("The Taliban ruled from 1996 until 2001, when American troops attacked Kabul.", "attacked", "2001-01-01"),
        (
            "On Monday jets hit Tbilisi. Gori, which had been shelled on Saturday, was abandoned by Georgia's army.",
            "abandoned",
            "2024-07-22",
        ),
        ("Rebels in Syria declared the war over on Monday after seizing Damascus overnight.", "seizing", "2024-07-22"),
        ("When shots rang out in India on Sunday, people hid: guards had fired on camels.", "fired on", "2024-07-21"),
        (
            "On 1 July a strike hit Damascus. Hours before the talks, Iran seized a ship.",
            "seized",
            TODAY,
        ),
        (
            "Putin accused Kyiv on Monday of bombing a camp. Rebels hit Kursk on Tuesday. Kyiv denied it at once.",
            "denied",
            "2024-07-23",
        ),
        ("Rebels attacked a base in Mali on 3 July. The day after the attack jets bombed Gao.", "bombed", "2024-07-04"),
        (
            "Rebels attacked a base in Mali on 3 July. The night before the raid jets bombed Gao.",
            "bombed",
            "2024-07-02",
        ),
        (
            "Police in Iraq shot nine on Monday. The killings followed the burning of a consulate on Sunday.",
            "killings",
            "2024-07-22",
        ),
        # A month without a year goes on with what a day of long ago has told, in its paragraph or the past perfect.
        (
            "On 5 July 1944 Germans shot nine Poles.\n\nThe rising had begun on 1 July, when Poles attacked a depot.",
            "attacked",
            "1944-07-01",
        ),
        ("On 5 July 1944 Germans shot nine Poles. On 9 July Poles attacked a depot.", "attacked", "1944-07-09"),
        ("On 5 July 1944 Germans shot nine Poles. On 4 July Poles attacked a depot.", "attacked", "2024-07-04"),
        (WEEK, "killed", "2024-07-22"),
        (WEEK, "bombed", "2024-07-23"),
        (WEEK, "attacked", "2024-07-24"),
        (
            "Nine died when gunmen attacked Nalchik in Russia on Monday. The president ordered it to be sealed off.",
            "sealed off",
            "2024-07-22",
        ),
        ("Mali is calm. On 3 May rebels rose there. Within hours they had seized a bridge.", "seized", "2024-05-03"),
        (
            "Mali's army won: in June it retook Gao. Rebels held Kidal until May.",
            "retook",
            "2024-06-01",
        ),
        (
            "Kyiv hit Kursk on Sunday. Within hours soldiers were killed in Donetsk, and on Monday it was shelled.",
            "killed",
            "2024-07-21",
        ),
        (
            "Troops fought on Monday, five days after Mali took Gao and a day after it said a rebel had been killed.",
            "killed",
            "2024-07-21",
        ),
        (
            "It came nine days after Russian soldiers, sent across the border, encircled Ukrainian troops.",
            "encircled",
            "2024-07-16",
        ),
        ("Washington, which last month put sanctions on Iran, met the Taliban.", "put", "2024-06-01"),
        (
            "On 9 July jets bombed Serb tanks. The Serbs then threatened to kill the Dutch captives.",
            "threatened to kill",
            "2024-07-09",
        ),
    ],
)
def test_the_day_runs_on(text: str, trigger: str, expected: str) -> None:
    assert day(text, trigger) == expected


def test_a_headline_has_the_day_of_those_killed_in_its_clash() -> None:
    text = "Five Kenyan soldiers were killed on Tuesday when militants ambushed a patrol, the army said."
    assert day(text, "killed in clash", "Five Kenyan soldiers killed in clash") == "2024-07-23"


def test_what_is_the_third_since_may_does_not_go_on() -> None:
    text = "Houthi rebels fired a missile at a British ship on Monday, their third attack since 3 May."
    assert day(text, "fired a missile at") == "2024-07-22"
