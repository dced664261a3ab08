"""The tokens of a stretch of text, with their classes as one string."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from tocsin.coding.timex.words import CLASSES, Value, lexicon

_WORDS: Final = re.compile(
    r"""\s*+(
    [b-gi-nr-zB-GI-NR-Z][^\W\d_]*+  # most words by far: those below begin otherwise
    | [aApP]\.\s?[mM]\b\.? | ['’]s\b | o['’]clock\b | [qQhH][1-4]\b | [^\W\d_]+
    | (?:19|20)\d\d(?![\d/:-]|[.,]\d|['’]?s\b)
    | \d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)  # 2024-10-28, 2024-10-28T09:30Z
    | \d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/]) | \d{1,2}[.-]\d{1,2}[.-]\d{4}(?!\d)  # 7/8/07, 28.10.2024, 28-10-2024
    | (?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?![\d:]|\.\d)  # 19:30, 19:30:05
    | (?:\d\d)?\d0['’]?s\b | ['’`‘]\d0['’]?s\b  # 1990s, 90s, '90s
    | (?<!['’`])['’]\d\d\b(?!['’])  # '98
    | \d/\d(?![\d/])  # 1/2
    | \d{1,2}(?:st|nd|rd|th)\b  # 21st
    | \d++(?:,\d{3})*(?:\.\d+)?  # 1,500 and 2.5; a possessive group is broken before Python 3.11.5
    | [-‐‑–](?=\w) | [-–][\s-]* | [^\w\s] | _
    )""",
    re.VERBOSE,
)
"""What a text is cut into; a dash that joins nothing takes the blank behind it along, and so is no HYPHEN.

Blanks are passed over in the same match: a search that fails on each of them takes twice as long."""

_FIGURES: Final = re.compile(
    r"""
    (?P<ISO>\d{4}-\d\d-\d\d.*) | (?P<SLASHED>\d+[/.-]\d+[/.-]\d+) | (?P<CLOCK>\d+:.*)
    | (?P<DECADE>['’`‘]?\d+['’]?s) | (?P<ORD>\d+(?:st|nd|rd|th)) | (?P<FRAC>\d/[1-9]) | (?P<DAYF>0?[1-9]|[12]\d|3[01])
    | (?P<YEARF>[12]\d{3}) | (?P<SHORT>['’]\d\d) | (?P<FIG>[\d,.]{1,12})
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)


class Token(NamedTuple):
    """A token: `start` and `end` in the text, its word in lower case, and the value the lexicon gives it."""

    start: int
    end: int
    word: str
    value: Value


class Line:
    """The tokens of a stretch of text: their classes, one character each, at once; the tokens themselves when asked."""

    __slots__ = ("_entries", "_start", "_starts", "_text", "_tokens", "_words", "classes")

    def __init__(self, text: str, start: int, end: int, holidays: Mapping[int, tuple[int, str]]) -> None:
        """Cut `text[start:end]`; `holidays` are names of days: the end and the rule of each by where it begins."""
        words: list[str] = []
        entries: list[tuple[str, Value]] = []
        at = start
        for first in sorted(n for n in holidays if start <= n < end) if holidays else ():
            last, rule = holidays[first]
            piece = _WORDS.findall(text, at, first)
            words += [*piece, text[first:last]]
            entries += _entries_of(piece)
            entries.append((CLASSES["HOLIDAY"], rule))
            at = last
        piece = _WORDS.findall(text, at, end)
        self._words: list[str] = words + piece if words else piece
        self._entries = entries + _entries_of(piece) if entries else _entries_of(piece)
        self._text, self._start = text, start
        self._starts: list[int] = []
        self._tokens: dict[int, Token] = {}
        self.classes = "".join([entry[0] for entry in self._entries])

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, at: int) -> Token:
        token = self._tokens.get(at)
        if token is None:
            if not self._starts:
                self._locate()
            start, word = self._starts[at], self._words[at]
            token = self._tokens[at] = Token(start, start + len(word), word.lower(), self._entries[at][1])
        return token

    def word(self, at: int) -> str:
        """The word of a token in lower case, without the rest."""
        return self._words[at].lower()

    def between(self, first: int, end: int) -> list[Token]:
        """The tokens `first` to `end` (exclusive, and no further than there are any)."""
        return [self[at] for at in range(first, min(end, len(self._words)))]

    def _locate(self) -> None:
        find, at, starts = self._text.find, self._start, self._starts
        for word in self._words:
            at = find(word, at)
            starts.append(at)
            at += len(word)


def _entries_of(words: list[str]) -> list[tuple[str, Value]]:
    get, signs, other = _entries_by_form().get, _DIGIT_SIGNS, _NO_ENTRY
    return [get(word) or (_figure(word) if word[0] in signs else other) for word in words]


@cache
def _entries_by_form() -> dict[str, tuple[str, Value]]:
    """The class character and value of each word of the lexicon, in the ways that it may be written."""
    forms: dict[str, tuple[str, Value]] = {}
    for word, (cls, value) in lexicon().items():
        entry = (CLASSES[cls], value)
        forms[word.capitalize()] = forms[word.upper()] = entry
        if cls not in _CASED:
            forms[word] = entry
    return forms


_CASED: Final = frozenset({"MONTH", "MABBR", "MAYBE", "WEEKDAY", "WABBR", "WDAYS"})
"""Names that count as such only with a capital: "march", "may", "sun", "mar", "sat" are words."""

_DIGIT_SIGNS: Final = frozenset("0123456789'’`‘")
_NO_ENTRY: Final = (CLASSES["OTHER"], "")


def _figure(word: str) -> tuple[str, Value]:
    """The class and value of a token with figures, in one of the forms that time is told in."""
    match = _FIGURES.fullmatch(word)
    cls = match.lastgroup if match else None
    if cls is None:
        return _NO_ENTRY
    value: Value = word
    if cls == "SHORT":
        year = int(word[1:])
        cls, value = "YEARF", year + (1900 if year > 40 else 2000)
    elif cls == "DECADE":
        value = int("".join(c for c in word if c.isdigit())) // 10
    elif cls == "FRAC":
        value = int(word[0]) / int(word[2])
    elif cls == "ORD":
        value = int(word[:-2])
    elif cls == "FIG":
        try:
            value = float(word.replace(",", ""))
        except ValueError:
            return _NO_ENTRY
    elif cls in ("DAYF", "YEARF"):
        value = int(word)
    return CLASSES[cls], value
