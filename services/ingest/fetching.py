"""Fetching from the web what others name: only from public addresses, only so much, only for so long.

Connections go to checked addresses only (`tocsin.connections`); each redirect is checked like the first address.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import urlencode

import httpcore
import httpx

from services.ingest.hosts import Hosts
from services.ingest.submission import plain
from services.ingest.unpacking import ACCEPTED, Unpackable, unpacker
from tocsin import __version__
from tocsin.addresses import Network
from tocsin.connections import NotConnected, checked_pool
from tocsin.retry_after import seconds

MAX_BODY_BYTES: Final = 5_000_000
"""After decompression."""
MAX_REDIRECTS: Final = 5
DEADLINE_SECONDS: Final = 20.0
"""For everything: names, connections, redirects and the body."""
MAX_REASON_BYTES: Final = 300
CONNECTIONS: Final = 16
"""What is asked at once. Who waits for the turn of a host is not among them: a slow one keeps nobody else waiting."""
PAUSE_SECONDS: Final = 0.5
"""So long a host is left alone after each request."""

_PERMANENT: Final = frozenset({301, 308})
_REDIRECTS: Final = _PERMANENT | {302, 303, 307}
_ADVICE: Final = {
    401: "it is not public: ask its publisher for an address that is",
    403: "it does not serve programs, or not us: ask its publisher",
    404: "look whether the address is right",
    406: "it has nothing in a form that can be read",
    410: "it is gone for good: look for its new address",
    429: "it is asked less often from now on",
    451: "it may not be had from here by law",
}
"""What to do about an answer; of most, the server's owner has to see to it."""

T = TypeVar("T")


class Unfetchable(Exception):
    """It can't be had; the text says why. `retry_after` is in seconds, if the server named a time."""

    def __init__(self, reason: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer of 200, or of 304 without a body. Header names are in lower case."""

    url: str
    """Where it was found in the end."""
    moved_to: str | None
    """Where it is from now on, if every redirect on the way was permanent."""
    status: int
    headers: dict[str, str]
    body: bytes


async def _at_once(_: int) -> None:
    """There is room for it."""


class Fetcher:
    """Fetches; made by `fetching`."""

    def __init__(self, pool: httpcore.AsyncConnectionPool, hosts: Hosts, deadline: float) -> None:
        self._pool = pool
        self._hosts = hosts
        self._deadline = deadline
        self._slots = asyncio.Semaphore(CONNECTIONS)

    async def fetch(
        self, url: str, headers: Mapping[str, str] | None = None, *, room: Callable[[int], Awaitable[None]] = _at_once
    ) -> Fetched:
        """What is at `url` (http or https), with `headers` besides our own. Raises Unfetchable.

        When it is its turn, `room(bytes)` is waited for: so much may come.
        """
        return await self._guarded(url, lambda here: self._follow(here, dict(headers or {})), room)

    async def post(self, url: str, form: Mapping[str, str]) -> None:
        """Send a form, which is taken with 2xx. No redirect is followed. Raises Unfetchable."""
        return await self._guarded(url, lambda here: self._send(here, urlencode(form).encode()))

    async def _guarded(
        self, url: str, ask: Callable[[httpx.URL], Awaitable[T]], room: Callable[[int], Awaitable[None]] = _at_once
    ) -> T:
        """What `ask` gives, in the turn of the host and before the deadline. Raises Unfetchable."""
        try:
            here = httpx.URL(url)
            async with self._hosts.turn(here.host):
                await room(MAX_BODY_BYTES)
                async with self._slots, asyncio.timeout(self._deadline):
                    return await ask(here)
        except TimeoutError:
            raise Unfetchable(f"did not come within {self._deadline:.0f} s: its server is slow or away") from None
        except (httpx.InvalidURL, UnicodeError) as error:
            raise Unfetchable(f"is no valid address ({error}): write it as https://example.org/page") from None
        except NotConnected as error:
            ours = " (TOCSIN_INGEST_FETCH_NETWORKS names exceptions)" if error.refused else ": is the address right?"
            raise Unfetchable(plain(f"{error}{ours}")) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError) as error:
            cause = plain(str(error)) or type(error).__name__
            raise Unfetchable(f"the connection failed ({cause}): see whether its server is up, and try again") from None

    async def _send(self, here: httpx.URL, form: bytes) -> None:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        async with self._request(here, headers, method="POST", content=form) as response:
            if not httpx.codes.is_success(response.status):
                said = bytearray()
                async for chunk in response.aiter_stream():
                    said += chunk
                    if len(said) > MAX_REASON_BYTES:
                        break
                reason = plain(said[:MAX_REASON_BYTES].decode("utf-8", "replace")) or "no words"
                raise Unfetchable(f"the server answers {response.status}: {reason}", status=response.status)

    async def _follow(self, here: httpx.URL, headers: dict[str, str]) -> Fetched:
        moved_to, permanent = None, True
        for _ in range(MAX_REDIRECTS + 1):
            async with self._request(here, headers) as response:
                told = _told(response)
                if response.status not in _REDIRECTS or "location" not in told:
                    body = await self._answer(response, told)
                    return Fetched(str(here), moved_to, response.status, told, body)
                permanent = permanent and response.status in _PERMANENT
            here = here.join(told["location"]).copy_with(userinfo=b"")
            moved_to = str(here) if permanent else moved_to
        raise Unfetchable(f"leads on and on: more than {MAX_REDIRECTS} redirects; look where it ends, and name that")

    @asynccontextmanager
    async def _request(
        self, url: httpx.URL, headers: dict[str, str], *, method: str = "GET", content: bytes | None = None
    ) -> AsyncIterator[httpcore.Response]:
        if url.scheme not in {"http", "https"} or not url.host:
            raise Unfetchable(f"{plain(str(url))[:200]} is no http or https address, and only those are asked")
        sent = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": f"tocsin/{__version__}",
            "Accept": "*/*",
            "Accept-Encoding": ACCEPTED,
        } | headers
        if content is not None:
            sent["Content-Length"] = str(len(content))
        request = httpcore.Request(
            method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            # What a server said comes back to it byte for byte; h11 refuses line breaks in it.
            headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in sent.items()],
            content=content,
        )
        response = await self._pool.handle_async_request(request)
        try:
            yield response
        finally:
            await response.aclose()

    async def _answer(self, response: httpcore.Response, headers: dict[str, str]) -> bytes:
        if response.status == httpx.codes.NOT_MODIFIED:
            return b""
        if response.status != httpx.codes.OK:
            phrase = httpx.codes.get_reason_phrase(response.status)
            advice = _ADVICE.get(response.status, "its owner has to see to it")
            raise Unfetchable(
                f"the server answers {response.status} {phrase}".rstrip() + f": {advice}",
                status=response.status,
                retry_after=seconds(headers.get("retry-after"), headers.get("date")),
            )
        return await _body(response, headers.get("content-encoding", ""))


def _told(response: httpcore.Response) -> dict[str, str]:
    """The headers of an answer; several `Link` are one list."""
    told: dict[str, str] = {}
    for raw_name, raw_value in response.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        told[name] = f"{told[name]}, {value}" if name == "link" and name in told else value
    return told


async def _body(response: httpcore.Response, encoding: str) -> bytes:
    body = bytearray()
    try:
        unpack = unpacker(plain(encoding))
        async for chunk in response.aiter_stream():
            body += unpack.feed(chunk, MAX_BODY_BYTES + 1 - len(body))
            if len(body) > MAX_BODY_BYTES:
                raise Unfetchable(f"has more than {MAX_BODY_BYTES / 1e6:.0f} MB: name a shorter one")
        unpack.close()
    except Unpackable as error:
        raise Unfetchable(str(error)) from None
    return bytes(body)


@asynccontextmanager
async def fetching(
    allowed: tuple[Network, ...] = (), deadline: float = DEADLINE_SECONDS, pause: float = PAUSE_SECONDS
) -> AsyncIterator[Fetcher]:
    """A fetcher that may use public addresses and the `allowed` networks, one request a host at a time."""
    async with checked_pool(allowed, most=CONNECTIONS) as pool:
        yield Fetcher(pool, Hosts(pause), deadline)
