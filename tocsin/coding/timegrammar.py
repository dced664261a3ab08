"""The grammar of time expressions: rules over token classes, as data.

A rule names its meaning (a function of `timevalues`) and the tokens it is made of: class names of `timewords`, the
phrases below in braces, and `part=` before whatever the meaning must see. Order decides: where several rules match at
the same token the first wins, so longer readings stand before shorter ones.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple, TypeVar

from tocsin.coding.timewords import CLASSES, Token

PHRASES: Final[dict[str, str]] = {
    "figure": "(DAYF|YEARF|FIG)",
    "spelled": "(SMALL|CENT|TENS)",
    "number": "({figure} BIG{0,2} | {figure} (HYPHEN|AND)? FRAC | {spelled} (HYPHEN? {spelled})?"
    " (BIG{1,2} (AND? {spelled} (HYPHEN? {spelled})?)?)? | AN BIG | FRAC | AN? DOZEN | HALF AN DOZEN)",
    "vague": "(AN? FEW | SOME | AN? COUPLE OF? | AN? DOZEN OF)",
    "approx": "(ABOUT | ROUND | MORE THAN | NOT MORE THAN | AT LEAST)",
    "count": "({number}|{vague})",
    "unit": "(UNIT|UNITS|SEC|CENTURY|WEEKEND|WEEKENDS|SEASONS)",
    "month": "(MONTH|MABBR|MAYBE) DOT?",
    "day": "(DAYF|ORD|SEC)",
    "weekday": "(WEEKDAY|WABBR) DOT?",
    "year": "(YEARF | CENT TENS (HYPHEN? {spelled})? | SMALL BIG (AND? {spelled})?)",
    "deictic": "(LAST|PASTW|THIS|NEXT|PRIOR|FOLLOW|SAME|THAT|CURRENT|LATEST)",
    "edge": "(EARLY HYPHEN? | MID HYPHEN? | EARLIER (IN|ON)? | THE? END OF | THE? MID OF)",
    "zone": "(LPAR? ZONE TIMEW? (PLUS DAYF|HYPHEN DAYF)? RPAR? | LPAR (CLOCK AMPM?|{figure}) ZONE RPAR)",
    "clock": "((CLOCK AMPM? | DAYF HYPHEN? AMPM | {spelled} AMPM | ({spelled}|DAYF) OCLOCK | CLOCKWORD)"
    " (IN THE DAYPART)? {zone}?)",
    "ordinal": "(ORD|SEC|FINAL|LATEST)",
    "relyear": "(THE? (LAST|THIS|NEXT|PRIOR|FOLLOW|SAME|THAT|CURRENT) FISCAL? UNIT)",
    "monthday": "(month={month} date={day} | date={day} OF? month={month})",
}

RULES: Final[tuple[tuple[str, str], ...]] = (
    # 9 a.m. Tuesday · 5 p.m. EST Nov. 9 · 10:30 on 4 March 2024 · 6 a.m. tomorrow
    ("clock", "ROUND? clock={clock} COMMA? ON? day=({weekday} COMMA?)? month={month} date={day} (COMMA? year={year})?"),
    (
        "clock",
        "ROUND? clock={clock} COMMA? ON? day=({weekday} COMMA?)? date={day} OF? month={month} (COMMA? year={year})?",
    ),
    ("clock", "ROUND? clock={clock} COMMA? ON? day=({weekday}|TODAY)"),
    ("clock", "day=({weekday}|TODAY) DAYPART? COMMA? (AT|ROUND|ON) clock={clock}"),
    ("iso", "ISO"),
    ("slashed", "SLASHED"),
    # Friday, Oct. 13, 2024 · 4 March 2024 · the 21st of June · Sunday 5 May
    (
        "date",
        "edge={edge}? ({weekday} DAYPART? COMMA?)? deictic=LAST? month={month} date={day} (COMMA? year={year} | COMMA? OF? rel={relyear})?",
    ),
    (
        "date",
        "edge={edge}? ({weekday} DAYPART? COMMA?)? THE? date={day} OF? month={month} (COMMA? year={year} | COMMA? OF? rel={relyear})?",
    ),
    ("another_day", "date=DAYF"),
    # July last year · May 2008 · the end of October · last June
    ("month", "edge={edge}? month={month} OF? COMMA? rel={relyear}"),
    ("month", "edge={edge}? month={month} COMMA? OF? (THE UNIT)? year={year}"),
    ("month", "edge={edge}? deictic={deictic} month={month}"),
    # the third quarter of last year · this year's third quarter · the 1988 second quarter · Q3 2024 · fourth-quarter
    (
        "quarter",
        "edge={edge}? THE? FISCAL? (nth={ordinal} HYPHEN? FISCAL? unit=UNIT | nth_q=QNUM) (OF|IN)? THE? FISCAL? (year={year}|rel={relyear}|UNIT)",
    ),
    (
        "quarter",
        "edge={edge}? THE? (year={year}|rel={relyear}) POSS? FISCAL? (nth={ordinal} HYPHEN? unit=UNIT | nth_q=QNUM)",
    ),
    ("quarter", "edge={edge}? (THE|THIS)? FISCAL? (nth={ordinal} HYPHEN? FISCAL? unit=UNIT | nth_q=QNUM)"),
    ("same_quarter", "(THE|rel={relyear}) (year={year})? POSS? unit=UNIT"),
    (
        "half",
        "edge={edge}? THE? nth=(ORD|SEC|FINAL|LATEST|LAST) HYPHEN? HALF (OF|IN)? THE? FISCAL? (year={year}|rel={relyear}|UNIT)?",
    ),
    ("half", "edge={edge}? nth=HNUM year={year}?"),
    ("year", "edge={edge}? THE? FISCAL UNIT? year={year}"),
    ("year", "THE year={year} TERM"),
    # the year-ago quarter · the year-earlier period · the corresponding period last year
    ("year_ago", "(THE OTHER?)? UNIT HYPHEN (AGO|EARLIER) (nth={ordinal}? HYPHEN? what=(UNIT|TERM))?"),
    ("year_ago", "THE (OTHER|SAME) (nth={ordinal}? what=(UNIT|TERM)) OF? (rel={relyear}|year={year})"),
    # the summer of 1994 · last fall · early spring
    ("season", "edge={edge}? THE? season=SEASON OF? year={year}"),
    ("season", "edge={edge}? season=SEASON OF? rel={relyear}"),
    ("season", "edge={edge}? deictic={deictic} season=SEASON"),
    ("season", "edge={edge}? THE season=SEASON"),
    ("season", "edge={edge} season=SEASON"),
    ("holiday", "edge={edge}? THE? deictic={deictic}? day=HOLIDAY week=UNIT? (COMMA? year={year})?"),
    # the 1990s · the early 1980s · the late seventies · the 20th century
    ("decade", "THE? edge={edge}? THE? decade=DECADE"),
    ("century", "THE? edge={edge}? THE? nth=ORD HYPHEN? CENTURY"),
    # every Monday · each July · every two weeks · twice a week · Mondays
    ("every", "EVERY (OTHER|other=SEC)? count={count}? what=({unit}|{weekday}|DAYPART|{month}|SEASON|WEEKEND)"),
    ("rate", "(ONCE|{count} TIMES) (AN|PER|EVERY) count={count}? what={unit}"),
    ("weekdays", "what=WDAYS part=(DAYPART|DAYPARTS)?"),
    # each of the past three years · the next several days · the first nine months · recent weeks
    (
        "window",
        "(EVERY OF|ALL OF|ALL)? THE? way=(LAST|PASTW|NEXT|PRIOR|FOLLOW|LATEST|FINAL|ORD|SEC|THESE|THOSE) OTHER? ABOUT? count={count} ADJ? (TO {number})? unit={unit}",
    ),
    ("window", "(EVERY OF|ALL OF|ALL)? THE? way=(LAST|PASTW) ADJ? unit=(UNITS)"),
    ("recent", "THE? MORE? RECENT unit=UNITS ((AND|OR) UNITS)?"),
    ("to_come", "THE? FUTURE UNITS"),
    # three days later · about two years ago · a year earlier · the day before
    (
        "shift",
        "{approx}? count=({count}|AN|THE|ONCE) (OR {count})? ADJ? unit={unit} half=(AND AN HALF)? way=(AGO|HENCE|FROM NOW|EARLIER|AHEAD)",
    ),
    ("shift", "THE unit=UNIT way=(BEFOREW|AFTERW|AHEAD)"),
    # last week · this month · earlier this year · early next week · the end of the year · Monday of next week
    ("weekday", "edge={edge}? day={weekday} COMMA? OF? rel=((LAST|NEXT|THIS|FOLLOW) UNIT)"),
    ("weekday", "edge={edge}? THE? deictic={deictic}? day={weekday} part=(DAYPART|CLOCKWORD)?"),
    ("today", "edge={edge}? day=TODAY part=DAYPART?"),
    ("daypart", "edge={edge}? THE? deictic=(LAST|THIS|NEXT|THAT|SAME|PRIOR|FOLLOW) part=(DAYPART|CLOCKWORD)"),
    ("weekend", "edge={edge}? (THE? deictic={deictic} | THE) WEEKEND"),
    ("unit", "edge={edge}? THE? deictic={deictic} SAME? FISCAL? unit=(UNIT|CENTURY) late=(POSS END)?"),
    ("unit", "edge={edge} THE? FISCAL? unit=(UNIT|CENTURY)"),
    ("unit_end", "THE? unit=UNIT (POSS|HYPHEN)? END"),
    ("years", "year=YEARF HYPHEN to=(YEARF|DAYF|FIG)"),
    ("clock", "ROUND? clock={clock}"),
    ("year", "edge={edge}? (THE UNIT)? year={year}"),
    ("month", "edge={edge}? month={month}"),
    # five years · a two-week · 8-month-old · nearly forty years · decades · the year
    ("duration", "{approx}? THE? count={count} HYPHEN? unit={unit} AND count2={count} unit2={unit}"),
    ("duration", "{approx}? count=(AN|{count}) HYPHEN? ADJ? unit={unit} half=(AND AN HALF)"),
    ("duration", "{approx}? THE? count={count} AND AN half=HALF unit={unit}"),
    (
        "duration",
        "{approx}? THE? count={count} ((HYPHEN? (TO|OR) HYPHEN? | HYPHEN) count2={count})? (HYPHEN|MORE|ADJ|AND){0,2} unit={unit} ((OR|TO) UNITS)? (HYPHEN? old=OLD | HYPHEN LONG)?",
    ),
    ("duration", "{approx}? half=HALF HYPHEN? AN HYPHEN? unit={unit}"),
    ("duration", "{approx}? count=AN ADJ? unit=UNIT (HYPHEN LONG)?"),
    ("duration", "unit=(UNIT|UNITS) HYPHEN LONG"),
    ("duration", "THE unit=UNITS AHEAD"),
    ("while", "AN WHILE"),
    ("the_unit", "THE FISCAL? unit=(UNIT|TERM)"),
    ("bare_units", "unit=UNITS ((OR|AND) UNITS)?"),
    ("freq", "what=FREQ"),
    ("past_future", "THE (ADJ|OTHER)? way=(PASTW|FUTURE)"),
    ("ref", "MORE? way=(REF|NOW)"),
)


class Match(NamedTuple):
    """A rule that matched: it covers the tokens `first` to `last`; `parts` are those of them that it names."""

    meaning: str
    first: int
    last: int
    parts: dict[str, list[Token]]


Made = TypeVar("Made")


class NotATime(Exception):  # noqa: N818 - a finding, not an error
    """Raised by a meaning: the words of this match tell no time, in any reading ("52 years old", "USA Today")."""


_ATOM = re.compile(r"([a-z]\w*)=(\(|\{[a-z]+\}|[A-Z]+)|\{([a-z]+)\}|([A-Z]+)|(\()|\s+")


def _expression(pattern: str, *, named: bool) -> str:
    """The regular expression over class characters that `pattern` stands for."""

    def put(match: re.Match[str]) -> str:
        part, what, phrase, cls, opening = match.groups()
        if part:
            head = f"(?P<{part}>" if named else "(?:"
            return head if what == "(" else f"{head}{_expression(what, named=False)})"
        if phrase:
            return f"(?:{_expression(PHRASES[phrase], named=False)})"
        if opening:
            return "(?:"
        return CLASSES[cls] if cls else ""

    return _ATOM.sub(put, pattern)


@cache
def _any_rule() -> re.Pattern[str]:
    return re.compile("|".join(f"({_expression(pattern, named=False)})" for _, pattern in RULES))


@cache
def _rule(number: int) -> re.Pattern[str]:
    return re.compile(_expression(RULES[number][1], named=True))


@cache
def _openers() -> re.Pattern[str]:
    """The tokens that an expression can begin with."""
    shut = (
        "OTHER DOT COMMA HYPHEN POSS SLASH COLON RPAR PLUS OF IN ON TO AND OR THAN TIMES PER AGO HENCE OLD LONG".split()
    )
    return re.compile("[^" + "".join(CLASSES[name] for name in shut) + "]")


def matches(classes: str, found: list[Token], accept: Callable[[Match], Made | None]) -> Iterator[Made]:
    """What `accept` makes of each match, left to right and without overlap.

    Where it makes nothing of a match the next rule is tried; where it raises `NotATime` the words are passed over.
    """
    at = 0
    openers, rules = _openers(), _any_rule()
    while opening := openers.search(classes, at):
        at = opening.start()
        first = rules.match(classes, at)
        for number in range((first.lastindex or 1) - 1 if first else len(RULES), len(RULES)):
            match = _rule(number).match(classes, at)
            if not match:
                continue
            try:
                made = accept(_match(number, match, found))
            except NotATime:
                at = match.end()
                break
            if made is not None:
                at = match.end()
                yield made
                break
        else:
            at += 1


def _match(number: int, match: re.Match[str], found: list[Token]) -> Match:
    parts = {}
    for name, value in match.groupdict().items():
        if value:
            start, stop = match.span(name)
            parts[name.partition("_")[0]] = found[start:stop]
    return Match(RULES[number][0], match.start(), match.end() - 1, parts)
