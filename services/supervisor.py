"""`tocsin up`: the embedded Valkey and the three services as child processes, started, restarted and stopped together.

The supervisor holds one end of a pipe whose other end every child watches: if it is killed, they stop by themselves.
A child that dies is started again; one that says that it can't start (its port is taken, its file is damaged) ends all.
"""

import asyncio
import contextlib
import fcntl
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
import structlog

from tocsin.embedded import Keeper, NoServer, find_server, free_port
from tocsin.serving import CANNOT_START, OWNER_VARIABLE, PortTaken, listen, url_of

log: Final = structlog.get_logger("tocsin.supervisor")

SERVICES: Final = {"ingest": 8081, "timeline": 8080, "alerts": 8082}
"""The services in the order of the flow, with their usual ports."""

STOP_SECONDS: Final = 10.0
LIVED_LONG_SECONDS: Final = 30.0
FIRST_PAUSE_SECONDS: Final = 0.2
LONGEST_PAUSE_SECONDS: Final = 5.0
REDIS_PORT: Final = 6379


class CannotRun(Exception):
    """The services can't be brought up; the text says why and what to do."""


@dataclass
class Services:
    """What runs, and where: made by `running`."""

    redis_url: str
    urls: dict[str, str]
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    failure: str | None = None

    async def until_ready(self, seconds: float = 60.0) -> None:
        """Wait until all three answer that they are ready.

        Raises CannotRun, with what is missing, after `seconds` in which none said that it starts and how far it is: to
        make tables anew after an update may take an hour.
        """
        deadline = time.monotonic() + seconds
        missing = dict.fromkeys(self.urls, "no answer")
        async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
            while missing and not self.stop.is_set():
                for name in list(missing):
                    try:
                        answer = await client.get(f"{self.urls[name]}/health/ready")
                    except httpx.HTTPError as error:
                        missing[name] = str(error) or type(error).__name__
                        continue
                    if answer.status_code == 200:
                        del missing[name]
                        continue
                    told = answer.json()
                    missing[name] = "; ".join(told.get("problems", [])) or answer.text
                    if told.get("status") == "starting":
                        deadline = time.monotonic() + seconds
                if time.monotonic() > deadline:
                    raise CannotRun("; ".join(f"{name} is not ready: {why}" for name, why in missing.items()))
                await asyncio.sleep(0.05)
        if self.failure:
            raise CannotRun(self.failure)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Nobody else runs on `data` meanwhile. Raises CannotRun if somebody does, or the folder can't be written."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / "up.lock").open("w")
    except OSError as error:
        raise CannotRun(f"can't write to {data} ({error.strerror}): choose another folder with --data") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotRun(f"tocsin already runs on {data}: stop it, or choose another folder with --data") from None
        yield


def _next_pause(pause: float, born: float) -> float:
    """Seconds to wait before what was `born` then and has ended is started again: more each time, if it lives short."""
    lived_long = time.monotonic() - born > LIVED_LONG_SECONDS
    return FIRST_PAUSE_SECONDS if lived_long else min(pause * 2, LONGEST_PAUSE_SECONDS)


class _Child:
    """One process that is kept alive."""

    def __init__(self, name: str, environment: dict[str, str], owner: int) -> None:
        self.name = name
        self._environment = environment
        self._owner = owner
        self.process: asyncio.subprocess.Process | None = None

    async def keep_alive(self, services: Services) -> None:
        """Start it again whenever it ends; give up, and stop all, when it says that it can't start."""
        pause = FIRST_PAUSE_SECONDS
        while not services.stop.is_set():
            born = time.monotonic()
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                f"services.{self.name}",
                env=os.environ | self._environment | {OWNER_VARIABLE: str(self._owner)},
                pass_fds=(self._owner,),
                stdin=asyncio.subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C reaches the supervisor, who stops them in order
            )
            code = await self.process.wait()
            if services.stop.is_set():
                return
            if code == CANNOT_START:
                services.failure = f"{self.name} can't start; the line above says why"
                services.stop.set()
                return
            pause = _next_pause(pause, born)
            log.warning("a service ended and is started again", service=self.name, code=code, after=pause)
            await asyncio.sleep(pause)

    async def end(self) -> None:
        """Ask it to stop; kill it if it does not."""
        if self.process is None or self.process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(STOP_SECONDS):
                    await self.process.wait()
            except TimeoutError:
                log.warning("killed, for it did not stop", service=self.name)
                self.process.kill()


async def _keep_server(folder: Path, port: int, services: Services, keepers: list[Keeper]) -> None:
    """Keep the embedded server alive: started anew on its data whenever it ends."""
    pause = FIRST_PAUSE_SECONDS
    while not services.stop.is_set():
        born = time.monotonic()
        keepers.append(Keeper(folder, port))
        await asyncio.to_thread(keepers[-1].process.wait)
        keepers.pop().stop()
        if not services.stop.is_set():
            pause = _next_pause(pause, born)
            log.warning("the embedded server ended and is started again", port=port, after=pause)
            await asyncio.sleep(pause)


def _require_server() -> None:
    """Make sure that there is a server to embed. Raises CannotRun."""
    try:
        find_server()
    except NoServer as error:
        raise CannotRun(str(error)) from None


def _redis_port() -> int:
    """The port that is asked for. Raises CannotRun."""
    asked = os.environ.get("TOCSIN_REDIS_PORT") or str(REDIS_PORT)
    if not asked.isascii() or not asked.isdigit() or not 0 < int(asked) < 65_536:
        raise CannotRun(f"TOCSIN_REDIS_PORT is {asked[:40]!r}: it must be a port, from 1 to 65535")
    return int(asked)


def _require_port(name: str, host: str, port: int) -> None:
    """Make sure that nobody listens there, who would answer in the place of what is started. Raises CannotRun."""
    try:
        listen(host, port, f"TOCSIN_{name.upper()}_PORT").close()
    except PortTaken as error:
        raise CannotRun(f"{name} {error}") from None


def _reached_at(host: str, port: int) -> str:
    """The address at which this machine reaches who listens on `host`; on all of its addresses, by the nearest."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- nobody is bound to it here
    return url_of(near.get(host, host), port)


@asynccontextmanager
async def running(data: Path, ports: dict[str, int] | None = None) -> AsyncIterator[Services]:
    """All services on `data`, alive for as long as the block runs; `TOCSIN_REDIS_URL`, if set, is used as the server.

    `ports` gives each service's port, 0 for any free one. Raises CannotRun if they can't be brought up.
    """
    with _alone(data):
        wanted = SERVICES | (ports or {})
        chosen = {name: port or free_port() for name, port in wanted.items()}
        host = os.environ.get("TOCSIN_HOST") or "127.0.0.1"
        for name, number in chosen.items():
            _require_port(name, host, number)
        given = os.environ.get("TOCSIN_REDIS_URL")
        if not given:
            _require_server()
        port = free_port(_redis_port())
        url = given or f"redis://127.0.0.1:{port}/0"
        services = Services(url, {name: _reached_at(host, number) for name, number in chosen.items()})
        environment = {
            "TOCSIN_REDIS_URL": url,
            "TOCSIN_DATA": str(data.absolute()),
            **{f"TOCSIN_{name.upper()}_PORT": str(number) for name, number in chosen.items()},
            "TOCSIN_TIMELINE_ALERTS_URL": services.urls["alerts"],
        }
        read_end, write_end = os.pipe()
        children = [_Child(name, environment, read_end) for name in SERVICES]
        keepers: list[Keeper] = []
        tasks = [asyncio.create_task(child.keep_alive(services)) for child in children]
        if not given:
            folder = data.absolute() / "valkey"
            tasks.append(asyncio.create_task(_keep_server(folder, port, services, keepers)))
        try:
            yield services
        finally:
            services.stop.set()
            await asyncio.gather(*(child.end() for child in children))
            for keeper in keepers[:]:
                await asyncio.to_thread(keeper.stop)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            os.close(read_end)
            os.close(write_end)
