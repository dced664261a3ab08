"""How many forces there are, were before, and are to be."""

from datetime import date

import pytest

from services.alerts.engine.signals import Rules, of_article
from services.alerts.rules.loading import load
from tests.unit.coding.readings import PUBLISHED, events, read
from tocsin.coding.reading import Event

DAY = PUBLISHED.date()


def numbers(event: Event) -> list[float]:
    return [quantity.best for quantity in event.quantities]


def rung(text: str, day: date = DAY) -> set[str]:
    signals = of_article(Rules(load()), read(text).events, day)
    return {signal.rule.signal for signal in signals if signal.stopped is None}


def test_a_number_that_is_to_be_reached_is_a_forecast_of_those_just_sent() -> None:
    text = "Kenya has sent 400 soldiers to Haiti, and their number is set to reach 1,000 by December."
    sent, due = events(text, "MOBILIZE")
    assert (sent.modality, numbers(sent)) == ("actual", [400])
    assert (due.modality, numbers(due), due.quantities[0].due) == ("future", [1000], "2024-12-31")
    assert [actor.country for actor in due.actors] == ["KEN"]
    assert "force-growth" in rung(text)


@pytest.mark.parametrize(
    "text",
    [
        "The number of Turkish soldiers in Syria has risen to 4,000, the ministry said.",
        "Turkish troops in Syria have grown to 4,000 men, the ministry said.",
        "Some 4,000 Turkish soldiers are now in Syria, the ministry said.",
    ],
)
def test_a_clause_that_gives_the_number_tells_of_the_force(text: str) -> None:
    [event] = events(text, "MOBILIZE")
    assert (event.mode, event.modality, numbers(event)) == ("troops", "actual", [4000])
    assert [actor.country for actor in event.actors] == ["TUR"]


@pytest.mark.parametrize(
    "text",
    [
        "The number of Turkish soldiers killed in Syria has risen to 4,000, the ministry said.",
        "The chain's staff will reach 4,000 by December.",
        "Turkish troops reached the town after 40 days.",
        "Three Turkish soldiers are in hospital in Ankara.",
    ],
)
def test_the_dead_and_other_counts_are_no_strength(text: str) -> None:
    assert all(event.pattern != "troop-strength" for event in read(text).events)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland has sent 6,000 soldiers to the border, three times as many as in spring last year.", [6000, 2000]),
        ("Poland has sent 6,000 soldiers to the border, twice the number reported a month ago.", [6000, 3000]),
        ("Poland has sent 6,000 soldiers to the border, twice as many as Lithuania has.", [6000]),
    ],
)
def test_a_multiple_gives_the_earlier_number(text: str, expected: list[float]) -> None:
    [event] = events(text, "MOBILIZE")
    assert numbers(event) == expected
    assert event.occurred.start == DAY.isoformat()
    assert ("force-growth" in rung(text)) == (len(expected) > 1)


def test_the_day_of_the_earlier_number_is_not_the_day_of_the_new_one() -> None:
    text = "About 9,000 Russian soldiers are in Belarus, against 3,000 a month ago."
    [event, earlier] = events(text, "MOBILIZE")
    assert (numbers(event), event.occurred.start) == ([9000, 3000], DAY.isoformat())
    assert (numbers(earlier), earlier.occurred.start) == ([3000], "2024-09-01")
    assert "force-growth" in rung(text)


@pytest.mark.parametrize(
    "text",
    [
        "Turkish troops fired tear gas against 300 protesters on Monday.",
        "Turkish troops shelled three times the same village on Monday.",
    ],
)
def test_a_day_behind_any_other_number_dates_the_act(text: str) -> None:
    assert {event.occurred.start for event in read(text).events} == {"2024-10-21"}


def test_more_stands_for_the_forces_that_the_sentence_spoke_of() -> None:
    text = "Kenyan soldiers were attacked in Haiti on Monday, but Kenya is preparing to send more."
    [event] = events(text, "MOBILIZE")
    assert (event.mode, event.modality) == ("troops", "future")


def test_what_is_only_expected_further_on_does_not_make_a_forecast_of_the_first_number() -> None:
    text = "Poland has sent 900 soldiers to Latvia and is expected to send more soon."
    first, more = events(text, "MOBILIZE")
    assert ([quantity.kind for quantity in first.quantities], more.modality) == (["reported"], "future")


def test_the_calibre_of_a_gun_counts_no_soldiers() -> None:
    text = "Iran has 3,000 soldiers in Syria. It is also supplying 240-mm launchers to Syria."
    assert all(240 not in numbers(event) for event in read(text).events)
