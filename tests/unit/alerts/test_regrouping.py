"""Alerts follow what editors decide about stories: merged into the survivor's, or parted."""

from datetime import UTC, datetime

import pytest

from services.alerts.engine.engine import fold, fold_regrouping
from services.alerts.engine.memory import Memory
from services.alerts.engine.signals import Rules
from services.alerts.rules.loading import RuleBook
from tests.builders import NOW, event, recorded, rule
from tests.unit.alerts.test_engine import DENIALS, FIGHTING, MOSCOW
from tocsin.records import Alert, RecordedEvent, Regrouping

PAIR = {"type": ["ASSAULT"]}
COUNTED = rule(
    "count",
    signal="incursion",
    level=6,
    match=PAIR,
    group_by=["pair"],
    window={"kind": "count", "days": 9, "at_least": 2},
)
RULES = Rules(RuleBook.of([rule(), FIGHTING, DENIALS]))


class Desk:
    """The engine with its memory, and all that was told."""

    def __init__(self, rules: Rules = RULES) -> None:
        self.rules, self.memory, self.told = rules, Memory(), list[Alert]()

    def tell(self, *records: RecordedEvent) -> list[Alert]:
        said = [alert for record in records for alert in fold(self.rules, self.memory, record, NOW)]
        self.told += said
        return said

    def merge(self, story: str, into: str) -> list[Alert]:
        return self._put(story, into, self._articles(story), whole=True)

    def split(self, story: str, into: str, *articles: str) -> list[Alert]:
        return self._put(story, into, list(articles), whole=False)

    def _put(self, story: str, into: str, articles: list[str], *, whole: bool) -> list[Alert]:
        made = Regrouping(story=story, into=into, articles=tuple(articles), reason="", by="desk")
        said = fold_regrouping(self.memory, made, NOW, whole=whole)
        self.told += said
        return said

    def _articles(self, story: str) -> list[str]:
        return [item.article.id for held in self.memory.of_story(story) for item in held.alert.evidence]


def report(number: int, story: str, kind: str = "MOBILIZE", mode: str | None = "troops") -> RecordedEvent:
    return recorded(
        event(kind, mode), id=f"art-{number}.c.1", article=f"art-{number}", story=story, source=f"P{number}"
    )


def test_the_alert_of_a_merged_story_is_the_survivors_and_later_news_joins_it() -> None:
    desk = Desk()
    (raised,) = desk.tell(report(1, "s1"))

    (moved,) = desk.merge("s1", "s2")

    assert (moved.id, moved.revision, moved.status, moved.story) == (raised.id, 2, "updated", "s2")
    assert moved.changes == ("its story is s2 now",)
    (more,) = desk.tell(report(2, "s2"))
    assert (more.id, more.origins) == (raised.id, 2)


def test_two_alerts_of_merged_stories_are_one_which_counts_its_sources_anew() -> None:
    desk = Desk()
    (there,) = [alert for alert in desk.tell(report(1, "s1", "ASSAULT", None)) if alert.rule == "fighting"]
    (gone,) = desk.tell(report(2, "s2", "ASSAULT", None))
    assert there.capped

    survivor, over = desk.merge("s2", "s1")

    assert (survivor.id, survivor.status, survivor.origins, survivor.articles) == (there.id, "updated", 2, 2)
    assert (survivor.level, survivor.capped) == (7, None)
    assert (over.id, over.status, over.continued_in) == (gone.id, "resolved", there.id)
    assert there.id in over.changes[0]


def test_of_a_story_that_was_merged_and_whose_alert_is_over_the_alert_is_raised_again_under_its_id() -> None:
    desk = Desk()
    (raised,) = desk.tell(report(1, "s1"))
    (cancelled,) = desk.tell(
        recorded(event("CONSULT", None), id="art-9.c.1", article="art-9", story="s1", revises="art-1")
    )
    assert cancelled.status == "cancelled"
    assert desk.merge("s1", "s2") == []
    (again,) = desk.tell(report(2, "s2"))
    assert (again.id, again.status, again.revision) == (raised.id, "raised", 3)


def test_an_alert_whose_story_is_split_loses_the_reports_that_go_and_they_ring_on_their_own() -> None:
    desk = Desk()
    desk.tell(report(1, "s1"), report(2, "s1"), report(3, "s1"))
    before = desk.told[0].id

    parted, left = desk.split("s1", "s2", "art-2", "art-3")

    assert (parted.status, parted.revision, parted.story, parted.origins) == ("raised", 1, "s2", 2)
    assert {item.article.id for item in parted.evidence} == {"art-2", "art-3"}
    assert (left.id, left.status, left.origins, left.articles) == (before, "updated", 1, 1)
    assert before in parted.changes[0]
    (more,) = desk.tell(report(4, "s2"))
    assert more.id == parted.id


def test_a_split_that_takes_all_its_reports_takes_the_alert() -> None:
    desk = Desk()
    (raised,) = desk.tell(report(1, "s1"))
    (moved,) = desk.split("s1", "s2", "art-1")
    assert (moved.id, moved.story, moved.status) == (raised.id, "s2", "updated")
    assert desk.split("s2", "s3", "art-7") == []


def test_who_was_told_goes_on_being_told_when_the_other_alert_only_waits() -> None:
    desk = Desk(Rules(RuleBook.of([rule(origins=2)])))
    assert desk.tell(report(1, "s1")) == []
    raised = desk.tell(report(2, "s2"), report(3, "s2"))[0]

    (survivor,) = desk.merge("s2", "s1")

    assert (survivor.id, survivor.story, survivor.origins) == (raised.id, "s1", 3)
    (more,) = desk.tell(report(4, "s1"), report(5, "s1"))
    assert (more.id, more.origins) == (raised.id, 5)


def test_two_that_wait_are_raised_when_together_they_are_enough() -> None:
    desk = Desk(Rules(RuleBook.of([rule(origins=2)])))
    assert desk.tell(report(1, "s1"), report(2, "s2")) == []
    (raised,) = desk.merge("s2", "s1")
    assert (raised.status, raised.story, raised.origins) == ("raised", "s1", 2)


def test_a_denial_goes_with_its_article() -> None:
    desk = Desk()
    denial = event("STATEMENT", "deny", actors=(MOSCOW,), recipients=())
    desk.tell(recorded(denial, id="art-1.c.1", article="art-1", story="s1"))
    desk.split("s1", "s2", "art-1")
    (here,) = desk.tell(report(2, "s1"))
    (there,) = desk.tell(report(3, "s2"))
    assert (here.disputed, there.disputed) == (False, True)


def test_happenings_are_counted_in_the_story_that_they_were_put_into() -> None:
    at = datetime(2024, 10, 18, tzinfo=UTC)
    desk = Desk(Rules(RuleBook.of([COUNTED])))
    first = [report(number, f"s{number}", "ASSAULT", None) for number in (1, 2)]
    assert [item.article.published_at.date() for item in first] == [at.date()] * 2
    desk.tell(first[0])
    made = Regrouping(story="s1", into="s2", articles=("art-1",), reason="", by="desk")
    fold_regrouping(desk.memory, made, NOW, whole=True)
    assert desk.tell(first[1]) == [], "one happening, told twice"
    assert [alert.status for alert in desk.tell(report(3, "s3", "ASSAULT", None))] == ["raised"]


@pytest.mark.parametrize("story", [f"t{n}" for n in range(6)])  # as their ids fall, one alert or the other comes first
def test_what_joins_an_alert_that_is_of_both_stories_stays_with_it(story: str) -> None:
    desk = Desk(Rules(RuleBook.of([rule(group_by=["pair"])])))
    (there,) = desk.tell(report(1, "s1"))
    first = recorded(event(), id="art-1.c.1").id
    desk.tell(report(2, story).model_copy(update={"happening": first}))  # the same told in the other story joins it
    (gone,) = desk.tell(report(3, story))

    desk.merge(story, "s1")

    last = {alert.id: alert for alert in desk.told}
    assert last[gone.id].continued_in == there.id
    held = desk.memory.get(there.id)
    assert held is not None
    assert held.alert == last[there.id]
    assert {item.article.id for item in held.alert.evidence} == {"art-1", "art-2", "art-3"}
