"""The tense of the clause around a time expression, which decides whether "Monday" is past or to come."""

import re
from functools import cache
from typing import Literal

Tense = Literal["past", "future", "present", ""]

_REACH = 120
"""Code points looked at on either side: a clause is seldom longer."""

_IRREGULAR = (
    "said told went came took gave made met saw left held began began broke brought built bought caught chose did drew"
    " drove fell felt flew found fought got grew heard hit kept killed knew laid led lay lost meant paid put ran rose"
    " sank sat sent sold shot shut spoke spent stood stole struck swore taught thought threw understood won wore wrote"
    " became blew bore bled dealt dug fled forbade froze hid hung lent lit rode rang sang shook slid slept spread sped"
    " swept swam woke withdrew overthrew been"
).split()


@cache
def _cues() -> re.Pattern[str]:
    irregular = "|".join(_IRREGULAR)
    return re.compile(
        rf"""
        \b(?:
          (?P<future>(?:will|won['’]t|shall|would|could|might|may|can|must|should|cannot|to|plan(?:s|ned|ning)?
            (?:\sto)?|expected\sto)(?:\s[a-z]+){{0,2}}?\sbe\s[a-z]+|(?:is|are|was|were)\sto\s[a-z]+)
        | (?P<past>could\snot|couldn['’]t|neither\s[^.,;]{{0,80}}?could|was|were|had|did|has|have|having|(?:would|could|might|may|should|must|to|will)\s(?:not\s)?have
            |{irregular})
        | (?P<future_>(?<!\bthe\s)(?<!\ba\s)(?<!\bits\s)(?<!\btheir\s)(?<!['’]s\s)plan(?:s|ned|ning)?|will|won['’]t|shall|would|could|might|may|can|must|should|cannot|(?:going|about|set|due|slated
            |scheduled|expected|planned|planning|plans|poised|ready)\ (?:to|for|on|in|by|at)|scheduled|due|payable|expected
            |slated|upcoming|to\s(?:be|(?!the\b|reporters|power|work|court|date|death|peace|war\b|end\b|year\b)
            [a-z]{{2,}}(?:ss|cus|[a-rt-z])))
        | (?P<present>(?:is|are|am)(?:\s(?:not|also|now|being|[a-z]+ly))*\s(?:[a-z]+ed|[a-z]+ing|heard|held|made|set)|is|are|am|begins|starts|opens|meets|ends|takes|goes|comes|faces|holds)
        | (?P<ed>(?<!\ba\s)(?<!\ban\s)(?<!\bthe\s)(?<!\bits\s)(?<!\bof\s)(?<!\bstill\s)(?!(?:suc|ex|pro)ceed|need|speed|hundred|indeed|feed|breed|seed|weed|bed|red|shed|wed)[a-z]{{2,}}ed)
        )\b
        | (?P<will>['’]ll\b)
        | (?P<bound>[;:]|,|\s[-–—]{{1,2}}\s|["“”()]|\b(?:that|which|who|whom|where|when|while|after|before|because|and|but|if
            |as|although|though|since|unless)\b)
        """,
        re.VERBOSE,
    )


def tense(text: str, sentence: tuple[int, int], start: int, end: int) -> Tense:
    """Whether the clause of `text[start:end]` tells of past, present or future; nothing where it has no finite verb.

    The nearest verb before the expression in its clause decides, then any before it, then the nearest behind it.
    """
    inside: Tense = ""
    before: Tense = ""
    opening = begin = max(sentence[0], start - _REACH)
    for match in _cues().finditer(text, begin, start):
        if match.lastgroup == "bound":
            before, inside, opening = inside or before, "", match.end()
        else:
            inside = _named(match)
    if inside:
        return inside
    if text.count(" ", opening, start) > _OPENING_WORDS:  # the expression does not open its clause
        return before or _behind(text, sentence, end)
    return _behind(text, sentence, end) or before


_OPENING_WORDS = 3


def _behind(text: str, sentence: tuple[int, int], end: int) -> Tense:
    """The tense of the first verb behind the expression in its clause; a comma right behind it does not end that."""
    for match in _cues().finditer(text, end, min(sentence[1], end + _REACH)):
        if match.lastgroup != "bound":
            return _named(match)
        if match[0] != "," or match.start() > end + 1:
            break
    return ""


def _named(match: re.Match[str]) -> Tense:
    group = match.lastgroup
    if group in ("past", "ed"):
        return "past"
    return "present" if group == "present" else "future"
