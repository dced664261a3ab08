"""The days that a time expression dates an event with."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final, Literal

from tocsin.coding.timex import almanac, outlook
from tocsin.coding.timex.grammar import Match
from tocsin.coding.timex.scene import Meaning, Scene
from tocsin.vocabulary import Precision

Relation = Literal["at", "since", "by", "until", "before", "after", "during", "for"]


_RELATIONS: Final[dict[str, Relation]] = {
    "since": "since",
    "by": "by",
    "until": "until",
    "till": "until",
    "through": "until",
    "before": "before",
    "after": "after",
    "following": "after",
    "from": "since",
    "during": "during",
    "over": "during",
    "throughout": "during",
    "within": "during",
    "for": "for",
}


def relation_of(meaning: Meaning, match: Match, scene: Scene) -> Relation:
    """What the word before the expression says of how it dates an event."""
    word = scene.before(match)
    if word == "the" and match.first > 1:
        word = scene.line.word(match.first - 2)
    if word == "by" and meaning.type == "DURATION":
        return "at"  # "prolonged by five years"
    return _RELATIONS.get(word, "at")


def extent(meaning: Meaning, match: Match, scene: Scene, relation: Relation) -> almanac.Extent:
    """The days that an event with this expression is dated by."""
    if match.meaning == "current" or _is_over(meaning, match, scene):
        return None, None, "unknown"
    if meaning.type == "DURATION":
        return _anchored(meaning, match, scene)
    if relation == "at" and _a_year_ago(match, scene):
        return almanac.extent(almanac.at_grain(almanac.plus(scene.today, -1, "Y"), "M"))
    return _stretch(meaning, scene.published, relation)


def _is_over(meaning: Meaning, match: Match, scene: Scene) -> bool:
    """Whether a quarter is one of a company's year that is over, when in the calendar it has yet to come."""
    if match.meaning != "quarter" or meaning.value <= almanac.at_grain(scene.today, "Q"):
        return False
    return outlook.ahead(match, scene) is False


def _stretch(meaning: Meaning, published: datetime, relation: Relation) -> almanac.Extent:
    """The days that a date, a time of day or a set tells."""
    today = published.date()
    if meaning.type == "SET":
        return None, None, "unknown"
    if meaning.anchor:  # "overnight": most of the night is of the day that it ends on
        evening = almanac.first_day(meaning.value)
        day = today if evening is None else almanac.plus(evening, 1, "D")
        return day, day, "day"
    if meaning.value.endswith("_REF"):
        if meaning.value == "PRESENT_REF":
            return today, today, "day"
        return (None, today, "unknown") if meaning.value == "PAST_REF" else (today, None, "unknown")
    value = meaning.value.replace("-XX", "")  # "that day" of some month or year is in it
    start, end, precision = almanac.extent(value, meaning.edge, _zone(meaning, published))
    if meaning.through:
        end = almanac.extent(meaning.through)[1]
    if start is None or relation in ("at", "during", "for"):
        return start, end, precision
    if relation == "since":
        if isinstance(start, datetime) or isinstance(end, datetime):
            return start, published if isinstance(start, datetime) and start <= published else None, precision
        return start, max(end, today) if end and start <= today else None, precision
    if relation == "before" and meaning.value[10:13] == "T24":
        return almanac.extent(meaning.value[:10])  # "shortly before midnight on Monday"
    if relation in ("before", "after") and meaning.type == "TIME":
        return start, end, precision  # "shortly before 9 a.m.", "after dusk on Monday"
    if relation == "before":
        # "before the year is out", "before the end of May": by then; "before May": not in it.
        until = end if meaning.edge == "END" or _runs(start, end, today) else start - timedelta(days=1)
        return None, until, precision
    if relation == "after":
        return start, None, precision
    return None, end, precision


def _a_year_ago(match: Match, scene: Scene) -> bool:
    """Whether a time is "a year ago" to the month: "two years ago" and "about a year ago" are less sure."""
    words = [scene.line.word(at) for at in range(match.first, match.last + 1)]
    return match.meaning == "shift" and words[1:] == ["year", "ago"] and words[0] in ("a", "one")


def _runs(start: date | datetime, end: date | datetime | None, today: date) -> bool:
    """Whether a stretch of more than a day has begun and is not over."""
    return type(start) is date and type(end) is date and start <= today < end


def _zone(meaning: Meaning, published: datetime) -> tzinfo | None:
    """The zone of a time of day: the one it names, else that of the text."""
    if not meaning.zone and not meaning.value.endswith("Z"):
        return published.tzinfo
    if meaning.zone in ("", "Z"):
        return UTC
    offset = timedelta(hours=int(meaning.zone[1:3]), minutes=int(meaning.zone[4:6]))
    return timezone(-offset if meaning.zone[0] == "-" else offset)


_UNITS: Final[dict[str, Precision]] = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "TH": "day"}


_CLOCK: Final = {"TH": timedelta(hours=1), "TM": timedelta(minutes=1)}


def _ago(published: datetime, length: timedelta) -> date:
    """The day of so many hours or minutes ago; that of publication where only the day of that is known."""
    return (published - length).date() if published.time() != time.min else published.date()


_RANKED: Final = frozenset("time first second third worst biggest deadliest highest lowest heaviest".split())


def _of_late(today: date, unit: str) -> almanac.Extent:
    """The days of "recent weeks", "the past few months": up to today, from a few of them ago on."""
    return almanac.plus(today, -_A_FEW, unit), today, "week" if unit == "D" else _UNITS[unit]


_FEW: Final = re.compile("PX([DWMY])")
_A_FEW: Final = 3
"""How many weeks "recent weeks" are taken for."""


def _anchored(meaning: Meaning, match: Match, scene: Scene) -> almanac.Extent:
    """The days of a duration that touches the day of publication.

    The past five years end on it, the next two weeks begin on it; "within three days" begins on it too, and what is to
    come "in three days" comes then. Other durations lie anywhere.
    """
    if vague := _FEW.fullmatch(meaning.value):
        return _of_late(scene.today, vague[1]) if meaning.anchor < 0 else (None, None, "unknown")
    length = re.fullmatch(r"P(T?)(\d{1,4}(?:\.\d)?)([DWMQYH])", meaning.value)
    unit = length[1] + length[3] if length else ""
    way = scene.line.word(match.last)
    if length and unit in _CLOCK and way == "ago":
        day = _ago(scene.published, _CLOCK[unit] * float(length[2]))
        return day, day, "day"
    if meaning.value.startswith("PT") and way in ("later", "earlier"):
        told = almanac.first_day(scene.told("D")) if almanac.grain(scene.told("D")) == "D" else None
        return told, told, "day" if told else "unknown"
    if not length or unit not in _UNITS:
        return None, None, "unknown"
    today, anchor, before = scene.today, meaning.anchor, scene.before(match)
    # "will expire after 90 days"; but "to resume after nine months", "after 30 years" tells how long it has been
    lapse = before == "after" and unit != "Y" and not (scene.after(match)[:1].isalnum() or outlook.undone(match, scene))
    since = before == "in" and scene.line.word(match.first - 2) in _RANKED  # "for the first time in six months"
    if (
        not anchor
        and (lapse or before in ("in", "within"))
        and not since
        and not scene.headed
        and outlook.ahead(match, scene)
    ):
        anchor = 1
    if not anchor:
        return None, None, "unknown"
    count = float(length[2]) / 24 if unit == "TH" else float(length[2])
    other = almanac.plus(today, anchor * count, "D" if unit == "TH" else unit)
    if (lapse or before == "in") and not meaning.anchor:
        return other, other, _UNITS[unit]
    return min(today, other), max(today, other), _UNITS[unit]
