"""Lines out of a stream of bytes, and answers into another, in constant memory."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from typing import Final

from services.ingest.submission import Refused

MAX_LINE_BYTES: Final = 20_000_000
"""A text at its limit with every character escaped fits; so does a page."""

MEMORY_BYTES: Final = 1_000_000
"""Answers beyond it wait on disk."""

CHUNK_BYTES: Final = 64_000


class Splitter:
    """Splits what is fed to it at line breaks. A line that is too long is dropped, and a refusal stands for it."""

    def __init__(self, limit: int = MAX_LINE_BYTES) -> None:
        self._limit = limit
        self._rest = bytearray()
        self._dropping = False

    def feed(self, chunk: bytes) -> Iterator[bytes | Refused]:
        """The lines that end in `chunk`, without their breaks."""
        start = 0
        while (end := chunk.find(b"\n", start)) >= 0:
            yield self._line(chunk[start:end])
            start = end + 1
        self._keep(chunk[start:])

    def close(self) -> Iterator[bytes | Refused]:
        """The last line, if it has no break."""
        if self._rest or self._dropping:
            yield self._line(b"")

    def _line(self, end: bytes) -> bytes | Refused:
        self._keep(end)
        line: bytes | Refused = bytes(self._rest).removesuffix(b"\r")
        if self._dropping:
            line = Refused(None, f"is longer than {self._limit / 1e6:,.0f} MB; give its parts", 413)
        self._rest.clear()
        self._dropping = False
        return line

    def _keep(self, part: bytes) -> None:
        if len(self._rest) + len(part) > self._limit:
            self._dropping = True
            self._rest.clear()
        if not self._dropping:
            self._rest += part


class Spool:
    """Bytes from one task to another that may be slower: nothing waits to write, little is held in memory."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 (closed by close)
        self._read = self._written = 0
        self._more = asyncio.Event()
        self._ended = False

    def write(self, data: bytes) -> None:
        """Append `data`."""
        self._file.seek(self._written)
        self._file.write(data)
        self._written += len(data)
        self._more.set()

    def end(self) -> None:
        """Nothing more will be written."""
        self._ended = True
        self._more.set()

    async def chunks(self) -> AsyncIterator[bytes]:
        """What was written, as it comes, until the end."""
        while True:
            await self._more.wait()
            self._file.seek(self._read)
            if chunk := self._file.read(CHUNK_BYTES):
                self._read += len(chunk)
                yield chunk
            elif self._ended:
                return
            else:
                self._file.seek(0)
                self._file.truncate()
                self._read = self._written = 0
                self._more.clear()

    def close(self) -> None:
        self._file.close()
