"""Following the log as it grows: waiting for what comes, and Server-Sent Events with bounded memory."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import structlog
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.timeline import log
from services.timeline.cursors import place
from tocsin.sqlite import Database

logger: Final = structlog.get_logger("tocsin.timeline")

CHUNK: Final = 200
RECENT_ROWS: Final = 2000
RECENT_BYTES: Final = 16_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the log as followers see it."""

    position: int
    type: str
    item: bytes
    """`{"position", "recorded_at", "message"}` on one line; the message is null once it was redacted."""


def entry(row: log.Row) -> Entry:
    """The row with its message as it came, on one line: outside of its strings, JSON may break lines anywhere."""
    message = row.data.replace(b"\r", b" ").replace(b"\n", b" ") or b"null"
    head = f'{{"position":{row.position},"recorded_at":"{row.recorded_at}","message":'
    return Entry(row.position, row.type, head.encode() + message + b"}")


class Tail:
    """The end of the log, read once for all who follow it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recent: deque[Entry] = deque()
        self._bytes = 0
        self._grown = asyncio.Event()
        self.closed = False
        self._lock = asyncio.Lock()
        self._since = 0
        """`_recent` holds all rows after this position, up to `_last`."""
        self._last = 0

    def wake(self) -> None:
        """The log has grown (or may have): wake all who wait."""
        self._grown.set()
        self._grown = asyncio.Event()

    async def after(self, position: int, limit: int = CHUNK) -> list[Entry]:
        """At most `limit` rows after `position`, in order; of recent ones without a look at the file."""
        async with self._lock:
            if position >= self._last:
                await self._read_on(position)
            if position >= self._since:
                skip = position - self._since
                return [self._recent[i] for i in range(skip, min(skip + limit, len(self._recent)))]
        async with self._database.reading() as connection:
            return [entry(row) for row in await log.read(connection, position, limit)]

    async def _read_on(self, position: int) -> None:
        if position > self._last:
            self._recent.clear()
            self._bytes = 0
            self._since = self._last = position
        async with self._database.reading() as connection:
            rows = await log.read(connection, self._last, CHUNK)
        for row in rows:
            self._recent.append(entry(row))
            self._bytes += len(row.data)
            self._last = row.position
        while self._recent and (self._bytes > RECENT_BYTES or len(self._recent) > RECENT_ROWS):
            dropped = self._recent.popleft()
            self._bytes -= len(dropped.item)
            self._since = dropped.position

    def close(self) -> None:
        """The service stops: whoever waits for something new is let go, and live streams end."""
        self.closed = True
        self.wake()

    async def wait_after(self, position: int, seconds: float) -> list[Entry]:
        """Rows after `position`; if there are none yet, wait for them, at most so long."""
        grown = self._grown  # taken before the look, so that what comes between is not missed
        if (found := await self.after(position)) or self.closed:
            return found
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await grown.wait()
        return await self.after(position)


async def server_sent(
    tail: Tail, log_id: str, position: int, types: Sequence[str], heartbeat: float
) -> AsyncIterator[bytes]:
    """The log after `position` as Server-Sent Events, until the service stops; types that begin with one of `types`.

    The id of each event is its place in the log; what is left out moves the client's place along in a heartbeat.
    """
    yield b"retry: 1000\n\n"
    while not tail.closed:
        entries = await tail.wait_after(position, heartbeat)
        sent = b"".join(
            b"id: %b\nevent: %b\ndata: %b\n\n" % (place(log_id, e.position).encode(), e.type.encode(), e.item)
            for e in entries
            if not types or e.type.startswith(tuple(types))
        )
        if entries:
            position = entries[-1].position
        yield sent or b"id: %b\n: heartbeat\n\n" % place(log_id, position).encode()


class EventStream(Response):
    """An endless `text/event-stream`; a client that leaves it unread for `slow` seconds is dropped."""

    media_type = "text/event-stream"

    def __init__(self, chunks: AsyncIterator[bytes], slow: float) -> None:
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
        async for chunk in self._chunks:
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
