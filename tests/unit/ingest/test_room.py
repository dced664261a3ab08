"""Room in memory: never more is taken than there is, and who asked first is first."""

import asyncio

from services.ingest.room import Room


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_who_finds_no_room_waits_and_the_others_behind_him() -> None:
    room, begun, ends = Room(10), list[str](), dict[str, asyncio.Event]()

    async def one(name: str, size: int) -> None:
        ends[name] = asyncio.Event()
        with room.space() as space:
            await space.take(size)
            begun.append(name)
            await ends[name].wait()

    async with asyncio.TaskGroup() as tasks:
        for name, size in (("a", 6), ("b", 5), ("small", 1), ("huge", 99), ("last", 1)):
            tasks.create_task(one(name, size))
        await settle()
        assert begun == ["a"]
        ends["a"].set()
        await settle()
        assert begun == ["a", "b", "small"]
        ends["b"].set()
        await settle()
        assert begun == ["a", "b", "small"]
        ends["small"].set()
        await settle()
        assert begun == ["a", "b", "small", "huge"]
        ends["huge"].set()
        await settle()
        assert begun == ["a", "b", "small", "huge", "last"]
        ends["last"].set()


async def test_what_turns_out_smaller_makes_room_and_one_who_gives_up_does_not_hold_the_door() -> None:
    room = Room(10)
    with room.space() as space:
        await space.take(10)
        with room.space() as other:
            waiting = asyncio.create_task(other.take(8))
            await settle()
            waiting.cancel()
            await settle()
        with room.space() as other:
            waiting = asyncio.create_task(other.take(8))
            await settle()
            assert not waiting.done()
            space.keep(2)
            await waiting
