"""Sums of what the projection keeps by day, ten days and month: how many events began in a span of days, as SQL."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from services.timeline.log.steps import next_start, start_of
from services.timeline.queries.questions import EventFilters, Span


def over(query: Span, names: Iterable[str], *, finest: bool = False) -> tuple[str, dict[str, Any]]:
    """The tallies of these names in a span, in brackets: of its whole months, of tens of days and days at its ends.

    If `finest`, of every day. Where one stretch is all there is, grouping by (name, day, value) needs no sorting.
    """
    since = query.from_[:10] if query.from_ else "0001-01-01"
    until = (query.to[:10] if query.to else "9999-12-31") + "~"
    stretches = [("day", since, until)] if finest else [*_stretches(since, until, ("month", "ten"))]
    arms = [_ARM.format(step=step, number=number) for number, (step, _, _) in enumerate(stretches)]
    bounds = {f"low{number}": low for number, (_, low, _) in enumerate(stretches)}
    bounds |= {f"high{number}": high for number, (_, _, high) in enumerate(stretches)}
    return f"({' UNION ALL '.join(arms)})", {"names": json.dumps([*names]), **bounds}


def _stretches(since: str, until: str, steps: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """(step, from, up to) of which a span from `since` up to `until` consists: coarse inside, fine at the ends."""
    if since >= until:
        return
    if not steps:
        yield "day", since, until
        return
    step, *finer = steps
    first = since if since == start_of(step, since) else next_start(step, since)
    beyond = next_start(step, until[:10]) if _is_last(step, until) else start_of(step, until[:10])
    if first >= beyond:
        yield from _stretches(since, until, tuple(finer))
        return
    yield from _stretches(since, first, tuple(finer))
    yield step, first, beyond
    yield from _stretches(beyond, until, tuple(finer))


_ARM: Final = """
SELECT name, value, day, days, n FROM tallies WHERE step = '{step}' AND name IN (SELECT value FROM json_each(:names))
AND day >= :low{number} AND day < :high{number}"""


def _is_last(step: str, until: str) -> bool:
    """Whether a span up to and with a day (`2024-10-31~`) ends where a step does; one up to a step's start does not."""
    if not until.endswith("~"):
        return False
    at = date.fromisoformat(until[:10])
    after = at if at == date.max else at + timedelta(days=1)
    return at == date.max or start_of(step, after.isoformat()) == after.isoformat()


def plain(query: EventFilters, but: set[str]) -> bool:
    """Whether no filter is set but these."""
    return not query.model_dump(exclude=but | {"as_of"}, exclude_defaults=True)


def minutes(query: EventFilters) -> bool:
    """Whether a bound lies within a day: tallies are by day."""
    return "T" in (query.from_ or "") or "T" in (query.to or "")
