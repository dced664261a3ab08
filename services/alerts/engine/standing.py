"""An alert that stands: which one it is, at what level, and how it is changed. PURE; `engine` and its parts call it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.alerts.engine.held import ENDS, Held
from services.alerts.engine.ladder import stand
from services.alerts.engine.memory import Decision, Memory, Verdict
from services.alerts.engine.signals import Signal
from services.alerts.rules.schema import Rule
from tocsin.coding.reading import Actor, Event
from tocsin.records import Acknowledgement, Alert, AlertStatus, RecordedEvent, stable_id
from tocsin.vocabulary import SignalName

CAP: Final = 6
NEEDS_TWO_ORIGINS: Final = 7

DENIAL: Final[SignalName] = "official-denial"

TALK: Final[frozenset[SignalName]] = frozenset(
    {DENIAL, "accusation", "escalation-warning", "threat-ultimatum", "alliance-consultation"}
)
"""Signals of words: a denial disputes deeds, not that somebody was accused of them, warned or met over them."""


MOST_PAIRS: Final = 6
"""Pairs of an alert: who acts with whom; a summit of twenty would make hundreds."""


NAMELESS: Final = "an outlet without a name"


@dataclass(frozen=True, slots=True)
class Told:
    """One recorded event with what the rules say of it, and when it was recorded."""

    recorded: RecordedEvent
    now: datetime
    signals: tuple[Signal, ...]

    @property
    def event(self) -> Event:
        return self.recorded.event

    @property
    def outlet(self) -> str:
        return self.recorded.article.source or NAMELESS


def alert_id(rule: Rule, story: str, group: dict[str, str]) -> str:
    """An alert's id follows from its rule, its story and its group."""
    return _id(rule.id, story, group)


def id_in(story: str, alert: Alert) -> str:
    """The id that an alert would have if it were of another story."""
    return _id(alert.rule, story, alert.group)


def _id(rule: str, story: str, group: dict[str, str]) -> str:
    return stable_id("alert", rule, story, *(f"{name}={value}" for name, value in sorted(group.items())))


def kin_of(rule: Rule, group: dict[str, str]) -> str:
    """What the alerts of a rule and a group share, whatever story they are of."""
    return stable_id("kin", rule.id, *(f"{name}={value}" for name, value in sorted(group.items())))


def group_of(rule: Rule, event: Event) -> dict[str, str]:
    """What the rule groups by, with this event's values: codes in alphabetical order, armed groups by name.

    Who accuses somebody of a test has not tested anything: that alert is of the accused.
    """
    group: dict[str, str] = {name: _GROUPS[name](event) for name in rule.group_by}
    if "actors" in group and event.type == "ACCUSE" and event.recipients and rule.signal != "accusation":
        group["actors"] = _GROUPS["recipients"](event)
    return group


def _pair(event: Event) -> str:
    """The first who acts and the first other whom it concerns, in alphabetical order; empty where one is not named."""
    mine = next((code for code in map(_code, event.actors) if code), None)
    others = [*map(_code, event.recipients), *map(_code, event.against), event.place.country if event.place else None]
    other = next((code for code in others if code and code != mine), None)
    return ",".join(sorted((mine, other))) if mine and other else ""


_GROUPS: Final[dict[str, Callable[[Event], str]]] = {
    "actors": lambda event: _codes(event.actors),
    "recipients": lambda event: _codes(event.recipients),
    "against": lambda event: _codes(event.against),
    "place": lambda event: (event.place.country or event.place.text) if event.place else "",
    "object": lambda event: event.object or "",
    "pair": _pair,
}


def pairs_of(event: Event) -> tuple[str, ...]:
    """Each who acts with each whom it concerns, two codes in alphabetical order."""
    others = (*event.recipients, *event.against)
    sides = [_sides(actor, other) for actor in event.actors for other in others]
    found = {",".join(sorted((a, b))) for a, b in sides if a and b and a != b}
    return tuple(sorted(found))[:MOST_PAIRS]


def _sides(actor: Actor, other: Actor) -> tuple[str | None, str | None]:
    """The codes of two actors; within one country an armed group is told from the state, and from another, by name."""
    a, b = _code(actor), _code(other)
    return (_force(actor), _force(other)) if a == b else (a, b)


def _force(actor: Actor) -> str | None:
    return actor.name or actor.sector if actor.sector == "REB" else actor.country


def _code(actor: Actor) -> str | None:
    """A country's code, or the name of an armed group."""
    return actor.country or (actor.name if actor.sector == "REB" else None)


def _codes(actors: tuple[Actor, ...]) -> str:
    return ",".join(sorted({actor.country or actor.name or actor.sector for actor in actors}))


def codes_in(value: str) -> frozenset[str]:
    """The codes and names in a value that a rule groups by."""
    return frozenset(value.split(",")) if value else frozenset()


def doers_of(held: Held) -> frozenset[str]:
    """The codes and names of those who did what an alert tells of, also where its first report did not know them."""
    told = next((telling.doers for telling in held.tellings if telling.doers), ())
    return codes_in(held.alert.group.get("actors", "")) or frozenset(told)


def level_of(side: int, levels: list[int], origins: int) -> tuple[int, str | None]:
    """The level that the evidence makes, farthest from routine, and why it is capped if it is."""
    level = min(levels) if side < 0 else max(levels)
    if level >= NEEDS_TWO_ORIGINS and origins < 2:
        return CAP, f"level {level} needs two independent origins; there is one so far"
    return level, None


def with_dispute(sentence: str, who: list[str]) -> str:
    return f"{sentence}; disputed: {', '.join(dict.fromkeys(who))} denied it" if who else sentence


def revise(
    memory: Memory, held: Held, facts: dict[str, Any], changes: list[str], status: AlertStatus = "updated"
) -> Alert | None:
    """Change an alert; tell it as a new revision if there are changes to tell, else only remember.

    What waits to be raised changes without a word.
    """
    alert = held.alert
    facts["summary"] = with_dispute(held.told, list(held.denied_by.values()))
    if alert.status == "pending":
        if status in ENDS:
            facts["status"] = status
        memory.change(held.model_copy(update={"alert": alert.model_copy(update=facts)}))
        return None
    if changes:
        if alert.acknowledged is not None and facts.get("level", alert.level) > alert.level:
            changes = [*changes, f"to be acknowledged anew: {alert.acknowledged.by} saw level {alert.level}"]
            facts["acknowledged"] = None
        facts |= {
            "revision": alert.revision + 1,
            "previous_level": alert.level,
            "status": status,
            "changes": tuple(changes),
            "muted": (),
        }
    revised = held.model_copy(update={"alert": alert.model_copy(update=facts)})
    if changes:
        revised = stand(memory, revised)
    memory.change(revised)
    return revised.alert if changes else None


def decide(memory: Memory, told: Told, rule: str, verdict: Verdict, reason: str, *, alert: str | None = None) -> None:
    """Note what became of a signal of this event, for those who ask why."""
    recorded = told.recorded
    memory.decisions.append(Decision(told.now, verdict, reason, rule, recorded.article.id, recorded.id, alert))


class NotStanding(Exception):
    """The alert can't be acknowledged as it is; the text says why."""


def acknowledge(memory: Memory, held: Held, seen: Acknowledgement) -> Alert | None:
    """Note that somebody looks after the alert; None if the same one does already. Raises NotStanding."""
    alert = held.alert
    if alert.status in ("pending", "resolved", "cancelled"):
        raise NotStanding(f"the alert is {alert.status}: there is nothing to look after")
    if alert.acknowledged is not None and (alert.acknowledged.by, alert.acknowledged.note) == (seen.by, seen.note):
        return None
    changes = [f"acknowledged by {seen.by}{f': {seen.note}' if seen.note else ''}"]
    return revise(memory, held, {"acknowledged": seen}, changes, status="acknowledged")
