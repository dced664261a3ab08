"""What a rule may ask of the time before an event: numbers that grow, counts, surges, ordered sequences."""

import re
from datetime import timedelta
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema, model_validator

from services.alerts.rules.conditions import Form, Match

_DURATION: Final = re.compile(r"([1-9][0-9]{0,3})([mhd])")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}


def _duration(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{value!r} is no duration; allowed: a whole number and m, h or d, such as 30m, 6h, 3d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def written(duration: timedelta) -> str:
    """The duration as a rule file has it: `90m`, `6h`, `3d`."""
    minutes = int(duration.total_seconds()) // 60
    if minutes % (24 * 60) == 0:
        return f"{minutes // (24 * 60)}d"
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"


Duration = Annotated[
    timedelta,
    BeforeValidator(_duration),
    PlainSerializer(written, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_DURATION.pattern}$"}),
]
"""A length of time, written `30m`, `6h` or `3d`."""

Days = Annotated[int, Field(ge=1, le=366)]


class Growth(Form):
    """The number in the event must rise against an earlier one of the same group."""

    unit: tuple[str, ...]
    factor: Annotated[float, Field(gt=1)] = 1.1
    """By how much at least, against the highest earlier number."""
    by: Annotated[float, Field(gt=0)] | None = None
    """By what amount at least; where it is given too, both must hold."""
    within_days: Annotated[int, Field(ge=1, le=3660)] = 180


class Count(Form):
    """So many happenings (stories) that fit `match` within a time, in the group of `group_by`."""

    kind: Literal["count"]
    days: Days
    at_least: Annotated[int, Field(ge=2, le=1000)]


class Surge(Form):
    """Many more happenings within a time than the group usually has: at least `factor` times as many."""

    kind: Literal["surge"]
    days: Days
    at_least: Annotated[int, Field(ge=2, le=1000)]
    """However few there usually are."""
    factor: Annotated[float, Field(gt=1)] = 3.0
    usual_days: Annotated[int, Field(ge=7, le=366)] = 60
    """From how many days before the window the usual rate is taken."""


class Step(Form):
    """An earlier step of a sequence."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=60)]
    """As a reader is told of it: "accusation"."""
    match: Match


class Sequence(Form):
    """The steps of `after`, in this order, and then an event that fits the rule's `match`, all within a time."""

    kind: Literal["sequence"]
    days: Days
    after: Annotated[tuple[Step, ...], Field(min_length=1, max_length=5)]

    @model_validator(mode="after")
    def _steps_differ(self) -> Self:
        names = [step.name for step in self.after]
        if len(set(names)) < len(names):
            raise ValueError(f"after: each step needs a name of its own; given: {', '.join(names)}")
        return self


Window = Annotated[Count | Surge | Sequence, Field(discriminator="kind")]
