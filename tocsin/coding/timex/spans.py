"""The meaning of durations, windows ("the past three months") and sets ("every Monday", "twice a week")."""

from typing import Final

from tocsin.coding.text.calendar import MONTHS, WEEKDAYS
from tocsin.coding.timex import almanac
from tocsin.coding.timex.grammar import Match, NotATime
from tocsin.coding.timex.parts import amount, length, number, unit_of
from tocsin.coding.timex.quarters import completed_quarter, quarter_ended
from tocsin.coding.timex.scene import Meaning, Scene
from tocsin.coding.timex.tenses import MODALS
from tocsin.coding.timex.words import CLASSES


def every(match: Match, scene: Scene) -> Meaning | None:
    token = match.parts["what"][0]
    second = scene.line[match.first + 1].word in ("other", "second")
    counted = match.parts.get("count") or match.parts.get("nth")
    count = number(counted) if counted else 2 if second else 1
    value = token.value
    if token.word in WEEKDAYS or token.word in MONTHS:
        day = isinstance(value, int) and token.word in WEEKDAYS
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


def rate(match: Match, _scene: Scene) -> Meaning | None:
    unit = match.parts["what"][0].value
    return Meaning("SET", length(number(match.parts.get("count", [])), str(unit))) if isinstance(unit, str) else None


def weekdays(match: Match, _scene: Scene) -> Meaning:
    part = f"T{match.parts['part'][0].value}" if "part" in match.parts else ""
    return Meaning("SET", f"XXXX-WXX-{match.parts['what'][0].value}{part}")


def frequency(match: Match, _scene: Scene) -> Meaning | None:
    token = match.parts["what"][0]
    if token.word.endswith("long"):
        return Meaning("DURATION", str(token.value))
    return Meaning("SET", str(token.value))


def window(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the past three months", "the next few days", "the first nine months"."""
    way = match.parts["way"][0].word
    if way == "last" and scene.before(match) in (
        "to",
        "will",
        "would",
        "could",
        "may",
        "might",
        "should",
        "must",
        "can",
    ):
        return None  # "is to last six weeks"
    if scene.after(match) in ("ago", "later", "earlier"):
        return None  # "beat him in the final two years ago"
    unit = unit_of(match)
    count = number(match.parts["count"]) if "count" in match.parts else None
    anchor = -1 if way in ("last", "past") else 1 if way in ("next", "coming", "upcoming") else 0
    value = f"P{amount(count)}{unit}" if unit in almanac.SEASONS else length(count, unit)
    return Meaning("DURATION", value, anchor=anchor)


def recent(match: Match, _scene: Scene) -> Meaning:
    unit = unit_of(match)
    return Meaning("DURATION", length(None, unit), anchor=-1)


def these_days(match: Match, _scene: Scene) -> Meaning | None:
    return Meaning("DATE", "PRESENT_REF") if unit_of(match) == "D" else None


def to_come(_match: Match, _matche: Scene) -> Meaning:
    return Meaning("DATE", "FUTURE_REF")


def duration(match: Match, scene: Scene) -> Meaning | None:
    unit = unit_of(match)
    parts = match.parts
    count: float | None = 1
    if scene.before(match) == "as" and scene.line[match.first].word == "many":
        raise NotATime  # "the third in as many months"
    if "count" in parts:
        count = number(parts["count"])  # of "two to three weeks" the lower one
    elif "half" not in parts and parts["unit"][0].word.endswith("s"):
        count = None
    if "half" in parts:
        count = 0.5 if "count" not in parts and len(parts["half"]) == 1 else (count or 0) + 0.5
    aged = unit == "Y" and "old" in parts and ("count" in parts or parts["unit"][0].word == "year")
    if unit == "Q" or aged:
        raise NotATime  # "a quarter" is a fraction, "52 years old" tells of a person
    if scene.text[parts["unit"][0].start].isupper() and scene.line[match.first].word.isdigit():
        raise NotATime  # a programme's name
    if "War" in scene.text[parts["unit"][0].end : parts["unit"][0].end + len("s' War")]:
        raise NotATime  # "the Six-Day War"
    if count == 1 and scene.after(match) in ("-", "–"):
        return None  # "a year-ago quarter"
    if [token.word for token in parts.get("count", ())] in (["a"], ["an"]) and _is_rate(match, scene):
        if scene.before(match) in _DISTANCES:
            raise NotATime  # a speed
        return Meaning("SET", length(1, unit))
    if unit == "D" and scene.line.word(match.first) == "one" and scene.before(match) in MODALS:
        return Meaning("DATE", "FUTURE_REF")  # "will one day be king"
    value = length(count, unit)
    if "unit2" in parts:
        rest = length(number(parts["count2"]), str(parts["unit2"][0].value))
        value += rest.removeprefix("PT" if value.startswith("PT") else "P")
    return Meaning("DURATION", value)


def over_units(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "over the years"."""
    return bare_units(match, scene) if scene.before(match) in ("over", "through") else None


def of_century(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "half-century", "a quarter-century ago", "a quarter of a century"."""
    years = {"half": 50, "quarter": 25}.get(match.parts["part"][0].word)
    if years is None:
        return None
    if "way" in match.parts and match.parts["way"][0].word == "ago":
        return Meaning("DATE", f"{scene.today.year - years:04d}")
    return Meaning("DURATION", length(years, "Y"))


_NOT_RATE: Final = frozenset(
    "in for of within after over than about least most nearly almost around only just every during until to from by"
    " up is was be comes came take takes took spend spends spent last lasts lasted and or with not as through"
    " throughout at before them him her us you me it follows marks needs requires caps ends begins covers loses"
    " gets waits".split()
)


_DISTANCES: Final = frozenset("km kilometers kilometres miles mile feet meters metres knots".split())


def _is_rate(match: Match, scene: Scene) -> bool:
    """Whether "a year" tells how often or how much ("$4 a year"), not how long."""
    before = scene.before(match)
    if not before or before in _NOT_RATE or scene.after(match) in ("after", "before", "into", "of"):
        return False
    if not (before[0].isalnum() or before == "%"):
        return False
    counted = scene.line.classes[max(0, match.first - _COUNTED) : match.first]
    return before.endswith("s") or not _COUNTS.isdisjoint(counted)


_COUNTED: Final = 6
"""Tokens before "a year" among which what comes in a year is counted."""
_COUNTS: Final = frozenset(
    CLASSES[name] for name in "SMALL CENT TENS BIG BIGS DOZEN HALF DAYF YEARF FIG ONCE TIMES FEW".split()
)


def how_much(_match: Match, _scene: Scene) -> Meaning | None:
    """The meaning of "24 hours a day": how much, but not when."""
    raise NotATime


def a_while(_match: Match, _matche: Scene) -> Meaning:
    return Meaning("DURATION", "PXX")


def bare_units(match: Match, scene: Scene) -> Meaning | None:
    unit = unit_of(match)
    lasts = scene.before(match) in _LASTING or (unit != "TS" and scene.after(match) in ("after", "before"))
    if unit == "Q" or (unit[0] == "T" and not lasts):
        return None  # "the visiting hours", "the minutes of the meeting"
    return Meaning("DURATION", length(None, unit))


_LASTING: Final = frozenset("for in within after lasts lasted lasting took takes taking waited first final".split())
"""Words before hours and minutes that tell how long something takes: "for hours", "the first minutes"."""


def _leads_to_month(match: Match, scene: Scene) -> bool:
    """As in "in the year to June"."""
    return scene.after(match) in ("to", "through") and scene.month_next(match)


def _of_report(match: Match, scene: Scene) -> bool:
    """Whether "the week" is the one that is told of: "for the week, shares fell 3 percent", "the week's high"."""
    after = scene.after(match)
    return after in ("'s", "’s") or (scene.before(match) == "for" and not after[:1].isalnum())


def the_unit(match: Match, scene: Scene) -> Meaning | None:
    unit = match.parts["unit"][0]
    if unit.word == "period":
        return None
    if unit.value == "Y" and (scene.after(match) in ("ended", "ending") or _leads_to_month(match, scene)):
        return Meaning("DURATION", length(1, unit.value))
    if scene.after(match) in ("-", "–"):
        return None  # "the quarter-to-quarter comparison"
    if unit.value == "Q":
        return Meaning("DATE", quarter_ended(match, scene) or completed_quarter(scene))
    if unit.value == "Y":
        return Meaning("DATE", f"{scene.today.year:04d}")
    if unit.value == "W" and _of_report(match, scene):
        return Meaning("DATE", almanac.week(scene.today))
    return None
