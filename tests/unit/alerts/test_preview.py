"""Trying rules on history: what newly rings, what no longer does, how often, and that nothing is left out."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from services.alerts.engine.engine import Published
from services.alerts.engine.signals import Rules
from services.alerts.rules import Rule, RuleBook, load
from services.alerts.trials.preview import Preview, Run, differing, facts, lines
from services.timeline.stories.stories import Stories
from tests.builders import NOW, actor, event, event_recorded, recorded, rule
from tests.seeds import articles, reading
from tocsin.messages import ArticleRead, EventRecorded, StoryMerged
from tocsin.records import ArticleReference, EmptyReading, RecordedEvent, Regrouping

TROOPS = rule(group_by=["actors"])
DAY = timedelta(days=1)


def told(number: int, country: str = "PRK") -> EventRecorded:
    """An event of a story of its own, a day after the one before."""
    happened = event(actors=(actor(country),))
    published = datetime(2024, 10, 1, tzinfo=UTC) + number * DAY
    item = recorded(happened, id=f"ev-{number}", story=f"story-{number}", published_at=published)
    return event_recorded(item, at=published)


def tried(old: list[Rule], new: list[Rule], events: Sequence[Published], since: datetime | None = None) -> Preview:
    preview = Preview.of(RuleBook.of(old), RuleBook.of(new), since)
    for message in events:
        preview.take(message)
    return preview


def with_match(of: Rule, **match: object) -> Rule:
    return Rule.model_validate({**of.model_dump(by_alias=True), "match": of.match.model_dump(by_alias=True) | match})


def test_a_narrower_rule_no_longer_rings_for_some_and_says_by_which_proof() -> None:
    narrow = with_match(TROOPS, actor={"country": ["PRK"]})
    events = [told(0), told(1, "IRN"), told(2)]
    preview = tried([TROOPS], [narrow], events)
    assert preview.newly() == []
    [gone] = preview.no_longer()
    assert facts(gone)["article"] == "art-ev-1"
    assert facts(gone)["quote"] == "Pyongyang has moved troops to the Russian Far East"
    [count] = preview.counts()
    assert (count.before, count.after, count.newly, count.no_longer) == (3, 2, 0, 1)
    shown = "\n".join(lines(preview, 10))
    assert "3 articles with 3 events, 2024-10-01 to 2024-10-03" in shown
    assert "no longer rings: 1" in shown
    assert "“Pyongyang has moved troops to the Russian Far East” (Example Wire, art-ev-1)" in shown


def test_a_new_rule_that_rings_for_nothing_is_told_of_all_the_same() -> None:
    elsewhere = with_match(TROOPS.model_copy(update={"id": "troops-elsewhere"}), actor={"country": ["BRA"]})
    preview = tried([TROOPS], [TROOPS, elsewhere], [told(0)])
    assert ("troops-elsewhere", 0, 0) in [(count.rule, count.before, count.after) for count in preview.counts()]


def test_stories_that_an_editor_merged_are_one_and_what_was_read_again_is_taken_back() -> None:
    moved = Regrouping(story="story-0", into="story-1", articles=("art-ev-0",), reason="one move", by="desk")
    at = NOW + 30 * DAY
    merge = StoryMerged(id="m", source="/t", subject="story-0", time=at, recordedtime=at, data=moved)
    gone = EmptyReading(article=told(2).data.article, story="story-2", origin="art-ev-2", codebook="b", unread=None)
    empty = ArticleRead(id="r", source="/t", subject="art-ev-2", time=at, recordedtime=at, data=gone)
    preview = tried([], [TROOPS], [told(0), told(1), told(2), merge, empty])
    assert [rang.status for rang in preview.newly()] == ["resolved", "updated", "cancelled"]
    assert (preview.articles, preview.events) == (3, 3)


def test_a_new_rule_newly_rings_at_a_rate_by_week() -> None:
    other = rule("iran-moves", match={"type": ["MOBILIZE"], "actor": {"country": ["IRN"]}})
    preview = tried([TROOPS], [TROOPS, other], [told(number, "IRN") for number in range(15)])
    assert [rang.rule for rang in preview.newly()] == ["iran-moves"] * 15
    assert preview.weeks == 2
    assert any(line.split() == ["iran-moves", "0.00", "7.50", "15", "0"] for line in lines(preview, 1))
    assert "  … 14 more: --all shows them" in lines(preview, 1)


def test_alerts_that_are_only_grouped_otherwise_ring_no_more_and_no_less() -> None:
    apart = rule(group_by=["recipients"])
    preview = tried([TROOPS], [apart], [told(0), told(1)])
    assert (preview.newly(), preview.no_longer(), [c.after for c in preview.counts()]) == ([], [], [2])


def test_another_level_is_told_as_such() -> None:
    higher = TROOPS.model_copy(update={"level": 6})
    [(before, after)] = tried([TROOPS], [higher], [told(0)]).relevelled()
    assert (before.level, after.level) == (5, 6)


def test_what_came_before_is_remembered_and_not_counted() -> None:
    running = TROOPS.model_copy(update={"joins_days": 30})
    events = [told(0), told(1, "IRN"), told(2)]
    preview = tried([running], [TROOPS], events, since=datetime(2024, 10, 2, tzinfo=UTC))
    # The third goes on with the first, under the rule that joins; under the other it is news.
    assert [rang.first.article.id for rang in preview.newly()] == ["art-ev-2"]
    assert (preview.events, preview.no_longer()) == (2, [])


def test_an_empty_log_says_so() -> None:
    assert "no events" in next(lines(tried([TROOPS], [], []), 10))


def test_only_what_decides_makes_rules_differ() -> None:
    ends = rule("withdrawn", signal="de-escalation", level=-2, match={"type": ["RETREAT"]})
    ended = TROOPS.model_copy(update={"resolved_by": ("withdrawn",)})
    denial = rule("denied", signal="official-denial", level=0, match={"type": ["STATEMENT"]})
    old = RuleBook.of([ended, ends, denial])

    def other(*rules: Rule) -> set[str]:
        return differing(old, RuleBook.of([*rules]))

    assert other(ended.model_copy(update={"runbook": "Ask for a second source."}), ends, denial) == set()
    assert other(ended, ends.model_copy(update={"level": -1}), denial) == {"withdrawn", "troops-abroad"}
    assert other(ended.model_copy(update={"joins_days": 3}), ends, denial) == {"troops-abroad"}
    louder = rule("troops-massed", match={"type": ["MOBILIZE"]})
    assert other(ended, ends, denial, louder) == {"troops-massed", "troops-abroad"}
    assert other(ended, ends) == {"withdrawn", "troops-abroad", "denied"}


@cache
def history() -> tuple[EventRecorded, ...]:
    return tuple(_history())


def _history() -> Iterator[EventRecorded]:
    """The sample articles' events as the timeline records them."""
    stories, arrived = Stories(), NOW - timedelta(days=3650)
    for position, (name, article) in enumerate(articles().items(), 1):
        placement, arrived = stories.place(position, article), max(arrived, article.published_at)
        events = reading(name).events
        for number, happened in enumerate(events, 1):
            item = RecordedEvent(
                id=f"{name}.{number}",
                article=ArticleReference.model_validate(article, from_attributes=True),
                story=placement.story,
                origin=placement.origin,
                codebook="0",
                event=happened,
                number=number,
                of=len(events),
            )
            yield event_recorded(item, at=arrived)


@pytest.mark.parametrize(
    "name", ["foreign-deployment", "withdrawal", "strike-combat", "war-between-states", "official-denial", "accusation"]
)
def test_the_rules_that_are_left_out_would_ring_as_they_did(name: str) -> None:
    book = load()
    without = RuleBook.of(
        [
            other.model_copy(update={"resolved_by": tuple(rule for rule in other.resolved_by if rule != name)})
            for other in book.rules
            if other.id != name
        ]
    )
    names = {rule.id for rule in book.rules}
    few, every = Preview.of(book, without), Preview.of(book, without, every=True)
    whole = Preview(Run(Rules(book), names), Run(Rules(without), names), changed=every.changed)
    for message in history():
        for preview in (few, every, whole):
            preview.take(message)
    for preview in (few, every):
        found = preview.newly(), preview.no_longer(), preview.relevelled()
        assert found == (whole.newly(), whole.no_longer(), whole.relevelled())
    assert every.counts() == whole.counts()
    assert (few.others == 0) == (name == "official-denial")
    assert every.no_longer() or name == "official-denial"
