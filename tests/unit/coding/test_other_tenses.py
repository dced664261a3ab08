"""The codebook's own examples, said to come, weighed, denied, charged with: what is read of one verb is of all."""

import pytest

from tests.unit.coding.examples import Told, cut_up
from tests.unit.coding.readings import events
from tocsin.coding.reading import Event

DONE = [
    "{who} {has} {participle} {rest}.",
    "{who} said {it} had {participle} {rest}.",
    "{who} reportedly {past} {rest}.",
    "Norway accused {inside} of {ing} {rest}.",
    "Hours after talks in Geneva collapsed, {inside} {past} {rest}.",
]
TO_COME = [
    "{who} will {base} {rest}.",
    "{who} {plans} to {base} {rest}.",
    "{who} {is} expected to {base} {rest}.",
]
WEIGHED = [
    "{who} may {base} {rest}.",
    "{who} {is} considering {ing} {rest}.",
    "{who} might {base} {rest}, diplomats say.",
]
NOT_DONE = ["{who} did not {base} {rest}.", "{who} {has} not {participle} {rest}."]
DENIED = ["{who} denied {ing} {rest}.", "{who} denied that {it} had {participle} {rest}."]
HUNG_ON = [
    ("{who}, having {participle} {rest}, called a meeting.", ("actual", "ongoing")),
    ("After {ing} {rest}, {inside} called a meeting.", ("actual", "ongoing")),
    ("Reports that {inside} {past} {rest} alarmed Norway.", ("actual", "ongoing")),
    ("Not only did {inside} {base} {rest}, but Norway did nothing.", ("actual", "ongoing")),
    ('"We {past} {rest}," {inside} said.', ("actual", "ongoing")),
    ("Video showed {inside} {ing} {rest}.", ("actual", "ongoing")),
    ("{who} {is} getting ready to {base} {rest}.", ("future",)),
    ("A plan by {inside} to {base} {rest} angered Norway.", ("future",)),
    ("Unless {inside} {present} {rest}, Norway will not act.", ("hypothetical",)),
    ("Should {inside} {base} {rest}, Norway will act.", ("hypothetical", "conditional")),
    ("It would be a mistake for {inside} to {base} {rest}.", ("hypothetical",)),
]
AS_HEADLINE = [("{who} {present} {rest}", ("actual", "ongoing")), ("{who} set to {base} {rest}", ("future",))]
LOST = 0.04
"""What some examples tell can not be said so: fighting considers nothing, and the internet denies none."""
LOST_DENIED = 0.06
"""Missiles, battles and patrols under fire deny nothing."""
LOST_HUNG_ON = 0.12
"""Of what hangs on a noun or on another clause more is lost: not everything can be planned, or be the worse for it."""
OTHERWISE = 0.05
"""And some are read as another act with it, or are of words that are done by saying them."""


def examples() -> list[Told]:
    """Every second one: what all of them tell takes twice as long and says the same."""
    return cut_up()[::2]


def put(told: Told, construction: str) -> str:
    return construction.format(
        **told._asdict(),
        has="have" if told.several else "has",
        it="they" if told.several else "it",
        plans="plan" if told.several else "plans",
        **{"is": "are" if told.several else "is"},
    )


def misread(construction: str, right: tuple[str, ...], *, stance: str = "") -> tuple[list[str], list[str]]:
    """The sentences in which the act is not read, and those in which it is only read otherwise than as `right`."""
    lost, otherwise = [], []
    for told in examples():
        text = put(told, construction)
        found: list[Event] = events(text, told.type) if text.endswith(".") else events("", told.type, title=text)
        if not found:
            lost.append(text)
        elif not any(e.modality in right and stance in ("", e.stance) for e in found):
            otherwise.append(text)
    return lost, otherwise


def check(construction: str, right: tuple[str, ...], *, stance: str = "", most: float = LOST) -> None:
    lost, otherwise = misread(construction, right, stance=stance)

    assert len(examples()) >= 300
    assert len(lost) <= most * len(examples()), lost
    assert len(otherwise) <= OTHERWISE * len(examples()), otherwise


@pytest.mark.parametrize("construction", DONE)
def test_what_was_done_was_done_however_it_is_told(construction: str) -> None:
    check(construction, ("actual", "ongoing"))


@pytest.mark.parametrize("construction", TO_COME)
def test_what_is_to_come_is_not_done_yet(construction: str) -> None:
    check(construction, ("future",))


@pytest.mark.parametrize("construction", WEIGHED)
def test_what_is_weighed_is_not_decided(construction: str) -> None:
    check(construction, ("considered",))


@pytest.mark.parametrize("construction", NOT_DONE)
def test_what_was_not_done_is_negated(construction: str) -> None:
    check(construction, ("negated",))


@pytest.mark.parametrize("construction", DENIED)
def test_what_is_denied_is_told_as_denied(construction: str) -> None:
    check(construction, ("actual", "ongoing"), stance="denies", most=LOST_DENIED)


@pytest.mark.parametrize(("construction", "right"), AS_HEADLINE)
def test_a_headline_tells_it_without_is(construction: str, right: tuple[str, ...]) -> None:
    check(construction, right)


@pytest.mark.parametrize(("construction", "right"), HUNG_ON)
def test_what_hangs_on_a_noun_or_another_clause_is_read(construction: str, right: tuple[str, ...]) -> None:
    check(construction, right, most=LOST_HUNG_ON)
