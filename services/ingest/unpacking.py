"""Bodies that come compressed, unpacked piece by piece and never beyond a limit: a bomb does not go off. Pure."""

import zlib
from typing import Final, Protocol

import brotli

ACCEPTED: Final = "gzip, deflate, br"
"""What is asked for."""


class Unpackable(ValueError):
    """It can't be unpacked; the text says why."""


class Unpacker(Protocol):
    """Gives what is in the pieces that it is fed, `limit` bytes of it and little more."""

    def feed(self, piece: bytes, limit: int) -> bytes:
        """What `piece` adds. Raises Unpackable."""
        ...

    def close(self) -> None:
        """There is no more. Raises Unpackable if there should be."""
        ...


def unpacker(encoding: str) -> Unpacker:
    """For a Content-Encoding as a server names it. Raises Unpackable if it was not asked for."""
    match encoding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip":
            return _Inflating(zlib.MAX_WBITS | 16)
        case "deflate":
            return _Inflating(None)
        case "br":
            return _Brotli()
    raise Unpackable(f"comes encoded as {encoding[:40]!r}, which was not asked for ({ACCEPTED})")


class _Plain:
    def feed(self, piece: bytes, limit: int) -> bytes:  # noqa: ARG002 - there is no more in it than it is
        return piece

    def close(self) -> None:
        pass


class _Inflating:
    """gzip, or what is called deflate: with the header of zlib or, as some servers have it, without."""

    def __init__(self, window: int | None) -> None:
        self._inflate = zlib.decompressobj(window) if window is not None else None

    def feed(self, piece: bytes, limit: int) -> bytes:
        if self._inflate is None and piece:
            has_header = piece[0] & 0x0F == 8 and int.from_bytes(piece[:2], "big") % 31 == 0
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        try:
            return self._inflate.decompress(piece, max(1, limit)) if self._inflate is not None else b""
        except zlib.error as error:
            raise Unpackable(f"can't be decompressed ({error}): its server has to see to it") from None

    def close(self) -> None:
        if self._inflate is not None and not self._inflate.eof:
            raise Unpackable("can't be decompressed: it is cut off, and may come whole another time")


class _Brotli:
    def __init__(self) -> None:
        self._unpack = brotli.Decompressor()
        self._begun = False

    def feed(self, piece: bytes, limit: int) -> bytes:
        self._begun = self._begun or bool(piece)
        try:
            found = bytearray(self._unpack.process(piece, output_buffer_limit=max(1, limit)))
            while len(found) < limit and not self._unpack.can_accept_more_data():
                found += self._unpack.process(b"", output_buffer_limit=limit - len(found))
        except brotli.error as error:
            raise Unpackable(f"can't be decompressed ({error}): its server has to see to it") from None
        return bytes(found)

    def close(self) -> None:
        if self._begun and not self._unpack.is_finished():
            raise Unpackable("can't be decompressed: it is cut off, and may come whole another time")
