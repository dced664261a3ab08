"""What undoes an act ends its alerts: a withdrawal the deployment, a ceasefire the fighting. PURE."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from services.alerts.engine.held import ENDS, Held
from services.alerts.engine.memory import Memory
from services.alerts.engine.signals import Rules, Signal
from services.alerts.engine.standing import Told, group_of, kin_of, pairs_of, revise
from services.alerts.rules.schema import Rule
from tocsin.records import Alert, RecordedEvent


def resolved(rules: Rules, memory: Memory, told: Told) -> list[Alert | None]:
    """End the alerts that this event resolves."""
    settled, revisions = undoes_until(told.recorded), list[Alert | None]()
    for signal in told.signals:
        if signal.stopped is not None or signal.expected:
            continue
        what = signal.rule.title[:1].lower() + signal.rule.title[1:]
        for name, sides in _undone(rules, memory, told, signal):
            held = memory.get(name)
            if held is not None and _is_older(memory, held, settled):
                changes = [f"resolved: {what}{sides}, told by {told.outlet}"]
                ended = held.model_copy(update={"settled": settled})
                revisions.append(revise(memory, ended, {}, changes, status="resolved"))
    return revisions


def undoes_until(recorded: RecordedEvent) -> datetime:
    """What was told later than this is not undone: the publication, or the day of the act if that is past.

    "Despite the ceasefire of last week" ends nothing of this week.
    """
    published, event = recorded.article.published_at, recorded.event
    end = event.occurred.end or event.occurred.start
    if event.modality == "ongoing" or event.occurred.basis != "text" or end is None:
        return published
    return min(published, datetime.combine(date.fromisoformat(end[:10]), time.max, UTC))


def _undone(rules: Rules, memory: Memory, told: Told, signal: Signal) -> Iterator[tuple[str, str]]:
    """The alerts that the signal may end, by id, each with the two sides if it is because of them: then only those
    that others tell of, for who tells of a truce and of an attack in one article does not say which came last.
    """
    article = told.recorded.article.id
    for rule in rules.resolved_by(signal.rule):
        for held in _of_the_same_side(rule, memory, told):
            yield held.alert.id, ""
    for rule in rules.resolved_between(signal.rule):
        for pair in pairs_of(told.event):
            for held in memory.between(rule.id, pair):
                if all(item.article.id != article for item in held.alert.evidence) and _is_new(
                    memory, memory.between(signal.rule.id, pair), held, told
                ):
                    yield held.alert.id, f" between {' and '.join(pair.split(','))}"


def _is_new(memory: Memory, standing: list[Held], held: Held, told: Told) -> bool:
    """Whether what is told can have ended an alert: a truce that stood when it was broken ends nothing by being
    mentioned again, "captured after the truce took effect"; one of a stated day from then on does.
    """
    begun, newest = memory.span(held.alert)
    if all(memory.span(truce.alert)[0] >= begun for truce in standing):
        return True
    occurred = told.event.occurred
    return occurred.basis == "text" and (occurred.start or "")[:10] >= newest.date().isoformat()


def _of_the_same_side(rule: Rule, memory: Memory, told: Told) -> list[Held]:
    """Those of the same group, against the same side or told in the same story."""
    group, pairs = group_of(rule, told.event), set(pairs_of(told.event))
    kindred = memory.kindred(kin_of(rule, group)) if any(group.values()) else []
    return [held for held in kindred if told.recorded.story in held.stories or not pairs.isdisjoint(held.pairs)]


def _is_older(memory: Memory, held: Held, settled: datetime) -> bool:
    """Whether an alert stands, and all that it stands on was told before what undoes it."""
    return held.alert.status not in ENDS and memory.span(held.alert)[1] <= settled
