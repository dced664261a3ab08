"""The sample articles, what is expected of them, and where the coder and the rules fall short of it.

`python -m tests.seeds` lists what falls short; with `--write` it becomes the list of gaps in `seeds/expected.yaml`, and
`seeds/alerts.md` (`tests.story`) is written anew.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.alerts.engine.engine import fold
from services.alerts.engine.memory import Memory
from services.alerts.engine.signals import Rules, Signal, of_article
from services.alerts.engine.timers import tick
from services.alerts.rules.loading import load
from services.timeline.stories.happenings import Happenings
from services.timeline.stories.stories import Stories
from services.timeline.stories.telling import telling
from tocsin.coding import code
from tocsin.coding.reading import Event, Quantity, Reading
from tocsin.records import Alert, Article, ArticleReference, Placement, RecordedEvent

SEEDS = Path(__file__).parent.parent / "seeds"
EXPECTED = SEEDS / "expected.yaml"

CORRECTED = "-corrected"
"""The end of the id of an article that revises the one without it."""


@cache
def expected() -> dict[str, Any]:
    return yaml.safe_load(EXPECTED.read_text("utf-8"))


@cache
def articles() -> dict[str, Article]:
    """The sample articles by their own ids, in the order of arrival."""
    found: dict[str, Article] = {}
    for path in sorted(SEEDS.glob("*.ndjson")):
        for line in path.read_text("utf-8").splitlines():
            given = json.loads(line)
            published = datetime.fromisoformat(given["published_at"])
            given["published_precision"] = "minute" if "T" in given["published_at"] else "day"
            given["published_at"] = published if published.tzinfo else published.replace(tzinfo=UTC)
            before = given["id"].removesuffix(CORRECTED)
            found[given["id"]] = Article(**given, revises=before if before in found else None)
    return found


@cache
def rules() -> Rules:
    return Rules(load())


@cache
def reading(article_id: str) -> Reading:
    return code(articles()[article_id])


@cache
def signals(article_id: str) -> list[Signal]:
    """What rings for the article alone."""
    published = articles()[article_id].published_at.date()
    return [signal for signal in of_article(rules(), reading(article_id).events, published) if signal.stopped is None]


# --- single articles -----------------------------------------------------------------------------------------------


def shortcomings(article_id: str) -> Iterator[str]:
    """What the reading of this article lacks, or has too much, against what is expected; a line each."""
    wanted = expected()["articles"][article_id]
    rung = {signal.rule.signal for signal in signals(article_id)}
    if wanted.get("ordinary"):
        yield from (f"{name} rings" for name in sorted(rung))
        return
    for names in wanted.get("signals", ()):
        if rung.isdisjoint(names if isinstance(names, list) else [names]):
            yield f"{_values(names)} does not ring"
    yield from (f"{name} rings" for name in wanted.get("not_signals", ()) if name in rung)
    for event in wanted.get("events", ()):
        yield from _unread(article_id, event)
    for event in wanted.get("not_events", ()):
        if any(not _faults(event, found) for found in _with_trigger_in(article_id, event["quote"])):
            yield f"'{event['quote']}' is read as {event['type']} {_values(event.get('modality', ''))}".rstrip()


def _unread(article_id: str, wanted: dict[str, Any]) -> Iterator[str]:
    """Nothing if an event quoted from there is as expected; else what is wrong with the one that comes nearest."""
    candidates = [found for found in _quoting(article_id, wanted["quote"]) if "type" not in _faults(wanted, found)]
    if not candidates:
        yield f"'{wanted['quote']}' is not read as {_values(wanted.get('type', 'an event'))}"
        return
    nearest = min((_faults(wanted, found) for found in candidates), key=len)
    yield from (f"'{wanted['quote']}': {name} is not {_values(wanted[name])}" for name in nearest)


def _place(article_id: str, quote: str) -> tuple[str, int, int]:
    article = articles()[article_id]
    name = "text" if quote in article.text else "title"
    start = getattr(article, name).index(quote)
    return name, start, start + len(quote)


def _quoting(article_id: str, quote: str) -> list[Event]:
    name, start, end = _place(article_id, quote)
    return [
        event
        for event in reading(article_id).events
        if any(span.field == name and span.start < end and start < span.end for span in (event.evidence, event.trigger))
    ]


def _with_trigger_in(article_id: str, quote: str) -> list[Event]:
    name, start, end = _place(article_id, quote)
    return [
        event
        for event in reading(article_id).events
        if event.trigger.field == name and start <= event.trigger.start and event.trigger.end <= end
    ]


def _faults(wanted: dict[str, Any], event: Event) -> list[str]:
    """The fields in which `event` is not as wanted."""
    checks = {
        "type": lambda value: event.type in _list(value),
        "mode": lambda value: event.mode in _list(value),
        "actors": lambda value: set(value) <= {actor.country for actor in event.actors},
        "recipients": lambda value: set(value) <= {actor.country for actor in event.recipients},
        "modality": lambda value: event.modality in _list(value),
        "certainty": lambda value: event.certainty in _list(value),
        "stance": lambda value: event.stance in _list(value),
        "date": lambda value: any(_occurred(event, str(day)) for day in _list(value)),
        "number": lambda value: _amount(event, value) is not None,
        "due": lambda value: any((q.due or "").startswith(str(value)) for q in event.quantities),
    }
    return [name for name, holds in checks.items() if name in wanted and not holds(wanted[name])]


def _occurred(event: Event, wanted: str) -> bool:
    start, end = event.occurred.start or "", event.occurred.end or ""
    first, _, last = wanted.partition("/")
    if last:
        return (start[:10], end[:10]) == (first, last)
    return start.startswith(wanted) and end.startswith(wanted)


def _amount(event: Event, wanted: float) -> Quantity | None:
    return next((quantity for quantity in event.quantities if quantity.best == wanted), None)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _values(value: Any) -> str:
    return " or ".join(map(str, value)) if isinstance(value, list) else str(value)


# --- the whole story -----------------------------------------------------------------------------------------------


@dataclass
class Rung:
    """One alert through its life: the article that raised it, and each revision with the article that made it."""

    raised_by: str
    revisions: list[tuple[str, Alert]] = field(default_factory=list)

    @property
    def last(self) -> Alert:
        return self.revisions[-1][1]

    def cites(self, article_id: str) -> bool:
        return any(item.article.id == article_id for _, alert in self.revisions for item in alert.evidence)

    def concerns(self, countries: Iterable[str]) -> bool:
        return any(not {*codes.split(",")}.isdisjoint(countries) for codes in self.last.group.values())


CLOCK = "the clock"
"""What makes a message that no article makes."""

AFTERWARDS = timedelta(days=90)
"""So long the clock runs on after the last article."""


@cache
def told() -> tuple[tuple[datetime, str, Alert], ...]:
    """All that subscribers are told when the articles arrive as they were published: when, what made it, the alert."""
    arrivals, last = [], datetime.min.replace(tzinfo=UTC)
    for article in articles().values():
        last = max(last, article.published_at)
        arrivals.append(last)
    return tuple(_told(arrivals, last + AFTERWARDS))


@cache
def told_at_once() -> tuple[Alert, ...]:
    """All that subscribers are told when the articles arrive together, long after: no alert has time to expire."""
    moment = max(article.published_at for article in articles().values()) + 2 * AFTERWARDS
    return tuple(alert for _, _, alert in _told([moment] * len(articles()), moment))


def _told(arrivals: list[datetime], until: datetime) -> Iterator[tuple[datetime, str, Alert]]:
    memory, stories, happenings = Memory(), Stories(), Happenings()
    for position, (article, arrived) in enumerate(zip(articles().values(), arrivals, strict=True), 1):
        yield from ((at, CLOCK, alert) for at, alert in tick(memory, arrived))
        for recorded in _recorded(article, stories.place(position, article), happenings):
            yield from ((arrived, article.id, alert) for alert in fold(rules(), memory, recorded, arrived))
    yield from ((at, CLOCK, alert) for at, alert in tick(memory, until))


def _recorded(article: Article, placement: Placement, happenings: Happenings) -> Iterator[RecordedEvent]:
    """The events of an article as the timeline records them."""
    read = reading(article.id)
    for number, event in enumerate(read.events, 1):
        name = f"{article.id}.codebook.{number}"
        yield RecordedEvent(
            id=name,
            article=ArticleReference.model_validate(article, from_attributes=True),
            story=placement.story,
            origin=placement.origin,
            codebook=read.codebook,
            event=event,
            happening=happenings.join(telling(name, article.id, placement.story, article.published_at, event)),
            number=number,
            of=len(read.events),
        )


@cache
def story() -> tuple[Rung, ...]:
    """All alerts that the sample articles ring, in the order in which they are raised, each with its revisions."""
    rung: dict[str, Rung] = {}
    for _, cause, alert in told():
        rung.setdefault(alert.id, Rung(cause)).revisions.append((cause, alert))
    return tuple(rung.values())


def missed_alerts() -> Iterator[str]:
    """What the alerts of the whole story lack against what is expected; a line each."""
    for wanted in expected()["alerts"]:
        name = f"{wanted['signal']} of {_values(wanted.get('of', 'anyone'))}"
        first = _values(wanted["raised_by"])
        found = [
            rung
            for rung in story()
            if rung.last.signal == wanted["signal"]
            and rung.raised_by in _list(wanted["raised_by"])
            and ("of" not in wanted or rung.concerns(_list(wanted["of"])))
        ]
        if not found:
            yield f"{name} is not raised by {first}"
            continue
        for other in wanted.get("updated_by", ()):
            if not any(rung.cites(other) for rung in found):
                yield f"{name}, raised by {first}, is not updated by {other}"
        for other in wanted.get("disputed_by", ()):
            if not any(by == other and alert.disputed for rung in found for by, alert in rung.revisions):
                yield f"{name}, raised by {first}, is not disputed by {other}"
        for other in wanted.get("lowered_by", ()):
            if not any(by == other for rung in found for by, _ in rung.revisions):
                yield f"{name}, raised by {first}, is not revised by {other}"


def all_shortcomings() -> list[str]:
    """Every line that `gaps` should have, in the order of the articles, then of the alerts."""
    lines = [f"{article_id}: {line}" for article_id in articles() for line in shortcomings(article_id)]
    return lines + [f"alerts: {line}" for line in missed_alerts()]


def _write(gaps: list[str]) -> None:
    before = EXPECTED.read_text("utf-8").partition("\ngaps:")[0]
    listed = "".join(f"\n  - {json.dumps(gap, ensure_ascii=False)}" for gap in gaps) or " []"
    EXPECTED.write_text(f"{before}\ngaps:{listed}\n", "utf-8")


def _main() -> None:
    from tests import story as story_page  # which tells what this module knows

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the list and seeds/alerts.md anew")
    gaps = all_shortcomings()
    print("\n".join(gaps))  # noqa: T201 - a command
    print(f"{len(gaps)} shortcomings")  # noqa: T201
    if parser.parse_args().write:
        _write(gaps)
        story_page.write()


if __name__ == "__main__":
    _main()
