"""The parts that meanings are made of: numbers, lengths, years, "last" and "next", the nearest weekday or month."""

from datetime import date, timedelta
from typing import Final

from tocsin.coding.text.calendar import WEEKDAYS
from tocsin.coding.timex import almanac, outlook
from tocsin.coding.timex.grammar import Match
from tocsin.coding.timex.line import Token
from tocsin.coding.timex.scene import Scene

_BACK: Final = frozenset({"last", "past", "previous", "prior", "preceding"})


def number(tokens: list[Token]) -> float | None:
    """The number that the tokens say, None for a vague one ("several")."""
    total = 0.0
    part: float | None = None
    for token in tokens:
        value = token.value
        if token.word in ("few", "several", "many", "some") or value == "X":
            return None
        if token.word == "couple":
            return 2
        if token.word == "dozen":
            part = (part or 1) * 12
        elif token.word in ("hundred", "thousand", "million", "billion"):
            part = (part or 1) * float(value)
            if float(value) > 100:
                total, part = total + part, None
        elif isinstance(value, int | float):
            part = (part or 0) + value
    return total + (part or 0) or 1


def amount(count: float | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if count == int(count) else f"{count:g}"


def length(count: float | None, unit: str) -> str:
    """A TIMEX3 duration: `P3D`, `PT5H30M`, `PXY`."""
    if unit[0] == "T":
        if count is not None and count != int(count) and unit in ("TH", "TM"):
            whole = int(count)
            rest = round((count - whole) * 60)
            big, small = unit[1], "M" if unit == "TH" else "S"
            return "PT" + (f"{whole}{big}" if whole else "") + (f"{rest}{small}" if rest else "")
        return f"PT{amount(count)}{unit[1]}"
    if unit == "2W":
        return f"P{amount(None if count is None else count * 2)}W"
    if unit in ("E", "C"):
        return "PXY" if count is None else f"P{amount(count * (10 if unit == 'E' else 100))}Y"
    if unit == "WE":
        return f"P{amount(None if count is None else count * 2)}D"
    if unit == "Y" and count is not None and count < 2 and count != int(count):
        return f"P{amount(round(count * 12))}M"
    return f"P{amount(count)}{unit}"


def year(tokens: list[Token]) -> int:
    """The year that figures or words say: "1998", "nineteen ninety-eight", "two thousand and four"."""
    values = [int(token.value) for token in tokens if isinstance(token.value, int)]
    if len(values) == 1:
        return values[0]
    if len(values) > 1 and values[1] == 1000:
        return values[0] * 1000 + sum(values[2:])
    return values[0] * 100 + sum(values[1:])


def edge(match: Match) -> str:
    """START, MID or END where the match begins with such a word ("late", "mid-", "the end of")."""
    for token in match.parts.get("edge", ()):
        if token.value in ("START", "MID", "END"):
            return str(token.value)
        if token.value in ("BEFORE", "AFTER"):
            return "START" if token.value == "BEFORE" else "END"
    return ""


def step(match: Match, part: str = "deictic") -> int:
    """-1 for last, 0 for this, 1 for next."""
    words = {token.word for token in match.parts.get(part, ())}
    if words & _BACK:
        return -1
    return 1 if words & {"next", "coming", "upcoming", "forthcoming", "following", "subsequent", "ensuing"} else 0


def refers(match: Match, part: str = "deictic") -> bool:
    """Whether the deictic word refers to what the text spoke of last, not to the day of publication."""
    words = {token.word for token in match.parts.get(part, ())}
    return bool(words & {"previous", "prior", "preceding", "following", "subsequent", "ensuing", "same", "that"})


def base(match: Match, scene: Scene, part: str = "deictic", unit: str = "C") -> date:
    """The day that the deictic word counts from; `unit` is how finely it must be known."""
    if unit in ("Y", "C") and scene.nearest and any(token.word == "that" for token in match.parts.get(part, ())):
        return almanac.first_day(scene.nearest) or scene.today
    if refers(match, part) and scene.reference:
        told = almanac.first_day(scene.told(unit)) or scene.today
        before = {token.word for token in match.parts.get(part, ())} & {"previous", "prior", "preceding"}
        return min(told, scene.today) if before else told  # what came before is not to come
    return scene.today


def some_day(told: str) -> str:
    """The day that is told from a month or a year, of which the text does not say which it is; "" where it does."""
    missing = {"M": "-XX", "Y": "-XX-XX"}.get(almanac.grain(told))
    return told + missing if missing else ""


def related_year(match: Match, scene: Scene) -> int:
    """The year of "last year", "that year"; or the one in figures; or this one."""
    if "year" in match.parts:
        return year(match.parts["year"])
    return base(match, scene, "rel").year + step(match, "rel")


def near_year(month: int, ahead: bool | None, today: date) -> int:
    """The year of a month that is named without one."""
    gap = month - today.month
    if abs(gap) <= 2:  # what is near needs no year, whatever the verb
        ahead = None
    if ahead is None:
        return today.year + (1 if gap < -7 else -1 if gap > 4 else 0)
    return today.year + (gap < 0) if ahead else today.year - (gap > 0)


_SOON: Final = 4
"""Months within which what "was due in May" may yet come."""


def year_of_month(month: int, match: Match, scene: Scene) -> int:
    """The year of a month that is named without one: that of the story being told, else the nearest that fits."""
    if scene.headed:
        return scene.headed.year
    looks, told = outlook.looks(match, scene), scene.reference
    if looks and outlook.now(match, scene) != scene.today:
        now = outlook.now(match, scene)
        return now.year + (month < now.month)
    if outlook.known(match, scene):
        return scene.today.year - (month > scene.today.month)
    if looks and outlook.was_due(match, scene):
        return scene.today.year - (month - scene.today.month > _SOON)
    near = near_year(month, looks, scene.today)
    if scene.before(match) == "as":
        return near  # "as recently as May"
    if looks is False and (scene.opens(match) or outlook.ended(match, scene)):
        near -= near == scene.today.year and month > scene.today.month  # "In May it fell" is past for sure
    if looks is False and almanac.grain(scene.framed) == "Y" and scene.here:
        return int(scene.framed)  # "In 2019 they took it in March and lost it in May"
    just = near == scene.today.year and scene.today.month - 1 <= month <= scene.today.month
    of_day = almanac.grain(told) == "D"
    later = of_day and "date" in match.parts and int(match.parts["date"][0].value) >= int(told[8:10])
    # "shot nine on 5 August 1944. On 6 August they shot more", not "On 1 August flags were lowered"
    goes_on = looks is False and not scene.here and (later or not just) and scene.in_paragraph()
    if (goes_on or (of_day and scene.in_past_perfect(match))) and _history(told, month, scene.today):
        return int(told[:4])  # "In the spring of 1994 they rose. French troops arrived in June"
    runs_on = (
        looks is False
        and not scene.comes_back()
        and almanac.grain(told) in ("D", "M")
        and int(told[5:7]) <= month
        and (not scene.of_life() if scene.here else scene.opens(match) and scene.runs_on())
    )
    return min(int(told[:4]), near) if runs_on and not just else near


_HISTORY: Final = 2
"""Years after which a month that follows without a year is of the year told."""
_SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9}


def _history(told: str, month: int, today: date) -> bool:
    """Whether a month goes on with what the text has told of a year long past."""
    if almanac.grain(told) in ("", "E", "C") or today.year - int(told[:4]) < _HISTORY:
        return False
    part = told[5:7]
    return month >= (int(part) if part.isdigit() else _SEASONS.get(part, 1))


def near_weekday(number_: int, ahead: bool | None, today: date) -> date:
    back = (today.isoweekday() - number_) % 7
    if ahead and back:
        return today + timedelta(days=7 - back)
    return today - timedelta(days=back)


def weekday_named(number_: int, match: Match, scene: Scene) -> date:
    """The day of a weekday that is named alone; the first of "from Tuesday to Thursday" is before the second."""
    told = almanac.first_day(scene.here) if almanac.grain(scene.here) == "D" and scene.before(match) == "a" else None
    if told and told.isoweekday() == number_:
        return told  # "on Oct. 13, a Friday"
    ahead = outlook.ahead(match, scene)
    now = outlook.now(match, scene) if ahead else scene.today
    last = scene.line.between(match.last + 2, match.last + 3)
    ranging = scene.before(match) in ("from", "between") and scene.after(match) in ("to", "and", "until", "through")
    if ranging and not ahead and last and last[0].word in WEEKDAYS:
        end = near_weekday(int(last[0].value), ahead, now)
        return end - timedelta(days=(end.isoweekday() - number_) % 7)
    return near_weekday(number_, ahead, now)


def unit_of(match: Match) -> str:
    value = match.parts["unit"][0].value
    return value if isinstance(value, str) else "TS"
