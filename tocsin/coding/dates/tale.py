"""Tales: what happened longer ago, which the sentences behind may go on telling of."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.occurrence import day_of, occurred_at
from tocsin.coding.reading import Occurred
from tocsin.coding.syntax.surroundings import speaks
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence

NEAR: Final = timedelta(days=6)
"""What is no longer ago than this is news."""
_YEARS: Final = timedelta(days=365)
MAIN: Final = frozenset({"", "and", ","})


class Tale(NamedTuple):
    """What a sentence tells that happened longer ago."""

    when: Occurred
    framed: bool
    """Its time leads the sentence, and so what follows: "In May they rose. The army put it down"."""
    words: frozenset[str]
    """The words in it: a sentence that begins with one of its names, or "the" and one, goes on telling of it."""
    aside: bool
    """It is in the past perfect, from which the text comes back: "It had risen in May. It fell"."""
    history: bool = False
    """It was years ago: so is what its paragraph goes on to tell, until a day is named or somebody speaks."""
    remembered: bool = False
    """It is what an anniversary is of: only a sentence that begins with "the" and one of the words goes on with it."""
    clause: int = -1
    """The clause of its sentence that tells it."""

    def goes_on(self, s: Sentence, groups: list[Group], *, beside: bool) -> bool:
        """Whether the next sentence `s`, of the clauses `groups`, goes on with it; `beside` in the same paragraph."""
        first = s.lower[s.begin]
        named = s.lower[s.begin + (first in _KNOWN)] if s.end - s.begin > 1 else ""
        if self.remembered:
            return first in _KNOWN and named in self.words
        opening = s.lower[s.begin : s.begin + _OPENING]
        if not _HOURS.isdisjoint(opening):
            if not _FROM_ELSE.isdisjoint(opening):
                return False  # "Hours before the drones took off"
            # "Within hours they had seized it"; "Hours earlier they had struck" behind a month is of a day that is news
            return self.when.precision == "day"
        if self.history and beside and not (self.aside or any(speaks(s, g.lemma) for g in groups)):
            return True
        if "then" in opening:
            return True
        # "Nine were also killed"
        adds = any(past(g) and "also" in s.lower[g.first - 1 : g.head + 1] for g in groups[:1])
        return not self.aside and (self.framed or adds or first in _GOES_ON or named in self.words)


_SHORT: Final = 3
"""Words of no more letters name little."""
_OPENING: Final = 3
_FROM_ELSE: Final = frozenset({"before", "after"})
_HOURS: Final = frozenset({"hours", "minutes", "moments"})
_KNOWN: Final = frozenset({"the", "this", "that", "these", "its", "their", "his", "her"})
_GOES_ON: Final = frozenset({"it", "they", "he", "she", "both", "then", "later"})


def tale_of(
    s: Sentence, groups: list[Group], moored: Iterable[Mooring], today: date, *, opens: bool = False
) -> Tale | None:
    """What a sentence tells in its main clause and the past tense of what happened longer ago.

    The sentence that `opens` a text tells news, unless what it tells was years ago.
    """
    for mooring in moored:
        mention, start = mooring.mention, day_of(mooring.mention.start)
        if mooring.clause < 0 or mention.relation != "at" or mention.precision == "unknown" or start is None:
            continue
        group, history = groups[mooring.clause], start < today - _YEARS
        told = group.past and group.form == FINITE and (group.link in MAIN or (history and group.link == "when"))
        if told and start < today - NEAR and (history or not opens):
            words = frozenset(word for word in s.lower[s.begin : s.end] if len(word) > _SHORT)
            when, aside = occurred_at(mention), group.perfect
            return Tale(when, mooring.front, words, aside=aside, history=history, clause=mooring.clause)
    return None


def follows(s: Sentence) -> bool:
    """Whether a sentence tells what came in the time behind what was told: "In the years that followed …"."""
    if s.lower[max(s.begin, s.end - _STRETCH) : s.end - 1][-2:] == ["that", "followed"]:
        return True  # "Thousands died in the weeks that followed."
    opening = s.lower[s.begin : s.begin + _STRETCH]
    return opening[:2] == ["in", "the"] and (opening[3:5] == ["that", "followed"] or opening[2] in _NEXT)


_STRETCH: Final = 5
_NEXT: Final = frozenset({"following", "ensuing", "subsequent"})


def told_as_past(group: Group) -> bool:
    """Whether a clause is in the past tense, or in the past perfect: "took", "had taken"."""
    return group.past and group.form == FINITE


def past(group: Group) -> bool:
    """Whether a clause is in the past tense, and tells of nothing before that."""
    return group.past and not group.perfect and group.form == FINITE
