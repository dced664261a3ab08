"""Reckoning: what happened "three days after" something else, so long before it, or "on the eve of" it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from operator import attrgetter
from typing import Final

from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.tale import past
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import MARK
from tocsin.coding.timex.almanac import extent, plus
from tocsin.coding.timex.times import TimeMention
from tocsin.vocabulary import Precision

_LENGTH: Final = re.compile(r"P(\d{1,3})([DWMY])")
_UNITS: Final[dict[str, Precision]] = {"D": "day", "W": "week", "M": "month", "Y": "year"}
SIGNS: Final = {"after": 1, "before": -1}
_BACK: Final = 4
"""Times before a stretch that it may be counted from."""
_LASTING: Final = frozenset({"in", "for", "over", "during"})
_REACH: Final = 20
"""Tokens behind "after" within which its clause begins, or the day stands that is counted from."""


def reckoned(
    scene: Scene, s: Sentence, groups: list[Group], mention: TimeMention, dated: list[Mooring], *, told: date | None
) -> list[Mooring]:
    """The time that a stretch such as "four weeks" before "after" tells; `dated` are the other times of the sentence.

    Where the day of what stands behind is told, the rest was so long after it; where the day of the rest is told, what
    stands behind was so long before that; else it was so long before the day of publication, or before the day `told`
    last where the rest is told as past: "The vote came five days after …".
    """
    if vague := _VAGUE.fullmatch(mention.timex.value):
        return _soon_after(scene, s, groups, mention, dated, unit=vague[1], told=told)
    length = _LENGTH.fullmatch(mention.timex.value)
    first, last = scene.token_at(mention.timex.start), scene.token_at(mention.timex.end)
    sign = SIGNS.get(s.lower[last]) if last < s.end else None
    if length is None or sign is None or s.lower[first - 1] in _LASTING:
        return []  # "in the two weeks after the coup", "the first in a decade after five days of raids"
    begin = bisect_right(groups, last, key=attrgetter("first"))
    near = takewhile(lambda k: groups[k].first - last <= _REACH, range(begin, len(groups)))
    opens = (
        {s.lower[last], "as"} if s.lower[last + 1 : last + 2] == ["as"] else {s.lower[last]}
    )  # "as many as 150 died"
    clause = next((k for k in near if groups[k].link in opens), -1)
    at = bisect_right(dated, last, key=attrgetter("first"))
    following = takewhile(lambda m: m.first <= last + _REACH, (dated[n] for n in range(at, len(dated))))
    behind = _day_of((m for m in following if m.noun or m.clause in (clause, -1) or clause < 0), length[2])
    if behind is not None:
        rest = bisect_left(groups, first, key=attrgetter("head")) - 1
        if rest < 0:
            rest = next((k for k in range(len(groups)) if k != clause), -1)
        return [_moored(mention, behind, sign * int(length[1]), length[2], (first, last, rest))]
    earlier = [m for m in reversed(dated[max(0, at - _BACK) : at]) if m.first < first and not m.noun]
    start = _day_of(earlier, length[2])
    if start is None and earlier and (around := _around(earlier[0].mention, -sign * int(length[1]), length[2])):
        return [Mooring(around, last, last + 1, clause, front=False, noun=clause < 0)]
    if start is None and sign < 0:
        return []
    if start is None and told is not None and any(past(g) for g in groups if g.head < first):
        start = told
    start = start or scene.published.date()
    return [_moored(mention, start, -sign * int(length[1]), length[2], (last, last + 1, clause))]


def _soon_after(
    scene: Scene,
    s: Sentence,
    groups: list[Group],
    mention: TimeMention,
    dated: list[Mooring],
    *,
    unit: str,
    told: date | None,
) -> list[Mooring]:
    """When that was which the rest came "hours", "days" or "weeks after": a few of them before the rest."""
    first, last = scene.token_at(mention.timex.start), scene.token_at(mention.timex.end)
    if s.lower[last : last + 1] != ["after"] or s.lower[first - 1] in _LASTING:
        return []
    near = (k for k, group in enumerate(groups) if last < group.first <= last + _REACH)
    clause = next((k for k in near if groups[k].link == "after"), -1)
    if any(m.clause == clause or (m.noun and clause < 0) for m in dated if last < m.first <= last + _REACH):
        return []  # "days after troops seized it on Sunday"
    rest = _day_of((m for m in reversed(dated) if m.first < first and not m.noun), "D")
    if rest is None and any(past(group) for group in groups if group.head < first):
        rest = told
    rest = rest or scene.published.date()
    start, end = plus(rest, -_A_FEW[unit][0], "D"), plus(rest, -_A_FEW[unit][1], "D")
    placed = replace(mention, start=start, end=end, precision=_A_FEW[unit][2], relation="at")
    return [Mooring(placed, last, last + 1, clause, front=False, noun=clause < 0)]


_VAGUE: Final = re.compile(r"P(TX[HM]|X[DW])")
_A_FEW: Final[dict[str, tuple[int, int, Precision]]] = {
    "TXH": (0, 0, "day"),
    "TXM": (0, 0, "day"),
    "XD": (6, 1, "week"),
    "XW": (35, 7, "month"),
}
"""How many days before the rest that was at most and at least, and how exactly that tells when."""


def beside_day(s: Sentence, verbs: Collection[int], mention: TimeMention, first: int) -> TimeMention:
    """The day beside a stated one at token `first`, that of an occasion: "on the eve of the vote on Sunday".

    `verbs` are the tokens of the sentence's verbs.
    """
    if mention.precision != "day" or type(mention.start) is not date or type(mention.end) is not date:
        return mention
    for i in range(first - 2, max(s.begin, first - _OCCASION), -1):
        if s.flag(i) & MARK or i in verbs:
            break
        way = _BESIDE.get((s.lower[i], s.lower[i + 1]))
        if way is not None and i + 2 < first - 1 and s.lower[i - 1] in ("the", "on"):  # not "a day after"
            shift = timedelta(days=way)
            return replace(mention, start=mention.start + shift, end=mention.end + shift)
    return mention


_OCCASION: Final = 10
"""Tokens from "eve" to the day of its occasion."""
_BESIDE: Final = {
    ("eve", "of"): -1,
    ("day", "before"): -1,
    ("night", "before"): -1,
    ("day", "after"): 1,
    ("morning", "after"): 1,
}


_FINE: Final[dict[str, Collection[Precision]]] = {
    "D": ("day", "minute"),
    "W": ("day", "minute"),
    "M": ("day", "minute", "month"),
    "Y": ("day", "minute", "month", "year"),
}
"""How finely a day must be told for so many days, weeks, months or years to be counted from it."""


def _day_of(moorings: Iterable[Mooring], unit: str) -> date | None:
    """The (first) day of the first of some times that tells it finely enough."""
    for mooring in moorings:
        start = mooring.mention.start
        if mooring.mention.precision in _FINE[unit] and start is not None:
            return start.date() if isinstance(start, datetime) else start
    return None


def _around(told: TimeMention, count: int, unit: str) -> TimeMention | None:
    """When it was so long before or after a month or a year: "in June, three weeks after" is mid-May to early June."""
    if told.relation != "at" or type(told.start) is not date or type(told.end) is not date:
        return None
    return replace(told, start=plus(told.start, count, unit), end=plus(told.end, count, unit))


def _moored(mention: TimeMention, day: date, count: int, unit: str, at: tuple[int, int, int]) -> Mooring:
    """A mooring at tokens `at[0]` to `at[1]` for the clause `at[2]`, -1 for a noun: so long from `day` on."""
    other = plus(day, count, unit)
    start: date | datetime | None = other
    end: date | datetime | None = other
    if unit in "MY":
        start, end, _ = extent(other.isoformat()[: 7 if unit == "M" else 4])
    dated = replace(mention, start=start, end=end, precision=_UNITS[unit], relation="at")
    return Mooring(dated, *at, front=False, noun=at[2] < 0)
