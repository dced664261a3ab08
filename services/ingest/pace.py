"""How often a feed is polled: a busy one often, a quiet one seldom, a broken one ever more seldom. Pure."""

from dataclasses import dataclass
from typing import Final

MAX_WAIT_SECONDS: Final = 24 * 3600.0
MAX_REST_SECONDS: Final = 3600.0
"""So much of the rest that a publisher asks for is kept to: some ask for a month, and have news every hour."""
PUSHED_SECONDS: Final = 3600.0
"""How often a feed is polled whose hub tells of its changes: a hub may fall silent."""

_QUICKER: Final = 0.7
_SLOWER: Final = 1.4
_JITTER: Final = 0.1


@dataclass(frozen=True, slots=True)
class Pace:
    """The bounds between which a feed's own pace is found, in seconds."""

    least: float
    most: float

    def first(self) -> float:
        """What a new feed begins with."""
        return min(self.most, 3 * self.least)

    def after_success(self, every: float, *, new: bool) -> float:
        """The interval after a poll that found something new, or nothing."""
        return min(self.most, max(self.least, every * (_QUICKER if new else _SLOWER)))

    def pushed(self, every: float) -> float:
        """The interval of a feed whose hub tells of its changes."""
        return min(self.most, max(every, PUSHED_SECONDS))

    def wait(
        self,
        every: float,
        *,
        failures: int = 0,
        rest: float = 0.0,
        retry_after: float | None = None,
        chance: float = 0.5,
    ) -> float:
        """Seconds until the next poll. `failures` counts those in a row; `chance`, 0 to 1, spreads the polls.

        `rest` is what the publisher asks for by the way; a server's `retry_after` is kept to, up to a day.
        """
        back_off = max(every, min(rest, MAX_REST_SECONDS, self.most)) * 2.0 ** min(failures, 16)
        spread = back_off * (1 + _JITTER * (2 * chance - 1))
        return min(MAX_WAIT_SECONDS, max(spread, retry_after or 0.0))
