"""`tocsin up`: everything on one machine, until Ctrl-C."""

import asyncio
import shlex
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import parse_qs, urlsplit

import typer
from rich.console import Console

from tocsin.faults import without_password

if TYPE_CHECKING:
    from services.supervisor import Services

USUAL_DATA: Final = Path("data")
USUAL_PORTS: Final = {"timeline": 8080, "ingest": 8081, "alerts": 8082}

console = Console(stderr=True, highlight=False)


def up(
    data: Annotated[
        Path, typer.Option(envvar="TOCSIN_DATA", help="The folder that everything is kept in.")
    ] = USUAL_DATA,
    seeds: Annotated[Path | None, typer.Option(exists=True, help="Articles to begin with: a file or a folder.")] = None,
    timeline_port: Annotated[int, typer.Option(envvar="TOCSIN_TIMELINE_PORT", help="0: any free port.")] = USUAL_PORTS[
        "timeline"
    ],
    ingest_port: Annotated[int, typer.Option(envvar="TOCSIN_INGEST_PORT", help="0: any free port.")] = USUAL_PORTS[
        "ingest"
    ],
    alerts_port: Annotated[int, typer.Option(envvar="TOCSIN_ALERTS_PORT", help="0: any free port.")] = USUAL_PORTS[
        "alerts"
    ],
) -> None:
    """Run everything here: an embedded Valkey and the three services, until Ctrl-C.

    What is kept in the data folder is there again the next time. TOCSIN_REDIS_URL names a server to use instead of the
    embedded one; TOCSIN_REDIS_PORT the port of the embedded one (6379, or a free one if that is taken).
    """
    from services.supervisor import CannotRun
    from tocsin.logs import set_up_logging

    set_up_logging("info")
    ports = {"timeline": timeline_port, "ingest": ingest_port, "alerts": alerts_port}
    try:
        asyncio.run(_run(data, seeds, ports))
    except CannotRun as error:
        console.print(f"tocsin: {error}", style="red", markup=False)
        raise typer.Exit(1) from None


async def _run(data: Path, seeds: Path | None, ports: dict[str, int]) -> None:
    from services.supervisor import CannotRun, running

    async with running(data, ports) as services:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, services.stop.set)
        await services.until_ready()
        if services.stop.is_set():
            return
        _say_where(services, data)
        if seeds is not None:
            sending = asyncio.create_task(asyncio.to_thread(_send, seeds, services.urls["ingest"]))
            stopping = asyncio.create_task(services.stop.wait())
            await asyncio.wait([sending, stopping], return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
        await services.stop.wait()
        if services.failure:
            raise CannotRun(services.failure)
        console.print("\nstopping …")
    console.print("stopped; everything is kept in", str(data))


def _send(seeds: Path, url: str) -> None:
    from services.ingest.client import send

    summary = send([seeds], url=url)
    console.print(f"seeds from {seeds}: {summary}\n")


def redis_cli(url: str) -> str:
    """How redis-cli reaches the server at `url`; its password is shown to nobody."""
    address = urlsplit(url)
    if address.scheme == "unix":
        return f"redis-cli -s {address.path} -n {parse_qs(address.query).get('db', ['0'])[0]}"
    return f"redis-cli -u {without_password(url)}"


def _activated() -> str:
    """How `tocsin` becomes a command in another terminal, where it is none."""
    activate = Path(sys.prefix) / "bin" / "activate"
    if shutil.which("tocsin") or not activate.exists():
        return ""
    here = activate.relative_to(Path.cwd()) if activate.is_relative_to(Path.cwd()) else activate
    return f"  the commands    . {shlex.quote(str(here))}   (in a terminal, so that `tocsin` is one)\n"


def _elsewhere(services: "Services", data: Path) -> str:
    """What `tocsin` in another terminal has to be told, where this is not what it takes for granted."""
    told = {
        f"TOCSIN_{name.upper()}_URL": url
        for name, url in services.urls.items()
        if url != f"http://127.0.0.1:{USUAL_PORTS[name]}"
    }
    if data != USUAL_DATA:
        told["TOCSIN_DATA"] = str(data.absolute())
    words = " ".join(f"{name}={shlex.quote(value)}" for name, value in told.items())
    return f"  in a terminal   export {words}   (so that `tocsin` finds it)\n" if told else ""


def _say_where(services: "Services", data: Path) -> None:
    timeline, alerts = services.urls["timeline"], services.urls["alerts"]
    console.print(
        f"""
tocsin is up, its data in {data}

  the page        {timeline}
  the timeline    curl '{timeline}/v1/events?limit=5'
  arrival order   curl '{timeline}/v1/feed?limit=5'
  the alerts      curl '{alerts}/v1/alerts'  or  tocsin tail alerts
  as a stream     {redis_cli(services.redis_url)} XREAD STREAMS tocsin:alerts 0
  add an article  tocsin ingest article.txt --published 2024-10-27
{_activated()}{_elsewhere(services, data)}
Ctrl-C stops it.
""",
        markup=False,
        soft_wrap=True,
    )
    sys.stderr.flush()
