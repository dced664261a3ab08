"""Whom pronouns mean: "it", "they", "both", "the two leaders"."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from tocsin.coding.names.mention import BODIES, HUMANS, ActorMention

_REACH: Final = 2
"""How many sentences back a pronoun goes."""
_FAR: Final = 4
"""How many sentences back "he" and "she" go: persons are few."""
_PERSONS: Final = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_THINGS: Final = frozenset({"it", "its", "itself"})
_PAIRS: Final = ("both", "two", "each other", "neither", "sides")
_SITES: Final = frozenset({"in", "at", "near"})
"""Prepositions that make of a name the place of what is told: "farmers in France … it"."""


def antecedents(word: str, position: int, sentence: int, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """Whom a pronoun or "the two leaders" at `position` stands for, nearest first; empty where nothing fits.

    "he" is the last person named, "it" the last state, body or organisation, "they" the last of several, and "both",
    "the two …" the last two of different countries, of persons if it says so. Subjects go before what follows a
    preposition. Looks back two sentences, for persons four.
    """
    word = word.lower()
    reach = _FAR if word in _PERSONS else _REACH
    earlier = sorted(_before(position, sentence - reach, mentions), key=_salience, reverse=True)
    if any(token in word for token in _PAIRS):
        persons = _two([m for m in earlier if m.kind in HUMANS]) if "persons" in word else []
        return persons if len(persons) == 2 else _two(earlier)
    if word in _PERSONS:
        return [m for m in earlier if m.kind in HUMANS and not m.plural][:1]
    sites = _SITES if word == "it" else ()  # "people died in Lebanon, its ministry said"
    if word in _THINGS:
        return [m for m in earlier if m.kind in BODIES and not (m.plural or m.modifier or m.preposition in sites)][:1]
    several = [m for m in earlier if m.plural or m.kind in ("people", "group", "force")]
    return several[:1] or [m for m in earlier if m.kind == "country"][:1]


def _before(position: int, sentence: int, mentions: Sequence[ActorMention]) -> Iterator[ActorMention]:
    """The mentions that end before `position`, back to those of a sentence."""
    for at in range(bisect_right(mentions, position, key=_end) - 1, -1, -1):
        if mentions[at].sentence < sentence:
            return
        yield mentions[at]


def _end(mention: ActorMention) -> int:
    return mention.actor.end


def _salience(mention: ActorMention) -> tuple[int, bool, int]:
    """Later sentences first; in a sentence what stands free of a preposition, then what stands first."""
    return mention.sentence, not mention.preposition, -mention.actor.start


def _two(earlier: list[ActorMention]) -> list[ActorMention]:
    found: list[ActorMention] = []
    for mention in earlier:
        if mention.actor.country and all(mention.actor.country != other.actor.country for other in found):
            found.append(mention)
        if len(found) == 2:
            break
    return found
