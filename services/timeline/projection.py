"""What a row of the log changes in the tables that answer queries. Pure: the same log gives the same tables.

`fold` gives the changes of one message; `services.timeline.store` holds the SQL of each kind. The kinds are in the
order in which a batch may be carried out: all of one kind, then all of the next. Rows are inserted as valid for ever,
and the last kinds then end those that a later position of the same batch, or of any before, superseded.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum, auto
from typing import Any, Final

from services.timeline.expectations import expected, happened
from services.timeline.tracks import numbers
from tocsin.coding.reading import Event, Occurred
from tocsin.messages import Alert, AnyMessage, Article, ArticlePlaced, ArticlePublished, EventRecorded, RecordedEvent

FOREVER: Final = 2**63 - 1
"""The `recorded_to` of what still holds."""


class Change(Enum):
    """A kind of change, in the order in which the kinds are carried out."""

    ARTICLE = auto()
    ARTICLE_WORDS = auto()
    MEMBER = auto()
    EVENT = auto()
    PARTY = auto()
    EVENT_WORDS = auto()
    TELLING = auto()
    NUMBER = auto()
    EXPECTATION = auto()
    ALERT = auto()
    SIGNAL = auto()
    END_EVENTS = auto()
    END_ALERT = auto()
    END_SIGNALS = auto()


Changes = Iterator[tuple[Change, tuple[Any, ...]]]


def fold(position: int, message: AnyMessage) -> Changes:
    """The changes that the message at `position` makes: each a kind and the values for its statement."""
    if isinstance(message, ArticlePublished):
        yield from _article(position, message.data)
    elif isinstance(message, ArticlePlaced):
        yield Change.MEMBER, (message.data.story, message.data.origin, position, FOREVER, message.data.article)
    elif isinstance(message, EventRecorded):
        yield from _event(position, message.data)
    else:
        yield from _alert(position, message.data)


def _article(position: int, article: Article) -> Changes:
    published = _utc(article.published_at)
    yield Change.ARTICLE, (position, article.id, article.source or "", published, article.revises or "")
    yield Change.ARTICLE_WORDS, (position, article.title, article.text)
    if article.revises:
        yield Change.END_EVENTS, (position, article.revises, position, FOREVER)


def _event(position: int, record: RecordedEvent) -> Changes:
    event = record.event
    start, end = span(event.occurred, record.article.published_at)
    codes = (event.type, event.mode or "", event.modality, event.certainty, event.stance)
    yield Change.EVENT, (position, start, end, *codes, FOREVER, record.article.id)
    yield from ((Change.PARTY, (role, country, start, position)) for role, country in parties(event))
    yield Change.EVENT_WORDS, (position, event.evidence.text)
    said = _utc(record.article.published_at)
    yield Change.TELLING, (said, position, int(happened(record)), record.happening or record.id)
    yield from ((Change.NUMBER, (name, said, position, q.kind, q.best)) for name, q in numbers(event))
    due = expected(record)
    if due is not None:
        yield Change.EXPECTATION, (due.track or "", due.due, said, position, due.best, record.happening or record.id)


def _alert(position: int, alert: Alert) -> Changes:
    row = (alert.id, alert.revision, alert.status, alert.signal, alert.level, alert.story)
    yield Change.ALERT, (position, *row, FOREVER)
    yield Change.END_ALERT, (position, alert.id, position, FOREVER)
    yield Change.END_SIGNALS, (position, alert.id, position, FOREVER)
    if alert.status != "cancelled":
        for item in alert.evidence:
            values = (alert.id, position, FOREVER, alert.signal, item.level, int(item.disputed or alert.disputed))
            yield Change.SIGNAL, (*values, item.event)


def parties(event: Event) -> list[tuple[str, str]]:
    """Each (role, country code) of an event once; the role `country` gathers all, and the place."""
    roles = (("actor", event.actors), ("recipient", event.recipients), ("against", event.against))
    found = {(role, actor.country): None for role, actors in roles for actor in actors if actor.country}
    anywhere = {("country", country): None for _, country in found}
    if event.place and event.place.country:
        anywhere["country", event.place.country] = None
    return [*found, *anywhere]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def span(occurred: Occurred, published: datetime) -> tuple[str, str]:
    """First and last moment of an event as texts that sort; the day of publication where the text tells neither.

    The first is `2024-10-28` where only the day is known, so that it comes before that day's hours.
    """
    start = occurred.start or occurred.end or published.astimezone(UTC).date().isoformat()
    return moment(start), moment(max(occurred.end or start, start), last=True)


def moment(text: str, *, last: bool = False) -> str:
    """`text`, an ISO date or date-time, as the text that sorts among others; `last`: the end of a day.

    Raises ValueError if it is neither.
    """
    if "T" in text:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    day = date.fromisoformat(text).isoformat()
    return f"{day}T23:59:59Z" if last else day
