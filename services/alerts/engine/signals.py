"""The signals of one article by itself: the rules over its events, with each guard that it can decide. PURE."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.alerts.engine.growth import Sighting, Tracks, growth, sighted
from services.alerts.engine.guards import Stop, judge
from services.alerts.engine.matching import Asked, Index
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
    step: int = 0
    """Which step of the rule's sequence it is, from 0."""
    earlier: Sighting | None = None
    """For a growing force: the number that it has outgrown."""

    @property
    def outgrows(self) -> bool:
        """Whether its number has grown, if the rule asks that one grows."""
        return self.rule.grows is None or self.earlier is not None


class Rules:
    """A rule book ready to be asked."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._index = Index(book.rules)
        self._resolved: dict[str, list[Rule]] = defaultdict(list)
        self._resolved_between: dict[str, list[Rule]] = defaultdict(list)
        for rule in book.rules:
            for other in rule.resolved_by:
                self._resolved[other].append(rule)
            for other in rule.resolved_between:
                self._resolved_between[other].append(rule)

    def asking(self, event: Event) -> Iterator[Asked]:
        """What the rules ask that the event fits, whatever guards, windows and numbers say."""
        return self._index.matching(event)

    def resolved_by(self, rule: Rule) -> Sequence[Rule]:
        """The rules whose alerts of the same group a signal of `rule` resolves."""
        return self._resolved.get(rule.id, ())

    def resolved_between(self, rule: Rule) -> Sequence[Rule]:
        """The rules whose alerts between the same two sides a signal of `rule` resolves."""
        return self._resolved_between.get(rule.id, ())

    def signals(
        self,
        event: Event,
        published: date,
        tracks: Tracks,
        number: int = 0,
        article: str = "",
        *,
        fitting: Iterable[Asked] | None = None,
    ) -> Iterator[Signal]:
        """What rings for `event` of `article`, what lacks a larger number, and what a guard stopped.

        `tracks` are the numbers known before it; `fitting` is what `asking` gives, if that is known already.
        """
        for asked in self.asking(event) if fitting is None else fitting:
            rule, verdict = asked.rule, judge(asked.rule, event, published)
            if isinstance(verdict, Stop):
                yield Signal(rule, number, event, rule.level, expected=False, stopped=verdict, step=asked.step)
                continue
            signal = Signal(rule, number, event, verdict.level, verdict.expected, stopped=None, step=asked.step)
            if rule.grows is not None:
                signal = replace(signal, earlier=growth(rule.grows, event, published, tracks, article))
            yield signal


def of_article(rules: Rules, events: Sequence[Event], published: date) -> list[Signal]:
    """The signals of one article's events, in their order; numbers are followed within the article.

    Rules that need more than one article (windows, expectations) are silent here.
    """
    tracks: Tracks = {}
    found: list[Signal] = []
    for number, event in enumerate(events):
        signals = rules.signals(event, published, tracks, number)
        found += [signal for signal in signals if signal.rule.single and (signal.stopped or signal.outgrows)]
        for key, sighting in sighted(event, published):
            tracks[key] = (*tracks.get(key, ()), sighting)
    return found
