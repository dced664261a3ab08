"""What the timeline answers, as models: they describe the answers in OpenAPI, and tests hold the answers to them."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from tocsin.coding.reading import Event, NonEvent
from tocsin.messages import Alert, Article, RecordedEvent
from tocsin.vocabulary import SignalName


class EventSignal(BaseModel):
    """What an alert said of an event."""

    signal: SignalName
    level: int
    alert: str
    disputed: bool


class EventItem(RecordedEvent):
    """An event with when it was recorded and what alerts said of it."""

    position: int
    recorded_at: str
    superseded_at: int | None
    """The position of the article that corrected the one it is from; null while it holds."""
    level: int | None
    """The highest level of its signals; null if no alert cites it."""
    signals: list[EventSignal]


class EventPage(BaseModel):
    """A page of events."""

    items: list[EventItem]
    next: str | None
    as_of: int


class AlertItem(Alert):
    """The latest revision of an alert, with when it was recorded."""

    position: int
    recorded_at: str


class AlertPage(BaseModel):
    """A page of alerts."""

    items: list[AlertItem]
    next: str | None
    as_of: int


class ArticleItem(BaseModel):
    """An article with where it belongs and its events."""

    position: int
    recorded_at: str
    story: str
    origin: str
    revised_by: str | None
    article: Article | None
    """Null once it was redacted."""
    events: list[EventItem]


class FeedItem(BaseModel):
    """A row of the log; the message is the CloudEvents JSON as it came, null once it was redacted."""

    position: int
    recorded_at: str
    message: dict[str, Any] | None


class FeedPage(BaseModel):
    """A part of the log. `next` is where it goes on, and is never null: ask again later."""

    items: list[FeedItem]
    next: str
    as_of: int


class WhyNot(BaseModel):
    """What the codebook in use reads in an article: its events, and which words made none, and why."""

    article: str
    codebook: str
    events: list[Event]
    silences: list[NonEvent]


class ProblemDetails(BaseModel):
    """An error as RFC 9457 has it."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
