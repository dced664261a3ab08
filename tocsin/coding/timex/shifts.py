"""The meaning of what is told from another time: "two weeks ago", "last month", "the day before", "the future"."""

from datetime import date, timedelta
from typing import Final

from tocsin.coding.text.calendar import WEEKDAYS
from tocsin.coding.timex import almanac, outlook
from tocsin.coding.timex.grammar import Match, NotATime
from tocsin.coding.timex.parts import (
    base,
    edge,
    length,
    near_weekday,
    number,
    refers,
    some_day,
    step,
    unit_of,
)
from tocsin.coding.timex.quarters import last_quarter
from tocsin.coding.timex.scene import Meaning, Scene
from tocsin.coding.timex.weekdays import part_of_day


def shift(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "two weeks ago", "three days later", "a year earlier", "the day before"."""
    unit = unit_of(match)
    tokens = match.parts.get("count", [])
    count: float | None = number(tokens) if tokens else None
    if "half" in match.parts:
        count = 0.5 if not tokens else (count or 0) + 0.5
    words = [token.word for token in match.parts["way"]]
    back = words[0] in ("ago", "earlier", "before")
    if words[0] in ("before", "after") and not _ends_phrase(match, scene):
        return None  # "two days before the vote"
    if scene.after(match) == "than" and words[0] in ("earlier", "later"):
        return Meaning("DURATION", length(count, unit), dropped=1)  # "a year earlier than planned"
    if unit[0] == "T":
        return Meaning("DURATION", length(count, unit), dropped=len(words))
    if count is None:
        if words[0] in ("earlier", "later"):
            return Meaning("DURATION", length(count, unit), dropped=1)
        return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF")
    from_reference = words[0] in ("earlier", "later", "before", "after")
    start, fine = scene.today, "D"
    known = scene.here or (scene.told("D") if unit == "D" else scene.reference)
    if (
        unit == "Y"
        and count == 1
        and scene.quarter
        and almanac.grain(known) != "D"
        and almanac.grain(scene.here) != "M"
    ):
        known = scene.quarter
        from_reference = True
    if words[0] == "later" and not known:
        return Meaning("DURATION", length(count, unit), dropped=1)
    grain = unit
    if from_reference and known:
        start, fine = almanac.first_day(known) or start, almanac.grain(known)
        if back and fine != "Q" and start > scene.today and scene.tense(match) == "past":
            start = scene.today  # "They have until Sunday. A day earlier he had ruled out war"
        if fine in _COARSER.get(unit, ""):
            grain = fine  # "in 2008 he fell; six months later" is no month that the text tells
            start = _last_day(known) if back else start
    if unit == "C":
        grain = "Y"
    if unit == "Y" and from_reference and fine == "Q":
        grain = fine
    day = almanac.plus(start, -count if back else count, unit)
    if day > scene.today and words[0] == "later" and scene.before(match) == "," and not outlook.ahead(match, scene):
        # "found in May 2011, two years later": so long after what was told before
        day = almanac.plus(almanac.first_day(scene.previous) or day, count, unit)
    if day > scene.today and words[0] == "later" and outlook.ahead(match, scene) is False:
        return Meaning("DURATION", length(count, unit), dropped=1)
    return Meaning("DATE", almanac.at_grain(day, grain))


def _last_day(value: str) -> date:
    """The last day of a date that is known to be a month or a year."""
    return almanac.plus(date.fromisoformat(f"{value}-01-01"[:10]), 1, almanac.grain(value)) - timedelta(days=1)


_COARSER: Final[dict[str, str]] = {"D": "MY", "W": "MY", "2W": "MY", "M": "Y"}
"""For days, weeks and months the grains of dates from which they can't be counted."""


def _ends_phrase(match: Match, scene: Scene) -> bool:
    """Whether nothing follows that something is before: "two days before, …", "had warned the day before that …"."""
    after, behind = scene.after(match), scene.line.between(match.last + 2, match.last + 3)
    if after == "as" and behind and behind[0].word in ("many", "few", "much"):
        return False  # "a day after as many as nine died"
    return not after[:1].isalnum() or after in _BEHIND_BEFORE


_BEHIND_BEFORE: Final = frozenset(
    "that in at on near to for with and but when as from over has have had was were".split()
)


def before_last(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the day before yesterday", "the week before last", "the night before last"."""
    unit, word = unit_of(match) if "unit" in match.parts else "D", match.parts["to"][0].word
    back = match.parts["way"][0].word == "before"
    if scene.after(match) in WEEKDAYS:
        return None  # "the day before last Tuesday"
    if word in ("last", "next"):
        if back is (word == "next") or unit[0] == "T":
            return None
        day = almanac.plus(scene.today, -2 if back else 2, unit)
        return part_of_day(match, day) if "part" in match.parts else Meaning("DATE", almanac.at_grain(day, unit))
    value = match.parts["to"][0].value
    if unit != "D" or not isinstance(value, int):
        return None
    return Meaning("DATE", almanac.plus(scene.today, value - 1 if back else value + 1, "D").isoformat())


def to_the_day(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "five years ago today", "a year ago Monday", "ten years ago this week"."""
    unit, count = unit_of(match), number(match.parts["count"])
    if count is None or unit[0] == "T":
        return None
    day, grain = scene.today, "D"
    if "to" in match.parts:
        grain = str(match.parts["to"][0].value)
        day = almanac.plus(day, step(match), grain)
    elif (named := match.parts["day"][0]).word in WEEKDAYS:
        day = near_weekday(int(named.value), ahead=False, today=scene.today)
    elif named.value != 0:
        return None
    return Meaning("DATE", almanac.at_grain(almanac.plus(day, -count, unit), grain))


def day_before(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the day before", where nothing follows that it is before."""
    unit = unit_of(match)
    if not _ends_phrase(match, scene) or unit[0] == "T":
        return None
    known = scene.here or scene.told(unit)
    if unit == "D" and (vague := some_day(known)):
        return Meaning("DATE", vague)
    start = (almanac.first_day(known) if known else None) or scene.today
    if match.parts["way"][0].word == "before":
        start = min(start, scene.today)
    day = almanac.plus(start, -1 if match.parts["way"][0].word == "before" else 1, unit)
    return Meaning("DATE", almanac.at_grain(day, unit))


def unit_named(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "last week", "earlier this month", "the following year", "the end of the year"."""
    unit = unit_of(match)
    late = "END" if "late" in match.parts else edge(match)
    if unit[0] == "T":
        return None
    words = {token.word for token in match.parts.get("deictic", ())}
    if unit == "D" and not words:
        return None
    if unit == "2W":
        return Meaning("DURATION", length(1, unit), anchor=step(match)) if step(match) else None
    if not words and unit in ("M", "Y") and scene.runs_on() and scene.tense(match) == "past":
        told = min(almanac.first_day(scene.reference) or scene.today, scene.today)
        return Meaning("DATE", almanac.at_grain(told, unit), late)
    if "the" in match.parts and words & {"last"}:
        if scene.after(match) in ("of", "in", "for"):
            raise NotATime  # "the last year of his term"
        return Meaning("DATE", almanac.at_grain(almanac.plus(scene.today, -1, unit), unit))
    if words & {"past"}:
        return Meaning("DURATION", length(1, unit), anchor=-1)
    if words & {"latest"}:
        return Meaning("DATE", last_quarter(scene)) if unit == "Q" else None
    if words & {"current"} and unit == "D":
        return None
    way = step(match)
    if not words and unit == "W" and scene.today.isoweekday() > _FRIDAY and outlook.ahead(match, scene):
        way = 1  # on a Sunday "by the middle of the week" is of the week that begins
    then = "the" in match.parts and "next" in words
    if unit == "D" and (then or refers(match)) and (vague := some_day(_told_day(match, scene))):
        return Meaning("DATE", vague)
    if (unit == "Q" or "that" in words) and scene.after(match) in ("-", "–"):
        return None  # "that quarter-final", "said that week-long raids"
    if then and scene.reference and (unit == "D" or outlook.ahead(match, scene) is False):
        told = almanac.first_day(scene.told(unit)) or scene.today
        return Meaning("DATE", almanac.at_grain(almanac.plus(told, 1, unit), unit))
    day = almanac.plus(base(match, scene, unit=unit), way, unit)
    if unit == "Q" and refers(match) and scene.quarter:
        day = almanac.plus(almanac.first_day(scene.quarter) or day, way, unit)
    return Meaning("DATE", almanac.at_grain(day, unit), late)


_FRIDAY: Final = 5


def _told_day(match: Match, scene: Scene) -> str:
    """The date that "the same day" is of; one to come is none on which something was done."""
    told = scene.told("D")
    ahead = (almanac.first_day(told) or scene.today) > scene.today and scene.tense(match) == "past"
    return scene.reference if ahead else told


def end_of_unit(match: Match, scene: Scene) -> Meaning | None:
    unit = unit_of(match)
    if scene.line[match.last].value != "END":
        return None  # "the week beginning in May"
    return Meaning("DATE", almanac.at_grain(scene.today, unit), "END") if unit in ("W", "M", "Q", "Y", "E") else None


def past_future(match: Match, scene: Scene) -> Meaning | None:
    word = match.parts["way"][0].word
    if word == "past" and scene.after(match)[:1].isalnum() and scene.before(match) != "in":
        return None
    if word == "future" and scene.describes(match):
        raise NotATime  # "the future president"
    return Meaning("DATE", "PAST_REF" if word == "past" else "FUTURE_REF")


def current(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the current cabinet", which dates no event."""
    return Meaning("DATE", "PRESENT_REF") if scene.describes(match) else None


def reference(match: Match, scene: Scene) -> Meaning | None:
    if scene.before(match) == "as" and scene.after(match) == "as":
        return None  # "as recently as Tuesday"
    if scene.before(match) == "every":
        raise NotATime  # "every now and then"
    return Meaning("DATE", str(match.parts["way"][0].value))
