"""What the clock does to alerts: raise what has waited, tell what was missed, repeat, resolve. PURE.

`tick` brings the memory to a moment. Each timer acts at its own moment, in the order of those moments, however late
the clock is looked at: a replay of the log gives the same as the live service.
"""

from collections.abc import Iterator
from datetime import datetime

from services.alerts.engine.held import ENDS, Held
from services.alerts.engine.memory import Decision, Memory
from services.alerts.engine.muting import group_key, heard, reasons
from services.alerts.engine.raising import raised, ripened
from services.alerts.engine.standing import revise
from tocsin.records import Alert


def tick(memory: Memory, now: datetime) -> list[tuple[datetime, Alert]]:
    """What subscribers are to be told because time has passed until `now`, each with its moment.

    `memory` holds at least the alerts that are due by then.
    """
    told: list[tuple[datetime, Alert]] = []
    while (held := memory.next_due(now)) is not None:
        at = held.due
        assert at is not None
        revision = _waited(memory, held, at) if held.alert.status == "pending" else _stood(memory, held, at)
        if revision is not None:
            told.append((at, heard(memory, revision, at)))
    return told


def _waited(memory: Memory, held: Held, at: datetime) -> Alert | None:
    alert = held.alert
    if held.ready is not None and held.ready <= at:
        rested = held.model_copy(update={"ready": None})
        if held.awaits == "missed":
            assert alert.expectation is not None
            return raised(memory, rested, [f"expected by {alert.expectation.due}: nothing tells that it came"])
        if held.awaits is None:
            memory.change(rested)
            return ripened(memory, rested, at)
        _gone(memory, rested, at, "its day has passed, and nothing tells that it came")
    else:
        _gone(memory, held, at, f"nothing more was told of it for {held.expires_days} days")
    return None


def _gone(memory: Memory, held: Held, at: datetime, why: str) -> None:
    """End, without a word to subscribers, what they were never told."""
    memory.decisions.append(Decision(at, "short", why, held.alert.rule, None, None, held.alert.id))
    revise(memory, held, {}, [], status="cancelled")


def _stood(memory: Memory, held: Held, at: datetime) -> Alert | None:
    alert = held.alert
    if held.expires is not None and held.expires <= at:
        return revise(memory, held, {}, [f"resolved: no news of it for {held.expires_days} days"], status="resolved")
    if held.overdue is not None and held.overdue <= at:
        assert alert.expectation is not None
        change = f"expected by {alert.expectation.due}: nothing tells that it came"
        return revise(memory, held.model_copy(update={"overdue": None}), {}, [change])
    if held.look is not None and held.look <= at:
        return _looked(memory, held, at)
    rested = held.model_copy(update={"again": None})
    if alert.acknowledged is not None:
        memory.change(rested)
        return None
    return revise(memory, rested, {}, ["it still stands, and nobody has acknowledged it"])


def _looked(memory: Memory, held: Held, at: datetime) -> Alert | None:
    """Ring what was muted, if it is not any more, together with those of its group that were held back with it."""
    still, look = reasons(memory, held, at)
    rested = held.model_copy(update={"look": look})
    if still or held.rang:
        memory.change(rested)
        return None
    others = list(_held_back(memory, held, at))
    for other in others:
        memory.change(other.model_copy(update={"look": None, "rang": True}))
        reason = f"told together with {held.alert.id}"
        memory.decisions.append(Decision(at, "rings", reason, other.alert.rule, None, None, other.alert.id))
    changes = ["it stands, and is no longer muted"]
    changes += [f"with it: {other.alert.summary} ({other.alert.id})" for other in others]
    return revise(memory, rested, {}, changes)


def _held_back(memory: Memory, held: Held, at: datetime) -> Iterator[Held]:
    """The alerts of a group of this one that were held back until the same moment, and may ring now."""
    for grouping in memory.noise.group:
        if not grouping.alerts.picks(held.alert):
            continue
        key = group_key(grouping, held.alert)
        for other in memory.all():
            waits = other.look == at and not other.rang and other.alert.status not in ENDS
            grouped = waits and grouping.alerts.picks(other.alert) and group_key(grouping, other.alert) == key
            if grouped and other.alert.id != held.alert.id and not reasons(memory, other, at)[0]:
                yield other
