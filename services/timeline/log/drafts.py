"""What a reading becomes in the log, as far as it doesn't depend on the place there. Pure; done beside the writer.

A draft holds the event records of one article as JSON that lacks its envelope, what they change in the projection, and
what they are compared by. `services.timeline.log.records` completes it where it is appended.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from pydantic_core import to_json

from services.timeline.log.projection import Change, event_changes, moment
from services.timeline.stories.fingerprint import Fingerprint, fingerprint
from services.timeline.stories.telling import Telling, telling
from tocsin.coding.reading import Event, Reading
from tocsin.messages import ArticlePublished, event_json
from tocsin.records import Article, ArticleReference, RecordedEvent, Unread, utc

Coder = Callable[[Article], Reading]
Rows = tuple[tuple[Change, tuple[Any, ...]], ...]

_HAPPENING: Final = "\0"
"""Stands in a row for the happening that is found when the event is appended."""
_TOLD: Final = frozenset({Change.TELLING, Change.EXPECTATION})
"""Kinds of rows that end with it."""


class EventDraft(NamedTuple):
    """One event: when it happened as the envelope says it, its JSON, and how it is compared but for its story."""

    time: bytes
    event: bytes
    telling: Telling


@dataclass(frozen=True, slots=True)
class Draft:
    """One article, read."""

    article: ArticleReference
    reference: bytes
    """The same as JSON."""
    fingerprint: Fingerprint
    codebook: str
    """The version of the codebook that read it; empty if it was not read."""
    unread: Unread | None
    fault: str
    """What the coder failed with, for the service's own log."""
    events: tuple[EventDraft, ...] = ()
    tallies: tuple[tuple[Any, ...], ...] = ()
    """What is counted in the projection, each row once with how often."""
    placed: Rows = ()
    """Other changes of the projection; the position of the n-th event is written −n."""
    told: tuple[Rows, ...] = ()
    """For each event those that end with its happening, and may hold positions."""

    def changes(self, before: int, happenings: Sequence[str]) -> Iterable[tuple[Change, tuple[Any, ...]]]:
        """All of them, for events that are appended after the position `before`."""
        yield from ((Change.TALLY, row) for row in self.tallies)
        for kind, row in self.placed:
            yield kind, _at(before, row)
        for happening, rows in zip(happenings, self.told, strict=True):
            for kind, row in rows:
                yield kind, (*_at(before, row[:-1]), happening)


def _at(before: int, row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple([before - value if type(value) is int and value < 0 else value for value in row])


def draft(coder: Coder, message: ArticlePublished) -> Draft:
    """The draft of an article. A coder that fails is no reason to lose it: the draft says that it is unread."""
    article = message.data
    if article.language and not article.language.lower().startswith("en"):
        return _draft(article, unread="language")
    try:
        reading = coder(article)
        return _draft(article, codebook=reading.codebook, events=reading.events)
    except Exception as error:  # noqa: BLE001 - whatever it is: the article is in the log, and is read again later
        return failed(article, f"{type(error).__name__}: {error}")


def failed(article: Article, fault: str) -> Draft:
    """The draft of an article that the coder failed on."""
    return _draft(article, unread="failed", fault=fault)


def _draft(
    article: Article,
    *,
    codebook: str = "",
    unread: Unread | None = None,
    fault: str = "",
    events: Sequence[Event] = (),
) -> Draft:
    reference = ArticleReference(
        id=article.id,
        title=article.title,
        source=article.source,
        url=article.url,
        published_at=article.published_at,
        revises=article.revises,
    )
    placed: list[tuple[Change, tuple[Any, ...]]] = []
    tallies: list[tuple[Any, ...]] = []
    told = []
    for number, event in enumerate(events, 1):
        record = _record(reference, codebook, event, number, len(events))
        of_happening = []
        for item in event_changes(-number, record):
            if item[0] is Change.TALLY:
                tallies.append(item[1])
            elif item[0] in _TOLD:
                of_happening.append(item)
            else:
                placed.append(item)
        told.append(tuple(of_happening))
    return Draft(
        article=reference,
        reference=reference.to_json(),
        fingerprint=fingerprint(article.title, article.text, article.published_at),
        codebook=codebook,
        unread=unread,
        fault=fault,
        events=tuple(_event(reference, codebook, event, number) for number, event in enumerate(events, 1)),
        tallies=tuple((*key, n) for (*key, _), n in Counter(tallies).items()),
        placed=tuple(placed),
        told=tuple(told),
    )


def event_id(article: str, codebook: str, number: int) -> str:
    """The id of the `number`-th event that `codebook` reads in an article; those of one article lie side by side."""
    return f"{article}.{codebook[:12]}.{number}"


def _record(article: ArticleReference, codebook: str, event: Event, number: int, of: int) -> RecordedEvent:
    return RecordedEvent.model_construct(
        id=event_id(article.id, codebook, number),
        article=article,
        story="",
        origin="",
        codebook=codebook,
        event=event,
        happening=_HAPPENING,
        number=number,
        of=of,
    )


def _event(article: ArticleReference, codebook: str, event: Event, number: int) -> EventDraft:
    started = event.occurred.start or event.occurred.end
    time = to_json(utc(_instant(started) if started else article.published_at))
    identity = event_id(article.id, codebook, number)
    return EventDraft(time, event_json(event), telling(identity, article.id, "", article.published_at, event))


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(moment(text))
    return at if at.tzinfo else at.replace(tzinfo=UTC)
