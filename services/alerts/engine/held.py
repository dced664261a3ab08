"""An alert as it is kept: what its subscribers know, and what is needed to change it. PURE."""

from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from tocsin.coding.reading import Occurred
from tocsin.records import Alert, Expectation

ENDS: Final = frozenset({"cancelled", "resolved"})
"""What an alert is when it is over."""


class Telling(BaseModel):
    """What one event of the evidence tells, kept so that it can be taken back."""

    model_config = ConfigDict(frozen=True)

    event: str
    article: str
    sentence: str
    leads: bool
    """Whether it was what the alert is best told by, when it came."""
    occurred: Occurred
    expectation: Expectation | None
    numbers: dict[str, float]
    """The largest number of each kind: of forces, of dead."""
    doers: tuple[str, ...] = ()
    """Who did it: codes and names."""
    confirmed_by: str | None = None
    """The code or name of who confirms it with this event."""


class Held(BaseModel):
    """An alert as its subscribers know it, and what is needed to change it."""

    model_config = ConfigDict(frozen=True)

    alert: Alert
    told: str
    """The sentence of its leading evidence, without what was added to it."""
    countries: tuple[str, ...]
    """Of those who act and those acted on: whose denial counts."""
    kin: str = ""
    """What alerts of the same rule and group share in all stories."""
    stories: tuple[str, ...] = ()
    """Those that its evidence comes from."""
    denied_by: dict[str, str] = {}
    """Whose denial stands: the code of a country or the name of an armed group → as the text named them."""
    denied_in: tuple[str, ...] = ()
    """The articles that told of denials: a further one is news once."""
    withdrawn: tuple[str, ...] = ()
    """Articles that were corrected or retracted: they prove nothing any more."""
    rang: bool = False
    """Whether a message of it rang, so that its end must be heard too."""
    pairs: tuple[str, ...] = ()
    """Who acts with or against whom: two codes each."""
    answering: tuple[str, ...] | None = None
    """Those whose denial disputes it; None in what was saved before that was kept: all whom it concerns."""
    tellings: tuple[Telling, ...] = ()
    """What its evidence tells, one by one, in the order of arrival."""
    needs: int = 1
    """Independent origins that it needs to be raised."""
    least: int = 1
    """Articles that it needs to stand: a count of five does not stand on four."""
    awaits: Literal["met", "missed"] | None = None
    """What becomes of the expectation that it was opened for, to be raised."""
    expires_days: int = 60
    settled: datetime | None = None
    """When the news was published that resolved it: what is older does not raise it again."""
    heard: datetime | None = None
    """When the last evidence was recorded."""
    ready: datetime | None = None
    """Pending: until when it waits."""
    overdue: datetime | None = None
    """When the day of what it expects is past."""
    look: datetime | None = None
    """When to look again whether it is still muted."""
    again: datetime | None = None
    """When to tell of it again, if nobody has acknowledged it."""

    @property
    def answers(self) -> tuple[str, ...]:
        """Those whose denial disputes it."""
        return self.countries if self.answering is None else self.answering

    @property
    def numbers(self) -> dict[str, float]:
        """The largest number of each kind that its evidence tells."""
        found: dict[str, float] = {}
        for telling in self.tellings:
            for kind, number in telling.numbers.items():
                found[kind] = max(number, found.get(kind, 0.0))
        return found

    @property
    def expires(self) -> datetime | None:
        """When it ends for want of news."""
        return self.heard + timedelta(days=self.expires_days) if self.heard else None

    @property
    def due(self) -> datetime | None:
        """When the clock will change something about it next."""
        if self.alert.status in ENDS:
            return None
        pending = self.alert.status == "pending"
        timers = (self.ready, self.expires) if pending else (self.expires, self.overdue, self.look, self.again)
        return min((timer for timer in timers if timer is not None), default=None)
