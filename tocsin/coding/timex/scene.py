"""Where a time expression stands: what the text has said so far, and the tense of the clause."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

from tocsin.coding.timex import almanac
from tocsin.coding.timex.entries import Entry, entry_at
from tocsin.coding.timex.grammar import Match
from tocsin.coding.timex.line import Line
from tocsin.coding.timex.tenses import GATHERINGS, Tense, done, tense
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
        return self.line.classes[match.last + 2 : match.last + 3] in _MONTHS

    def describes(self, match: Match) -> bool:
        """Whether a word follows that the expression may describe: "the late-November trip"."""
        after = self.after(match)
        return after[:1].isalpha() and after not in FOLLOWING and not after.endswith("ing")

    def ahead(self, match: Match) -> bool | None:
        """Whether the expression looks ahead (True), back (False), or the clause does not tell (None)."""
        before = self.before(match)
        if before == "since":
            return False
        if before in _AHEAD and (self.line[match.first - 1].start > self.sentence[0] or self.tense(match) != "past"):
            return not self._lasted(match)
        if before in ("starting", "beginning") and not self.describes(match):
            return True  # "announced a drill starting Friday", but not "rain beginning Friday flooded the town"
        described = self.line.word(match.first) in _DETERMINERS and self.describes(match)
        if self._called_off(match):
            return False
        if before == "through" and match.first > 1 and self.line.classes[match.first - 2] == _PLAIN:
            return True  # "extended its loans through May", but not "from January through May"
        if before in ("to", "for", "until") and match.first > 1 and self._moved(match):
            return True
        if before == "for" and match.meaning == "weekday" and self.after(match) not in ("'s", "’s"):
            return True  # "called a rally for Friday"
        if before in _DETERMINERS or described:  # "a June agreement": the clause's verb does not tell of it
            return True if self.after(match) in GATHERINGS and self.tense(match) == "future" else None
        if before == "of" and match.first > 1 and (of := self.line.word(match.first - 2)) in ("as", "ahead"):
            return of == "ahead"
        found = self.tense(match)
        if self.after(match) in ("'s", "’s") and found != "past":  # "Friday's losses" are known already
            coming = self.line.between(match.last + 2, match.last + 5)  # but not "Friday's vote"
            return found == "future" and any(token.word in GATHERINGS for token in coming)
        if self.after(match) in ("'s", "’s") and before.startswith(("cancel", "postpon", "scrap", "boycott")):
            return True
        return None if not found else found != "past"

    def looks(self, match: Match) -> bool | None:
        """As `ahead`, for months and days of months: there the present tense tells nothing."""
        found = self.tense(match)
        if self.before(match) == "by":
            return True if found == "future" else False if found == "past" and self._had_by(match) else None
        if found == "present" or (found == "future" and self._behind_deed(match)):
            return None
        return self.ahead(match)

    def _lasted(self, match: Match) -> bool:
        """As in "held the town until Friday": what lasted has passed, not what was prolonged until then."""
        start = self.line[match.first].start
        return _LASTED.search(self.text, max(self.sentence[0], start - _WOULD_REACH), start) is not None

    def _behind_deed(self, match: Match) -> bool:
        """As in "would stop after an attack in May": what is done then is to come, not what it follows."""
        start = self.line[match.first].start
        return _BEHIND_DEED.search(self.text, max(self.sentence[0], start - _WOULD_REACH), start) is not None

    def now(self, match: Match) -> date:
        """The day that the expression is told from: "said on Monday that they would meet on Friday", else today."""
        told = almanac.first_day(self.here) if almanac.grain(self.here) in ("D", "M") else None
        start = self.line[match.first].start
        if told is None or told >= self.today:
            return self.today
        return told if _WOULD.search(self.text, max(self.sentence[0], start - _WOULD_REACH), start) else self.today

    def undone(self, match: Match) -> bool:
        """As in "will reopen the crossing after nine months": what is undone has lasted so long."""
        start = self.line[match.first].start
        return _UNDONE.search(self.text, max(self.sentence[0], start - _WOULD_REACH), start) is not None

    def was_due(self, match: Match) -> bool:
        """As in "was due in May", "were to begin in May": what was to come then may have passed."""
        start = self.line[match.first].start
        return _WAS_DUE.search(self.text, max(self.sentence[0], start - _WOULD_REACH), start) is not None

    def _called_off(self, match: Match) -> bool:
        """As in "hours before it was due to start on Friday"."""
        start = self.line[match.first].start
        return _BEFORE_DUE.search(self.text, max(self.sentence[0], start - _WOULD_REACH), start) is not None

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

    def _had_by(self, match: Match) -> bool:
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
        if self.text.find("wh", reach, start) < 0:
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
        if not self.here:
            return False
        start = self.line[match.first].start
        return _REPORTED.search(self.text, max(self.sentence[0], start - _SET_IN_REACH), start) is not None

    def measures(self) -> bool:
        """Whether the sentence tells of the weather or of scores, in which "the 70s" are no decade."""
        return _MEASURES.search(self.text, *self.sentence) is not None

    def known(self, match: Match) -> bool:
        """Whether a date is of what has been: "since May", "the May 3 coup", "the truce of 18 January"."""
        before = self.before(match)
        if before == "the":
            since = match.first > 1 and self.line.word(match.first - 2) == "since"
            return since or self.after(match) in _BYGONE
        if before != "of":
            return before == "since"
        noun = self.line.word(match.first - 2) if match.first > 1 else ""
        return noun.isalpha() and noun not in GATHERINGS and noun not in _PARTS

    def ended(self, match: Match) -> bool:
        """Whether a verb right before the date tells that it is over: "fell in May", "was fired May 3"."""
        at = match.first - (2 if self.before(match) in ("in", "on") else 1)
        verb = self.line.word(at) if at >= 0 else ""
        return verb != "set" and done(verb) and self.tense(match) == "past"

    def _moved(self, match: Match) -> bool:
        """As in "was moved to Friday", "put off until May": where something is moved to lies ahead."""
        words = {token.word for token in self.line.between(max(0, match.first - 4), match.first - 1)}
        return not words.isdisjoint(_MOVES)

    def _compares(self, match: Match) -> bool:
        """As in "from 3,000 a year ago", "a day earlier": told from another date, from which the text goes on.

        What comes "three years later" is where it goes on from.
        """
        if match.meaning != "shift":
            return match.meaning == "year_ago"
        way, unit = self.line.word(match.last), match.parts["unit"][0].value
        return way not in ("ago", "later") or (way == "ago" and unit == "Y")

    def saw(self, match: Match, meaning: Meaning) -> None:
        """Take note of a date, for the expressions that refer to it."""
        entry = self.entry(match)
        if entry:
            self.headed, self.heads = almanac.first_day(meaning.value), entry.stop
        grain = almanac.grain(meaning.value) if meaning.type in ("DATE", "TIME") else ""
        before = self.before(match)
        closes = before in ("ended", "ending") and bool(self.here)  # "in the quarter ended Sept. 30"
        aside = before in ("since", "from") or closes or self.after(match) in ("'s", "’s")
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
        self.dated = (match.last if match.meaning in ("date", "another_day") else -2), meaning.value


def _within(day: str, stretch: str) -> bool:
    """Whether a day is one of a week or month."""
    told = almanac.first_day(day) if day and almanac.grain(stretch) in ("W", "M") else None
    return told is not None and almanac.at_grain(told, almanac.grain(stretch)) == stretch


_BYGONE: Final = frozenset(
    "attack attacks bombing bombings coup massacre crash shooting shootings killing killings explosion blast blasts"
    " invasion earthquake quake murder assassination siege disaster riot riots raid raids assault ambush stabbing"
    " revolt uprising mutiny rebellion fire collapse kidnapping kidnappings abduction hijacking poisoning derailment"
    " slaughter storming clashes".split()
)
_PARTS: Final = frozenset(
    "as out night morning afternoon evening day week weekend month beginning start middle end close first last half"
    " quarter early late summer winter spring autumn fall deadline target date".split()
)
_MONTHS: Final = frozenset(CLASSES[name] for name in ("MONTH", "MABBR", "MAYBE"))
_MOVES: Final = frozenset(
    "moved pushed postponed delayed deferred rescheduled adjourned shifted put back forward".split()
)
_LEAD: Final = len("But in ")
_PLAIN: Final = CLASSES["OTHER"]
_GAP: Final = 2
"""Blanks between two sentences of a paragraph."""
_GRAINS: Final = ("D", "WE", "W", "M")
"""The grains of dates up to a month, from the finest on."""
_COARSE: Final = ("Q", "S", "H", "Y", "E", "C")
_WOULD: Final = re.compile(r"\b(?:would|w(?:as|ere) (?:to|due))\b[^.;]*$")
_LASTED: Final = re.compile(
    r"(?<!\bbe )(?<!\bbeen )(?<!\bhave )(?<!\bwas )(?<!\bwere )(?<!\bis )(?<!\bare )\b(?:held|ruled|lasted|stayed"
    r"|continued|lived|served|fought|raged|dragged|controlled|occupied|stood|reigned|governed|resisted)\b[^,.;:]*$"
)
_WAS_DUE: Final = re.compile(r"\bw(?:as|ere) (?:to|due|expected|scheduled|supposed|set)\b[^.;,]*$")
_BORN: Final = re.compile(r"\b(?:[Bb]orn|[Ff]ounded|[Ee]stablished|[Mm]arried|[Cc]reated|[Jj]oined)\b")
_REACH_OF_LIFE: Final = 300
_HAD: Final = re.compile(r"\bhad (?!to\b|an?\b|no\b|the\b)")
_UNDONE: Final = re.compile(
    r"\b(?:[Rr]e(?:open|sum|turn|start|stor|viv|unit|leas)\w*|[Oo]pen(?:s|ed|ing)?|[Ff]ree(?:s|d|ing)?)\b[^.;]*$"
)
_BEHIND_DEED: Final = re.compile(r"\bwould\b[^.;]*\b(?:after|following|over|despite) (?:[\w-]+ ){1,4}(?:in|on) $")
_BEFORE_DUE: Final = re.compile(
    r"before (?<=\bbefore )(?:\w+ ){1,4}w(?:as|ere) (?:to|due|scheduled|supposed|set)\b[^.;,]*$"
)
_WOULD_REACH: Final = 80
_SET_IN: Final = re.compile(r"[\w,(] ?(?:of |in )?(?:who|whom|whose|which|where)\b[^,;:()]*$")
_MEASURES: Final = re.compile(
    r"\b(?:degrees|Fahrenheit|temperatures?|[Hh]ighs?|[Ll]ows?|mph|per ?cent|[Ss]cor\w+|warm\w*|ag(?:ed|es?))\b"
)
_BEGUN: Final = re.compile(r"(?<!\bha[sd] )(?<!\bhave )\bsince\b[^,;:()]*$")
_REPORTED: Final = re.compile(r"[,”\"] [^,.;:]*\b(?:said|told [\w ]+|reported|announced)(?: (?:on|late|early))* $")
_SET_IN_REACH: Final = 100
_AHEAD: Final = frozenset({"until", "till", "effective", "payable"})


_DETERMINERS: Final = frozenset({"a", "an", "the", "its", "his", "her", "their", "our", "'s", "’s"})
