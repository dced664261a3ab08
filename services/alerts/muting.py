"""Whether what is told rings, or is muted, and the note of it. PURE."""

from datetime import datetime

from services.alerts.memory import ENDS, Decision, Memory, Verdict
from services.alerts.silences import said_of, silencing
from services.alerts.standing import Told
from tocsin.messages import Alert


def rung(memory: Memory, told: Told, revision: Alert) -> Alert:
    """The revision as it is told: muted or not, which is noted for those who ask why."""
    return heard(memory, revision, told.now, told.recorded.article.id, told.recorded.id)


def heard(
    memory: Memory, revision: Alert, now: datetime, article: str | None = None, event: str | None = None
) -> Alert:
    """As `rung`, for what no event made: the clock, or a person."""
    held = memory.get(revision.id)
    assert held is not None
    muted, look = ((), None) if revision.status in ENDS and held.rang else reasons(memory, revision, now)
    told = revision.model_copy(update={"muted": muted})
    current = told if held.alert.revision == revision.revision else held.alert
    memory.change(held.model_copy(update={"alert": current, "rang": held.rang or not muted, "look": look}))
    verdict: Verdict = "muted" if muted else "rings"
    reason = "; ".join(muted or revision.changes)
    memory.decisions.append(Decision(now, verdict, reason, revision.rule, article, event, revision.id))
    return told


def reasons(memory: Memory, alert: Alert, now: datetime) -> tuple[tuple[str, ...], datetime | None]:
    """Why the alert rings nobody at `now`, and when to look again; nothing if it rings."""
    silences = silencing(memory.silences, alert, now)
    return tuple(said_of(silence) for silence in silences), max((s.ends_at for s in silences), default=None)
