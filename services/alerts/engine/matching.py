"""Which rules an event fits. PURE.

The index keeps, for each field and value, the rules that accept it as the bits of one integer; the candidates of an
event are the `and` of a few integers, so that a thousand rules cost little more than twenty-five. What the bits can't
say (quantities, who, blocks) is then asked of the candidates alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from services.alerts.rules.conditions import NONE, Amount, Condition, Match, Who
from services.alerts.rules.schema import Rule
from tocsin.coding.reading import Actor, Event, Quantity
from tocsin.vocabulary import Context

Check = Callable[[Event], bool]
"""Whether an event has one fact that is asked."""


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of the index: the rules that accept a value, and those that don't ask."""

    accepting: dict[str, int] = field(default_factory=dict)
    indifferent: int = 0

    def of(self, value: str) -> int:
        return self.accepting.get(value, 0) | self.indifferent

    def of_any(self, values: Iterable[str]) -> int:
        found = self.indifferent
        for value in values:
            found |= self.accepting.get(value, 0)
        return found


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
        self._asked = tuple(asked for rule in rules for asked in asked_by(rule))
        self._rest = tuple(_rest(asked.match, known=_IN_BITS) for asked in self._asked)
        matches = [asked.match for asked in self._asked]
        self._type = self._field([_types(match) for match in matches])
        self._mode = self._field([match.mode for match in matches])
        self._object = self._field([match.object for match in matches])
        self._contexts = self._field([match.contexts for match in matches])
        self._actor = self._field([_countries(match.actor) for match in matches])
        self._recipient = self._field([_countries(match.recipient) for match in matches])

    @staticmethod
    def _field(asked: list[tuple[str, ...]]) -> _Field:
        accepting: dict[str, int] = {}
        indifferent = 0
        for number, values in enumerate(asked):
            if not values:
                indifferent |= 1 << number
            for value in values:
                accepting[value] = accepting.get(value, 0) | 1 << number
        return _Field(accepting, indifferent)

    def matching(self, event: Event) -> Iterator[Asked]:
        """What the event fits, in the order of the rules."""
        found = self._type.of(event.type) & self._mode.of(event.mode or NONE) & self._object.of(event.object or NONE)
        if found:
            found &= self._contexts.of_any(event.contexts)
            found &= self._actor.of_any(actor.country or "" for actor in event.actors)
            found &= self._recipient.of_any(actor.country or "" for actor in event.recipients)
        while found:
            lowest = found & -found
            number = lowest.bit_length() - 1
            if self._rest[number].fits(event):
                yield self._asked[number]
            found ^= lowest


def _types(match: Match) -> tuple[str, ...]:
    return match.type or tuple(dict.fromkeys(kind for block in match.any for kind in block.type))


def _countries(who: Who | None) -> tuple[str, ...]:
    return who.country if who else ()


def fits(match: Match, event: Event) -> bool:
    """Whether the event is what `match` describes; guards are another matter."""
    return _rest(match, known=frozenset()).fits(event)


def holds(condition: Condition, event: Event) -> bool:
    """Whether the event has all the facts that the condition asks."""
    return _all_hold(_checks(condition), event)


def _checks(condition: Condition, *, known: frozenset[str] = frozenset()) -> tuple[Check, ...]:
    """The facts that are asked, but for those `known` to be there, as what is to be looked at; the cheap ones first."""
    asked = ((name, getattr(condition, name)) for name in _FACTS if name not in known)
    return tuple(partial(_FACTS[name], value) for name, value in asked if value not in ((), None))


def _any_holds(blocks: Iterable[tuple[Check, ...]], event: Event) -> bool:
    for checks in blocks:  # noqa: SIM110 - as for `_all_hold`
        if _all_hold(checks, event):
            return True
    return False


def _all_hold(checks: tuple[Check, ...], event: Event) -> bool:
    for check in checks:  # noqa: SIM110 - nothing is asked more often, and a generator takes twice as long
        if not check(event):
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a `match` asks beyond what is known already."""

    own: tuple[Check, ...]
    any: tuple[tuple[Check, ...], ...]
    none: tuple[tuple[Check, ...], ...]

    def fits(self, event: Event) -> bool:
        return (
            _all_hold(self.own, event)
            and (not self.any or _any_holds(self.any, event))
            and not _any_holds(self.none, event)
        )


def _rest(match: Match, *, known: frozenset[str]) -> _Rest:
    own = _checks(match, known=known)
    return _Rest(
        own=(*own, *(check for block in match.all for check in _checks(block))),
        any=tuple(_checks(block) for block in match.any),
        none=tuple(_checks(block) for block in match.not_),
    )


SECURITY_CONTEXTS: Final[frozenset[Context]] = frozenset(
    {"military", "cbrn", "cyber", "territory", "peacekeeping", "intelligence"}
)
SECURITY_OBJECTS: Final = frozenset(
    {
        *("troops", "weapons", "missile", "nuclear-weapons", "nuclear-programme", "chemical-weapons", "drone"),
        *(
            "ceasefire",
            "captives",
            "border",
            "exercise",
            "test",
            "reserves",
            "attack",
            "doctrine",
            "nuclear-doctrine",
            "arms-sale",
        ),
        *(
            "arms-policy",
            "security",
            "arms-control",
            "passage",
            "power",
            "emergency",
            "inspectors",
            "infrastructure",
            "reinforcements",
        ),
    }
)
"""Classes of the codebook's objects that are of war, arms and borders by themselves."""


def is_security(event: Event) -> bool:
    """Whether the act is about a security matter: war, forces, arms, borders, spies, armed groups."""
    return event.object in SECURITY_OBJECTS or not SECURITY_CONTEXTS.isdisjoint(event.contexts)


def _is(who: Who, actors: tuple[Actor, ...]) -> bool:
    if who.present is not None and who.present != bool(actors):
        return False
    if not (who.country or who.sector or who.name or who.text) and who.person is None:
        return True
    return any(
        (not who.country or actor.country in who.country)
        and (not who.sector or actor.sector in who.sector)
        and (not who.name or actor.name in who.name)
        and (not who.text or actor.text.casefold() in who.text)
        and (who.person is None or who.person == is_person(actor))
        for actor in actors
    )


def is_person(actor: Actor) -> bool:
    """Whether the actor is a person by name; armed groups have names too."""
    return actor.name is not None and actor.sector != "REB"


def amounts_to(amount: Amount, quantity: Quantity) -> bool:
    """Whether the quantity is of one of the units, large and small enough, and of the kind."""
    return (
        (not amount.unit or is_unit(quantity.unit, amount.unit))
        and (amount.at_least is None or quantity.best >= amount.at_least)
        and (amount.at_most is None or quantity.best <= amount.at_most)
        and (not amount.kind or quantity.kind in amount.kind)
        and (not amount.qualifier or quantity.qualifier in amount.qualifier)
        and (amount.due is None or amount.due == (quantity.due is not None))
    )


def is_unit(unit: str, units: tuple[str, ...]) -> bool:
    """Whether `unit` is one of `units` or ends in one: "elite troops" is "troops", "soldiers killed" no "soldiers"."""
    words = unit.casefold().split()
    return bool(words) and words[-1] in units


def countries(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(actor.country for actor in actors if actor.country)


def parties(event: Event) -> str | None:
    """Whether the recipients' countries are others than the actors'; None where one side has no country."""
    actors, recipients = countries(event.actors), countries(event.recipients) - countries(event.against)
    if not actors or not recipients:
        return None
    return "different" if recipients - actors or len(actors) > 1 else "same"


def answering(event: Event) -> frozenset[str]:
    """Those whose denial disputes the event: who did it, and with whom, but not those who say so of themselves."""
    sides = countries(event.actors)
    if event.type not in _DONE_TO:
        sides |= countries(event.recipients) - countries(event.against)
    return sides - countries(event.actors) if told(event) == "own" else sides


_DONE_TO: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "ACCUSE", "PROTEST", "REJECT"})
"""Types of acts whose recipients suffer them."""


def is_about(match: Match, about: str) -> bool:
    """Whether what a match describes can be meant where somebody speaks of a class of objects, as "troops".

    Objects that are asked must have it among them; of acts without, ASSAULT alone is meant by "attack", and by nothing
    else.
    """
    blocks = [block for block in match.any if block.type or block.object] or [match]
    asked = ((block.type or match.type, block.object or match.object) for block in blocks)
    return not about or any(
        about in objects if objects else ("ASSAULT" in types) == (about == "attack") for types, objects in asked
    )


def told(event: Event) -> str | None:
    """Whose word it is, seen from the actors: their own or another's; None where nobody's country is named."""
    source, actors = event.attribution.source, countries(event.actors)
    if source is None or source.country is None or not actors:
        return None
    return "own" if source.country in actors else "another"


def soil(event: Event) -> str:
    """Where it is done, seen from the actors: abroad, at home, or unknown."""
    actors = countries(event.actors)
    if event.place is None or event.place.country is None or not actors:
        return "unknown"
    return "home" if event.place.country in actors else "abroad"


_FACTS: Final[Mapping[str, Callable[[Any, Event], bool]]] = {
    "type": lambda asked, event: event.type in asked,
    "mode": lambda asked, event: (event.mode or NONE) in asked,
    "object": lambda asked, event: (event.object or NONE) in asked,
    "modality": lambda asked, event: event.modality in asked,
    "certainty": lambda asked, event: event.certainty in asked,
    "stance": lambda asked, event: event.stance in asked,
    "pattern": lambda asked, event: event.pattern in asked,
    "placed": lambda asked, event: (event.place is not None) == asked,
    "place": lambda asked, event: event.place is not None and event.place.country in asked,
    "precision": lambda asked, event: event.occurred.precision in asked,
    "basis": lambda asked, event: event.occurred.basis in asked,
    "hedged": lambda asked, event: (event.attribution.hedge is not None) == asked,
    "cue": lambda asked, event: (event.attribution.cue or "").casefold() in asked,
    "trigger": lambda asked, event: event.trigger.text.casefold() in asked,
    "contexts": lambda asked, event: any(context in asked for context in event.contexts),
    "matter": lambda _, event: is_security(event),
    "actor": lambda asked, event: _is(asked, event.actors),
    "recipient": lambda asked, event: _is(asked, event.recipients),
    "against": lambda asked, event: _is(asked, event.against),
    "source": lambda asked, event: _is(asked, (event.attribution.source,) if event.attribution.source else ()),
    "parties": lambda asked, event: parties(event) == asked,
    "soil": lambda asked, event: soil(event) == asked,
    "told": lambda asked, event: told(event) == asked,
    "quantity": lambda asked, event: any(amounts_to(asked, quantity) for quantity in event.quantities),
}
"""How each field of a condition is asked of an event."""

_IN_BITS: Final = frozenset({"type", "mode", "object", "contexts"})
"""Those of a rule's `match` that the index answers in full."""
