"""The form of a rule file. `rule.schema.json` beside it is generated from these models, for completion in editors.

A rule says which single event rings (`match`, see `conditions`), at what level of the escalation ladder, which guards
it relaxes, and, if one event is not enough, what must have come before (`window`, `grows`, see `windows`), what must
come to it (`for`, `origins`), or which expectation is met or missed. There is no expression language: what these fields
can't say belongs into the coder.
"""

import json
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

import xxhash
from pydantic import Field, StringConstraints, model_validator

from services.alerts import forms
from services.alerts.rules.conditions import Form, Match
from services.alerts.rules.windows import Duration, Growth, Window
from tocsin.vocabulary import SIGNAL_LEVELS, Modality, SignalName

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10)]
GroupField = Literal["actors", "recipients", "against", "place", "object", "pair"]
GuardName = Literal["words", "actor", "sense", "negation", "modality", "recency", "independence"]


class Guards(Form):
    """What a rule relaxes of the guards that every signal passes; see `services.alerts.engine.guards` for each."""

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


class ExampleArticle(Form):
    """One article of an example that is more than one text."""

    text: Sentence
    title: str = ""
    published: date
    source: str | None = None
    """Its outlet; each article is taken for an independent one unless it is a `copy`."""
    copy_: bool = Field(default=False, alias="copy")
    """true: its text is that of the article before it, from another outlet."""
    story: str | None = None
    """Articles with the same name here tell of one happening; each tells of its own if it is left out."""


class Example(Form):
    """Words of our own that the rule must, or must not, ring for: one text, or articles in the order of arrival."""

    text: Sentence | None = None
    title: str = ""
    published: str = "2024-10-24"
    articles: tuple[ExampleArticle, ...] = ()
    until: date | None = None
    """The day to which the clock runs after the last article: for what rings because nothing comes."""

    @model_validator(mode="after")
    def _text_or_articles(self) -> Self:
        if (self.text is None) == (not self.articles):
            raise ValueError("give either text or articles")
        return self

    def __str__(self) -> str:
        return self.text or " / ".join(item.text for item in self.articles)


class Examples(Form):
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


class Rule(Form):
    """One rule: which event rings which signal, how loud, grouped how, and what a reader should check next."""

    id: Identifier
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=100)]
    description: Sentence
    signal: SignalName
    level: Annotated[int, Field(ge=-3, le=9)]
    match: Match
    guards: Guards = Guards()
    grows: Growth | None = None
    window: Window | None = None
    """Several events in a time: a count, a surge, or a sequence, for each group."""
    expectation: Literal["met", "missed"] | None = None
    """`match` is of something foreseen with a day: it rings when it comes (met), or when its day has passed by so much
    as `for` says and it did not come (missed)."""
    for_: Duration | None = Field(default=None, alias="for")
    """How long it waits, pending, before it is raised: time for a denial or a correction to come."""
    origins: Annotated[int, Field(ge=1, le=10)] = 1
    """How many independent origins must tell of it before it is raised."""
    group_by: tuple[GroupField, ...] = ("actors",)
    """One alert for each value of these within a story."""
    joins_days: Annotated[int, Field(ge=0, le=366)] = 0
    """For how many days after its last evidence an alert is joined by news of the same group from other stories: a
    deployment goes on for weeks, a strike is a happening of its own. 0: it is not."""
    resolved_by: tuple[Identifier, ...] = ()
    """Rules whose signals, for the same group, resolve an alert of this one: a withdrawal resolves a deployment."""
    resolved_between: tuple[Identifier, ...] = ()
    """Rules whose signals between the same two sides, whoever of them acts, resolve it: a ceasefire ends fighting."""
    expires_days: Annotated[int, Field(ge=1, le=3660)] = 60
    """For how many days without news an alert stands; then it is resolved."""
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

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Self:
        if self.expires_days < self.joins_days:
            raise ValueError(f"expires_days: {self.expires_days} is less than joins_days, {self.joins_days}")
        if self.expectation is not None and (self.window is not None or self.grows is not None):
            raise ValueError("expectation: a rule on an expectation has no window and no grows")
        if self.window is not None and self.grows is not None:
            raise ValueError("window: a rule has a window or grows, not both")
        for field in ("resolved_by", "resolved_between"):
            if self.id in getattr(self, field):
                raise ValueError(f"{field}: a rule does not resolve its own alerts")
        return self

    @property
    def single(self) -> bool:
        """Whether one article can decide it, as far as it is a signal and not yet an alert."""
        return self.window is None and self.expectation is None

    @property
    def ended_by(self) -> frozenset[str]:
        """The ids of all rules whose signals resolve its alerts."""
        return frozenset((*self.resolved_by, *self.resolved_between))

    @property
    def steps(self) -> int:
        """How many steps of a sequence come before what `match` describes."""
        return len(self.window.after) if self.window is not None and self.window.kind == "sequence" else 0

    @cached_property
    def version(self) -> str:
        """Twelve hex digits over what decides: they change when, and only when, the rule may ring otherwise."""
        said = {"title", "description", "false_positives", "references", "runbook", "examples"}
        content = self.model_dump(mode="json", exclude=said, by_alias=True)
        return xxhash.xxh3_64_hexdigest(json.dumps(content, sort_keys=True).encode())[:12]


def json_schema() -> str:
    """The JSON Schema of a rule file, as `rule.schema.json` holds it."""
    return forms.schema_of(Rule)
