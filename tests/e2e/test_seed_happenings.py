"""The samples' stories: who tells of the soldiers that were sent, and what became of what was expected."""

from collections import defaultdict

from services.timeline.stories.expectations import expected, happened
from services.timeline.stories.happenings import Happenings
from services.timeline.stories.stories import Stories
from services.timeline.stories.telling import telling
from tests import seeds
from tests.builders import recorded
from tocsin.records import RecordedEvent


def tellings() -> dict[str, list[RecordedEvent]]:
    """The events of all samples, in the order of arrival, by the happening that each tells of."""
    stories, happenings = Stories(), Happenings()
    found = defaultdict(list)
    for position, article in enumerate(seeds.articles().values(), 1):
        story = stories.place(position, article).story
        for number, event in enumerate(seeds.reading(article.id).events):
            told = telling(f"{article.id}.{number}", article.id, story, article.published_at, event)
            record = recorded(event, id=told.event, article=article.id, story=story, published_at=article.published_at)
            found[happenings.join(told)].append(record)
    return found


def test_the_soldiers_sent_to_russia_are_one_happening_of_many_tellings_and_denied_in_it() -> None:
    sent = max(tellings().values(), key=lambda told: len({one.article.id for one in told}))
    first = sent[0].event
    assert (first.type, first.actors[0].country) == ("MOBILIZE", "PRK")
    assert len({one.article.id for one in sent}) >= 9
    assert {"asserts", "denies", "confirms"} <= {one.event.stance for one in sent}
    assert {1500, 3000, 10000} <= {quantity.best for one in sent for quantity in one.event.quantities}


def test_the_briefing_of_nato_was_expected_and_happened() -> None:
    briefing = [told for told in tellings().values() if any(_on_monday(one) for one in told)]
    assert len(briefing) == 1
    assert any(happened(one) for one in briefing[0])


def _on_monday(record: RecordedEvent) -> bool:
    due = expected(record)
    return record.event.type == "CONSULT" and due is not None and due.due == "2024-10-28"
