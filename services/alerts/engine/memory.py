"""What the engine remembers between events: alerts, denials and numbers, as values that the store keeps. PURE."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import heappop, heappush
from typing import Final, Literal

from services.alerts.engine.growth import KEPT, Sighting, Tracks
from services.alerts.engine.held import Held
from services.alerts.engine.matching import Asked
from services.alerts.engine.noise import ALL_IS_HEARD, Noise
from services.alerts.engine.peers import Peers
from services.alerts.engine.silences import Silence
from tocsin.records import Alert, Regrouping, SignalEvidence

Verdict = Literal["rings", "muted", "waits", "known", "short", "stopped"]
"""What became of a signal: it rings; it is told and rings nobody; it waits for more; it adds nothing that is new; a
window or a number is not reached; a guard stopped it."""


WITNESSED: Final = 2000
"""Occurrences kept of a track, the newest."""

CITED: Final = 20
"""Of how many of those, the newest, the proof is at hand."""


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody denied what a story tells."""

    story: str
    country: str
    """Whose denial it is: the code of a country, or the name of an armed group."""
    who: str
    event: str
    day: str
    """The day (UTC, ISO 8601) of its publication: what is done later is not denied by it."""
    about: str
    """The class of what is denied, as "troops"; empty where the text does not say."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event that fitted a step of a rule with a window."""

    story: str
    article: str
    published: datetime
    proof: SignalEvidence | None
    """None where it is too old to be cited, and only counts."""


@dataclass(frozen=True, slots=True)
class Height:
    """Where a pair or a story stands on the ladder of escalation."""

    level: int
    previous: int | None
    at: datetime
    """When the news was published that keeps it there."""
    alerts: tuple[str, ...]
    """Those that put it there, and keep it there."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """An alert of a group has rung; the others wait."""

    alert: str
    title: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """Why something rang, or did not: asked for at `/v1/decisions`."""

    at: datetime
    verdict: Verdict
    reason: str
    rule: str
    article: str | None
    event: str | None
    alert: str | None


@dataclass(slots=True)
class Memory:
    """The part of the memory that some events need: the store fills it, the engine changes it, the store saves it."""

    tracks: Tracks = field(default_factory=dict)
    fitting: dict[str, tuple[Asked, ...]] = field(default_factory=dict)
    """What the rules ask that an event fits, by the event's id; what is not here is looked up."""
    silences: tuple[Silence, ...] = ()
    noise: Noise = ALL_IS_HEARD
    ringing: dict[str, Ringing] = field(default_factory=dict)
    """By the key of a group of alerts: which one of it rang last, and until when the others are held back."""
    new_ringing: set[str] = field(default_factory=set)
    decisions: list[Decision] = field(default_factory=list)
    occurrences: dict[str, tuple[Occurrence, ...]] = field(default_factory=dict)
    """What fitted a step of a rule, in a group, in the order of arrival."""
    ladder: dict[str, Height] = field(default_factory=dict)
    """By pair and by story."""
    climbed: set[str] = field(default_factory=set)
    """Heights to save."""
    new_occurrences: list[tuple[str, Occurrence]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    """Articles whose occurrences count no more."""
    counted: set[str] = field(default_factory=set)
    """Articles of which occurrences or numbers are kept."""
    regrouped: list[Regrouping] = field(default_factory=list)
    """What goes from one story to another."""
    aliases: dict[str, str] = field(default_factory=dict)
    """The id that an alert would have in a story that was put together with its own → its id."""
    new_aliases: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    """Alerts to save."""
    new_denials: list[Denial] = field(default_factory=list)
    new_sightings: list[tuple[str, Sighting]] = field(default_factory=list)
    _alerts: dict[str, Held] = field(default_factory=dict)
    _by_story: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _by_article: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _peers: Peers = field(default_factory=Peers)
    _spans: dict[str, tuple[tuple[SignalEvidence, ...], datetime, datetime]] = field(default_factory=dict)
    """By alert: its evidence, and when that was published, first and last."""
    _denials: dict[str, list[Denial]] = field(default_factory=lambda: defaultdict(list))
    _timers: list[tuple[datetime, str]] = field(default_factory=list)
    """A heap; what is not its alert's `due` any more is passed over."""

    def remember(self, held: Held, *, kindred: bool = True) -> None:
        """Put an alert as it was saved: of its `kindred`, those told of last come last."""
        alert = held.alert
        before = self._alerts.get(alert.id)
        self._alerts[alert.id] = held
        if held.due is not None and (before is None or before.due != held.due):
            heappush(self._timers, (held.due, alert.id))
        for story in held.stories:
            self._by_story[story][alert.id] = None
        if kindred:
            self._peers.put(held, before)
        known = before.alert.evidence if before is not None else ()
        more = len(known) if alert.evidence[: len(known)] == known else 0
        for evidence in alert.evidence[more:]:
            self._by_article[evidence.article.id][alert.id] = None

    def change(self, held: Held) -> None:
        """Put an alert as it is now."""
        self.remember(held)
        self.changed.add(held.alert.id)

    def get(self, alert_id: str) -> Held | None:
        return self._alerts.get(self.aliases.get(alert_id, alert_id))

    def current(self, alert_id: str) -> Held:
        """The alert of this very id as it is by now, whatever alert a story has under that id since."""
        return self._alerts[alert_id]

    def call(self, alert_id: str, alert: str) -> None:
        """Let an alert be found by an id that follows from its new story."""
        if alert_id != alert:
            self.aliases[alert_id] = alert
            self.new_aliases.add(alert_id)

    def next_due(self, now: datetime) -> Held | None:
        """The alert that the clock changes first, if it does so by `now`."""
        while self._timers and self._timers[0][0] <= now:
            due, alert_id = self._timers[0]
            if self._alerts[alert_id].due == due:
                return self._alerts[alert_id]
            heappop(self._timers)
        return None

    def all(self) -> list[Held]:
        """Every alert that is recalled, in the order of their ids."""
        return self._in_order(self._alerts)

    def altered(self) -> list[Held]:
        """The alerts to save, in the order of their ids."""
        return [self._alerts[alert_id] for alert_id in sorted(self.changed)]

    def of_story(self, story: str) -> list[Held]:
        """Those whose evidence is of the story; an alert that was raised anew has left its earlier stories."""
        return [held for held in self._in_order(self._by_story.get(story, {})) if story in held.stories]

    def kindred(self, kin: str) -> list[Held]:
        """Those of a kin that are not over, at most `KINDRED`, however many are recalled."""
        return self._in_order(self._peers.kindred(kin))

    def between(self, rule: str, pair: str) -> list[Held]:
        """Those of a rule between two sides that are not over."""
        return self._in_order(self._peers.between(rule, pair))

    def citing(self, article: str) -> list[Held]:
        return self._in_order(self._by_article.get(article, {}))

    def has_cited(self, alert: Alert, article: str) -> bool:
        """Whether an alert has, or had, evidence of an article."""
        return alert.id in self._by_article.get(article, {})

    def span(self, alert: Alert) -> tuple[datetime, datetime]:
        """When an alert's evidence was published, first and last: asked of many more alerts than change."""
        evidence, first, last = self._spans.get(alert.id, ((), None, None))
        if evidence is not alert.evidence or first is None or last is None:
            times = [item.article.published_at for item in alert.evidence]
            first, last = min(times), max(times)
            self._spans[alert.id] = (alert.evidence, first, last)
        return first, last

    def _in_order(self, found: Iterable[str]) -> list[Held]:
        """By id: the same order whether they were raised just now or are recalled from the file."""
        return [self._alerts[alert_id] for alert_id in sorted(found)]

    def remember_denials(self, denials: Iterable[Denial]) -> None:
        for denial in denials:
            self._denials[denial.story].append(denial)

    def deny(self, denial: Denial) -> None:
        self._denials[denial.story].append(denial)
        self.new_denials.append(denial)

    def denials(self, story: str) -> list[Denial]:
        return sorted(self._denials.get(story, []), key=lambda denial: (denial.event, denial.country))

    def sight(self, key: str, sighting: Sighting) -> None:
        self.counted.add(sighting.article)
        self.tracks[key] = (*self.tracks.get(key, ()), sighting)[-KEPT:]
        self.new_sightings.append((key, sighting))

    def witness(self, track: str, occurrence: Occurrence) -> None:
        """Keep what fitted, once an article: its events come together, and a reading anew begins with `forget`."""
        self.counted.add(occurrence.article)
        known = self.occurrences.get(track, ())
        if not known or known[-1].article != occurrence.article:
            self.occurrences[track] = (*known[1 - WITNESSED :], occurrence)
            self.new_occurrences.append((track, occurrence))

    def forget(self, article: str) -> None:
        """Count no more what an article told that was corrected, retracted or read again."""
        self.counted.discard(article)
        self.forgotten.append(article)
        for track, known in self.occurrences.items():
            self.occurrences[track] = tuple(item for item in known if item.article != article)
        for key, seen in self.tracks.items():
            self.tracks[key] = tuple(sighting for sighting in seen if sighting.article != article)
        self.new_sightings = [(key, sighting) for key, sighting in self.new_sightings if sighting.article != article]
        self.new_occurrences = [(track, item) for track, item in self.new_occurrences if item.article != article]

    def regroup(self, regrouping: Regrouping) -> None:
        """Count what articles told, and what was denied in them, in the story that they were put into."""
        self.regrouped.append(regrouping)
        for track, known in self.occurrences.items():
            self.occurrences[track] = tuple(_moved(item, regrouping) for item in known)
        self.new_occurrences = [(track, _moved(item, regrouping)) for track, item in self.new_occurrences]
        before = self._denials.pop(regrouping.story, [])
        self.new_denials = [denial for denial in self.new_denials if denial not in before]
        for denial in before:
            there = replace(denial, story=regrouping.into) if of_any(denial.event, regrouping.articles) else denial
            self.deny(there)


def of_any(event: str, articles: Iterable[str]) -> bool:
    """Whether an event is one of these articles: its id begins with the article's."""
    return event.startswith(tuple(f"{article}." for article in articles))


def article_of(event: str) -> str:
    """The article of an event: its id is the article's, with the codebook and a number behind."""
    return event.rsplit(".", 2)[0]


def _moved(item: Occurrence, regrouping: Regrouping) -> Occurrence:
    goes = item.story == regrouping.story and item.article in regrouping.articles
    return replace(item, story=regrouping.into) if goes else item
