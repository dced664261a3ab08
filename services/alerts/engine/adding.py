"""How further evidence changes an alert that stands, or waits. PURE."""

from typing import Any, Final

from services.alerts.engine import wording
from services.alerts.engine.answering import answering
from services.alerts.engine.growth import outgrown
from services.alerts.engine.held import Held
from services.alerts.engine.memory import Memory
from services.alerts.engine.raising import concerned, confirming_of, overdue, proof_of, ripened, telling_of, waiting
from services.alerts.engine.signals import Signal
from services.alerts.engine.standing import Told, decide, doers_of, level_of, pairs_of, revise
from tocsin.coding.reading import Actor
from tocsin.records import Alert, SignalEvidence

MOST_EVIDENCE: Final = 50
"""Pieces of evidence an alert carries; further ones add nothing that a reader needs."""

STEPS: Final = frozenset({2, 3, 5, 10, 20, 50})
"""Independent origins at which subscribers are told that there are more."""


def add(memory: Memory, told: Told, signal: Signal, held: Held) -> Alert | None:
    """Add this event to the alert's evidence; the alert if that is to be told."""
    alert = held.alert
    if reason := _adds_nothing(memory, told, held):
        decide(memory, told, alert.rule, "known", reason, alert=alert.id)
        return None
    facts = _facts(told, signal, alert)
    changes = _changes(told, signal, held, facts)
    more: dict[str, Any] = {
        "countries": tuple(sorted({*held.countries, *concerned(signal.event)})),
        "answering": tuple(sorted({*held.answers, *answering(signal.event)})),
        "stories": tuple(dict.fromkeys((*held.stories, told.recorded.story))),
        "pairs": tuple(dict.fromkeys((*held.pairs, *pairs_of(signal.event)))),
        "heard": told.now,
        "overdue": overdue(facts["expectation"], told.now) if held.overdue else None,
    }
    sentence, leads = wording.summary(signal), _leads(signal, held, facts)
    more["tellings"] = (*held.tellings, telling_of(told, signal, sentence, leads=leads))
    if leads:
        more["told"] = sentence
        facts["occurred"] = signal.event.occurred
    revision = revise(memory, held.model_copy(update=more), facts, changes)
    if alert.status == "pending":
        now = memory.current(alert.id)
        revision = ripened(memory, now, told.now)
        if revision is None:
            waiting(memory, told, now)
        return revision
    if revision is None:
        decide(memory, told, alert.rule, "known", "it is one report more of what subscribers know", alert=alert.id)
    return revision


def _facts(told: Told, signal: Signal, alert: Alert) -> dict[str, Any]:
    """What of the alert is as the evidence makes it, with this event."""
    evidence: tuple[SignalEvidence, ...] = (*alert.evidence, proof_of(told, signal, disputed=alert.disputed))
    origins = len({item.origin for item in evidence})
    level, capped = level_of(signal.rule.level, [item.level for item in evidence], origins)
    return {
        "level": level,
        "capped": capped,
        "origins": origins,
        "articles": len({item.article.id for item in evidence}),
        "evidence": evidence,
        "expectation": alert.expectation if signal.expected else None,
    }


def _changes(told: Told, signal: Signal, held: Held, facts: dict[str, Any]) -> list[str]:
    """What subscribers are told of it, in words."""
    alert, outlet = held.alert, told.outlet
    changes: list[str] = []
    if facts["level"] != alert.level:
        changes.append(f"level {alert.level} → {facts['level']}: told by {outlet}")
    if alert.capped and not facts["capped"]:
        changes.append("no longer capped: a second, independent origin tells of it")
    if facts["origins"] > alert.origins and facts["origins"] in STEPS:
        changes.append(f"{facts['origins']} independent origins, now also {outlet}")
    if alert.expectation is not None and facts["expectation"] is None:
        changes.append(f"no longer only {alert.expectation.modality}: {outlet} tells that it happens")
    if (confirming := _confirming(signal, held)) is not None:
        changes.append(f"{wording.names((confirming,))[0]} confirms it")
    if _attributes(signal, held):
        changes.append(f"{outlet} tells who did it: {', '.join(wording.names(signal.event.actors))}")
    if signal.earlier is not None:
        changes.append(f"the number rises: {wording.grown(signal.earlier.best, signal.event)}")
    else:
        grown = outgrown(held.numbers, signal.event)
        changes += [f"the number rises: {wording.number(before)} → {wording.quantity(now)}" for before, now in grown]
    return changes


def _leads(signal: Signal, held: Held, facts: dict[str, Any]) -> bool:
    """Whether this event is now what the alert is best told by."""
    alert = held.alert
    fulfilled = alert.expectation is not None and facts["expectation"] is None
    higher = abs(signal.level) > max(abs(item.level) for item in alert.evidence)
    grown = signal.earlier is not None or bool(outgrown(held.numbers, signal.event))
    grown = grown and (bool(signal.event.actors) or not doers_of(held))  # a bare toll would hide who did it
    return fulfilled or higher or grown or _attributes(signal, held)


def _confirming(signal: Signal, held: Held) -> Actor | None:
    """Who confirms with this event what the alert tells, and has not before."""
    who = confirming_of(signal.event)
    known = {telling.confirmed_by for telling in held.tellings}
    return who if who is not None and (who.country or who.text) not in known else None


def _attributes(signal: Signal, held: Held) -> bool:
    """Whether this event is the first to tell who did what the alert is about."""
    return "actors" in held.alert.group and not doers_of(held) and bool(signal.event.actors)


def _adds_nothing(memory: Memory, told: Told, held: Held) -> str | None:
    """Why this event is no further evidence for the alert; None if it is."""
    recorded, article = told.recorded, told.recorded.article.id
    if memory.has_cited(held.alert, article) and any(item.event == recorded.id for item in held.alert.evidence):
        return "this event is among the evidence already"
    if article in held.withdrawn:
        return "its article was corrected or retracted"
    if len(held.alert.evidence) >= MOST_EVIDENCE:
        return f"the alert has {MOST_EVIDENCE} pieces of evidence; further ones are not kept"
    return None
