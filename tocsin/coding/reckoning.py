"""Reckoning: what happened "three days after" something else, or so long before it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from tocsin.coding.mooring import Mooring
from tocsin.coding.scene import Scene
from tocsin.coding.times import TimeMention
from tocsin.coding.timex.almanac import extent, plus
from tocsin.coding.verbs import Group, Sentence
from tocsin.vocabulary import Precision

_LENGTH: Final = re.compile(r"P(\d{1,3})([DWMY])")
_UNITS: Final[dict[str, Precision]] = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_SIGNS: Final = {"after": 1, "before": -1}
_REACH: Final = 12
"""Tokens behind "after" within which its clause begins, or the day stands that is counted from."""


def reckoned(
    scene: Scene, s: Sentence, groups: list[Group], mention: TimeMention, dated: list[Mooring]
) -> list[Mooring]:
    """The time that a stretch such as "four weeks" before "after" tells; `dated` are the other times of the sentence.

    Where the day of what stands behind is told, the rest was so long after it; where the day of the rest is told, what
    stands behind was so long before that; else it was so long before the day of publication.
    """
    length = _LENGTH.fullmatch(mention.timex.value)
    first, last = scene.token_at(mention.timex.start), scene.token_at(mention.timex.end)
    sign = _SIGNS.get(s.lower[last]) if last < s.end else None
    if length is None or sign is None:
        return []
    clause = next((k for k, g in enumerate(groups) if g.link == s.lower[last] and g.first > last), -1)
    noun = clause < 0 or groups[clause].first - last > _REACH
    behind = _day_of(m for m in dated if last < m.first <= last + _REACH and (m.noun or noun or m.clause == clause))
    if behind is not None:
        rest = _rest(groups, first, clause)
        return [_moored(mention, behind, sign * int(length[1]), length[2], (first, last, rest))]
    start = _day_of(m for m in reversed(dated) if m.first < first and not m.noun)
    if start is None and sign < 0:
        return []
    start = start or scene.published.date()
    return [_moored(mention, start, -sign * int(length[1]), length[2], (first, last, -1 if noun else clause))]


def _day_of(moorings: Iterable[Mooring]) -> date | None:
    """The day of the first of some times that tells one."""
    for mooring in moorings:
        start = mooring.mention.start
        if mooring.mention.precision in ("day", "minute") and start is not None:
            return start.date() if isinstance(start, datetime) else start
    return None


def _rest(groups: list[Group], first: int, clause: int) -> int:
    """The clause that a stretch at token `first` belongs to: the one before it, else the first that is not `clause`."""
    before = max((k for k, group in enumerate(groups) if group.head < first), default=-1)
    return before if before >= 0 else next((k for k in range(len(groups)) if k != clause), -1)


def _moored(mention: TimeMention, day: date, count: int, unit: str, at: tuple[int, int, int]) -> Mooring:
    """A mooring at tokens `at[0]` to `at[1]` for the clause `at[2]`, -1 for a noun: so long from `day` on."""
    other = plus(day, count, unit)
    start: date | datetime | None = other
    end: date | datetime | None = other
    if unit in "MY":
        start, end, _ = extent(other.isoformat()[: 7 if unit == "M" else 4])
    dated = replace(mention, start=start, end=end, precision=_UNITS[unit], relation="at")
    return Mooring(dated, *at, front=False, noun=at[2] < 0)
