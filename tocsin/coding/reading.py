"""What the coder gives back: the reading of one article.

Every span counts code points into the field it names (`title` or `text`) as that field was given, and
`text == article.<field>[start:end]` holds for each of them. Dates and times are ISO 8601 strings, which sort.
The field names and codes are the public contract of `tocsin code`; see `docs/reading.md`.

Nothing changes one of these once it is made. They are not declared frozen because making them would take several times
as long, and an article has hundreds.
"""

from dataclasses import dataclass

from tocsin.vocabulary import (
    Basis,
    Certainty,
    Context,
    EventType,
    Field,
    Modality,
    Precision,
    Qualifier,
    QuantityKind,
    Sector,
    Stance,
    TimexType,
)


@dataclass(slots=True)
class Span:
    """A quotation: code points `start` to `end` (exclusive) of `field`, and the words there."""

    field: Field
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Timex:
    """A time expression as TimeML writes it (TIMEX3): `value` is `2024-10-28`, `2024-W44`, `P3D` or `PAST_REF`."""

    field: Field
    start: int
    end: int
    text: str
    type: TimexType
    value: str


@dataclass(slots=True)
class Actor:
    """Who acts, suffers or speaks.

    `country` is an ISO 3166 alpha-3 code or an alliance's or organisation's code (`NATO`, `EUR`, `UNO` …), None where
    the text does not tell; `name` is kept for persons and for armed groups; the span is where the text names it.
    """

    country: str | None
    sector: Sector
    name: str | None
    field: Field
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Attribution:
    """Who says so: `source` (None: the outlet itself), the `cue` word and the `hedge` if there is one."""

    source: Actor | None
    cue: str | None
    hedge: str | None = None


@dataclass(slots=True)
class Occurred:
    """When it happened or is due, as ISO dates, both ends included; None where the text does not tell.

    With precision `minute`, `start` and `end` are date-times with a zone. `basis` is `text` where a time was stated.
    """

    start: str | None
    end: str | None
    precision: Precision
    basis: Basis


@dataclass(slots=True)
class Quantity:
    """A counted thing: `unit` is the singular or plural noun as read ("soldiers"); `due` an ISO date for forecasts."""

    low: float | None
    best: float
    high: float | None
    unit: str
    qualifier: Qualifier | None
    kind: QuantityKind
    due: str | None
    field: Field
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Place:
    """Where: a place that the text names (never one that it does not), with its country's code if that is known."""

    text: str
    country: str | None
    field: Field
    start: int
    end: int


@dataclass(slots=True)
class Event:
    """Who did what to whom, when, where, said by whom, how sure.

    `against` lists those whom the act escalates against without being its recipient: troops sent to help a friend are
    cooperation between two and escalation against a third. `pattern` names the codebook entry that made the event.
    """

    type: EventType
    mode: str | None
    contexts: tuple[Context, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    against: tuple[Actor, ...]
    modality: Modality
    certainty: Certainty
    stance: Stance
    attribution: Attribution
    occurred: Occurred
    quantities: tuple[Quantity, ...]
    place: Place | None
    object: str | None
    """What the act is about, as a codebook class: troops, weapons, missile, nuclear, talks, aid …; None if unknown."""
    trigger: Span
    evidence: Span
    pattern: str
    sense: str | None
    """The domain of the words' other sense where they are not about security (sport, business, culture, weather)."""


@dataclass(slots=True)
class NonEvent:
    """A trigger that made no event, and the reason: for `tocsin code --explain` and "why not"."""

    trigger: Span
    pattern: str
    reason: str


@dataclass(slots=True)
class Reading:
    """All that one article says, by one version of the codebook."""

    times: tuple[Timex, ...]
    events: tuple[Event, ...]
    silences: tuple[NonEvent, ...]
    codebook: str
    """The version hash of the codebook that read it."""
