"""Where a time expression stands: what the text has said so far, and the tense of the clause."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

from tocsin.coding.text.saying import SAYING
from tocsin.coding.timex import almanac
from tocsin.coding.timex.entries import Entry, entry_at
from tocsin.coding.timex.grammar import Match
from tocsin.coding.timex.line import Line
from tocsin.coding.timex.tenses import Tense, tense
from tocsin.coding.timex.words import CLASSES, FOLLOWING
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
    through: str = ""
    """The date that it goes on to, for "1992-94"."""
    zone: str = ""
    """`Z` or an offset such as `-05:00`, for a time of day that names its zone."""


@dataclass(slots=True)
class Scene:
    """What is known where an expression stands. One scene follows one text from its beginning."""

    text: str
    published: datetime
    sentence: tuple[int, int] = (0, 0)
    reference: str = ""
    """The last date that the text named, as a value: what "later" and "that" refer to."""
    previous: str = ""
    """The date that the text named before that."""
    here: str = ""
    """The last date named in this sentence."""
    framed: str = ""
    """The date that leads this sentence."""
    aside: bool = False
    """It was told in the past perfect, from which the text comes back."""
    nearest: str = ""
    """The last month, year or the like that the text named in any way: what "that year" refers to."""
    told_until: int = -1
    """Where the sentence ends that named `reference`."""
    named: dict[str, tuple[str, int]] = field(default_factory=dict)
    """The last date named at each grain (D, W, M …) and where its sentence ends, the latest last."""
    quarter: str = ""
    dated: tuple[int, str] = (-2, "")
    """The last token of the date that was read last, and the date, for "April 24 and 25"."""
    line: Line = field(default_factory=lambda: Line("", 0, 0, {}))
    entries: list[Entry] = field(default_factory=list)
    """The dates that head its lines, where the text is a chronology."""
    headed: date | None = None
    """The day that heads the line that is read."""
    heads: int = 0
    """Where that line ends."""

    def entry(self, match: Match) -> Entry | None:
        """The entry of a chronology that the expression heads."""
        return entry_at(self.entries, self.line[match.first].start) if self.entries else None

    @property
    def today(self) -> date:
        """The day that is told from: that of publication, or of the line of a chronology."""
        return self.headed or self.published.date()

    def enter(self, sentence: tuple[int, int]) -> None:
        """Goes on to a sentence."""
        self.sentence, self.here, self.framed = sentence, "", ""
        if sentence[0] >= self.heads:
            self.headed = None

    def tense(self, match: Match) -> Tense:
        last = match.last
        if self.after(match) in ("to", "through", "until", "-", "and") and self.month_next(match):
            last += 2  # "from January to March sales fell"
        return tense(self.text, self.sentence, self.line[match.first].start, self.line[last].end)

    def before(self, match: Match) -> str:
        """The word or mark before the match, "" where none is near."""
        return self.line.word(match.first - 1) if match.first else ""

    def after(self, match: Match) -> str:
        return self.line.word(match.last + 1) if match.last + 1 < len(self.line) else ""

    def month_next(self, match: Match) -> bool:
        """Whether a month stands behind the word behind the match: "from January to March", "ended Sept. 30"."""
        return self.is_month(match.last + 2)

    def is_month(self, at: int) -> bool:
        """Whether the token `at` is the name of a month."""
        return self.line.classes[at : at + 1] in _MONTHS

    def describes(self, match: Match) -> bool:
        """Whether a word follows that the expression may describe: "the late-November trip"."""
        after = self.after(match)
        return after[:1].isalpha() and after not in FOLLOWING and not after.endswith("ing")

    def opens(self, match: Match) -> bool:
        """Whether the expression leads its sentence: "In May it fell"."""
        return self.line[match.first].start - self.sentence[0] <= _LEAD

    def runs_on(self) -> bool:
        """Whether the sentence before named the date that the text spoke of last."""
        return 0 <= self.sentence[0] - self.told_until <= _GAP

    def of_life(self) -> bool:
        """As in "born in May 1950, he was elected in June": what the sentence dates is how something began."""
        begin, end = self.sentence
        return _BORN.search(self.text, begin, min(end, begin + _REACH_OF_LIFE)) is not None

    def in_past_perfect(self, match: Match) -> bool:
        """Whether the expression stands behind an auxiliary of the past perfect: "had attacked it in May"."""
        start = self.line[match.first].start
        return _HAD.search(self.text, max(self.sentence[0], start - _SET_IN_REACH), start) is not None

    def had_behind(self, match: Match) -> bool:
        """As in "by June his forces had retreated"."""
        end = self.line[match.last].end
        return _HAD.search(self.text, end, min(self.sentence[1], end + _SET_IN_REACH)) is not None

    def comes_back(self) -> bool:
        """Whether the text comes back from what it told aside: "had raided it in May last year. In June it bombed"."""
        recent = self.reference[:4] >= str(self.today.year - 1)
        begin, end = self.sentence
        return self.aside and recent and not _HAD.search(self.text, begin, min(end, begin + _SET_IN_REACH))

    def in_paragraph(self) -> bool:
        """Whether the text has named the date that it spoke of last in the same paragraph."""
        return self.told_until >= 0 and "\n" not in self.text[self.told_until : self.sentence[0]]

    def told(self, unit: str) -> str:
        """The date that the text spoke of last; where that is a year, one before that tells the `unit` (D, W, M).

        A day of the same sentence counts as told last: "met on Monday over cuts announced in May"; so does one of the
        week or month told last: "fell on Monday. It was the third fall this month. On the same day".
        """
        day, sentence = self.named.get("D", ("", -1))
        if unit == "D" and (sentence == self.told_until or _within(day, self.reference)):
            return day
        if almanac.grain(self.reference) not in _COARSE or unit not in _GRAINS:
            return self.reference
        finer = _GRAINS[: _GRAINS.index(unit) + 1]
        return next((value for grain, (value, _) in reversed(self.named.items()) if grain in finer), self.reference)

    def _set_in(self, match: Match) -> bool:
        """Whether a relative clause has the date, and the sentence goes on: "shares, which fell in May, rose"."""
        start = self.line[match.first].start
        reach = max(self.sentence[0], start - _SET_IN_REACH)
        if self.text.find("wh", reach, start) < 0 and self.text.find("that had ", reach, start) < 0:
            return False  # as in most sentences; the expression below takes much longer to find so
        opened = _SET_IN.search(self.text, reach, start)
        if opened is not None and opened[0][0] == "," and self.after(match) == "." and not self.in_past_perfect(match):
            return False  # "was sold in May to a paper, which printed it on 3 June. Four days later …"
        return opened is not None and (bool(self.here) or self.after(match) in (",", ")") or opened[0][0] not in ",(")

    def _begun(self, match: Match) -> bool:
        """As in "since taking office in May", "since the war began on Monday": the text goes on from elsewhere."""
        start = self.line[match.first].start
        reach = max(self.sentence[0], start - _SET_IN_REACH)
        if self.text.find("since", reach, start) < 0:
            return False
        return _BEGUN.search(self.text, reach, start) is not None

    def _of_report(self, match: Match) -> bool:
        """As in "were killed on Tuesday, the army said on Thursday": the text goes on from Tuesday."""
        if not self.here or (almanac.first_day(self.here) or self.today) > self.today:
            return False  # "will fall on Friday, he said on Monday. On the same day …"
        start = self.line[match.first].start
        return _REPORTED.search(self.text, max(self.sentence[0], start - _SET_IN_REACH), start) is not None

    def measures(self) -> bool:
        """Whether the sentence tells of the weather or of scores, in which "the 70s" are no decade."""
        return _MEASURES.search(self.text, *self.sentence) is not None

    def _compares(self, match: Match) -> bool:
        """As in "from 3,000 a year ago", "a day earlier": told from another date, from which the text goes on.

        It goes on from what comes "three years later", and from "Two years ago" where that leads a sentence.
        """
        if match.meaning in _BEFORE:
            return not self.opens(match)  # "a coup that had begun the night before"
        if match.meaning != "shift":
            return match.meaning == "year_ago"
        way, unit = self.line.word(match.last), match.parts["unit"][0].value
        years = unit == "Y" and way == "ago"
        leads = self.opens(match) and "count" in match.parts and match.parts["count"][0].word not in ("a", "one")
        return way not in ("ago", "later") or (years and not leads)

    def saw(self, match: Match, meaning: Meaning) -> None:
        """Take note of a date, for the expressions that refer to it."""
        entry = self.entry(match)
        if entry:
            self.headed, self.heads = almanac.first_day(meaning.value), entry.stop
        grain = almanac.grain(meaning.value) if meaning.type in ("DATE", "TIME") else ""
        before = self.before(match)
        closes = before in ("ended", "ending") and bool(self.here)  # "in the quarter ended Sept. 30"
        aside = before in ("since", "from") or closes or self.after(match) in ("'s", "’s")
        self.nearest = meaning.value if grain in _COARSE or grain == "M" or "year" in match.parts else self.nearest
        aside = aside or self._set_in(match) or self._begun(match) or self._of_report(match)
        if grain and not self._compares(match) and not (aside and self.reference):
            self.previous, self.reference, self.here = self.reference, meaning.value, meaning.value
            self.framed = meaning.value if self.opens(match) else self.framed
            self.aside = self.in_past_perfect(match)
            self.told_until = self.sentence[1]
            self.named.pop(grain, None)
            self.named[grain] = meaning.value, self.told_until
            if grain == "Q" and match.meaning in ("quarter", "the_unit"):
                self.quarter = meaning.value
        elif grain == "D" and almanac.grain(self.reference) in ("W", "WE"):
            self.named[grain] = meaning.value, self.sentence[1]  # "last week …, he said on Friday": "the day before"
        self.dated = (match.last if match.meaning in ("date", "another_day") else -2), meaning.value


def _within(day: str, stretch: str) -> bool:
    """Whether a day is one of a week or month."""
    told = almanac.first_day(day) if day and almanac.grain(stretch) in ("W", "M") else None
    return told is not None and almanac.at_grain(told, almanac.grain(stretch)) == stretch


_MONTHS: Final = frozenset(CLASSES[name] for name in ("MONTH", "MABBR", "MAYBE"))
_BEFORE: Final = frozenset({"day_before", "eve"})
_LEAD: Final = len("But in ")
_GAP: Final = 2
"""Blanks between two sentences of a paragraph."""
_GRAINS: Final = ("D", "WE", "W", "M")
"""The grains of dates up to a month, from the finest on."""
_COARSE: Final = ("Q", "S", "H", "Y", "E", "C")
_BORN: Final = re.compile(r"\b(?:[Bb]orn|[Ff]ounded|[Ee]stablished|[Mm]arried|[Cc]reated|[Jj]oined)\b")
_REACH_OF_LIFE: Final = 300
_HAD: Final = re.compile(r"\bhad (?!to\b|an?\b|no\b|the\b)")
_SET_IN: Final = re.compile(r"[\w,(] ?(?:of |in )?(?:who|whom|whose|which|where|that(?= had))\b[^,;:()]*$")
_MEASURES: Final = re.compile(
    r"\b(?:degrees|Fahrenheit|temperatures?|[Hh]ighs?|[Ll]ows?|mph|per ?cent|[Ss]cor\w+|warm\w*|ag(?:ed|es?))\b"
)
_BEGUN: Final = re.compile(r"(?<!\bha[sd] )(?<!\bhave )\bsince\b[^,;:()]*$")
_REPORTED: Final = re.compile(rf"[,”\"] [^,.;:]*\b(?:{SAYING}|told [\w ]+)(?: (?:on|late|early))* $")
_SET_IN_REACH: Final = 100
