"""The codebook's own examples on other days: whichever act it is, it has the day that its sentence gives it."""

from collections.abc import Iterator

import pytest

from tests.unit.coding.examples import Told
from tests.unit.coding.readings import events
from tests.unit.coding.test_other_tenses import examples, put

DAYS = [
    ("{who} {past} {rest} on Monday.", "2024-10-21"),
    ("On Monday, {inside} {past} {rest}.", "2024-10-21"),
    ("{who} {past} {rest} three days ago.", "2024-10-20"),
    ("{who} said on Tuesday {it} had {participle} {rest} on Sunday.", "2024-10-20"),
    ("The talks broke off on Monday, two days after {inside} {past} {rest}.", "2024-10-19"),
    ("A day after the vote on Sunday, {inside} {past} {rest}.", "2024-10-21"),
    ("{who} {past} {rest} on the eve of the vote on 5 October.", "2024-10-04"),
    ("{who} will {base} {rest} next week.", "2024-10-28"),
]
"""As told on Wednesday, 23 October 2024."""
WRONG = 0.11
"""Of what another clause tells at the end of a sentence the day is as likely, and some name a day of their own."""


def timeless() -> Iterator[Told]:
    own = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "noon", "dawn", "week", "year"}
    return (told for told in examples() if own.isdisjoint(told.rest.split()))


@pytest.mark.parametrize(("construction", "day"), DAYS)
def test_an_act_has_the_day_of_its_sentence(construction: str, day: str) -> None:
    texts = [(told.type, put(told, construction)) for told in timeless()]
    read = [(text, found) for type_, text in texts if (found := events(text, type_))]

    wrong = [text for text, found in read if all(event.occurred.start != day for event in found)]

    assert len(read) >= 250
    assert len(wrong) <= WRONG * len(read), wrong
