"""Time expressions: every date, time of day, duration and set that a text names, dated as far as can be.

`find_times` looks for words of time in one pass over the whole text, reads the sentences around those it finds by the
rules of `timex.rules`, and gives each expression its TIMEX3 value and the days that it dates an event with.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tocsin.coding.reading import Timex
from tocsin.coding.text.saying import SAYING
from tocsin.coding.timex.entries import entries
from tocsin.coding.timex.extents import Relation, extent, relation_of
from tocsin.coding.timex.grammar import Match, matches
from tocsin.coding.timex.line import Line
from tocsin.coding.timex.meanings import MEANINGS
from tocsin.coding.timex.scene import Scene
from tocsin.coding.timex.words import HOLIDAYS, lexicon
from tocsin.vocabulary import Field, Precision


@dataclass(slots=True)
class TimeMention:
    """A time expression and the days that it dates an event with.

    `start` and `end` are both included, and take the `relation` into account: "since June" ends on the day of
    publication, "by December" ends with December and has no start. They are datetimes with a zone where `precision` is
    `minute`, and None where the text does not tell.
    """

    timex: Timex
    start: date | datetime | None
    end: date | datetime | None
    precision: Precision
    relation: Relation
    heads: int = 0
    """Where what it heads ends, in a chronology; 0 for one that heads nothing."""


_HEADS: Final = (
    "MONTH MABBR MAYBE WEEKDAY WDAYS UNIT UNITS WEEKEND WEEKENDS CENTURY DAYPART DAYPARTS CLOCKWORD SEASON DECADE"
    " TODAY REF NOW CURRENT FREQ FUTURE PASTW WHILE TERM OCLOCK"
).split()
_CENTURIES: Final = ("15", "16", "17", "18", "19", "20")
"""What years begin with."""
_REACH: Final = (44, 32)
_REACHES: Final[dict[str, tuple[int, int]]] = {
    "NOW": (14, 8),
    "CURRENT": (24, 32),
    "REF": (14, 8),
    "FREQ": (14, 8),
    "WHILE": (8, 4),
    "FUTURE": (24, 12),
    "PASTW": (24, 32),
    "TODAY": (44, 20),
}
"""How many code points before and behind a word of time may belong to its expression or tell how to read it."""


@cache
def _scanner() -> tuple[AhoCorasick, list[tuple[str, int, int]]]:
    """An automaton over the words that every time expression has one of, and those words with their reach."""
    heads = {word for word, (cls, _) in lexicon().items() if cls in _HEADS}
    heads |= {
        "nineteen",
        "gmt",
        "utc",
        *_CENTURIES,
        ":",
        "/",
        "a.m",
        "p.m",
        "a. m",
        "p. m",
        "o'clock",
        "hours",
        *HOLIDAYS,
    }
    figures = (*"0123456789", *_CENTURIES)  # of hits that overlap the first counts
    heads |= {"1st", "2nd", "3rd", *(f"{n}th" for n in figures)}
    heads |= (
        {f"q{n}" for n in range(1, 5)}
        | {f"'{n}" for n in range(10)}
        | {f"{n}0{s}" for n in range(10) for s in ("s", "'s")}
    )
    heads |= {f"{n}{space}{half}m" for n in figures for half in "ap" for space in ("", " ")}
    listed = sorted(heads)
    return AhoCorasick(listed, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA), [
        (word, *_REACHES.get(lexicon().get(word, ("",))[0], _REACH)) for word in listed
    ]


def _folded(text: str) -> str:
    """`text` in lower case with typewriter apostrophes, of the same length."""
    lower = text.lower()
    if len(lower) != len(text):  # "İ" is two code points in lower case
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lower.replace("’", "'")


def find_times(text: str, field: Field, published: datetime, sentences: Sequence[tuple[int, int]]) -> list[TimeMention]:
    """The time expressions of `text` in order, none overlapping another.

    `published` is when the text appeared, in the zone of its readers (without a zone it counts as UTC); `sentences` are
    spans as `sentences.split` gives them.
    """
    scene = Scene(text, published if published.tzinfo else published.replace(tzinfo=UTC))
    scene.entries = entries(text, scene.today)
    found: list[TimeMention] = []

    def mention(match: Match) -> TimeMention | None:
        if scene.line.word(match.first) == "following":
            return None  # "shut following two days of rain"
        try:
            return _mention(_bared(match, scene), scene, field)
        except (OverflowError, ValueError):  # beyond the years 1 to 9999 that the calendar has
            return None

    for sentence, windows, holidays in _windows(text, sentences):
        scene.enter(sentence)
        for start, end in windows:
            scene.line, scene.dated = Line(text, start, end, holidays), (-2, "")
            found.extend(matches(scene.line, mention))
    return found


def _windows(
    text: str, sentences: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]], dict[int, tuple[int, str]]]]:
    """Each sentence that has a word of time, the stretches around those words, and the holidays named in it."""
    scanner, heads = _scanner()
    hits = scanner.find_matches_as_indexes(_folded(text))
    at, count = 0, len(hits)
    for sentence in sentences:
        first, last = sentence
        while at < count and hits[at][1] < first:
            at += 1
        stretches: list[tuple[int, int]] = []
        holidays: dict[int, tuple[int, str]] = {}
        while at < count and hits[at][1] < last:
            number, start, end = hits[at]
            at += 1
            word, before, behind = heads[number]
            if not _stands(text, word, start, end):
                continue
            if word in HOLIDAYS:
                holidays[start] = (end, HOLIDAYS[word])
            left, right = _opened(text, max(first, start - before), start), min(last, end + behind)
            if stretches and left <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], right)
            else:
                stretches.append((left, right))
        if stretches:
            yield sentence, stretches, holidays


def _stands(text: str, word: str, start: int, end: int) -> bool:
    """Whether a hit is a word by itself, or figures that may be a year, a date or a time of day."""
    first = word[0]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if first.isalpha():
        if before.isalnum() or after.isalnum():
            return False
        if word in _NAMES:
            return text[start].isupper()
        return word not in HOLIDAYS or text[start + word.rfind(" ") + 1].isupper()  # not "the hottest May day"
    if first == ":":
        return before.isdigit() and text[end : end + 2].isdigit()
    if first == "/":
        return before.isdigit() and after.isdigit()
    if word in HOLIDAYS:
        return not before.isalnum() and before != "/" and not after.isalnum() and after != "/"
    if word.isdigit():
        return not before.isdigit() and text[start : start + 4].isdigit()
    return not after.isalpha()


_NAMES: Final = frozenset({"may", "march", "mar", "dec", "jan", "sep", "oct", "jun", "jul", "aug", "apr", "feb", "nov"})


def _opened(text: str, left: int, start: int) -> int:
    """Where the first whole word from `left` on begins; `start` at the latest."""
    if left == 0 or text[left - 1].isspace():
        return left
    for at in range(left, start):
        if text[at].isspace():
            return at + 1
    return start


def _bared(match: Match, scene: Scene) -> Match:
    """The match without a first word that is of what surrounds it: "the [Tuesday] deadline", "spent over [a year]"."""
    word = scene.line.word(match.first)
    single = match.last - match.first == 1 or scene.line.word(match.last - 1) in ("-", "–") or "part" in match.parts
    if word == "the" and single and match.meaning in _DESCRIBING and scene.describes(match):
        return match._replace(first=match.first + 1)
    if word == "that" and match.meaning == "weekday" and _SAYS.fullmatch(scene.before(match)):
        return match._replace(first=match.first + 1)  # "said that Sunday's attack"
    if word == "a" and scene.line.word(match.first + 1) == "several":
        return match._replace(first=match.first + 1)  # "a several-week delay"
    if word == "over" and match.meaning == "duration" and scene.before(match) not in _BEFORE_OVER:
        return match._replace(first=match.first + 1)
    return match


_SAYS: Final = re.compile(rf"{SAYING}|saying")
_DESCRIBING: Final = frozenset({"weekday", "holiday", "quarter", "year_ago", "month"})
"""Meanings whose words may describe a noun, to which the article then belongs."""
_BEFORE_OVER: Final = frozenset(
    "for in of after within to from by with and is was be been are were has have had take takes took taken last lasts"
    " lasted lasting spend spends spent wait waited just little well".split()
)
"""What stands before an "over" that means more than, not during."""


def _mention(match: Match, scene: Scene, field: Field) -> TimeMention | None:
    """The mention that a match makes, or None where it is no time after all."""
    meaning = MEANINGS[match.meaning](match, scene)
    if meaning is None:
        return None
    scene.saw(match, meaning)
    start = scene.line[match.first].start
    last = scene.line[match.last - meaning.dropped]
    if last.word in ("'s", "."):
        last = scene.line[match.last - meaning.dropped - 1]
    end = last.end
    timex = Timex(field, start, end, scene.text[start:end], meaning.type, meaning.value)
    relation = relation_of(meaning, match, scene)
    first, until, precision = extent(meaning, match, scene, relation)
    entry = scene.entry(match)
    return TimeMention(timex, first, until, precision, relation, entry.stop if entry else 0)
