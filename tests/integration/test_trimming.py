"""What goes from a stream, and which consumer groups are waited for, with a real server."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from tocsin.embedded import Keeper
from tocsin.messages import ARTICLES, DATA_FIELD
from tocsin.streams import EntryId
from tocsin.trimming import Trimming

HOUR_MS = 3_600_000
END = EntryId(2**60, 0)


class Stream:
    """A stream with an entry for each hour, the newest of now."""

    def __init__(self, redis: "Redis", now: int) -> None:
        self.redis = redis
        self.now = now

    def at(self, hours_ago: int) -> EntryId:
        return EntryId(self.now - hours_ago * HOUR_MS, 0)

    async def fill(self, hours: int) -> None:
        for ago in range(hours, -1, -1):
            await self.redis.xadd(ARTICLES, {DATA_FIELD: b"x" * 2000}, id=str(self.at(ago)))

    async def hours_left(self) -> int:
        [(first, _)] = await self.redis.xrange(ARTICLES, count=1)
        return round((self.now - EntryId.of(first).milliseconds) / HOUR_MS)


@pytest.fixture
async def stream(server: Keeper) -> AsyncIterator[Stream]:
    async with Redis.from_url(server.url) as redis:
        await redis.config_set("stream-node-max-entries", "1")  # what `~` leaves of a node is none of these tests
        seconds, _ = await redis.time()
        yield Stream(redis, int(seconds) * 1000)


def trimming(**patience: float) -> Trimming:
    return Trimming(ARTICLES, kept=timedelta(hours=10, minutes=30), patience=timedelta(**patience))


async def test_what_is_old_and_confirmed_goes(stream: Stream) -> None:
    await stream.fill(50)
    assert await trimming(days=7).trim(stream.redis, stream.at(30)) == 20
    assert await trimming(days=7).trim(stream.redis, END) == 20
    assert await stream.hours_left() in (9, 10)


async def test_a_group_is_waited_for_until_it_has_read_and_acknowledged(stream: Stream) -> None:
    await stream.fill(50)
    await stream.redis.xgroup_create(ARTICLES, "desk", id="0")
    ours = trimming(days=7)
    assert await ours.trim(stream.redis, END) == 0
    await stream.redis.xreadgroup("desk", "me", {ARTICLES: ">"}, count=30)
    await stream.redis.xack(ARTICLES, "desk", *(str(stream.at(ago)) for ago in range(50, 40, -1)))
    await ours.trim(stream.redis, END)
    assert await stream.hours_left() == 40
    await stream.redis.xgroup_destroy(ARTICLES, "desk")
    await ours.trim(stream.redis, END)
    assert await stream.hours_left() in (9, 10)
    assert ours.warnings() == []


@pytest.mark.parametrize("reads", [0, 20])
async def test_a_group_that_reads_no_more_is_waited_for_no_longer_than_patience_and_named(
    stream: Stream, reads: int
) -> None:
    """It has read nothing, or what it has never acknowledged."""
    await stream.fill(50)
    await stream.redis.xgroup_create(ARTICLES, "dead", id="0")
    await stream.redis.xgroup_create(ARTICLES, "lives", id="$")
    if reads:
        await stream.redis.xreadgroup("dead", "me", {ARTICLES: ">"}, count=reads)
    ours = trimming(hours=20)
    await ours.trim(stream.redis, END)
    assert await stream.hours_left() in (29, 30)
    [warning] = ours.warnings()
    assert "'dead'" in warning
    assert f"XGROUP DESTROY {ARTICLES} dead" in warning


async def test_a_group_that_comes_back_reads_what_is_left_and_is_waited_for_again(stream: Stream) -> None:
    await stream.fill(50)
    await stream.redis.xgroup_create(ARTICLES, "back", id="0")
    ours = trimming(hours=20)
    await ours.trim(stream.redis, END)
    await ours.trim(stream.redis, END)
    assert ours.warnings()
    [(_, entries)] = await stream.redis.xreadgroup("back", "me", {ARTICLES: ">"})
    assert len(entries) in (30, 31)
    await ours.trim(stream.redis, END)
    assert ours.warnings() == []
    assert await stream.hours_left() in (29, 30)


async def test_after_a_clock_was_set_back_entries_go_once_they_were_there_for_long(stream: Stream) -> None:
    """All that comes has an id of the same moment, in the future, until the clock is there."""
    for number in range(1, 51):
        await stream.redis.xadd(ARTICLES, {DATA_FIELD: b"x" * 2000}, id=f"{stream.now + 9000 * HOUR_MS}-{number}")
    assert await trimming(days=7).trim(stream.redis, END) == 0
    assert await Trimming(ARTICLES, kept=timedelta(), patience=timedelta(days=7)).trim(stream.redis, END) == 49


async def test_a_server_that_is_nearly_full_waits_for_no_group(stream: Stream) -> None:
    await stream.fill(50)
    await stream.redis.xgroup_create(ARTICLES, "dead", id="0")
    memory = await stream.redis.info("memory")
    await stream.redis.config_set("maxmemory", int(memory["used_memory"] * 1.1))
    ours = trimming(days=7)
    await ours.trim(stream.redis, END)
    assert await stream.hours_left() in (9, 10)
    assert ours.warnings()
