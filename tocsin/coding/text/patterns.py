"""The patterns of a verb, made when a text first has it: a codebook has a hundred thousand, a text few of their verbs.

Nothing changes a pattern once it is made. They are not declared frozen because making them would take twice as long.
"""

from dataclasses import dataclass
from itertools import takewhile
from sys import intern
from typing import Final

from tocsin.codebook.leading import Led, Spelled, specific
from tocsin.coding.text.acts import Act
from tocsin.coding.text.tokens import OPENING


@dataclass(slots=True, eq=False)
class Pattern:
    """One spelling of an act: the words after the first, and whether the object may stand before them."""

    act: Act
    rest: tuple[str, ...]
    openings: frozenset[str]
    """How those words begin."""
    gap: bool
    tight: int
    """How many prepositions stand before the gap, right behind the verb: "call on … to"."""
    negated: bool
    """It is meant in the negative only: "not rule out"."""
    adverb: str
    """What must stand beside the verb, or "": "forcibly return"."""
    order: int
    """Its place among those of its verb, the most specific first."""


@dataclass(slots=True, eq=False)
class Patterns:
    """The acts that one verb may begin."""

    bare: tuple[Pattern, ...]
    """Those of the verb alone."""
    keyed: dict[str, tuple[Pattern, ...]]
    """Those of more words, by how the longest of those begins."""
    following: frozenset[str]
    """The words that follow the verb directly in some act, be it one for texts of another sense."""


class Verbs:
    """Verb → the acts that it may begin, in any text or also in one of a `sense`."""

    def __init__(
        self, led: Led, spellings: list[Spelled], acts: list[Act], particles: frozenset[str], sense: str | None = None
    ) -> None:
        self._led = led
        self._spellings = spellings
        self._acts = acts
        self._particles = particles
        self._senses = (None, sense)
        self._made: dict[str, Patterns] = {}
        self._openings: dict[frozenset[str], frozenset[str]] = {}
        """How the words of phrases begin, each kept once: the verbs of a family have the same, and there are many."""

    def __contains__(self, verb: str) -> bool:
        patterns = self.get(verb)
        return patterns is not None and bool(patterns.bare or patterns.keyed)

    def get(self, verb: str) -> Patterns | None:
        """The acts that a verb begins, or None where it begins none in texts of whatever sense."""
        made = self._made.get(verb)
        if made is None and verb in self._led:
            made = self._made[verb] = self._make(self._led[verb])
        return made

    def following(self, verb: str) -> frozenset[str]:
        """The words that follow a verb directly in some act: "ask for", "fire on"."""
        patterns = self.get(verb)
        return patterns.following if patterns is not None else _NO_WORDS

    def _make(self, led: dict[int, tuple[int, ...]]) -> Patterns:
        several = [(self._acts[act], self._spellings[phrase]) for act, phrases in led.items() for phrase in phrases]
        ranked = sorted(several, key=_specific, reverse=True)
        bare: list[Pattern] = []
        keyed: dict[str, list[Pattern]] = {}
        for order, (act, (words, gap, negated, adverb)) in enumerate(ranked):
            if act.within not in self._senses:
                continue
            openings = frozenset([intern(word[:OPENING]) for word in words])
            pattern = Pattern(
                act=act,
                rest=words,
                openings=self._openings.setdefault(openings, openings),
                gap=gap >= 0,
                tight=sum(1 for _ in takewhile(self._particles.__contains__, words[:gap])) if gap > 0 else 0,
                negated=negated,
                adverb=adverb,
                order=order,
            )
            same = keyed.setdefault(max(words, key=len)[:OPENING], []) if words else bare
            same.append(pattern)
        return Patterns(
            tuple(bare),
            {key: tuple(found) for key, found in keyed.items()},
            frozenset(words[0] for _, (words, gap, *_) in several if words and gap < 0),
        )


_NO_WORDS: Final[frozenset[str]] = frozenset()


def _specific(spelled: tuple[Act, Spelled]) -> int:
    """How much an act with one of its phrases asks for."""
    act, phrase = spelled
    return specific(phrase, near=bool(act.near), classes=bool(act.object) + bool(act.subject))
