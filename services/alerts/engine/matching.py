"""Which rules an event fits. PURE.

What a rule asks is a row for each block of its `any`: one of them has to hold. The index keeps, for each field and
value, the rows that accept it as the bits of one integer; the candidates of an event are the `and` of a few integers,
so that a thousand rules cost little more than twenty-five. What the bits can't say is then asked of the candidates
alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from services.alerts.engine.checks import Check, all_hold, any_holds, checks
from services.alerts.engine.facts import countries
from services.alerts.rules.conditions import NONE, Condition, Match, Who
from services.alerts.rules.schema import Rule
from tocsin.coding.reading import Event


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule asks of one event: its `match`, or an earlier step of its sequence."""

    rule: Rule
    match: Match
    step: int
    """Its place in the sequence, from 0; the rule's own `match` is the last."""


def asked_by(rule: Rule) -> Iterator[Asked]:
    """All that a rule asks of single events."""
    steps = rule.window.after if rule.window is not None and rule.window.kind == "sequence" else ()
    for number, step in enumerate(steps):
        yield Asked(rule, step.match, number)
    yield Asked(rule, rule.match, len(steps))


class Index:
    """Rules by what they ask of an event. Built once; asking changes nothing."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rows = tuple(row for rule in rules for asked in asked_by(rule) for row in _rows(asked))
        self._columns = tuple((_Column.of(self._rows, name), has) for name, has in _HAS.items())

    def matching(self, event: Event) -> Iterator[Asked]:
        """What the event fits, in the order of the rules."""
        found = (1 << len(self._rows)) - 1
        for column, has in self._columns:
            found &= column.accepting(has(event))
            if not found:
                return
        last = None
        while found:
            lowest = found & -found
            row = self._rows[lowest.bit_length() - 1]
            if row.asked is not last and all_hold(row.checks, event):
                last = row.asked
                if not any_holds(row.excluding, event):
                    yield row.asked
            found ^= lowest


@dataclass(frozen=True, slots=True)
class _Row:
    """One of the ways in which an event fits what is asked."""

    asked: Asked
    values: dict[str, tuple[str, ...]]
    """What each column of the index has to accept; empty where it does not matter."""
    checks: tuple[Check, ...]
    """What has to hold besides."""
    excluding: tuple[tuple[Check, ...], ...]
    """Of which none may hold."""


def _rows(asked: Asked) -> Iterator[_Row]:
    match = asked.match
    every = tuple(check for block in match.all for check in checks(block))
    excluding = tuple(checks(block) for block in match.not_)
    for block in match.any or (Condition(),):
        in_block = {name for name in _HAS if _asked(block, name)}
        values = {name: _asked(block if name in in_block else match, name) for name in _HAS}
        own = checks(match, known=_IN_FULL - in_block)
        yield _Row(asked, values, (*own, *checks(block, known=_IN_FULL), *every), excluding)


def _asked(condition: Condition, name: str) -> tuple[str, ...]:
    value = getattr(condition, name)
    return value if isinstance(value, tuple) else value.country if isinstance(value, Who) else ()


@dataclass(frozen=True, slots=True)
class _Column:
    """One field of the index: the rows that accept a value, and those that don't ask, as bits."""

    by_value: dict[str, int]
    indifferent: int

    @classmethod
    def of(cls, rows: Iterable[_Row], name: str) -> "_Column":
        by_value: dict[str, int] = {}
        indifferent = 0
        for number, row in enumerate(rows):
            if not row.values[name]:
                indifferent |= 1 << number
            for value in row.values[name]:
                by_value[value] = by_value.get(value, 0) | 1 << number
        return cls(by_value, indifferent)

    def accepting(self, values: Iterable[str]) -> int:
        """The rows that accept one of the values."""
        found = self.indifferent
        for value in values:
            found |= self.by_value.get(value, 0)
        return found


_HAS: Final[dict[str, Callable[[Event], Iterable[str]]]] = {
    "type": lambda event: (event.type,),
    "mode": lambda event: (event.mode or NONE,),
    "object": lambda event: (event.object or NONE,),
    "pattern": lambda event: (event.pattern,),
    "contexts": lambda event: event.contexts,
    "modality": lambda event: (event.modality,),
    "actor": lambda event: countries(event.actors),
    "recipient": lambda event: countries(event.recipients),
}
"""The columns of the index: the values that an event has in each."""

_IN_FULL: Final = frozenset({"type", "mode", "object", "pattern", "contexts", "modality"})
"""Those that say all of what is asked; of actors and recipients more than the country can be asked."""


def fits(match: Match, event: Event) -> bool:
    """Whether the event is what `match` describes; guards are another matter."""
    blocks = [checks(block) for block in match.any]
    return (
        all_hold(checks(match), event)
        and (not blocks or any_holds(blocks, event))
        and all(all_hold(checks(block), event) for block in match.all)
        and not any_holds((checks(block) for block in match.not_), event)
    )
