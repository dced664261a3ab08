"""Quotations: which stretches of a text are somebody's own words, and which of them are whole sentences."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_MARK: Final = re.compile(r"[\"“”]")
_LONGEST: Final = 2500
"""Code points that a quotation has at most: a mark that nobody has closed opens none."""
_BEFORE_SPEECH: Final = re.compile(r"(?:^|[,:.?!…)\"”]\s*|\n\s*)$")
_SENTENCE: Final = re.compile(r"[\"“]\W{0,4}[A-Z]")

Span = tuple[int, int]
"""Where a quotation's opening mark stands, and where its closing one ends."""


@lru_cache(maxsize=4)
def quotations(text: str) -> tuple[Span, ...]:
    """The quotations of a text, in order; each paragraph of a long one, which opens anew, is one of its own.

    Several ask for those of one text.
    """
    found: list[Span] = []
    opening = -1
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        anew = mark == '"' and text[max(0, at - 2) : at].endswith("\n")
        if mark != "“" and not anew and opening >= 0 and at - opening < _LONGEST:
            found.append((opening, at + 1))
            opening = -1
        elif mark != "”":
            if opening >= 0 and (end := text.rfind("\n", opening, at)) > 0:
                found.append((opening, end))
            opening = at
    return tuple(found)


def speeches(text: str) -> list[Span]:
    """The quotations that begin as a sentence does, not a few words of one: 'called it "an act of war"'."""
    return [
        (first, last)
        for first, last in quotations(text)
        if _SENTENCE.match(text, first) and _BEFORE_SPEECH.search(text, max(0, first - 3), first)
    ]


def around(spans: Sequence[Span], at: int) -> int:
    """The index of the span that holds the code point `at`, or -1."""
    i = bisect_right(spans, (at, 1 << 60)) - 1
    return i if i >= 0 and at < spans[i][1] else -1
