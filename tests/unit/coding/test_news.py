"""News sentences of many regions and styles, each with an event that a careful analyst reads in it."""

import random

import pytest

from bench.texts import articles
from tests.unit.coding.news import Case, cases
from tests.unit.coding.readings import events, read


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:40])
def test_a_sentence_of_news_tells_its_event(case: Case) -> None:
    found = events(case.text, case.type)
    assert any(
        event.modality == case.modality and case.actors & {actor.country for actor in event.actors} for event in found
    ), [(event.modality, [actor.country for actor in event.actors]) for event in found]


def test_sentences_that_never_stood_together_are_read_too() -> None:
    """Whom words stand for is looked up in what was told before: nothing may be taken for granted of that."""
    told = [case.text for case in cases()]
    told += [paragraph for article in articles(40, seed=7) for paragraph in article["text"].split("\n\n")]
    chance = random.Random(7)
    for _ in range(400):
        text = " ".join(chance.sample(told, 4))
        assert all(span.text == text[span.start : span.end] for event in read(text).events for span in [event.evidence])
