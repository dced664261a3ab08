"""The clock of a text: the times that run on from sentence to sentence."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter
from typing import Final, NamedTuple

from tocsin.coding.acts.strength import of_earlier_number
from tocsin.coding.dates.anniversaries import anniversaries, tale_of_anniversary
from tocsin.coding.dates.dependants import reports
from tocsin.coding.dates.eves import Told, eves
from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.moorings import moored_at_opening, moorings, points_back
from tocsin.coding.dates.occurrence import day_of, occurred_at, occurred_on
from tocsin.coding.dates.tale import MAIN, NEAR, Tale, follows, past, tale_of, told_as_past
from tocsin.coding.dates.vicinity import MEANWHILE, happens
from tocsin.coding.reading import Occurred
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence

_OPENING: Final = 2
_LEADING: Final = 4
"""Sentences that a text begins with: the day of its news is stated there, that of what was done a little later too."""
RECENT: Final = timedelta(days=20)
_TOLD: Final = frozenset({"that", "zero", "relative"})
"""How clauses hang on a report of what they tell."""
_CARRIED: Final = 2
"""Sentences over which a stated time runs on."""


class Recap(NamedTuple):
    """The day that a later sentence gives what the first has told: "The deal was signed on Friday."."""

    when: Occurred
    aside: bool
    """It only says when an attack was: "in the clash, which happened on Monday"."""
    until: int = 0
    """Where the sentence begins that tells it: what stands before happened then, if the text dates it no nearer."""


@dataclass(slots=True)
class Clock:
    """The time that runs on from sentence to sentence: what was stated last, and the day of the lead."""

    scene: Scene
    today: date = field(init=False)
    stated: Occurred | None = None
    age: int = 0
    """How many sentences ago that was."""
    passing: Occurred | None = None
    """The day of what the sentence tells, where that makes no event."""
    lead: Occurred | None = None
    """The day of the news that a text begins with, where it states it: that of a report as well."""
    deed: Occurred | None = None
    """The day on which what the news tells of was done, where that is stated."""
    tale: Tale | None = None
    """What the sentence before told that happened longer ago, where this one goes on with it."""
    told: Tale | None = None
    """What this sentence tells that happened longer ago."""
    last: Mooring | None = None
    """The time that the sentence before stated last."""
    before: Tale | None = None
    """What the paragraph told last that happened longer ago."""
    heard: int = 0
    """Sentences so far."""
    ended: int = 0
    """Where the last of them ends."""
    moored: list[Mooring] = field(default_factory=list)
    """The times of the sentence that is read."""
    compared: list[Mooring] = field(default_factory=list)
    """Those of them that date a number compared with: "up from 3,000 in January"."""
    recap: Recap | None = None
    entry: Occurred | None = None
    """The date that heads the line of a chronology that is read."""
    heads: int = 0
    """Where that line ends."""
    acts: list[Told] = field(default_factory=list)
    """The acts of force so far that have a day."""
    loose: set[int] = field(default_factory=set)
    """Where the triggers begin whose acts have no time of their own: it is shared, runs on, or is publication's."""

    def __post_init__(self) -> None:
        self.today = self.scene.published.date()

    def hear(self, s: Sentence, groups: list[Group]) -> None:
        """Goes on to a sentence: `groups` are its clauses."""
        if self.passing is not None and self.age:
            self.state(self.passing)
        self.heard += bool(groups)
        self.age += 1
        if self.age > _CARRIED:
            self.stated = None
        self.moored, self.compared = [], []
        for mooring in moorings(self.scene, s, groups, self._told()):
            compared = of_earlier_number(self.scene.text, mooring.mention.timex.start)
            (self.compared if compared else self.moored).append(mooring)
        if self.last is not None and groups and points_back(s):
            self.moored.append(moored_at_opening(s, groups, self.last.mention))
        self.moored += eves(self.scene, s, groups, self.acts)
        remembered = list(anniversaries(self.scene, s, self.moored))
        self.moored = sorted([*self.moored, *remembered], key=attrgetter("first"))
        self._enter(s)
        begins, ended, self.ended = s.tokens.start[s.begin], self.ended, s.tokens.end[s.end - 1]
        beside = "\n" not in self.scene.text[ended:begins]
        self.tale = self.told if self.told is not None and self.told.goes_on(s, groups, beside=beside) else None
        self.before = self.before if beside else None
        if self.tale is None and follows(s):
            self.tale = self.before
        told = tale_of(s, groups, self.moored, self.today, opens=self.heard <= 1)
        told = told or next((tale for m in remembered if (tale := tale_of_anniversary(s, m))), None)
        self.told = told or (self.tale if not self.moored and any(told_as_past(g) for g in groups) else None)
        self.before = self.told or self.before
        dated = (m for m in reversed(self.moored) if m.mention.relation in ("at", "during") and m.mention.start)
        self.last = next(dated, None)
        self.passing = next((occurred_on(m.mention) for m in self.moored if self._passes(groups, s, m)), None)
        if self.heard <= _LEADING:
            if self.recap is None and self.heard > 1:
                self.recap = self._recalled(s, groups)
            if self.deed is None:
                self._take_up(s, groups, begins)
            if self.deed is None:
                self.deed = self._reported(s, groups) or self._when(s, groups)
                if self.deed is not None and self.lead is not None and self.recap is None:
                    self.recap = Recap(self.deed, aside=True, until=begins)

    def _passes(self, groups: list[Group], s: Sentence, mooring: Mooring) -> bool:
        """Whether a time is a day of the last ones on which what the sentence tells was done."""
        if mooring.clause < 0 or not self._recent(mooring):
            return False
        group = groups[mooring.clause]
        return group.link in MAIN and past(group) and not reports(s, group)

    def _recalled(self, s: Sentence, groups: list[Group]) -> Recap | None:
        """The day on which a sentence says that an attack told before was: "the clash, which happened on Monday"."""
        for mooring in self.moored:
            if mooring.clause >= 0 and self._recent(mooring) and _recalls(s, groups[mooring.clause]):
                return Recap(occurred_on(mooring.mention), aside=True)
        return None

    def _take_up(self, s: Sentence, groups: list[Group], begins: int) -> None:
        """Takes up the day of the news from a sentence that begins at `begins`: that of a report at the latest."""
        known = self.lead
        self._take(s, groups)
        if self.heard > 1 and known is None and self.deed is None and self.recap is None and self._late():
            # "Jets have hit the airport, media report. A source said on Saturday that …": by then they had
            self.recap = Recap(self.lead, aside=False, until=begins) if self.lead is not None else None

    def _take(self, s: Sentence, groups: list[Group]) -> None:
        """Takes up the day of the news from one of the sentences that the text begins with, if it states one."""
        for mooring in self.moored:
            if mooring.clause < 0 or not self._recent(mooring):
                continue
            group, when = groups[mooring.clause], occurred_on(mooring.mention)
            if group.link not in MAIN or not past(group) or group.lemma in _BEFOREHAND:
                continue
            if self.lead is None and self.heard <= _OPENING:
                self.lead = when
            if not (reports(s, group) or group.lemma in _OF_REPORTS):
                self.deed = when
                if self.heard > 1 and (_recaps(s, s.begin, _RECAPS) or _others(s)):
                    self.recap = Recap(when, aside=False)
                break

    def _reported(self, s: Sentence, groups: list[Group]) -> Occurred | None:
        """The day of what a report tells, not that of the report: "said on Sunday that rebels had come on Friday"."""
        if not any(group.link in MAIN and reports(s, group) for group in groups):
            return None
        for mooring in sorted(self.moored, key=_clocked):
            group = groups[mooring.clause] if mooring.clause >= 0 else None
            if group is None or not self._recent(mooring) or group.link not in _TOLD or reports(s, group):
                continue
            if group.past and group.form == FINITE and not group.negated and not group.modal:
                return occurred_on(mooring.mention)
        return None

    def _when(self, s: Sentence, groups: list[Group]) -> Occurred | None:
        """The day of what a text begins with, where a "when" has it: "nine were killed when gunmen came on Friday"."""
        if self.heard > 1 or not groups or reports(s, groups[0]) or not past(groups[0]):
            return None
        # "When shots rang out on Sunday, the village hid"
        near = (m for m in self.moored if m.clause in (0, 1) and groups[m.clause].link in MEANWHILE)
        return next((occurred_on(m.mention) for m in near if self._recent(m)), None)

    def _enter(self, s: Sentence) -> None:
        """Takes up the date that heads the line, if the sentence opens one, or leaves the one that has ended."""
        if self.scene.tokens.start[s.begin] >= self.heads:
            self.entry = None
        for mooring in self.moored:
            if mooring.mention.heads:
                self.entry, self.heads = occurred_at(mooring.mention), mooring.mention.heads

    def _told(self) -> date | None:
        """The day of late that the text told of last."""
        last = self.stated or self.deed or self.lead
        return date.fromisoformat(last.start[:10]) if last is not None and last.start else None

    def _recent(self, mooring: Mooring) -> bool:
        """Whether a time is one of the last days."""
        mention = mooring.mention
        start = day_of(mention.start)
        other_day = _clocked(mooring) and start != self.today  # "at about 5 p.m. on Monday"
        if not (mention.precision == "day" or other_day) or mention.relation != "at" or start is None:
            return False
        return self.today - RECENT <= start <= self.today

    def _late(self) -> bool:
        """Whether the report that a text begins with is of the last days before it appeared."""
        day = date.fromisoformat(self.lead.start[:10]) if self.lead is not None and self.lead.start else self.today
        return self.today - NEAR <= day < self.today

    def telling(self, groups: list[Group], k: int) -> Tale | None:
        """What happened longer ago that clause `k` goes on with: "they fought in 1996; three soldiers were killed"."""
        if self.tale is not None:
            return self.tale
        told = self.told if self.told is not None and self.told.history and not self.told.aside else None
        return told if told is not None and groups[k].link == ";" and told.clause < k else None

    def state(self, occurred: Occurred) -> None:
        self.stated, self.age = occurred, 0


def _clocked(mooring: Mooring) -> bool:
    """Whether a time is one of the clock, whose day another may tell: "at 5 p.m. on Monday"."""
    return mooring.mention.precision == "minute"


_OF_REPORTS: Final = frozenset({"confirm", "deny", "acknowledge"})
"""Verbs besides those of saying whose day is not that of the deed: "confirmed on Monday an attack on the town"."""


_BEFOREHAND: Final = frozenset({"draft", "propose", "negotiate", "plan", "prepare", "request"})
"""Verbs of what came before the news: "The deal was drafted on Wednesday"."""


def _recalls(s: Sentence, group: Group) -> bool:
    """Whether a clause says when an attack was that was told before: "the clash, which happened on Monday"."""
    span = group.antecedent if group.link == "relative" else None
    return span is not None and happens(s, group) and any(_recaps(s, i, _ATTACKS) for i in range(*span))


def _others(s: Sentence) -> bool:
    """Whether a sentence tells who else was hit: "Nine others were wounded on Friday"."""
    return s.lower[s.begin + 1 : s.begin + 2] == ["others"]


def _recaps(s: Sentence, i: int, words: frozenset[str]) -> bool:
    """Whether one of some words for what was told before begins at token `i`: "The decision …"."""
    return s.end - i > 1 and s.lower[i] in ("the", "this") and s.lower[i + 1] in words


_ATTACKS: Final = frozenset("attack ambush blast bombing clash explosion incident raid shooting strike".split())
_RECAPS: Final = _ATTACKS | frozenset(
    """
    accident agreement announcement ceremony collision crash deal decision event launch measure move news operation
    order ruling signing talks test verdict vote
    """.split()
)
