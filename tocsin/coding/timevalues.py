"""What the rules of `timegrammar` mean: from the tokens of a match to a TIMEX3 type and value.

Values are as TimeML and the corpora annotated in it write them. What a text leaves out is taken from the scene: the day
of publication, the tense of the clause, and the date that the text spoke of last (its reference time).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from tocsin.coding import almanac
from tocsin.coding.tenses import Tense, tense
from tocsin.coding.timegrammar import Match, NotATime
from tocsin.coding.timewords import Line, Token
from tocsin.vocabulary import TimexType


class Meaning(NamedTuple):
    """A TIMEX3 type and value; `edge` (START, MID, END) narrows it, `dropped` tokens at the end are not part of it.

    `anchor` is set for a stretch that touches the day of publication: -1 up to it, 1 from it on.
    """

    type: TimexType
    value: str
    edge: str = ""
    anchor: int = 0
    dropped: int = 0


@dataclass(slots=True)
class Scene:
    """What is known where an expression stands. One scene follows one text from its beginning."""

    text: str
    published: datetime
    sentence: tuple[int, int] = (0, 0)
    reference: str = ""
    """The last date that the text named, as a value: what "later" and "that" refer to."""
    here: str = ""
    """The last date named in this sentence."""
    quarter: str = ""
    dated: int = -2
    """The last token of the date that was read last, for "April 24 and 25"."""
    line: Line = field(default_factory=lambda: Line("", 0, 0, {}))

    @property
    def today(self) -> date:
        return self.published.date()

    def tense(self, match: Match) -> Tense:
        return tense(self.text, self.sentence, self.line[match.first].start, self.line[match.last].end)

    def before(self, match: Match) -> str:
        """The word or mark before the match, "" where none is near."""
        return self.line[match.first - 1].word if match.first else ""

    def after(self, match: Match) -> str:
        return self.line[match.last + 1].word if match.last + 1 < len(self.line) else ""

    def ahead(self, match: Match) -> bool | None:
        """Whether the expression looks ahead (True), back (False), or the clause does not tell (None)."""
        before = self.before(match)
        if before in _AHEAD or before == "since":
            return before in _AHEAD
        if before in _DETERMINERS:  # "a June agreement": the clause's verb does not tell of it
            return None
        found = self.tense(match)
        return None if not found else found != "past"

    def saw(self, match: Match, meaning: Meaning) -> None:
        """Take note of a date, for the expressions that refer to it."""
        grain = almanac.grain(meaning.value) if meaning.type in ("DATE", "TIME") else ""
        if grain and match.meaning not in ("year_ago", "shift"):
            self.reference = self.here = meaning.value
            if grain == "Q" and match.meaning == "quarter":
                self.quarter = meaning.value
        self.dated = match.last if match.meaning in ("date", "another_day") else -2


_AHEAD: Final = frozenset({"until", "till"})
_DETERMINERS: Final = frozenset({"a", "an", "the", "its", "his", "her", "their", "our", "'s", "’s"})
_BACK: Final = frozenset({"last", "past", "previous", "prior", "preceding"})


# ------------------------------------------------------------------------------------------------------------- numbers


def number(tokens: list[Token]) -> float | None:
    """The number that the tokens say, None for a vague one ("several")."""
    total = 0.0
    part: float | None = None
    for token in tokens:
        value = token.value
        if token.word in ("few", "several", "many", "some"):
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


# --------------------------------------------------------------------------------------------------------------- parts


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


def base(match: Match, scene: Scene, part: str = "deictic") -> date:
    if refers(match, part) and scene.reference:
        return almanac.first_day(scene.reference) or scene.today
    return scene.today


def related_year(match: Match, scene: Scene) -> int:
    """The year of "last year", "that year"; or the one in figures; or this one."""
    if "year" in match.parts:
        return year(match.parts["year"])
    return base(match, scene, "rel").year + step(match, "rel")


def near_year(month: int, ahead: bool | None, today: date) -> int:
    """The year of a month that is named without one."""
    if ahead is None:
        gap = month - today.month
        return today.year + (1 if gap < -8 else -1 if gap > 4 else 0)
    if ahead:
        return today.year + (month < today.month)
    return today.year - (month > today.month)


def near_weekday(number_: int, ahead: bool | None, today: date) -> date:
    back = (today.isoweekday() - number_) % 7
    if ahead and back:
        return today + timedelta(days=7 - back)
    return today - timedelta(days=back)


def clock(tokens: list[Token]) -> tuple[str, str]:
    """`T09:30` and the zone (`Z`, `-05:00` or nothing) of a time of day."""
    hour, minute, zone, half = 0, 0, "", ""
    for token in tokens:
        text = str(token.value)
        if ":" in token.word or token.word in ("noon", "midday", "midnight"):
            hour, minute = int(text.split(":", maxsplit=1)[0]), int(text.split(":")[1])
        elif token.word[0] in "ap" and token.word.replace(".", "").replace(" ", "") in ("am", "pm"):
            half = token.word[0]
        elif token.value in ("MO", "AF", "EV", "NI"):
            half = "a" if token.value == "MO" else "p"
        elif token.word.isdigit() and len(token.word) == 4:
            hour, minute = int(token.word[:2]), int(token.word[2:])
        elif token.word == "(" and hour:
            break
        elif isinstance(token.value, int) and not zone:
            hour = token.value
        elif text == "Z" or re.fullmatch(r"[+-]\d\d:\d\d", text):
            zone = text
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return (f"T{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else "", zone)


# ------------------------------------------------------------------------------------------------------------ meanings


def _year_of_range(match: Match, scene: Scene) -> int:
    """The year that "Jan 5 to Feb 7, 2024" gives its first date; 0 if none."""
    follow = scene.line.between(match.last + 1, match.last + 6)
    if follow and follow[0].word in ("to", "through", "until", "and", "-", "–"):
        return next((int(t.value) for t in follow if isinstance(t.value, int) and 1500 < t.value < 2200), 0)
    return 0


def _day_of(match: Match, scene: Scene) -> str:
    """`YYYY-MM-DD` of a match with `month` and `date`, or "" if there is no such day."""
    month, day = int(match.parts["month"][0].value), int(match.parts["date"][0].value)
    if "year" in match.parts or "rel" in match.parts:
        of = related_year(match, scene)
    elif not (of := _year_of_range(match, scene)):
        of = near_year(month, scene.ahead(match), scene.today)
        named = match.parts.get("weekday")
        if named:  # "Friday, 25 October": the year in which it was one
            near = (of, of - 1, of + 1)
            fits = (
                y for y in near if almanac.valid(y, month, day) and date(y, month, day).isoweekday() == named[0].value
            )
            of = next(fits, of)
    return date(of, month, day).isoformat() if almanac.valid(of, month, day) else ""


def _date(match: Match, scene: Scene) -> Meaning | None:
    value = _day_of(match, scene)
    return Meaning("DATE", value, edge(match)) if value else None


def _another_day(match: Match, scene: Scene) -> Meaning | None:
    """The second day of "April 24 and 25" and "Aug. 7-9"."""
    if scene.dated != match.first - 2 or scene.before(match) not in ("and", "or", "to", "-", "–", "through", ","):
        return None
    if scene.before(match) == "," or (scene.after(match)[:1].isalpha() and scene.after(match) not in _AFTER_DAY):
        return None
    first = almanac.first_day(scene.reference)
    day = int(match.parts["date"][0].value)
    if first is None or day <= first.day or not almanac.valid(first.year, first.month, day):
        return None
    return Meaning("DATE", first.replace(day=day).isoformat())


_AFTER_DAY: Final = frozenset("in at on for and or to with by when after before because as but from the a".split())


def _night_of(match: Match, scene: Scene) -> Meaning | None:
    value = _day_of(match, scene)
    return Meaning("TIME", f"{value}T{match.parts['part'][0].value}", edge(match)) if value else None


def _nth_of(match: Match, scene: Scene) -> Meaning | None:
    """ "the first week of August", "the last day of 2024"."""
    unit = _unit(match)
    if "month" in match.parts:
        whole = _month(match, scene)
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
    if nth.word in ("last", "closing", "final"):
        return Meaning("DATE", almanac.at_grain(last, unit))
    day = almanac.plus(first, int(nth.value) - 1 if isinstance(nth.value, int) else 0, unit)
    return Meaning("DATE", almanac.at_grain(day, unit)) if day <= last else None


def _iso(match: Match, scene: Scene) -> Meaning | None:
    word = scene.line[match.first].word.upper()
    try:
        datetime.fromisoformat(word)
    except ValueError:
        return None
    return Meaning("TIME" if "T" in word else "DATE", word)


def _slashed(match: Match, scene: Scene) -> Meaning | None:
    word = scene.line[match.first].word
    first, second, third = (int(part) for part in re.split(r"[/.]", word))
    of = third if third > 99 else third + (1900 if third > 40 else 2000)
    month, day = (second, first) if "." in word or first > 12 else (first, second)
    return Meaning("DATE", f"{of:04d}-{month:02d}-{day:02d}") if almanac.valid(of, month, day) else None


def _month(match: Match, scene: Scene) -> Meaning | None:
    token = match.parts["month"][0]
    month = int(token.value)
    today = scene.today
    if "year" in match.parts or "rel" in match.parts:
        of = related_year(match, scene)
    elif "deictic" in match.parts:
        way = step(match)
        of = today.year
        if way < 0:
            of -= month >= today.month - 1  # "last month" would say the one just past
        elif way > 0:
            of += month <= today.month
    else:
        if not _names_month(match, scene, token):
            return None
        of = near_year(month, scene.ahead(match), today)
    return Meaning("DATE", f"{of:04d}-{month:02d}", edge(match))


_BEFORE_MONTH: Final = frozenset(
    "in since by until till through of from before after during last next this early late mid to and or for - , ( the a an its their his"
    " that".split()
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


def _quarter(match: Match, scene: Scene) -> Meaning | None:
    unit = match.parts.get("unit")
    if unit and unit[0].value != "Q":
        return None
    token = match.parts["nth"][0]
    if token.word in ("latest", "closing", "opening", "final"):
        if token.word == "latest":
            return Meaning("DATE", _last_quarter(scene))
        nth = 1 if token.word == "opening" else 4
    else:
        nth = int(token.value)
    if not 1 <= nth <= 4:
        return None
    if "year" in match.parts or "rel" in match.parts:
        of = related_year(match, scene)
    else:
        of = scene.today.year
        now = (scene.today.month - 1) // 3 + 1
        ahead = scene.ahead(match)
        if ahead and nth < now - 1:  # a quarter that has just ended is still being reported on
            of += 1
        elif not ahead and nth > now:
            of -= 1
    return Meaning("DATE", f"{of:04d}-Q{nth}", edge(match))


def _completed_quarter(scene: Scene) -> str:
    if scene.quarter:
        return scene.quarter
    return _last_quarter(scene)


def _last_quarter(scene: Scene) -> str:
    return almanac.at_grain(almanac.plus(scene.today, -1, "Q"), "Q")


def _same_quarter(match: Match, scene: Scene) -> Meaning | None:
    """ "last year's quarter", "the 1988 quarter"."""
    if match.parts["unit"][0].value != "Q" or not ("rel" in match.parts or "year" in match.parts):
        return None
    return Meaning("DATE", f"{related_year(match, scene):04d}{_completed_quarter(scene)[4:]}")


def _latest(match: Match, scene: Scene) -> Meaning | None:
    what = match.parts["what"][0]
    if what.value == "Q" or (what.word == "period" and scene.quarter):
        return Meaning("DATE", _last_quarter(scene))
    return Meaning("DATE", f"{scene.today.year - 1:04d}") if what.value == "Y" else None


def _half(match: Match, scene: Scene) -> Meaning | None:
    nth = match.parts["nth"][0]
    which = {"last": 2, "latest": 2, "final": 2, "closing": 2, "opening": 1}.get(nth.word, nth.value)
    if which not in (1, 2):
        return None
    of = related_year(match, scene) if "year" in match.parts or "rel" in match.parts else scene.today.year
    return Meaning("DATE", f"{of:04d}-H{which}", edge(match))


def _year(match: Match, scene: Scene) -> Meaning | None:
    tokens = match.parts["year"]
    value = year(tokens)
    if match.first == match.last and not _names_year(match, scene, value):
        return None
    if not 1 <= value <= 9998:
        return None
    return Meaning("DATE", f"{value:04d}", edge(match))


_BEFORE_YEAR: Final = frozenset(
    "in since by until till through of from before after during early late mid to and or for - , ( fiscal around about"
    " between than year election".split()
)
_NUMBERED: Final = frozenset(
    "resolution flight section article route highway bus room number no law case bill page channel model version unit"
    " paragraph item act order train hurricane area zone chapter verse lot gate".split()
)
_COUNTED: Final = re.compile(r"[^\W\d_]+s\b|percent|per|people|feet|metric|square|%|km|kg|mph|°")


def _names_year(match: Match, scene: Scene, value: int) -> bool:
    """Whether four figures are a year: not an amount ("$1998", "1998 people"), nor part of a longer number or name."""
    token = scene.line[match.first]
    if token.end - token.start != 4 and token.word.isdigit():
        return False
    around = scene.text[max(0, token.start - 1) : token.end + 1]
    if around[0] in "$€£#.-/'’" and around[0] not in "'’" and scene.before(match) != "-":
        return False
    if not 1500 <= value <= 2100:
        return False
    before, after = scene.before(match), scene.after(match)
    if before in _NUMBERED:
        return False
    if before in _BEFORE_YEAR:
        return not (
            before in ("than", "about", "around", "to", "of", "for", "by", "from") and bool(_COUNTED.match(after))
        )
    return 1900 <= value <= scene.today.year + 50 and not _COUNTED.fullmatch(after)


def _year_ago(match: Match, scene: Scene) -> Meaning | None:
    """ "the year-ago quarter", "the year-earlier period", "the corresponding period last year"."""
    unit = next(
        (token for token in scene.line.between(match.first, match.last + 1) if token.value in ("Y", "Q", "M", "W")),
        None,
    )
    if unit is None or ("rel" not in match.parts and "year" not in match.parts and unit.value != "Y"):
        return None
    what = match.parts["what"][0] if "what" in match.parts else None
    quarter = scene.here if almanac.grain(scene.here) == "Q" else ""
    if "nth" in match.parts:
        quarter = f"{scene.today.year:04d}-Q{match.parts['nth'][0].value}"
    elif not quarter and (scene.quarter or (what is not None and what.value == "Q")):
        quarter = _completed_quarter(scene)
    if "rel" in match.parts or "year" in match.parts:
        of = related_year(match, scene)
        return Meaning("DATE", f"{of:04d}{quarter[4:]}")
    if not quarter:
        return Meaning("DATE", f"{scene.today.year - 1:04d}")
    return Meaning("DATE", f"{int(quarter[:4]) - 1:04d}{quarter[4:]}")


def _season(match: Match, scene: Scene) -> Meaning | None:
    season = str(match.parts["season"][0].value)
    month = almanac.SEASONS[season]
    today = scene.today
    if "year" in match.parts or "rel" in match.parts:
        of = related_year(match, scene)
    elif "deictic" in match.parts:
        way = step(match)
        of = today.year
        if way < 0 and month + 2 >= today.month:
            of -= 1
        elif "deictic" in match.parts and match.parts["deictic"][0].word in ("that", "same"):
            of = base(match, scene).year
        elif way > 0 and month <= today.month:
            of += 1
        elif way == 0 and season == "WI" and today.month < 3:
            of -= 1
    else:
        if "edge" not in match.parts and not _names_season(match, scene):
            return None
        of = near_year(month, scene.ahead(match), today)
    return Meaning("DATE", f"{of:04d}-{season}", edge(match))


def _names_season(match: Match, scene: Scene) -> bool:
    """Whether a bare season word is one: "in autumn", "by the summer", not "the fall of the city", "a spring"."""
    if scene.before(match) not in _BEFORE_SEASON or scene.after(match) in ("of", "from", "in"):
        return False
    return match.first < match.last or match.parts["season"][0].word != "fall"


_BEFORE_SEASON: Final = frozenset(
    "in by since until till during through throughout before after over into for of".split()
)


def _holiday(match: Match, scene: Scene) -> Meaning:
    rule = str(match.parts["day"][0].value)
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
            of = near_year(this.month, scene.ahead(match), today)
    day = almanac.holiday(rule, min(max(of, 1600), 9000))
    if "week" in match.parts and match.parts["week"][0].value == "W":
        return Meaning("DATE", almanac.week(day))
    return Meaning("DATE", day.isoformat())


def _decade(match: Match, scene: Scene) -> Meaning:
    value = int(match.parts["decade"][0].value)
    return Meaning("DATE", f"{value + 190 if value < 10 else value:03d}", edge(match))


def _century(match: Match, scene: Scene) -> Meaning | None:
    nth = int(match.parts["nth"][0].value)
    return Meaning("DATE", f"{nth - 1:02d}", edge(match)) if 1 <= nth <= 30 else None


# ---------------------------------------------------------------------------------------------------------------- sets


def _every(match: Match, scene: Scene) -> Meaning | None:
    token = match.parts["what"][0]
    second = scene.line[match.first + 1].word in ("other", "second")
    count = number(match.parts["count"]) if "count" in match.parts else 2 if second else 1
    value = token.value
    if token.word in _MONTHS_AND_DAYS:
        day = isinstance(value, int) and token.word in _WEEKDAYS
        return Meaning("SET", f"XXXX-WXX-{value}" if day else f"XXXX-{int(value):02d}")
    if value in ("MO", "AF", "EV", "NI"):
        return Meaning("SET", f"XXXX-XX-XXT{value}")
    if value in almanac.SEASONS:
        return Meaning("SET", f"XXXX-{value}")
    if value == "WE":
        return Meaning("SET", "XXXX-WXX-WE")
    if not isinstance(value, str):
        return None
    return Meaning("SET", length(count, value))


_WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS_AND_DAYS: Final = _WEEKDAYS | frozenset(
    "january february march april may june july august september october november december".split()
)


def _rate(match: Match, scene: Scene) -> Meaning | None:
    unit = match.parts["what"][0].value
    return Meaning("SET", length(number(match.parts.get("count", [])), str(unit))) if isinstance(unit, str) else None


def _weekdays(match: Match, scene: Scene) -> Meaning:
    part = f"T{match.parts['part'][0].value}" if "part" in match.parts else ""
    return Meaning("SET", f"XXXX-WXX-{match.parts['what'][0].value}{part}")


def _freq(match: Match, scene: Scene) -> Meaning | None:
    token = match.parts["what"][0]
    if token.word.endswith("long"):
        return Meaning("DURATION", str(token.value))
    return Meaning("SET", str(token.value))


# -------------------------------------------------------------------------------------------------- durations, windows


def _unit(match: Match) -> str:
    value = match.parts["unit"][0].value
    return value if isinstance(value, str) else "TS"


def _window(match: Match, scene: Scene) -> Meaning | None:
    """ "the past three months", "the next few days", "the first nine months"."""
    way = match.parts["way"][0].word
    unit = _unit(match)
    count = number(match.parts["count2" if "count2" in match.parts else "count"]) if "count" in match.parts else None
    anchor = -1 if way in ("last", "past") else 1 if way in ("next", "coming", "upcoming") else 0
    value = f"P{amount(count)}{unit}" if unit in almanac.SEASONS else length(count, unit)
    return Meaning("DURATION", value, anchor=anchor)


def _recent(match: Match, scene: Scene) -> Meaning:
    unit = _unit(match)
    return Meaning("DURATION", length(None, unit), anchor=-1)


def _these_days(match: Match, scene: Scene) -> Meaning | None:
    return Meaning("DATE", "PRESENT_REF") if _unit(match) == "D" else None


def _to_come(match: Match, scene: Scene) -> Meaning:
    return Meaning("DATE", "FUTURE_REF")


def _duration(match: Match, scene: Scene) -> Meaning | None:
    unit = _unit(match)
    parts = match.parts
    count: float | None = 1
    if "count" in parts:
        if "count2" in parts and "unit2" not in parts:
            count = number(parts["count2"])
        else:
            count = number(parts["count"])
    elif "half" not in parts and parts["unit"][0].word.endswith("s"):
        count = None
    if "half" in parts:
        count = 0.5 if "count" not in parts and len(parts["half"]) == 1 else (count or 0) + 0.5
    if unit == "Q" or (unit == "Y" and "old" in parts):
        raise NotATime  # "a quarter" is a fraction, "52 years old" tells of a person
    if scene.text[parts["unit"][0].start].isupper() and scene.line[match.first].word.isdigit():
        raise NotATime  # a programme's name
    if count == 1 and scene.after(match) in ("-", "–"):
        return None  # "a year-ago quarter"
    if [token.word for token in parts.get("count", ())] in (["a"], ["an"]) and _is_rate(match, scene):
        if scene.before(match) in _DISTANCES:
            raise NotATime  # a speed
        return Meaning("SET", length(1, unit))
    value = length(count, unit)
    if "unit2" in parts:
        rest = length(number(parts["count2"]), str(parts["unit2"][0].value))
        value += rest.removeprefix("PT" if value.startswith("PT") else "P")
    return Meaning("DURATION", value)


_NOT_RATE: Final = frozenset(
    "in for of within after over than about least most nearly almost around only just every during until to from by"
    " up is was be take takes took spend spent last lasts lasted and or with not as through throughout at before".split()
)


_DISTANCES: Final = frozenset("km kilometers kilometres miles mile feet meters metres knots".split())


def _is_rate(match: Match, scene: Scene) -> bool:
    """Whether "a year" tells how often or how much ("$4 a year"), not how long."""
    before = scene.before(match)
    return (
        bool(before)
        and before not in _NOT_RATE
        and (before[0].isalnum() or before == "%")
        and scene.line[match.first].word in ("a", "an")
    )


def _while(match: Match, scene: Scene) -> Meaning:
    return Meaning("DURATION", "PXX")


def _bare_units(match: Match, scene: Scene) -> Meaning | None:
    unit = _unit(match)
    return Meaning("DURATION", length(None, unit)) if unit[0] != "T" and unit != "Q" else None


def _the_unit(match: Match, scene: Scene) -> Meaning | None:
    unit = match.parts["unit"][0]
    if unit.word == "period":
        return None
    if unit.value == "Y" and scene.after(match) in ("ended", "ending"):
        return Meaning("DURATION", length(1, unit.value))
    if unit.value == "Q":
        return Meaning("DATE", _completed_quarter(scene))
    if unit.value == "Y":
        return Meaning("DATE", f"{scene.today.year:04d}")
    return None


# --------------------------------------------------------------------------------------------------- shifts and deictics


def _shift(match: Match, scene: Scene) -> Meaning | None:
    """ "two weeks ago", "three days later", "a year earlier", "the day before"."""
    unit = _unit(match)
    tokens = match.parts.get("count", [])
    count = number(tokens)
    if "half" in match.parts:
        count = 0.5 if not tokens else (count or 0) + 0.5
    words = [token.word for token in match.parts["way"]]
    back = words[0] in ("ago", "earlier", "before")
    if unit[0] == "T":
        return Meaning("DURATION", length(count, unit), dropped=len(words))
    if count is None:
        if words[0] in ("earlier", "later"):
            return Meaning("DURATION", length(count, unit), dropped=1)
        return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF")
    from_reference = words[0] in ("earlier", "later", "before", "after")
    start, fine = scene.today, "D"
    known = scene.here or scene.reference
    if unit == "Y" and scene.quarter and almanac.grain(known) != "D":
        known = scene.quarter
        from_reference = True
    if words[0] == "later" and not known and scene.ahead(match) is False:
        return Meaning("DURATION", length(count, unit), dropped=1)
    if from_reference and known:
        start, fine = almanac.first_day(known) or start, almanac.grain(known)
    grain = unit
    if unit == "Y" and from_reference and fine in ("Q", "M"):
        grain = fine
    day = almanac.plus(start, -count if back else count, unit)
    return Meaning("DATE", almanac.at_grain(day, grain))


def _before_last(match: Match, scene: Scene) -> Meaning | None:
    """ "the day before yesterday", "the week before last", "the year after next"."""
    unit, word = _unit(match), match.parts["to"][0].word
    back = match.parts["way"][0].word == "before"
    if word in ("last", "next"):
        if back is (word == "next") or unit[0] == "T":
            return None
        return Meaning("DATE", almanac.at_grain(almanac.plus(scene.today, -2 if back else 2, unit), unit))
    value = match.parts["to"][0].value
    if unit != "D" or not isinstance(value, int):
        return None
    return Meaning("DATE", almanac.plus(scene.today, value - 1 if back else value + 1, "D").isoformat())


def _from_day(match: Match, scene: Scene) -> Meaning | None:
    """ "a week from Monday", "two weeks from today"."""
    unit, count = _unit(match), number(match.parts["count"])
    token = match.parts["day"][0]
    if unit[0] == "T" or count is None:
        return None
    if token.word in _WEEKDAYS:
        day = near_weekday(int(token.value), ahead=True, today=scene.today)
    elif isinstance(token.value, int) and len(token.word) > 4:
        day = almanac.plus(scene.today, token.value, "D")
    else:
        return None
    return Meaning("DATE", almanac.plus(day, count, unit).isoformat())


def _day_before(match: Match, scene: Scene) -> Meaning | None:
    """ "the day before", where nothing follows that it is before."""
    after = scene.after(match)
    unit = _unit(match)
    if after[:1].isalnum() or unit[0] == "T":
        return None
    known = scene.here or scene.reference
    start = (almanac.first_day(known) if known else None) or scene.today
    day = almanac.plus(start, -1 if match.parts["way"][0].word == "before" else 1, unit)
    return Meaning("DATE", almanac.at_grain(day, unit))


def _weekday(match: Match, scene: Scene) -> Meaning | None:
    token = match.parts["day"][0]
    number_ = int(token.value)
    today = scene.today
    if len(token.word) < 4 or (token.word not in _WEEKDAYS and len(match.parts["day"]) < 2):
        return None
    if "rel" in match.parts:
        unit = match.parts["rel"][-1]
        if unit.value != "W":
            return None
        monday = today - timedelta(days=today.isoweekday() - 1)
        day = monday + timedelta(days=7 * step(match, "rel") + number_ - 1)
    elif "deictic" in match.parts and step(match) < 0:
        day = today - timedelta(days=(today.isoweekday() - number_ - 1) % 7 + 1)
    elif "deictic" in match.parts and step(match) > 0:
        day = today + timedelta(days=(number_ - today.isoweekday() - 1) % 7 + 1)
    elif "deictic" in match.parts and match.parts["deictic"][0].word == "this":
        day = near_weekday(number_, scene.ahead(match) is not False, today)
    else:
        day = near_weekday(number_, scene.ahead(match), today)
    return _part_of_day(match, day)


def _part_of_day(match: Match, day: date) -> Meaning:
    part = match.parts.get("part")
    if not part:
        return Meaning("DATE", day.isoformat(), edge(match))
    return Meaning("TIME", f"{day.isoformat()}T{part[0].value}", edge(match))


def _today(match: Match, scene: Scene) -> Meaning | None:
    value = match.parts["day"][0].value
    start = scene.line[match.first].start
    if match.first and scene.text[start].isupper() and scene.text[scene.line[match.first - 1].start].isupper():
        raise NotATime  # a newspaper's name
    if isinstance(value, str):
        return Meaning("TIME", f"{scene.today.isoformat()}T{value}")
    day = almanac.plus(scene.today, value, "D")
    return _part_of_day(match, day)


def _daypart(match: Match, scene: Scene) -> Meaning:
    day = base(match, scene)
    day = almanac.plus(day, step(match), "D")
    return _part_of_day(match, day)


def _weekend(match: Match, scene: Scene) -> Meaning:
    day = base(match, scene)
    way = step(match) if "deictic" in match.parts else 0
    if "deictic" not in match.parts and scene.ahead(match) is False and scene.today.isoweekday() < 6:
        way = -1
    return Meaning("DATE", almanac.at_grain(almanac.plus(day, way, "W"), "WE"))


def _unit_deictic(match: Match, scene: Scene) -> Meaning | None:
    """ "last week", "earlier this month", "the following year", "the end of the year"."""
    unit = _unit(match)
    late = "END" if "late" in match.parts else edge(match)
    if unit[0] == "T":
        return None
    words = {token.word for token in match.parts.get("deictic", ())}
    if unit == "D" and not words:
        return None
    if "the" in match.parts and words & {"last"}:
        if scene.after(match) in ("of", "in", "for"):
            return None
        return Meaning("DURATION", length(1, unit), anchor=-1)
    if words & {"past"}:
        return Meaning("DURATION", length(1, unit), anchor=-1)
    if words & {"latest"}:
        return Meaning("DATE", _last_quarter(scene)) if unit == "Q" else None
    if words & {"current"} and unit == "D":
        return None
    way = step(match)
    if "the" in match.parts and words & {"next"} and scene.reference and scene.ahead(match) is False:
        told = almanac.first_day(scene.reference) or scene.today
        return Meaning("DATE", almanac.at_grain(almanac.plus(told, 1, unit), unit))
    if unit == "D" and refers(match) and almanac.grain(scene.reference) == "M" and not way:
        return Meaning("DATE", f"{scene.reference}-XX")
    day = almanac.plus(base(match, scene), way, unit)
    if unit == "Q" and refers(match) and scene.quarter:
        day = almanac.plus(almanac.first_day(scene.quarter) or day, way, unit)
    return Meaning("DATE", almanac.at_grain(day, unit), late)


def _unit_end(match: Match, scene: Scene) -> Meaning | None:
    unit = _unit(match)
    return Meaning("DATE", almanac.at_grain(scene.today, unit), "END") if unit in ("W", "M", "Q", "Y", "E") else None


def _past_future(match: Match, scene: Scene) -> Meaning | None:
    word = match.parts["way"][0].word
    if word == "past" and scene.after(match)[:1].isalnum() and scene.before(match) != "in":
        return None
    return Meaning("DATE", "PAST_REF" if word == "past" else "FUTURE_REF")


def _ref(match: Match, scene: Scene) -> Meaning:
    return Meaning("DATE", str(match.parts["way"][0].value))


_ZONES: Final = frozenset({"", "Z"})


def _clock(match: Match, scene: Scene) -> Meaning | None:
    """A time of day with the day it stands beside, or the one that the text spoke of last."""
    time, zone = clock(match.parts["clock"])
    if not time:
        return None
    first = match.parts["clock"][0]
    if (
        first.word.isdigit()
        and len(first.word) != 4
        and len(match.parts["clock"]) > 1
        and match.parts["clock"][1].value in _ZONES
    ):
        return None
    day = scene.today.isoformat()
    if "month" in match.parts:
        day = _day_of(match, scene)
    elif "day" in match.parts:
        token = match.parts["day"][0]
        if token.word in _WEEKDAYS:
            day = near_weekday(int(token.value), scene.ahead(match), scene.today).isoformat()
        elif isinstance(token.value, int) and token.word in ("today", "yesterday", "tomorrow"):
            day = almanac.plus(scene.today, token.value, "D").isoformat()
    elif almanac.grain(scene.here or scene.reference) == "D":
        day = (scene.here or scene.reference)[:10]
    return Meaning("TIME", f"{day}{time}{zone if zone == 'Z' else ''}") if day else None


MEANINGS: Final[dict[str, Callable[[Match, Scene], Meaning | None]]] = {
    "clock": _clock,
    "another_day": _another_day,
    "night_of": _night_of,
    "nth_of": _nth_of,
    "iso": _iso,
    "slashed": _slashed,
    "date": _date,
    "month": _month,
    "quarter": _quarter,
    "same_quarter": _same_quarter,
    "half": _half,
    "latest": _latest,
    "year": _year,
    "year_ago": _year_ago,
    "season": _season,
    "holiday": _holiday,
    "decade": _decade,
    "century": _century,
    "every": _every,
    "rate": _rate,
    "weekdays": _weekdays,
    "window": _window,
    "recent": _recent,
    "to_come": _to_come,
    "shift": _shift,
    "weekday": _weekday,
    "today": _today,
    "daypart": _daypart,
    "weekend": _weekend,
    "unit": _unit_deictic,
    "unit_end": _unit_end,
    "these_days": _these_days,
    "before_last": _before_last,
    "from_day": _from_day,
    "day_before": _day_before,
    "duration": _duration,
    "while": _while,
    "the_unit": _the_unit,
    "bare_units": _bare_units,
    "freq": _freq,
    "past_future": _past_future,
    "ref": _ref,
}
