"""`tocsin up`: everything on one machine, until Ctrl-C."""

import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qs, urlsplit

import typer
from rich.console import Console

from tocsin.faults import without_password

if TYPE_CHECKING:
    from services.supervisor import Services

console = Console(stderr=True, highlight=False)


def up(
    data: Annotated[Path, typer.Option(envvar="TOCSIN_DATA", help="The folder that everything is kept in.")] = Path(
        "data"
    ),
    seeds: Annotated[Path | None, typer.Option(help="Articles to begin with: a file or a folder.")] = None,
    timeline_port: Annotated[int, typer.Option(envvar="TOCSIN_TIMELINE_PORT", help="0: any free port.")] = 8080,
    ingest_port: Annotated[int, typer.Option(envvar="TOCSIN_INGEST_PORT", help="0: any free port.")] = 8081,
    alerts_port: Annotated[int, typer.Option(envvar="TOCSIN_ALERTS_PORT", help="0: any free port.")] = 8082,
) -> None:
    """Run everything here: an embedded Valkey and the three services, until Ctrl-C.

    What is kept in the data folder is there again the next time. TOCSIN_REDIS_URL names a server to use instead of the
    embedded one; TOCSIN_REDIS_PORT the port of the embedded one (6379, or a free one if that is taken).
    """
    from services.supervisor import CannotRun
    from tocsin.serving import set_up_logging

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


def _say_where(services: "Services", data: Path) -> None:
    timeline, ingest, alerts = (services.urls[name] for name in ("timeline", "ingest", "alerts"))
    console.print(
        f"""
tocsin is up, its data in {data}

  the page        {timeline}
  the timeline    curl '{timeline}/v1/events?limit=5'
  arrival order   curl '{timeline}/v1/feed?limit=5'
  the alerts      curl '{alerts}/v1/alerts'  or  tocsin tail alerts
  as a stream     {redis_cli(services.redis_url)} XREAD STREAMS tocsin:alerts 0
  add an article  tocsin ingest article.txt --published 2024-10-27   (to {ingest})

Ctrl-C stops it.
""",
        markup=False,
        soft_wrap=True,
    )
    sys.stderr.flush()
