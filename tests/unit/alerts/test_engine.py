"""The life of an alert, told as: given these events, subscribers are told this."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.alerts.engine.adding import MOST_EVIDENCE
from services.alerts.engine.engine import fold
from services.alerts.engine.memory import Memory
from services.alerts.engine.signals import Rules
from services.alerts.engine.standing import doers_of
from services.alerts.rules import Rule
from services.alerts.rules.loading import RuleBook
from tests.builders import NOW, actor, event, recorded, rule, span
from tests.unit.alerts.test_matching import quantity
from tocsin.coding.reading import Actor, Attribution, Occurred, Place
from tocsin.records import Alert, RecordedEvent

SEOUL = actor("KOR", start=52, end=70, text="Seoul")
MOSCOW = actor("RUS", text="Moscow")

DENIALS = rule("denials", signal="official-denial", level=0, match={"type": ["STATEMENT"], "mode": ["deny"]})
FIGHTING = rule("fighting", signal="strike-combat", level=7, match={"type": ["ASSAULT"]})
BY_ANYBODY = FIGHTING.model_copy(update={"guards": FIGHTING.guards.model_copy(update={"actor": "unknown"})})
UNDATED = Occurred(None, None, "unknown", "publication")
CALM = rule("truce", signal="de-escalation", level=-2, match={"type": ["RETREAT"]})
GROWTH = rule(
    "more-troops", signal="force-growth", match={"type": ["MOBILIZE"]}, grows={"unit": ["soldiers", "troops"]}
)


class Desk:
    """An engine with some rules; `tell` gives it events and returns what subscribers are told."""

    def __init__(self, *rules: Rule) -> None:
        self.rules = Rules(RuleBook.of(rules or (rule(),)))
        self.memory = Memory()

    def tell(self, *events: RecordedEvent) -> list[Alert]:
        return [alert for of in events for alert in fold(self.rules, self.memory, of, NOW)]


def denial(**fields: Any) -> RecordedEvent:
    of = event("STATEMENT", "deny", actors=(MOSCOW,), recipients=(), attribution=Attribution(MOSCOW, "denied"))
    return recorded(of, **{"id": "ev-denial", **fields})


def test_the_first_event_that_fits_raises_an_alert_with_its_proof() -> None:
    [alert] = Desk().tell(recorded())

    assert (alert.status, alert.revision, alert.level, alert.signal) == ("raised", 1, 5, "foreign-deployment")
    assert alert.group == {"actors": "PRK"}
    assert alert.evidence[0].quote.text == "Pyongyang has moved troops to the Russian Far East"
    assert alert.summary == (
        "Troops sent abroad: Pyongyang → Russia; in Russian Far East; 18 Oct 2024; likely; "
        "according to officials in Seoul"
    )
    assert alert.changes == ("first told by Example Wire",)
    assert alert.rule_version == rule().version


def test_who_does_it_is_not_said_again_as_who_says_so() -> None:
    seoul, kyiv = actor("KOR", text="Seoul"), actor("UKR", text="Kyiv")
    told = [
        recorded(event(actors=of, attribution=Attribution(seoul, "said"))) for of in ((seoul,), (kyiv,), (seoul, kyiv))
    ]
    summaries = [Desk().tell(one)[0].summary for one in told]
    assert ["according to Seoul" in summary for summary in summaries] == [False, True, True]


def test_the_id_follows_from_rule_story_and_group() -> None:
    [first] = Desk().tell(recorded())
    [again] = Desk().tell(recorded(id="ev-9", article="art-9"))
    [story] = Desk().tell(recorded(story="story-2"))
    [group] = Desk().tell(recorded(event(actors=(actor("IRN"),))))
    assert first.id == again.id
    assert len({first.id, story.id, group.id}) == 3


def test_what_an_alert_tells_of_both_sides_covers_what_is_told_of_one() -> None:
    desk = Desk(BY_ANYBODY)
    korea, ukraine, america = actor("PRK"), actor("UKR"), actor("USA")
    [clash] = desk.tell(recorded(event("ASSAULT", actors=(korea, ukraine), recipients=(korea, ukraine))))

    one_side = event("ASSAULT", actors=(ukraine,), recipients=(korea,))
    assert desk.tell(recorded(one_side, id="ev-2", origin="art-ev-1")) == []
    toll = event("ASSAULT", actors=(), recipients=(korea,))
    assert desk.tell(recorded(toll, id="ev-6", origin="art-ev-1")) == []
    nobody = event("ASSAULT", actors=(), recipients=(america,))
    [unknown] = desk.tell(recorded(nobody, id="ev-3", origin="art-ev-1"))
    further = event("ASSAULT", actors=(actor("IRN"),), recipients=(america,))
    [joined] = desk.tell(recorded(further, id="ev-4", origin="art-ev-1"))
    elsewhere = event("ASSAULT", actors=(america,), recipients=(korea,))
    [other] = desk.tell(recorded(elsewhere, id="ev-5", origin="art-ev-1"))

    assert joined.id == unknown.id  # by whom was not known before
    assert len({clash.id, unknown.id, other.id}) == 3
    assert [alert.status for alert in (unknown, joined, other)] == ["raised", "updated", "raised"]


def test_what_is_told_of_one_side_covers_what_is_told_of_both() -> None:
    desk, thai, khmer = Desk(BY_ANYBODY), actor("THA"), actor("KHM")
    desk.tell(recorded(event("ASSAULT", actors=(thai,), recipients=(khmer,))))

    both = event("ASSAULT", actors=(thai, khmer), recipients=(khmer,))
    assert desk.tell(recorded(both, id="ev-2", origin="art-ev-1")) == []
    answer = event("ASSAULT", actors=(khmer,), recipients=(thai,))
    assert desk.tell(recorded(answer, id="ev-3", origin="art-ev-1"))[0].status == "raised"


def test_the_same_happening_is_one_alert_in_whatever_stories_it_is_told() -> None:
    desk, strike = Desk(BY_ANYBODY), event("ASSAULT", actors=(actor("IRN"),), recipients=(actor("ISR"),))
    [flash] = desk.tell(recorded(strike, id="art-1.v1.1", article="art-1", happening="art-1.v1.1"))

    again = recorded(strike, id="art-2.v1.1", article="art-2", story="story-2", happening="art-1.v1.1")
    [update] = desk.tell(again)
    assert (update.id, update.status, update.origins) == (flash.id, "updated", 2)
    [next_day] = desk.tell(recorded(strike, id="art-3.v1.1", article="art-3", story="story-3", happening="art-3.v1.1"))
    assert (next_day.id == flash.id, next_day.status) == (False, "raised")


def denied_by(who: Actor, about: str, **fields: Any) -> RecordedEvent:
    of = event("STATEMENT", "deny", actors=(who,), recipients=(), attribution=Attribution(who, "denied"), object=about)
    return recorded(of, **fields)


def disputed(told: list[Alert]) -> list[str]:
    return [alert.rule for alert in told if alert.disputed]


def test_the_army_does_not_answer_for_the_rebels_of_its_country() -> None:
    desk, army = Desk(BY_ANYBODY, DENIALS), actor("SDN", "MIL")
    rebels = replace(actor("SDN", "REB"), name="Rapid Support Forces")
    desk.tell(recorded(event("ASSAULT", actors=(rebels,), recipients=(army,))))

    assert disputed(desk.tell(denied_by(army, "attack", id="ev-2"))) == []
    assert disputed(desk.tell(denied_by(rebels, "attack", id="ev-3"))) == ["fighting"]


def test_what_eases_is_disputed_only_by_who_names_it() -> None:
    desk, army = Desk(CALM, DENIALS), actor("BDI", "MIL")
    leaving = event("RETREAT", "withdraw", actors=(army,))
    desk.tell(recorded(leaving))

    assert disputed(desk.tell(denied_by(army, "troops", id="ev-2"))) == []
    named = replace(leaving, stance="denies", attribution=Attribution(army, "denied"))
    assert disputed(desk.tell(recorded(named, id="ev-3"))) == ["truce"]


def test_dead_whom_nobody_is_said_to_have_killed_are_those_of_the_attack_that_is_told() -> None:
    desk = Desk(BY_ANYBODY)
    desk.tell(recorded(event("ASSAULT", actors=(actor("UKR"),), recipients=(actor("PRK"),))))
    unnamed = event("ASSAULT", actors=(), recipients=(actor("PRK"),))
    assert desk.tell(recorded(unnamed, id="ev-2", origin="art-ev-1")) == []
    assert desk.tell(recorded(unnamed, id="ev-3", origin="art-ev-1", story="story-2"))[0].status == "raised"


def test_an_event_that_comes_twice_changes_nothing() -> None:
    desk = Desk()
    desk.tell(recorded())
    assert desk.tell(recorded()) == []
    assert len(desk.memory.altered()[0].alert.evidence) == 1


def test_a_copy_of_the_same_wire_text_is_kept_and_not_told() -> None:
    desk = Desk()
    desk.tell(recorded())
    assert desk.tell(recorded(id="ev-2", origin="art-ev-1")) == []
    alert = desk.memory.altered()[0].alert
    assert (alert.origins, alert.articles, len(alert.evidence)) == (1, 2, 2)


def test_a_second_independent_origin_is_told() -> None:
    desk = Desk()
    desk.tell(recorded())
    [alert] = desk.tell(recorded(id="ev-2", source="Lake Gazette"))
    assert (alert.status, alert.revision, alert.origins) == ("updated", 2, 2)
    assert alert.changes == ("2 independent origins, now also Lake Gazette",)


def test_major_fighting_is_capped_until_two_independent_origins_tell_of_it() -> None:
    desk = Desk(FIGHTING)
    fight = event("ASSAULT", "heavy-weapons")

    [alert] = desk.tell(recorded(fight))
    assert (alert.level, alert.capped) == (6, "level 7 needs two independent origins; there is one so far")

    assert desk.tell(recorded(fight, id="ev-2", origin="art-ev-1")) == []

    [alert] = desk.tell(recorded(fight, id="ev-3", source="Lake Gazette"))
    assert (alert.level, alert.previous_level, alert.capped) == (7, 6, None)
    assert alert.changes[:2] == (
        "level 6 → 7: told by Lake Gazette",
        "no longer capped: a second, independent origin tells of it",
    )


def test_what_is_foreseen_rings_lower_and_is_raised_when_it_happens() -> None:
    desk = Desk()
    due = Occurred("2024-12-01", "2024-12-31", "month", "text")
    [alert] = desk.tell(recorded(event(modality="future", occurred=due)))
    assert alert.level == 4
    assert alert.expectation is not None
    assert (alert.expectation.modality, alert.expectation.due) == ("future", "2024-12-31")

    [alert] = desk.tell(recorded(id="ev-2", source="Lake Gazette"))
    assert (alert.level, alert.previous_level, alert.expectation) == (5, 4, None)
    assert "no longer only future: Lake Gazette tells that it happens" in alert.changes
    assert "18 Oct 2024" in alert.summary


def test_a_denial_by_one_concerned_marks_the_storys_alerts_disputed() -> None:
    desk = Desk(rule(), DENIALS)
    desk.tell(recorded())

    denied, disputed = desk.tell(denial())

    assert denied.signal == "official-denial"
    assert (disputed.disputed, disputed.level, disputed.revision) == (True, 5, 2)
    assert disputed.changes == ("disputed: Moscow denies it",)
    assert disputed.summary.endswith("; disputed: Moscow denied it")
    assert all(item.disputed for item in disputed.evidence)


def test_who_denies_together_is_told_at_once() -> None:
    desk = Desk(rule(), DENIALS)
    desk.tell(recorded())
    of = event("STATEMENT", "deny", actors=(MOSCOW, actor("PRK")), recipients=())
    _, disputed = desk.tell(recorded(of, id="ev-denial"))
    assert (disputed.revision, disputed.changes) == (2, ("disputed: Moscow denies it", "disputed: Pyongyang denies it"))


def test_a_denial_disputes_deeds_and_not_that_somebody_warned_or_met() -> None:
    warning = rule("warning", signal="escalation-warning", level=2, match={"type": ["STATEMENT"], "mode": ["warn"]})
    desk = Desk(warning, DENIALS)
    desk.tell(recorded(event("STATEMENT", "warn")))
    assert [alert.signal for alert in desk.tell(denial())] == ["official-denial"]


def test_a_test_that_others_condemn_is_of_who_tested() -> None:
    desk = Desk(rule("tests", signal="weapons-test", level=4, match={"type": ["MOBILIZE", "ACCUSE"]}))
    [raised] = desk.tell(recorded(event()))
    condemned = event("ACCUSE", "disapprove", actors=(SEOUL,), recipients=(actor("PRK"),))
    desk.tell(recorded(condemned, id="ev-2"))
    [held] = desk.memory.altered()
    assert (held.alert.id, len(held.alert.evidence)) == (raised.id, 2)


def test_who_did_it_is_taken_back_with_the_article_that_said_so() -> None:
    desk = Desk(BY_ANYBODY)
    desk.tell(recorded(event("ASSAULT", None, actors=()), id="ev-1", source="A"))
    desk.tell(recorded(event("ASSAULT", None), id="ev-2", source="B"))
    [held] = desk.memory.all()
    assert doers_of(held) == {"PRK"}
    assert doers_of(held.model_copy(update={"tellings": held.tellings[:1]})) == frozenset()


def test_who_confirms_it_is_an_update_once() -> None:
    desk = Desk()
    for number in range(3):
        desk.tell(recorded(id=f"ev-{number}", source=f"Gazette {number}"))
    confirmed = event(stance="confirms", attribution=Attribution(actor("NATO", "IGO", text="NATO"), "confirmed"))
    [told] = desk.tell(recorded(confirmed, id="ev-nato", source="Wire"))
    assert "NATO confirms it" in told.changes
    assert desk.tell(recorded(confirmed, id="ev-again", source="Echo", origin="art-ev-nato")) == []


def test_who_did_it_is_an_update_where_the_first_report_did_not_know() -> None:
    desk = Desk(BY_ANYBODY)
    [raised] = desk.tell(recorded(event("ASSAULT", None, actors=()), id="ev-1", source="A"))
    assert ": unnamed → Russia;" in raised.summary
    [known] = desk.tell(recorded(event("ASSAULT", None), id="ev-2", source="B"))
    assert (known.id, known.status) == (raised.id, "updated")
    assert "B tells who did it: Pyongyang" in known.changes
    assert "Pyongyang → Russia" in known.summary
    desk.tell(recorded(event("ASSAULT", None), id="ev-3", source="C"))
    others = event("ASSAULT", None, actors=(actor("IRN", text="Tehran"),))
    [apart] = desk.tell(recorded(others, id="ev-4", source="D"))
    assert (apart.id != raised.id, apart.status) == (True, "raised")


def test_of_two_rules_of_a_signal_the_louder_tells_an_event() -> None:
    war = rule("war", signal="strike-combat", level=7, match={"type": ["ASSAULT"], "mode": ["aerial"]})
    shelling = rule("shelling", signal="strike-combat", level=6, match={"type": ["ASSAULT"]})
    desk = Desk(shelling, war)
    assert [alert.rule for alert in desk.tell(recorded(event("ASSAULT", "aerial")))] == ["war"]
    assert [alert.rule for alert in desk.tell(recorded(event("ASSAULT", None), id="ev-2"))] == ["shelling"]
    assert [d.reason for d in desk.memory.decisions if d.verdict == "known"] == ["war tells the same event"]


def test_of_two_rules_of_a_signal_as_loud_the_first_tells_an_event() -> None:
    cable = rule("cable", signal="cyber-sabotage", level=4, match={"type": ["ASSAULT"], "mode": ["destroy"]})
    sabotage = rule("sabotage", signal="cyber-sabotage", level=4, match={"type": ["ASSAULT"]})
    desk = Desk(sabotage, cable)
    assert [alert.rule for alert in desk.tell(recorded(event("ASSAULT", "destroy")))] == ["cable"]
    assert [alert.rule for alert in desk.tell(recorded(event("ASSAULT", "aerial"), id="ev-2"))] == ["sabotage"]


def test_a_denial_is_remembered_for_what_is_told_later() -> None:
    desk = Desk(rule(), DENIALS)
    desk.tell(denial())
    [alert] = desk.tell(recorded())
    assert alert.disputed
    assert alert.changes == ("first told by Example Wire", "disputed: Moscow had denied it")


def test_what_is_done_after_a_denial_is_not_denied_by_it() -> None:
    desk = Desk(rule(), DENIALS)
    desk.tell(denial())
    later = Occurred("2024-10-21", "2024-10-21", "day", "text")
    [alert] = desk.tell(recorded(event(occurred=later)))
    assert not alert.disputed


def test_a_denial_disputes_what_it_is_about() -> None:
    missiles = rule("missiles", signal="arms-transfer", level=3, match={"type": ["AID"], "object": ["missile"]})
    desk = Desk(missiles, FIGHTING, DENIALS)
    aid = event("AID", None, object="missile", actors=(MOSCOW,), recipients=(actor("PRK"),))
    fight = event("ASSAULT", None, actors=(MOSCOW,), recipients=(actor("UKR"),))
    desk.tell(recorded(aid), recorded(fight, id="ev-2"))
    no_attack = replace(denial().event, object="attack")
    [disputed] = [alert for alert in desk.tell(recorded(no_attack, id="ev-3")) if alert.rule != "denials"]
    assert (disputed.rule, disputed.disputed) == ("fighting", True)


def test_who_suffers_a_deed_or_tells_of_his_own_is_not_asked_whether_it_is_so() -> None:
    desk = Desk(FIGHTING, DENIALS)
    suffered = event("ASSAULT", None, actors=(actor("UKR"),), recipients=(MOSCOW,))
    [first] = desk.tell(recorded(suffered))
    own = event("ASSAULT", None, actors=(MOSCOW,), recipients=(actor("UKR"),), attribution=Attribution(MOSCOW, "said"))
    [second] = desk.tell(recorded(own, id="ev-2"))
    desk.tell(denial())
    assert first.id != second.id
    assert not any(held.alert.disputed for held in desk.memory.all() if held.alert.rule == "fighting")


def test_a_denial_by_others_or_in_another_story_disputes_nothing() -> None:
    desk = Desk(rule(), DENIALS)
    desk.tell(recorded())
    assert len(desk.tell(denial(story="story-2"))) == 1
    beijing = (actor("CHN", text="Beijing"),)
    assert len(desk.tell(recorded(event("STATEMENT", "deny", actors=beijing), id="ev-2"))) == 1


def test_the_same_denial_again_is_not_told_again() -> None:
    desk = Desk(rule(), DENIALS)
    desk.tell(recorded(), denial())
    assert desk.tell(denial(id="ev-again", origin="art-ev-denial")) == []


def test_an_act_told_as_denied_disputes_the_alert_of_that_act() -> None:
    desk = Desk()
    desk.tell(recorded())
    of = event(stance="denies", attribution=Attribution(actor("PRK"), "denied"))
    [alert] = desk.tell(recorded(of, id="ev-2"))
    assert alert.changes == ("disputed: Pyongyang denies it",)


def test_who_denies_again_in_another_article_is_told_once_more_if_the_act_is_named() -> None:
    desk = Desk(rule(), DENIALS)
    desk.tell(recorded(), denial())
    of = event(stance="denies", attribution=Attribution(MOSCOW, "denied"))
    [alert] = desk.tell(recorded(of, id="ev-2", origin="art-2"))
    assert alert.changes == ("disputed: Moscow denies it again",)
    assert alert.disputed


def test_an_act_told_as_denied_disputes_the_recent_alerts_of_that_act_in_other_stories() -> None:
    desk = Desk()
    desk.tell(recorded())
    of = event(stance="denies", attribution=Attribution(MOSCOW, "denied"))
    [alert] = desk.tell(recorded(of, id="ev-2", story="story-2"))
    assert alert.changes == ("disputed: Moscow denies it",)
    late = datetime(2025, 3, 1, tzinfo=UTC)
    other = event(stance="denies", attribution=Attribution(actor("CHN", text="Beijing"), "denied"))
    assert desk.tell(recorded(other, id="ev-3", story="story-3", published_at=late)) == []


def test_a_denied_act_alone_raises_nothing() -> None:
    assert Desk().tell(recorded(event(stance="denies"))) == []


def test_who_denied_and_now_confirms_lifts_the_dispute() -> None:
    desk = Desk(rule(), DENIALS)
    desk.tell(recorded(), denial())
    [alert] = desk.tell(recorded(event("STATEMENT", "confirm", actors=(MOSCOW,)), id="ev-3"))
    assert not alert.disputed
    assert alert.changes == ("Moscow, who had denied it, confirms it",)


def test_a_confirmation_may_be_the_stance_of_the_act_itself() -> None:
    desk = Desk(rule(), DENIALS)
    desk.tell(recorded(), denial())
    of = event(stance="confirms", attribution=Attribution(MOSCOW, "confirmed"))
    told = desk.tell(recorded(of, id="ev-3", origin="art-ev-1"))
    assert [alert.disputed for alert in told] == [False]


def test_a_correction_withdraws_what_the_article_had_told_and_cancels_what_stood_on_it_alone() -> None:
    desk = Desk()
    desk.tell(recorded())
    correction = recorded(event("CONSULT", None), id="ev-2", revises="art-ev-1", number=1, of=1)

    [alert] = desk.tell(correction)

    assert (alert.status, alert.revision) == ("cancelled", 2)
    assert alert.changes == ("cancelled: corrected by Example Wire",)


def test_a_correction_that_tells_the_same_keeps_the_alert() -> None:
    desk = Desk()
    desk.tell(recorded())
    [alert] = desk.tell(recorded(id="ev-2", revises="art-ev-1", origin="art-ev-1"))
    assert (alert.status, alert.articles) == ("updated", 1)
    assert [item.event for item in alert.evidence] == ["ev-2"]


def test_a_correction_takes_effect_with_its_last_event() -> None:
    desk = Desk()
    desk.tell(recorded())
    first = recorded(event("CONSULT", None), id="ev-2", article="b", revises="art-ev-1", number=1, of=2)
    assert desk.tell(first) == []
    second = recorded(id="ev-3", article="b", origin="b", revises="art-ev-1", number=2, of=2)
    [alert] = desk.tell(second)
    assert (alert.status, alert.revision) == ("updated", 2)
    assert alert.changes == (
        "2 independent origins, now also Example Wire",
        "one report less: corrected by Example Wire",
    )


def test_with_one_report_less_the_cap_comes_back() -> None:
    desk = Desk(FIGHTING)
    fight = event("ASSAULT", None)
    desk.tell(recorded(fight), recorded(fight, id="ev-2"))
    [alert] = desk.tell(recorded(event("CONSULT", None), id="ev-3", revises="art-ev-2"))
    assert (alert.level, alert.origins, alert.capped is not None) == (6, 1, True)
    assert alert.changes == ("one report less: corrected by Example Wire",)


def test_a_cancelled_alert_is_raised_again_by_new_evidence_alone() -> None:
    desk = Desk()
    desk.tell(recorded(), recorded(event("CONSULT", None), id="ev-2", revises="art-ev-1"))
    [alert] = desk.tell(recorded(id="ev-3", source="Lake Gazette"))
    assert (alert.status, alert.revision, alert.previous_level) == ("raised", 3, 5)
    assert alert.changes == ("told again, by Lake Gazette",)
    assert [item.event for item in alert.evidence] == ["ev-3"]


def test_an_outlet_that_retracts_takes_its_own_report_back() -> None:
    desk = Desk()
    desk.tell(recorded(), recorded(id="ev-2", source="Lake Gazette"))
    [alert] = desk.tell(recorded(event(stance="retracts"), id="ev-3", source="Lake Gazette"))
    assert alert.changes == ("one report less: retracted by Lake Gazette",)
    assert [item.event for item in alert.evidence] == ["ev-1"]


def test_a_retraction_of_what_was_never_told_changes_nothing() -> None:
    assert Desk().tell(recorded(event(stance="retracts"))) == []


def test_numbers_of_forces_that_grow_ring_with_both_numbers() -> None:
    desk = Desk(GROWTH)
    assert desk.tell(recorded(event(quantities=(quantity(3000),)))) == []
    more = event(quantities=(quantity(10000, qualifier="up-to", kind="forecast", due="2024-12-31"),))
    [alert] = desk.tell(recorded(more, id="ev-2", story="story-2"))
    assert alert.signal == "force-growth"
    assert "up to 10,000 soldiers, against 3,000 before" in alert.summary


def test_a_growing_number_is_told_as_it_grows() -> None:
    desk = Desk(GROWTH)
    desk.tell(*(recorded(event(quantities=(quantity(n),)), id=f"ev-{n}") for n in (3000, 8000)))
    [alert] = desk.tell(recorded(event(quantities=(quantity(10000),)), id="ev-3", origin="art-ev-8000"))
    assert alert.changes == ("the number rises: 8,000 → 10,000 soldiers",)


def test_de_escalation_counts_the_step_farthest_from_routine() -> None:
    desk = Desk(CALM)
    [alert] = desk.tell(recorded(event("RETREAT", "ceasefire", modality="considered")))
    assert alert.level == -1
    [alert] = desk.tell(recorded(event("RETREAT", "ceasefire"), id="ev-2"))
    assert (alert.level, alert.previous_level) == (-2, -1)


def test_evidence_is_bounded() -> None:
    desk = Desk()
    for number in range(MOST_EVIDENCE + 10):
        desk.tell(recorded(id=f"ev-{number}"))
    assert len(desk.memory.altered()[0].alert.evidence) == MOST_EVIDENCE


def test_groups_may_be_the_recipients_the_place_the_object_and_those_acted_against() -> None:
    grouped = rule(group_by=["recipients", "against", "place", "object"])
    of = event(against=(actor(None, "REB", name="the Front"),), recipients=(actor(None, "UNK"),))
    [alert] = Desk(grouped).tell(recorded(of))
    assert alert.group == {"recipients": "UNK", "against": "the Front", "place": "RUS", "object": "troops"}
    [bare] = Desk(grouped).tell(recorded(event(place=None, object=None)))
    assert bare.group["place"] == bare.group["object"] == ""
    [sea] = Desk(grouped).tell(recorded(event(place=Place("the strait", None, "text", 0, 3))))
    assert sea.group["place"] == "the strait"


def test_the_same_events_in_the_same_order_give_the_same_alerts() -> None:
    fight = event("ASSAULT", None, evidence=span("They fought"))
    events = [recorded(), recorded(fight, id="ev-2"), denial(), recorded(fight, id="ev-4", source=None)]
    rules = (rule(), FIGHTING, DENIALS)
    assert Desk(*rules).tell(*events) == Desk(*rules).tell(*events)


def test_a_late_event_is_judged_by_its_own_day_of_publication() -> None:
    late = recorded(published_at=datetime(2025, 6, 1, tzinfo=UTC))
    assert Desk().tell(late) == []


def test_news_of_the_same_group_joins_an_alert_that_runs_on_though_it_is_of_another_story() -> None:
    later = datetime(2024, 10, 28, 9, tzinfo=UTC)
    desk = Desk(rule(joins_days=20), DENIALS)
    [raised] = desk.tell(recorded())
    [joined] = desk.tell(recorded(id="ev-2", story="story-2", source="Other Wire", published_at=later))
    [disputed] = [a for a in desk.tell(denial(story="story-2", published_at=later)) if a.signal != "official-denial"]

    assert (joined.id, joined.revision, joined.origins) == (raised.id, 2, 2)
    assert (disputed.id, disputed.disputed) == (raised.id, True)


def test_news_that_comes_too_late_opens_an_alert_of_its_own() -> None:
    late = datetime(2024, 12, 24, 9, tzinfo=UTC)
    desk = Desk(rule(joins_days=20))
    [raised] = desk.tell(recorded())
    again = event(occurred=Occurred("2024-12-23", "2024-12-23", "day", "text"))
    [other] = desk.tell(recorded(again, id="ev-2", story="story-2", published_at=late))

    assert other.id != raised.id
    assert other.revision == 1


def test_a_cancelled_alert_is_not_joined() -> None:
    desk = Desk(rule(joins_days=20))
    desk.tell(recorded(), recorded(event("SUPPORT", None), id="ev-fix", story="story-1", revises="art-ev-1"))
    [other] = desk.tell(recorded(id="ev-2", story="story-2"))

    assert (other.status, other.revision) == ("raised", 1)


def test_a_truce_that_stood_when_it_was_broken_ends_nothing_by_being_mentioned() -> None:
    truce = rule("truce", signal="de-escalation", level=-2, match={"type": ["RETREAT"]}, joins_days=5)
    desk = Desk(FIGHTING.model_copy(update={"resolved_between": ("truce",)}), truce)
    thai, khmer = actor("THA"), actor("KHM")
    agreed = event("RETREAT", "ceasefire", actors=(thai, khmer), recipients=(thai, khmer), occurred=UNDATED)
    shots = event("ASSAULT", "firearms", actors=(khmer,), recipients=(thai,), occurred=UNDATED)
    days = [datetime(2024, 10, day, 9, 0, tzinfo=UTC) for day in (18, 19, 20, 21)]
    desk.tell(recorded(agreed, published_at=days[0]), recorded(shots, id="ev-2", published_at=days[1]))

    assert desk.tell(recorded(agreed, id="ev-3", published_at=days[2], origin="art-ev-1")) == []
    anew = replace(agreed, occurred=Occurred("2024-10-21", "2024-10-21", "day", "text"))
    [ended] = desk.tell(recorded(anew, id="ev-4", published_at=days[3], origin="art-ev-1"))
    assert (ended.rule, ended.status) == ("fighting", "resolved")
