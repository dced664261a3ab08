"""Room in memory for what is fetched and waits to be read: it comes faster than it is read, and may be large."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Space:
    """The room that one thing takes; made by `Room.space`."""

    def __init__(self, room: "Room") -> None:
        self._room = room
        self._size = 0

    async def take(self, size: int) -> None:
        """Wait until there is room for so many bytes, whoever asked first, and take it."""
        async with self._room.door:
            await self._room.has(size)
            self.keep(size)

    def keep(self, size: int) -> None:
        """Take so many bytes from now on, whatever was taken before: what came is as large as that."""
        self._room.move(size - self._size)
        self._size = size


class Room:
    """Room for so many bytes, or for one thing that is larger."""

    def __init__(self, most: int) -> None:
        self.door = asyncio.Lock()
        """One waits inside, all others behind it."""
        self._most = most
        self._taken = 0
        self._less = asyncio.Event()

    @contextmanager
    def space(self) -> Iterator[Space]:
        """A space in it, of which nothing is taken yet; at the end of the block it is free again."""
        space = Space(self)
        try:
            yield space
        finally:
            space.keep(0)

    async def has(self, size: int) -> None:
        """Return when there is room for so many bytes more."""
        while self._taken and self._taken + size > self._most:
            self._less.clear()
            await self._less.wait()

    def move(self, by: int) -> None:
        """So many bytes more are taken, or fewer."""
        self._taken += by
        self._less.set()
