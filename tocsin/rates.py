"""How often each client may ask or send: a bucket each, that fills at a steady pace. PURE: `now` is an argument."""

from collections import OrderedDict
from typing import Final

BURST_SECONDS: Final = 10.0
"""What has not been used may be saved up for so long."""
MAX_CLIENTS: Final = 10_000
"""So many are remembered; the one that came longest ago is forgotten first."""


class Rates:
    """At most `per_second` requests of each client on average; 0: no limit."""

    def __init__(self, per_second: float, burst_seconds: float = BURST_SECONDS) -> None:
        self.per_second = per_second
        self._most = max(1.0, per_second * burst_seconds)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, now: float) -> float:
        """Count one request of `client` at `now` (seconds, any origin); if it is one too many, seconds to wait."""
        if not self.per_second:
            return 0.0
        left, at = self._buckets.pop(client, (self._most, now))
        left = min(self._most, left + (now - at) * self.per_second)
        allowed = left >= 1.0
        self._buckets[client] = (left - 1.0 if allowed else left, now)
        if len(self._buckets) > MAX_CLIENTS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1.0 - left) / self.per_second
