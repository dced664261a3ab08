"""The form of a rule file. `rule.schema.json` beside it is generated from these models, for completion in editors.

A rule says which single event rings (`match`), at what level of the escalation ladder, and which guards it relaxes.
Fields of a condition are joined by *and*, the values of a list by *or*; `any`, `all` and `not` hold further
conditions, one deep. There is no expression language: what these fields can't say belongs into the coder.
"""

import json
from typing import Annotated, Any, Final, Literal, Self

import xxhash
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tocsin.vocabulary import (
    MODES,
    SIGNAL_LEVELS,
    Certainty,
    Context,
    EventType,
    Modality,
    QuantityKind,
    Sector,
    SignalName,
    Stance,
)

NONE: Final = "none"
"""Written for "the event has none": a mode, an object."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
ObjectName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10)]
GroupField = Literal["actors", "recipients", "against", "place", "object"]
GuardName = Literal["words", "actor", "sense", "negation", "modality", "recency", "independence"]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Who(_Form):
    """A condition on the actors, recipients, those acted against, or the source: one of them fits all that is said."""

    country: tuple[CountryCode, ...] = ()
    sector: tuple[Sector, ...] = ()
    present: bool | None = None
    """true: somebody is named; false: nobody is."""
    person: bool | None = None
    """true: a person by name ("Ban Ki-moon"); false: a state, a force, a group."""


class Amount(_Form):
    """A condition on the quantities: one of them fits all that is said."""

    unit: tuple[str, ...] = ()
    """Nouns, in the singular or the plural; a longer unit fits by its last word ("elite troops" by "troops")."""
    at_least: float | None = None
    kind: tuple[QuantityKind, ...] = ()


class Condition(_Form):
    """Facts of one event. What is left out is not asked."""

    type: tuple[EventType, ...] = ()
    mode: tuple[str, ...] = ()
    object: tuple[ObjectName, ...] = ()
    contexts: tuple[Context, ...] = ()
    """The event has one of these contexts."""
    modality: tuple[Modality, ...] = ()
    certainty: tuple[Certainty, ...] = ()
    stance: tuple[Stance, ...] = ()
    pattern: tuple[str, ...] = ()
    """Codebook entries that made the event, for what no other field tells apart."""
    actor: Who | None = None
    recipient: Who | None = None
    against: Who | None = None
    source: Who | None = None
    """Who says so."""
    quantity: Amount | None = None
    parties: Literal["different", "same"] | None = None
    """The countries of the actors and of the recipients: a different one among them, or all the same."""
    soil: Literal["abroad", "home", "unknown"] | None = None
    """The country of the place, seen from the actors."""
    placed: bool | None = None
    """true: a place is named."""
    matter: Literal["security"] | None = None
    """What it is about, by its contexts and its object: `services.alerts.matching.is_security`."""

    @model_validator(mode="after")
    def _modes_belong_to_types(self) -> Self:
        types = self.type or tuple(MODES)
        known = sorted({mode for kind in types for mode in MODES[kind]})
        for mode in self.mode:
            if mode != NONE and mode not in known:
                raise ValueError(f"mode: {mode!r} is no mode of {', '.join(types)}; allowed: {', '.join(known)}, none")
        return self


class Match(Condition):
    """The conditions of a rule: its own fields, and blocks of further ones."""

    any: tuple[Condition, ...] = ()
    """At least one of these holds."""
    all: tuple[Condition, ...] = ()
    """Each of these holds."""
    not_: tuple[Condition, ...] = Field(default=(), alias="not")
    """None of these holds."""

    @model_validator(mode="after")
    def _asks_for_a_type(self) -> Self:
        if not self.type and not (self.any and all(block.type for block in self.any)):
            raise ValueError("type: say which event types ring, here or in each block of `any`")
        return self


class Guards(_Form):
    """What a rule relaxes of the guards that every signal passes; see `services.alerts.guards` for each."""

    actor: Literal["power", "party", "unclaimed", "unknown", "anyone"] = "power"
    """power: an actor is a state, force, alliance or armed group; party: an actor or a recipient is; unclaimed: an
    actor is, or none is named, or an armed force suffers it; unknown: also where strangers do it; anyone: not asked."""
    expects: tuple[Modality, ...] = ()
    """Modalities in which this act normally comes, which lower nothing: a threat is conditional by its nature."""
    refuses: tuple[Modality, ...] = ()
    """Further modalities that never ring here."""
    denied: Literal["stops", "rings"] = "stops"
    """Whether an event that its source denies rings; for rules on denials."""
    senses: tuple[str, ...] = ()
    """Senses that do not stop it: arms are sold in the news of business."""
    recent_days: Annotated[int, Field(ge=1, le=3660)] = 45
    """How many days before publication the event may have ended."""


class Growth(_Form):
    """The number in the event must rise against an earlier one of the same group."""

    unit: tuple[str, ...]
    factor: Annotated[float, Field(gt=1)] = 1.1
    """By how much at least, against the highest earlier number."""
    within_days: Annotated[int, Field(ge=1, le=3660)] = 180


class Window(_Form):
    """Several events in a time; no rule may use it yet, the name is kept for counts, surges and sequences."""

    days: Annotated[int, Field(ge=1, le=3660)]
    kind: Literal["count", "surge", "sequence"]


class Example(_Form):
    """A text in our own words that the rule must, or must not, ring for."""

    text: Sentence
    title: str = ""
    published: str = "2024-10-24"


class Examples(_Form):
    fire: Annotated[tuple[Example, ...], Field(min_length=3)]
    silent: Annotated[tuple[Example, ...], Field(min_length=3)]

    @model_validator(mode="before")
    @classmethod
    def _plain_text_is_an_example(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            name: [{"text": item} if isinstance(item, str) else item for item in items]
            if isinstance(items, list)
            else items
            for name, items in value.items()
        }


class Rule(_Form):
    """One rule: which event rings which signal, how loud, grouped how, and what a reader should check next."""

    id: Identifier
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=100)]
    description: Sentence
    signal: SignalName
    level: Annotated[int, Field(ge=-3, le=9)]
    match: Match
    guards: Guards = Guards()
    grows: Growth | None = None
    window: None = None
    """Reserved: see `Window`."""
    group_by: tuple[GroupField, ...] = ("actors",)
    """One alert for each value of these within a story."""
    joins_days: Annotated[int, Field(ge=0, le=366)] = 0
    """For how many days after its last evidence an alert is joined by news of the same group from other stories: a
    deployment goes on for weeks, a strike is a happening of its own. 0: it is not."""
    false_positives: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    references: Annotated[tuple[str, ...], Field(min_length=1)]
    runbook: Sentence
    examples: Examples

    @model_validator(mode="after")
    def _level_is_the_signals(self) -> Self:
        low, high = SIGNAL_LEVELS[self.signal]
        if not low <= self.level <= high:
            raise ValueError(f"level: {self.level} is not one of {self.signal}; allowed: {low} to {high}")
        return self

    @property
    def version(self) -> str:
        """Twelve hex digits over what decides: they change when, and only when, the rule may ring otherwise."""
        decides = {"id", "signal", "level", "match", "guards", "grows", "window", "group_by"}
        content = self.model_dump(mode="json", include=decides, by_alias=True)
        return xxhash.xxh3_64_hexdigest(json.dumps(content, sort_keys=True).encode())[:12]


def json_schema() -> str:
    """The JSON Schema of a rule file, as `rule.schema.json` holds it."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Rule.model_json_schema(by_alias=True)}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
