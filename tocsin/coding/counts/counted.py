"""Counted: the noun that a number counts, and whether it counts any."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from tocsin.codebook.counted import UnitClass
from tocsin.coding.counts.counting import harm_before, harm_behind, stated_harm
from tocsin.coding.counts.numerals import Number
from tocsin.coding.text.lexicon import Match


class TimeSpan(NamedTuple):
    """A time expression as far as counts need it: its span, its relation ("by", "in" …), and its last day."""

    start: int
    end: int
    relation: str
    until: str | None


class Counted(NamedTuple):
    """The noun of a count, and where it ends."""

    noun: str
    family: UnitClass
    end: int
    harm: str = ""
    elided: bool = False


_WINDOW: Final = 60
"""Characters between a number and its noun at most."""
_GAP: Final = re.compile(
    r"\s(?:of (?:the |its |his |her |their |those |these |our )?)?((?:[^\W\d_][\w'’.-]{0,24}\s){0,5})"
)
_STRONG: Final = re.compile(r"-(?:strong|member|man|soldier|person)\s")
_STOPS: Final = frozenset(
    """
    and or but to in on at by for from with as that which who was were is are be been has have had will would could
    said the a an he she it they we not than into over under after before since until during against near when while
    where says
    """.split()
)
FORCES: Final = frozenset({"MIL", "REB", "POL"})
_THINGS: Final = frozenset({"weapons", "aircraft", "ships", "vehicles", "munitions", "things"})


def counted_noun(text: str, end: int, beyond: int, nouns: Sequence[Match], *, several: bool) -> Counted | None:
    """The noun that the number counts: the first known one behind it with nothing but its own adjectives between.

    `several` are counted by a plural: what is named in the singular only describes ("two missile sites", "the Estlink 2
    cable").
    """
    first = bisect_left(nouns, end, key=attrgetter("start"))
    for noun in nouns[first : first + 2]:
        gap = text[end : noun.start]
        if len(gap) > _WINDOW or noun.start >= beyond:
            return None
        payload = noun.payload
        if several and noun.kind == "unit" and not payload.plural and payload.family in _THINGS and gap[:1] == " ":
            continue
        forces = payload.sector in FORCES if noun.kind == "role" else payload.family == "forces"
        if gap[:1] == "-":
            strong = _STRONG.match(text, end) is not None
            return (
                Counted("troops" if forces else "members", "forces" if forces else "people", noun.end)
                if strong
                else None
            )
        if gap != " ":
            words = _GAP.fullmatch(gap)
            if words is None or not _STOPS.isdisjoint(words[1].lower().split()):
                return None
        if noun.kind == "role":
            return Counted(payload.noun, "forces" if forces else "people", noun.end)
        if payload.noun == "fighters" and is_designation(gap.rstrip().rpartition(" ")[2]):
            return Counted(payload.noun, "aircraft", noun.end)
        harm = stated_harm(payload.noun) if payload.family == "casualties" else ""
        return Counted(payload.noun, payload.family, noun.end, harm)
    return None


def is_designation(word: str) -> bool:
    """Whether a word is the name of a make: "MiG-29", "F-16s", "T-72"."""
    return word[:1].isupper() and any(c.isdigit() for c in word)


def is_year(text: str, number: Number) -> bool:
    return 1900 <= number.value < 2100 and text[number.start : number.end].isdigit()


def killed(text: str, start: int, end: int) -> Counted | None:
    """The harm without a noun: "killing 45", "the toll rose to 45", "3,800 died"."""
    # "one was killed and eight were wounded": a number that is the subject takes what its own verb says
    harm = "" if followed(text, end) or _SUBJECT.match(text, end) else harm_before(text, start)
    harm = harm or harm_behind(text, end)
    return Counted(harm, "casualties", end, harm) if harm else None


_SUBJECT: Final = re.compile(r" (?:was|were|ha[sd]|have)\b")
NEXT_WORD: Final = re.compile(r"\s([^\W\d_]+)")
_FREE: Final = frozenset(
    """
    by in on at to from and or but who which were was are is have has had will would could may might expected more since
    of after before with during for as over when while according including among there yet so far killed wounded dead
    deployed sent stationed arrived remain remained left moved shipped trained compared still already now a the that had
    """.split()
)


def followed(text: str, end: int) -> bool:
    """Whether a noun seems to follow the number, so that it counts something else."""
    found = NEXT_WORD.match(text, end)
    return found is not None and found[1].lower() not in _FREE


def start_of(time: TimeSpan) -> int:
    return time.start


def dated(times: Sequence[TimeSpan], start: int) -> bool:
    """Whether a time begins there: "100,000 two weeks ago"."""
    at = bisect_left(times, start, key=start_of)
    return at < len(times) and times[at].start == start
