"""The meaning of what is told from another day: "two weeks ago", "last month", "Monday", "tonight", "the future"."""

import re
from datetime import date, timedelta
from typing import Final

from tocsin.coding.text.calendar import WEEKDAYS
from tocsin.coding.timex import almanac
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
    weekday_named,
)
from tocsin.coding.timex.quarters import last_quarter
from tocsin.coding.timex.scene import Meaning, Scene
from tocsin.coding.timex.words import CLASSES


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
    if unit == "Y" and scene.quarter and almanac.grain(known) != "D" and almanac.grain(scene.here) != "M":
        known = scene.quarter
        from_reference = True
    if words[0] == "later" and not known:
        return Meaning("DURATION", length(count, unit), dropped=1)
    grain = unit
    if from_reference and known:
        start, fine = almanac.first_day(known) or start, almanac.grain(known)
        if fine in _COARSER.get(unit, ""):
            grain = fine  # "in 2008 he fell; six months later" is no month that the text tells
            start = _last_day(known) if back else start
    if unit == "C":
        grain = "Y"
    if unit == "Y" and from_reference and fine == "Q":
        grain = fine
    day = almanac.plus(start, -count if back else count, unit)
    if day > scene.today and words[0] == "later" and scene.before(match) == "," and not scene.ahead(match):
        # "found in May 2011, two years later": so long after what was told before
        day = almanac.plus(almanac.first_day(scene.previous) or day, count, unit)
    if day > scene.today and words[0] == "later" and scene.ahead(match) is False:
        return Meaning("DURATION", length(count, unit), dropped=1)
    return Meaning("DATE", almanac.at_grain(day, grain))


def _last_day(value: str) -> date:
    """The last day of a date that is known to be a month or a year."""
    return almanac.plus(date.fromisoformat(f"{value}-01-01"[:10]), 1, almanac.grain(value)) - timedelta(days=1)


_COARSER: Final[dict[str, str]] = {"D": "MY", "W": "MY", "2W": "MY", "M": "Y"}
"""For days, weeks and months the grains of dates from which they can't be counted."""


def _ends_phrase(match: Match, scene: Scene) -> bool:
    """Whether nothing follows that something is before: "two days before, …", "had warned the day before that …"."""
    after = scene.after(match)
    return not after[:1].isalnum() or after in _BEHIND_BEFORE


_BEHIND_BEFORE: Final = frozenset("that in at on near to for with and but when as from over".split())


def before_last(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the day before yesterday", "the week before last", "the night before last"."""
    unit, word = unit_of(match) if "unit" in match.parts else "D", match.parts["to"][0].word
    back = match.parts["way"][0].word == "before"
    if word in ("last", "next"):
        if back is (word == "next") or unit[0] == "T":
            return None
        day = almanac.plus(scene.today, -2 if back else 2, unit)
        return _part_of_day(match, day) if "part" in match.parts else Meaning("DATE", almanac.at_grain(day, unit))
    value = match.parts["to"][0].value
    if unit != "D" or not isinstance(value, int):
        return None
    return Meaning("DATE", almanac.plus(scene.today, value - 1 if back else value + 1, "D").isoformat())


def days_ago(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "two Thursdays ago"."""
    count, number_ = number(match.parts["count"]), int(match.parts["day"][0].value)
    if count is None:
        return None
    back = (scene.today.isoweekday() - number_ - 1) % 7 + 1
    return Meaning("DATE", almanac.plus(scene.today - timedelta(days=back), 1 - count, "W").isoformat())


def to_the_day(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "five years ago today", "a year ago Monday", "ten years ago this week"."""
    unit, count = unit_of(match), number(match.parts["count"])
    if count is None or unit[0] == "T":
        return None
    day, grain = scene.today, "D"
    if "to" in match.parts:
        grain = str(match.parts["to"][0].value)
    elif (named := match.parts["day"][0]).word in WEEKDAYS:
        day = near_weekday(int(named.value), ahead=False, today=scene.today)
    elif named.value != 0:
        return None
    return Meaning("DATE", almanac.at_grain(almanac.plus(day, -count, unit), grain))


def week_on(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "a week on Tuesday", "Tuesday week": a week after the Tuesday that comes."""
    number_ = int(match.parts["day"][0].value)
    if match.parts["unit"][0].value != "W" or scene.after(match) in ("-", "–") or not scene.ahead(match):
        return None
    return Meaning("DATE", almanac.plus(near_weekday(number_, ahead=True, today=scene.today), 1, "W").isoformat())


def from_day(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "a week from Monday", "two weeks from today"."""
    unit, count = unit_of(match), number(match.parts["count"])
    token = match.parts["day"][0]
    if unit[0] == "T" or count is None:
        return None
    if token.word in WEEKDAYS:
        day = near_weekday(int(token.value), ahead=True, today=scene.today)
    elif isinstance(token.value, int) and len(token.word) > 4:
        day = almanac.plus(scene.today, token.value, "D")
    else:
        return None
    return Meaning("DATE", almanac.plus(day, count, unit).isoformat())


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


def weekday(match: Match, scene: Scene) -> Meaning | None:
    token = match.parts["day"][0]
    number_ = int(token.value)
    today = scene.today
    if len(token.word) < 4 or (token.word not in WEEKDAYS and len(match.parts["day"]) < 2):
        return None
    if scene.before(match) in _NAMED:
        raise NotATime
    if scene.after(match) in _LISTING and (nights := _NIGHTS.match(scene.line.classes, match.last + 1)):
        return Meaning("SET", f"XXXX-WXX-{number_}T{scene.line[nights.end() - 1].value}")
    if scene.before(match) in _LISTING and _EVERY.search(scene.line.classes, 0, match.first):
        return Meaning("SET", f"XXXX-WXX-{number_}")
    if "rel" in match.parts:
        unit = match.parts["rel"][-1]
        if unit.value != "W":
            return None
        monday = today - timedelta(days=today.isoweekday() - 1)
        day = monday + timedelta(days=7 * step(match, "rel") + number_ - 1)
    elif "deictic" in match.parts and step(match) < 0:
        today = base(match, scene)
        back = (today.isoweekday() - number_ - 1) % 7 + 1
        if back <= _JUST_PAST and match.parts["deictic"][0].word == "last":
            back += 7  # the day before yesterday is no "last Monday"
        day = today - timedelta(days=back)
    elif "deictic" in match.parts and step(match) > 0:
        today = base(match, scene, unit="D")
        day = today + timedelta(days=(number_ - today.isoweekday() - 1) % 7 + 1)
    elif "deictic" in match.parts and match.parts["deictic"][0].word == "this":
        day = near_weekday(number_, scene.ahead(match) is not False, scene.now(match))
    else:
        day = weekday_named(number_, match, scene)
    return _part_of_day(match, day)


_NAMED: Final = frozenset("bloody super black cyber patch sheffield".split())
"""What makes a weekday the name of something else: "Bloody Sunday", "Super Tuesday", a football club."""
_JUST_PAST: Final = 2
_LISTING: Final = frozenset({"and", "or", ","})
_NIGHTS: Final = re.compile("(?:[{COMMA}{AND}{OR}]{{1,2}}{WEEKDAY})+{DAYPARTS}".format_map(CLASSES))
_EVERY: Final = re.compile(
    "{EVERY}{WEEKDAY}(?:[{COMMA}{AND}{OR}]{{1,2}}{WEEKDAY})*[{COMMA}{AND}{OR}]{{1,2}}$".format_map(CLASSES)
)
"""What stands behind "Monday" in "Monday and Tuesday nights", and before "Tuesday" in "every Monday and Tuesday"."""


def weekday_last(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "Thursday last", "Tuesday next", where that tells of no other noun ("Tuesday last week")."""
    return None if scene.describes(match) else weekday(match, scene)


def eve(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the Monday before", "the evening before", where nothing follows that it is before."""
    if scene.describes(match) or scene.after(match) in ("the", "a", "an", "his", "her", "their", "its"):
        return None
    told = almanac.first_day(scene.told("D")) or scene.today
    way = -1 if match.parts["way"][0].word == "before" else 1
    if way < 0:
        told = min(told, scene.today)
    gap = way
    if "day" in match.parts:
        gap = way * (way * (int(match.parts["day"][0].value) - told.isoweekday() - way) % 7 + 1)
    return _part_of_day(match, almanac.plus(told, gap, "D"))


def overnight(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "overnight", "overnight on Tuesday", "overnight into Wednesday"."""
    if match.parts["part"][0].word != "overnight":
        return _dawn(match, scene)
    if "day" in match.parts:
        day = near_weekday(int(match.parts["day"][0].value), scene.ahead(match), scene.today)
        if "way" in match.parts:
            day -= timedelta(days=1)
        return _part_of_day(match, day)
    adverb = not scene.describes(match) or scene.line[match.first].start == scene.sentence[0]
    if not adverb or scene.before(match) in ("the", "a", "an") or scene.ahead(match):
        return None
    return _part_of_day(match, scene.today - timedelta(days=1))._replace(anchor=-1)


def _dawn(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "dawn Thursday", "at dusk on Friday"."""
    if "day" not in match.parts or "way" in match.parts or match.parts["part"][0].word in _LONG:
        return None
    return _part_of_day(match, near_weekday(int(match.parts["day"][0].value), scene.ahead(match), scene.today))


_LONG: Final = frozenset({"morning", "afternoon", "evening", "night"})
"""Parts of a day before which its name stands."""


def _part_of_day(match: Match, day: date) -> Meaning:
    part = match.parts.get("part")
    if not part:
        return Meaning("DATE", day.isoformat(), edge(match))
    return Meaning("TIME", f"{day.isoformat()}T{part[0].value}", edge(match))


def today(match: Match, scene: Scene) -> Meaning | None:
    value = match.parts["day"][0].value
    start = scene.line[match.first].start
    if match.first and scene.text[start].isupper() and scene.text[scene.line[match.first - 1].start].isupper():
        raise NotATime  # a newspaper's name
    if isinstance(value, str):
        return Meaning("TIME", f"{scene.today.isoformat()}T{value}")
    day = almanac.plus(scene.today, value, "D")
    return _part_of_day(match, day)


def daypart(match: Match, scene: Scene) -> Meaning | None:
    if match.parts["part"][0].word == "overnight":
        return None  # "said that overnight …"
    day = base(match, scene, unit="D")
    if "the" in match.parts and match.parts["deictic"][0].word == "next":
        day = almanac.first_day(scene.told("D")) or day
    return _part_of_day(match, almanac.plus(day, step(match), "D"))


def weekend(match: Match, scene: Scene) -> Meaning:
    day = base(match, scene)
    way = step(match) if "deictic" in match.parts else 0
    if "deictic" not in match.parts and scene.today.isoweekday() < 6:
        ahead = scene.ahead(match)
        if ahead is False or (ahead is None and scene.today.isoweekday() < 4):
            way = -1
    return Meaning("DATE", almanac.at_grain(almanac.plus(day, way, "W"), "WE"))


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
    then = "the" in match.parts and "next" in words
    if unit == "D" and (then or refers(match)) and (vague := some_day(scene.told(unit))):
        return Meaning("DATE", vague)
    if unit == "Q" and scene.after(match) in ("-", "–"):
        return None  # "that quarter-final"
    if then and scene.reference and (unit == "D" or scene.ahead(match) is False):
        told = almanac.first_day(scene.told(unit)) or scene.today
        return Meaning("DATE", almanac.at_grain(almanac.plus(told, 1, unit), unit))
    day = almanac.plus(base(match, scene, unit=unit), way, unit)
    if unit == "Q" and refers(match) and scene.quarter:
        day = almanac.plus(almanac.first_day(scene.quarter) or day, way, unit)
    return Meaning("DATE", almanac.at_grain(day, unit), late)


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


def reference(match: Match, scene: Scene) -> Meaning | None:
    if scene.before(match) == "as" and scene.after(match) == "as":
        return None  # "as recently as Tuesday"
    if scene.before(match) == "every":
        raise NotATime  # "every now and then"
    return Meaning("DATE", str(match.parts["way"][0].value))
