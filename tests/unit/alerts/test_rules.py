"""The shipped rules: each signal has one, each example does what it must, each name is in the codebook."""

from collections.abc import Iterator

import pytest

from services.alerts.engine.matching import asked_by
from services.alerts.rules import Rule, load
from services.alerts.rules.conditions import Condition
from services.alerts.rules.loading import SHIPPED
from services.alerts.trials.examples import failures
from tocsin.codebook import load as load_codebook
from tocsin.coding import code
from tocsin.vocabulary import SIGNAL_LEVELS

BOOK = load()


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_rings_for_its_examples_and_for_no_counterexample(rule: Rule) -> None:
    assert failures(rule, code) == []


def test_every_signal_of_the_vocabulary_has_a_rule() -> None:
    assert {rule.signal for rule in BOOK.rules} == set(SIGNAL_LEVELS)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_an_editor_is_told_where_the_form_of_a_rule_is(rule: Rule) -> None:
    first = (SHIPPED / f"{rule.id}.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=rule.schema.json", "begin the file with this line"


def test_examples_are_not_shared_between_rules() -> None:
    texts = [str(item) for rule in BOOK.rules for item in (*rule.examples.fire, *rule.examples.silent)]
    assert len(texts) == len(set(texts))


def conditions(rule: Rule) -> Iterator[Condition]:
    for asked in asked_by(rule):
        yield from (asked.match, *asked.match.any, *asked.match.all, *asked.match.not_)


def test_rules_name_only_objects_and_patterns_that_the_codebook_has() -> None:
    """What no act can give would make a rule that never rings, without a word."""
    table = load_codebook().tables["deeds"]
    patterns = {act["id"] for act in table["acts"]}
    objects = {name for names in table["classes"].values() for name in names} | {"none"}
    objects |= {act["about"] for act in table["acts"] if act.get("about")}
    unknown = {
        f"{rule.id}: {name}"
        for rule in BOOK.rules
        for condition in conditions(rule)
        for name in {*condition.object} - objects | {*condition.pattern} - patterns
    }
    assert unknown == set()
