"""The meaning of what names a day, a month, a year, a holiday or a time of day."""

import re
from datetime import date, datetime
from typing import Final

from tocsin.coding.timex import almanac, outlook
from tocsin.coding.timex.grammar import Match, NotATime
from tocsin.coding.timex.line import Token
from tocsin.coding.timex.parts import base, edge, near_year, refers, related_year, step, year, year_of_month
from tocsin.coding.timex.scene import Meaning, Scene
from tocsin.coding.timex.words import CLASSES


def _year_of_range(match: Match, scene: Scene) -> int:
    """The year that "Jan 5 to Feb 7, 2024" gives its first date; 0 if none."""
    follow = scene.line.between(match.last + 1, match.last + 8)
    if follow and follow[0].word in ("to", "through", "until", "and", "-", "–"):
        return next((int(t.value) for t in follow if isinstance(t.value, int) and 1500 < t.value < 2200), 0)
    return 0


def _year_of_list(match: Match, scene: Scene) -> int:
    """The year that "July and December 2009" gives its first month; 0 if none."""
    last = _MONTH_AND_YEAR.match(scene.line.classes, match.last + 1)
    return int(scene.line[last.end() - 1].value) if last else 0


_MONTH_AND_YEAR: Final = re.compile(
    "[{AND}{OR}{TO}{HYPHEN}]{IN}?[{MONTH}{MABBR}{MAYBE}]{DOT}?{YEARF}".format_map(CLASSES)
)


def _year_of_stretch(month: int, match: Match, scene: Scene) -> int:
    """The year of a month; that of the last month tells which in "from July to September"."""
    if scene.before(match) not in ("from", "between") or not scene.month_next(match):
        return year_of_month(month, match, scene)
    last = int(scene.line[match.last + 2].value)
    return year_of_month(last, match, scene) - (month > last)


def day_of(match: Match, scene: Scene) -> str:
    """`YYYY-MM-DD` of a match with `month` and `date`, or "" if there is no such day."""
    month, day = int(match.parts["month"][0].value), int(match.parts["date"][0].value)
    if "year" in match.parts or "rel" in match.parts:
        of = related_year(match, scene)
    elif entry := scene.entry(match):
        of = entry.year
    elif scene.dated[0] == match.first - 2 and scene.dated[1][5:7] == f"{month:02d}":
        of = int(scene.dated[1][:4])  # "on 5 and 7 May"
    elif not (of := _year_of_range(match, scene)):
        of = year_of_month(month, match, scene)
        if (of, month, day) > (scene.today.year, scene.today.month, scene.today.day):
            of -= outlook.known(match, scene) or outlook.ended(match, scene)
        if "deictic" in match.parts and step(match) > 0:
            of = scene.today.year + ((month, day) <= (scene.today.month, scene.today.day))
        elif "deictic" in match.parts and match.parts["deictic"][0].word == "this":
            of = scene.today.year
        if (month, day) in _BYWORDS and _is_byword(_BYWORDS[month, day], match, scene):
            return f"{_BYWORDS[month, day][0]}-{month:02d}-{day:02d}"
        if (month, day) == (2, 29):
            of -= next((n for n in range(4) if almanac.valid(of - n, month, day)), 0)
        named = match.parts.get("weekday")
        if named:  # "Friday, 25 October": the year in which it was one
            near = (of, of - 1, of + 1)
            fits = (
                y for y in near if almanac.valid(y, month, day) and date(y, month, day).isoweekday() == named[0].value
            )
            of = next(fits, of)
    return date(of, month, day).isoformat() if almanac.valid(of, month, day) else ""


def _is_byword(year_and_words: tuple[int, frozenset[str]], match: Match, scene: Scene) -> bool:
    """Whether 11 September is that of 2001: "the Sept. 11 attacks", "the attacks of September 11"."""
    of, words = year_and_words
    if of > scene.today.year:
        return False
    if scene.after(match) in words:
        return True
    return scene.before(match) in ("of", "on") and match.first > 1 and scene.line[match.first - 2].word in words


_BYWORDS: Final[dict[tuple[int, int], tuple[int, frozenset[str]]]] = {
    (9, 11): (2001, frozenset("attacks attackers hijackers hijackings terrorist terror commission plotters".split())),
    (10, 7): (2023, frozenset("attack attacks massacre assault hamas hamas-led attackers".split())),
    (1, 6): (2021, frozenset("riot rioters insurrection insurrectionists committee defendants".split())),
}
"""Days that are called by their date alone: the year of each, and what stands with it where that year is meant."""


def date_named(match: Match, scene: Scene) -> Meaning | None:
    if _names_group(match, scene):
        raise NotATime
    value = day_of(match, scene)
    return Meaning("DATE", value, edge(match)) if value else None


def _names_group(match: Match, scene: Scene) -> bool:
    """Whether a date is of a name: "the March 23 Movement", "the April 6 Youth Movement"."""
    behind = scene.line.between(match.last + 1, match.last + 3)
    return any(token.word in _GROUPS and scene.text[token.start].isupper() for token in behind)


_GROUPS: Final = frozenset("movement brigade brigades front coalition alliance".split())


def another_day(match: Match, scene: Scene) -> Meaning | None:
    """The second day of "April 24 and 25" and "Aug. 7-9", the first of "24 and 25 April"."""
    if date_behind := _DAY_BEHIND.match(scene.line.classes, match.last + 1):
        return _first_day(match, scene, date_behind.end())
    if scene.dated[0] != match.first - 2 or scene.before(match) not in ("and", "or", "to", "-", "–", "through", ","):
        return None
    if "year" not in match.parts and (scene.before(match) == "," or scene.describes(match)):
        return None
    first, day = almanac.first_day(scene.dated[1]), int(match.parts["date"][0].value)
    if first is None or day <= first.day or not almanac.valid(first.year, first.month, day):
        return None
    return Meaning("DATE", first.replace(day=day).isoformat())


_DAY_BEHIND: Final = re.compile("(?:{HYPHEN}|{TO}|{AND}|{OR}){DAYF}[{MONTH}{MABBR}{MAYBE}]".format_map(CLASSES))


def _first_day(match: Match, scene: Scene, end: int) -> Meaning | None:
    """The day that the match names of the month before token `end`, where another day is named behind it."""
    last, month = scene.line.between(end - 2, end)
    day = int(match.parts["date"][0].value)
    if day >= int(last.value):
        return None
    told = _YEAR_BEHIND.match(scene.line.classes, end)
    of = int(scene.line[told.end() - 1].value) if told else year_of_month(int(month.value), match, scene)
    return day_in(of, int(month.value), day)


_YEAR_BEHIND: Final = re.compile("{DOT}?{COMMA}?{YEARF}".format_map(CLASSES))


def day_in(year_: int, month: int, day: int) -> Meaning | None:
    return Meaning("DATE", date(year_, month, day).isoformat()) if almanac.valid(year_, month, day) else None


def week_of(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the week of Nov. 13"."""
    value = day_of(match, scene)
    if not value or match.parts["unit"][0].value != "W":
        return None
    return Meaning("DATE", almanac.week(date.fromisoformat(value)))


def iso_date(match: Match, scene: Scene) -> Meaning | None:
    word = scene.line[match.first].word.upper()
    try:
        datetime.fromisoformat(word)
    except ValueError:
        return None
    return Meaning("TIME" if "T" in word else "DATE", word)


def slashed_date(match: Match, scene: Scene) -> Meaning | None:
    word = scene.line[match.first].word
    first, second, third = (int(part) for part in re.split(r"[/.-]", word))
    of = third if third > 99 else third + (1900 if third > 40 else 2000)
    month, day = (second, first) if "." in word or first > 12 else (first, second)
    return Meaning("DATE", f"{of:04d}-{month:02d}-{day:02d}") if almanac.valid(of, month, day) else None


def month_named(match: Match, scene: Scene) -> Meaning | None:
    token = match.parts["month"][0]
    month = int(token.value)
    today = scene.today
    entry = scene.entry(match)
    if "year" in match.parts or "rel" in match.parts:
        of = related_year(match, scene)
    elif entry:
        of = entry.year
    elif "deictic" in match.parts:
        way = step(match)
        if refers(match) and scene.reference:
            today = base(match, scene, unit="Y")
        of = today.year
        if way < 0:
            of -= month >= today.month - 1  # "last month" would say the one just past
        elif way > 0:
            of += month <= today.month
    else:
        if "nth" not in match.parts and not _names_month(match, scene, token):
            return None
        of = _year_of_list(match, scene) or _year_of_stretch(month, match, scene)
    return Meaning("DATE", f"{of:04d}-{month:02d}", edge(match))


_BEFORE_MONTH: Final = frozenset(
    "in since by until till through of from before after during last next this early late mid to and or for - , ( the"
    " a an its their his that as".split()
)


def _names_month(match: Match, scene: Scene, token: Token) -> bool:
    """Whether a bare month word is one: "May" and "March" are also words and names, "Jan" and "Dec" need their stop."""
    if "edge" in match.parts:
        return True
    after = scene.line.between(match.last + 1, match.last + 2)
    if token.word in ("april", "june", "august") and after and scene.text[after[0].start].isupper():
        return scene.before(match) in _BEFORE_MONTH  # a woman's name, else
    if token.word in ("may", "march"):
        return scene.before(match) in _BEFORE_MONTH
    return token.end - token.start > 4 or token.word in ("july", "june", "sept") or _stop_follows(match)


def _stop_follows(match: Match) -> bool:
    return len(match.parts["month"]) > 1


def holiday_named(match: Match, scene: Scene) -> Meaning:
    rule = str(match.parts["day"][0].value)
    if scene.after(match).startswith(("agreement", "accord")):
        raise NotATime  # "the Good Friday Agreement"
    today = scene.today
    way = step(match) if "deictic" in match.parts else None
    if "year" in match.parts:
        of = year(match.parts["year"])
    else:
        this = almanac.holiday(rule, today.year)
        of = today.year
        if way is not None and way < 0:
            of -= this >= today
        elif way:
            of += this <= today
        elif way is None:
            ahead = outlook.ahead(match, scene)
            of = near_year(this.month, ahead, today)
            of -= ahead is False and scene.before(match) in ("on", "by", "at") and almanac.holiday(rule, of) > today
    day = almanac.holiday(rule, min(max(of, 1600), 9000))
    if "week" in match.parts and match.parts["week"][0].value == "W":
        return Meaning("DATE", almanac.week(day))
    return Meaning("DATE", day.isoformat())
