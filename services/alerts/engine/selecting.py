"""Which alerts are meant: the form that silences, inhibition, mute times and repetition share. PURE."""

import re
from typing import Annotated, Protocol, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tocsin.naming import code_of
from tocsin.records import Alert, Rung
from tocsin.vocabulary import SignalName

Level = Annotated[int, Field(ge=-3, le=9)]


def _concerned(text: str) -> str:
    """The code that is written or named. What only looks like one is left as it is: codebooks change."""
    code = code_of(text)
    if code is None and not re.fullmatch(r"[A-Z][A-Z0-9]{1,9}", text):
        raise ValueError(
            f"{text[:40]!r} is no country or organisation that is known; give its code or name: KOR, NATO, South Korea"
        )
    return code or text


Concerned = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_concerned)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Selector(BaseModel):
    """What an alert must be to be meant: all that is said holds, and any value of a list will do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    alert: tuple[Text, ...] = Field((), description="ids of alerts")
    rule: tuple[Text, ...] = Field((), description="ids of rules")
    signal: tuple[SignalName, ...] = ()
    story: tuple[Text, ...] = Field((), description="ids of stories")
    country: tuple[Concerned, ...] = Field(
        (), description="codes or names of those who act or are acted on, such as PRK, NATO or South Korea"
    )
    level_min: Level | None = None
    level_max: Level | None = None
    disputed: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self == type(self).model_construct():
            raise ValueError(f"say which alerts are meant; allowed: {', '.join(type(self).model_fields)}")
        return self

    def picks(self, alert: Alert) -> bool:
        """Whether the alert is meant."""
        return (
            (not self.alert or alert.id in self.alert)
            and (not self.rule or alert.rule in self.rule)
            and (not self.signal or alert.signal in self.signal)
            and (not self.story or alert.story in self.story)
            and (not self.country or not codes_of(alert).isdisjoint(self.country))
            and (self.level_min is None or alert.level >= self.level_min)
            and (self.level_max is None or alert.level <= self.level_max)
            and (self.disputed is None or alert.disputed == self.disputed)
        )


def _in_order(selector: Selector) -> Selector:
    low, high = selector.level_min, selector.level_max
    if low is not None and high is not None and low > high:
        raise ValueError(f"level_min: {low} is more than level_max, {high}: nothing is both")
    return selector


Chosen = Annotated[Selector, AfterValidator(_in_order)]
"""Which alerts somebody means who writes it now; what was stored earlier is read as it is."""


class Grouped(Protocol):
    """What tells who is concerned: an alert, or what is read of one."""

    @property
    def group(self) -> dict[str, str]: ...

    @property
    def ladder(self) -> tuple[Rung, ...]: ...


def codes_of(alert: Grouped) -> frozenset[str]:
    """The codes and names of those concerned: in the alert's group, and in the pairs of who acts against whom."""
    pairs = (rung.name for rung in alert.ladder if rung.of == "pair")
    return frozenset(code for codes in (*alert.group.values(), *pairs) for code in codes.split(",") if code)
