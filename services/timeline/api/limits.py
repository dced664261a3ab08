"""How often one client may ask: a bucket of requests for each address, which fills as time goes by."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_ADDRESSES: Final = 10_000
"""The addresses that are remembered; the one that asked longest ago is forgotten first."""
_FREE: Final = ("/health/", "/metrics")
_BURST_SECONDS: Final = 2.0
"""A client that was quiet may ask at once for what so many seconds allow."""


@dataclass(slots=True)
class Bucket:
    """Requests that a client may make now, and when that was counted."""

    left: float
    at: float

    def take(self, now: float, rate: float) -> float:
        """Take one; the seconds to wait if there is none (0: it was taken)."""
        self.left = min(rate * _BURST_SECONDS, self.left + (now - self.at) * rate)
        self.at = now
        if self.left < 1:
            return (1 - self.left) / rate
        self.left -= 1
        return 0.0


class RateLimit:
    """ASGI middleware that answers 429 to an address that asks more than `rate` times a second."""

    def __init__(self, app: ASGIApp, rate: float) -> None:
        self._app = app
        self._rate = rate
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(_FREE):
            wait = self._wait((scope.get("client") or ("",))[0])
            if wait:
                detail = f"one address may ask {self._rate:g} times a second; go on in {wait:.1f} s"
                body = {"type": "about:blank", "title": "Too many requests", "status": 429, "detail": detail}
                headers = {"Retry-After": str(max(1, round(wait)))}
                response = JSONResponse(body, 429, headers, media_type="application/problem+json")
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _wait(self, address: str) -> float:
        now = time.monotonic()
        bucket = self._buckets.pop(address, None) or Bucket(self._rate * _BURST_SECONDS, now)
        self._buckets[address] = bucket
        if len(self._buckets) > _ADDRESSES:
            self._buckets.popitem(last=False)
        return bucket.take(now, max(self._rate, 0.5))
