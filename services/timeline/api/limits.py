"""How often one client may ask, by its address."""

import math
import time
from typing import Final

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tocsin.rates import Rates

_FREE: Final = ("/health/", "/metrics")
_BURST_SECONDS: Final = 2.0
"""A client that was quiet may ask at once for what so many seconds allow."""


class RateLimit:
    """ASGI middleware that answers 429 to an address that asks more than `rate` times a second."""

    def __init__(self, app: ASGIApp, rate: float) -> None:
        self._app = app
        self._rates = Rates(rate, _BURST_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(_FREE):
            wait = self._rates.wait((scope.get("client") or ("",))[0], time.monotonic())
            if wait:
                detail = f"one address may ask {self._rates.per_second:g} times a second; go on in {wait:.1f} s"
                body = {"type": "about:blank", "title": "Too many requests", "status": 429, "detail": detail}
                headers = {"Retry-After": str(math.ceil(wait))}
                response = JSONResponse(body, 429, headers, media_type="application/problem+json")
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)
