"""Many articles over one connection: lines come in, answers go out, both at once and in constant memory."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Final

from fastapi import Request, Response
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from services.ingest.desk import Desk
from services.ingest.lines import Splitter, Spool
from services.ingest.reception import Lines
from services.ingest.submission import Refused
from tocsin.bodies import DRAIN_BYTES
from tocsin.problems import Problem
from tocsin.serving import log

NDJSON: Final = "application/x-ndjson"

BATCH_LINES: Final = 500
BATCH_BYTES: Final = 4_000_000
GATHER_SECONDS: Final = 0.2
"""A slow sender's lines are committed after so long a silence, however few they are."""
IDLE_SECONDS: Final = 60.0
ROOM_SECONDS: Final = 30.0
"""So long nothing is read while the outbox is full; then the sender is told to send the rest later."""


class AnswerStream(Response):
    """Reads lines and writes their answers at the same time; neither waits for the other.

    Most clients read nothing until they have sent everything. So answers that the client does not read yet are spooled.
    """

    def __init__(self, desk: Desk, request: Request) -> None:
        """Raises Problem (503) if too many send at once."""
        desk.begin_stream()
        super().__init__(media_type=NDJSON)
        self.raw_headers = [header for header in self.raw_headers if header[0] != b"content-length"]
        self._desk = desk
        self._request = request
        self._spool = Spool()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        reading = asyncio.create_task(self._read())
        writing = asyncio.create_task(self._write(send))
        try:
            await asyncio.wait([reading, writing], return_when=asyncio.FIRST_EXCEPTION)
            for task in (reading, writing):
                if task.done():
                    task.result()
        except (ClientDisconnect, OSError):
            log.info("the client went away before its answer was whole")
        finally:
            reading.cancel()
            writing.cancel()
            await asyncio.gather(reading, writing, return_exceptions=True)
            self._spool.close()
            self._desk.end_stream()

    async def _read(self) -> None:
        number, seen = 0, Lines()
        try:
            async for batch in batches(self._request):
                lines = [line for line in batch if isinstance(line, Refused) or line.strip()]
                await self._desk.room(ROOM_SECONDS)
                answers = iter(await self._desk.take(lines, seen) if lines else [])
                told = []
                for line in batch:
                    number += 1
                    if isinstance(line, Refused) or line.strip():
                        told.append(json.dumps({"line": number} | next(answers).fields(), ensure_ascii=False))
                if told:
                    self._spool.write("".join(f"{line}\n" for line in told).encode())
        except Problem as problem:
            left = {"line": number + 1, "status": "unanswered", "detail": problem.body["detail"]}
            self._spool.write(json.dumps(left, ensure_ascii=False).encode() + b"\n")
        self._spool.end()  # not if anything else was raised: then the answer must not look whole

    async def _write(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        async for chunk in self._spool.chunks():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def batches(request: Request) -> AsyncIterator[list[bytes | Refused]]:
    """The lines of the body in batches: as many as commit well together, fewer if the sender pauses.

    Raises ClientDisconnect if the sender goes away, after the whole lines that came, and Problem if it stops sending.
    """
    splitter, batch, size = Splitter(), list[bytes | Refused](), 0
    chunks = request.stream()
    waiting: asyncio.Task[bytes] | None = None
    idle = 0.0
    try:
        while True:
            waiting = waiting or asyncio.ensure_future(anext(chunks, b""))
            await asyncio.wait([waiting], timeout=GATHER_SECONDS)
            if not waiting.done():
                idle += GATHER_SECONDS
                if batch:
                    yield batch
                    batch, size = [], 0
                if idle > IDLE_SECONDS:
                    raise Problem(408, "No more lines", f"nothing came for {IDLE_SECONDS:.0f} s; send the rest again")
                continue
            try:
                chunk = waiting.result()
            except ClientDisconnect:
                if batch:
                    yield batch
                raise
            waiting, idle = None, 0.0
            lines = list(splitter.feed(chunk) if chunk else splitter.close())
            batch += lines
            size += len(chunk)
            if batch and (not chunk or len(batch) >= BATCH_LINES or size >= BATCH_BYTES):
                yield batch
                batch, size = [], 0
            if not chunk:
                return
    finally:
        if waiting is not None:
            waiting.cancel()


async def whole_body(request: Request, limit: int, advice: str) -> bytes:
    """The body, which has at most `limit` bytes, in time; `advice` is for who sends more.

    Raises Problem, and ClientDisconnect if the sender goes away.
    """
    body, size = bytearray(), 0
    try:
        async with asyncio.timeout(IDLE_SECONDS):
            async for chunk in request.stream():
                size += len(chunk)
                if size > DRAIN_BYTES:
                    break
                if size <= limit:
                    body += chunk
    except TimeoutError:
        raise Problem(
            408, "The body did not come", f"it was not whole after {IDLE_SECONDS:.0f} s; send it again"
        ) from None
    if size > limit:
        raise Problem(
            413,
            "The body is too large",
            f"at most {limit / 1e6:.0f} MB are taken; {advice}",
            headers={"Connection": "close"},
        )
    return bytes(body)
