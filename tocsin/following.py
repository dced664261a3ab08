"""Following what a service appends: places in it, waiting for what comes, Server-Sent Events with bounded memory."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

import structlog
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tocsin.problems import Problem

logger: Final = structlog.get_logger("tocsin.following")

CHUNK: Final = 200
RECENT_ROWS: Final = 2000
RECENT_BYTES: Final = 16_000_000

GONE: Final = (
    "this is a place in another log than the one that answers now (it was restored or replaced); start again without it"
)

PRUNED: Final = "some of what came after this place is not kept any more; start again without it"


def place(log_id: str, position: int) -> str:
    """A place in a log, as `after`, `next` and `Last-Event-ID` write it."""
    return f"{log_id}:{position}"


def position_of(text: str, log_id: str, head: int, *, begin: int = 0, name: str = "after") -> int:
    """The position that a place means, between `begin` and `head`.

    Raises Problem: 422 if it is no such place, 410 if it is one of another log, beyond the end of this one, or of
    before its beginning.
    """
    theirs, colon, number = text.rpartition(":")
    if not colon or not theirs or not (number.isascii() and number.isdigit()) or len(number) > 18:
        detail = f"{name}: {text[:80]!r} is no place in a log; give the `next` of an earlier answer, or leave it out"
        raise Problem(422, "Not a place in the log", detail)
    if theirs != log_id or int(number) > head:
        raise Problem(410, "That log is gone", f"{name}: {GONE}")
    if int(number) < begin:
        raise Problem(410, "That place is gone", f"{name}: {PRUNED}")
    return int(number)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was appended, as followers see it. Positions have no gap."""

    position: int
    type: str
    item: bytes
    """JSON on one line."""


E = TypeVar("E", bound=Entry)
Read = Callable[[int, int], Awaitable[list[E]]]
"""(position, limit) → at most so many entries after the position, in order."""
Sift = Callable[[Sequence[E]], Awaitable[Sequence[E]]]
"""Entries → those of them that a follower wants, in the same order."""


def on_one_line(message: bytes) -> bytes:
    """JSON without its line breaks: outside of its strings it may break lines anywhere."""
    return message.replace(b"\r", b" ").replace(b"\n", b" ")


class Tail(Generic[E]):
    """The end of a log, read once for all who follow it."""

    def __init__(self, read: Read[E]) -> None:
        self._read = read
        self._recent: deque[E] = deque()
        self._bytes = 0
        self._grown = asyncio.Event()
        self._waiting = 0
        self._growing: asyncio.Task[None] | None = None
        self._stale = True
        """There may be rows after `_last`."""
        self.closed = False
        self._lock = asyncio.Lock()
        self._since = 0
        """`_recent` holds all rows after this position, up to `_last`."""
        self._last = 0

    def wake(self) -> None:
        """The log has grown (or may have): read on, once for all who wait, and then wake them."""
        self._stale = True
        if self._waiting and self._growing is None:
            self._growing = asyncio.ensure_future(self._grow())

    async def _grow(self) -> None:
        try:
            while self._stale and not self.closed:
                async with self._lock:
                    await self._read_on(self._last)
                self._let_go()
        finally:
            self._growing = None
            self._let_go()

    def _let_go(self) -> None:
        self._grown.set()
        self._grown = asyncio.Event()

    def forget(self) -> None:
        """What is in memory may not be what is in the log any more."""
        self._recent.clear()
        self._bytes = 0
        self._since = self._last

    async def after(self, position: int, limit: int = CHUNK) -> list[E]:
        """At most `limit` rows after `position`, in order; of recent ones without a look at the file."""
        if position >= self._last:
            async with self._lock:
                if position >= self._last:
                    await self._read_on(position)
        if position >= self._since:
            skip = position - self._since
            return [self._recent[i] for i in range(skip, min(skip + limit, len(self._recent)))]
        return await self._read(position, limit)

    async def _read_on(self, position: int) -> None:
        if position > self._last:
            self._recent.clear()
            self._bytes = 0
            self._since = self._last = position
        self._stale = False  # before the look: what comes meanwhile says so again
        try:
            entries = await self._read(self._last, CHUNK)
        except BaseException:
            self._stale = True
            raise
        self._stale = self._stale or len(entries) == CHUNK
        for entry in entries:
            self._recent.append(entry)
            self._bytes += len(entry.item)
            self._last = entry.position
        while self._recent and (self._bytes > RECENT_BYTES or len(self._recent) > RECENT_ROWS):
            dropped = self._recent.popleft()
            self._bytes -= len(dropped.item)
            self._since = dropped.position

    def close(self) -> None:
        """The service stops: whoever waits for something new is let go, and live streams end."""
        self.closed = True
        self._let_go()

    async def wait_after(self, position: int, seconds: float) -> list[E]:
        """Rows after `position`; if there are none yet, wait for them, at most so long."""
        while (position < self._last or self._stale) and not self.closed:
            if found := await self.after(position):
                return found
        if self.closed:
            return []
        self._waiting += 1
        try:
            async with asyncio.timeout(seconds):
                await self._grown.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting -= 1
        return await self.after(position)


async def server_sent(
    tail: Tail[E], log_id: str, position: int, sift: Sift[E], heartbeat: float
) -> AsyncIterator[bytes]:
    """What is appended after `position` and wanted, as Server-Sent Events, until the service stops.

    The id of each event is its place in the log; what is left out moves the client's place along in a heartbeat.
    """
    yield b"retry: 1000\n\n"
    while not tail.closed:
        entries = await tail.wait_after(position, heartbeat)
        sent = b"".join([_sent(log_id, e.position, e.type, e.item) for e in await sift(entries)])
        if entries:
            position = entries[-1].position
        yield sent or b"id: %b\n: heartbeat\n\n" % place(log_id, position).encode()


@lru_cache(maxsize=RECENT_ROWS)
def _sent(log_id: str, position: int, kind: str, item: bytes) -> bytes:
    """An entry as one Server-Sent Event; made once for all who follow."""
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (place(log_id, position).encode(), kind.encode(), item)


class Followers:
    """How many follow, and how many may."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0

    async def admit(self, chunks: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
        """The chunks, counted as a follower from the first to the last."""
        self._count += 1
        try:
            async for chunk in chunks:
                yield chunk
        finally:
            self._count -= 1

    def check(self) -> None:
        """Raises Problem (503) if there is no room for one more."""
        if self._count >= self._most:
            detail = f"{self._count} clients follow already; try again later"
            raise Problem(503, "Too many followers", detail, headers={"Retry-After": "10"})


class EventStream(Response):
    """An endless `text/event-stream`; a client that leaves what it was sent unread for `slow` seconds is dropped."""

    media_type = "text/event-stream"

    def __init__(self, chunks: AsyncGenerator[bytes], slow: float) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._chunks = chunks
        self._slow = slow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        sending = asyncio.ensure_future(self._send(send))
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sending, leaving):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async with aclosing(self._chunks) as chunks:
            async for chunk in chunks:
                try:
                    async with asyncio.timeout(self._slow):
                        await send({"type": "http.response.body", "body": chunk, "more_body": True})
                except TimeoutError:
                    logger.warning("a follower that did not read was dropped", after_seconds=self._slow)
                    return
        await send({"type": "http.response.body", "body": b""})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
