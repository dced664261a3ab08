"""Each guard stops a signal in its turn and says why."""

from datetime import date
from typing import Any

import pytest

from services.alerts.engine.guards import Passed, Stop, judge, lower
from tests.builders import actor, event, rule, span
from tocsin.coding.reading import Attribution, Event, Occurred, Span

PUBLISHED = date(2024, 10, 18)


def verdict(of: Event, **guards: Any) -> Stop | Passed:
    return judge(rule(guards=guards), of, PUBLISHED)


def stopped_by(of: Event, **guards: Any) -> str | None:
    found = verdict(of, **guards)
    return found.guard if isinstance(found, Stop) else None


def test_a_plain_act_of_a_state_passes_at_the_rules_level() -> None:
    assert verdict(event()) == Passed(5, expected=False)


def test_a_part_of_a_longer_word_is_no_trigger() -> None:
    of = event(evidence=span("The barrage ended"), trigger=Span("text", 4, 7, "bar"))
    assert stopped_by(of) == "words"


def test_whole_words_are_triggers_wherever_they_stand() -> None:
    assert stopped_by(event(evidence=span("moved"), trigger=Span("text", 0, 5, "moved"))) is None
    assert stopped_by(event(evidence=span("They “moved” it"), trigger=Span("text", 6, 11, "moved"))) is None


@pytest.mark.parametrize("sector", ["BUS", "CVL", "JRN"])
def test_companies_and_citizens_raise_nothing(sector: str) -> None:
    found = verdict(event(actors=(actor("USA", sector, text="a film studio"),)))
    assert found == Stop("actor", "a film studio: no state, force, alliance or armed group")


def test_an_armed_group_is_a_power_without_a_country() -> None:
    assert stopped_by(event(actors=(actor(None, "REB", name="the Lake Front"),))) is None


def test_a_court_or_a_border_police_acts_for_its_state_and_a_stranger_for_none() -> None:
    assert stopped_by(event(actors=(actor("PRK", "POL"),))) is None
    assert stopped_by(event(actors=(actor(None, "POL"),))) == "actor"
    assert stopped_by(event(actors=(actor("PRK", "UNK", text="somebody"),))) == "actor"


def test_an_unclaimed_act_passes_where_the_rule_allows_it() -> None:
    assert stopped_by(event(actors=())) == "actor"
    assert stopped_by(event(actors=()), actor="unclaimed") is None
    assert stopped_by(event(actors=(actor("USA", "CVL"),)), actor="unclaimed") == "actor"


def test_strangers_and_those_who_hurt_a_force_pass_where_the_rule_allows_it() -> None:
    stranger = event(actors=(actor(None, "UNK", text="a car bomber"),))
    assert stopped_by(stranger, actor="unclaimed") == "actor"
    assert stopped_by(stranger, actor="unknown") is None
    soldiers = (actor("RUS", "MIL", text="soldiers"),)
    assert stopped_by(event(actors=(actor("USA", "CVL"),), recipients=soldiers), actor="unclaimed") is None


def test_those_who_are_freed_count_as_unclaimed_where_nobody_frees_them() -> None:
    freed = (actor("FRA", "CVL", text="two hostages"),)
    walking = event(type="RETREAT", mode="release", actors=freed, recipients=freed)
    assert stopped_by(walking, actor="unclaimed") is None
    assert stopped_by(event(actors=freed, recipients=freed), actor="unclaimed") == "actor"


def test_the_one_who_suffers_may_be_the_power_where_the_rule_says_so() -> None:
    assert stopped_by(event(actors=()), actor="party") is None
    assert stopped_by(event(actors=(), recipients=(actor("USA", "CVL"),)), actor="party") == "actor"
    assert stopped_by(event(actors=(), recipients=()), actor="anyone") is None


def test_another_sense_of_the_word_is_named() -> None:
    assert verdict(event(sense="sport")) == Stop("sense", "a word of sport here")


@pytest.mark.parametrize(
    ("fields", "guard"),
    [
        ({"modality": "negated"}, "negation"),
        ({"stance": "denies"}, "negation"),
        ({"stance": "retracts"}, "negation"),
        ({"modality": "hypothetical"}, "modality"),
        ({"modality": "historical"}, "recency"),
    ],
)
def test_what_did_not_happen_or_is_past_raises_nothing(fields: dict[str, Any], guard: str) -> None:
    assert stopped_by(event(**fields)) == guard


def test_a_denied_act_passes_where_the_rule_is_about_denials() -> None:
    assert stopped_by(event(stance="denies"), denied="rings") is None


def test_the_first_guard_in_the_order_says_it() -> None:
    of = event(actors=(actor("USA", "BUS"),), sense="business", modality="negated")
    assert stopped_by(of) == "actor"
    assert stopped_by(of, actor="anyone") == "sense"


@pytest.mark.parametrize("modality", ["future", "considered", "conditional"])
def test_what_is_only_foreseen_rings_one_level_lower(modality: str) -> None:
    assert verdict(event(modality=modality)) == Passed(4, expected=True)


def test_a_modality_that_the_act_normally_has_lowers_nothing() -> None:
    assert verdict(event(modality="conditional"), expects=["conditional"]) == Passed(5, expected=True)


def test_a_rule_may_refuse_further_modalities() -> None:
    assert stopped_by(event(modality="considered"), refuses=["considered"]) == "modality"


@pytest.mark.parametrize(("level", "lowered"), [(5, 4), (1, 0), (0, 0), (-3, -2), (-1, -1)])
def test_one_level_less_is_nearer_to_routine(level: int, lowered: int) -> None:
    assert lower(level) == lowered


def test_what_ended_long_before_publication_is_background() -> None:
    old = event(occurred=Occurred("2024-06-01", "2024-06-30", "month", "text"))
    assert verdict(old) == Stop("recency", "it ended 110 days before publication")
    assert stopped_by(old, recent_days=120) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"occurred": Occurred("2024-06-01", "2024-06-01", "day", "text"), "modality": "ongoing"},
        {"occurred": Occurred("2024-01-01", "2024-12-31", "year", "text")},
        {"occurred": Occurred(None, None, "unknown", "publication")},
        {"occurred": Occurred("2020-01-01", "2020-01-01", "day", "publication")},
    ],
)
def test_what_may_be_recent_passes(fields: dict[str, Any]) -> None:
    assert stopped_by(event(**fields)) is None


def test_who_says_so_does_not_decide() -> None:
    assert stopped_by(event(attribution=Attribution(None, None))) is None
