"""Bodies that come compressed, unpacked piece by piece and never beyond a limit: a bomb does not go off. Pure."""

import zlib
from typing import Final, Protocol

import brotli

ACCEPTED: Final = "gzip, deflate, br"
"""What is asked for."""

_GZIP_WINDOW: Final = zlib.MAX_WBITS | 16
_GZIP_BEGINS: Final = b"\x1f\x8b"
_CUT_OFF: Final = "can't be decompressed: it is cut off, and may come whole another time"


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
            return _Gzip()
        case "deflate":
            return _Deflate()
        case "br":
            return _Brotli()
    raise Unpackable(f"comes encoded as {encoding[:40]!r}, which was not asked for ({ACCEPTED})")


class _Plain:
    def feed(self, piece: bytes, limit: int) -> bytes:  # noqa: ARG002 - there is no more in it than it is
        return piece

    def close(self) -> None:
        pass


class _Deflate:
    """With the header of zlib or, as some servers have it, without."""

    def __init__(self) -> None:
        self._inflate: zlib._Decompress | None = None

    def feed(self, piece: bytes, limit: int) -> bytes:
        if self._inflate is None and piece:
            has_header = piece[0] & 0x0F == 8 and int.from_bytes(piece[:2], "big") % 31 == 0
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        return _inflated(self._inflate, piece, limit) if self._inflate is not None else b""

    def close(self) -> None:
        if self._inflate is not None and not self._inflate.eof:
            raise Unpackable(_CUT_OFF)


class _Gzip:
    """One member or several (RFC 1952, 2.2); what else follows is not looked at."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP_WINDOW)

    def feed(self, piece: bytes, limit: int) -> bytes:
        found = bytearray()
        while piece and len(found) < limit:
            if self._member.eof:
                if not piece.startswith(_GZIP_BEGINS):
                    break
                self._member = zlib.decompressobj(_GZIP_WINDOW)
            found += _inflated(self._member, piece, limit - len(found))
            piece = self._member.unused_data
        return bytes(found)

    def close(self) -> None:
        if not self._member.eof:
            raise Unpackable(_CUT_OFF)


def _inflated(inflate: "zlib._Decompress", piece: bytes, limit: int) -> bytes:
    try:
        return inflate.decompress(piece, max(1, limit))
    except zlib.error as error:
        raise Unpackable(f"can't be decompressed ({error}): its server has to see to it") from None


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
            raise Unpackable(_CUT_OFF)
