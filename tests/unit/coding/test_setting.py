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
