"""Corrections and retractions: what an article had proved, it proves no more. PURE."""

from typing import Any

from services.alerts.memory import ENDS, Held, Memory
from services.alerts.standing import Told, alert_id, group_of, level_of, revise
from tocsin.messages import Alert


def corrected(memory: Memory, told: Told) -> list[Alert | None]:
    """Take back what the article had told that this one, which is told completely now, corrects or replaces."""
    recorded = told.recorded
    revised = recorded.article.revises
    if revised is None or recorded.number != recorded.of:
        return []
    memory.forget(revised)
    return withdraw(memory, memory.citing(revised), revised, f"corrected by {told.outlet}")


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
            current = memory.get(held.alert.id)
            assert current is not None
            revisions += withdraw(memory, [current], article, f"retracted by {told.outlet}")
    return revisions


def withdraw(memory: Memory, alerts: list[Held], article: str, reason: str) -> list[Alert | None]:
    """Take an article's evidence out of the alerts; those left without any are cancelled."""
    revisions: list[Alert | None] = []
    for held in alerts:
        alert = held.alert
        left = tuple(item for item in alert.evidence if item.article.id != article)
        if len(left) == len(alert.evidence) or alert.status in ENDS:
            continue
        without = held.model_copy(update={"withdrawn": (*held.withdrawn, article)})
        if len({item.article.id for item in left}) < held.least:
            revisions.append(revise(memory, without, {}, [f"cancelled: {reason}"], status="cancelled"))
            continue
        origins = len({item.origin for item in left})
        level, capped = level_of(alert.level, [item.level for item in left], origins)
        facts: dict[str, Any] = {
            "evidence": left,
            "origins": origins,
            "articles": len({item.article.id for item in left}),
            "level": level,
            "capped": capped,
        }
        revisions.append(revise(memory, without, facts, [f"one report less: {reason}"]))
    return revisions
