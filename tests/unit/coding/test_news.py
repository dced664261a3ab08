"""News sentences of many regions and styles, each with an event that a careful analyst reads in it."""

import pytest

from tests.unit.coding.news import Case, cases
from tests.unit.coding.readings import events


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text[:40])
def test_a_sentence_of_news_tells_its_event(case: Case) -> None:
    found = events(case.text, case.type)
    assert any(
        event.modality == case.modality and case.actors & {actor.country for actor in event.actors} for event in found
    ), [(event.modality, [actor.country for actor in event.actors]) for event in found]
