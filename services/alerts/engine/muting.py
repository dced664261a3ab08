"""Whether what is told rings, or is muted, and the note of it. PURE."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from services.alerts.engine.held import ENDS, Held
from services.alerts.engine.memory import Decision, Memory, Ringing, Verdict
from services.alerts.engine.noise import Grouping, Inhibition
from services.alerts.engine.silences import said_of, silencing
from services.alerts.engine.standing import Told
from tocsin.records import Alert, stable_id

INHIBITED: Final = timedelta(hours=1)
"""How often it is looked whether the alert still stands that inhibits another."""


def rung(memory: Memory, told: Told, revision: Alert) -> Alert:
    """The revision as it is told: muted or not, which is noted for those who ask why."""
    return heard(memory, revision, told.now, told.recorded.article.id, told.recorded.id)


def heard(
    memory: Memory, revision: Alert, now: datetime, article: str | None = None, event: str | None = None
) -> Alert:
    """As `rung`, for what no event made: the clock, or a person."""
    held = memory.current(revision.id)
    over = revision.status in ENDS
    muted, look = ((), None) if over and held.rang else reasons(memory, held, now)
    told = revision.model_copy(update={"muted": muted})
    timers = {"look": look, "again": None if over else _again(memory, held, now, rings=not muted)}
    current = told if held.alert.revision == revision.revision else held.alert
    memory.change(held.model_copy(update={"alert": current, "rang": held.rang or not muted, **timers}))
    if not muted and not over:
        _open_groups(memory, revision, now)
    verdict: Verdict = "muted" if muted else "rings"
    reason = "; ".join(muted or revision.changes)
    memory.decisions.append(Decision(now, verdict, reason, revision.rule, article, event, revision.id))
    return told


def reasons(memory: Memory, held: Held, now: datetime) -> tuple[tuple[str, ...], datetime | None]:
    """Why the alert rings nobody at `now`, and when to look again; nothing if it rings."""
    found = list(_reasons(memory, held, now))
    return tuple(said for said, _ in found), max((until for _, until in found), default=None)


def _reasons(memory: Memory, held: Held, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Each reason in words, with its end."""
    alert = held.alert
    for silence in silencing(memory.silences, alert, now):
        yield said_of(silence), silence.ends_at
    for mute in memory.noise.mute_times:
        if mute.mutes.picks(alert) and (until := mute.until(now)):
            yield f"mute time {mute.name!r} until {until:%Y-%m-%d %H:%M %Z}", until
    for inhibition in memory.noise.inhibit:
        if inhibition.mutes.picks(alert) and (other := _inhibiting(memory, held, inhibition)):
            yield f"inhibited by {inhibition.name!r}: {other.title} (level {other.level}) stands", now + INHIBITED
    for grouping in memory.noise.group:
        last = memory.ringing.get(group_key(grouping, alert)) if grouping.alerts.picks(alert) else None
        if last is not None and last.alert != alert.id and now < last.until:
            said = f"grouped by {grouping.name!r} with {last.title!r}, which has rung; held back until"
            yield f"{said} {last.until:%Y-%m-%d %H:%M} UTC", last.until


def _inhibiting(memory: Memory, held: Held, inhibition: Inhibition) -> Alert | None:
    """An alert that stands and inhibits this one. Of a pair those are asked that hold its rung of the ladder."""
    if inhibition.same == "story":
        others = [other for story in held.stories for other in memory.of_story(story)]
    else:
        names = [name for pair in held.pairs if pair in memory.ladder for name in memory.ladder[pair].alerts]
        others = [other for other in map(memory.get, sorted(set(names))) if other is not None]
    for other in others:
        stands = other.alert.status not in ENDS and other.alert.status != "pending"
        if other.alert.id != held.alert.id and stands and inhibition.while_.picks(other.alert):
            return other.alert
    return None


def group_key(grouping: Grouping, alert: Alert) -> str:
    """Which group of alerts this one is in."""
    values = {
        "rule": alert.rule,
        "signal": alert.signal,
        "story": alert.story,
        "group": ";".join(f"{name}={value}" for name, value in sorted(alert.group.items())),
    }
    return stable_id("group", grouping.name, *(f"{name}={values[name]}" for name in grouping.by))


def _open_groups(memory: Memory, alert: Alert, now: datetime) -> None:
    for grouping in memory.noise.group:
        key = group_key(grouping, alert)
        last = memory.ringing.get(key)
        if grouping.alerts.picks(alert) and (last is None or last.until <= now):
            memory.ringing[key] = Ringing(alert.id, alert.title, now + grouping.interval)
            memory.new_ringing.add(key)


def _again(memory: Memory, held: Held, now: datetime, *, rings: bool) -> datetime | None:
    """When to ring again: so long after it rang."""
    if not rings:
        return held.again
    every = [item.every for item in memory.noise.repeat if item.alerts.picks(held.alert)]
    return now + min(every) if every and held.alert.acknowledged is None else None
