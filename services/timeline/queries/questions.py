"""What may be asked of the timeline: the parameters of each list. An unknown one is an error."""

from datetime import date
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.timeline.log.projection import moment
from services.timeline.queries.parameters import AsOf, Country, Degrees, Listed, Mode, Moment, Place, PlaceName, Words
from services.timeline.stories.expectations import State
from tocsin.records import AlertStatus
from tocsin.vocabulary import Certainty, Context, EventType, Modality, SignalName, Stance

Format = Literal["json", "ndjson", "csv", "geojson", "timelinejs", "ics", "atom", "jsonfeed"]
TableFormat = Literal["json", "ndjson", "csv"]
FeedFormat = Literal["json", "ndjson", "csv", "atom", "jsonfeed"]
Kind = Literal["article", "placement", "story", "event", "reading", "alert"]

KINDS: Final[dict[Kind, str]] = {
    "article": "tocsin.article.published.",
    "placement": "tocsin.article.placed.",
    "story": "tocsin.story.",
    "event": "tocsin.event.",
    "reading": "tocsin.article.read.",
    "alert": "tocsin.alert.",
}
"""What a message type begins with, by kind."""

Day = Annotated[date, Field(json_schema_extra={"examples": ["2024-10-28"]})]

_FORMAT: Final = "goes before the header `Accept`"


class NoParameters(BaseModel):
    """For what is asked by its path alone."""

    model_config = ConfigDict(extra="forbid")


class Asked(BaseModel):
    """What every question may say: as of when."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    as_of: AsOf | None = Field(
        None, description="what was known then: a position of the log, or a time (a date means the end of its day, UTC)"
    )


class Parameters(Asked):
    """What every list takes."""

    limit: int = Field(50, ge=1, le=1000, description="how many items at most")
    cursor: str | None = Field(None, max_length=500, description="the `next` of an earlier answer to the same query")
    fields: Annotated[list[str], Listed] = Field(
        [], description="only these members of each item, such as `id,event.type`; in JSON and NDJSON"
    )
    format: TableFormat | None = Field(None, description=_FORMAT)

    def filters(self) -> dict[str, Any]:
        """What decides which items the list has; the same for each of its pages."""
        left_out = {"limit", "cursor", "format", "fields", "count"}
        return self.model_dump(exclude=left_out, exclude_none=True, mode="json")


class Span(BaseModel):
    """From when to when."""

    from_: Moment | None = Field(None, alias="from", description="still going on then, or later")
    to: Moment | None = Field(None, description="begun by then (a date includes its whole day)")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and moment(self.from_) > moment(self.to, last=True):
            raise ValueError("from: it lies after `to`; give the earlier one first")
        return self


class EventFilters(Span):
    """Which events."""

    actor: Annotated[list[Country], Listed] = Field([], description="who acts: country or organisation codes")
    recipient: Annotated[list[Country], Listed] = Field([], description="to whom it is done")
    against: Annotated[list[Country], Listed] = Field([], description="whom it escalates against as a third")
    country: Annotated[list[Country], Listed] = Field([], description="anyone or anywhere in it")
    type: Annotated[list[EventType], Listed] = Field([], description="event types")
    mode: Annotated[list[Mode], Listed] = Field([], description="event modes")
    context: Annotated[list[Context], Listed] = Field([], description="contexts; an event may have several")
    modality: Annotated[list[Modality], Listed] = Field([], description="how real it is")
    certainty: Annotated[list[Certainty], Listed] = Field([], description="how sure it is")
    stance: Annotated[list[Stance], Listed] = Field([], description="what the attributed source does to the claim")
    signal: Annotated[list[SignalName], Listed] = Field([], description="signals that alerts saw in it")
    level_min: int | None = Field(None, ge=-3, le=9, description="at least this level on the escalation ladder")
    level_max: int | None = Field(None, ge=-3, le=9, description="at most this level")
    source: list[str] = Field([], description="publishers, as the articles name them")
    story: list[str] = Field([], description="ids of stories")
    place: list[PlaceName] = Field([], description="names of places, as the texts have them: Kursk")
    bbox: Degrees | None = Field(
        None, description="the named town lies in this box of degrees: west,south,east,north, as in GeoJSON"
    )
    quantity_min: float | None = Field(None, allow_inf_nan=False, description="a number in it is at least this")
    quantity_max: float | None = Field(None, allow_inf_nan=False, description="a number in it is at most this")
    unit: list[str] = Field([], description="what that number counts, as the texts have it: soldiers")
    q: Words | None = Field(
        None, description='words that all stand in the article; "a phrase" in quotation marks, -without'
    )
    evidence: Words | None = Field(None, description="the same, in the quoted evidence")

    @model_validator(mode="after")
    def _ranges(self) -> Self:
        for low, high, name in (
            (self.level_min, self.level_max, "level"),
            (self.quantity_min, self.quantity_max, "quantity"),
        ):
            if low is not None and high is not None and low > high:
                raise ValueError(f"{name}_min: it is more than `{name}_max`; give the smaller one first")
        return self


class EventQuery(Parameters, EventFilters):
    """Which events, in the order in which they occurred."""

    order: Literal["newest", "oldest"] = Field("newest", description="by the time of the event")
    count: bool = Field(False, description="count all that fit; above 10,000 the answer says `at-least`")
    format: Format | None = Field(None, description=_FORMAT)  # type: ignore[assignment]


class ArticleQuery(Parameters, Span):
    """Which articles, by when they were published."""

    from_: Moment | None = Field(None, alias="from", description="published then or later")
    to: Moment | None = Field(None, description="published by then (a date includes its whole day)")
    source: list[str] = Field([], description="publishers, as the articles name them")
    story: list[str] = Field([], description="ids of stories")
    q: Words | None = Field(None, description='words that all stand in it; "a phrase" in quotation marks, -without')
    order: Literal["newest", "oldest"] = Field("newest", description="by the time of publication")


class StoryQuery(Parameters):
    """Which stories, the one last told of first."""

    country: Annotated[list[Country], Listed] = Field([], description="anyone or anywhere in one of its events")
    source: list[str] = Field([], description="a publisher that tells of it")
    signal: Annotated[list[SignalName], Listed] = Field([], description="signals of its alerts")
    level_min: int | None = Field(None, ge=-3, le=9, description="an alert of at least this level stands")
    articles_min: int | None = Field(None, ge=1, le=1_000_000, description="told by at least so many articles")
    origins_min: int | None = Field(
        None, ge=1, le=1_000_000, description="at least so many independent origins: copies count once"
    )


class ExpectationQuery(Parameters):
    """What is expected, by due date."""

    state: Annotated[list[State], Listed] = Field([], description="where it stands, by the log and the day of asking")
    from_: Day | None = Field(None, alias="from", description="due on this day or later")
    to: Day | None = Field(None, description="due by this day")
    actor: Annotated[list[Country], Listed] = Field([], description="who is to act: country or organisation codes")
    country: Annotated[list[Country], Listed] = Field([], description="anyone or anywhere in it")
    type: Annotated[list[EventType], Listed] = Field([], description="event types")
    story: list[str] = Field([], description="ids of stories that expect it")
    order: Literal["soonest", "latest"] = Field("soonest", description="by the day on which it is due")
    format: Format | None = Field(None, description=_FORMAT)  # type: ignore[assignment]


class AlertQuery(Parameters):
    """Which alerts, each in its latest revision."""

    status: Annotated[list[AlertStatus], Listed] = Field([], description="where they are in their life")
    signal: Annotated[list[SignalName], Listed] = Field([], description="signals")
    level_min: int | None = Field(None, ge=-3, le=9, description="at least this level")
    level_max: int | None = Field(None, ge=-3, le=9, description="at most this level")
    story: list[str] = Field([], description="ids of stories")
    country: Annotated[list[Country], Listed] = Field([], description="anyone or anywhere in an event that it tells of")
    order: Literal["latest", "gravest"] = Field(
        "latest", description="the last told first, or the highest level and of one level the last told"
    )
    format: FeedFormat | None = Field(None, description=_FORMAT)  # type: ignore[assignment]


class ActorQuery(Span):
    """Which actors, those in most events first."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_: Moment | None = Field(None, alias="from", description="events that began then or later, by day")
    to: Moment | None = Field(None, description="events that began by then, by day")
    limit: int = Field(50, ge=1, le=1000, description="how many at most")


FacetName = Literal[
    "type", "mode", "context", "modality", "certainty", "stance", "actor", "recipient", "against", "country", "pair",
    "place", "source", "signal", "level",
]  # fmt: skip


FACETS: Final[tuple[FacetName, ...]] = get_args(FacetName)


class FacetQuery(Asked, EventFilters):
    """How many events there are of each kind."""

    by: Annotated[list[FacetName], Listed] = Field(
        [], description="which facets; all but `signal` and `level` if none is named"
    )
    limit: int = Field(20, ge=1, le=500, description="how many values of each facet, the most frequent first")


class SeriesQuery(Asked, EventFilters):
    """How many events there were, or the highest level, over time."""

    every: Literal["hour", "day", "week", "month"] = Field("day", description="how long each step is; weeks are ISO's")
    by: Literal["actor", "pair", "type", "signal"] | None = Field(None, description="a line for each of these")
    measure: Literal["count", "level"] = Field("count", description="how many events, or the highest level of a signal")
    limit: int = Field(12, ge=1, le=100, description="how many lines at most, the largest first")


class DiffQuery(BaseModel):
    """What changed between two moments."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_: AsOf = Field(alias="from", description="the earlier moment: a position of the log, or a time")
    to: AsOf | None = Field(None, description="the later one; now if it is left out")
    limit: int = Field(100, ge=1, le=1000, description="how many items at most of each kind")


class FollowQuery(EventFilters):
    """Which part of the log a live stream sends. A row that has nothing of what is asked is left out."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    after: Place | None = Field(
        None, description="a place in the log, `<log id>:<position>`; the header `Last-Event-ID` too"
    )
    kind: Annotated[list[Kind], Listed] = Field([], description="kinds of messages; all if none is named")


class FeedQuery(FollowQuery):
    """Which part of the log, in the order of arrival."""

    limit: int = Field(100, ge=1, le=1000, description="how many rows at most")
    wait: float = Field(0, ge=0, le=30, description="seconds to wait for something new if there is nothing yet")
    format: TableFormat | None = Field(None, description=_FORMAT)
