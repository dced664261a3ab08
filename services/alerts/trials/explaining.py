"""What the rules say of one article by itself: what became of each signal, and what near rules lack. PURE."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.alerts.engine.checks import holds
from services.alerts.engine.engine import fold
from services.alerts.engine.matching import asked_by
from services.alerts.engine.memory import Decision, Memory
from services.alerts.engine.signals import Rules
from services.alerts.rules.conditions import Condition, Match
from services.alerts.rules.schema import Rule
from tocsin.coding.reading import Event, Reading
from tocsin.records import Article, ArticleReference, RecordedEvent

NEAREST: Final = 2
"""Rules shown that ask for such an event and not for this one."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A rule that does not ask for an event, and which of its conditions the event does not meet."""

    rule: Rule
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """One event of an article, what became of the signals that it gives, and the rules that come nearest."""

    event: Event
    decisions: tuple[Decision, ...]
    lacks: tuple[Lack, ...]


def explain(rules: Rules, article: Article, reading: Reading, rule_id: str | None = None) -> list[Explained]:
    """Each event of the article, as if it were the first article of all; of one rule alone, if it is named.

    Raises KeyError if there is no such rule.
    """
    if rule_id is not None and rules.book.get(rule_id) is None:
        raise KeyError(rule_id)
    memory, found = Memory(), []
    for record in _recorded(article, reading):
        memory.decisions.clear()
        fold(rules, memory, record, article.published_at)
        decisions = [decision for decision in memory.decisions if rule_id in (None, decision.rule)]
        lacks = _lacks(rules, record.event, rule_id)
        found.append(Explained(record.event, tuple(decisions), lacks))
    return found


def _recorded(article: Article, reading: Reading) -> Iterator[RecordedEvent]:
    reference = ArticleReference.model_validate(article, from_attributes=True)
    for number, event in enumerate(reading.events, 1):
        yield RecordedEvent(
            id=f"{article.id}.{number}", article=reference, story=article.id, origin=article.id,
            codebook=reading.codebook, event=event, number=number, of=len(reading.events),
        )  # fmt: skip


def _lacks(rules: Rules, event: Event, rule_id: str | None) -> tuple[Lack, ...]:
    """The rule that was asked about if it does not ask for the event; or those that come nearest if none does."""
    asking = {asked.rule.id for asked in rules.asking(event)}
    if rule_id is not None:
        rule = rules.book.get(rule_id)
        assert rule is not None
        return () if rule_id in asking else (Lack(rule, _least(rule, event)),)
    if asking:
        return ()
    near = [Lack(rule, _least(rule, event)) for rule in rules.book.rules if _is_of_its_type(rule, event)]
    return tuple(sorted(near, key=lambda lack: (len(lack.unmet), lack.rule.id))[:NEAREST])


def _is_of_its_type(rule: Rule, event: Event) -> bool:
    matches = [asked.match for asked in asked_by(rule)]
    return any(event.type in condition.type for match in matches for condition in (match, *match.any))


def _least(rule: Rule, event: Event) -> tuple[str, ...]:
    """What the event lacks of the step of the rule that it comes nearest to."""
    return min((unmet(asked.match, event) for asked in asked_by(rule)), key=len)


def unmet(match: Match, event: Event) -> tuple[str, ...]:
    """The conditions that the event does not meet, in words; none if it fits."""
    found = [*_faults(match, event, "")]
    if match.any and not any(holds(block, event) for block in match.any):
        nearest = min((list(_faults(block, event, "")) for block in match.any), key=len)
        found.append(f"none of `any` holds; the nearest lacks {' and '.join(nearest)}")
    for number, block in enumerate(match.all):
        found += _faults(block, event, f"all.{number}.")
    found += [f"not.{number} holds: {_said(block)}" for number, block in enumerate(match.not_) if holds(block, event)]
    return tuple(found)


def _faults(condition: Condition, event: Event, where: str) -> Iterator[str]:
    for name in Condition.model_fields:
        value = getattr(condition, name)
        if value not in ((), None) and not holds(Condition.model_construct(**{name: value}), event):
            has = getattr(event, name, None)
            told = f" (it is {has})" if isinstance(has, str) else ""
            yield f"{where}{name}: {_value(value)}{told}"


def _said(condition: Condition) -> str:
    asked = {name: getattr(condition, name) for name in Condition.model_fields}
    return ", ".join(f"{name}: {_value(value)}" for name, value in asked.items() if value not in ((), None))


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return " or ".join(map(str, value))
    if hasattr(value, "model_dump"):
        return ", ".join(f"{name} {_value(v)}" for name, v in value if v not in ((), None))
    return str(value).lower() if isinstance(value, bool) else str(value)


def lines(explained: Sequence[Explained], reading: Reading) -> Iterator[str]:
    """The explanation for a person."""
    for number, item in enumerate(explained):
        event = item.event
        mode = f"/{event.mode}" if event.mode else ""
        actors, recipients = (", ".join(who.text for who in side) for side in (event.actors, event.recipients))
        about = f" about {event.object}" if event.object else ""
        whom = f" → {recipients}" if recipients != actors else ""
        yield f"{number}. {event.type}{mode}{about} [{event.pattern}] {actors}{whom}; {event.modality}"
        yield f"   “{event.evidence.text}”"
        for decision in item.decisions:
            yield f"   {decision.rule}: {decision.verdict}: {decision.reason}"
        if not item.decisions:
            yield "   no rule asks for it" if not item.lacks else "   not asked for:"
        for lack in item.lacks:
            yield f"     {lack.rule.id} wants {'; '.join(lack.unmet)}"
    for silence in reading.silences:
        yield f"-  “{silence.trigger.text}” [{silence.pattern}]: no event, {silence.reason}"
    if not explained:
        yield "no events"
