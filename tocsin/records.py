"""What messages tell of: articles, where they belong, what was read in them, and alerts. No record ever changes."""

from datetime import UTC, datetime, timezone
from typing import Annotated, Any, Literal

import xxhash
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from tocsin.coding.reading import Event, Occurred, Span
from tocsin.vocabulary import SignalName

DateBasis = Literal["given", "feed", "metadata", "page", "received"]
AlertStatus = Literal["raised", "updated", "acknowledged", "resolved", "cancelled"]
AlertState = Literal[AlertStatus, "pending"]
"""`pending`: seen, and waiting for corroboration or for time to pass. Nobody is told, so no message has it."""


def stable_id(prefix: str, *parts: str) -> str:
    """A deterministic id: `prefix` and 128 bits of XXH3 over the parts; the same on every machine."""
    return f"{prefix}_{xxhash.xxh3_128_hexdigest(chr(0x1F).join(parts).encode('utf-8', 'surrogatepass'))}"


def utc(value: datetime) -> str:
    """A moment as the wire writes it: in UTC, with a `Z`."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def second(value: datetime) -> str:
    """A moment in UTC to the second, as a text that sorts; `strftime` takes four times as long."""
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _zoned(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _fixed_zone(value: datetime) -> datetime:
    """`value` in a zone of the standard library, whatever class the parser gave it.

    Two of one zone are compared as they are; of two that the parser made each is asked first what its zone is, which
    takes twenty times as long.
    """
    offset = value.utcoffset()
    return value.replace(tzinfo=timezone(offset) if offset else UTC)


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


Instant = Annotated[AwareDatetime, AfterValidator(_fixed_zone), PlainSerializer(utc, return_type=str, when_used="json")]
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


class Record(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, ser_json_inf_nan="null")

    def to_json(self) -> bytes:
        return self.__pydantic_serializer__.to_json(self)


class Article(Record):
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


class ArticleReference(Record):
    """What an event or an alert needs to know of the article it comes from."""

    id: str
    title: str
    source: str | None
    url: str | None
    published_at: Instant
    revises: str | None = None
    """The id of the article that this one corrects or replaces."""


class RecordedEvent(Record):
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


class Placement(Record):
    """Where an article belongs, decided once, when it arrived."""

    article: str
    story: str
    origin: str
    """The first text that this one is a copy of, its own article id if none."""


class Regrouping(Record):
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


class EmptyReading(Record):
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


class SignalEvidence(Record):
    """One event that a rule matched, with the sentence that proves it."""

    event: str
    article: ArticleReference
    origin: str
    level: int
    quote: Span
    occurred: Occurred
    disputed: bool = False


class Expectation(Record):
    """What is foreseen rather than done, and by when (an ISO date) if the text says so."""

    modality: str
    due: str | None


class Acknowledgement(Record):
    """Somebody has seen an alert and looks after it."""

    by: str
    at: Instant
    note: str = ""


class Rung(Record):
    """Where two parties, or a story, stand on the ladder of escalation."""

    of: Literal["pair", "story"]
    name: str
    """Two codes ("KOR,PRK"), an armed group by name ("COD,M23"), or the story's id."""
    level: int
    previous: int | None
    """The level before this one; None where nothing was rung before."""


class Alert(Record):
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
    continued_in: str | None = None
    """The alert that goes on with what this one told: their stories were merged."""
