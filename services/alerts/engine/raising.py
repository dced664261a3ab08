"""How an alert begins: raised, or pending until enough is known or enough time has passed. PURE."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from services.alerts.engine import wording
from services.alerts.engine.answering import answering
from services.alerts.engine.disputes import disputing
from services.alerts.engine.facts import countries
from services.alerts.engine.growth import numbers_of
from services.alerts.engine.held import Held, Telling
from services.alerts.engine.ladder import stand
from services.alerts.engine.memory import Denial, Memory
from services.alerts.engine.signals import Signal
from services.alerts.engine.standing import (
    Told,
    alert_id,
    codes_in,
    decide,
    group_of,
    kin_of,
    level_of,
    pairs_of,
    with_dispute,
)
from services.alerts.engine.windows import MOST_BEFORE, Case
from services.alerts.rules.schema import Rule
from services.alerts.rules.windows import Count, Surge
from tocsin.coding.reading import Actor, Event
from tocsin.records import Alert, Expectation, SignalEvidence

GRACE: Final = timedelta(days=7)
"""So long after it was told at the soonest is an expectation missed: history may be read in years after its days."""


def begin(memory: Memory, told: Told, signal: Signal, before: Held | None, case: Case | None = None) -> Alert | None:
    """Open the signal's alert, anew if it was over; None if it waits to be raised."""
    rule = signal.rule
    denials = disputing(memory, told, signal)
    alert = _alert(told, signal, before, case, denials)
    sentence = wording.summary(signal) if case is None else f"{wording.summary(signal)}; {case.why}"
    summary = with_dispute(sentence, [denial.who for denial in denials])
    held = Held(
        alert=alert.model_copy(update={"summary": summary}),
        told=sentence,
        countries=concerned(signal.event),
        answering=tuple(sorted(answering(signal.event))),
        kin=kin_of(rule, alert.group),
        stories=(told.recorded.story,),
        denied_by={denial.country: denial.who for denial in denials},
        withdrawn=before.withdrawn if before else (),
        rang=before.rang if before else False,
        pairs=pairs_of(signal.event),
        tellings=(telling_of(told, signal, sentence, leads=True),),
        **_clock(told, rule, alert),
    )
    memory.change(held)
    revision = ripened(memory, held, told.now)
    if revision is None:
        waiting(memory, told, held)
    return revision


def _alert(told: Told, signal: Signal, before: Held | None, case: Case | None, denials: list[Denial]) -> Alert:
    """The alert as it waits to be raised, with the changes that are to be told then, and without its summary."""
    rule, group = signal.rule, group_of(signal.rule, signal.event)
    evidence = (*(case.before if case else ()), proof_of(told, signal, disputed=bool(denials)))
    origins = len({item.origin for item in evidence})
    level, capped = level_of(rule.level, [item.level for item in evidence], origins)
    changes = [f"first told by {told.outlet}" if before is None else f"told again, by {told.outlet}"]
    changes += [case.why] if case else []
    changes += [f"disputed: {who} had denied it" for who in dict.fromkeys(denial.who for denial in denials)]
    return Alert(
        id=before.alert.id if before else alert_id(rule, told.recorded.story, group),
        revision=before.alert.revision if before else 0,
        status="pending",
        rule=rule.id,
        rule_version=rule.version,
        signal=rule.signal,
        level=level,
        previous_level=before.alert.level if before else None,
        capped=capped,
        title=rule.title,
        summary="",
        group=group,
        story=told.recorded.story,
        occurred=signal.event.occurred,
        expectation=expectation_of(told, signal),
        disputed=bool(denials),
        origins=origins,
        articles=len({item.article.id for item in evidence}),
        evidence=evidence,
        changes=tuple(changes),
        runbook=rule.runbook,
    )


def telling_of(told: Told, signal: Signal, sentence: str, *, leads: bool) -> Telling:
    """What the event tells, kept so that it can be taken back."""
    confirming = confirming_of(signal.event)
    return Telling(
        event=told.recorded.id,
        article=told.recorded.article.id,
        sentence=sentence,
        leads=leads,
        occurred=signal.event.occurred,
        expectation=expectation_of(told, signal),
        numbers=numbers_of(signal.event),
        doers=tuple(sorted(codes_in(group_of(signal.rule, signal.event).get("actors", "")))),
        confirmed_by=None if confirming is None else confirming.country or confirming.text,
    )


def confirming_of(event: Event) -> Actor | None:
    """Who confirms what the event tells."""
    return event.attribution.source if event.stance == "confirms" else None


def _clock(told: Told, rule: Rule, alert: Alert) -> dict[str, Any]:
    """What the alert waits for, and when the clock changes something about it."""
    return {
        "needs": rule.origins,
        "least": _least(rule),
        "awaits": rule.expectation,
        "expires_days": rule.expires_days,
        "heard": told.now,
        "ready": told.now + rule.for_ if rule.for_ and rule.expectation is None else None,
        "overdue": overdue(alert.expectation, told.now),
    }


def _least(rule: Rule) -> int:
    """How many articles it needs to stand, when some are taken back."""
    if isinstance(rule.window, Count | Surge):
        return rule.window.at_least if rule.window.at_least <= MOST_BEFORE else 1
    return rule.steps + 1


def ripened(memory: Memory, held: Held, now: datetime) -> Alert | None:
    """Raise what waited, if it has what it waited for; None if it has not."""
    alert = held.alert
    if alert.status != "pending" or alert.origins < held.needs or held.awaits:
        return None
    if held.ready is not None and now < held.ready:
        return None
    corroborated = [f"raised by {alert.origins} independent origins"] if held.needs > 1 else []
    return raised(memory, held, corroborated)


def raised(memory: Memory, held: Held, why: list[str]) -> Alert:
    """Raise what waited; `why` is said after what is known of it."""
    alert = held.alert
    facts = {"status": "raised", "revision": alert.revision + 1, "changes": (*alert.changes, *why)}
    standing = stand(memory, held.model_copy(update={"alert": alert.model_copy(update=facts), "ready": None}))
    memory.change(standing)
    return standing.alert


def waiting(memory: Memory, told: Told, held: Held) -> None:
    """Note what an alert that is not raised yet waits for."""
    alert = held.alert
    lacks = [f"{alert.origins} of {held.needs} independent origins"] if alert.origins < held.needs else []
    lacks += [f"until {held.ready:%Y-%m-%d %H:%M} UTC"] if held.ready else []
    decide(memory, told, alert.rule, "waits", "; ".join(lacks) or "for what is expected", alert=alert.id)


def concerned(event: Event) -> tuple[str, ...]:
    """The countries of those who act and those acted on: their denial counts."""
    return tuple(sorted(countries(event.actors) | countries(event.recipients)))


def proof_of(told: Told, signal: Signal, *, disputed: bool) -> SignalEvidence:
    """The event as evidence."""
    return SignalEvidence(
        event=told.recorded.id,
        article=told.recorded.article,
        origin=told.recorded.origin,
        level=signal.level,
        quote=signal.event.evidence,
        occurred=signal.event.occurred,
        disputed=disputed,
    )


def expectation_of(told: Told, signal: Signal) -> Expectation | None:
    """What is foreseen rather than done, and by when, if the text names a day that is to come."""
    if not signal.expected:
        return None
    event = signal.event
    stated = event.occurred.end if event.occurred.basis == "text" else None
    due = next((quantity.due for quantity in event.quantities if quantity.due), None) or stated
    if due is not None and due[:10] <= told.recorded.article.published_at.date().isoformat():
        due = None  # the day on which it was said, or weighed
    return Expectation(modality=event.modality, due=due)


def overdue(expectation: Expectation | None, now: datetime, wait: timedelta = GRACE) -> datetime | None:
    """When the day of an expectation is past, and long enough since it was told; None if it has none that ever is."""
    if expectation is None or expectation.due is None:
        return None
    day = date.fromisoformat(expectation.due[:10])
    if day == date.max:  # "within 9,000 years"
        return None
    return max(datetime.combine(day + timedelta(days=1), time(), UTC), now + wait)
