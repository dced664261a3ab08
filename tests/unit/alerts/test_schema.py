"""A rule that is not in order is refused with file, field and what is allowed."""

from pathlib import Path

import pytest
import yaml

from services.alerts.rules import RuleInvalid, load
from services.alerts.rules.conditions import ORDERLY
from services.alerts.rules.loading import SHIPPED, parse, with_one
from services.alerts.rules.schema import json_schema
from tests.builders import rule


def text(**fields: object) -> str:
    """A rule file, with some fields changed."""
    content = rule().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.safe_dump({**content, **fields}, allow_unicode=True)


def fault(**fields: object) -> str:
    with pytest.raises(RuleInvalid) as caught:
        parse(text(**fields), "troops-abroad.yaml")
    return str(caught.value)


def test_a_rule_file_is_read_as_it_was_written() -> None:
    assert parse(text(), "troops-abroad.yaml") == rule()


def test_an_unknown_type_is_refused_with_those_allowed() -> None:
    said = fault(match={"type": ["MOBILISE"]})
    assert said.startswith("troops-abroad.yaml: match.type.0: 'MOBILISE' is not allowed; allowed: 'AGREE'")
    assert "'MOBILIZE'" in said


def test_a_mode_must_belong_to_a_type_asked_for() -> None:
    said = fault(match={"type": ["MOBILIZE"], "mode": ["aerial"]})
    assert "match: mode: 'aerial' is no mode of MOBILIZE; allowed: militia, police, troops, weapons, none" in said


def test_a_field_that_is_not_known_is_refused_by_name() -> None:
    said = fault(match={"type": ["MOBILIZE"], "actors": []})
    assert "troops-abroad.yaml: match.actors: no such field; allowed: actor, against, all, any, basis" in said
    said = fault(window={"kind": "surge", "hours": 3, "at_least": 2})
    assert "window.surge.hours: no such field; allowed:" in said
    assert "factor" in said


def test_the_orderly_countries_go_by_one_name() -> None:
    read = parse(text(match={"type": ["ASSAULT"], "place": "orderly", "actor": {"country": "orderly"}}), "x.yaml")
    assert read.match.actor is not None
    assert read.match.place == read.match.actor.country == ORDERLY
    assert "match.place:" in fault(match={"type": ["ASSAULT"], "place": "peaceful"})


def test_a_rule_must_say_which_types_ring() -> None:
    assert "type: say which event types ring" in fault(match={"mode": ["troops"]})


def test_the_level_must_be_one_of_the_signal() -> None:
    assert "level: 7 is not one of foreign-deployment; allowed: 5 to 5" in fault(level=7)


STEP = {"name": "threat", "match": {"type": ["THREATEN"]}}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"window": {"kind": "flood"}}, "window.kind: 'flood' is not allowed; allowed: 'count', 'surge', 'sequence'"),
        ({"window": {"days": 3}}, "window.kind: is missing"),
        ({"window": {"kind": "count", "days": 3}}, "window.count.at_least: is missing"),
        ({"window": {"kind": "count", "days": 0, "at_least": 3}}, "window.count.days: must be greater than"),
        ({"window": {"kind": "surge", "days": 3, "at_least": 3, "factor": 1}}, "window.surge.factor: must be"),
        (
            {"window": {"kind": "sequence", "days": 3, "after": []}},
            "window.sequence.after: must have at",
        ),
        (
            {"window": {"kind": "sequence", "days": 3, "after": [STEP, STEP]}},
            "window.sequence: after: each step needs a name of its own; given: threat, threat",
        ),
        (
            {"window": {"kind": "sequence", "days": 3, "after": [{"name": "threat", "match": {"type": ["THREAT"]}}]}},
            "window.sequence.after.0.match.type.0: 'THREAT' is not allowed; allowed: 'AGREE'",
        ),
        (
            {"for": "2 hours"},
            "for: '2 hours' is no duration; allowed: a whole number and m, h or d",
        ),
        ({"origins": 0}, "origins: must be greater than or equal to 1"),
        ({"expectation": "kept"}, "expectation: 'kept' is not allowed; allowed: 'met' or 'missed'"),
        ({"joins_days": 90, "expires_days": 30}, "expires_days: 30 is less than joins_days, 90"),
        ({"resolved_by": ["troops-abroad"]}, "resolved_by: a rule does not resolve its own alerts"),
        (
            {"expectation": "met", "window": {"kind": "count", "days": 3, "at_least": 3}},
            "expectation: a rule on an expectation has no window and no grows",
        ),
        (
            {"grows": {"unit": ["men"]}, "window": {"kind": "count", "days": 3, "at_least": 3}},
            "window: a rule has a window or grows, not both",
        ),
    ],
)
def test_what_comes_before_and_after_an_event_is_checked_too(fields: dict[str, object], says: str) -> None:
    assert says in fault(**fields)


def test_durations_are_written_as_they_were_read() -> None:
    for said in ("30m", "6h", "3d"):
        assert yaml.safe_load(text(**{"for": said}))["for"] == said
        read = parse(text(**{"for": said}), "x.yaml")
        assert read.model_dump(mode="json", by_alias=True)["for"] == said


def test_a_rule_that_resolves_must_exist(tmp_path: Path) -> None:
    (tmp_path / "troops-abroad.yaml").write_text(text(resolved_by=["retreat"]))
    with pytest.raises(RuleInvalid, match=r"troops-abroad\.yaml: resolved_by: there is no rule 'retreat'"):
        load(tmp_path)


def test_an_example_is_one_text_or_several_articles() -> None:
    both = {
        "text": "The kingdom sent troops over the lake.",
        "articles": [{"text": "a" * 10, "published": "2024-10-01"}],
    }
    examples = rule().model_dump(mode="json", by_alias=True)["examples"]
    for wrong in (both, {}):
        said = fault(examples={**examples, "fire": [wrong, wrong, wrong]})
        assert "examples.fire.0: give either text or articles" in said


def test_three_examples_of_each_kind_are_needed() -> None:
    said = fault(examples={"fire": ["The kingdom sent troops over the lake."], "silent": ["Nothing happened."] * 3})
    assert "examples.fire" in said
    assert "at least 3" in said


def test_a_missing_field_is_named() -> None:
    content = yaml.safe_load(text())
    del content["runbook"]
    with pytest.raises(RuleInvalid, match=r"x\.yaml: runbook: is missing"):
        parse(yaml.safe_dump(content), "x.yaml")


def test_a_key_given_twice_is_refused_with_its_line() -> None:
    with pytest.raises(RuleInvalid, match=r"x\.yaml line 2: 'id' is given twice"):
        parse("id: a\nid: b\n", "x.yaml")


@pytest.mark.parametrize("content", ["- a\n- b\n", "just words", ""])
def test_a_file_that_is_no_mapping_is_refused(content: str) -> None:
    with pytest.raises(RuleInvalid, match=r"x\.yaml: a rule is a mapping"):
        parse(content, "x.yaml")


def test_broken_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(RuleInvalid, match=r"x\.yaml line 2"):
        parse("id: a\n  level: : 3\n", "x.yaml")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("title: {{ name }}\n", "x.yaml line 1: a list or a mapping can't be the name of a field"),
        ("id: x\n? [a]\n: b\n", "x.yaml line 2: a list or a mapping can't be the name of a field"),
        (f"a: {'[' * 3000}{']' * 3000}\n", "x.yaml: holds lists or mappings in each other"),
        (f"level: 1{'0' * 5000}\n", "x.yaml: can't be read"),
    ],
)
def test_yaml_that_can_not_be_held_is_refused_like_any_other_fault(content: str, says: str) -> None:
    with pytest.raises(RuleInvalid) as refused:
        parse(content, "x.yaml")
    assert str(refused.value).startswith(says)


def test_the_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("id: [")
    (tmp_path / "two.yaml").write_text("nothing")
    (tmp_path / "three.yaml").write_text(text())
    with pytest.raises(RuleInvalid) as caught:
        load(tmp_path)
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("one.yaml")
    assert lines[1].startswith("three.yaml: id: 'troops-abroad' must be the file's name")
    assert lines[2].startswith("two.yaml")


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleInvalid, match="no rule files"):
        load(tmp_path)


def test_the_version_changes_with_what_decides_and_only_with_it() -> None:
    same = rule(title="Another title", runbook="Look somewhere else.")
    other = rule(match={"type": ["MOBILIZE"], "mode": ["weapons"]})
    assert rule().version == same.version
    assert rule().version != other.version


def test_the_json_schema_beside_the_rules_is_fresh() -> None:
    """`tocsin rules schema > services/alerts/rules/rule.schema.json` makes it anew."""
    assert (SHIPPED / "rule.schema.json").read_text("utf-8") == json_schema()


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("title: ", "title: At sea: ", "text that holds a colon and a space needs quotes"),
        ("    - ", "\t- ", "indent with spaces, not tabs"),
    ],
)
def test_what_yaml_does_not_take_is_told_with_what_to_do(before: str, after: str, says: str) -> None:
    given = "title: Troops abroad\nexamples:\n  fire:\n    - Troops went abroad.\n"
    with pytest.raises(RuleInvalid, match=r"rule\.yaml line \d: .*" + says):
        parse(given.replace(before, after), "rule.yaml")


@pytest.mark.parametrize(
    ("name", "fields", "says"),
    [
        ("other.yaml", {}, "other.yaml: id: 'troops-abroad' must be the file's name, 'other'"),
        ("troops-abroad.yaml", {"resolved_by": ["peace"]}, "resolved_by: there is no rule 'peace'; allowed: acc"),
    ],
)
def test_one_rule_beside_others_is_checked_as_a_folder_is(
    tmp_path: Path, name: str, fields: dict[str, object], says: str
) -> None:
    (tmp_path / name).write_text(text(**fields), "utf-8")
    with pytest.raises(RuleInvalid, match=says):
        with_one(load(), tmp_path / name)
