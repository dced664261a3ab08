"""The ingest service in the test's own process, a client of it, and web servers for it to fetch from."""

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from services.ingest.app import ingest
from services.ingest.settings import IngestSettings
from tocsin.messages import ArticlePublished, parse
from tocsin.serving import listen, serve

NDJSON = {"Content-Type": "application/x-ndjson"}


def line(number: int = 1, **fields: Any) -> dict[str, Any]:
    """An article, as a client gives it."""
    defaults = {
        "title": f"Ferry {number} makes port",
        "text": f"Ferry {number} reached the harbour on Monday after a night at sea, its captain said.",
        "published_at": "2024-10-28T08:00:00+09:00",
        "source": "Harbour Test",
        "url": f"https://harbour.example/{number}",
        "language": "en",
    }
    return {**defaults, **fields}


def dying(*_: Any) -> Any:
    """What reads a page or a feed, and takes its process with it."""
    os._exit(9)


def ndjson(*articles: Any) -> bytes:
    return b"".join(a if isinstance(a, bytes) else json.dumps(a).encode() + b"\n" for a in articles)


async def until(condition: Callable[[], Any], seconds: float = 45) -> Any:
    async with asyncio.timeout(seconds):
        while True:
            found = condition()
            if asyncio.iscoroutine(found):
                found = await found
            if found:
                return found
            await asyncio.sleep(0.005)


@asynccontextmanager
async def running(folder: Path, url: str, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """The service on a free port, and a client of it. Test servers need no pause."""
    settings = {"ingest_fetch_pause_seconds": 0, **settings}
    stop = asyncio.Event()
    with listen("127.0.0.1", 0) as listener:
        async with ingest(IngestSettings(data=folder, redis_url=url, **settings)) as app:
            serving = asyncio.create_task(serve(app, listener, stop))
            base = f"http://127.0.0.1:{listener.getsockname()[1]}"
            try:
                async with httpx.AsyncClient(base_url=base, timeout=30, trust_env=False, verify=False) as client:
                    yield client
            finally:
                stop.set()
                await serving


def accepted(folder: Path) -> list[ArticlePublished]:
    """What the outbox file holds, read by another connection: what would survive a crash."""
    with sqlite3.connect(f"file:{folder / 'ingest.db'}?mode=ro", uri=True) as db:
        found = [parse(row[0]) for row in db.execute("SELECT message FROM outbox ORDER BY sequence")]
    db.close()
    return [message for message in found if isinstance(message, ArticlePublished)]


Handler = Callable[[str, dict[str, str], asyncio.StreamWriter], Awaitable[None]]


def answer(status: str = "200 OK", body: bytes = b"", **headers: str) -> bytes:
    named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{named}\r\n".encode() + body


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """A server on 127.0.0.1 whose connections answer as `handler(path, headers, writer)` does; its address.

    What was sent with a request is in the headers, as `body`.
    """

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = request.decode("latin-1").strip().split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
                headers["body"] = (await reader.readexactly(int(headers.get("content-length", 0)))).decode("latin-1")
                await handler(first.split()[1], headers, writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def always(content: bytes) -> Handler:
    async def handler(_: str, __: dict[str, str], writer: asyncio.StreamWriter) -> None:
        writer.write(content)

    return handler
