"""Whether a meeting is about security: by who meets, or by whom they talk of."""

from collections.abc import Sequence
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Sentence


def over_security(scene: Scene, s: Sentence, hit: Hit, sides: Sequence[ActorMention]) -> bool:
    """Whether a meeting is about security by who meets or over whom.

    An alliance does, "the council met on Mali", two others may "discuss Iraq".
    """
    if with_guardians(sides):
        return True
    codes = {m.country for m in sides if m.preposition not in _ABOUT}
    council = any(m.sector == "IGO" for m in sides) and "council" in s.lower[s.begin : hit.first]
    if (
        scene.sense is not None
        or not (council or len(codes) > 1)
        or not all(m.sector in ("GOV", "MIL", "IGO") for m in sides)
    ):
        return False
    return any(
        place.kind in ("country", "contested") and place.place.country not in codes and _topic(s, scene, place.start)
        for place in scene.places_in(hit.first, min(s.end, hit.last + _TOPIC))
    )


def to_ease(s: Sentence) -> bool:
    """As in "met in an attempt to ease tension in the north": talks over a conflict, unless it is one of trade."""
    if _EASING.isdisjoint(s.vocabulary) or not _TRADE.isdisjoint(s.vocabulary):
        return False
    words = s.lower[s.begin : s.end]
    return any(word in _EASING and not _STRIFE.isdisjoint(words[i + 1 : i + _OBJECT]) for i, word in enumerate(words))


_EASING: Final = frozenset("ease defuse calm cool lower reduce dampen dial avert end resolve settle".split())
_STRIFE: Final = frozenset(
    "tension tensions standoff stand-off hostilities fighting bloodshed clashes conflict war crisis".split()
)
_OBJECT: Final = 5
_TRADE: Final = frozenset("trade tariff tariffs fishing squad players union unions workers".split())


def with_guardians(sides: Sequence[ActorMention]) -> bool:
    """Whether a body that is there for security is a side: joining, leaving or meeting it is about security."""
    return any(
        m.country in _GUARDIANS
        or m.actor.text.endswith("Security Council")
        or any(who in m.actor.text.lower() for who in _OF_DEFENCE)
        for m in sides
    )


_OF_DEFENCE: Final = (
    *("defence ministers", "defense ministers", "defence chiefs", "defense chiefs", "military chiefs", "army chiefs"),
    *("chiefs of staff", "security chiefs", "spy chiefs", "intelligence chiefs"),
)
"""Those who meet over nothing else."""
_GUARDIANS: Final = frozenset({"NATO", "IAEA", "CSTO", "OPCW", "OSCE", "AUKUS"})
"""Bodies that have no other matter than security."""
_TOPIC: Final = 14
"""Tokens behind a meeting in which what it is about stands."""


def _topic(s: Sentence, scene: Scene, start: int) -> bool:
    """Whether a country is what is talked of: "on Kosovo", "discuss Iraq", "the situation in Darfur", "Syria talks"."""
    i = scene.token_at(start) - 1
    if i >= s.begin and s.lower[i] in ("in", "with"):
        return s.lower[i - 1] in _TROUBLES
    if i + 2 < s.end and s.lower[i + 2] in ("talks", "crisis"):
        return True
    while i > s.begin and (s.lower[i] == "," or (s.word[i][0].isupper() and s.lower[i - 1] == ",")):
        i -= 2  # "discuss Iraq, Iran"
    return i >= s.begin and s.lower[i] in _ABOUT


_ABOUT: Final = frozenset("on over about discuss discussed discussing discusses".split())
_TROUBLES: Final = frozenset(
    "situation crisis conflict war violence fighting unrest standoff bloodshed tensions".split()
)
