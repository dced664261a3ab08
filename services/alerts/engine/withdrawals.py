"""Corrections and retractions: what an article had proved, it proves no more. PURE."""

from typing import Any

from services.alerts.engine import wording
from services.alerts.engine.held import ENDS, Held
from services.alerts.engine.memory import Memory
from services.alerts.engine.standing import NAMELESS, Told, alert_id, group_of, level_of, revise
from tocsin.records import Alert, EmptyReading


def corrected(memory: Memory, told: Told) -> list[Alert | None]:
    """Take back what the article had told that this one, which is told completely now, corrects or replaces."""
    recorded = told.recorded
    revised = recorded.article.revises
    if revised is None or recorded.number != recorded.of:
        return []
    memory.forget(revised)
    return withdraw(memory, memory.citing(revised), revised, f"corrected by {told.outlet}")


def unsaid(memory: Memory, reading: EmptyReading) -> list[Alert | None]:
    """Take back what an article had told that tells of no event (any more), and what the one that it corrects had."""
    article = reading.article
    gone = {article.id: "its text was redacted" if reading.unread == "redacted" else "the article was read again"}
    if article.revises:
        gone[article.revises] = f"corrected by {article.source or NAMELESS}"
    revisions: list[Alert | None] = []
    for name, reason in gone.items():
        memory.forget(name)
        revisions += withdraw(memory, memory.citing(name), name, reason)
    return revisions


def reread(memory: Memory, told: Told) -> list[Alert | None]:
    """With the last event of a new reading, let go of what earlier readings of the same article told."""
    recorded = told.recorded
    article = recorded.article.id
    if recorded.number != recorded.of:
        return []
    reading = recorded.id.rpartition(".")[0] + "."
    revisions: list[Alert | None] = []
    for held in memory.citing(article):
        evidence = held.alert.evidence
        stale = {i.event for i in evidence if i.event.startswith(f"{article}.") and not i.event.startswith(reading)}
        if not stale:
            continue
        left = tuple(item for item in evidence if item.event not in stale)
        if any(item.article.id == article for item in left):  # it tells the same in other words
            tellings = tuple(telling for telling in held.tellings if telling.event not in stale)
            alert = held.alert.model_copy(update={"evidence": left})
            memory.change(held.model_copy(update={"alert": alert, "tellings": tellings}))
        else:
            revisions += withdraw(memory, [held], article, "the article was read again")
    return revisions


def retracted(memory: Memory, told: Told) -> list[Alert | None]:
    """Take back what the same outlet told earlier and now says it retracts."""
    recorded = told.recorded
    if told.event.stance != "retracts":
        return []
    revisions: list[Alert | None] = []
    for signal in told.signals:
        held = memory.get(alert_id(signal.rule, recorded.story, group_of(signal.rule, signal.event)))
        if held is None:
            continue
        own = {item.article.id for item in held.alert.evidence if item.article.source == recorded.article.source}
        for article in sorted(own):
            memory.forget(article)
            revisions += withdraw(memory, [memory.current(held.alert.id)], article, f"retracted by {told.outlet}")
    return revisions


def withdraw(memory: Memory, alerts: list[Held], article: str, reason: str) -> list[Alert | None]:
    """Take an article's evidence out of the alerts; those left without enough of it are cancelled."""
    revisions: list[Alert | None] = []
    for held in alerts:
        alert = held.alert
        left = tuple(item for item in alert.evidence if item.article.id != article)
        if len(left) == len(alert.evidence) or alert.status in ENDS:
            continue
        if len({item.article.id for item in left}) < held.least:
            gone = held.model_copy(update={"withdrawn": (*held.withdrawn, article)})
            revisions.append(revise(memory, gone, {}, [f"cancelled: {reason}"], status="cancelled"))
            continue
        without, facts = _without(held, article)
        origins = len({item.origin for item in left})
        level, capped = level_of(alert.level, [item.level for item in left], origins)
        facts |= {
            "evidence": left,
            "origins": origins,
            "articles": len({item.article.id for item in left}),
            "level": level,
            "capped": capped,
        }
        changes = [f"one report less: {reason}", *_lowered(held.numbers, without.numbers)]
        revisions.append(revise(memory, without, facts, changes))
    return revisions


def _without(held: Held, article: str) -> tuple[Held, dict[str, Any]]:
    """The alert as what is left tells it: its sentence, its numbers, when it occurred, whether it is only expected."""
    left = tuple(telling for telling in held.tellings if telling.article != article)
    without = held.model_copy(update={"withdrawn": (*held.withdrawn, article), "tellings": left})
    if not left or len(left) == len(held.tellings):
        return without, {}
    lead = next((telling for telling in reversed(left) if telling.leads), left[-1])
    expected = [telling.expectation for telling in left]
    facts = {"occurred": lead.occurred, "expectation": None if None in expected else expected[-1]}
    return without.model_copy(update={"told": lead.sentence}), facts


def _lowered(before: dict[str, float], after: dict[str, float]) -> list[str]:
    return [
        f"the number is taken back: {wording.number(number)} → {wording.number(after[kind])}"
        for kind, number in before.items()
        if kind in after and after[kind] < number
    ]
