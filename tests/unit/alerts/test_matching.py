"""Which rules an event fits: every field of a condition, and the index against asking each rule in turn."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.alerts.engine import checks
from services.alerts.engine.facts import is_unit, parties, soil, told
from services.alerts.engine.matching import Index, fits
from services.alerts.rules.conditions import Condition
from tests.builders import actor, event, rule
from tocsin.coding.reading import Attribution, Event, Place, Quantity
from tocsin.vocabulary import MODES


def quantity(best: float = 3000, unit: str = "soldiers", **fields: Any) -> Quantity:
    defaults: dict[str, Any] = {"low": None, "high": None, "qualifier": None, "kind": "reported", "due": None}
    span = {"field": "text", "start": 0, "end": 5, "text": f"{best:,.0f}"}
    return Quantity(**{**defaults, **span, "best": best, "unit": unit, **fields})


def rings(of: Event, **match: Any) -> bool:
    return fits(rule(match={"type": ["MOBILIZE"], **match}).match, of)


def test_lists_mean_any_of_and_fields_mean_all_of() -> None:
    assert rings(event(), mode=["troops", "weapons"], object=["troops"], contexts=["cbrn", "military"])
    assert not rings(event(), mode=["troops", "weapons"], object=["talks"])


def test_none_stands_for_a_missing_mode_or_object() -> None:
    of = event(mode=None, object=None)
    assert rings(of, mode=["none"], object=["none"])
    assert not rings(of, mode=["troops"])


@pytest.mark.parametrize(
    "match",
    [
        {"modality": ["actual"], "certainty": ["likely"], "stance": ["asserts"], "pattern": ["test.move"]},
        {"actor": {"country": ["PRK"], "sector": ["GOV"]}, "recipient": {"country": ["RUS"]}},
        {"source": {"country": ["KOR"]}, "against": {"present": False}},
        {"parties": "different", "soil": "abroad", "placed": True, "matter": "security"},
        {"actor": {"person": False}},
    ],
)
def test_facts_of_the_event_are_asked(match: dict[str, Any]) -> None:
    assert rings(event(), **match)


@pytest.mark.parametrize(
    "match",
    [
        {"modality": ["future"]},
        {"certainty": ["observed"]},
        {"stance": ["denies"]},
        {"pattern": ["test"]},
        {"actor": {"country": ["PRK"], "sector": ["MIL"]}},
        {"recipient": {"country": ["UKR"]}},
        {"recipient": {"present": False}},
        {"source": {"sector": ["JRN"]}},
        {"against": {"present": True}},
        {"parties": "same"},
        {"soil": "home"},
        {"placed": False},
        {"actor": {"person": True}},
        {"quantity": {"at_least": 1}},
    ],
)
def test_one_fact_that_is_otherwise_is_enough_to_be_silent(match: dict[str, Any]) -> None:
    assert not rings(event(), **match)


def test_country_and_sector_must_be_of_the_same_actor() -> None:
    of = event(actors=(actor("PRK", "GOV"), actor("RUS", "MIL")))
    assert not rings(of, actor={"country": ["PRK"], "sector": ["MIL"]})
    assert rings(of, actor={"country": ["RUS"], "sector": ["MIL"]})


def test_an_event_that_nobody_speaks_of_has_no_source() -> None:
    assert not rings(event(attribution=Attribution(None, None)), source={"present": True})


def test_quantities_are_asked_for_unit_amount_and_kind() -> None:
    of = event(quantities=(quantity(3000), quantity(20, "tanks", kind="forecast")))
    assert rings(of, quantity={"unit": ["soldiers"], "at_least": 1000})
    assert not rings(of, quantity={"unit": ["tanks"], "at_least": 1000})
    assert rings(of, quantity={"kind": ["forecast"]})
    assert not rings(of, quantity={"unit": ["soldiers"], "kind": ["forecast"]})


def test_blocks_join_further_conditions() -> None:
    either = [{"type": ["MOBILIZE"], "mode": ["weapons"]}, {"type": ["MOBILIZE"], "mode": ["troops"]}]
    assert fits(rule(match={"any": either}).match, event())
    assert not fits(rule(match={"any": either[:1]}).match, event())
    assert not rings(event(), **{"not": [{"object": ["troops"]}]})
    assert rings(event(), all=[{"object": ["troops"]}, {"soil": "abroad"}])
    assert not rings(event(), all=[{"object": ["troops"]}, {"soil": "home"}])


def test_every_field_of_a_condition_can_be_asked() -> None:
    assert set(checks.FACTS) == set(Condition.model_fields)


def test_a_unit_is_told_by_its_last_word() -> None:
    assert is_unit("elite Troops", ("troops",))
    assert not is_unit("soldiers killed", ("soldiers",))
    assert not is_unit("", ("troops",))


def test_parties_and_soil_are_seen_from_the_actors() -> None:
    assert parties(event(recipients=())) is None
    assert parties(event(recipients=(actor("PRK"),))) == "same"
    assert parties(event(actors=(actor("PRK"), actor("RUS")), recipients=(actor("RUS"),))) == "different"
    assert soil(event(place=None)) == "unknown"
    assert soil(event(place=Place("Wonsan", "PRK", "text", 0, 6))) == "home"


def test_whose_word_it_is_is_seen_from_the_actors() -> None:
    assert told(event()) == "another"
    assert told(event(actors=(actor("KOR"),))) == "own"
    assert told(event(actors=())) is None
    assert rings(event(), told="another")
    assert not rings(event(), told="own")


some = st.lists
KINDS = ("MOBILIZE", "ASSAULT")
kinds = some(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True)
facts: dict[str, st.SearchStrategy[Any]] = {
    "object": some(st.sampled_from(["troops", "talks", "none"]), max_size=2),
    "contexts": some(st.sampled_from(["military", "cyber"]), max_size=2),
    "pattern": some(st.sampled_from(["test", "test.move"]), max_size=2),
    "modality": some(st.sampled_from(["actual", "future"]), max_size=2),
    "actor": st.fixed_dictionaries({"country": some(st.sampled_from(["PRK", "RUS"]), max_size=2)}),
    "recipient": st.fixed_dictionaries({"country": some(st.sampled_from(["PRK", "RUS"]), max_size=2)}),
}
blocks = some(st.fixed_dictionaries({}, optional={"type": kinds, **facts}), max_size=3)
matches = st.fixed_dictionaries({"type": kinds}, optional={**facts, "any": blocks, "all": blocks, "not": blocks})


@given(
    matches=st.lists(matches, max_size=40),
    kind=st.sampled_from(KINDS),
    what=st.sampled_from([None, "troops", "talks", "aid"]),
    contexts=st.sampled_from([(), ("military",), ("cyber", "military")]),
    who=st.sampled_from([(), (actor("PRK"),), (actor(None, "REB"),), (actor("KOR"), actor("RUS"))]),
)
def test_the_index_finds_what_asking_each_rule_finds(
    matches: list[dict[str, Any]], kind: Any, what: str | None, contexts: Any, who: Any
) -> None:
    rules = [rule(id=f"r{number}", match=match) for number, match in enumerate(matches)]
    modes = sorted(MODES[kind])
    of = event(kind, modes[0] if modes else None, object=what, contexts=contexts, actors=who)
    assert [asked.rule for asked in Index(rules).matching(of)] == [r for r in rules if fits(r.match, of)]
