"""The single facts that a condition asks of an event, each as a function. PURE."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final

from services.alerts.engine.facts import is_person, is_security, is_unit, parties, soil, told
from services.alerts.rules.conditions import NONE, Amount, Condition, Who
from tocsin.coding.reading import Actor, Event, Quantity

Check = Callable[[Event], bool]
"""Whether an event has one fact that is asked."""


def checks(condition: Condition, *, known: Iterable[str] = ()) -> tuple[Check, ...]:
    """The facts that are asked, but for those `known` to be there, as what is to be looked at; the cheap ones first."""
    asked = ((name, getattr(condition, name)) for name in FACTS if name not in known)
    return tuple(partial(FACTS[name], value) for name, value in asked if value not in ((), None))


def holds(condition: Condition, event: Event) -> bool:
    """Whether the event has all the facts that the condition asks."""
    return all_hold(checks(condition), event)


def any_holds(blocks: Iterable[tuple[Check, ...]], event: Event) -> bool:
    """Whether all checks of one of the blocks hold."""
    for block in blocks:  # noqa: SIM110 - as for `all_hold`
        if all_hold(block, event):
            return True
    return False


def all_hold(of: tuple[Check, ...], event: Event) -> bool:
    """Whether all of the checks hold."""
    for check in of:  # noqa: SIM110 - nothing is asked more often, and a generator takes twice as long
        if not check(event):
            return False
    return True


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


FACTS: Final[Mapping[str, Callable[[Any, Event], bool]]] = {
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
