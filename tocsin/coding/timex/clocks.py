"""The meaning of a time of day."""

import re
from datetime import date
from typing import Final

from tocsin.coding.text.calendar import WEEKDAYS
from tocsin.coding.timex import almanac, outlook
from tocsin.coding.timex.dates import day_of
from tocsin.coding.timex.grammar import Match
from tocsin.coding.timex.line import Token
from tocsin.coding.timex.parts import near_weekday, step
from tocsin.coding.timex.scene import Meaning, Scene


def _clock(tokens: list[Token]) -> tuple[str, str]:
    """`T09:30` and the zone (`Z`, `-05:00` or nothing) of a time of day; that of "10 a.m. (0600 GMT)" is reckoned."""
    bracket = next((n for n, token in enumerate(tokens) if n and token.word == "("), len(tokens))
    time, zone = _hour(tokens[:bracket])
    if not zone and bracket < len(tokens):
        zone = _bracketed(time, tokens[bracket + 1 :])
    return time, zone


def _bracketed(time: str, tokens: list[Token]) -> str:
    """The zone that brackets behind a time of day tell: "(GMT)", "(GMT +8)", "(0600 GMT)"."""
    words = [token.word for token in tokens]
    if tokens[0].value == "Z" and words[1] in ("+", "-") and words[2].isdigit():
        return f"{words[1]}{int(words[2]):02d}:00"
    other, zone = _hour(tokens)
    told_twice = zone == "Z" and tokens[0].value != "Z" and time and other
    return _offset(time, other) if told_twice else zone


def _offset(local: str, universal: str) -> str:
    """How far a time of day is ahead of the universal one."""
    ahead = _minutes(local) - _minutes(universal)
    ahead -= 1440 * round(ahead / 1440)
    return f"{'-' if ahead < 0 else '+'}{abs(ahead) // 60:02d}:{abs(ahead) % 60:02d}"


def _minutes(time: str) -> int:
    return int(time[1:3]) * 60 + int(time[4:6])


def _hour(tokens: list[Token]) -> tuple[str, str]:
    """As `_clock`, for a time of day that is told once."""
    hour, minute, second, zone, half = 0, 0, "", "", ""
    for token in tokens:
        text = str(token.value)
        if re.fullmatch(r"\d\d?\.\d\d", token.word):  # 3.30pm
            hour, minute = int(token.word.split(".")[0]), int(token.word.split(".")[1])
        elif ":" in token.word or token.word in ("noon", "midday", "midnight"):
            hour, minute = int(text.split(":", maxsplit=1)[0]), int(text.split(":")[1])
            second = text[-3:] if text.count(":") > 1 else ""
        elif token.word[0] in "ap" and token.word.replace(".", "").replace(" ", "") in ("am", "pm"):
            half = token.word[0]
        elif token.value in ("MO", "AF", "EV", "NI"):
            half = "a" if token.value == "MO" else "p"
        elif token.word.isdigit() and len(token.word) == 4:
            hour, minute = int(token.word[:2]), int(token.word[2:])
        elif isinstance(token.value, int) and not zone:
            hour = token.value
        elif isinstance(token.value, float):
            return "", ""  # "40 a.m."
        elif text == "Z" or re.fullmatch(r"[+-]\d\d:\d\d", text):
            zone = text
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or (second and not (half or zone)):  # "in 2:07:35" tells how long
        return "", ""
    return f"T{hour:02d}:{minute:02d}{second}", zone


def hours_named(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "0930 hours" where it tells when, not how long."""
    figures, unit = match.parts["clock"]
    if unit.value != "TH" or re.fullmatch(r"[0-2]\d[0-5]\d", figures.word) is None:
        return None
    if figures.word[0] != "0" and scene.before(match) not in _BEFORE_HOUR:
        return None
    return clock_time(match, scene)


def _is_score(match: Match, scene: Scene) -> bool:
    """Whether "7:42" tells how long, in a game or a race: "with 7:42 left", "in 3:48"."""
    return scene.before(match) in ("with", "in", "of", "+") or scene.after(match) in ("left", "remaining", "mark")


_BEFORE_HOUR: Final = frozenset("at around by from to and until between about since".split())
_ZONES: Final = frozenset({"", "Z"})


def _told(scene: Scene) -> str:
    """The day that the text spoke of last, if it is of late or the text has just named it."""
    told = scene.here or scene.told("D")
    if almanac.grain(told) == "D":
        return told[:10]
    named, _ = scene.named.get("D", ("", -1))
    return named[:10] if named >= almanac.plus(scene.today, -_OF_LATE, "D").isoformat() else ""


_OF_LATE: Final = 3
_MORNING: Final = "T11"
_NIGHT: Final = re.compile("T(?:EV|NI|1[89]|2)")
"""As values of the evening and the night begin."""


def clock_time(match: Match, scene: Scene) -> Meaning | None:
    """A time of day with the day it stands beside, or the one that the text spoke of last."""
    time, zone = _clock(match.parts["clock"])
    if not time:
        return None
    first = match.parts["clock"][0]
    if match.last - match.first == 0 and ":" in first.word and _is_score(match, scene):
        return None
    if (
        first.word.isdigit()
        and len(first.word) != 4
        and len(match.parts["clock"]) > 1
        and match.parts["clock"][1].value in _ZONES
    ):
        return None
    if "part" in match.parts and match.parts["part"][0].value != "MO" and time < "T12":
        time = f"T{int(time[1:3]) + 12}{time[3:]}"  # "8 o'clock Saturday evening"
    day = scene.today.isoformat()
    if "month" in match.parts:
        day = day_of(match, scene)
    elif "deictic" in match.parts:  # "8 o'clock last night"
        day = almanac.plus(scene.today, step(match), "D").isoformat()
    elif "day" in match.parts:
        token = match.parts["day"][0]
        if token.word in WEEKDAYS:
            day = near_weekday(int(token.value), outlook.ahead(match, scene), scene.today).isoformat()
        elif isinstance(token.value, int) and token.word in ("today", "yesterday", "tomorrow"):
            day = almanac.plus(scene.today, token.value, "D").isoformat()
    elif told := _told(scene):
        day = min(told, day) if outlook.ahead(match, scene) is False else told
        of_night = scene.reference[:10] == told and _NIGHT.search(scene.reference) is not None
        if of_night and time < _MORNING and told < scene.today.isoformat():
            day = almanac.plus(date.fromisoformat(told), 1, "D").isoformat()  # "late on Monday …, at 3 a.m."
    return Meaning("TIME", f"{day}{time}{zone if zone == 'Z' else ''}", zone=zone) if day else None
