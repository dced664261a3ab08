"""What a rule may ask of one event: the fields of a condition, joined by *and*; the values of a list, by *or*."""

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from tocsin.vocabulary import (
    MODES,
    Basis,
    Certainty,
    Context,
    EventType,
    Modality,
    Precision,
    Qualifier,
    QuantityKind,
    Sector,
    Stance,
)

NONE: Final = "none"
"""Written for "the event has none": a mode, an object."""

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
ORDERLY: Final = tuple(
    "USA CAN GBR IRL DEU FRA ITA ESP PRT NLD BEL CHE AUT DNK SWE NOR FIN ISL AUS NZL JPN KOR".split()
)
"""Countries in which a gunman or a bomb is a matter of crime as long as nobody says otherwise: "orderly" in a rule."""
Countries = Annotated[
    tuple[CountryCode, ...],
    BeforeValidator(
        lambda given: ORDERLY if given == "orderly" else given,
        json_schema_input_type=tuple[CountryCode, ...] | Literal["orderly"],
    ),
]
ObjectName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Words = Annotated[str, StringConstraints(to_lower=True, min_length=1)]


class Form(BaseModel):
    """A part of a rule file: a field that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Who(Form):
    """A condition on the actors, recipients, those acted against, or the source: one of them fits all that is said."""

    country: Countries = ()
    """Codes, or "orderly": see `ORDERLY`."""
    sector: tuple[Sector, ...] = ()
    name: tuple[str, ...] = ()
    """Persons and armed groups, as the codebook names them."""
    text: tuple[Words, ...] = ()
    """The words that name them, in lower case, where no other field tells two apart ("gunman", "gunmen")."""
    present: bool | None = None
    """true: somebody is named; false: nobody is."""
    person: bool | None = None
    """true: a person by name ("Ban Ki-moon"); false: a state, a force, a group."""


class Amount(Form):
    """A condition on the quantities: one of them fits all that is said."""

    unit: tuple[str, ...] = ()
    """Nouns, in the singular or the plural; a longer unit fits by its last word ("elite troops" by "troops")."""
    at_least: float | None = None
    at_most: float | None = None
    kind: tuple[QuantityKind, ...] = ()
    qualifier: tuple[Qualifier, ...] = ()
    due: bool | None = None
    """true: the text says by when."""


class Condition(Form):
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
    told: Literal["another", "own"] | None = None
    """Whether who says so is of another country than the actors, or of theirs."""
    placed: bool | None = None
    """true: a place is named."""
    place: Countries = ()
    """The country of the place."""
    precision: tuple[Precision, ...] = ()
    """How exactly the text says when."""
    basis: tuple[Basis, ...] = ()
    """text: a time is stated; publication: only the date line tells."""
    hedged: bool | None = None
    """true: the source hedges ("allegedly")."""
    cue: tuple[Words, ...] = ()
    """The word by which the source says it ("warned"), in lower case."""
    trigger: tuple[Words, ...] = ()
    """The words that tell of the act, in lower case, where no other field tells two acts apart."""
    matter: Literal["security"] | None = None
    """What it is about, by its contexts and its object: `services.alerts.engine.facts.is_security`."""

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
