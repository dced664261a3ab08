"""What stops a signal that a rule would give, in the order in which it is asked. PURE.

whole words → the actor is a power → sense → negation → modality → recency → (independence of sources: `engine`,
which sees more than one article). The first guard that stops it says so and gives its reason in words.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.alerts.rules.schema import GuardName, Guards, Rule
from tocsin.coding.reading import Actor, Event
from tocsin.vocabulary import Modality, Sector

POWERS: Final[frozenset[Sector]] = frozenset({"GOV", "MIL", "SPY", "LEG", "REB", "IGO"})
"""States, their forces and services, alliances and armed groups."""

OF_A_STATE: Final[frozenset[Sector]] = frozenset({"JUD", "POL"})
"""Sectors that act for a state if it is named: its courts, its border police."""

HISTORY: Final = "history"
"""The sense of acts in texts on anniversaries and on the past: no other sense, but not news."""

FORCES: Final[frozenset[Sector]] = frozenset({"MIL", "REB"})

NEVER: Final[frozenset[Modality]] = frozenset({"hypothetical"})
LOWERING: Final[frozenset[Modality]] = frozenset({"future", "considered", "conditional"})


@dataclass(frozen=True, slots=True)
class Stop:
    """A guard that stopped a signal, and why, in words."""

    guard: GuardName
    reason: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A signal that passed: at which level, and whether it is foreseen rather than done."""

    level: int
    expected: bool


def judge(rule: Rule, event: Event, published: date) -> Stop | Passed:
    """Whether the event, which fits the rule, rings, as far as one article can tell."""
    guards = rule.guards
    stop = (
        _words(event)
        or _actor(guards, event)
        or _sense(guards, event)
        or _negation(guards, event)
        or _modality(guards, event)
        or _recency(guards, event, published)
    )
    if stop:
        return stop
    expected = event.modality in LOWERING
    lowered = expected and event.modality not in guards.expects
    return Passed(lower(rule.level) if lowered else rule.level, expected)


def lower(level: int) -> int:
    """One level less: nearer to routine, on either side of it; a step of de-escalation stays one."""
    if level < 0:
        return min(level + 1, -1)
    return max(level - 1, 0)


def is_power(actor: Actor) -> bool:
    """Whether the actor is a state, a force, an alliance or an armed group."""
    return actor.sector in POWERS or (actor.country is not None and actor.sector in OF_A_STATE)


def _words(event: Event) -> Stop | None:
    """The trigger must be whole words of the sentence: "bar" is not in "barrage"."""
    text = event.evidence.text
    start, end = event.trigger.start - event.evidence.start, event.trigger.end - event.evidence.start
    if event.trigger.field != event.evidence.field or not 0 <= start < end <= len(text):
        return None
    before, after = text[:start][-1:], text[end:][:1]
    if (before.isalnum() and text[start].isalnum()) or (after.isalnum() and text[end - 1].isalnum()):
        return Stop("words", f"{event.trigger.text!r} is a part of a longer word")
    return None


def _actor(guards: Guards, event: Event) -> Stop | None:
    if guards.actor == "anyone":
        return None
    asked = event.actors + event.recipients if guards.actor == "party" else event.actors
    if any(is_power(actor) for actor in asked):
        return None
    if guards.actor in ("unclaimed", "unknown") and _unclaimed(event, strangers=guards.actor == "unknown"):
        return None
    if not asked:
        return Stop("actor", "nobody who acts is named")
    names = ", ".join(actor.text for actor in asked)
    return Stop("actor", f"{names}: no state, force, alliance or armed group")


def _unclaimed(event: Event, *, strangers: bool) -> bool:
    """Whether nobody is named who does it, but for strangers ("a car bomber") and for those whom it frees ("two
    hostages walked free"), or an armed force suffers it.
    """
    nobody = not event.actors or (strangers and all(who.sector == "UNK" for who in event.actors))
    freed = event.mode == "release" and all(who in event.recipients for who in event.actors)
    return nobody or freed or any(who.sector in FORCES for who in event.recipients)


def _sense(guards: Guards, event: Event) -> Stop | None:
    if event.sense is None or event.sense == HISTORY or event.sense in guards.senses:
        return None
    return Stop("sense", f"a word of {event.sense} here")


def _negation(guards: Guards, event: Event) -> Stop | None:
    if event.modality == "negated":
        return Stop("negation", "it is said not to have happened, or not to be meant")
    if guards.denied == "stops" and event.stance in ("denies", "retracts"):
        return Stop("negation", f"its source {event.stance} it")
    return None


def _modality(guards: Guards, event: Event) -> Stop | None:
    if event.modality in NEVER or event.modality in guards.refuses:
        return Stop("modality", f"it is {event.modality}")
    return None


def _recency(guards: Guards, event: Event, published: date) -> Stop | None:
    if event.sense == HISTORY:
        return Stop("recency", "it is told for an anniversary or as history")
    if event.modality == "historical":
        return Stop("recency", "it is told as background")
    if event.modality == "ongoing" or event.occurred.basis == "publication":
        return None
    end = event.occurred.end or event.occurred.start
    if end is None:
        return None
    days = (published - date.fromisoformat(end[:10])).days
    if days > guards.recent_days:
        return Stop("recency", f"it ended {days} days before publication")
    return None
