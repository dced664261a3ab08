"""Inflection: all forms of a verb from its base."""

import pytest

from tocsin.codebook.inflection import GERUND, PARTICIPLE, PAST, THIRD, plural, verb_forms
from tocsin.coding.text.tables import grammar


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("deploy", ["deploys", "deployed", "deployed", "deploying"]),
        ("send", ["sends", "sent", "sent", "sending"]),
        ("ban", ["bans", "banned", "banned", "banning"]),
        ("hope", ["hopes", "hoped", "hoped", "hoping"]),
        ("hop", ["hops", "hopped", "hopped", "hopping"]),
        ("spare", ["spares", "spared", "spared", "sparing"]),
        ("spar", ["spars", "sparred", "sparred", "sparring"]),
        ("carry", ["carries", "carried", "carried", "carrying"]),
        ("withdraw", ["withdraws", "withdrew", "withdrawn", "withdrawing"]),
        ("test-fire", ["test-fires", "test-fired", "test-fired", "test-firing"]),
        ("lie", ["lies", "lay", "lain", "lying"]),
    ],
)
def test_forms_follow_from_the_base(base: str, forms: list[str]) -> None:
    found = verb_forms(base)
    for form, bit in zip(forms, (THIRD, PAST, PARTICIPLE, GERUND), strict=True):
        assert found[form] & bit


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("hoped", "hope"),
        ("hoping", "hope"),
        ("hopping", "hop"),
        ("cared", "care"),
        ("spared", "spare"),
        ("piped", "pipe"),
    ],
)
def test_a_verb_that_doubles_its_last_letter_takes_no_form_of_another(form: str, base: str) -> None:
    assert {lemma for lemma, _ in grammar().words[form].verbs} == {base}


def test_both_spellings_of_a_verb_are_known() -> None:
    assert {"criticised", "criticized"} <= verb_forms("criticise").keys()
    assert {"burned", "burnt"} <= verb_forms("burn").keys()
    assert {"travelled", "traveled"} <= verb_forms("travel").keys()


def test_the_last_word_of_a_compound_takes_the_plural() -> None:
    assert plural("air strike") == "air strikes"
    assert plural("embassy") == "embassies"
