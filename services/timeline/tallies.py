"""Sums of what the projection keeps by day and by month: how many events began in a span of days, as SQL."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from services.timeline.questions import EventFilters, Span


def over(query: Span, names: Iterable[str], *, months: bool = True) -> tuple[str, dict[str, Any]]:
    """The tallies of these names in a span, in brackets: of its whole months, and of the days before and after these.

    Without `months` every day is taken for itself. Where one stretch is all there is, grouping by (name, day, value)
    needs no sorting.
    """
    since = query.from_[:10] if query.from_ else "0001-01-01"
    until = (query.to[:10] if query.to else "9999-12-31") + "~"
    first = since if since.endswith("-01") else next_month(since)
    beyond = f"{until[:7]}-01" if query.to and not _is_last(until[:10]) else next_month(until[:10])
    if not months or beyond < first:
        first = beyond = since
    stretches = [("month", first, beyond), ("day", since, min(first, until)), ("day", max(beyond, since), until)]
    arms, values = [], {"names": json.dumps([*names])}
    for number, (step, low, high) in enumerate(stretches):
        if low < high:
            arms.append(_ARM.format(step=step, number=number))
            values |= {f"low{number}": low, f"high{number}": high}
    return f"({' UNION ALL '.join(arms)})", values


_ARM = """
SELECT name, value, day, days, n FROM tallies WHERE step = '{step}' AND name IN (SELECT value FROM json_each(:names))
AND day >= :low{number} AND day < :high{number}"""


def next_month(day: str) -> str:
    """The first day of the month after `day`, as a text that sorts even after the year 9999."""
    year, month = int(day[:4]), int(day[5:7])
    return f"{year:04}-{month + 1:02}-01" if month < 12 else (f"{year + 1:04}-01-01" if year < 9999 else "9999-13-01")


def _is_last(day: str) -> bool:
    at = date.fromisoformat(day)
    return at == date.max or (at + timedelta(days=1)).day == 1


def plain(query: EventFilters, but: set[str]) -> bool:
    """Whether no filter is set but these."""
    return not query.model_dump(exclude=but | {"as_of"}, exclude_defaults=True)


def minutes(query: EventFilters) -> bool:
    """Whether a bound lies within a day: tallies are by day."""
    return "T" in (query.from_ or "") or "T" in (query.to or "")
