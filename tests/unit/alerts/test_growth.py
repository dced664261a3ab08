"""When a number of deployed forces outgrows those before it."""

from datetime import date
from typing import Any

from services.alerts.engine.growth import Sighting, growth, sighted
from services.alerts.engine.signals import Rules, of_article
from services.alerts.rules.loading import RuleBook
from services.alerts.rules.windows import Growth
from tests.builders import event, rule
from tests.unit.alerts.test_matching import quantity

DAY = date(2024, 10, 23)
ASKED = Growth(unit=("soldiers", "troops", "brigades"))


def before(best: float, published: str = "2024-10-18", unit: str = "troops") -> dict[str, tuple[Sighting, ...]]:
    return {"PRK": (Sighting(best, unit, "reported", published, f"{best:,.0f}"),)}


def grows(best: float, tracks: dict[str, tuple[Sighting, ...]], **fields: Any) -> bool:
    return growth(ASKED, event(quantities=(quantity(best),), **fields), DAY, tracks) is not None


def test_a_number_must_rise_by_a_tenth() -> None:
    assert grows(3300, before(3000))
    assert not grows(3200, before(3000))


def test_the_first_number_outgrows_nothing() -> None:
    assert not grows(3000, {})


def test_numbers_too_old_or_not_yet_published_are_not_compared() -> None:
    assert not grows(9000, before(3000, "2024-01-01"))
    assert not grows(9000, before(3000, "2024-11-01"))


def test_the_highest_number_known_counts() -> None:
    assert not grows(5000, {"PRK": (*before(8000)["PRK"], *before(3000)["PRK"])})


def test_heads_are_not_compared_with_brigades() -> None:
    assert not grows(9000, before(4, unit="brigades"))
    assert grows(9000, before(4000, unit="troops"))


def test_two_numbers_of_one_event_are_compared() -> None:
    of = event(quantities=(quantity(3000), quantity(10000, kind="forecast")))
    found = growth(ASKED, of, DAY, {})
    assert found is not None
    assert found.best == 3000


def test_a_text_that_compares_two_numbers_itself_needs_no_tenth() -> None:
    of = event(quantities=(quantity(138_000), quantity(150_000, kind="forecast")))
    assert growth(ASKED, of, DAY, {}) is not None


def test_another_article_that_tells_how_the_number_rose_tells_of_the_growth_again() -> None:
    known = {"PRK": (*before(10_000)["PRK"], Sighting(3000, "soldiers", "reported", "2024-10-23", "3,000", "art_2"))}
    of = event(quantities=(quantity(10_000, kind="forecast"),))
    assert growth(ASKED, of, DAY, known, "art_2") is not None
    assert growth(ASKED, of, DAY, known, "art_3") is None


def test_forces_of_nobody_known_are_not_followed() -> None:
    of = event(actors=(), quantities=(quantity(),))
    assert list(sighted(of, DAY)) == []
    assert growth(ASKED, of, DAY, {}) is None


def test_victims_wishes_and_other_units_are_no_forces() -> None:
    assert list(sighted(event("ASSAULT", None, quantities=(quantity(),)), DAY)) == []
    assert list(sighted(event(modality="negated", quantities=(quantity(),)), DAY)) == []
    assert list(sighted(event(quantities=(quantity(unit="soldiers killed"),)), DAY)) == []
    assert [key for key, _ in sighted(event(quantities=(quantity(),)), DAY)] == ["PRK"]


def test_one_article_that_tells_of_two_numbers_rings_by_itself() -> None:
    rules = Rules(RuleBook.of([rule(signal="force-growth", grows={"unit": ["soldiers"]})]))
    events = [event(quantities=(quantity(3000),)), event(quantities=(quantity(10000),), modality="future")]
    [signal] = of_article(rules, events, DAY)
    assert (signal.number, signal.level, signal.expected) == (1, 4, True)
