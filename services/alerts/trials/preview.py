"""What a new rule book would have rung over the events of a log, beside an old one. PURE.

A rule's alerts depend on the rule, on those of its signal (the loudest rings), on those that resolve them, and on those
that note denials. So only the rules that differ are tried, with these: it takes a fraction of the time of all rules.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Self

from services.alerts.engine.engine import Published, fold_message
from services.alerts.engine.memory import Memory
from services.alerts.engine.signals import Rules
from services.alerts.engine.standing import DENIAL
from services.alerts.engine.timers import tick
from services.alerts.rules import Rule, RuleBook
from tocsin.messages import EventRecorded
from tocsin.records import Alert, ArticleReference, SignalEvidence
from tocsin.vocabulary import SignalName

WEEK: Final = timedelta(days=7)

WORDS: Final = {"title", "description", "false_positives", "references", "runbook", "examples"}
"""Fields of a rule that change nothing of what rings."""


def _changed(old: RuleBook, new: RuleBook) -> set[str]:
    """The ids of the rules that are others."""
    before, after = ({rule.id: rule for rule in book.rules} for book in (old, new))
    return {name for name in before.keys() | after.keys() if _decides(before.get(name)) != _decides(after.get(name))}


def differing(old: RuleBook, new: RuleBook) -> set[str]:
    """The ids of the rules whose alerts may differ between the books."""
    changed = _changed(old, new)
    rules = [*old.rules, *new.rules]
    if any(rule.id in changed and rule.signal == DENIAL for rule in rules):
        return {rule.id for rule in rules}
    signals = {rule.signal for rule in rules if rule.id in changed}
    near = {rule.id for rule in rules if rule.signal in signals or not changed.isdisjoint(rule.ended_by)}
    return changed | near


def _decides(rule: Rule | None) -> object:
    return rule and rule.model_dump(exclude=WORDS)


def with_needed(book: RuleBook, names: AbstractSet[str]) -> RuleBook:
    """The rules of these names, and those that their alerts depend on."""
    signals = {rule.signal for rule in book.rules if rule.id in names} | {DENIAL}
    resolving = {other for rule in book.rules if rule.id in names for other in rule.ended_by}
    return RuleBook.of([r for r in book.rules if r.id in names | resolving or r.signal in signals])


@dataclass(slots=True)
class Rang:
    """An alert that a rule book rings over its life in the log."""

    id: str
    rule: str
    signal: SignalName
    title: str
    summary: str
    level: int
    """The farthest from routine that it came to."""
    status: str
    """What became of it."""
    revisions: int
    first: SignalEvidence
    events: set[str]
    """All that it ever told of."""


class Run:
    """One rule book over the log, event by event."""

    def __init__(self, rules: Rules, names: AbstractSet[str]) -> None:
        self.rang: dict[str, Rang] = {}
        self._rules = rules
        self._names = names
        """The rules that are counted; others are here because these depend on them."""
        self._memory = Memory()

    def take(self, message: Published, *, counts: bool) -> None:
        """Fold the next message; what it rings is noted if it `counts`, else it is only remembered."""
        if not self._names:
            return
        memory, now = self._memory, message.recordedtime
        for _, alert in tick(memory, now):
            self._note(alert, counts=counts)
        for alert in fold_message(self._rules, memory, message):
            self._note(alert, counts=counts)
        self._settle()

    def _settle(self) -> None:
        """Drop what a store would save: the memory is all there is here."""
        memory = self._memory
        memory.changed.clear()
        memory.climbed.clear()
        memory.new_aliases.clear()
        for news in (
            memory.regrouped,
            memory.decisions,
            memory.new_denials,
            memory.new_sightings,
            memory.new_occurrences,
            memory.forgotten,
        ):
            news.clear()

    def _note(self, alert: Alert, *, counts: bool) -> None:
        known = self.rang.get(alert.id)
        if known is not None:
            known.level = max(known.level, alert.level, key=abs)
            known.status, known.revisions = alert.status, known.revisions + 1
            known.events.update(item.event for item in alert.evidence)
        elif counts and alert.status == "raised" and alert.rule in self._names:
            self.rang[alert.id] = Rang(
                alert.id, alert.rule, alert.signal, alert.title, alert.summary, alert.level, alert.status, 1,
                alert.evidence[0], {item.event for item in alert.evidence},
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule rings with the old book and with the new one, and how the two differ."""

    rule: str
    before: int
    after: int
    newly: int
    no_longer: int


@dataclass(slots=True)
class Preview:
    """Two rule books over the same events."""

    old: Run
    new: Run
    since: datetime | None = None
    """Alerts of news published before are not counted, only remembered."""
    others: int = 0
    """Rules of the new book that are as they were, and are not counted."""
    shared: AbstractSet[str] = frozenset()
    """Rules that are as they were, and are tried with the old book alone: they ring the same with both."""
    changed: AbstractSet[str] = frozenset()
    """Rules that are others: each is told of, also if it rings for nothing."""
    articles: int = 0
    events: int = 0
    begin: datetime | None = None
    end: datetime | None = None
    _last: str = field(default="", init=False)

    @classmethod
    def of(cls, old: RuleBook, new: RuleBook, since: datetime | None = None, *, every: bool = False) -> Self:
        """The rules that differ between the books, or `every` rule, before the first event."""
        differ = differing(old, new)
        same = {rule.id for rule in new.rules} - differ
        counted = differ | same if every else differ
        before = Run(Rules(with_needed(old, counted)), counted)
        after = Run(Rules(with_needed(new, differ)), differ)
        return cls(before, after, since, 0 if every else len(same), same, _changed(old, new))

    def take(self, message: Published) -> None:
        """Fold the next of what the timeline tells with both books."""
        counts = isinstance(message, EventRecorded) and self._counted(message.data.article)
        for run in (self.old, self.new):
            run.take(message, counts=counts)

    def _counted(self, article: ArticleReference) -> bool:
        """Whether an event of this article is one that counts, which is noted."""
        published = article.published_at
        if self.since is not None and published < self.since:
            return False
        self.events += 1
        self.articles += article.id != self._last
        self._last = article.id
        self.begin = min(self.begin or published, published)
        self.end = max(self.end or published, published)
        return True

    @property
    def weeks(self) -> float:
        """How long a time the counted articles span, a week at least."""
        if self.begin is None or self.end is None:
            return 1.0
        return max(1.0, (self.end - self.begin) / WEEK)

    def newly(self) -> list[Rang]:
        """What rings with the new book alone, in the order of publication: no alert of that rule told any of it before.

        Alerts that are only parted or joined otherwise change the counts.
        """
        return _only(self.new, self.old, self.shared)

    def no_longer(self) -> list[Rang]:
        """What rings with the old book alone."""
        return _only(self.old, self.new, self.shared)

    def relevelled(self) -> list[tuple[Rang, Rang]]:
        """What rings with both, at different levels: (before, after)."""
        both = sorted(self.old.rang.keys() & self.new.rang.keys())
        pairs = [(self.old.rang[name], self.new.rang[name]) for name in both]
        return [(before, after) for before, after in pairs if before.level != after.level]

    def counts(self) -> list[RuleCount]:
        """A line for each rule that is another or rings, those that change most first."""
        before, after = (Counter(rang.rule for rang in run.rang.values()) for run in (self.old, self.new))
        after.update({rule: count for rule, count in before.items() if rule in self.shared})
        newly, gone = (Counter(rang.rule for rang in found) for found in (self.newly(), self.no_longer()))
        rules = {*before, *after, *self.changed}
        counts = [RuleCount(rule, before[rule], after[rule], newly[rule], gone[rule]) for rule in rules]
        return sorted(counts, key=lambda count: (-count.newly - count.no_longer, count.rule))


def _only(this: Run, other: Run, shared: AbstractSet[str]) -> list[Rang]:
    told = {(rang.rule, event) for rang in other.rang.values() for event in rang.events}
    mine = [rang for rang in this.rang.values() if rang.rule not in shared]
    found = [rang for rang in mine if all((rang.rule, event) not in told for event in rang.events)]
    return sorted(found, key=lambda rang: (rang.first.article.published_at, rang.id))


def facts(rang: Rang) -> dict[str, object]:
    """An alert with its proof, as JSON."""
    article = rang.first.article
    return {
        "id": rang.id,
        "rule": rang.rule,
        "signal": rang.signal,
        "level": rang.level,
        "status": rang.status,
        "revisions": rang.revisions,
        "title": rang.title,
        "summary": rang.summary,
        "quote": rang.first.quote.text,
        "source": article.source,
        "url": article.url,
        "article": article.id,
        "published_at": article.published_at.isoformat(),
    }


def lines(preview: Preview, most: int | None) -> Iterator[str]:
    """The preview for a person: a table of the rules, then what changes with its proof, at most so many of each."""
    if preview.begin is None or preview.end is None:
        yield "no events to try the rules on: is the log empty, or --since too late?"
        return
    span = f"{preview.begin:%Y-%m-%d} to {preview.end:%Y-%m-%d}, {preview.weeks:.1f} weeks"
    yield f"{preview.articles:,} articles with {preview.events:,} events, {span}"
    if preview.others:
        yield f"{preview.others} other rules ring as they did, and are left out (--every-rule counts them too)"
    yield ""
    yield f"{'rule':<36}{'now/week':>10}{'new/week':>10}{'newly rings':>13}{'no longer':>11}"
    counts = preview.counts()
    whole = RuleCount(
        "all",
        sum(count.before for count in counts),
        sum(count.after for count in counts),
        sum(count.newly for count in counts),
        sum(count.no_longer for count in counts),
    )
    for count in [*counts, whole]:
        rates = f"{count.before / preview.weeks:>10.2f}{count.after / preview.weeks:>10.2f}"
        yield f"{count.rule:<36}{rates}{count.newly:>13,}{count.no_longer:>11,}"
    yield from _told("newly rings", preview.newly(), most)
    yield from _told("no longer rings", preview.no_longer(), most)
    changed = preview.relevelled()
    if changed:
        yield ""
        yield f"rings at another level: {len(changed):,}"
    for before, after in changed[:most]:
        yield f"  {before.level} → {after.level}  {after.rule}: {after.summary}"


def _told(what: str, found: Sequence[Rang], most: int | None) -> Iterator[str]:
    yield ""
    yield f"{what}: {len(found):,}"
    for rang in found[:most]:
        article = rang.first.article
        yield f"  {article.published_at:%Y-%m-%d}  {rang.level:>2}  {rang.rule}: {rang.summary}"
        yield f"      “{rang.first.quote.text}” ({article.source or 'unknown source'}, {article.id})"
    if most is not None and len(found) > most:
        yield f"  … {len(found) - most:,} more: --all shows them"
