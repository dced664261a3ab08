"""The connections of those who ask: closed if a request's head is too long or does not come, or no answer is read.

uvicorn waits for a head without end, and takes one of any length; so whoever opens connections and sends nothing, or a
little now and then, would take them from all others. It also keeps an answer that is not read for as long as the
connection stands; so whoever asks much and reads nothing would take all memory.
"""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS: Final = 30.0
MOST_HEAD_BYTES: Final = 65_536
UNREAD_SECONDS: Final = 60.0
"""So long nothing of an answer is read, while nothing is sent either."""


class Caller(HttpToolsProtocol):
    """One connection, from its first byte on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_head = True
        self._head = 0
        self._patience: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._sends = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        super().connection_made(transport)
        self._wait(0)

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        self._is_read()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        self._sends = True
        super().data_received(data)
        if self._in_head:
            self._wait(len(data))
        else:
            self._rest()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        self._is_read()
        super().resume_writing()

    def _watch(self) -> None:
        """More of an answer waits than the connection takes: see whether it becomes less."""
        self._sends = False
        left = self.transport.get_write_buffer_size()
        self._unread = self.loop.call_later(UNREAD_SECONDS, self._look, left)

    def _look(self, before: int) -> None:
        if self._sends or self.transport.get_write_buffer_size() < before:
            self._watch()
        else:
            self.transport.abort()

    def _is_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _wait(self, more: int) -> None:
        """The head is not whole yet: see how long it is, and how long it takes."""
        self._head += more
        if self.transport.is_closing():
            return
        if self._head > MOST_HEAD_BYTES:
            self.send_400_response("The head of the request is too long.")
        elif self._patience is None:
            self._patience = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _rest(self) -> None:
        """The head is whole."""
        self._head = 0
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
