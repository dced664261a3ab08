"""What the timeline answers of stories and of what is expected, as models."""

from typing import Literal

from pydantic import BaseModel

from tocsin.answers import AlertItem, EventItem
from tocsin.coding.reading import Occurred
from tocsin.records import RecordedEvent


class Corroboration(BaseModel):
    """How many tell of it, and how many independently: a number that the texts alone only bound."""

    articles: int
    publishers: int
    origins_least: int
    """Independent origins if all who quote one source have it from one text."""
    origins_most: int
    """Independent origins if all publishers with a text of their own have asked for themselves; copies count once."""


class StoryItem(BaseModel):
    """A story as lists show it."""

    id: str
    position: int
    """Of its last article."""
    title: str
    """Of the article that told it first; empty once that was redacted."""
    first: str
    last: str
    """When its articles were published, the earliest and the latest."""
    articles: int
    publishers: int
    origins: int
    """Texts; copies of one count once."""
    level: int | None
    """The highest level of its signals; null if no alert cites it."""
    signals: list[str]
    disputed: bool
    """Whether something in it is denied."""


class StoryPage(BaseModel):
    """A page of stories."""

    items: list[StoryItem]
    next: str | None
    as_of: int


class StoryArticle(BaseModel):
    """An article of a story."""

    id: str
    position: int
    source: str
    published_at: str
    origin: str


class Telling(BaseModel):
    """One event of a happening: what one article says of it."""

    event: str
    position: int
    article: str
    title: str
    source: str | None
    url: str | None
    published_at: str
    story: str
    origin: str
    modality: str
    stance: str
    voice: str
    """Who says so: a code or a name; the outlet's where it says it itself."""
    quote: str
    superseded_at: int | None
    """The position of the correction that tells it no longer; null while it holds."""


class Happening(BaseModel):
    """One act, told side by side by all who tell of it, in any story."""

    id: str
    """Of the event that told of it first."""
    type: str
    mode: str | None
    object: str | None
    actors: list[str]
    recipients: list[str]
    occurred: Occurred
    modality: str
    status: Literal["asserted", "confirmed", "disputed", "denied", "withdrawn", "supposed"]
    level: int | None
    corroboration: Corroboration
    """Of those who assert or confirm it."""
    tellings: list[Telling]


class ClaimLine(BaseModel):
    """What one voice says of a happening on one side."""

    voice: str
    country: str | None
    outlet: bool
    """Whether the outlet says it itself."""
    side: Literal["asserts", "denies", "confirms", "corrects", "retracts"]
    first: str
    last: str
    """When it was said, first and last."""
    standing: bool
    """Whether any of its articles still says so."""
    articles: int
    event: str
    quote: str


class Claim(BaseModel):
    """The ledger of a happening that more than one voice speaks of, or that is not merely asserted."""

    happening: str
    status: Literal["asserted", "confirmed", "disputed", "denied", "withdrawn", "supposed"]
    lines: list[ClaimLine]


class Number(BaseModel):
    """A number as it was told first; who repeats it is counted."""

    said: str
    best: float
    low: float | None
    high: float | None
    unit: str
    qualifier: str | None
    kind: Literal["reported", "forecast"]
    due: str | None
    voice: str
    articles: int
    event: str
    quote: str


class Track(BaseModel):
    """The numbers that were told of one thing, in the order in which they were told."""

    track: str
    whose: list[str]
    counts: str
    """forces, casualties, or the noun that is counted."""
    numbers: list[Number]


class ExpectationItem(RecordedEvent):
    """What an event expects by a day, and where that stands."""

    position: int
    recorded_at: str
    due: str
    """The last day, ISO."""
    state: Literal["open", "met", "missed", "superseded"]
    settled_by: str | None
    """The event that met it, or that expects something else in its place."""
    settled_at: str | None
    """When that was published."""
    track: str | None
    """The track of the number that is expected; null if it is an act."""
    best: float | None
    """The number."""
    told: int
    """Articles that expect the same."""


class ExpectationPage(BaseModel):
    """A page of expectations, by due date. With `state`, a page may hold fewer than asked for and still have a next."""

    items: list[ExpectationItem]
    next: str | None
    as_of: int


class Story(StoryItem):
    """One story: who tells it, its happenings side by side, who claims and denies what, numbers, what it expects."""

    as_of: int
    formerly: list[str]
    """Stories that were merged into it, by id."""
    corroboration: Corroboration
    told_by: list[StoryArticle]
    timeline: list[Happening]
    """Its happenings, in the order in which they occurred."""
    claims: list[Claim]
    numbers: list[Track]
    expectations: list[ExpectationItem]
    events: list[EventItem]
    """Its events as they were recorded, in the order in which they occurred."""
    alerts: list[AlertItem]
