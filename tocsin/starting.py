"""What a service answers until it is open: that it starts, and how far it is. To make tables anew may take long."""

from collections.abc import Callable
from typing import Any, Final

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from tocsin.problems import Problem, add_problems

RETRY_SECONDS: Final = 5
METHODS: Final = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

Tell = Callable[[str], None]
"""Takes what a service does before it is open, in words."""


def nobody(_: str) -> None:
    """Tells nobody."""


class Front:
    """An ASGI application: the service itself once it is `open`, before that one that says that it starts."""

    def __init__(self, name: str) -> None:
        self._said = "it begins"
        self._app = self._starting(name)

    def tell(self, said: str) -> None:
        """Say from now on that the service does this."""
        self._said = said

    def open(self, app: FastAPI) -> None:
        """Let `app` answer from now on."""
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._app(scope, receive, send)

    def _starting(self, name: str) -> FastAPI:
        app = FastAPI(openapi_url=None)
        add_problems(app)

        @app.get("/health/live")
        async def live() -> dict[str, str]:
            return {"status": "alive"}

        @app.get("/health/ready")
        async def ready() -> Response:
            return JSONResponse({"status": "starting", "problems": [self._said], "warnings": []}, 503)

        @app.get("/metrics")
        async def metrics() -> Response:
            return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

        @app.api_route("/{path:path}", methods=METHODS)
        async def later() -> None:
            detail = f"{name} starts, and answers when it is ready: {self._said}"
            wait = str(RETRY_SECONDS)  # browsers heed the second one: the page comes by itself
            raise Problem(503, "The service starts", detail, headers={"Retry-After": wait, "Refresh": wait})

        return app
