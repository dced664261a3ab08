"""A webhook receiver: a real HTTP server that keeps what it is sent and answers as the test says."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

KEY = bytes(range(32))
PATH = "/hook"
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"


@dataclass(frozen=True)
class Request:
    """One request as it came, and the status that it got."""

    path: str
    headers: dict[str, str]
    body: bytes
    status: int

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def is_signed(self, key: bytes = KEY) -> bool:
        """Whether one of its signatures is by `key`, over a time that is now, as the published scheme says."""
        stamp = self.headers["webhook-timestamp"]
        content = f"{self.headers['webhook-id']}.{stamp}.".encode() + self.body
        made = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        return abs(time.time() - int(stamp)) < 300 and f"v1,{made}" in self.headers["webhook-signature"].split()


@dataclass
class Hook:
    """The receiver. `answer(request without status)` gives the status of the answer."""

    answer: Callable[[Request], int] = lambda _: 204
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    headers: str = ""

    @property
    def taken(self) -> list[Request]:
        return [request for request in self.requests if request.status < 300]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while True:
                first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                if not first.startswith(f"POST {PATH}"):
                    return  # of another test, which looks for a service of its own that is to have this port
                request = Request(first.split()[1], headers, body, 0)
                status = self.answer(request)
                self.requests.append(Request(request.path, headers, body, status))
                writer.write(f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\n{self.headers}\r\n".encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def hooked(answer: Callable[[Request], int] = lambda _: 204) -> AsyncIterator[Hook]:
    """A receiver that answers at its `url` while the block runs."""
    hook = Hook(answer)
    server = await asyncio.start_server(hook.serve, "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"
    async with server:
        yield hook
        server.close()


def in_order(requests: list[Request]) -> dict[str, list[int]]:
    """The revisions of each alert in the order in which they were taken; one that came again at once counts once."""
    found: dict[str, list[int]] = {}
    for request in requests:
        alert = request.json["data"]
        revisions = found.setdefault(alert["id"], [])
        if revisions[-1:] != [alert["revision"]]:
            revisions.append(alert["revision"])
    return found
