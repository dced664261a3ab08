"""Numbers in a text, in figures and in words: "3,000", "1.5 million", "3k", "twenty-two", "tens of thousands"."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from tocsin.codebook.counted import Numeral
from tocsin.coding.text.lexicon import Match
from tocsin.vocabulary import Qualifier

# One head, of ASCII digits: the search for it then runs in C over the whole text.
_FIGURE: Final = re.compile(r"[0-9]{1,15}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,6})?")
_SUFFIX: Final = re.compile(r"(?:\s|-)?(k|K|m|mn|bn|b|tn|thousand|million|billion|trillion|hundred|dozen)\b")
_SCALES: Final = {
    "k": 1e3, "K": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "hundred": 1e2, "thousand": 1e3,
    "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
_NAMED: Final = {1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion"}


class Number(NamedTuple):
    """A number said: `value` in full; `bare` before its scale word and `scale` that word ("billion"; "" if none)."""

    start: int
    end: int
    value: float
    bare: float
    scale: str
    vague: Qualifier | None
    """None for an exact figure, "about" for a round one, "at-least" for such as "dozens"."""
    figure: bool
    """Written in figures."""


def numbers(text: str, matches: Sequence[Match]) -> list[Number]:
    """All numbers, in order, none inside another; names such as F-16 are left out."""
    found = [number for figure in _FIGURE.finditer(text) if (number := _figure(text, figure)) is not None]
    words = _words(text, [match for match in matches if match.kind == "number"])
    if not words:
        return found
    taken = {position for number in found for position in (number.start, number.end)}
    merged = found + [word for word in words if word.start not in taken and not _inside(word, found)]
    merged.sort()
    return merged


def _inside(word: Number, found: Sequence[Number]) -> bool:
    return any(number.start <= word.start < number.end for number in found)


def _figure(text: str, found: re.Match[str]) -> Number | None:
    start, end = found.span()
    before = text[start - 1 : start]
    suffix = _SUFFIX.match(text, end, end + 12)
    if before and (before.isalnum() or before in ":#_" or (_joined(text, start, before) and suffix is None)):
        return None
    value = float(found[0].replace(",", ""))
    if suffix is not None:
        scale = _SCALES[suffix[1]]
        return Number(start, suffix.end(), value * scale, value, _NAMED.get(scale, ""), None, figure=True)
    after = text[end : end + 2]
    if after[:1].isalpha() or after[:1] == "_" or (after[:1] == ":" and after[1:].isdigit()):
        return None
    if after[:1] in ".," and after[1:].isdigit():
        return None
    return Number(start, end, value, value, "", None, figure=True)


def _joined(text: str, start: int, before: str) -> bool:
    """Whether a hyphen, point or slash ties the figure to a letter or figure before it: "K-2", "v1.5", "3-1"."""
    if before not in "-‑.,/":
        return False
    return text[start - 2 : start - 1].isalnum() and not (before == "-" and _range(text, start))


def _range(text: str, start: int) -> bool:
    """Whether a hyphen makes a range ("8,000-10,000"): the figure before it has a comma or three digits and more."""
    return bool(re.search(r"(?:,\d{3}|\d{3})-$", text[max(0, start - 8) : start]))


def _words(text: str, matches: Sequence[Match]) -> list[Number]:
    """Numbers in words: neighbours such as "two", "hundred", "thousand" are one number."""
    result: list[Number] = []
    here = 0
    while here < len(matches):
        first = matches[here]
        numeral: Numeral = first.payload
        run = [first]
        here += 1
        while here < len(matches) and _adjoins(text, run[-1].end, matches[here].start):
            run.append(matches[here])
            here += 1
        value, vague = _sum([match.payload for match in run])
        if value is None or (len(run) == 1 and numeral.role == "scale"):
            continue
        scale = run[-1].payload
        named = _NAMED.get(scale.value, "") if scale.role == "scale" else ""
        bare = value / scale.value if named else value
        result.append(Number(first.start, run[-1].end, value, bare, named, vague, figure=False))
    return result


def _adjoins(text: str, left: int, right: int) -> bool:
    return text[left:right] in (" ", "-", " and ", "\n")


def _sum(run: Sequence[Numeral]) -> tuple[float | None, Qualifier | None]:
    """The value of a run of numerals; None where they make no number."""
    if run[0].role in ("vague", "about"):
        value = run[0].value
        for numeral in run[1:]:
            if numeral.role != "scale":
                return None, None
            value *= numeral.value
        return value, "at-least" if run[0].role == "vague" else "about"
    total, part = 0.0, 0.0
    for numeral in run:
        if numeral.role in ("unit", "ten"):
            if part and (numeral.role == "ten" or part % 100 < 20) and part % 100:
                return None, None
            part += numeral.value
        elif numeral.role == "scale" and part:
            if numeral.value in (100.0, 12.0):
                part *= numeral.value
            else:
                total += part * numeral.value
                part = 0.0
        else:
            return None, None
    return total + part or None, None
