"""The grammar of time expressions: where the rules of `rules` match in a line of tokens."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple, TypeVar

from tocsin.coding.timex.line import Line, Token
from tocsin.coding.timex.rules import PHRASES, RULES
from tocsin.coding.timex.words import CLASSES


class Match(NamedTuple):
    """A rule that matched: it covers the tokens `first` to `last`; `parts` are those of them that it names."""

    meaning: str
    first: int
    last: int
    parts: dict[str, list[Token]]


Made = TypeVar("Made")


class NotATime(Exception):
    """Raised by a meaning: the words of this match tell no time, in any reading ("52 years old", "USA Today")."""


_ATOM = re.compile(r"([a-z]\w*)=(\(|\{[a-z]+\}|[A-Z]+)|\{([a-z]+)\}|([A-Z]+)|(\()|\s+")


@cache
def _expression(pattern: str, *, named: bool) -> str:
    """The regular expression over class characters that `pattern` stands for."""

    def put(match: re.Match[str]) -> str:
        part, what, phrase, cls, opening = match.groups()
        if part:
            head = f"(?P<{part}>" if named else "(?:"
            return head if what == "(" else f"{head}{_expression(what, named=False)})"
        if phrase:
            return f"(?:{_expression(PHRASES[phrase], named=named)})"
        if opening:
            return "(?:"
        return CLASSES[cls] if cls else ""

    return _ATOM.sub(put, pattern)


@cache
def _rule(number: int) -> tuple[re.Pattern[str], tuple[tuple[str, int], ...]]:
    """A rule's expression, and the parts that its groups are."""
    expression = re.compile(_expression(RULES[number][1], named=True))
    return expression, tuple((name.partition("_")[0], group) for name, group in expression.groupindex.items())


_PIECE = re.compile(r"[a-z]\w*=|\{[a-z]+\}|[A-Z]+|[()|?]|\{\d,\d\}")


def _openings(pattern: str) -> tuple[set[str], bool]:
    """The classes that `pattern` can begin with, and whether it can be empty."""
    pieces = _PIECE.findall(pattern)

    def alternatives(at: int) -> tuple[set[str], bool, int]:
        """As above for what stands between `at` and the closing bracket (or the end), and where that is."""
        begins: set[str] = set()
        empty = False
        open_, at_start = True, set[str]()
        while at < len(pieces):
            piece = pieces[at]
            if piece in ("|", ")"):
                begins |= at_start
                empty |= open_
                open_, at_start = True, set()
                at += 1
                if piece == ")":
                    return begins, empty, at
                continue
            if piece.endswith("="):
                at += 1
                continue
            if piece == "(":
                inner, optional, at = alternatives(at + 1)
            else:
                inner, optional = _openings(PHRASES[piece[1:-1]]) if piece[0] == "{" else ({piece}, False)
                at += 1
            if at < len(pieces) and (pieces[at] == "?" or pieces[at].startswith("{0")):
                optional = True
            if at < len(pieces) and (pieces[at] == "?" or pieces[at][:2] in ("{0", "{1")):
                at += 1
            if open_:
                at_start |= inner
                open_ = optional
        return begins | at_start, empty or open_, at

    begins, empty, _ = alternatives(0)
    return begins, empty


@cache
def _rules_by_class() -> dict[str, list[int]]:
    """For each class character the rules that can begin with it, in their order."""
    rules: dict[str, list[int]] = {}
    for number, (_, pattern) in enumerate(RULES):
        for name in _openings(pattern)[0]:
            rules.setdefault(CLASSES[name], []).append(number)
    return rules


@cache
def _rules_for(cls: str) -> tuple[re.Pattern[str], tuple[int, ...]]:
    """All rules that can begin with the class in one expression, a group each, and their numbers."""
    return _together(tuple(_rules_by_class()[cls]))


@cache
def _together(numbers: tuple[int, ...]) -> tuple[re.Pattern[str], tuple[int, ...]]:
    return re.compile("|".join(f"({_expression(RULES[n][1], named=False)})" for n in numbers)), numbers


_HEADS: Final = (
    "MONTH MABBR MAYBE WEEKDAY WABBR WDAYS DAYPART DAYPARTS CLOCKWORD SEASON SEASONS HOLIDAY UNIT UNITS WEEKEND"
    " WEEKENDS TERM CENTURY CENT YEARF DECADE ISO SLASHED CLOCK AMPM OCLOCK ZONE QNUM HNUM HALF TODAY NOW CURRENT"
    " REF FREQ WHILE PASTW FUTURE"
).split()


_LOOSE: Final = "THE EVERY ALL LAST PASTW NEXT PRIOR FOLLOW LATEST FINAL ORD SEC THESE THOSE".split()
"""Openers behind which a rule lets one foreign word pass ("the comparable year-ago quarter")."""


@cache
def _openers() -> re.Pattern[str]:
    """The tokens that an expression can begin with: one that a head follows."""
    first, head, other = "".join(_rules_by_class()), "".join(CLASSES[name] for name in _HEADS), CLASSES["OTHER"]
    joint = "".join(CLASSES[name] for name in ("AND", "OR", "TO", "HYPHEN"))
    loose = "".join(CLASSES[name] for name in _LOOSE)
    near, far = f"[^{other}]{{0,12}}[{head}]", f"[^{other}]{{0,2}}{other}[^{other}]{{0,6}}[{head}]"
    the_nth = f"(?<={CLASSES['THE']})(?={CLASSES['ORD']})"  # "on the 21st"
    return re.compile(f"[{first}](?:(?<=[{head}])|(?={near})|(?<=[{loose}])(?={far})|(?<=[{joint}].)|{the_nth})")


def matches(line: Line, accept: Callable[[Match], Made | None]) -> Iterator[Made]:
    """What `accept` makes of each match, left to right and without overlap.

    Where it makes nothing of a match the next rule is tried; where it raises `NotATime` the words are passed over.
    """
    classes, at = line.classes, 0
    openers = _openers()
    while opening := openers.search(classes, at):
        at = opening.start()
        rules, numbers = _rules_for(opening[0])
        first = rules.match(classes, at)
        at += 1
        for number in numbers[(first.lastindex or 1) - 1 :] if first else ():
            rule, named = _rule(number)
            match = rule.match(classes, at - 1)
            if not match:
                continue
            parts = {part: line.between(*match.span(group)) for part, group in named if match[group]}
            try:
                made = accept(Match(RULES[number][0], match.start(), match.end() - 1, parts))
            except NotATime:
                at = match.end()
                break
            if made is not None:
                at = match.end()
                yield made
                break
