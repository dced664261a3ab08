"""Descriptions that stand for somebody named before: "the two sides", "both neighbours", "the country"."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from tocsin.coding.names.mention import ActorMention
from tocsin.coding.syntax.verbs import Sentence

_SIDES: Final = frozenset(
    """
    sides countries nations neighbours neighbors states governments capitals armies powers rivals parties foes enemies
    allies adversaries republics militaries camps belligerents combatants superpowers
    """.split()
)
_OPPOSED: Final = frozenset("sides parties foes rivals adversaries belligerents combatants enemies".split())
"""Those of whom there are two, counted or not: "a week after the foes agreed to talk"."""
RIVALS: Final = frozenset("neighbour neighbor rival foe enemy adversary opponent archenemy arch-rival arch-foe".split())
"""What somebody calls the other side: "its neighbour", "their old foe"."""
_OPENINGS: Final = (("the", "two"), ("these", "two"), ("its", "two"))
RECIPROCAL: Final = (("each", "other"), ("one", "another"))
_WHOLE: Final = (*RECIPROCAL, ("each", "side"), ("neither", "side"), ("either", "side"))
_OPENING: Final = frozenset({"both", *(words[0] for words in (*_OPENINGS, *_WHOLE))})
"""The words that such a phrase can begin with."""
_ISLANDS: Final = frozenset({"TWN", "CYP", "LKA", "CUB", "MDV", "HTI", "JAM", "MDG", "MLT", "IRL", "ISL", "TLS", "BHR"})
_KINGDOMS: Final = frozenset({"SAU", "MAR", "JOR", "BHR", "THA", "BTN", "LSO", "SWZ", "TON", "ESP", "BEL", "DNK"})
_REALMS: Final[dict[str, frozenset[str] | None]] = {
    "country": None,
    "nation": None,
    "republic": None,
    "state": None,
    "island": _ISLANDS,
    "kingdom": _KINGDOMS,
    "emirate": frozenset({"QAT", "KWT", "ARE", "AFG"}),
}
"""Words for a state, with those that are called so where not every state is."""
_STATES: Final = frozenset({"country", "seat", "demonym", "agency", "people", "person", "office", "body", "force"})
_REACH: Final = 2
"""Sentences back in which the state described stands."""


def each_other(s: Sentence, span: tuple[int, int]) -> bool:
    """Whether a phrase is "each other"."""
    first, last = span
    return last - first == len(RECIPROCAL[0]) and (s.lower[first], s.lower[first + 1]) in RECIPROCAL


def of_two(s: Sentence, first: int, last: int) -> bool:
    """Whether a phrase begins at `first` that speaks of two without naming them: "the two", "both sides"."""
    if first < last and s.lower[first] not in _OPENING:
        return False
    words = tuple(s.lower[first : min(last, first + 3)])
    if words[:2] in _WHOLE or words == ("the", "pair"):
        return True
    if words[:1] == ("the",) and next((word for word in words[1:] if word != "warring"), "") in _OPPOSED:
        return True
    if words[:1] == ("both",):
        rest = words[1:]
    elif words[:2] in _OPENINGS:
        rest = words[2:]
    else:
        return False
    at = first + len(words) - len(rest)
    while at < last - 1 and (s.word[at][0].isupper() or "-" in s.word[at]):
        at += 1  # "the two ex-Soviet Central Asian neighbours"
    kind = s.lower[at] if at < last else ""
    return not rest or kind in _SIDES or kind in _RULERS or rest[0] == "of" or not s.word[at].isalpha()


def of_three(s: Sentence, first: int, last: int) -> bool:
    """Whether a phrase at `first` speaks of three without naming them: "the three", "all three countries"."""
    words = tuple(s.lower[first : min(last, first + 3)])
    return words[:2] in _THREE and (len(words) == len(_THREE[0]) or words[2] in _SIDES or words[2] in _RULERS)


_THREE: Final = (("the", "three"), ("all", "three"), ("these", "three"))
_RULERS: Final = frozenset({"leaders", "presidents", "juntas", "ministers", "premiers", "allies", "members"})


def listed_pairs(text: str, mentions: Sequence[ActorMention]) -> list[frozenset[str]]:
    """The pairs of countries that an "and" joins: "talks between Congo and Rwanda"."""
    return [
        frozenset({one.country, other.country})
        for one, other in pairwise(mentions)
        if one.country and other.country and one.country != other.country and text[one.end : other.start] in _JOINTS
    ]


_JOINTS: Final = frozenset({" and ", " and the ", "-", "–"})


def realm(
    word: str, before: Sequence[ActorMention], sentence: int, apart: Collection[str | None] = ()
) -> ActorMention | None:
    """Which state "the country" or "the island" is: the last one named that may be called so, none of `apart`.

    `before` are the mentions before the phrase; in the nearest sentence the first that stands free of a preposition
    goes before the others.
    """
    if word not in _REALMS:
        return None
    called = _REALMS[word]
    fitting = [
        m
        for m in before
        if m.country
        and m.sentence >= sentence - _REACH
        and m.kind in _STATES
        and m.sector != "IGO"
        and m.country not in apart
        and (called is None or m.country in called)
    ]
    return max(fitting, key=_salience, default=None)


def _salience(mention: ActorMention) -> tuple[int, bool, int]:
    return mention.sentence, not mention.preposition and not mention.modifier, -mention.start
