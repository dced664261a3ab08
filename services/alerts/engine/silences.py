"""Silences: somebody says, with a reason and an end, that certain alerts are to ring nobody for a while. PURE."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.alerts.engine.selecting import Chosen, Selector
from tocsin.records import Alert, Instant, stable_id

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
SilenceState = Literal["waiting", "active", "ended"]


class Silence(BaseModel):
    """Alerts that `matches` picks ring nobody from `starts_at` until `ends_at`; they are recorded all the same."""

    model_config = ConfigDict(frozen=True)

    id: str
    matches: Selector
    by: Said
    reason: Said
    starts_at: Instant
    ends_at: Instant

    def state(self, now: datetime) -> SilenceState:
        """Whether it holds at `now`."""
        if now < self.starts_at:
            return "waiting"
        return "active" if now < self.ends_at else "ended"


class SilenceAsked(BaseModel):
    """A silence as somebody asks for it: which alerts, who says so, why, and until when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    matches: Chosen
    by: Said = Field(description="who silences")
    reason: Said
    ends_at: Instant
    starts_at: Instant | None = Field(None, description="now, if it is left out")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.starts_at is not None and self.ends_at <= self.starts_at:
            raise ValueError("ends_at: must be later than starts_at")
        return self

    def at(self, now: datetime) -> Silence:
        """The silence, made at `now`. The same one asked again has the same id."""
        starts = self.starts_at or now
        what = self.matches.model_dump_json()
        name = stable_id("silence", what, self.by, self.reason, starts.isoformat(), self.ends_at.isoformat())
        return Silence(
            id=name, matches=self.matches, by=self.by, reason=self.reason, starts_at=starts, ends_at=self.ends_at
        )


def silencing(silences: Iterable[Silence], alert: Alert, now: datetime) -> list[Silence]:
    """The silences that hold for the alert at `now`, those that end first at the front."""
    holding = [item for item in silences if item.state(now) == "active" and item.matches.picks(alert)]
    return sorted(holding, key=lambda item: (item.ends_at, item.id))


def said_of(silence: Silence) -> str:
    """Why an alert rings nobody, in words."""
    return f"silenced by {silence.by} until {silence.ends_at:%Y-%m-%d %H:%M} UTC: {silence.reason}"
