"""The course of a text: the items that a page carries, and what it has spoken of up to the end of each.

What a text is about as a whole decides much in its sentences: whose "the army" is, who the other side is, whether a
strike is one of sport. So that another story on the same page changes nothing in the first one, a paragraph that names
others only and shares next to no words of substance with what stands before it begins a new item; an item is read by
what stands before it and by itself, never by those behind it. The title goes with the first.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.text.calendar import MONTHS, WEEKDAYS
from tocsin.coding.text.lexicon import Match

_BLANK: Final = re.compile(r"\n[^\S\n]*\n\s*")
_NAME: Final = re.compile(r"[A-Z](?<!\w.)(?<!^.)(?<![\n“\"‘'].)(?<![.!?:\n”\"] .)[\w’'-]{2,}")
"""A capitalised word that does not only open its sentence.

The capital stands before what it must not follow: a set of characters is what the engine finds fastest."""
_COMMON: Final = frozenset(
    (*WEEKDAYS, *MONTHS, *"president minister prime general secretary mrs sir lord lady doctor professor".split())
)
"""Names that any two stories may share."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The country that a text speaks of most, and its share of all that it names."""

    country: str | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Course:
    """`ends`: where each item ends, in code points; `leads`: of whom the text has spoken most until there.

    `heading`: whose countries the title names.
    """

    ends: tuple[int, ...]
    leads: tuple[Lead, ...]
    heading: frozenset[str] = frozenset()

    def item(self, at: int) -> int:
        """The number of the item that the code point `at` stands in, from 0."""
        return min(bisect_right(self.ends, at), len(self.ends) - 1)

    def end(self, at: int) -> int:
        """Where the item of `at` ends."""
        return self.ends[self.item(at)]

    def lead(self, at: int) -> Lead:
        """Of whom the text has spoken most up to the end of the item of `at`."""
        return self.leads[self.item(at)]

    def opening(self) -> "Course":
        """The course of the title: that of the first item."""
        return Course(self.ends[:1], self.leads[:1])


def course_of(text: str, matches: Sequence[Match], title: str = "", heads: Sequence[Match] = ()) -> Course:
    """The course of a body whose terms are `matches`, under a `title` with the terms `heads`."""
    named = [(0, 2, code) for match in heads if (code := _code(match)) is not None]
    told = [(match.start, 1, code) for match in matches if (code := _code(match)) is not None]
    heading = frozenset(code for _, _, code in named)
    ends = tuple(_ends(text, told, title, heading))
    return Course(ends, tuple(_leads(ends, named + told)), heading)


_Naming = tuple[int, int, str]
"""Where a country or an organisation is named, what that weighs, and its code."""


def _ends(text: str, told: Sequence[_Naming], title: str, named: Iterable[str]) -> Iterator[int]:
    breaks = [blank.end() for blank in _BLANK.finditer(text) if blank.end() < len(text)]
    if breaks:
        headline = _stems(title)
        names, stems = _names(title).union(named), set(headline)
        begin, known, at, opened = 0, 0, 0, False
        for end in (*breaks, len(text)):
            stretch = text[begin:end]
            here = _names(stretch)
            while at < len(told) and told[at][0] < end:
                here.add(told[at][2])
                at += 1
            if opened and len(here) >= _ANOTHER and names.isdisjoint(here):
                words = _stems(stretch)
                stems |= _stems(text[known:begin])
                known = begin
                if headline.isdisjoint(words) and len(stems & words) < _ALIKE:
                    yield begin
            opened = opened or any(word[0].islower() for word in stretch.split())  # a date line opens nothing
            names |= here
            begin = end
    yield len(text) + 1


_ALIKE: Final = 3
"""So many words of substance make two paragraphs one story; one of the headline does it by itself."""
_ANOTHER: Final = 3
"""A paragraph that names fewer begins no story of its own."""
_WORD: Final = re.compile(r"\b[a-z]{5,}\b")
_GENERIC: Final = frozenset(
    word[:6].rstrip("s")
    for word in """
    about above according across added after again against agreed almost along already although among amount announced
    another around asked became because become before began being believe below better between called could country
    countries despite during early either enough every expected first following former found further given going
    government great group having himself house however hours human important including instead itself known large
    largest later least local major making matter means might million minister months nearly never number officials
    often order other others people percent place plans point possible president public quite rather recent reported
    reports right same saying second security seen several should since small spokesman spokeswoman state statement
    still taken their them there these they thing things think third those though thousands three through times today
    together told total towards under until using water week weeks where whether which while whole whose within
    without woman women working world would years yesterday young billion company leader leaders national official
    night north south western eastern
    """.split()
)
"""Words that any two stories may share."""


def _stems(text: str) -> set[str]:
    return {word[:6].rstrip("s") for word in set(_WORD.findall(text))} - _GENERIC


def _names(text: str) -> set[str]:
    """The capitalised words of a stretch."""
    return {name.lower().removesuffix("'s").removesuffix("’s") for name in _NAME.findall(text)} - _COMMON


def _leads(ends: Sequence[int], told: Sequence[_Naming]) -> Iterator[Lead]:
    counts: dict[str, int] = {}
    most, total, at = "", 0, 0
    for end in ends:
        while at < len(told) and told[at][0] < end:
            _, weight, code = told[at]
            at += 1
            total += weight
            counts[code] = counts.get(code, 0) + weight
            if counts[code] > counts.get(most, 0):
                most = code
        yield Lead(most, counts[most] / total) if total else Lead()


def _code(match: Match) -> str | None:
    payload = match.payload
    if match.kind == "place":
        code: str | None = payload.code
        return code
    if match.kind == "actor" and payload.kind in ("country", "demonym", "seat") and payload.codes:
        first: str = payload.codes[0]
        return first
    return None
