"""The meaning of quarters, halves of years, seasons, and of "a year ago" in reports on them."""

from datetime import date
from typing import Final

from tocsin.coding.timex import almanac, outlook
from tocsin.coding.timex.grammar import Match
from tocsin.coding.timex.parts import base, edge, near_year, related_year, step
from tocsin.coding.timex.scene import Meaning, Scene
from tocsin.coding.timex.words import CLASSES


def quarter_named(match: Match, scene: Scene) -> Meaning | None:
    unit = match.parts.get("unit")
    if unit and unit[0].value != "Q":
        return None
    token = match.parts["nth"][0]
    if token.word in ("latest", "closing", "opening", "final", "last"):
        if token.word == "latest":
            return Meaning("DATE", last_quarter(scene))
        nth = 1 if token.word == "opening" else 4
    else:
        nth = int(token.value)
    if not 1 <= nth <= 4 or not _of_year(match, scene):
        return None
    if "year" in match.parts or "rel" in match.parts:
        of = related_year(match, scene)
    else:
        of = scene.today.year
        now = (scene.today.month - 1) // 3 + 1
        ahead = outlook.ahead(match, scene)
        if ahead and nth < now - 1:  # a quarter that has just ended is still being reported on
            of += 1
        elif not ahead and nth > now and not _fiscal(match, scene):
            of -= 1
    return Meaning("DATE", f"{of:04d}-Q{nth}", edge(match))


def quarter_to(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the September quarter": the three months that end with it."""
    month = int(match.parts["month"][0].value)
    if match.parts["unit"][0].word != "quarter" or month % 3:
        return None
    of = near_year(month, outlook.ahead(match, scene), scene.today)
    return Meaning("DATE", f"{of:04d}-Q{month // 3}", edge(match))


def _fiscal(match: Match, scene: Scene) -> bool:
    """Whether a quarter is one of a company's year, of which the later ones may be over by now."""
    if any(scene.line.classes[at] == _FISCAL for at in range(match.first, match.last)):
        return True
    return scene.after(match) == "ended" and scene.month_next(match)


_FISCAL: Final = CLASSES["FISCAL"]


def _of_year(match: Match, scene: Scene) -> bool:
    """Whether a quarter or half is one of a year: not "the first half of the decade", "of the match"."""
    of = scene.line[match.last]
    within = scene.line[match.last - 1].word == "the" and of.value in ("D", "W", "M", "E", "C")
    follows = [token.word for token in scene.line.between(match.last + 1, match.last + 3)]
    return not within and follows not in (["of", "the"], ["of", "a"])


def completed_quarter(scene: Scene) -> str:
    if scene.quarter:
        return scene.quarter
    return last_quarter(scene)


def quarter_ended(match: Match, scene: Scene) -> str:
    """The quarter of the calendar that most of "the quarter ended July 31" lies in; "" where no month follows."""
    at = match.last + (2 if scene.after(match) == "that" else 1)
    if at + 1 >= len(scene.line) or scene.line.word(at) not in ("ended", "ending") or not scene.is_month(at + 1):
        return ""
    last = int(scene.line[at + 1].value)
    of = scene.today.year - (last > scene.today.month)
    return almanac.at_grain(almanac.plus(date(of, last, 1), -1, "M"), "Q")


def last_quarter(scene: Scene) -> str:
    return almanac.at_grain(almanac.plus(scene.today, -1, "Q"), "Q")


def same_quarter(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "last year's quarter", "the 1988 quarter"."""
    if match.parts["unit"][0].value != "Q" or not ("rel" in match.parts or "year" in match.parts):
        return None
    return Meaning("DATE", f"{related_year(match, scene):04d}{completed_quarter(scene)[4:]}")


def latest(match: Match, scene: Scene) -> Meaning | None:
    what = match.parts["what"][0]
    if what.value == "Q" or what.word == "period":
        return Meaning("DATE", last_quarter(scene))
    return Meaning("DATE", f"{scene.today.year - 1:04d}") if what.value == "Y" else None


def half_named(match: Match, scene: Scene) -> Meaning | None:
    nth = match.parts["nth"][0]
    which = {"last": 2, "latest": 2, "final": 2, "closing": 2, "opening": 1}.get(nth.word, nth.value)
    if which not in (1, 2) or not _of_year(match, scene):
        return None
    of = related_year(match, scene) if "year" in match.parts or "rel" in match.parts else scene.today.year
    return Meaning("DATE", f"{of:04d}-H{which}", edge(match))


def year_ago(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "the year-ago quarter", "the year-earlier period", "the corresponding period last year"."""
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
        quarter = completed_quarter(scene)
    if "rel" in match.parts or "year" in match.parts:
        of = related_year(match, scene)
        if unit.value == "M" and almanac.grain(scene.here) == "M":
            return Meaning("DATE", f"{of:04d}{scene.here[4:]}")  # "in June …, against the same month of 1997"
        return Meaning("DATE", f"{of:04d}{quarter[4:]}")
    if not quarter:
        return Meaning("DATE", f"{scene.today.year - 1:04d}")
    return Meaning("DATE", f"{int(quarter[:4]) - 1:04d}{quarter[4:]}")


def season_named(match: Match, scene: Scene) -> Meaning | None:
    season = str(match.parts["season"][0].value)
    month = almanac.SEASONS[season]
    today = scene.today
    if "rel" in match.parts and match.parts["rel"][-1].value != "Y":
        return None  # "the second to fall this month"
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
        of = near_year(month, outlook.looks(match, scene), today)
    return Meaning("DATE", f"{of:04d}-{season}", edge(match))


def _names_season(match: Match, scene: Scene) -> bool:
    """Whether a bare season word is one: "in autumn", "by the summer", not "the fall of the city", "a spring"."""
    if scene.before(match) not in _BEFORE_SEASON or scene.after(match) in ("of", "from", "in"):
        return False
    return match.first < match.last or match.parts["season"][0].word != "fall"


_BEFORE_SEASON: Final = frozenset(
    "in by since until till during through throughout before after over into for of".split()
)
