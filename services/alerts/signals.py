"""The signals of one article by itself: the rules over its events, with each guard that it can decide. PURE."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.alerts.growth import Sighting, Tracks, growth, sighted
from services.alerts.guards import Stop, judge
from services.alerts.matching import Index
from services.alerts.rules.loading import RuleBook
from services.alerts.rules.schema import Rule
from tocsin.coding.reading import Event


@dataclass(frozen=True, slots=True)
class Signal:
    """One rule matching one event: `level` as lowered by its modality, `stopped` by the first guard that stopped it."""

    rule: Rule
    number: int
    """The event's place in the reading, from 0."""
    event: Event
    level: int
    expected: bool
    stopped: Stop | None
    earlier: Sighting | None = None
    """For a growing force: the number that it has outgrown."""


class Rules:
    """A rule book ready to be asked."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._index = Index(book.rules)

    def asking(self, event: Event) -> Iterator[Rule]:
        """The rules whose conditions the event meets, whatever guards and numbers say."""
        return iter(self._index.matching(event))

    def signals(self, event: Event, published: date, tracks: Tracks, number: int = 0) -> Iterator[Signal]:
        """What rings for `event`, and what a guard stopped. `tracks` are the numbers known before it."""
        for rule in self._index.matching(event):
            verdict = judge(rule, event, published)
            if isinstance(verdict, Stop):
                yield Signal(rule, number, event, rule.level, expected=False, stopped=verdict)
                continue
            earlier = None
            if rule.grows is not None:
                earlier = growth(rule.grows, event, published, tracks)
                if earlier is None:
                    continue
            yield Signal(rule, number, event, verdict.level, verdict.expected, stopped=None, earlier=earlier)


def of_article(rules: Rules, events: Sequence[Event], published: date) -> list[Signal]:
    """The signals of one article's events, in their order; numbers are followed within the article."""
    tracks: Tracks = {}
    found: list[Signal] = []
    for number, event in enumerate(events):
        found += rules.signals(event, published, tracks, number)
        for key, sighting in sighted(event, published):
            tracks[key] = (*tracks.get(key, ()), sighting)
    return found
