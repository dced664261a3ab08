"""Dating: the time that belongs to an event, else the one that runs on, else the day of publication."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from tocsin.coding.grammar import MARK, PREP
from tocsin.coding.hits import Hit
from tocsin.coding.moorings import SUBORDINATE, Mooring, moorings
from tocsin.coding.reading import Occurred
from tocsin.coding.scene import Scene
from tocsin.coding.times import TimeMention
from tocsin.coding.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.vocabulary import Modality, Precision

_OPEN: Final = frozenset({"future", "considered", "conditional", "hypothetical"})
_MAIN: Final = frozenset({"", "and", ","})
_LEADING: Final = 2
"""Sentences that a text begins with: the day of its news is stated there."""
_RECENT: Final = timedelta(days=20)
_NEAR: Final = timedelta(days=4)
_CARRIED: Final = 2
"""Sentences over which a stated time runs on."""
_SPEECH: Final = frozenset({"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
"""Acts by words: each has its own day, which is not that of what happens."""


@dataclass(slots=True)
class Clock:
    """The time that runs on from sentence to sentence: what was stated last, and the day of the lead."""

    scene: Scene
    stated: Occurred | None = None
    age: int = 0
    """How many sentences ago that was."""
    lead: Occurred | None = None
    """The day on which the news that a text begins with happened, where it states it."""
    heard: int = 0
    """Sentences so far."""
    moored: list[Mooring] = field(default_factory=list)
    """The times of the sentence that is read."""
    loose: set[int] = field(default_factory=set)
    """Where the triggers begin whose acts have no time of their own: it is shared, runs on, or is publication's."""

    @property
    def today(self) -> date:
        return self.scene.published.date()

    def hear(self, s: Sentence, groups: list[Group]) -> None:
        """Goes on to a sentence: `groups` are its clauses."""
        self.heard += bool(groups)
        self.age += 1
        if self.age > _CARRIED:
            self.stated = None
        self.moored = moorings(self.scene, s, groups)
        if self.lead is None and self.heard <= _LEADING:
            for mooring in self.moored:
                if mooring.clause >= 0 and self._news(mooring, groups[mooring.clause]):
                    self.lead = _occurred(mooring.mention)
                    break

    def _news(self, mooring: Mooring, group: Group) -> bool:
        """Whether a time dates a main clause in the past tense within the last days."""
        mention = mooring.mention
        if mention.precision != "day" or mention.relation != "at" or group.link not in _MAIN or not _past(group):
            return False
        start = _day(mention.start)
        return start is not None and self.today - _RECENT <= start <= self.today

    def state(self, occurred: Occurred) -> None:
        self.stated, self.age = occurred, 0


def date_of(s: Sentence, groups: list[Group], hit: Hit, modality: Modality, clock: Clock) -> Occurred:
    """When the act of a hit took place or is due.

    What is to come, only weighed, or taken as known, and has no time of its own, gets the day of publication with
    precision `unknown`.
    """
    today = clock.today
    mention, own = _stated(s, groups, hit, modality, clock)
    if not own:
        clock.loose.add(s.tokens.start[hit.first])
    speech = hit.act.type in _SPEECH
    if mention is not None:
        occurred = _occurred(mention)
        runs_on = mention.precision == "day" and mention.relation in ("at", "during") and not speech
        if runs_on and occurred.start and modality in ("actual", "ongoing"):
            starts = date.fromisoformat(occurred.start[:10])
            if today - _NEAR <= starts <= today:
                clock.state(occurred)
        return occurred
    if modality in _OPEN or (hit.noun and _earlier(s, hit)):
        return Occurred(today.isoformat(), today.isoformat(), "unknown", "publication")
    if hit.clause >= 0 and _past(groups[hit.clause]):
        if clock.stated is not None and not speech:
            return clock.stated
        if clock.lead is not None:
            return clock.lead
    return Occurred(today.isoformat(), today.isoformat(), "day", "publication")


def _past(group: Group) -> bool:
    return group.past and not group.perfect and group.form == FINITE


def _stated(
    s: Sentence, groups: list[Group], hit: Hit, modality: Modality, clock: Clock
) -> tuple[TimeMention | None, bool]:
    """The stated time that dates an act, from the nearest clause that has one, and whether that is its own."""
    moored = clock.moored
    if not moored:
        return None, False
    if hit.noun:
        found = _of_noun(groups, hit, moored)
        if found:
            return _nearest(found, hit.last), True
        if _earlier(s, hit):
            return None, False
    if hit.clause < 0:
        # No verb: what the sentence states, if it states one day.
        free = [m for m in moored if not m.noun]
        return (_nearest(free, hit.first) if free else None), False
    for n, several in enumerate(_circles(s, groups, hit.clause, moored)):
        fitting = [m for m in several if _fits(m.mention, groups[hit.clause], modality, clock.today)]
        if fitting:
            return _nearest(fitting, hit.first), n == 0 and not hit.noun
    return None, False


_PRIOR: Final = frozenset("after following since before behind over despite amid from".split())
"""Prepositions that lead to what was known before: "met after the bombings"."""


def _earlier(s: Sentence, hit: Hit) -> bool:
    """Whether a noun names what its sentence takes as known, whose time is not that of the verb."""
    if hit.place == "subject":
        return False  # "since the invasion began"
    for i in range(hit.first - 1, max(s.begin, hit.first - 4) - 1, -1):
        if s.lower[i] in _PRIOR:
            return True
        if s.words[i].flags & (MARK | PREP):
            return False
    return False


def _of_noun(groups: list[Group], hit: Hit, moored: list[Mooring]) -> list[Mooring]:
    """The times that stand with a noun: "Tuesday's attack", "the attack on Tuesday"."""
    describing = [m for m in moored if m.noun and (0 <= hit.first - m.last <= 3 or 0 <= m.first - hit.last <= 2)]
    if describing:
        return describing
    verb = next((k for k, g in enumerate(groups) if g.first >= hit.last), len(groups))
    stop = groups[verb].first if verb < len(groups) else moored[-1].last
    beside = [m for m in moored if not m.noun and hit.last <= m.first < stop]
    if beside or verb == len(groups):
        return beside
    described = groups[verb].antecedent if groups[verb].link == "relative" else groups[verb].subject
    if (
        groups[verb].link in ("relative", "reduced")
        and described is not None
        and described[0] <= hit.first < described[1]
    ):
        return [m for m in moored if m.clause == verb]
    return []


def _circles(s: Sentence, groups: list[Group], k: int, moored: list[Mooring]) -> Iterator[list[Mooring]]:
    """The times around clause `k`, from its own to those of the clauses that it hangs together with."""
    verbs = [m for m in moored if not m.noun]

    def of(j: int) -> list[Mooring]:
        own = [m for m in verbs if m.clause == j]
        if any(not _vague(m.mention) for m in own):
            return own
        return own + [m for i in _dependants(groups, j) for m in verbs if m.clause == i]

    group = groups[k]
    finite = [j for j, g in enumerate(groups) if g.form == FINITE and g.link in ("", "and", "zero") and j != k]
    main = group.link not in ("relative", "reduced") or all(groups[j].link == "zero" for j in finite)
    yield of(k)
    if group.link == "relative":  # "a meeting on Saturday at which sanctions will be discussed"
        yield [m for m in verbs if m.clause != k and not _PRONOUNS.isdisjoint(s.lower[m.last : m.last + 3])]
        # "the 1998 bombing that killed two"
        yield [m for m in moored if m.noun and m.last < group.first and (not k or groups[k - 1].head < m.first)]
    described = k > 0 and groups[k - 1].link == "relative" and "," not in s.lower[groups[k - 1].head : group.first]
    if group.link == "and" and described:
        yield of(k - 1)  # "the gunmen who killed him on Sunday and then fled"
    shared = group.inherits if group.link != "reduced" else -1
    for _ in range(4):
        if shared < 0:
            break
        yield of(shared)
        shared = groups[shared].inherits
    if main:
        yield [m for m in verbs if m.front]
        yield [m for j, g in enumerate(groups) if g.inherits == k and g.form == FINITE for m in of(j)]
    above = k
    for _ in range(3):
        if groups[above].parent < 0 or (groups[above].link == "zero" and not _reports(s, groups[groups[above].parent])):
            break
        above = groups[above].parent
        yield of(above)
    if group.link in SUBORDINATE:
        yield of(k - 1) if k else [m for j in finite[:1] for m in of(j)]
        yield [m for j in finite[:1] for m in of(j)]
    elif main:
        links = _MEANWHILE | {"since"} if group.perfect else _MEANWHILE
        yield [m for j, g in enumerate(groups) if g.link in links for m in of(j)]
    said = _trailing(s, groups, k) if main else -1
    if said >= 0:
        yield of(said)


_PRONOUNS: Final = frozenset({"which", "whom", "where", "when"})
_MEANWHILE: Final = frozenset({"when", "as", "while"})


def _reports(s: Sentence, group: Group) -> bool:
    return s.grammar.cues.get(group.lemma) in ("report", "allege")


def _dependants(groups: list[Group], k: int) -> Iterator[int]:
    """The infinitives and participles behind a clause that tell of the same act: "agreed to send troops on Tuesday"."""
    for j in range(k + 1, len(groups)):
        group = groups[j]
        if group.form == FINITE:
            return
        if group.form == ING and group.link in _OVER:
            continue
        beside = group.link == "reduced" and j == k + 1
        if beside or (group.form != REDUCED and (group.inherits >= k or group.parent >= k)):
            yield j


_OVER: Final = frozenset({"of", "for", "with", "over", "about", "against"})
"""What leads from an accusation or a sentence to the deed: "jailed for attacking a base in 2019"."""


def _trailing(s: Sentence, groups: list[Group], k: int) -> int:
    """A verb of saying behind what is said ("…, the ministry said on Tuesday"), or -1."""
    for j in range(len(groups) - 1, k, -1):
        group = groups[j]
        if group.form == FINITE and _reports(s, group):
            first = group.subject[0] if group.subject is not None and not group.late_subject else group.first
            if s.lower[first - 1] in (",", '"', "”", "—"):
                return j
    return -1


def _fits(mention: TimeMention, group: Group, modality: Modality, today: date) -> bool:
    """Whether a time is one for the tense: what is to come is not past, and what happened not to come."""
    start, end = _day(mention.start), _day(mention.end)
    if modality in _OPEN:
        return end is None or end >= today or (group.form != INFINITIVE and group.modal not in ("will", "shall", "'ll"))
    if mention.relation == "until" and modality in ("actual", "ongoing"):
        return False  # it ends what was done, or what was agreed
    told = group.past or group.perfect
    if mention.timex.type == "DURATION" and start is not None and start >= today:
        return not told  # "announced 500 job cuts over the next two years"
    return not told or start is None or start <= today


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _nearest(found: list[Mooring], at: int) -> TimeMention:
    """The time that tells most and stands nearest; one that follows is nearer than one before."""
    return min(found, key=lambda m: (_vague(m.mention), m.first - at if m.first >= at else 2 * (at - m.last))).mention


def _vague(mention: TimeMention) -> int:
    """Rank of a time by how much it tells: a date before "now" before one that gives no date."""
    if mention.precision == "unknown":
        return 2
    return 1 if mention.timex.value == "PRESENT_REF" else 0


def _occurred(mention: TimeMention) -> Occurred:
    start, end = mention.start or mention.end, mention.end or mention.start
    if mention.relation == "since" and start is not None and not isinstance(start, datetime):
        # What has gone on since a day began on it; that it goes on, the modality says.
        end = _last_day(start, mention.precision)
    return Occurred(_iso(start), _iso(end), mention.precision, "text")


def _last_day(start: date, precision: Precision) -> date:
    """The last day of the period that begins with `start`."""
    if precision == "year":
        return date(start.year, 12, 31)
    months = {"month": 1, "quarter": 3}.get(precision)
    if months is not None:
        month = start.month - 1 + months
        return date(start.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return start + timedelta(days=6) if precision == "week" else start


def _iso(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
