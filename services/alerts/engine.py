"""From recorded events to alerts: a fold. PURE: the same events in the same order give the same alerts.

    fold(rules, memory, recorded) → the revisions that subscribers are told, and the memory changed in place

A signal opens the alert of its rule, story and group, or adds to its evidence. Subscribers are told when what they
know changes: the level, the cap, how many independent origins there are, whether it is disputed, whether it is still
only expected, the numbers. A denial by one of those concerned marks it disputed; a correction or a retraction takes
the evidence back, and with the last of it the alert is cancelled.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from services.alerts import wording
from services.alerts.disputes import confirmed, denied
from services.alerts.growth import sighted
from services.alerts.matching import countries
from services.alerts.memory import Held, Memory
from services.alerts.muting import rung
from services.alerts.signals import Rules, Signal
from services.alerts.standing import TALK, Told, alert_id, decide, group_of, kin_of, level_of, revise, with_dispute
from services.alerts.withdrawals import corrected, retracted
from tocsin.messages import Alert, Expectation, RecordedEvent, SignalEvidence

MOST_EVIDENCE: Final = 50
"""Pieces of evidence an alert carries; further ones add nothing that a reader needs."""

STEPS: Final = frozenset({2, 3, 5, 10, 20, 50})
"""Independent origins at which subscribers are told that there are more."""


def fold(rules: Rules, memory: Memory, recorded: RecordedEvent, now: datetime) -> list[Alert]:
    """What subscribers are to be told after `recorded`, in order; `now` is when the timeline recorded it.

    `memory` holds what `store.recall` gives for the event.
    """
    published = recorded.article.published_at.date()
    told = Told(recorded, now, tuple(rules.signals(recorded.event, published, memory.tracks)))
    revisions: list[Alert | None] = [_judged(memory, told, signal) for signal in told.signals]
    revisions += denied(memory, told)
    revisions += confirmed(memory, told)
    revisions += retracted(memory, told)
    for key, sighting in sighted(recorded.event, published):
        memory.sight(key, sighting)
    revisions += corrected(memory, told)
    return [rung(memory, told, revision) for revision in revisions if revision is not None]


def _judged(memory: Memory, told: Told, signal: Signal) -> Alert | None:
    if signal.stopped is not None:
        decide(memory, told, signal.rule.id, "stopped", f"{signal.stopped.guard}: {signal.stopped.reason}")
        return None
    return _ring(memory, told, signal)


def _ring(memory: Memory, told: Told, signal: Signal) -> Alert | None:
    """Open the signal's alert, or add to it; None where subscribers need not be told."""
    group = group_of(signal.rule, signal.event)
    held = memory.get(alert_id(signal.rule, told.recorded.story, group)) or _running(memory, told, signal, group)
    if held is None or held.alert.status == "cancelled":
        return _raise(memory, told, signal, group, held)
    return _add(memory, told, signal, held)


def _running(memory: Memory, told: Told, signal: Signal, group: dict[str, str]) -> Held | None:
    """The alert of the same rule and group that this news goes on with, though it is of another story."""
    if signal.rule.joins_days == 0 or not any(group.values()):
        return None
    published, reach = told.recorded.article.published_at, timedelta(days=signal.rule.joins_days)
    near = {
        held.alert.id: held
        for held in memory.kindred(kin_of(signal.rule, group))
        if held.alert.status not in ("cancelled", "resolved")
        and any(abs(published - item.article.published_at) <= reach for item in held.alert.evidence)
    }
    return near[max(near, key=lambda name: (len(near[name].alert.evidence), name))] if near else None


def _raise(memory: Memory, told: Told, signal: Signal, group: dict[str, str], before: Held | None) -> Alert:
    recorded, rule, event = told.recorded, signal.rule, signal.event
    concerned = tuple(sorted(countries(event.actors) | countries(event.recipients)))
    denials = [] if signal.rule.signal in TALK else memory.denials(recorded.story)
    denials = [denial for denial in denials if denial.country in concerned]
    sentence = wording.summary(signal)
    level, capped = level_of(rule.level, [signal.level], 1)
    changes = [f"first told by {told.outlet}" if before is None else f"told again, by {told.outlet}"]
    changes += [f"disputed: {denial.who} had denied it" for denial in denials]
    alert = Alert(
        id=alert_id(rule, recorded.story, group),
        revision=before.alert.revision + 1 if before else 1,
        status="raised",
        rule=rule.id,
        rule_version=rule.version,
        signal=rule.signal,
        level=level,
        previous_level=before.alert.level if before else None,
        capped=capped,
        title=rule.title,
        summary=with_dispute(sentence, [denial.who for denial in denials]),
        group=group,
        story=recorded.story,
        occurred=event.occurred,
        expectation=_expectation(signal),
        disputed=bool(denials),
        origins=1,
        articles=1,
        evidence=(_evidence(told, signal, disputed=bool(denials)),),
        changes=tuple(changes),
        runbook=rule.runbook,
    )
    memory.change(
        Held(
            alert=alert,
            told=sentence,
            lead=recorded.id,
            countries=concerned,
            kin=kin_of(rule, group),
            stories=(recorded.story,),
            denied_by={denial.country: denial.who for denial in denials},
            withdrawn=before.withdrawn if before else (),
        )
    )
    return alert


def _add(memory: Memory, told: Told, signal: Signal, held: Held) -> Alert | None:
    recorded, rule, alert = told.recorded, signal.rule, held.alert
    if reason := _adds_nothing(told, held):
        decide(memory, told, rule.id, "known", reason, alert=alert.id)
        return None
    evidence = (*alert.evidence, _evidence(told, signal, disputed=alert.disputed))
    origins = len({item.origin for item in evidence})
    level, capped = level_of(rule.level, [item.level for item in evidence], origins)
    changes: list[str] = []
    if level != alert.level:
        changes.append(f"level {alert.level} → {level}: told by {told.outlet}")
    if alert.capped and not capped:
        changes.append("no longer capped: a second, independent origin tells of it")
    if origins > alert.origins and origins in STEPS:
        changes.append(f"{origins} independent origins, now also {told.outlet}")
    fulfilled = alert.expectation is not None and not signal.expected
    if fulfilled:
        changes.append(f"no longer only {alert.expectation.modality}: {told.outlet} tells that it happens")  # type: ignore[union-attr]
    if signal.earlier is not None:
        changes.append(f"the number rises: {wording.grown(signal.earlier, signal.event)}")
    leads = fulfilled or signal.earlier is not None or abs(signal.level) > max(abs(i.level) for i in alert.evidence)
    facts: dict[str, Any] = {
        "level": level,
        "capped": capped,
        "origins": origins,
        "articles": len({item.article.id for item in evidence}),
        "evidence": evidence,
        "expectation": None if fulfilled else alert.expectation,
    }
    more: dict[str, Any] = {
        "countries": tuple(
            sorted({*held.countries, *countries(signal.event.actors), *countries(signal.event.recipients)})
        ),
        "stories": tuple(dict.fromkeys((*held.stories, recorded.story))),
    }
    if leads:
        more |= {"told": wording.summary(signal), "lead": recorded.id}
        facts["occurred"] = signal.event.occurred
    if not changes:
        decide(memory, told, rule.id, "known", "it is one report more of what subscribers know", alert=alert.id)
    return revise(memory, held.model_copy(update=more), facts, changes)


def _adds_nothing(told: Told, held: Held) -> str | None:
    """Why this event is no further evidence for the alert; None if it is."""
    if any(item.event == told.recorded.id for item in held.alert.evidence):
        return "this event is among the evidence already"
    if told.recorded.article.id in held.withdrawn:
        return "its article was corrected or retracted"
    if len(held.alert.evidence) >= MOST_EVIDENCE:
        return f"the alert has {MOST_EVIDENCE} pieces of evidence; further ones are not kept"
    return None


def _evidence(told: Told, signal: Signal, *, disputed: bool) -> SignalEvidence:
    return SignalEvidence(
        event=told.recorded.id,
        article=told.recorded.article,
        origin=told.recorded.origin,
        level=signal.level,
        quote=signal.event.evidence,
        occurred=signal.event.occurred,
        disputed=disputed,
    )


def _expectation(signal: Signal) -> Expectation | None:
    if not signal.expected:
        return None
    event = signal.event
    stated = event.occurred.end if event.occurred.basis == "text" else None
    due = next((quantity.due for quantity in event.quantities if quantity.due), None) or stated
    return Expectation(modality=event.modality, due=due)
