"""What the timeline answers, as models: they describe the answers in OpenAPI, and tests hold the answers to them."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tocsin.coding.reading import Attribution, Event, NonEvent, Span
from tocsin.records import Alert, AlertStatus, Article, ArticleReference, RecordedEvent
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


class Count(BaseModel):
    """How many there are; `at-least` where nobody counted on."""

    value: int
    relation: Literal["exact", "at-least"]


class EventPage(BaseModel):
    """A page of events."""

    items: list[EventItem]
    next: str | None
    as_of: int
    count: Count | None = None
    """With `count=true`."""


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


class Decision(BaseModel):
    """What became of a signal: it `rings`, is `stopped` by a guard, `waits`, is `short`, `known` or `muted`."""

    model_config = ConfigDict(extra="ignore")

    at: str
    verdict: str
    reason: str
    rule: str
    event: str | None
    alert: str | None


class Decisions(BaseModel):
    """What the alerts service decided; `items` is null, and `problem` says why, if it could not be asked."""

    items: list[Decision] | None
    problem: str | None


class Why(BaseModel):
    """Why an event was read out of an article, and what became of it."""

    event: str
    article: ArticleReference
    pattern: str
    """The entry of the codebook that made it."""
    trigger: Span
    evidence: Span
    sense: str | None
    """The domain of the words' other sense, which keeps it from ringing; null if they are meant."""
    attribution: Attribution
    codebook: str
    """The version that read it when it was recorded."""
    codebook_in_use: str | None
    read_so_today: bool | None
    """Whether the codebook in use reads the very same; null if the article is not there any more."""
    decisions: Decisions


class WhyNot(BaseModel):
    """What the codebook in use reads in an article: its events, and which words made none, and why."""

    article: str
    codebook: str
    events: list[Event]
    silences: list[NonEvent]
    decisions: Decisions


class ListedArticle(BaseModel):
    """An article in a list: without its text."""

    position: int
    recorded_at: str
    id: str
    title: str | None
    """Null once it was redacted, as are `url` and `language`."""
    source: str | None
    url: str | None
    language: str | None
    published_at: str
    story: str | None
    origin: str | None
    revised_by: str | None
    events: int
    """How many of its events hold."""


class ArticlePage(BaseModel):
    """A page of articles."""

    items: list[ListedArticle]
    next: str | None
    as_of: int


class ActorCount(BaseModel):
    """In how many events somebody is, by role."""

    code: str
    as_actor: int
    as_recipient: int
    as_against: int


class ActorPage(BaseModel):
    """Those in most events first."""

    items: list[ActorCount]
    next: None
    as_of: int


class FacetValue(BaseModel):
    """A value and how many events have it."""

    value: str | int
    count: int


class Facets(BaseModel):
    """How many events there are of each kind."""

    facets: dict[str, list[FacetValue]]
    count: Count
    as_of: int


class Point(BaseModel):
    """A step of time: how many events began in it, or the highest level."""

    start: str
    count: int | None = None
    level: int | None = None


class Line(BaseModel):
    """One line; `value` is null if there is but one."""

    value: str | None
    points: list[Point]


class Series(BaseModel):
    """Figures over time."""

    series: list[Line]
    every: str
    measure: str
    coarser: int
    """Events whose time is told less precisely than a step: they stand in none."""
    complete: bool
    as_of: int


class AlertBefore(BaseModel):
    """Where an alert stood at the earlier moment."""

    revision: int
    status: AlertStatus
    level: int


class AlertChange(BaseModel):
    """An alert that was raised or changed."""

    position: int
    id: str
    title: str
    summary: str
    signal: SignalName
    story: str
    revision: int
    status: AlertStatus
    level: int
    before: AlertBefore | None
    changes: list[str]


class DiffCounts(BaseModel):
    """How many articles came, events came and hold, alerts changed, stories were opened."""

    articles: int
    events: int
    alerts: int
    stories: int


class Diff(BaseModel):
    """What changed between two positions of the log."""

    model_config = ConfigDict(populate_by_name=True)

    from_: int = Field(alias="from")
    to: int
    counts: DiffCounts
    events: list[EventItem]
    superseded: list[EventItem]
    alerts: list[AlertChange]
    complete: bool
    """False if there is more than `limit` of something."""


class ProblemDetails(BaseModel):
    """An error as RFC 9457 has it."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
