"""Inflection: all forms of a verb from its base."""

import pytest

from tocsin.codebook.inflection import GERUND, PARTICIPLE, PAST, THIRD, plural, verb_forms


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("deploy", ["deploys", "deployed", "deployed", "deploying"]),
        ("send", ["sends", "sent", "sent", "sending"]),
        ("ban", ["bans", "banned", "banned", "banning"]),
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


def test_both_spellings_of_a_verb_are_known() -> None:
    assert {"criticised", "criticized"} <= verb_forms("criticise").keys()
    assert {"burned", "burnt"} <= verb_forms("burn").keys()
    assert {"travelled", "traveled"} <= verb_forms("travel").keys()


def test_the_last_word_of_a_compound_takes_the_plural() -> None:
    assert plural("air strike") == "air strikes"
    assert plural("embassy") == "embassies"
