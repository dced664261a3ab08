"""What the service and its own processes say to each other over pipes: pickled, each with its length before it."""

import asyncio
import pickle
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

_LENGTH: Final = struct.Struct(">I")


def frame(content: object) -> bytes:
    """The content as it travels."""
    packed = pickle.dumps(content, protocol=5)
    return _LENGTH.pack(len(packed)) + packed


def tell(stream: BinaryIO, content: object) -> None:
    """Write the content whole. An unbuffered stream (`PYTHONUNBUFFERED`) takes a part where a signal interrupts it."""
    left = memoryview(frame(content))
    while left:
        left = left[stream.write(left) :]
    stream.flush()


async def heard(stream: asyncio.StreamReader) -> Any:
    """What comes next. Raises EOFError where nothing more does."""
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    return pickle.loads(await stream.readexactly(length))  # noqa: S301 - from our own process


def received(stream: BinaryIO) -> Iterator[Any]:
    """What comes, one after the other, until the other side closes."""
    while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
        yield pickle.loads(stream.read(*_LENGTH.unpack(head)))  # noqa: S301 - from the service
