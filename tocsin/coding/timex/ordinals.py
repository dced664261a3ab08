"""Days and weeks told by number: "the 21st", "the first week of August", "the third Thursday of November"."""

from datetime import date, timedelta
from typing import Final

from tocsin.coding.timex import almanac, outlook
from tocsin.coding.timex.dates import day_in, day_of, month_named
from tocsin.coding.timex.grammar import Match
from tocsin.coding.timex.parts import base, edge, related_year, step, unit_of
from tocsin.coding.timex.scene import Meaning, Scene


def day_of_month(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "Friday the 13th", "on the 21st", "the 5th of this month"."""
    number = int(match.parts["date"][0].value)
    counts = scene.after(match) in _NUMBERED or ("comma" in match.parts and scene.describes(match))
    if "weekday" in match.parts and counts:
        return None  # "on Friday, the 12th anniversary of the coup"
    if "rel" in match.parts:
        if match.parts["rel"][-1].value != "M":
            return None
        first = almanac.plus(base(match, scene, "rel").replace(day=1), step(match, "rel"), "M")
        return day_in(first.year, first.month, number)
    named = match.parts.get("weekday")
    if not match.parts["date"][0].word[0].isdigit() or (named is None and not _names_day(match, scene)):
        return None
    told = almanac.first_day(scene.reference) if almanac.grain(scene.reference) in ("D", "M") else None
    months = [told or scene.today]
    way = 1 if outlook.ahead(match, scene) else -1
    if not told or abs(told - scene.today) <= _NEAR or named:  # else the month of the story being told
        months = [almanac.plus(scene.today.replace(day=1), way * n, "M") for n in range(12)]
    for first in months:
        if not almanac.valid(first.year, first.month, number):
            continue
        day = first.replace(day=number)
        if named and day.isoweekday() != named[0].value:
            continue
        if len(months) == 1 or day == scene.today or (day > scene.today) is (way > 0):
            return Meaning("DATE", day.isoformat(), edge(match))
    return None


_NUMBERED: Final = frozenset("anniversary birthday day night week month year time straight consecutive such".split())
"""What is counted behind a weekday: "on Friday the 12th day of the siege"."""
_NEAR: Final = timedelta(days=40)


def _names_day(match: Match, scene: Scene) -> bool:
    """Whether "the 21st" is a day, not one of a row of things ("the 38th parallel")."""
    return scene.before(match) in _BEFORE_DAY and not scene.describes(match)


_BEFORE_DAY: Final = frozenset("on from since by until till before after and between".split())


def night_of(match: Match, scene: Scene) -> Meaning | None:
    value = day_of(match, scene)
    return Meaning("TIME", f"{value}T{match.parts['part'][0].value}", edge(match)) if value else None


def nth_of(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the first week of August", "the last day of 2024"."""
    unit = unit_of(match)
    if "month" in match.parts:
        whole = month_named(match, scene)
        value = whole.value if whole else ""
    elif "of" in match.parts:
        of = match.parts["of"][-1].value
        value = almanac.at_grain(scene.today, of) if of in ("W", "M", "Y") else ""
    else:
        value = f"{related_year(match, scene):04d}"
    first, last, _ = almanac.extent(value)
    nth = match.parts["nth"][0]
    if type(first) is not date or type(last) is not date or unit not in ("D", "W", "M"):
        return None
    if unit == "W":  # the weeks of a month are those that have most of their days in it
        first, last = first + _HALF_WEEK, last - _HALF_WEEK
    if nth.word in ("last", "closing", "final"):
        return Meaning("DATE", almanac.at_grain(last, unit))
    day = almanac.plus(first, int(nth.value) - 1 if isinstance(nth.value, int) else 0, unit)
    return Meaning("DATE", almanac.at_grain(day, unit)) if day <= last else None


_HALF_WEEK: Final = timedelta(days=3)


def nth_weekday(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the third Thursday of November", "the last Friday in May", "the first Monday of next month"."""
    nth = match.parts["nth"][0]
    if "month" in match.parts:
        whole = month_named(match, scene)
    else:
        month_of = almanac.plus(base(match, scene, "rel").replace(day=1), step(match, "rel"), "M")
        whole = Meaning("DATE", almanac.at_grain(month_of, "M")) if match.parts["rel"][-1].value == "M" else None
    weekday = int(match.parts["day"][0].value)
    which = 9 if nth.word in ("last", "final", "closing") else int(nth.value)
    if whole is None or which not in (1, 2, 3, 4, 9):
        return None
    of, month = whole.value.split("-")
    return Meaning("DATE", almanac.nth_weekday(int(of), int(month), which, weekday).isoformat())
