"""How alerts that stand are changed: revised, disputed, confirmed, taken back. PURE; `engine` calls it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from services.alerts.memory import Denial, Held, Memory
from services.alerts.rules.schema import Rule
from services.alerts.signals import Signal
from tocsin.coding.reading import Actor, Event
from tocsin.messages import Alert, AlertStatus, RecordedEvent, stable_id

CAP: Final = 6
NEEDS_TWO_ORIGINS: Final = 7

KINDRED: Final = timedelta(days=45)
"""How far a denial reaches into other stories of the same act."""

TALK: Final = frozenset({"official-denial", "accusation"})
"""Signals of words: a denial disputes deeds, not that somebody was accused of them."""


@dataclass(frozen=True, slots=True)
class Told:
    """One recorded event with what the rules say of it."""

    recorded: RecordedEvent
    signals: tuple[Signal, ...]

    @property
    def event(self) -> Event:
        return self.recorded.event

    @property
    def outlet(self) -> str:
        return self.recorded.article.source or "an outlet without a name"


def alert_id(rule: Rule, story: str, group: dict[str, str]) -> str:
    """An alert's id follows from its rule, its story and its group."""
    return stable_id("alert", rule.id, story, *(f"{name}={value}" for name, value in sorted(group.items())))


def kin_of(rule: Rule, group: dict[str, str]) -> str:
    """What the alerts of a rule and a group share, whatever story they are of."""
    return stable_id("kin", rule.id, *(f"{name}={value}" for name, value in sorted(group.items())))


def denied_kin(signals: Iterable[Signal], event: Event) -> list[str]:
    """The kin of the acts that this event tells as denied: their alerts are disputed in other stories too."""
    if event.stance != "denies" or event.attribution.source is None:
        return []
    return [kin_of(s.rule, group_of(s.rule, event)) for s in signals if s.stopped is not None and event.actors]


def kin_of_event(rules: Iterable[Rule], event: Event) -> set[str]:
    """The kin of the alerts that this event may join, or dispute, under one of `rules`."""
    return {kin_of(rule, group_of(rule, event)) for rule in rules}


def group_of(rule: Rule, event: Event) -> dict[str, str]:
    """What the rule groups by, with this event's values: codes in alphabetical order, armed groups by name."""
    values = {
        "actors": _codes(event.actors),
        "recipients": _codes(event.recipients),
        "against": _codes(event.against),
        "place": (event.place.country or event.place.text) if event.place else "",
        "object": event.object or "",
    }
    return {name: values[name] for name in rule.group_by}


def _codes(actors: tuple[Actor, ...]) -> str:
    return ",".join(sorted({actor.country or actor.name or actor.sector for actor in actors}))


def revise(
    memory: Memory, held: Held, facts: dict[str, Any], changes: list[str], status: AlertStatus = "updated"
) -> Alert | None:
    """Change an alert; tell it as a new revision if there are changes to tell, else only remember."""
    alert = held.alert
    facts["summary"] = with_dispute(held.told, list(held.denied_by.values()))
    if changes:
        facts |= {
            "revision": alert.revision + 1,
            "previous_level": alert.level,
            "status": status,
            "changes": tuple(changes),
        }
    revised = alert.model_copy(update=facts)
    memory.change(held.model_copy(update={"alert": revised}))
    return revised if changes else None


def level_of(side: int, levels: list[int], origins: int) -> tuple[int, str | None]:
    """The level that the evidence makes, farthest from routine, and why it is capped if it is."""
    level = min(levels) if side < 0 else max(levels)
    if level >= NEEDS_TWO_ORIGINS and origins < 2:
        return CAP, f"level {level} needs two independent origins; there is one so far"
    return level, None


def with_dispute(sentence: str, who: list[str]) -> str:
    return f"{sentence}; disputed: {', '.join(dict.fromkeys(who))} denied it" if who else sentence


def denied(memory: Memory, told: Told) -> list[Alert | None]:
    """Mark as disputed what this event denies: the acts of its story in which the one who denies has a part."""
    recorded = told.recorded
    denies = any(s.rule.signal == "official-denial" and s.stopped is None for s in told.signals)
    revisions: list[Alert | None] = []
    if denies:
        for who in told.event.actors:
            if who.country is not None:
                denial = Denial(recorded.story, who.country, who.name or who.text, recorded.id)
                memory.deny(denial)
                revisions += [dispute(memory, held, denial, told) for held in memory.of_story(recorded.story)]
    source = told.event.attribution.source
    if told.event.stance == "denies" and source is not None:
        denial = Denial(recorded.story, source.country or source.text, source.name or source.text, recorded.id)
        own = [alert_id(s.rule, recorded.story, group_of(s.rule, s.event)) for s in told.signals if s.stopped]
        kindred = [held for kin in denied_kin(told.signals, told.event) for held in memory.kindred(kin)]
        for held in [found for found in map(memory.get, own) if found] + [h for h in kindred if _recent(h, recorded)]:
            concerned = held.model_copy(update={"countries": (*held.countries, denial.country)})
            revisions.append(dispute(memory, concerned, denial, told, named=True))
    return revisions


def _recent(held: Held, recorded: RecordedEvent) -> bool:
    """Whether an alert of another story is of the same days as a denial."""
    newest = max(item.article.published_at for item in held.alert.evidence)
    return recorded.story not in held.stories and abs(recorded.article.published_at - newest) <= KINDRED


def dispute(memory: Memory, held: Held, denial: Denial, told: Told, *, named: bool = False) -> Alert | None:
    """Mark an alert as disputed. Whoever denies again is told again if the article names the act that is denied."""
    alert, article = held.alert, told.recorded.article.id
    if alert.signal in TALK or alert.status == "cancelled" or denial.country not in held.countries:
        return None
    again = denial.country in held.denied_by
    if again and (not named or article in held.denied_in):
        return None
    evidence = tuple(item.model_copy(update={"disputed": True}) for item in alert.evidence)
    denied_by = {**held.denied_by, denial.country: denial.who}
    disputed = held.model_copy(update={"denied_by": denied_by, "denied_in": (*held.denied_in, article)})
    change = f"disputed: {denial.who} denies it{' again' if again else ''}"
    return revise(memory, disputed, {"disputed": True, "evidence": evidence}, [change])


def confirmed(memory: Memory, told: Told) -> list[Alert | None]:
    """Lift the dispute where one who denied now confirms."""
    event = told.event
    if event.type == "STATEMENT" and event.mode == "confirm":
        speakers = event.actors
    elif event.stance == "confirms" and event.attribution.source is not None:
        speakers = (event.attribution.source,)
    else:
        return []
    revisions: list[Alert | None] = []
    for held in memory.of_story(told.recorded.story):
        for who in speakers:
            if who.country in held.denied_by:
                left = {country: name for country, name in held.denied_by.items() if country != who.country}
                evidence = tuple(item.model_copy(update={"disputed": bool(left)}) for item in held.alert.evidence)
                facts = {"disputed": bool(left), "evidence": evidence}
                changes = [f"{who.name or who.text}, who had denied it, confirms it"]
                revisions.append(revise(memory, held.model_copy(update={"denied_by": left}), facts, changes))
                break
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
        if len(left) == len(alert.evidence) or alert.status == "cancelled":
            continue
        without = held.model_copy(update={"withdrawn": (*held.withdrawn, article)})
        if not left:
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
