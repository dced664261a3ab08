"""What alerts do over time: each play is told as "feed at t, want between t1 and t2", and played in several ways."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.alerts.engine.noise import Noise
from services.alerts.rules import Rule
from tests.builders import NOW, actor, event, recorded, rule
from tests.integration.alerts.script import DAY, HOUR, PLAYED, Script
from tests.unit.alerts.test_matching import quantity
from tocsin.coding.reading import Actor, Attribution, Event, Occurred
from tocsin.records import RecordedEvent

Play = Callable[..., Script]
MOSCOW = actor("RUS", text="Moscow")
SEOUL = actor("KOR", text="Seoul")

DENIALS = rule("denials", signal="official-denial", level=0, match={"type": ["STATEMENT"], "mode": ["deny"]})
FIGHTING = rule("fighting", signal="strike-combat", level=7, match={"type": ["ASSAULT"]})


@pytest.fixture(params=PLAYED)
def play(request: pytest.FixtureRequest, tmp_path: Path) -> Play:
    def begin(*rules: Rule, **noise: Any) -> Script:
        return Script(tmp_path, rules, request.param, Noise.model_validate(noise))

    return begin


def news(name: str, happened: Event | None = None, *, day: float = 0, **fields: Any) -> RecordedEvent:
    """An event that its own article tells, published so many days after the beginning, of its own story."""
    published = NOW + timedelta(days=day)
    happened = happened or event()
    if happened.occurred.basis == "text":
        happened = replace(happened, occurred=Occurred(None, None, "unknown", "publication"))
    defaults: dict[str, Any] = {"story": f"story-{name}", "source": f"{name} Gazette", "published_at": published}
    return recorded(happened, id=f"ev-{name}", **{**defaults, **fields})


# --- one event ------------------------------------------------------------------------------------------------------


async def test_one_event_rings_at_once_and_a_second_origin_updates_it(play: Play) -> None:
    script = play(rule())
    script.feed(0, news("a", story="s"))
    script.feed(5, news("copy", story="s", origin="art-ev-a"))
    script.feed(9, news("b", story="s"))
    script.want(0, 0, status="raised", revision=1, level=5)
    script.want(9, 9, status="updated", revision=2, origins=2, articles=3)
    await script.play()


async def test_major_fighting_is_held_down_until_a_second_origin_tells_of_it(play: Play) -> None:
    script = play(FIGHTING)
    script.feed(0, news("a", event("ASSAULT", None), story="s"))
    script.feed(30, news("b", event("ASSAULT", None), story="s"))
    script.want(0, 0, status="raised", level=6, capped="level 7 needs two independent origins; there is one so far")
    script.want(30, 30, status="updated", level=7, previous_level=6, capped=None)
    await script.play()


# --- pending --------------------------------------------------------------------------------------------------------


async def test_what_waits_for_time_is_raised_when_that_has_passed(play: Play) -> None:
    script = play(rule(**{"for": "2h"}))
    script.feed(10, news("a", story="s")).feed(20, news("b", story="s"))
    script.want(130, 130, status="raised", revision=1, origins=2)
    await script.play()


async def test_what_is_corrected_while_it_waits_is_never_told(play: Play) -> None:
    script = play(rule(**{"for": "2h"}))
    script.feed(10, news("a", story="s"))
    script.feed(60, news("fix", event("CONSULT", None), story="s", revises="art-ev-a"))
    await script.play(until=10 * HOUR)


async def test_what_is_denied_while_it_waits_is_raised_as_disputed(play: Play) -> None:
    script = play(rule(**{"for": "2h"}), DENIALS)
    script.feed(0, news("a", story="s"))
    denial = event("STATEMENT", "deny", actors=(MOSCOW,), recipients=(), attribution=Attribution(MOSCOW, "denied"))
    script.feed(60, news("no", denial, story="s"))
    script.want(60, 60, signal="official-denial", status="raised")
    script.want(120, 120, signal="foreign-deployment", status="raised", disputed=True)
    await script.play()


async def test_what_waits_for_corroboration_is_raised_by_a_second_origin(play: Play) -> None:
    script = play(rule(origins=2))
    script.feed(0, news("a", story="s"))
    script.feed(30, news("copy", story="s", origin="art-ev-a"))
    script.feed(90, news("b", story="s"))
    script.want(90, 90, status="raised", revision=1, origins=2, says="raised by 2 independent origins")
    await script.play()


async def test_what_nobody_corroborates_is_never_told(play: Play) -> None:
    script = play(rule(origins=2, expires_days=10))
    script.feed(0, news("a", story="s"))
    script.feed(11 * DAY, news("b", day=11, story="s"))
    await script.play(until=30 * DAY)


# --- counts, surges, sequences --------------------------------------------------------------------------------------

CLASH = event("ASSAULT", None, actors=(SEOUL,), recipients=(actor("PRK"),))
ANSWER = event("ASSAULT", None, actors=(actor("PRK"),), recipients=(SEOUL,))


def windowed(**window: Any) -> Rule:
    match = {"type": ["ASSAULT"]}
    return rule("clashes", signal="incursion", level=6, match=match, group_by=["pair"], window=window, joins_days=7)


async def test_the_third_clash_of_two_within_a_week_rings_with_the_proof_of_all(play: Play) -> None:
    script = play(windowed(kind="count", days=7, at_least=3))
    for day in (0, 2, 4):
        script.feed(day * DAY, news(f"{day}", CLASH if day else ANSWER, day=day))
    script.feed(4 * DAY + 5, news("copy", ANSWER, day=4, story="story-4", origin="art-ev-4"))
    script.want(4 * DAY, 4 * DAY, status="raised", says="3 in 7 days", origins=3, group={"pair": "KOR,PRK"})
    [raised] = await script.play()
    assert [item.event for item in raised.data.evidence] == ["ev-0", "ev-2", "ev-4"]


async def test_clashes_too_far_apart_or_of_others_or_in_one_story_do_not_ring(play: Play) -> None:
    script = play(windowed(kind="count", days=7, at_least=3))
    others = event("ASSAULT", None, actors=(actor("IND"),), recipients=(actor("PAK"),))
    for day in (0, 5, 10, 15):
        script.feed(day * DAY, news(f"{day}", CLASH, day=day), news(f"o{day}", others, day=day, story=f"story-{day}"))
        script.feed(day * DAY, news(f"again-{day}", CLASH, day=day, story=f"story-{day}"))
    await script.play()


async def test_what_is_only_expected_or_of_nobody_is_not_counted(play: Play) -> None:
    script = play(windowed(kind="count", days=7, at_least=2))
    soon = event("ASSAULT", None, actors=(SEOUL,), recipients=(actor("PRK"),), modality="future")
    nobody = event("ASSAULT", None, actors=(SEOUL,), recipients=(), place=None)
    for day in range(4):
        script.feed(day * DAY, news(f"soon-{day}", soon, day=day), news(f"nobody-{day}", nobody, day=day))
    await script.play()


async def test_news_that_comes_late_is_counted_where_it_belongs(play: Play) -> None:
    script = play(windowed(kind="count", days=7, at_least=3))
    script.feed(0, news("4", CLASH, day=4), news("0", CLASH, day=0))
    script.feed(9 * DAY, news("2", CLASH, day=2))
    script.want(9 * DAY, 9 * DAY, status="raised", says="3 in 7 days")
    await script.play()


async def test_a_count_that_a_correction_breaks_is_taken_back(play: Play) -> None:
    script = play(windowed(kind="count", days=7, at_least=3))
    for day in (0, 1, 2):
        script.feed(day * DAY, news(f"{day}", CLASH, day=day))
    script.feed(3 * DAY, news("fix", event("CONSULT", None), day=3, revises="art-ev-1"))
    script.feed(4 * DAY, news("4", CLASH, day=4))
    script.want(2 * DAY, 2 * DAY, status="raised", revision=1)
    script.want(3 * DAY, 3 * DAY, status="cancelled", revision=2)
    script.want(4 * DAY, 4 * DAY, status="raised", revision=1, says="3 in 7 days")
    await script.play()


async def test_a_surge_is_more_than_the_group_usually_has(play: Play) -> None:
    script = play(windowed(kind="surge", days=3, at_least=3, factor=3, usual_days=30))
    for day in (*range(0, 30, 2), 30, 31, 32):  # one in two days: 1.5 in three days are usual, 4.5 are a surge
        script.feed(day * DAY, news(f"{day}", CLASH, day=day))
    script.feed(32 * DAY + 1, news("x", CLASH, day=32))
    script.feed(32 * DAY + 2, news("y", CLASH, day=32))
    script.want(32 * DAY + 2, 32 * DAY + 2, status="raised", says="5 in 3 days, usually 1.5")
    await script.play()


SEQUENCE = rule(
    "path-to-war",
    signal="mobilisation",
    match={"type": ["MOBILIZE"]},
    group_by=["pair"],
    window={
        "kind": "sequence",
        "days": 20,
        "after": [
            {"name": "accusation", "match": {"type": ["ACCUSE"]}},
            {"name": "threat", "match": {"type": ["THREATEN"]}},
        ],
    },
)
ACCUSATION, THREAT = event("ACCUSE", None), event("THREATEN", None)


async def test_a_sequence_rings_with_its_last_step_and_cites_each(play: Play) -> None:
    script = play(SEQUENCE)
    script.feed(0, news("accuse", ACCUSATION, day=0))
    script.feed(5 * DAY, news("threaten", THREAT, day=5))
    script.feed(9 * DAY, news("move", day=9))
    script.want(9 * DAY, 9 * DAY, status="raised", says="after accusation on 28 Oct 2024, threat on 02 Nov 2024")
    [raised] = await script.play()
    assert [item.event for item in raised.data.evidence] == ["ev-accuse", "ev-threaten", "ev-move"]


async def test_a_sequence_in_another_order_or_too_slow_or_with_a_gap_does_not_ring(play: Play) -> None:
    script = play(SEQUENCE)
    script.feed(0, news("threaten", THREAT, day=0))
    script.feed(1 * DAY, news("accuse", ACCUSATION, day=1))
    script.feed(2 * DAY, news("move", day=2))
    script.feed(30 * DAY, news("late", day=30))
    await script.play()


async def test_a_step_that_arrives_late_completes_the_sequence(play: Play) -> None:
    script = play(SEQUENCE)
    script.feed(0, news("accuse", ACCUSATION, day=0), news("move", day=9))
    script.feed(1 * DAY, news("threaten", THREAT, day=5))
    script.want(1 * DAY, 1 * DAY, status="raised")
    await script.play()


# --- numbers and expectations ---------------------------------------------------------------------------------------


async def test_numbers_that_grow_by_a_factor_and_an_amount_ring(play: Play) -> None:
    grows = {"unit": ["soldiers"], "factor": 2, "by": 1000}
    script = play(rule(signal="force-growth", grows=grows, joins_days=30))
    for day, number in enumerate((100, 400, 1000, 2100)):
        script.feed(day * DAY, news(f"{number}", event(quantities=(quantity(number),)), day=day))
    script.want(3 * DAY, 3 * DAY, status="raised")
    await script.play()


async def test_a_number_that_was_corrected_is_no_measure_of_growth_any_more(play: Play) -> None:
    script = play(rule(signal="force-growth", grows={"unit": ["soldiers"]}))
    for day, number in enumerate((3000, 90000)):
        script.feed(day * DAY, news(f"{number}", event(quantities=(quantity(number),)), day=day))
    script.feed(2 * DAY, news("fix", event("CONSULT", None), day=2, revises="art-ev-90000"))
    script.feed(3 * DAY, news("9000", event(quantities=(quantity(9000),)), day=3))
    script.want(1 * DAY, 1 * DAY, status="raised", says="first told")
    script.want(2 * DAY, 2 * DAY, status="cancelled")
    script.want(3 * DAY, 3 * DAY, status="raised")
    told = await script.play()
    assert "9,000 soldiers, against 3,000 before" in told[2].data.summary


async def test_a_number_that_rises_within_an_alert_is_told(play: Play) -> None:
    script = play(rule(joins_days=30))
    for day, number in enumerate((3000, 3100, 10000)):
        script.feed(day * DAY, news(f"{number}", event(quantities=(quantity(number),)), day=day, origin="one"))
    script.want(0, 0, status="raised")
    script.want(2 * DAY, 2 * DAY, status="updated", says="the number rises: 3,100 → 10,000 soldiers")
    await script.play()


async def test_a_number_that_is_corrected_is_taken_back(play: Play) -> None:
    script = play(rule(joins_days=30))
    for day, number in enumerate((3000, 12000)):
        script.feed(day * DAY, news(f"{number}", event(quantities=(quantity(number),)), day=day, origin="one"))
    of = event(quantities=(quantity(10000),))
    script.feed(2 * DAY, news("fix", of, day=2, revises="art-ev-12000", origin="one"))
    script.want(0, 0, status="raised")
    script.want(1 * DAY, 1 * DAY, status="updated", says="the number rises: 3,000 → 12,000 soldiers")
    script.want(2 * DAY, 2 * DAY, status="updated", says="the number is taken back: 12,000 → 10,000")
    told = await script.play()
    assert "12,000" in told[1].data.summary
    assert "12,000" not in told[2].data.summary


async def test_what_happened_is_only_expected_again_when_the_report_is_taken_back(play: Play) -> None:
    script = play(rule(joins_days=60))
    script.feed(0, foreseen("a", 0, "2024-11-10"))
    script.feed(1 * DAY, news("b", day=1))
    script.feed(2 * DAY, news("fix", event("CONSULT", None), day=2, revises="art-ev-b"))
    script.want(0, 0, status="raised", level=4)
    script.want(1 * DAY, 1 * DAY, status="updated", level=5, expectation=None)
    script.want(2 * DAY, 2 * DAY, status="updated", level=4, says="one report less")
    told = await script.play()
    assert told[2].data.expectation == told[0].data.expectation


def foreseen(name: str, day: float, due: str, **fields: Any) -> RecordedEvent:
    """Told on a day, and expected on another."""
    of = event(modality="future", quantities=(quantity(10000, due=due, kind="forecast"),))
    return news(name, of, day=day, **fields)


async def test_an_expectation_whose_day_passes_is_told_as_missed_once(play: Play) -> None:
    script = play(rule(joins_days=60))
    script.feed(0, foreseen("a", 0, "2024-11-10"))
    script.want(0, 0, status="raised", level=4)
    script.want(13.5 * DAY, 13.5 * DAY, status="updated", says="expected by 2024-11-10: nothing tells that it came")
    await script.play(until=40 * DAY)


async def test_an_expectation_for_the_end_of_the_calendar_is_never_missed(play: Play) -> None:
    script = play(rule(joins_days=60))
    script.feed(0, foreseen("a", 0, "9999-12-31"))
    script.want(0, 0, status="raised", level=4)
    await script.play(until=40 * DAY)


async def test_an_expectation_that_comes_is_not_told_as_missed(play: Play) -> None:
    script = play(rule(joins_days=60))
    script.feed(0, foreseen("a", 0, "2024-11-10"))
    script.feed(5 * DAY, news("b", day=5))
    script.want(0, 0, status="raised", level=4)
    script.want(5 * DAY, 5 * DAY, status="updated", level=5, says="no longer only future")
    await script.play(until=40 * DAY)


async def test_a_rule_rings_for_an_expectation_that_is_missed_and_not_for_one_that_is_met(play: Play) -> None:
    script = play(rule(expectation="missed", **{"for": "2d"}))
    script.feed(0, foreseen("a", 0, "2024-11-10"))
    iran = event(modality="future", actors=(actor("IRN"),), quantities=(quantity(5, due="2024-11-10"),))
    script.feed(0, news("i", iran))
    script.feed(5 * DAY, news("b", day=5))
    script.want(15.5 * DAY, 15.5 * DAY, status="raised", says="expected by 2024-11-10: nothing tells that it came")
    [raised] = await script.play(until=40 * DAY)
    assert raised.data.group == {"actors": "IRN"}


async def test_an_expectation_that_is_told_again_with_a_later_day_waits_for_that_and_is_missed_once(play: Play) -> None:
    script = play(rule(expectation="missed"))
    script.feed(0, foreseen("a", 0, "2024-11-10", story="s"), news("dayless", event(modality="future")))
    script.feed(1 * DAY, foreseen("b", 1, "2024-11-12", story="s"))
    script.want(15.5 * DAY, 15.5 * DAY, status="raised", says="nothing tells that it came")
    script.feed(20 * DAY, foreseen("c", 20, "2024-12-24", story="s"))
    script.want(60 * DAY, 80 * DAY, status="resolved", says="no news")
    await script.play(until=100 * DAY)


async def test_an_expectation_that_is_not_met_by_its_day_is_let_go_without_a_word(play: Play) -> None:
    script = play(rule(expectation="met"))
    script.feed(0, foreseen("a", 0, "2024-11-10")).feed(30 * DAY, news("b", day=30))
    await script.play(until=100 * DAY)


async def test_a_rule_rings_for_an_expectation_that_is_met(play: Play) -> None:
    script = play(rule(expectation="met"))
    script.feed(0, foreseen("a", 0, "2024-11-10"))
    script.feed(5 * DAY, news("b", day=5))
    script.feed(6 * DAY, news("c", event(actors=(actor("IRN"),)), day=6))
    script.want(5 * DAY, 5 * DAY, status="raised", says="it came: told by b Gazette")
    await script.play(until=40 * DAY)


# --- acknowledged, resolved, cancelled, expired ---------------------------------------------------------------------


async def test_an_acknowledgement_is_told_and_lifted_when_the_level_rises(play: Play) -> None:
    script = play(FIGHTING)
    script.feed(0, news("a", event("ASSAULT", None), story="s"))
    script.acknowledge(5, "strike-combat")
    script.feed(9, news("b", event("ASSAULT", None), story="s"))
    script.want(0, 0, status="raised", level=6)
    script.want(5, 5, status="acknowledged", says="acknowledged by night desk")
    script.want(9, 9, status="updated", level=7, acknowledged=None, says="to be acknowledged anew")
    await script.play()


WITHDRAWAL = rule("withdrawal", signal="de-escalation", level=-2, match={"type": ["RETREAT"]})


async def test_what_undoes_it_resolves_it_and_older_news_does_not_raise_it_again(play: Play) -> None:
    script = play(rule(joins_days=30, resolved_by=["withdrawal"]), WITHDRAWAL)
    script.feed(0, news("in"))
    script.feed(9 * DAY, news("out", event("RETREAT", "withdraw"), day=9))
    script.feed(10 * DAY, news("late", day=5, story="story-in"))
    script.feed(12 * DAY, news("anew", day=12, story="story-in"))
    script.want(0, 0, signal="foreign-deployment", status="raised")
    script.want(9 * DAY, 9 * DAY, signal="de-escalation", status="raised")
    script.want(9 * DAY, 9 * DAY, signal="foreign-deployment", status="resolved", says="told by out Gazette")
    script.want(12 * DAY, 12 * DAY, signal="foreign-deployment", status="raised", revision=3)
    await script.play()


async def test_a_withdrawal_that_is_announced_or_from_elsewhere_or_older_resolves_nothing(play: Play) -> None:
    script = play(rule(resolved_by=["withdrawal"]), WITHDRAWAL)
    script.feed(0, news("in"), news("announced", event("RETREAT", "withdraw", modality="future"), day=1))
    script.feed(1, news("elsewhere", event("RETREAT", "withdraw", recipients=(actor("SYR"),)), day=1))
    script.feed(2, news("before", event("RETREAT", "withdraw"), day=-1))
    script.want(0, 0, signal="foreign-deployment", status="raised")
    for minute in range(3):
        script.want(minute, minute, signal="de-escalation", status="raised")
    await script.play()


TRUCE = rule("ceasefire", signal="de-escalation", level=-3, match={"type": ["RETREAT"], "mode": ["ceasefire"]})
ATTACKS = rule("attacks", signal="strike-combat", level=6, match={"type": ["ASSAULT"]}, resolved_between=["ceasefire"])


def truce(*sides: Actor, **fields: Any) -> Event:
    return event("RETREAT", "ceasefire", actors=sides, recipients=sides, **fields)


ARMY, REBELS = actor("COD", "MIL"), actor("COD", "REB", name="M23")


@pytest.mark.parametrize(
    ("attack", "sides", "named"),
    [
        (CLASH, (actor("PRK"), SEOUL), "between KOR and PRK"),
        (ANSWER, (SEOUL, actor("USA"), actor("PRK")), "between KOR and PRK"),
        (event("ASSAULT", None, actors=(REBELS,), recipients=(ARMY,)), (ARMY, REBELS), "between COD and M23"),
    ],
)
async def test_a_ceasefire_ends_the_fighting_of_the_two_sides_whoever_struck(
    play: Play, attack: Event, sides: tuple[Actor, ...], named: str
) -> None:
    script = play(ATTACKS, TRUCE)
    script.feed(0, news("hit", attack), news("hit-back", attack))
    script.feed(3 * DAY, news("truce", truce(*sides), day=3))
    script.feed(3 * DAY, news("late", attack, day=2, story="story-hit"))
    script.feed(5 * DAY, news("anew", attack, day=5, story="story-hit"))
    script.want(0, 0, signal="strike-combat", status="raised")
    script.want(0, 0, signal="strike-combat", status="raised")
    script.want(3 * DAY, 3 * DAY, signal="de-escalation", status="raised")
    for _ in range(2):
        script.want(3 * DAY, 3 * DAY, status="resolved", says=f"resolved: troops sent abroad {named}, told by truce")
    script.want(5 * DAY, 5 * DAY, signal="strike-combat", status="raised", revision=3)
    await script.play()


async def test_a_ceasefire_of_others_or_told_beside_an_attack_or_from_before_it_ends_nothing(play: Play) -> None:
    script = play(ATTACKS, TRUCE)
    script.feed(0, news("hit", CLASH), news("others", truce(SEOUL, actor("JPN")), day=1))
    script.feed(1, news("beside", truce(SEOUL, actor("PRK")), article="art-ev-hit"))
    despite = truce(SEOUL, actor("PRK"), occurred=Occurred("2024-10-21", "2024-10-21", "day", "text"))
    script.feed(2, recorded(despite, id="ev-despite", story="d", published_at=NOW + timedelta(days=1)))
    script.want(0, 0, signal="strike-combat", status="raised")
    for minute in range(3):
        script.want(minute, minute, signal="de-escalation", status="raised")
    await script.play()


async def test_an_alert_without_news_expires_and_each_piece_of_news_puts_that_off(play: Play) -> None:
    script = play(rule(expires_days=10, joins_days=10))
    script.feed(0, news("a")).feed(6 * DAY, news("b", day=6, origin="art-ev-a"))
    script.want(0, 0, status="raised")
    script.want(16 * DAY, 16 * DAY, status="resolved", revision=2, says="resolved: no news of it for 10 days")
    await script.play(until=30 * DAY)


async def test_a_correction_cancels_and_a_report_less_lowers(play: Play) -> None:
    fight = event("ASSAULT", None)
    script = play(FIGHTING)
    script.feed(0, news("a", fight, story="s"), news("b", fight, story="s"))
    script.feed(60, news("fix-b", event("CONSULT", None), story="s", revises="art-ev-b"))
    script.feed(90, news("fix-a", event("CONSULT", None), story="s", revises="art-ev-a"))
    script.want(0, 0, status="raised", level=6)
    script.want(0, 0, status="updated", level=7)
    script.want(60, 60, status="updated", level=6, previous_level=7, says="one report less")
    script.want(90, 90, status="cancelled", says="cancelled: corrected by fix-a Gazette")
    await script.play()


# --- silences -------------------------------------------------------------------------------------------------------


async def test_a_silenced_alert_is_told_as_muted_and_rings_at_the_end_of_the_silence(play: Play) -> None:
    script = play(rule())
    script.silence(0, until=60, signal=("foreign-deployment",))
    script.feed(10, news("a", story="s")).feed(20, news("b", story="s"))
    script.want(10, 10, status="raised", muted=True)
    script.want(20, 20, status="updated", muted=True)
    script.want(60, 60, status="updated", muted=False, says="it stands, and is no longer muted")
    await script.play(until=DAY)


async def test_what_rang_before_a_silence_does_not_ring_again_at_its_end(play: Play) -> None:
    script = play(rule())
    script.feed(0, news("a", story="s"))
    script.silence(5, until=60, country=("PRK",)).feed(20, news("b", story="s"))
    script.want(0, 0, status="raised", muted=False)
    script.want(20, 20, status="updated", muted=True)
    await script.play(until=DAY)


async def test_what_is_cancelled_under_a_silence_ends_as_quietly_as_it_began(play: Play) -> None:
    script = play(rule())
    script.silence(0, until=600, level_min=5)
    script.feed(10, news("a", story="s"))
    script.feed(60, news("fix", event("CONSULT", None), story="s", revises="art-ev-a"))
    script.want(10, 10, status="raised", muted=True)
    script.want(60, 60, status="cancelled", muted=True)
    await script.play(until=DAY)


# --- inhibition, mute times, grouping, repetition -------------------------------------------------------------------

SHELLING = rule("shelling", signal="strike-combat", level=6, match={"type": ["ASSAULT"]}, expires_days=5)
TALK = rule("talk", signal="accusation", level=1, match={"type": ["ACCUSE"]})
HIDES = {"name": "fighting hides talk", "while": {"level_min": 6}, "mutes": {"level_max": 2}}


@pytest.mark.parametrize("same", ["story", "pair"])
async def test_an_alert_that_stands_inhibits_a_lesser_one_until_it_ends(play: Play, same: str) -> None:
    story = "s" if same == "story" else "other"
    script = play(SHELLING, TALK, inhibit=[{**HIDES, "same": same}])
    script.feed(0, news("a", event("ASSAULT", None), story="s"))
    script.feed(60, news("b", event("ACCUSE", None), story=story))
    script.want(0, 0, signal="strike-combat", status="raised", muted=False)
    script.want(60, 60, signal="accusation", status="raised", muted=True)
    script.want(5 * DAY, 5 * DAY, signal="strike-combat", status="resolved")
    script.want(5 * DAY, 5 * DAY + HOUR, signal="accusation", status="updated", muted=False, says="no longer muted")
    await script.play(until=6 * DAY)


async def test_an_alert_of_others_and_of_another_story_inhibits_nothing(play: Play) -> None:
    script = play(SHELLING, TALK, inhibit=[HIDES, {**HIDES, "name": "pairs", "same": "pair"}])
    script.feed(0, news("a", event("ASSAULT", None)))
    script.feed(60, news("b", event("ACCUSE", None, actors=(actor("IRN"),), recipients=(actor("IRQ"),))))
    script.want(0, 0, signal="strike-combat", muted=False)
    script.want(60, 60, signal="accusation", muted=False)
    await script.play()


NIGHT = {"name": "night", "mutes": {"level_max": 5}, "from": "22:00", "to": "07:00"}


async def test_at_night_the_lesser_alerts_are_muted_and_ring_in_the_morning(play: Play) -> None:
    script = play(rule(), SHELLING, mute_times=[NIGHT])  # the play begins at noon
    script.feed(11 * HOUR, news("a")).feed(12 * HOUR, news("b", event("ASSAULT", None)))
    script.feed(20 * HOUR, news("c"))
    script.want(11 * HOUR, 11 * HOUR, signal="foreign-deployment", status="raised", muted=True)
    script.want(12 * HOUR, 12 * HOUR, signal="strike-combat", muted=False)
    script.want(19 * HOUR, 19 * HOUR, signal="foreign-deployment", status="updated", muted=False)
    script.want(20 * HOUR, 20 * HOUR, signal="foreign-deployment", status="raised", muted=False)
    await script.play(until=2 * DAY)


async def test_the_others_of_a_group_ring_together_when_the_interval_has_passed(play: Play) -> None:
    script = play(rule(), group=[{"name": "deployments", "alerts": {"level_max": 5}, "interval": "2h"}])
    for minute, name in enumerate(("a", "b", "c")):
        script.feed(minute, news(name))
        script.want(minute, minute, status="raised", muted=minute > 0)
    script.feed(5 * HOUR, news("d"))
    script.want(2 * HOUR, 2 * HOUR, status="updated", muted=False, says="with it: ")
    script.want(5 * HOUR, 5 * HOUR, status="raised", muted=False)
    await script.play(until=DAY)


async def test_what_is_acknowledged_under_a_silence_is_not_repeated(play: Play) -> None:
    script = play(rule(), repeat=[{"name": "loud", "alerts": {"level_min": 5}, "every": "4h"}])
    script.feed(0, news("a")).silence(1 * HOUR, until=3 * HOUR, level_min=5)
    script.acknowledge(2 * HOUR, "foreign-deployment")
    script.want(0, 0, status="raised", muted=False)
    script.want(2 * HOUR, 2 * HOUR, status="acknowledged", muted=True)
    await script.play(until=2 * DAY)


async def test_what_nobody_acknowledges_is_repeated(play: Play) -> None:
    script = play(rule(), repeat=[{"name": "loud", "alerts": {"level_min": 5}, "every": "4h"}])
    script.feed(0, news("a"))
    script.acknowledge(9 * HOUR, "foreign-deployment")
    script.want(0, 0, status="raised")
    for hour in (4, 8):
        script.want(hour * HOUR, hour * HOUR, status="updated", says="it still stands, and nobody has acknowledged it")
    script.want(9 * HOUR, 9 * HOUR, status="acknowledged")
    await script.play(until=2 * DAY)
