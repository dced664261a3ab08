"""Fetching from the web what others name: only from public addresses, only so much, only for so long.

Connections go to checked addresses only (`tocsin.connections`); each redirect is checked like the first address.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

import httpcore
import httpx

from services.ingest.submission import plain
from tocsin import __version__
from tocsin.addresses import Network
from tocsin.connections import NotConnected, checked_pool

MAX_BODY_BYTES: Final = 5_000_000
"""After decompression."""
MAX_REDIRECTS: Final = 5
DEADLINE_SECONDS: Final = 20.0
"""For everything: names, connections, redirects and the body."""
CONNECTIONS: Final = 16

_PERMANENT: Final = frozenset({301, 308})
_REDIRECTS: Final = _PERMANENT | {302, 303, 307}


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


class Fetcher:
    """Fetches; made by `fetching`."""

    def __init__(self, pool: httpcore.AsyncConnectionPool, deadline: float) -> None:
        self._pool = pool
        self._deadline = deadline

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """What is at `url` (http or https), with `headers` besides our own. Raises Unfetchable."""
        try:
            async with asyncio.timeout(self._deadline):
                return await self._follow(url, dict(headers or {}))
        except TimeoutError:
            raise Unfetchable(f"did not come within {self._deadline:.0f} s") from None
        except httpx.InvalidURL as error:
            raise Unfetchable(f"is no valid address: {error}") from None
        except NotConnected as error:
            ours = " (TOCSIN_INGEST_FETCH_NETWORKS names exceptions)" if error.refused else ""
            raise Unfetchable(plain(f"{error}{ours}")) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError) as error:
            raise Unfetchable(f"the connection failed: {plain(str(error)) or type(error).__name__}") from None

    async def _follow(self, url: str, headers: dict[str, str]) -> Fetched:
        here, moved_to, permanent = httpx.URL(url), None, True
        for _ in range(MAX_REDIRECTS + 1):
            if here.scheme not in {"http", "https"} or not here.host:
                raise Unfetchable(f"{plain(str(here))[:200]} is no http or https address")
            async with self._request(here, headers) as response:
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                if response.status not in _REDIRECTS or "location" not in told:
                    body = await self._answer(response, told)
                    return Fetched(str(here), moved_to, response.status, told, body)
                permanent = permanent and response.status in _PERMANENT
            here = here.join(told["location"])
            moved_to = str(here) if permanent else moved_to
        raise Unfetchable(f"leads on and on: more than {MAX_REDIRECTS} redirects")

    @asynccontextmanager
    async def _request(self, url: httpx.URL, headers: dict[str, str]) -> AsyncIterator[httpcore.Response]:
        sent = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": f"tocsin/{__version__}",
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
        } | headers
        request = httpcore.Request(
            "GET",
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=list(sent.items()),
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
            raise Unfetchable(
                f"the server answers {response.status} {phrase}".rstrip(),
                status=response.status,
                retry_after=_seconds(headers.get("retry-after"), headers.get("date")),
            )
        return await _body(response, headers.get("content-encoding", "identity").strip().lower())


async def _body(response: httpcore.Response, encoding: str) -> bytes:
    if encoding in {"gzip", "x-gzip", "deflate"}:
        inflate = zlib.decompressobj(47) if encoding != "deflate" else zlib.decompressobj()
    elif encoding in {"identity", ""}:
        inflate = None
    else:
        raise Unfetchable(f"comes encoded as {plain(encoding)[:40]!r}, which was not asked for")
    body = bytearray()
    async for chunk in response.aiter_stream():
        try:
            # Never more at once than may still come: a bomb does not go off.
            body += inflate.decompress(chunk, MAX_BODY_BYTES + 1 - len(body)) if inflate else chunk
        except zlib.error as error:
            raise Unfetchable(f"can't be decompressed: {error}") from None
        if len(body) > MAX_BODY_BYTES:
            raise Unfetchable(f"has more than {MAX_BODY_BYTES / 1e6:.0f} MB")
    return bytes(body)


def _seconds(retry_after: str | None, date: str | None) -> float | None:
    """The seconds of a Retry-After header, which may also be a date (measured against the server's own clock)."""
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        wait = parsedate_to_datetime(retry_after) - parsedate_to_datetime(date or "")
    except (ValueError, TypeError):
        return None
    return max(0.0, wait.total_seconds())


@asynccontextmanager
async def fetching(allowed: tuple[Network, ...] = (), deadline: float = DEADLINE_SECONDS) -> AsyncIterator[Fetcher]:
    """A fetcher that may use public addresses and the `allowed` networks."""
    async with checked_pool(allowed, most=CONNECTIONS) as pool:
        yield Fetcher(pool, deadline)
