"""Expectations: what was foreseen for a day comes, or its day passes and it does not. PURE.

A rule on expectations opens an alert that waits, pending, when something is foreseen for a day. What comes of the same
group raises it (`met`) or ends it without a word (`missed`); the clock does the opposite when the day has passed.
"""

from datetime import timedelta

from services.alerts.engine.held import Held
from services.alerts.engine.memory import Memory
from services.alerts.engine.raising import begin, expectation_of, overdue, raised
from services.alerts.engine.signals import Signal
from services.alerts.engine.standing import Told, alert_id, decide, group_of, kin_of, revise
from tocsin.records import Alert


def expect(memory: Memory, told: Told, signal: Signal) -> Alert | None:
    """Note what is foreseen, or settle what was; an alert that is met by this event."""
    if not signal.expected:
        return _came(memory, told, signal)
    _foreseen(memory, told, signal)
    return None


def _foreseen(memory: Memory, told: Told, signal: Signal) -> None:
    rule = signal.rule
    due = overdue(expectation_of(told, signal), told.now, rule.for_ or timedelta(0))
    if due is None:
        decide(memory, told, rule.id, "short", f"it is {signal.event.modality}, for no day that the text names")
        return
    group = group_of(rule, signal.event)
    waiting = _waiting(memory, signal) or memory.get(alert_id(rule, told.recorded.story, group))
    if waiting is None or waiting.alert.status == "cancelled":
        begin(memory, told, signal, waiting)
        waiting = memory.get(alert_id(rule, told.recorded.story, group))
        assert waiting is not None
    elif waiting.alert.status == "pending":
        decide(memory, told, rule.id, "waits", "it is foreseen already", alert=waiting.alert.id)
    else:
        decide(memory, told, rule.id, "known", "it was foreseen, and is settled", alert=waiting.alert.id)
        return
    ready = max(due + (rule.for_ or timedelta(0)), waiting.ready or due)
    memory.change(waiting.model_copy(update={"ready": ready, "overdue": None, "heard": ready}))


def _came(memory: Memory, told: Told, signal: Signal) -> Alert | None:
    rule, waiting = signal.rule, _waiting(memory, signal)
    if waiting is None:
        decide(memory, told, rule.id, "short", "nothing of the kind was expected")
        return None
    if rule.expectation == "missed":
        decide(memory, told, rule.id, "known", "it came as it was expected", alert=waiting.alert.id)
        return revise(memory, waiting, {}, [], status="resolved")
    return raised(memory, waiting, [f"it came: told by {told.outlet}"])


def _waiting(memory: Memory, signal: Signal) -> Held | None:
    group = group_of(signal.rule, signal.event)
    kindred = memory.kindred(kin_of(signal.rule, group)) if any(group.values()) else []
    return next((held for held in kindred if held.alert.status == "pending"), None)
