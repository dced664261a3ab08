"""Which alerts are meant: the form that silences, inhibition, mute times and repetition share. PURE."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tocsin.records import Alert
from tocsin.vocabulary import SignalName

Level = Annotated[int, Field(ge=-3, le=9)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Selector(BaseModel):
    """What an alert must be to be meant: all that is said holds, and any value of a list will do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    alert: tuple[Text, ...] = Field((), description="ids of alerts")
    rule: tuple[Text, ...] = Field((), description="ids of rules")
    signal: tuple[SignalName, ...] = ()
    story: tuple[Text, ...] = Field((), description="ids of stories")
    country: tuple[Code, ...] = Field((), description="codes of those who act or are acted on, such as PRK or NATO")
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


def codes_of(alert: Alert) -> frozenset[str]:
    """The codes and names of those concerned: in the alert's group, and in the pairs of who acts against whom."""
    pairs = (rung.name for rung in alert.ladder if rung.of == "pair")
    return frozenset(code for codes in (*alert.group.values(), *pairs) for code in codes.split(",") if code)
