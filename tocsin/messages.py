"""What travels on the streams: past-tense facts in CloudEvents 1.0 envelopes (structured JSON).

One message is one Redis stream entry, whole in its field `__data__`. The golden files of `tests/contract/` hold every
type as it is on the wire; they break when the wire changes.

Delivery. Each producer (an ingest outbox, a timeline log, an alerts outbox) numbers what it publishes: `sequence` is
the number of this message and `previous` that of the message before it on the same stream. A consumer applies a
producer's messages in that order and says how far it got; the producer publishes again from there. So a message that
Redis lost is noticed and refilled, and one that came twice is dropped (`tocsin.inbox`, `tocsin.outbox`).
"""

from typing import Final, Generic, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
)

from tocsin.coding.reading import Event
from tocsin.faults import reason
from tocsin.records import (
    Alert,
    AlertStatus,
    Article,
    EmptyReading,
    Instant,
    Placement,
    Record,
    RecordedEvent,
    Regrouping,
    Sequence,
)
from tocsin.upcasting import upcast

ARTICLES: Final = "tocsin:articles"
EVENTS: Final = "tocsin:events"
ALERTS: Final = "tocsin:alerts"
STREAMS: Final = (ARTICLES, EVENTS, ALERTS)

DATA_FIELD: Final = "__data__"
MAX_MESSAGE_BYTES: Final = 8_000_000
"""A larger entry is set aside before it is parsed."""


class BadMessage(ValueError):
    """An entry that no consumer can use; the text says why and is kept with the entry that was set aside."""


Data = TypeVar("Data", bound=BaseModel)


class Message(BaseModel, Generic[Data]):
    """A CloudEvents 1.0 envelope. Unknown extension attributes are accepted and dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    specversion: Literal["1.0"] = "1.0"
    id: str = Field(min_length=1)
    source: str = Field(min_length=1)
    """The producer: `/tocsin/ingest/<outbox id>`, `/tocsin/timeline/<log id>`, `/tocsin/alerts/<outbox id>`."""
    type: str = Field(min_length=1)
    subject: str
    time: Instant
    """When what the data tells of happened: publication, occurrence, decision."""
    recordedtime: Instant
    """When the producer made it durable."""
    datacontenttype: Literal["application/json"] = "application/json"
    sequence: Sequence | None = None
    previous: Sequence | None = None
    correlationid: str | None = None
    """The article at the root of it all."""
    causationid: str | None = None
    """The message that made this one."""
    traceparent: str | None = None
    data: Data

    def to_json(self) -> bytes:
        return self.__pydantic_serializer__.to_json(self, exclude_none=False)

    def envelope_json(self) -> bytes:
        """The start of `to_json`: the data, which somebody has as JSON already, and a brace are missing."""
        return self.__pydantic_serializer__.to_json(self, exclude={"data"})[:-1] + b',"data":'


class ArticlePublished(Message[Article]):
    type: Literal["tocsin.article.published.v1"] = "tocsin.article.published.v1"


class ArticlePlaced(Message[Placement]):
    """In the timeline's log only: no stream carries it."""

    type: Literal["tocsin.article.placed.v1"] = "tocsin.article.placed.v1"


class StoryMerged(Message[Regrouping]):
    """On `tocsin:events`, among the event records: an editor put all articles of a story into another one."""

    type: Literal["tocsin.story.merged.v1"] = "tocsin.story.merged.v1"


class StorySplit(Message[Regrouping]):
    """On `tocsin:events`, among the event records: an editor put some articles of a story into a new one."""

    type: Literal["tocsin.story.split.v1"] = "tocsin.story.split.v1"


class EventRecorded(Message[RecordedEvent]):
    type: Literal["tocsin.event.recorded.v1"] = "tocsin.event.recorded.v1"


class ArticleRead(Message[EmptyReading]):
    """On `tocsin:events`, among the event records: nothing is told by this article (any more)."""

    type: Literal["tocsin.article.read.v1"] = "tocsin.article.read.v1"


class AlertRaised(Message[Alert]):
    type: Literal["tocsin.alert.raised.v1"] = "tocsin.alert.raised.v1"


class AlertUpdated(Message[Alert]):
    type: Literal["tocsin.alert.updated.v1"] = "tocsin.alert.updated.v1"


class AlertCancelled(Message[Alert]):
    type: Literal["tocsin.alert.cancelled.v1"] = "tocsin.alert.cancelled.v1"


class AlertAcknowledged(Message[Alert]):
    type: Literal["tocsin.alert.acknowledged.v1"] = "tocsin.alert.acknowledged.v1"


class AlertResolved(Message[Alert]):
    type: Literal["tocsin.alert.resolved.v1"] = "tocsin.alert.resolved.v1"


AnyMessage = (
    ArticlePublished
    | ArticlePlaced
    | StoryMerged
    | StorySplit
    | EventRecorded
    | ArticleRead
    | AlertRaised
    | AlertUpdated
    | AlertCancelled
    | AlertAcknowledged
    | AlertResolved
)
AlertMessage = AlertRaised | AlertUpdated | AlertCancelled | AlertAcknowledged | AlertResolved

MESSAGE_TYPES: Final[dict[str, type[AnyMessage]]] = {
    str(m.model_fields["type"].default): m
    for m in (
        ArticlePublished,
        ArticlePlaced,
        StoryMerged,
        StorySplit,
        EventRecorded,
        ArticleRead,
        AlertRaised,
        AlertUpdated,
        AlertCancelled,
        AlertAcknowledged,
        AlertResolved,
    )
}

ALERT_MESSAGES: Final[dict[AlertStatus, type[AlertMessage]]] = {
    "raised": AlertRaised,
    "updated": AlertUpdated,
    "acknowledged": AlertAcknowledged,
    "resolved": AlertResolved,
    "cancelled": AlertCancelled,
}


class _Told(Record):
    event: Event


def event_json(event: Event) -> bytes:
    """An event as JSON, byte for byte as the message of its record holds it."""
    return _Told.model_construct(event=event).to_json()[len(b'{"event":') : -1]


class _Kind(BaseModel):
    model_config = ConfigDict(extra="ignore")
    type: str


def parse(raw: bytes | str) -> AnyMessage:
    """The message in `raw`, of whichever type; one of an older version as that of today (`tocsin.upcasting`).

    Raises BadMessage, with the reason in words, for anything that is not one of `MESSAGE_TYPES`.
    """
    if len(raw) > MAX_MESSAGE_BYTES:
        raise BadMessage(f"the message has {len(raw):,} bytes; at most {MAX_MESSAGE_BYTES:,} are read")
    try:
        kind, raw = upcast(_Kind.model_validate_json(raw).type, raw)
        model = MESSAGE_TYPES.get(kind)
        if model is None:
            raise BadMessage(f"unknown message type {kind[:80]!r}")
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise BadMessage(reason(error)) from None
