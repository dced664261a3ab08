"""How often each client may send: a bucket each, that fills at a steady pace. Pure: `now` is an argument."""

from typing import Final

BURST_SECONDS: Final = 10.0
"""What has not been used may be saved up for so long."""
MAX_CLIENTS: Final = 10_000


class Rates:
    """At most `per_second` requests of each client on average; 0: no limit."""

    def __init__(self, per_second: float) -> None:
        self.per_second = per_second
        self._most = max(1.0, per_second * BURST_SECONDS)
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, client: str, now: float) -> float:
        """Count one request of `client` at `now` (seconds, any origin); if it is one too many, seconds to wait."""
        if not self.per_second:
            return 0.0
        left, at = self._buckets.pop(client, (self._most, now))
        left = min(self._most, left + (now - at) * self.per_second)
        allowed = left >= 1.0
        self._buckets[client] = (left - 1.0 if allowed else left, now)  # the last one in the order of use
        if len(self._buckets) > MAX_CLIENTS:
            del self._buckets[next(iter(self._buckets))]
        return 0.0 if allowed else (1.0 - left) / self.per_second
