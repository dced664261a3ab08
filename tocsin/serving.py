"""What every service serves besides its own answers: health, metrics, docs without a CDN, and how it starts and stops.

A service is an async context manager that takes its settings, and whom it tells what it does until it is open, and
yields a FastAPI application; `main` runs it until a signal comes or its owner is gone.
"""

import asyncio
import contextlib
import errno
import gc
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final, TypeVar

import structlog
import uvicorn
from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import ValidationError

from tocsin import reference
from tocsin.bodies import BodyLimit
from tocsin.callers import Caller
from tocsin.faults import told
from tocsin.logs import set_up_logging
from tocsin.misspelt import misspelt
from tocsin.problems import add_problems
from tocsin.settings import Settings
from tocsin.sqlite import DatabaseUnusable
from tocsin.starting import Front, Tell

log: Final = structlog.get_logger("tocsin")

OWNER_VARIABLE: Final = "TOCSIN_OWNER_FD"
"""Set by `tocsin up`: a pipe that closes when the owner is gone, and then the service stops."""

CANNOT_START: Final = 2
"""The exit code of a service that found its settings, its port or its file unusable."""

STALL_SECONDS: Final = 10.0

_TURN_SECONDS: Final = 0.0005
"""How long a thread that works keeps the others waiting: to fold a batch is one long turn, to answer many short."""

_GARBAGE: Final = 20_000
"""Objects after which those that refer to each other are looked for: thirty times as many as is usual, for a look at
all that a service remembers stops it for a tenth of a second."""


class CannotStart(Exception):
    """A service can't start as it is set up; the text says what is wrong and what to do."""


class PortTaken(CannotStart):
    """Another program listens where the service should."""


class Pulse:
    """Whether the event loop still turns: a task that beats twice a second, from when the service answers."""

    def __init__(self) -> None:
        self._beat: float | None = None

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            self._beat = time.monotonic()
            await asyncio.sleep(0.5)

    def problems(self) -> list[str]:
        """Says so if the loop was held up for long."""
        if self._beat is None:
            return []
        held = time.monotonic() - self._beat
        return [f"the event loop stood still for {held:.0f} s"] if held > STALL_SECONDS else []


_DOCS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def api(
    title: str,
    description: str,
    problems: Callable[[], list[str]],
    warnings: Callable[[], list[str]] = list,
    *,
    limits_bodies: bool = False,
) -> FastAPI:
    """An application with `/health/live`, `/health/ready` and `/metrics`.

    `problems()` says why it is not ready, `warnings()` what somebody should see to though it is. `limits_bodies`: its
    own routes read bodies in parts, and see to their length.
    """
    app = FastAPI(
        title=title,
        description=description,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        separate_input_output_schemas=False,
    )
    add_problems(app)
    if not limits_bodies:
        app.add_middleware(BodyLimit)
    pulse = Pulse()
    app.state.pulse = pulse
    app.state.before_stop = []  # what is to be called when the service is told to stop, while it still answers

    @app.get("/health/live", tags=["health"])
    async def live() -> dict[str, str]:
        """The process answers."""
        return {"status": "alive"}

    @app.get("/health/ready", tags=["health"], responses={503: {"description": "not ready, and why"}})
    async def ready() -> Response:
        """It also does its work: its streams move, its database takes writes. `warnings` do not make it unready."""
        found = pulse.problems() + problems()
        state = {"status": "not ready" if found else "ready", "problems": found, "warnings": warnings()}
        return JSONResponse(state, 503 if found else 200)

    @app.get("/docs", include_in_schema=False)
    async def docs() -> Response:
        """What this interface answers, as a page; from the package, not from a CDN."""
        return Response(reference.page(app.openapi()), media_type="text/html", headers=_DOCS)

    @app.get("/docs.css", include_in_schema=False)
    async def docs_style() -> Response:
        return Response(reference.STYLE, media_type="text/css", headers=_DOCS)

    @app.get("/metrics", tags=["health"], response_class=Response)
    async def metrics() -> Response:
        """Prometheus metrics."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return app


@asynccontextmanager
async def _stop_signal() -> AsyncIterator[asyncio.Event]:
    """Set by SIGTERM, SIGINT, or the end of the owner."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    owner = os.environ.get(OWNER_VARIABLE)
    if owner is not None:
        loop.add_reader(int(owner), stop.set)
    yield stop
    if owner is not None:
        loop.remove_reader(int(owner))


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        """Leave the signals to us: the service closes after its last answer."""
        yield


_BY_PORT: Final = (errno.EADDRINUSE, errno.EACCES)
"""Why a port can't be had; all else is a fault of the address."""


def listen(host: str, port: int, setting: str = "port") -> socket.socket:
    """A listening socket. Raises PortTaken if it can't be had, and says which `setting` to change."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        why = (error.strerror or str(error)).partition(" (while")[0]  # Python adds what was tried
        other = f"stop what listens there, or set another {setting}" if error.errno in _BY_PORT else "set TOCSIN_HOST"
        raise PortTaken(f"can't listen on {host}:{port}: {why}; {other}") from error


def url_of(host: str, port: int) -> str:
    """Where who listens there is reached."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@asynccontextmanager
async def _answering(app: Any, listener: socket.socket) -> AsyncIterator[tuple[uvicorn.Server, "asyncio.Task[None]"]]:
    """The server that lets `app` answer on `listener`, and its task; it ends at the end of the block."""
    sys.setswitchinterval(_TURN_SECONDS)
    server = _Server(
        uvicorn.Config(
            app,
            http=Caller,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
            timeout_keep_alive=30,  # longer than clients keep theirs, or a request meets a closing connection
        )
    )
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield server, running
    finally:
        server.should_exit = True
        await running


async def _until(stop: asyncio.Event, app: FastAPI, server: uvicorn.Server, running: "asyncio.Task[None]") -> None:
    """Let what is open answer until `stop` is set, and then to the end of its last answer."""
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    pulse = asyncio.create_task(app.state.pulse.run())
    waiting = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for let_go in app.state.before_stop:
            let_go()
        server.should_exit = True
        waiting.cancel()
        pulse.cancel()
        await running


async def serve(app: FastAPI, listener: socket.socket, stop: asyncio.Event) -> None:
    """Answer on `listener` until `stop` is set."""
    async with _answering(app, listener) as (server, running):
        await _until(stop, app, server, running)


S = TypeVar("S", bound=Settings)
Service = Callable[[S, Tell], AbstractAsyncContextManager[FastAPI]]


async def run(service: Service[S], settings: S, port: int) -> None:
    """Open the service, serve it on `port` of its host until it is told to stop, and close it.

    The port is open at once: until the service is, it answers that it starts, and how far it is.
    """
    name = service.__name__
    opened = asyncio.Event()

    async def work() -> None:
        front = Front(name)
        with listen(settings.host, port, f"TOCSIN_{name.upper()}_PORT") as listener:
            async with _answering(front, listener) as (server, running), service(settings, front.tell) as app:
                front.open(app)
                opened.set()
                log.info("ready", service=name, url=url_of(settings.host, listener.getsockname()[1]))
                await _until(stop, app, server, running)

    async with _stop_signal() as stop:
        working = asyncio.create_task(work())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not opened.is_set():  # still at work on its file, say
            working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working
    log.info("stopped", service=name)


def main(service: Service[S], settings_class: type[S], port: Callable[[S], int]) -> None:
    """Run a service as a process. Exits with 2 and a line for people if it can't start and a restart would not help."""
    import uvloop

    try:
        settings = settings_class()
    except ValidationError as error:
        for fault in error.errors():
            variable = f"TOCSIN_{'_'.join(map(str, fault['loc'])).upper()}"
            sys.stderr.write(f"{variable}: {told(fault)}\n")
        sys.exit(CANNOT_START)
    set_up_logging(settings.log_level)
    known = [f"TOCSIN_{field.upper()}" for field in settings_class.model_fields]
    for said in misspelt(os.environ, known, service.__name__):
        log.warning(said, service=service.__name__)
    try:
        uvloop.run(run(service, settings, port(settings)))
    except (DatabaseUnusable, CannotStart, OSError) as error:
        reason = str(error).replace(":\n", ": ").replace("\n", "; ")
        log.error("can't start", service=service.__name__, reason=reason)
        sys.exit(CANNOT_START)
