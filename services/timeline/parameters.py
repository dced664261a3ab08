"""The parameters of the timeline's queries: what may be asked, in which words."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from services.timeline.projection import moment
from tocsin.messages import AlertStatus
from tocsin.vocabulary import MODES, Certainty, EventType, Modality, SignalName, Stance

Format = Literal["json", "ndjson", "csv"]
Kind = Literal["article", "placement", "event", "alert"]

KINDS: Final[dict[Kind, str]] = {
    "article": "tocsin.article.published.",
    "placement": "tocsin.article.placed.",
    "event": "tocsin.event.",
    "alert": "tocsin.alert.",
}
"""What a message type begins with, by kind."""


def _split(value: Any) -> Any:
    """`a,b` means the same as the parameter given twice."""
    values = value if isinstance(value, list) else [value]
    return [part.strip() for text in values for part in str(text).split(",") if part.strip()]


_WHEN: Final = "give a date (2024-10-28) or a date-time with its zone (2024-10-28T09:00:00Z)"


def _checked_moment(text: str) -> str:
    # A `+` in a query string that nobody escaped arrives as a blank.
    text = re.sub(r"(T[\d:.]+) (\d\d:?\d\d)$", r"\1+\2", text.strip())
    try:
        moment(text)
    except ValueError:
        raise ValueError(_WHEN) from None
    return text


def _checked_as_of(text: str) -> str:
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return text
    try:
        return _checked_moment(text)
    except ValueError:
        raise ValueError(f"give a position, or {_WHEN.removeprefix('give ')}") from None


def _checked_code(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,10}", text):
        raise ValueError("give a country's or organisation's code, such as KOR or NATO")
    return text.upper()


_MODES: Final = tuple(sorted(set().union(*MODES.values())))


def _checked_mode(text: str) -> str:
    if text not in _MODES:
        raise ValueError(f"give one of {', '.join(_MODES)}")
    return text


def _words(text: str) -> str:
    if not re.search(r"\w", text):
        raise ValueError("there is no word in it")
    return text


Listed = BeforeValidator(_split)
Moment = Annotated[
    str,
    AfterValidator(_checked_moment),
    Field(json_schema_extra={"anyOf": [{"format": "date"}, {"format": "date-time"}], "examples": ["2024-10-28"]}),
]
AsOf = Annotated[
    str,
    AfterValidator(_checked_as_of),
    Field(
        json_schema_extra={
            "anyOf": [{"pattern": "^[0-9]{1,18}$"}, {"format": "date"}, {"format": "date-time"}],
            "examples": ["42", "2024-10-28"],
        }
    ),
]
Country = Annotated[
    str,
    AfterValidator(_checked_code),
    Field(json_schema_extra={"pattern": "^[A-Za-z]{2,10}$", "examples": ["KOR", "NATO"]}),
]
Mode = Annotated[str, AfterValidator(_checked_mode), Field(json_schema_extra={"enum": list(_MODES)})]
Place = Annotated[str, Field(max_length=100, json_schema_extra={"pattern": "^.+:[0-9]{1,18}$"})]
Words = Annotated[str, AfterValidator(_words), Field(max_length=500)]


class NoParameters(BaseModel):
    """For what is asked by its path alone."""

    model_config = ConfigDict(extra="forbid")


class Parameters(BaseModel):
    """What every list takes. An unknown parameter is an error."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    limit: int = Field(50, ge=1, le=1000, description="how many items at most")
    cursor: str | None = Field(None, max_length=500, description="the `next` of an earlier answer to the same query")
    as_of: AsOf | None = Field(
        None, description="what was known then: a position of the log, or a time (a date means the end of its day, UTC)"
    )
    format: Format | None = Field(None, description="json, ndjson or csv; goes before the header `Accept`")

    def filters(self) -> dict[str, Any]:
        """What decides which items the list has; the same for each of its pages."""
        return self.model_dump(exclude={"limit", "cursor", "format"}, exclude_none=True, mode="json")


class EventQuery(Parameters):
    """Which events, in the order in which they occurred."""

    from_: Moment | None = Field(None, alias="from", description="still going on then, or later")
    to: Moment | None = Field(None, description="begun by then (a date includes its whole day)")
    actor: Annotated[list[Country], Listed] = Field([], description="who acts: country or organisation codes")
    recipient: Annotated[list[Country], Listed] = Field([], description="to whom it is done")
    country: Annotated[list[Country], Listed] = Field([], description="anyone or anywhere in it")
    type: Annotated[list[EventType], Listed] = Field([], description="event types")
    mode: Annotated[list[Mode], Listed] = Field([], description="event modes")
    modality: Annotated[list[Modality], Listed] = Field([], description="how real it is")
    certainty: Annotated[list[Certainty], Listed] = Field([], description="how sure it is")
    stance: Annotated[list[Stance], Listed] = Field([], description="what the attributed source does to the claim")
    signal: Annotated[list[SignalName], Listed] = Field([], description="signals that alerts saw in it")
    level_min: int | None = Field(None, ge=-3, le=9, description="at least this level on the escalation ladder")
    level_max: int | None = Field(None, ge=-3, le=9, description="at most this level")
    source: list[str] = Field([], description="publishers, as the articles name them")
    story: list[str] = Field([], description="ids of stories")
    q: Words | None = Field(None, description="words that all stand in the article: its title, the evidence, the text")
    evidence: Words | None = Field(None, description="words that all stand in the quoted evidence")
    order: Literal["newest", "oldest"] = Field("newest", description="by the time of the event")


class AlertQuery(Parameters):
    """Which alerts, the last told first; each in its latest revision."""

    status: Annotated[list[AlertStatus], Listed] = Field([], description="where they are in their life")
    signal: Annotated[list[SignalName], Listed] = Field([], description="signals")
    level_min: int | None = Field(None, ge=-3, le=9, description="at least this level")
    level_max: int | None = Field(None, ge=-3, le=9, description="at most this level")
    story: list[str] = Field([], description="ids of stories")


class FollowQuery(BaseModel):
    """Which part of the log a live stream sends."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    after: Place | None = Field(
        None, description="a place in the log, `<log id>:<position>`; the header `Last-Event-ID` too"
    )
    kind: Annotated[list[Kind], Listed] = Field([], description="kinds of messages; all if none is named")


class FeedQuery(FollowQuery):
    """Which part of the log, in the order of arrival."""

    limit: int = Field(100, ge=1, le=1000, description="how many rows at most")
    wait: float = Field(0, ge=0, le=30, description="seconds to wait for something new if there is nothing yet")
    format: Format | None = Field(None, description="json, ndjson or csv; goes before the header `Accept`")


def after_end(text: str) -> str:
    """The first moment after `text` (a date: after its day), as a text that sorts among events' times."""
    at = moment(text, last=True)
    return at + "~"


def recorded_bound(text: str) -> str:
    """`text`, a date or date-time, as the latest time of recording that it includes."""
    if "T" in text:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return f"{date.fromisoformat(text).isoformat()}T23:59:59.999999Z"
