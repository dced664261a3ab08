"""What alerts make of an article that is read again, corrected to nothing, or redacted."""

import pytest

from services.alerts.engine.engine import fold, fold_nothing
from services.alerts.engine.memory import Memory
from services.alerts.engine.signals import Rules
from services.alerts.rules.loading import RuleBook
from tests.builders import NOW, event, recorded, rule
from tests.unit.alerts.test_matching import quantity
from tocsin.coding.reading import Event
from tocsin.records import EmptyReading, RecordedEvent

RULES = Rules(RuleBook.of([rule()]))


def told(codebook: str = "aaaaaaaaaaaa", article: str = "a1", **fields) -> RecordedEvent:
    return recorded(id=f"{article}.{codebook}.1", article=article, codebook=codebook, **fields)


def silent(article: str = "a1", revises: str | None = None, unread=None) -> EmptyReading:
    of = told(article=article, revises=revises).article
    return EmptyReading(article=of, story="story-1", origin=article, codebook="", unread=unread)


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        (silent(), "cancelled: the article was read again"),
        (silent(unread="redacted"), "cancelled: its text was redacted"),
        (silent("a2", revises="a1"), "cancelled: corrected by Example Wire"),
    ],
    ids=["read again", "redacted", "corrected to nothing"],
)
def test_an_alert_is_cancelled_when_its_only_article_tells_nothing_any_more(reading, reason):
    memory = Memory()
    fold(RULES, memory, told(), NOW)
    [alert] = fold_nothing(memory, reading, NOW)
    assert (alert.status, alert.changes) == ("cancelled", (reason,))


def test_an_article_that_never_told_anything_changes_no_alert():
    memory = Memory()
    fold(RULES, memory, told(), NOW)
    assert fold_nothing(memory, silent("a2"), NOW) == []


def test_a_new_reading_that_tells_the_same_is_no_news_and_replaces_the_evidence():
    memory = Memory()
    [raised] = fold(RULES, memory, told(), NOW)
    assert fold(RULES, memory, told("bbbbbbbbbbbb"), NOW) == []
    held = memory.get(raised.id)
    assert held is not None
    assert [item.event for item in held.alert.evidence] == ["a1.bbbbbbbbbbbb.1"]


def test_a_new_reading_that_tells_something_else_cancels_the_alert():
    memory = Memory()
    fold(RULES, memory, told(), NOW)
    [alert] = fold(RULES, memory, told("bbbbbbbbbbbb", happened=event("CONSULT", None)), NOW)
    assert (alert.status, alert.changes) == ("cancelled", ("cancelled: the article was read again",))


def test_what_an_earlier_reading_told_counts_no_more_in_windows_and_growth():
    strikes = rule(
        "strikes",
        signal="incursion",
        level=6,
        match={"type": ["ASSAULT"]},
        group_by=["pair"],
        window={"kind": "count", "days": 9, "at_least": 2},
    )
    grows = rule("grows", signal="force-growth", match={"type": ["MOBILIZE"]}, grows={"unit": ["soldiers"]})
    rules, memory, fight = Rules(RuleBook.of([strikes, grows])), Memory(), event("ASSAULT", None)

    def tell(codebook: str, article: str, happened: Event, **fields) -> list[str]:
        record = told(codebook, article, happened=happened, story=f"of {article}", **fields)
        return [alert.rule for alert in fold(rules, memory, record, NOW)]

    assert tell("aaaaaaaaaaaa", "a1", fight) == []
    assert tell("bbbbbbbbbbbb", "a1", event(quantities=(quantity(3000),))) == []
    assert tell("aaaaaaaaaaaa", "a2", fight) == [], "the first one is not told any more"
    assert tell("cccccccccccc", "a1", event("CONSULT", None)) == []
    assert tell("aaaaaaaaaaaa", "a3", event(quantities=(quantity(9000),))) == [], "nor is the smaller number"
    assert tell("aaaaaaaaaaaa", "a4", event(quantities=(quantity(12000),))) == ["grows"]
    assert tell("aaaaaaaaaaaa", "a5", fight) == ["strikes"]


def test_the_events_of_one_reading_count_together():
    grows = rule("grows", signal="force-growth", match={"type": ["MOBILIZE"]}, grows={"unit": ["soldiers"]})
    rules, memory = Rules(RuleBook.of([grows])), Memory()
    first = recorded(event(quantities=(quantity(3000),)), id="a1.aaaaaaaaaaaa.1", article="a1", number=1, of=2)
    second = recorded(event(quantities=(quantity(9000),)), id="a1.aaaaaaaaaaaa.2", article="a1", number=2, of=2)
    assert fold(rules, memory, first, NOW) == []
    assert [alert.rule for alert in fold(rules, memory, second, NOW)] == ["grows"]
