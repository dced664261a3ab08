"""What a row of the log changes in the tables that answer queries. Pure: the same log gives the same tables.

`fold` gives the changes of one message; `services.timeline.log.store` holds the SQL of each kind. The kinds are in the
order in which a batch may be carried out: all of one kind, then all of the next. Rows are inserted as valid for ever,
and the last kinds then end those that a later position of the same batch, or of any before, superseded.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import Enum, auto
from typing import Any, Final

from services.timeline.log.gazetteer import place_name, spot
from services.timeline.stories.expectations import expected, happened
from services.timeline.stories.tracks import numbers
from tocsin.coding.reading import Event, Occurred
from tocsin.messages import (
    AnyMessage,
    ArticlePlaced,
    ArticlePublished,
    ArticleRead,
    EventRecorded,
    StoryMerged,
    StorySplit,
)
from tocsin.records import Alert, Article, RecordedEvent, Regrouping, second
from tocsin.vocabulary import CONTEXTS, Context

FOLD: Final = 5
"""The version of what this module makes of a message: raise it when that changes, and all logs are folded anew."""

FOREVER: Final = 2**63 - 1
"""The `recorded_to` of what still holds."""

AHEAD_DAYS: Final = 3
"""An event that begins so many days after its article's day, or more, is ahead."""

REACHES: Final = (7, 14, 31, 46, 62, 92, 122, 183, 244, 366, 732, 10_000_000)
"""How far ahead it is, in days: at most one of these. A list as of then passes over what
came later and is ahead by about as much: narrow steps leave little of that.
"""

LASTING_DAYS: Final = 31
"""An event that spans more days is lasting."""

_GRAINS: Final = (1, 7, LASTING_DAYS)


class Change(Enum):
    """A kind of change, in the order in which the kinds are carried out."""

    ARTICLE = auto()
    ARTICLE_WORDS = auto()
    TIDE = auto()
    MEMBER = auto()
    MOVE = auto()
    SIZE = auto()
    READING = auto()
    EVENT = auto()
    MENTION = auto()
    QUANTITY = auto()
    AHEAD = auto()
    LASTING = auto()
    TALLY = auto()
    EVENT_WORDS = auto()
    TELLING = auto()
    NUMBER = auto()
    EXPECTATION = auto()
    ALERT = auto()
    SIGNAL = auto()
    END_MEMBER = auto()
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
        yield Change.SIZE, (message.data.story,)
    elif isinstance(message, StoryMerged | StorySplit):
        yield from _regrouping(position, message.data)
    elif isinstance(message, EventRecorded):
        yield from event_changes(position, message.data)
    elif isinstance(message, ArticleRead):
        yield from _reading(position, message.data.article.id, message.data.codebook, message.data.unread or "")
    else:
        yield from _alert(position, message.data)


def _article(position: int, article: Article) -> Changes:
    published = second(article.published_at)
    yield Change.ARTICLE, (position, article.id, article.source or "", published, article.revises or "")
    yield Change.ARTICLE_WORDS, (position, article.title, article.text)
    yield Change.TIDE, (position, published[:10])
    if article.revises:
        yield Change.END_EVENTS, (position, article.revises, position, FOREVER)


def _regrouping(position: int, regrouping: Regrouping) -> Changes:
    for article in regrouping.articles:
        yield Change.MOVE, (article, regrouping.into, position, FOREVER)
        yield Change.SIZE, (regrouping.into,)
        yield Change.END_MEMBER, (article, position, FOREVER)


def _reading(position: int, article: str, codebook: str, unread: str) -> Changes:
    """A reading takes the place of an earlier one of the same article: what that told holds no longer."""
    yield Change.READING, (position, codebook, unread, article)
    yield Change.END_EVENTS, (position, article, position, FOREVER)


def event_changes(position: int, record: RecordedEvent) -> Changes:
    """The changes that an event makes; a row that names its happening names it last."""
    event = record.event
    if record.number == 1:
        yield from _reading(position, record.article.id, record.codebook, "")
    published = record.article.published_at.astimezone(UTC).date()
    start, end = span(event.occurred, record.article.published_at)
    spans = days(start, end)
    codes = (event.type, event.mode or "", event.modality, event.certainty, event.stance)
    where = spot(event.place)
    named = mentions(event)
    kept = json.dumps([one for one in named if one[0] != "spot"], separators=(",", ":"), ensure_ascii=False)
    row = (start, end, *codes, bits(event.contexts), spans, where, kept)
    yield Change.EVENT, (position, *row, FOREVER, record.article.id)
    yield from ((Change.MENTION, (role, name, start, position)) for role, name in named)
    for number, quantity in enumerate(event.quantities):
        yield Change.QUANTITY, (position, number, quantity.best, quantity.unit.lower())
    lead = date.fromisoformat(start[:10]).toordinal() - published.toordinal()
    if lead >= AHEAD_DAYS:
        yield Change.AHEAD, (next(reach for reach in REACHES if lead <= reach), start, position)
    if spans > LASTING_DAYS:
        yield Change.LASTING, (end, start, position)
    day, within = start[:10], grain(spans)
    yield from ((Change.TALLY, (*key, day, within, 1)) for key in _tallied(record, named))
    yield Change.EVENT_WORDS, (position, event.evidence.text)
    said = second(record.article.published_at)
    yield Change.TELLING, (said, position, int(happened(record)), record.happening or record.id)
    yield from ((Change.NUMBER, (name, said, position, q.kind, q.best)) for name, q in numbers(event))
    due = expected(record)
    if due is not None:
        what = (due.track or "", due.due, due.until, said, position, due.best)
        yield Change.EXPECTATION, (*what, record.happening or record.id)


def days(start: str, end: str) -> int:
    """How many days a span of two moments touches."""
    return (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days + 1


def grain(spans: int) -> int:
    """The least of 1, 7, 31 and 366 days that an event of so many days fits in; 366 for all longer ones."""
    return next((most for most in _GRAINS if spans <= most), 366)


def bits(contexts: Iterable[Context]) -> int:
    """One bit for each context, in the order of the vocabulary."""
    return sum(1 << CONTEXTS.index(context) for context in set(contexts))


def tallies(record: RecordedEvent) -> Iterator[tuple[str, str, str, int, int]]:
    """Each (name, value, day, grain) under which an event is counted, and 1: how often."""
    start, end = span(record.event.occurred, record.article.published_at)
    day, within = start[:10], grain(days(start, end))
    yield from ((*key, day, within, 1) for key in _tallied(record, mentions(record.event)))


def _tallied(record: RecordedEvent, named: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    event = record.event
    yield "all", ""
    yield "type", event.type
    if event.mode:
        yield "mode", event.mode
    yield "modality", event.modality
    yield "certainty", event.certainty
    yield "stance", event.stance
    yield from (("context", context) for context in dict.fromkeys(event.contexts))
    yield from ((role, name) for role, name in named if role != "spot")
    yield from pairs(named)
    if record.article.source:
        yield "source", record.article.source


def pairs(named: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Who acts on whom: ("pair", "PRK>RUS")."""
    found = list(named)
    actors, recipients = ([name for role, name in found if role == side] for side in ("actor", "recipient"))
    yield from (("pair", f"{actor}>{recipient}") for actor in actors for recipient in recipients)


def _alert(position: int, alert: Alert) -> Changes:
    row = (alert.id, alert.revision, alert.status, alert.signal, alert.level, alert.story)
    yield Change.ALERT, (position, *row, FOREVER)
    yield Change.END_ALERT, (position, alert.id, position, FOREVER)
    yield Change.END_SIGNALS, (position, alert.id, position, FOREVER)
    if alert.status != "cancelled":
        for item in alert.evidence:
            values = (alert.id, position, FOREVER, alert.signal, item.level, int(item.disputed or alert.disputed))
            yield Change.SIGNAL, (*values, item.event)


def mentions(event: Event) -> list[tuple[str, str]]:
    """Each (role, name) of an event once: countries' codes by who acts, is acted on or against; `country` for all of
    these and the place; the place by its name, and its spot if it has one.
    """
    roles = (("actor", event.actors), ("recipient", event.recipients), ("against", event.against))
    found = {(role, actor.country): None for role, actors in roles for actor in actors if actor.country}
    rest = {("country", country): None for _, country in found}
    if event.place:
        if event.place.country:
            rest["country", event.place.country] = None
        rest["place", place_name(event.place.text)] = None
        if where := spot(event.place):
            rest["spot", where] = None
    return [*found, *rest]


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
        return second(at if at.tzinfo else at.replace(tzinfo=UTC))
    day = date.fromisoformat(text).isoformat()
    return f"{day}T23:59:59Z" if last else day
