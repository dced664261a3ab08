"""What the owner of a service wants to be heard, and when: inhibition, mute times, grouping, repetition. PURE.

The form of the file that `TOCSIN_ALERTS_NOISE` names (`noise.schema.json` beside it is made of these models).
Silences, which people make and end by the hour, are in `silences`. Nothing of this changes what is recorded: an alert
that is muted is told as such.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from services.alerts import forms
from services.alerts.engine.selecting import Chosen
from services.alerts.rules.conditions import Form
from services.alerts.rules.windows import Duration

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: Final[tuple[Day, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _clock_time(value: Any) -> Any:
    """A time of day; YAML reads 22:00 without quotes as the number of its minutes."""
    if isinstance(value, int) and 0 <= value < 24 * 60:
        return time(value // 60, value % 60)
    try:
        return time.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError(f"{value!r} is no time of day; allowed: hours and minutes, such as 06:30") from None


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{value!r} is no time zone; allowed: names such as UTC or Europe/Oslo") from None
    return value


_Written = Annotated[str, StringConstraints(pattern=r"^\d{2}:\d{2}$")]
ClockTime = Annotated[time, BeforeValidator(_clock_time, json_schema_input_type=_Written)]
Zone = Annotated[str, AfterValidator(_zone)]


class Inhibition(Form):
    """While an alert stands that `while` picks, those that `mutes` picks ring nobody."""

    name: Name
    while_: Chosen = Field(alias="while")
    mutes: Chosen
    same: Literal["story", "pair"] = "story"
    """What the two must share: the story, or a pair of actors (the other is then the highest that the pair has)."""


class MuteTime(Form):
    """At these hours of these days the alerts that `mutes` picks ring nobody; those that still stand then ring."""

    name: Name
    mutes: Chosen
    days: Annotated[tuple[Day, ...], Field(min_length=1)] = DAYS
    """Those on which it begins."""
    from_: ClockTime = Field(alias="from")
    to: ClockTime
    """At or before `from`: on the next day."""
    zone: Zone = "UTC"

    def until(self, now: datetime) -> datetime | None:
        """The end of the mute time that `now` is in; None if it is in none."""
        zone = ZoneInfo(self.zone)
        today = now.astimezone(zone).date()
        for day in (today, today - timedelta(days=1)):
            begin, end = self._span(day, zone)
            if begin <= now < end and DAYS[day.weekday()] in self.days:
                return end
        return None

    def _span(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        last = day if self.to > self.from_ else day + timedelta(days=1)
        return datetime.combine(day, self.from_, zone), datetime.combine(last, self.to, zone)


class Grouping(Form):
    """After one of a group has rung, the others of it ring together when `interval` has passed."""

    name: Name
    alerts: Chosen
    by: Annotated[tuple[Literal["rule", "signal", "story", "group"], ...], Field(min_length=1)] = ("signal",)
    """What alerts of a group have in common; `group` is what the rule groups by, such as the actors."""
    interval: Duration


class Repetition(Form):
    """Alerts that stand and that nobody has acknowledged ring again."""

    name: Name
    alerts: Chosen
    every: Duration


class Noise(Form):
    """The whole file; each part is a list, and may be left out."""

    inhibit: tuple[Inhibition, ...] = ()
    mute_times: tuple[MuteTime, ...] = ()
    group: tuple[Grouping, ...] = ()
    repeat: tuple[Repetition, ...] = ()


ALL_IS_HEARD: Final = Noise()


def load(path: Path | None) -> Noise:
    """What the file says; all is heard if there is no file. Raises FormInvalid, with a line for each fault."""
    if path is None:
        return ALL_IS_HEARD
    what = "it is a mapping of lists: inhibit, mute_times, group, repeat"
    return forms.read(forms.text_of(path), path.name, Noise, is_a=what)


def json_schema() -> str:
    """The JSON Schema of the file, as `noise.schema.json` holds it."""
    return forms.schema_of(Noise)
