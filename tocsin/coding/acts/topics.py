"""Topics: the classes of what acts are about, the telling ones first, and the contexts that they give."""

from typing import Final

from tocsin.coding.syntax.verbs import Sentence
from tocsin.vocabulary import Context

TOPICS: Final = tuple(
    """
    nuclear-programme nuclear-doctrine nuclear-weapons chemical-weapons doctrine test arms-policy arms-sale
    arms-control peace-talks ceasefire captives sanctions technology exercise reserves missile drone weapons
    troops inspectors power emergency curfew infrastructure attack border security intelligence diplomats ties
    pact talks passage aircraft ship territory aid trade money
    """.split()
)
"""Classes that a matter may be of, the telling ones first."""
PLAIN: Final = TOPICS[: TOPICS.index("border")]
"""Those that say more of a matter than the acts of force that are spoken of."""
_RANK: Final = {name: n for n, name in enumerate(TOPICS)}

_CONTEXTS: Final[dict[str, Context]] = {
    **dict.fromkeys(("nuclear-programme", "chemical-weapons", "nuclear-weapons", "nuclear-doctrine"), "cbrn"),
    **dict.fromkeys(
        (
            "test",
            "arms-policy",
            "arms-sale",
            "arms-control",
            "peace-talks",
            "ceasefire",
            "exercise",
            "reserves",
            "missile",
            "drone",
        ),
        "military",
    ),
    **dict.fromkeys(("weapons", "troops", "attack", "security", "doctrine"), "military"),
    "technology": "technology",
    "border": "territory",
    "intelligence": "intelligence",
    "sanctions": "economic",
    "trade": "economic",
    "aid": "economic",
    "diplomats": "diplomatic",
    "ties": "diplomatic",
    "power": "internal",
    "emergency": "internal",
}


def is_telling(classes: frozenset[str]) -> bool:
    """Whether any of them says that a matter is one of force."""
    return any(_CONTEXTS.get(name) in ("military", "cbrn", "territory", "intelligence") for name in classes)


def most_telling(classes: frozenset[str], s: Sentence) -> str | None:
    """The most telling of some classes; the most particular one where none is a topic."""
    topics = _RANK.keys() & classes
    if topics:
        return min(topics, key=_RANK.__getitem__)
    order = s.grammar.class_order
    others = [name for name in classes if order.get(name, -1) >= 0]
    return min(others, key=order.__getitem__) if others else None


def add_contexts(contexts: dict[Context, None], classes: frozenset[str]) -> None:
    """Adds the contexts that classes give, in the order of the topics."""
    if classes:
        for name in sorted(_CONTEXTS.keys() & classes, key=_RANK.__getitem__):
            contexts[_CONTEXTS[name]] = None
