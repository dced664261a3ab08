"""What the engine remembers between events: alerts, denials and numbers, as values that the store keeps. PURE."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from services.alerts.growth import KEPT, Sighting, Tracks
from services.alerts.silences import Silence
from tocsin.messages import Alert

Verdict = Literal["rings", "muted", "waits", "known", "short", "stopped"]
"""What became of a signal: it rings; it is told and rings nobody; it waits for more; it adds nothing that is new; a
window or a number is not reached; a guard stopped it."""


class Held(BaseModel):
    """An alert as its subscribers know it, and what is needed to change it."""

    model_config = ConfigDict(frozen=True)

    alert: Alert
    told: str
    """The sentence of its leading evidence, without what was added to it."""
    lead: str
    """The event of that evidence."""
    countries: tuple[str, ...]
    """Of those who act and those acted on: whose denial counts."""
    kin: str = ""
    """What alerts of the same rule and group share in all stories."""
    stories: tuple[str, ...] = ()
    """Those that its evidence comes from."""
    denied_by: dict[str, str] = {}
    """Whose denial stands: country code → as the text named them."""
    denied_in: tuple[str, ...] = ()
    """The articles that told of denials: a further one is news once."""
    withdrawn: tuple[str, ...] = ()
    """Articles that were corrected or retracted: they prove nothing any more."""
    rang: bool = False
    """Whether a message of it rang, so that its end must be heard too."""


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody denied what a story tells."""

    story: str
    country: str
    who: str
    event: str


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
    silences: tuple[Silence, ...] = ()
    decisions: list[Decision] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    """Alerts to save."""
    new_denials: list[Denial] = field(default_factory=list)
    new_sightings: list[tuple[str, Sighting]] = field(default_factory=list)
    _alerts: dict[str, Held] = field(default_factory=dict)
    _by_story: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _by_article: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _by_kin: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _denials: dict[str, list[Denial]] = field(default_factory=lambda: defaultdict(list))

    def remember(self, held: Held) -> None:
        """Put an alert as it was saved."""
        alert = held.alert
        self._alerts[alert.id] = held
        for story in held.stories:
            self._by_story[story][alert.id] = None
        self._by_kin[held.kin][alert.id] = None
        for evidence in alert.evidence:
            self._by_article[evidence.article.id][alert.id] = None

    def change(self, held: Held) -> None:
        """Put an alert as it is now."""
        self.remember(held)
        self.changed.add(held.alert.id)

    def get(self, alert_id: str) -> Held | None:
        return self._alerts.get(alert_id)

    def altered(self) -> list[Held]:
        """The alerts to save, in the order of their ids."""
        return [self._alerts[alert_id] for alert_id in sorted(self.changed)]

    def of_story(self, story: str) -> list[Held]:
        return self._in_order(self._by_story.get(story, {}))

    def kindred(self, kin: str) -> list[Held]:
        return self._in_order(self._by_kin.get(kin, {}))

    def citing(self, article: str) -> list[Held]:
        return self._in_order(self._by_article.get(article, {}))

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
        self.tracks[key] = (*self.tracks.get(key, ()), sighting)[-KEPT:]
        self.new_sightings.append((key, sighting))
