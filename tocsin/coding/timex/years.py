"""The meaning of what names a year, several years, a decade or a century."""

import re
from typing import Final

from tocsin.coding.timex import almanac
from tocsin.coding.timex.grammar import Match, NotATime
from tocsin.coding.timex.parts import edge, year
from tocsin.coding.timex.scene import Meaning, Scene


def year_named(match: Match, scene: Scene) -> Meaning | None:
    tokens = match.parts["year"]
    value = year(tokens)
    if match.first == match.last and not scene.entry(match) and not _names_year(match, scene, value):
        return None
    if not 1 <= value <= 9998:
        return None
    return Meaning("DATE", f"{value:04d}", edge(match))


def years_named(match: Match, scene: Scene) -> Meaning | None:
    """The meaning of "1992-94", "2016/17"."""
    first, last = year(match.parts["year"]), match.parts["to"][0].word
    if len(last) != len("94") or not last.isdigit() or not _names_year(match, scene, first):
        return None
    span = int(last) - first % 100
    if span != 1 and (span < 1 or int(last) <= 12):
        return None  # "2024-10" is a month
    return Meaning("DATE", f"{first:04d}", through=f"{first + span:04d}")


_BEFORE_YEAR: Final = frozenset(
    "in since by until till through of from before after during early late mid to and or for - , ( fiscal around about"
    " between than year election".split()
)


def _counts(match: Match, scene: Scene) -> bool:
    """Whether the figures count: "at least 1900", "more than 2000 died", "killed 1950", "a 2000-pound bomb"."""
    before, after = scene.before(match), scene.after(match)
    if before == "least":
        return match.first < 3 or scene.line.word(match.first - 3) not in ("until", "through", "till", "since")
    if before in _COUNTING or (before not in ("in", "of", "since") and after in _SUFFERED):
        return True
    if before == "than" and match.first > 1:
        return after not in ("'s", "’s") and scene.line.word(match.first - 2) in ("more", "less", "fewer")
    behind = scene.line.between(match.last + 2, match.last + 3)
    return after == "-" and bool(behind) and behind[0].word in _MEASURES


_COUNTING: Final = frozenset(
    "most some nearly almost killed killing wounded wounding injured injuring arrested detained".split()
)
_SUFFERED: Final = frozenset("were are have died fled remain remained".split())
_MEASURES: Final = frozenset(
    "pound pounder strong member mile metre meter foot ton tonne page seat bed lb kg km man odd acre square".split()
)


_NUMBERED: Final = frozenset(
    "unscr resolution flight section article route highway bus room number no law case bill page channel model version"
    " unit paragraph item act order train hurricane area zone chapter verse lot gate".split()
)


_COUNTED: Final = re.compile(
    r"(?!(?:was|is|has|as|onwards|means|levels|prices|highs|lows|figures|results|terms)\b)[^\W\d_]+s\b|percent|per|people|feet|metric|square|%|km|kg|mph|°"
)


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
    if before in _NUMBERED or _counts(match, scene):
        return False
    if before in _BEFORE_YEAR:
        return not (
            before in ("than", "about", "around", "to", "of", "for", "by", "from") and bool(_COUNTED.match(after))
        )
    if before in ("the", "a", "an", "'s", "’s", "its", "their", "his", "her"):
        return 1900 <= value <= scene.today.year + 50
    return 1900 <= value <= scene.today.year + 50 and not _COUNTED.fullmatch(after)


_LATELY: Final = 12


def decade_named(match: Match, scene: Scene) -> Meaning | None:
    if scene.before(match) in ("his", "her", "their", "my"):
        raise NotATime  # an age
    value = int(match.parts["decade"][0].value)
    alone = match.first == match.last and almanac.grain(scene.here) != "E"  # not "the 1960s and 70s"
    if match.parts["decade"][0].word[0].isdigit() and value < 10 and (alone or scene.measures()):
        return None
    if value > scene.today.year // 10 + 10:
        return None  # "the 7610's keys"
    word = match.parts["decade"][0].word
    if alone and len(word) == len("2020's") and int(word[:4]) > scene.today.year - _LATELY:
        return Meaning("DATE", word[:4])  # "2020's election"
    century = int(match.parts["century"][0].value) if "century" in match.parts else 19
    return Meaning("DATE", f"{century * 10 + value if value < 10 else value:03d}", edge(match))


def century_named(match: Match, scene: Scene) -> Meaning | None:
    nth, after = int(match.parts["nth"][0].value), scene.line.between(match.last + 1, match.last + 2)
    if scene.text[scene.line[match.last].start].isupper() and after and scene.text[after[0].start].isupper():
        raise NotATime  # a company's name
    return Meaning("DATE", f"{nth - 1:02d}", edge(match)) if 1 <= nth <= 30 else None
