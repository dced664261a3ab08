"""What travels on the streams: past-tense facts in CloudEvents 1.0 envelopes (structured JSON).

One message is one Redis stream entry, whole in its field `__data__`. The golden files of `tests/contract/` hold every
type as it is on the wire; they break when the wire changes.

Delivery. Each producer (an ingest outbox, a timeline log, an alerts outbox) numbers what it publishes: `sequence` is
the number of this message and `previous` that of the message before it on the same stream. A consumer applies a
producer's messages in that order and says how far it got; the producer publishes again from there. So a message that
Redis lost is noticed and refilled, and one that came twice is dropped (`tocsin.inbox`, `tocsin.outbox`).
"""

from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

import xxhash
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
)

from tocsin.coding.reading import Event, Occurred, Span
from tocsin.upcasting import upcast
from tocsin.vocabulary import SignalName

ARTICLES: Final = "tocsin:articles"
EVENTS: Final = "tocsin:events"
ALERTS: Final = "tocsin:alerts"
STREAMS: Final = (ARTICLES, EVENTS, ALERTS)

DATA_FIELD: Final = "__data__"
MAX_MESSAGE_BYTES: Final = 8_000_000
"""A larger entry is set aside before it is parsed."""

DateBasis = Literal["given", "feed", "metadata", "page", "received"]
AlertStatus = Literal["raised", "updated", "acknowledged", "resolved", "cancelled"]
AlertState = AlertStatus | Literal["pending"]
"""`pending`: seen, and waiting for corroboration or for time to pass. Nobody is told, so no message has it."""


class BadMessage(ValueError):
    """An entry that no consumer can use; the text says why and is kept with the entry that was set aside."""


def stable_id(prefix: str, *parts: str) -> str:
    """A deterministic id: `prefix` and 128 bits of XXH3 over the parts; the same on every machine."""
    return f"{prefix}_{xxhash.xxh3_128_hexdigest(chr(0x1F).join(parts).encode('utf-8', 'surrogatepass'))}"


def utc(value: datetime) -> str:
    """A moment as the wire writes it: in UTC, with a `Z`."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _zoned(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _fixed_zone(value: datetime) -> datetime:
    """`value` in a zone of the standard library, whatever class the parser gave it."""
    return value.replace(tzinfo=timezone(value.utcoffset() or timedelta(0)))


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


Instant = Annotated[AwareDatetime, PlainSerializer(utc, return_type=str, when_used="json")]
"""A moment with its time zone; written in UTC with a `Z`."""

LocalInstant = Annotated[
    AwareDatetime, AfterValidator(_fixed_zone), PlainSerializer(_zoned, return_type=str, when_used="json")
]
"""A moment in the zone that its author wrote it in: the day that "Monday" counts from is the day there."""

Sequence = Annotated[
    int,
    BeforeValidator(_number, json_schema_input_type=str),
    PlainSerializer(lambda n: f"{n:016d}", return_type=str, when_used="json"),
    Field(ge=0, lt=10**16),
]
"""A number that the wire writes as sixteen digits, so that it sorts as text (CloudEvents' Sequence extension)."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, ser_json_inf_nan="null")

    def to_json(self) -> bytes:
        return self.__pydantic_serializer__.to_json(self)


class Article(_Record):
    """A published text, as it was accepted. Immutable: a correction is a new article that names what it `revises`."""

    id: str
    title: str = ""
    text: str
    published_at: LocalInstant
    """Two of them are compared as moments, never as text."""
    published_precision: Literal["minute", "day"] = "minute"
    """`day` where only a date was given: `published_at` is then that day's midnight UTC."""
    published_basis: DateBasis = "given"
    source: str | None = None
    """The publisher, as a reader would name it."""
    url: str | None = None
    language: str | None = None
    revises: str | None = None
    """The id of the article that this one corrects or replaces."""


class ArticleReference(_Record):
    """What an event or an alert needs to know of the article it comes from."""

    id: str
    title: str
    source: str | None
    url: str | None
    published_at: Instant
    revises: str | None = None
    """The id of the article that this one corrects or replaces."""


class RecordedEvent(_Record):
    """One event as the timeline recorded it: the coder's reading with its article, its story and its origin."""

    id: str
    article: ArticleReference
    story: str
    """The happening that it tells of, by id; several articles share one."""
    origin: str
    """The first text that this one is a copy of, its own article id if none: copies of a wire text are one origin."""
    codebook: str
    event: Event
    happening: str | None = None
    """The event that told first of what this one tells of, by id, its own if none did; in any article and story."""
    number: int = 1
    """Its place among the events of its article, from 1."""
    of: int = 1
    """How many events its article has: with the last one, the article is told completely."""


class Placement(_Record):
    """Where an article belongs, decided once, when it arrived."""

    article: str
    story: str
    origin: str
    """The first text that this one is a copy of, its own article id if none."""


class Regrouping(_Record):
    """Articles that an editor put from one story into another: a merge moves all of them, a split some."""

    story: str
    into: str
    articles: tuple[str, ...]
    reason: str
    by: str
    """Who decided it, as they call themselves."""


Unread = Literal["language", "failed", "redacted"]
"""Why an article was not read: it is in a language that the coder does not know, the coder failed on it, or its text
was taken out of the log."""


class EmptyReading(_Record):
    """A reading that no event record tells of: it found no event, or there was none.

    Whatever an earlier reading of this article told no longer holds, nor does what the article that it revises told.
    """

    article: ArticleReference
    story: str
    origin: str
    codebook: str
    """The version of the codebook that read it; empty if it was not read."""
    unread: Unread | None
    """Why it was not read; null if it was, and tells of no event."""


class SignalEvidence(_Record):
    """One event that a rule matched, with the sentence that proves it."""

    event: str
    article: ArticleReference
    origin: str
    level: int
    quote: Span
    occurred: Occurred
    disputed: bool = False


class Expectation(_Record):
    """What is foreseen rather than done, and by when (an ISO date) if the text says so."""

    modality: str
    due: str | None


class Acknowledgement(_Record):
    """Somebody has seen an alert and looks after it."""

    by: str
    at: Instant
    note: str = ""


class Rung(_Record):
    """Where two parties, or a story, stand on the ladder of escalation."""

    of: Literal["pair", "story"]
    name: str
    """Two codes ("KOR,PRK"), or the story's id."""
    level: int
    previous: int | None
    """The level before this one; None where nothing was rung before."""


class Alert(_Record):
    """What a person or a service is told: signals of one story that crossed a rule's threshold, as of `revision`."""

    id: str
    revision: int
    status: AlertState
    rule: str
    rule_version: str
    signal: SignalName
    level: int
    previous_level: int | None
    capped: str | None
    """Why the level is held below what the evidence says, or None."""
    title: str
    summary: str
    """One sentence for a person: who, what, whom, how sure."""
    group: dict[str, str]
    """What the rule groups by, e.g. `{"actors": "PRK", "recipients": "RUS"}`."""
    story: str
    occurred: Occurred
    expectation: Expectation | None
    disputed: bool
    origins: int
    """Independent origins among the evidence; copies of one wire text count once."""
    articles: int
    evidence: tuple[SignalEvidence, ...]
    changes: tuple[str, ...]
    """What changed with this revision and why, in words."""
    runbook: str
    """What a reader should check next."""
    acknowledged: Acknowledgement | None = None
    """Who looks after it; lifted when the level rises."""
    muted: tuple[str, ...] = ()
    """Why this message is to ring nobody (a silence, an inhibition, a mute time), in words; empty: it rings."""
    ladder: tuple[Rung, ...] = ()
    """Where the pairs of actors and the story stand with this alert, and where they stood before."""


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


class ArticlePublished(Message[Article]):
    type: Literal["tocsin.article.published.v1"] = "tocsin.article.published.v1"


class ArticlePlaced(Message[Placement]):
    """In the timeline's log only: no stream carries it."""

    type: Literal["tocsin.article.placed.v1"] = "tocsin.article.placed.v1"


class StoryMerged(Message[Regrouping]):
    """In the timeline's log only."""

    type: Literal["tocsin.story.merged.v1"] = "tocsin.story.merged.v1"


class StorySplit(Message[Regrouping]):
    """In the timeline's log only."""

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


class _Told(_Record):
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


def reason(error: ValidationError) -> str:
    """The first fault of a validation error in one line: where, what, and how many more."""
    faults = error.errors(include_url=False, include_context=False)
    first = faults[0]
    where = ".".join(str(part) for part in first["loc"]) or "the message"
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{where}: {first['msg']}{more}"
