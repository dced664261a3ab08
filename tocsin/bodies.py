"""How large the body of a request may be: FastAPI keeps one of any length before it asks who sends it."""

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 1_000_000
DRAIN_BYTES: Final = 100_000_000
"""A body that is too large is read and dropped up to here: a client that is cut off while it sends sees no answer."""

_WITHOUT: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class BodyLimit:
    """ASGI middleware that answers 413 to a request with more than `MOST_BYTES`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _WITHOUT:
            await self._app(scope, receive, send)
            return
        size = 0

        async def limited() -> Message:
            nonlocal size
            while True:
                message = await receive()
                size += len(message.get("body", b""))
                if size <= MOST_BYTES:
                    return message
                if size > DRAIN_BYTES or not message.get("more_body"):
                    detail = f"at most {MOST_BYTES / 1e6:.0f} MB are taken; nothing that is asked here needs as much"
                    raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, {"Connection": "close"})

        await self._app(scope, limited, send)
