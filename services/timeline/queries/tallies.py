"""Sums of what the projection keeps by day, ten days and month: how many events began in a span of days, as SQL."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from services.timeline.log.steps import next_month, next_start, start_of
from services.timeline.queries.questions import EventFilters, Span

END: Final = next_month("9999-12-31")
"""The day after the last one, as a text that sorts behind it."""


def over(query: Span, names: Iterable[str], *, counts: str = "n", finest: bool = False) -> tuple[str, dict[str, Any]]:
    """The tallies of these names in a span, in brackets: of months, and of tens of days and days at its ends.

    `n` is what the expression `counts` makes of their columns; what the months have too much stands there with a
    negative `n`. If `finest`, of every day. Where one stretch of one name is all there is, grouping by (day, value)
    needs no sorting.
    """
    since = query.from_[:10] if query.from_ else "0001-01-01"
    until = _after(query.to[:10]) if query.to else END
    stretches = [("day", since, until, 1)] if finest else [*_stretches(since, until, 1, ("month", "ten"))]
    keys = {f"name{place}": name for place, name in enumerate(names)}
    arms = [
        _ARM.format(step=step, number=number, counts=f"{'-' * (sign < 0)}({counts})", key=key)
        for number, (step, _, _, sign) in enumerate(stretches)
        for key in keys
    ]
    bounds = {f"low{number}": low for number, (_, low, _, _) in enumerate(stretches)}
    bounds |= {f"high{number}": high for number, (_, _, high, _) in enumerate(stretches)}
    return f"({' UNION ALL '.join(arms)})", {**keys, **bounds}


_ARM: Final = """
SELECT name, value, day, {counts} AS n FROM tallies
WHERE step = '{step}' AND name = :{key} AND day >= :low{number} AND day < :high{number}"""


def _stretches(since: str, until: str, sign: int, steps: tuple[str, ...]) -> Iterator[tuple[str, str, str, int]]:
    """(step, from, up to, sign) of which a span from `since` up to `until` consists: coarse inside, fine at the ends.

    An end is added to the coarse steps, or taken from the next of them, whichever is shorter.
    """
    if since >= until:
        return
    if not steps:
        yield "day", since, until, sign
        return
    step, *finer = steps
    first, beyond = _nearest(step, since), _nearest(step, until)
    if first >= beyond:
        yield from _stretches(since, until, sign, tuple(finer))
        return
    yield step, first, beyond, sign
    yield from _stretches(min(since, first), max(since, first), sign if since < first else -sign, tuple(finer))
    yield from _stretches(min(until, beyond), max(until, beyond), sign if beyond < until else -sign, tuple(finer))


def _nearest(step: str, day: str) -> str:
    """The start of a step that is nearest to `day`."""
    before = start_of(step, day)
    after = day if day == before else next_start(step, day)
    return before if _ordinal(day) - _ordinal(before) < _ordinal(after) - _ordinal(day) else after


def _ordinal(day: str) -> int:
    return date.max.toordinal() + 1 if day == END else date.fromisoformat(day).toordinal()


def _after(day: str) -> str:
    return END if day == date.max.isoformat() else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def plain(query: EventFilters, but: set[str]) -> bool:
    """Whether no filter is set but these."""
    return not query.model_dump(exclude=but | {"as_of"}, exclude_defaults=True)


def minutes(query: EventFilters) -> bool:
    """Whether a bound lies within a day: tallies are by day."""
    return "T" in (query.from_ or "") or "T" in (query.to or "")
