"""The meaning of weekdays and parts of days, and of what they tell: "last Monday", "tonight", "a week on Friday"."""

import re
from datetime import date, timedelta
from typing import Final

from tocsin.coding.text.calendar import WEEKDAYS
from tocsin.coding.text.saying import SAYING
from tocsin.coding.timex import almanac, outlook
from tocsin.coding.timex.grammar import Match, NotATime
from tocsin.coding.timex.occasions import DEEDS
from tocsin.coding.timex.parts import base, edge, near_weekday, number, refers, step, unit_of, weekday_named
from tocsin.coding.timex.scene import Meaning, Scene
from tocsin.coding.timex.words import CLASSES


def weekday(match: Match, scene: Scene) -> Meaning | None:
    token = match.parts["day"][0]
    number_ = int(token.value)
    today = scene.today
    if len(token.word) < 4 or (token.word not in WEEKDAYS and len(match.parts["day"]) < 2):
        return None
    if scene.before(match) in _NAMED or (number_ > _FRIDAY and _is_paper(match, scene)):
        raise NotATime
    if scene.after(match) in _LISTING and (nights := _NIGHTS.match(scene.line.classes, match.last + 1)):
        return Meaning("SET", f"XXXX-WXX-{number_}T{scene.line[nights.end() - 1].value}")
    if scene.before(match) in _LISTING and _EVERY.search(scene.line.classes, max(0, match.first - _WEEK), match.first):
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
        day = near_weekday(number_, outlook.ahead(match, scene) is not False, outlook.now(match, scene))
    else:
        day = weekday_named(number_, match, scene)
        if _begun_elsewhere(day, match, scene):
            day += timedelta(days=7)
    return part_of_day(match, day)


def _begun_elsewhere(day: date, match: Match, scene: Scene) -> bool:
    """Whether a weekday told of as past is tomorrow's, which has begun in the east: "said early on Wednesday"."""
    late = scene.headed is None and scene.published.hour >= _EVENING
    return late and day == scene.today - timedelta(days=_SINCE_TOMORROW) and outlook.ahead(match, scene) is False


def _is_paper(match: Match, scene: Scene) -> bool:
    """Whether the day is a newspaper's: "the Sunday Times"."""
    behind = scene.line.between(match.last + 1, match.last + 2)
    return bool(behind) and behind[0].word in _PAPERS and scene.text[behind[0].start].isupper()


_EVENING: Final = 15
"""The hour (UTC) from which it is the next day already where much of the news comes from."""
_SINCE_TOMORROW: Final = 6
"""Days since the last weekday that is of the name of tomorrow."""
_FRIDAY: Final = 5
_PAPERS: Final = frozenset("times telegraph mail mirror express herald post star sun tribune age mercury".split())
_NAMED: Final = frozenset("bloody super black cyber patch fat sheffield".split())
"""What makes a weekday the name of something else: "Bloody Sunday", "Super Tuesday", a football club."""
_JUST_PAST: Final = 2
_LISTING: Final = frozenset({"and", "or", ","})
_WEEK: Final = 20
"""Tokens of a list of all days of the week."""
_NIGHTS: Final = re.compile("(?:[{COMMA}{AND}{OR}]{{1,2}}{WEEKDAY}){{1,6}}{DAYPARTS}".format_map(CLASSES))
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
    return part_of_day(match, almanac.plus(told, gap, "D"))


def overnight(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "overnight", "overnight on Tuesday", "overnight into Wednesday"."""
    if match.parts["part"][0].word != "overnight":
        return _dawn(match, scene)
    if "day" in match.parts:
        day = near_weekday(int(match.parts["day"][0].value), outlook.ahead(match, scene), scene.today)
        if "way" in match.parts:
            day -= timedelta(days=1)
        return part_of_day(match, day)
    adverb = not scene.describes(match) or scene.line[match.first].start == scene.sentence[0]
    behind = scene.line.between(match.last + 1, match.last + 3)
    of_deed = any(token.word in DEEDS for token in behind)  # "was killed in an overnight drone strike"
    if not (adverb or of_deed) or (not of_deed and scene.before(match) in ("the", "a", "an")):
        return None
    if outlook.ahead(match, scene):
        return None
    return part_of_day(match, _told_on(match, scene) - timedelta(days=1))._replace(anchor=-1)


def _told_on(match: Match, scene: Scene) -> date:
    """The day of the report that "overnight" stands in: "said on Tuesday that it had shot them down overnight"."""
    start, (begin, end) = scene.line[match.first].start, scene.sentence
    told = almanac.first_day(scene.here) if almanac.grain(scene.here) == "D" else None
    if told is not None:
        said = _SAID_ON.search(scene.text, max(begin, start - _REPORT), start)
        said = said or _AFTER_DOING.search(scene.text, max(begin, start - _REPORT), start)
        return told if said and told < scene.today else scene.today
    said = _SAYS_BEHIND.search(scene.text, scene.line[match.last].end, min(end, start + _REPORT))
    return near_weekday(WEEKDAYS.index(said[1].lower()) + 1, ahead=False, today=scene.today) if said else scene.today


_REPORT: Final = 160
"""Code points before and behind "overnight" in which its report is looked for."""
_SAY: Final = rf"\b(?:{SAYING}|accused)\b"
_DAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_SAID_ON: Final = re.compile(rf"{_SAY}[^.;]* {_DAY}[^.;]*$|{_DAY}[^.;]* {_SAY}[^.;]*$")
_AFTER_DOING: Final = re.compile(rf"{_DAY}[^.;,]* after [^.;,]*$")
"""As in "declared the war over on Sunday after seizing the capital overnight"."""
_SAYS_BEHIND: Final = re.compile(
    rf", (?!(?:\w+ ){{0,2}}(?:after|before|when|since|as|who)\b)[^,.;]*\b(?:{SAYING}) (?:late |early )?(?:on )?({_DAY})"
)


def _dawn(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "dawn Thursday", "at dusk on Friday"."""
    if "day" not in match.parts or "way" in match.parts or match.parts["part"][0].word in _LONG:
        return None
    return part_of_day(match, near_weekday(int(match.parts["day"][0].value), outlook.ahead(match, scene), scene.today))


_LONG: Final = frozenset({"morning", "afternoon", "evening", "night"})
"""Parts of a day before which its name stands."""


def part_of_day(match: Match, day: date) -> Meaning:
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
    return part_of_day(match, day)


def daypart(match: Match, scene: Scene) -> Meaning | None:
    if match.parts["part"][0].word == "overnight":
        return None  # "said that overnight …"
    then = "the" in match.parts and match.parts["deictic"][0].word == "next"
    day = (_told_day(scene.told("D")) if then or refers(match) else None) or scene.today
    if step(match) < 0:
        day = min(day, scene.today)
    return part_of_day(match, almanac.plus(day, step(match), "D"))


def daypart_told(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "in the evening", "late in the afternoon": of the day that the text has just spoken of."""
    if match.parts["part"][0].word not in _LONG or scene.describes(match) or scene.after(match) == "of":
        return None
    if match.last - match.first == 1 and scene.before(match) not in ("in", "during"):
        return None
    day = _told_day(scene.here) or (_told_day(scene.told("D")) if scene.runs_on() else None)
    if day is None or (day < scene.today - _LATELY and scene.here != scene.framed):
        day = scene.today  # "three men seized in April were flown out late in the evening"
    if day > scene.today and outlook.ahead(match, scene) is False:
        day = scene.today
    return part_of_day(match, day)


_LATELY: Final = timedelta(days=7)


def _told_day(told: str) -> date | None:
    """The day that was told, if it was one."""
    return almanac.first_day(told) if almanac.grain(told) == "D" else None


def weekend(match: Match, scene: Scene) -> Meaning:
    day = base(match, scene)
    way = step(match) if "deictic" in match.parts else 0
    if "deictic" not in match.parts and scene.today.isoweekday() < 6:
        ahead = outlook.ahead(match, scene)
        if ahead is False or (ahead is None and scene.today.isoweekday() < 4):
            way = -1
    return Meaning("DATE", almanac.at_grain(almanac.plus(day, way, "W"), "WE"))


def days_ago(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "two Thursdays ago"."""
    count, number_ = number(match.parts["count"]), int(match.parts["day"][0].value)
    if count is None:
        return None
    back = (scene.today.isoweekday() - number_ - 1) % 7 + 1
    return Meaning("DATE", almanac.plus(scene.today - timedelta(days=back), 1 - count, "W").isoformat())


def week_on(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "a week on Tuesday", "Tuesday week": a week after the Tuesday that comes."""
    number_ = int(match.parts["day"][0].value)
    if match.parts["unit"][0].value != "W" or scene.after(match) in ("-", "–") or not outlook.ahead(match, scene):
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
