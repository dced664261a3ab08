"""Who does what where a sentence says something by the way, or only speaks of those who are named."""

from datetime import UTC, datetime

import pytest

from tocsin.coding.coder import code

MONDAY = datetime(2024, 10, 28, 12, 0, tzinfo=UTC)


def told(text: str) -> list[tuple[str, list[str | None], list[str | None]]]:
    """(pattern, countries of the actors, countries of the recipients) of each event."""
    reading = code("", text, MONDAY)
    return [(e.pattern, [a.country for a in e.actors], [r.country for r in e.recipients]) for e in reading.events]


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
    reading = code("", "The reactor would help Iran to build nuclear warheads.", MONDAY)
    assert [(e.pattern, e.modality) for e in reading.events] == [("nuclear-work", "hypothetical")]


def test_whose_soldiers_are_spoken_of_is_no_place():
    (event,) = code("Seoul will brief NATO on Russia's soldiers", "", MONDAY).events
    assert event.place is None


def test_where_something_is_done_may_stand_behind_whose_it_is():
    (event,) = code("", "Gunmen killed nine soldiers in Nigeria's Borno state.", MONDAY).events
    assert event.place is not None
    assert event.place.text == "Borno state"


def test_whose_army_is_hit_is_no_place():
    (event,) = code("", "Rebels attacked Congo's army in Goma.", MONDAY).events
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
    events = code(
        "", "The government in Seoul is waiting for Donald Trump, who promised to end the war.", MONDAY
    ).events
    assert all(event.place is None for event in events)
