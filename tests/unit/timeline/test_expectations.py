"""Numbers that are followed, what is expected by a day, and what becomes of it."""

from typing import Any

import pytest

from services.timeline.stories.expectations import expected, happened, state
from services.timeline.stories.tracks import numbers
from tests.builders import actor, event, recorded
from tocsin.coding.reading import Occurred, Quantity

MONDAY = Occurred("2024-10-28", "2024-10-28", "day", "text")
YEAR_END = Occurred("2024-12-31", "2024-12-31", "month", "text")


def count(best: float, unit: str = "soldiers", **fields: Any) -> Quantity:
    kind, due = fields.get("kind", "reported"), fields.get("due")
    return Quantity(best, best, best, unit, None, kind, due, "text", 0, 5, f"{best:,.0f}")


@pytest.mark.parametrize(
    ("fields", "tracks"),
    [
        ({"quantities": (count(3000), count(1500, "special forces soldiers"))}, ["PRK:forces", "PRK:forces"]),
        ({"quantities": (count(13000, "shipping containers"),)}, ["PRK:containers"]),
        ({"type": "ASSAULT", "mode": None, "quantities": (count(40, "soldiers killed"),)}, ["RUS:casualties"]),
        ({"type": "ASSAULT", "mode": None, "quantities": (count(40),)}, ["RUS:casualties"]),
        ({"quantities": (count(12, "wounded"),), "recipients": ()}, ["PRK:casualties"]),
        ({"quantities": (count(2, "countries"), count(4, "per cent"))}, []),
        ({"quantities": (count(3000),), "actors": (actor(None),)}, []),
        ({"quantities": (count(3000),), "modality": "negated"}, []),
        ({"quantities": (count(3000),), "sense": "sport"}, []),
    ],
)
def test_a_number_is_on_the_track_of_what_is_counted_and_whose(fields: dict[str, Any], tracks: list[str]) -> None:
    assert [name for name, _ in numbers(event(**fields))] == tracks


def test_a_forecast_of_nobody_s_is_expected_as_an_act_by_its_day() -> None:
    amount = count(10000, kind="forecast", due="2024-12-31")
    found = expected(recorded(event(modality="future", actors=(actor(None),), recipients=(), quantities=(amount,))))
    assert found is not None
    assert (found.due, found.track) == ("2024-12-31", None)


def test_what_is_to_happen_on_a_stated_day_is_expected_by_then() -> None:
    found = expected(recorded(event("CONSULT", None, modality="future", occurred=MONDAY)))
    assert found is not None
    assert (found.due, found.track) == ("2024-10-28", None)


def test_a_forecast_number_is_expected_by_its_day_even_beside_a_fact() -> None:
    quantities = (count(3000), count(10000, kind="forecast", due="2024-12-31"))
    found = expected(recorded(event(quantities=quantities)))
    assert found is not None
    assert (found.due, found.track, found.best) == ("2024-12-31", "PRK:forces", 10000)


@pytest.mark.parametrize(
    "fields",
    [
        {"modality": "actual", "occurred": MONDAY},
        {"modality": "hypothetical", "occurred": MONDAY},
        {"modality": "future", "occurred": MONDAY, "stance": "denies"},
        {"modality": "future", "occurred": MONDAY, "sense": "sport"},
        {"modality": "future", "occurred": MONDAY, "type": "STATEMENT", "mode": "warn"},
        {"modality": "future", "occurred": Occurred("2024-10-18", "2024-10-18", "unknown", "publication")},
        {"modality": "future", "occurred": Occurred("2024-10-01", "2024-10-01", "day", "text")},
    ],
)
def test_what_is_not_foreseen_or_has_no_day_ahead_is_no_expectation(fields: dict[str, Any]) -> None:
    assert expected(recorded(event(**fields))) is None


@pytest.mark.parametrize(
    ("fields", "did"),
    [
        ({}, True),
        ({"modality": "ongoing", "stance": "confirms"}, True),
        ({"stance": "denies"}, False),
        ({"modality": "future"}, False),
        ({"modality": "negated"}, False),
    ],
)
def test_only_what_is_told_as_done_meets_an_expectation(fields: dict[str, Any], did: bool) -> None:
    assert happened(recorded(event(**fields))) is did


@pytest.mark.parametrize(
    ("met", "replaced", "today", "found"),
    [
        (None, None, "2024-10-28", "open"),
        (None, None, "2024-10-28T23:00:00Z", "open"),
        (None, None, "2024-10-29", "missed"),
        ("2024-10-28T10:00:00Z", None, "2024-12-01", "met"),
        ("2024-10-28T10:00:00Z", "2024-10-29T10:00:00Z", "2024-12-01", "met"),
        ("2024-10-30T10:00:00Z", "2024-10-27T10:00:00Z", "2024-10-27", "superseded"),
        (None, "2024-10-27T10:00:00Z", "2024-12-01", "superseded"),
    ],
)
def test_the_state_follows_from_what_was_told_first_and_the_day_it_is_asked(
    met: str | None, replaced: str | None, today: str, found: str
) -> None:
    assert state("2024-10-28", met, replaced, today) == found


def test_what_is_due_at_the_end_of_the_calendar_is_expected_by_then() -> None:
    found = expected(recorded(event(modality="future", occurred=Occurred("2024-10-28", "9999-12-31", "year", "text"))))
    assert found is not None
    assert (found.due, found.until) == ("9999-12-31", "9999-12-31")


def test_a_number_may_be_counted_a_week_late() -> None:
    found = expected(recorded(event(quantities=(count(10000, kind="forecast", due="2024-12-31"),))))
    assert found is not None
    assert found.until == "2025-01-07"


def test_a_forecast_for_a_day_that_is_past_is_no_expectation() -> None:
    assert expected(recorded(event(quantities=(count(10000, kind="forecast", due="2024-10-01"),)))) is None
