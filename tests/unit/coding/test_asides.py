"""Who does what where a sentence says something by the way, or only speaks of those who are named."""

import pytest

from tests.unit.coding.readings import countries, events


def told(text: str) -> list[tuple[str, list[str | None], list[str | None]]]:
    """(pattern, countries of the actors, countries of the recipients) of each event."""
    return [(event.pattern, countries(event.actors), countries(event.recipients)) for event in events(text)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "The Polish and Danish ministers, meeting in Oslo, called on Serbia to withdraw.",
            ("urge-restraint", ["POL", "DNK"], ["SRB"]),
        ),
        (
            "The Polish and Danish ministers, meeting in Oslo, called on Serbia to withdraw.",
            ("meet", ["POL", "DNK"], ["POL", "DNK"]),
        ),
        ("Mali denied that its army had shelled a village and killed nine.", ("shell", ["MLI"], ["MLI"])),
        ("India shelled positions of its rival Pakistan.", ("strike-state", ["IND"], ["PAK"])),
        ("Russia deployed missiles in its ally Belarus.", ("send-weapons-forward", ["RUS"], ["BLR"])),
        ("China held drills with ships from Russia and Iran.", ("exercise", ["CHN"], ["RUS", "IRN"])),
        ("Sudan obtained missile technology from Iran.", ("receive-technology", ["IRN"], ["SDN"])),
        ("North Korea fired a missile toward South Korea's maritime border.", ("fire-weapon", ["PRK"], [])),
        ("North Korea fired two missiles at South Korea's coast guard.", ("shell", ["PRK"], ["KOR"])),
        ("The launch came amid live-fire drills by India and Japan.", ("exercise", ["IND", "JPN"], ["IND", "JPN"])),
        ("Togo broke off diplomatic relations with Benin.", ("cut-ties", ["TGO"], ["BEN"])),
        ("The UN mission reported seeing military movements of tanks near the border.", ("send-troops", [], [])),
        ("The 12 French hostages were freed on Monday.", ("hostages-home", [], ["FRA"])),
        ("OSLO - The four sailors were freed on Monday after they were kidnapped.", ("free-abducted", [], ["NOR"])),
        (
            "The Security Council met on Monday. Later the council condemned Chad.",
            ("condemn", ["UNO"], ["TCD"]),
        ),
        (
            "Nordic defence ministers agreed to send weapons to Ukraine.",
            ("give-arms", [None], ["UKR"]),
        ),
        (
            "Officials in Tokyo and Canberra fear that Russia may transfer technology for nuclear submarines.",
            ("transfer-technology", ["RUS"], []),
        ),
        ("France sanctioned six men that it accuses of supporting Hezbollah.", ("back-rebels", [None], ["LBN"])),
        ("A general spoke of 400 Chadian soldiers killed or wounded in the battle.", ("be-killed", [], ["TCD"])),
        (
            "The staff said Ghana was on alert. The premier spoke of 30 Togolese men killed or wounded by gunmen.",
            ("be-killed", ["TGO"], ["TGO"]),
        ),
        ("Turkish ships carried the Libyan recruits to Izmir.", ("send-troops", ["LBY"], ["TUR"])),
        (
            "Oslo and Warsaw agreed on a truce. The Polish president called an emergency meeting on Friday.",
            ("council-meets", ["POL"], ["POL"]),
        ),
    ],
)
def test_who_does_what(text: str, event: tuple[str, list[str], list[str]]):
    assert event in told(text)


def test_what_somebody_would_be_helped_to_do_is_supposed():
    (event,) = events("The reactor would help Iran to build nuclear warheads.")
    assert (event.pattern, event.modality) == ("nuclear-work", "hypothetical")


def test_whose_soldiers_are_spoken_of_is_no_place():
    (event,) = events("", title="Seoul will brief NATO on Russia's soldiers")
    assert event.place is None


def test_where_something_is_done_may_stand_behind_whose_it_is():
    (event,) = events("Gunmen killed nine soldiers in Nigeria's Borno state.")
    assert event.place is not None
    assert event.place.text == "Borno state"


def test_whose_army_is_hit_is_no_place():
    (event,) = events("Rebels attacked Congo's army in Goma.")
    assert event.place is not None
    assert event.place.text == "Goma"


def test_what_is_asked_is_not_done_by_who_answers():
    assert [
        pattern for pattern, *_ in told("Asked whether Chad would send troops, the minister declined to comment.")
    ] == [
        "send-troops",
        "decline-comment",
    ]
    asked = (
        "Asked in Oslo on Friday about pictures said to show Danish troops in Mali, the Danish premier did not deny it."
    )
    assert {pattern for pattern, *_ in told(asked)} == {"deny"}


def test_where_those_sit_who_end_a_war_elsewhere_is_not_where_it_ends():
    ended = events("The government in Seoul is waiting for Donald Trump, who promised to end the war.")
    assert all(event.place is None for event in ended)
