"""From recorded events to alerts: a fold. PURE: the same events in the same order give the same alerts.

    fold(rules, memory, recorded, now) → the revisions that subscribers are told, and the memory changed in place

A signal opens the alert of its rule, story and group, or adds to its evidence. Subscribers are told when what they
know changes: the level, the cap, how many independent origins there are, whether it is disputed, whether it is still
only expected, the numbers. A denial by one of those concerned marks it disputed; a correction or a retraction takes
the evidence back, and with the last of it the alert is cancelled. What the clock does is in `timers`.
"""

from datetime import datetime, timedelta
from typing import Final

from services.alerts.engine.adding import add
from services.alerts.engine.disputes import confirmed, denied
from services.alerts.engine.expecting import expect
from services.alerts.engine.facts import countries
from services.alerts.engine.growth import sighted
from services.alerts.engine.held import ENDS, Held
from services.alerts.engine.memory import Memory, article_of
from services.alerts.engine.muting import heard, rung
from services.alerts.engine.raising import begin, concerned, proof_of
from services.alerts.engine.regrouping import regroup
from services.alerts.engine.resolving import resolved
from services.alerts.engine.signals import Rules, Signal
from services.alerts.engine.standing import Told, alert_id, codes_in, decide, doers_of, group_of, kin_of, pairs_of
from services.alerts.engine.windows import Case, observe
from services.alerts.engine.withdrawals import corrected, reread, retracted, unsaid
from tocsin.coding.reading import Event
from tocsin.messages import ArticleRead, EventRecorded, StoryMerged, StorySplit
from tocsin.records import Alert, EmptyReading, RecordedEvent, Regrouping

Published = EventRecorded | ArticleRead | StoryMerged | StorySplit
"""What the timeline tells: an event, that an article has none (any more), or that articles are of another story."""


_REPORTED: Final = timedelta(days=2)
"""How far apart the reports of one happening come, which name more and fewer of those who acted."""


def fold_message(rules: Rules, memory: Memory, message: Published) -> list[Alert]:
    """What subscribers are to be told after a message of the timeline, in order."""
    if isinstance(message, EventRecorded):
        return fold(rules, memory, message.data, message.recordedtime)
    if isinstance(message, ArticleRead):
        return fold_nothing(memory, message.data, message.recordedtime)
    return fold_regrouping(memory, message.data, message.recordedtime, whole=isinstance(message, StoryMerged))


def fold(rules: Rules, memory: Memory, recorded: RecordedEvent, now: datetime) -> list[Alert]:
    """What subscribers are to be told after `recorded`, in order; `now` is when the timeline recorded it.

    `memory` holds what `recall` gives for the event.
    """
    published = recorded.article.published_at.date()
    if recorded.number == 1 and recorded.article.id in memory.counted:
        memory.forget(recorded.article.id)  # what an earlier reading told
    event, article, fitting = recorded.event, recorded.article.id, memory.fitting.get(recorded.id)
    told = Told(recorded, now, tuple(rules.signals(event, published, memory.tracks, article=article, fitting=fitting)))
    revisions: list[Alert | None] = [_judged(memory, told, signal) for signal in told.signals]
    revisions += denied(rules, memory, told)
    revisions += confirmed(rules, memory, told)
    revisions += resolved(rules, memory, told)
    revisions += retracted(memory, told)
    for key, sighting in sighted(recorded.event, published, recorded.article.id):
        memory.sight(key, sighting)
    revisions += reread(memory, told)
    revisions += corrected(memory, told)
    return [rung(memory, told, revision) for revision in _at_once(memory, revisions)]


def fold_nothing(memory: Memory, reading: EmptyReading, now: datetime) -> list[Alert]:
    """What subscribers are to be told after an article was read that tells of no event (any more)."""
    return [heard(memory, revision, now, reading.article.id) for revision in _at_once(memory, unsaid(memory, reading))]


def fold_regrouping(memory: Memory, regrouping: Regrouping, now: datetime, *, whole: bool) -> list[Alert]:
    """What subscribers are to be told after an editor put the articles of a story, the `whole` of it or some, into
    another one.
    """
    revisions = _at_once(memory, regroup(memory, regrouping, now, whole=whole))
    return [heard(memory, revision, now) for revision in revisions]


def _at_once(memory: Memory, revisions: list[Alert | None]) -> list[Alert]:
    """The revisions with those of one alert made one: subscribers are told once of all that an event changes.

    One that is raised and ends with the same event is told as both.
    """
    merged: dict[str, Alert] = {}
    ended: list[Alert] = []
    for revision in revisions:
        if revision is None:
            continue
        first = merged.get(revision.id)
        if first is None:
            merged[revision.id] = revision
        elif first.status == "raised" and revision.status in ENDS:
            ended.append(revision)
        else:
            merged[revision.id] = _joined(memory, first, revision)
    return [*merged.values(), *ended]


def _joined(memory: Memory, first: Alert, then: Alert) -> Alert:
    facts = {
        "revision": first.revision,
        "previous_level": first.previous_level,
        "status": "raised" if first.status == "raised" else then.status,
        "changes": (*first.changes, *then.changes),
    }
    joined = then.model_copy(update=facts)
    memory.change(memory.current(first.id).model_copy(update={"alert": joined}))
    return joined


def _judged(memory: Memory, told: Told, signal: Signal) -> Alert | None:
    """What becomes of one signal; where it is not an alert, the reason is noted."""
    rule = signal.rule
    if signal.stopped is not None:
        decide(memory, told, rule.id, "stopped", f"{signal.stopped.guard}: {signal.stopped.reason}")
        return None
    if not signal.outgrows:
        decide(memory, told, rule.id, "short", "no number in it outgrows an earlier one of the same side")
        return None
    if rule.expectation is not None:
        return expect(memory, told, signal)
    if rule.window is None:
        return _ring(memory, told, signal)
    found = observe(memory, told, signal, group_of(rule, signal.event), proof_of(told, signal, disputed=False))
    if isinstance(found, Case):
        return _ring(memory, told, signal, found)
    decide(memory, told, rule.id, "short", found)
    return None


def _ring(memory: Memory, told: Told, signal: Signal, case: Case | None = None) -> Alert | None:
    """Open the signal's alert, or add to it; None where subscribers need not be told."""
    group = group_of(signal.rule, signal.event)
    held = (
        memory.get(alert_id(signal.rule, told.recorded.story, group))
        or _same_happening(memory, told, signal, group)
        or _running(memory, told, signal, group)
    )
    if held is not None and held.alert.status not in ENDS:
        return add(memory, told, signal, held)
    if held is not None and held.settled is not None and told.recorded.article.published_at <= held.settled:
        decide(memory, told, signal.rule.id, "known", "it is older than what resolved it", alert=held.alert.id)
        return None
    if other := _told_by(told, signal):
        decide(memory, told, signal.rule.id, "known", f"{other} tells the same event")
        return None
    return begin(memory, told, signal, held, case)


def _told_by(told: Told, signal: Signal) -> str | None:
    """Another rule of the same signal that rings for the same event: one alert is enough.

    The louder one rings; of two as loud the first by its id.
    """
    mine = (-abs(signal.level), signal.rule.id)
    for other in told.signals:
        rings = other.stopped is None and other.outgrows and other.rule.single
        if rings and other.rule.signal == signal.rule.signal and (-abs(other.level), other.rule.id) < mine:
            return other.rule.id
    return None


def _same_happening(memory: Memory, told: Told, signal: Signal, group: dict[str, str]) -> Held | None:
    """The alert that tells the same: in whatever story, of the very happening, by the same; in this one, with more or
    fewer of those who act.

    As "Ukrainians fight Koreans" where the two fight each other, "ten Koreans were killed" where it is known by whom,
    and "Ukraine killed ten Koreans" where it was not.
    """
    first = told.recorded.happening
    for held in memory.citing(article_of(first)) if first and any(group.values()) else ():
        if (
            held.kin == kin_of(signal.rule, group)
            and held.alert.status not in ENDS
            and any(item.event == first for item in held.alert.evidence)
        ):
            return held
    if "actors" not in group:
        return None
    for held in memory.of_story(told.recorded.story):
        if (
            held.alert.rule == signal.rule.id
            and held.alert.status not in ENDS
            and {**held.alert.group, "actors": ""} == {**group, "actors": ""}
            and (held.alert.expectation is not None or not signal.expected)
            and _tells_it(held, signal.event, codes_in(group["actors"]))
            and _near(memory, told, held, _REPORTED)
        ):
            return held
    return None


def _tells_it(held: Held, event: Event, actors: frozenset[str]) -> bool:
    """Whether an alert tells of those who act in the event and whom it concerns, or does not know yet who acted."""
    known, sides, theirs = set(held.countries), set(concerned(event)), doers_of(held)
    if actors and not theirs:
        return known <= sides and not known.isdisjoint(countries(event.recipients))
    if actors:
        fits = actors <= theirs or theirs <= actors
    else:
        fits = bool(sides) and (sides.isdisjoint(theirs) or known <= theirs)  # where all act, all suffer
    return fits and sides <= known and set(pairs_of(event)) <= set(held.pairs)


def _running(memory: Memory, told: Told, signal: Signal, group: dict[str, str]) -> Held | None:
    """The alert of the same rule and group that this news goes on with, though it is of another story."""
    if signal.rule.joins_days == 0 or not any(group.values()):
        return None
    near = {
        held.alert.id: held
        for held in memory.kindred(kin_of(signal.rule, group))
        if held.alert.status not in ENDS and _near(memory, told, held, timedelta(days=signal.rule.joins_days))
    }
    return near[max(near, key=lambda name: (len(near[name].alert.evidence), name))] if near else None


def _near(memory: Memory, told: Told, held: Held, reach: timedelta) -> bool:
    """Whether the alert has evidence that was published so shortly before or after."""
    published = told.recorded.article.published_at
    first, last = memory.span(held.alert)
    if published - last > reach or first - published > reach:
        return False
    evidence = held.alert.evidence
    return abs(published - last) <= reach or any(
        abs(published - item.article.published_at) <= reach for item in evidence
    )
