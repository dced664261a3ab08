"""Why a rule asks for an event, or does not: the words say what decides."""

from services.alerts.engine.matching import fits
from services.alerts.engine.signals import Rules
from services.alerts.rules import RuleBook, load
from services.alerts.trials.explaining import explain, unmet
from tests.builders import actor, article, event, reading, rule
from tests.seeds import articles
from tests.seeds import reading as reading_of


def test_a_condition_is_unmet_exactly_where_the_event_does_not_fit() -> None:
    events = [event for name in articles() for event in reading_of(name).events][::3]
    assert len(events) > 100
    for one in load().rules:
        for happened in events:
            assert bool(unmet(one.match, happened)) != fits(one.match, happened), (one.id, happened)


def test_what_a_rule_wants_is_told_with_what_there_is() -> None:
    asked = rule(match={
        "type": ["MOBILIZE"], "mode": ["militia"], "actor": {"country": ["IRN"]},
        "all": [{"soil": "home"}], "not": [{"object": ["troops"]}],
    })  # fmt: skip
    assert unmet(asked.match, event()) == (
        "mode: militia (it is troops)",
        "actor: country IRN",
        "all.0.soil: home",
        "not.0 holds: object: troops",
    )


def test_the_nearest_rules_are_shown_where_none_asks() -> None:
    near, far = rule("near", match={"type": ["MOBILIZE"], "mode": ["militia"]}), rule("other", match={"type": ["AID"]})
    rules = Rules(RuleBook.of([near, far]))
    [explained] = explain(rules, article(), reading(event(actors=(actor("PRK"),))))
    assert explained.decisions == ()
    assert [(lack.rule.id, lack.unmet) for lack in explained.lacks] == [("near", ("mode: militia (it is troops)",))]
    [alone] = explain(rules, article(), reading(event()), "other")
    assert [(lack.rule.id, lack.unmet) for lack in alone.lacks] == [("other", ("type: AID (it is MOBILIZE)",))]


def test_what_became_of_a_signal_is_told_in_the_words_of_the_service() -> None:
    rules = Rules(RuleBook.of([rule(guards={"recent_days": 1})]))
    past = event(modality="historical")
    first, second = explain(rules, article(), reading(past, event()))
    assert [(d.verdict, d.reason) for d in first.decisions] == [("stopped", "recency: it is told as background")]
    assert [d.verdict for d in second.decisions] == ["rings"]
