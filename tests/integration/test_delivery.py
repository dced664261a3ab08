"""Exactly once and in order, from one service's outbox to another's tables, whatever Redis loses or repeats."""

import asyncio
import os
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite
import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from tests.ports import free_port
from tocsin import inbox, outbox
from tocsin.embedded import Keeper
from tocsin.messages import ARTICLES, DATA_FIELD, ArticlePublished
from tocsin.records import Article
from tocsin.sqlite import Database
from tocsin.streams import EntryId, last_generated, make_broker, publish

SOURCE = "/tocsin/ingest/test"
WHEN = datetime(2024, 10, 27, 9, 30, tzinfo=UTC)
QUERY = "SELECT sequence, message FROM outbox WHERE sequence > :after ORDER BY sequence LIMIT :limit"
OUTBOX = "CREATE TABLE IF NOT EXISTS outbox (sequence INTEGER PRIMARY KEY, message BLOB);"
LOG = "CREATE TABLE IF NOT EXISTS log (id TEXT PRIMARY KEY, n INTEGER);"


def article(number: int, *, source: str = SOURCE, text: str = "A text.") -> bytes:
    return ArticlePublished(
        id=f"m{number}",
        source=source,
        subject=f"a{number}",
        time=WHEN,
        recordedtime=WHEN,
        sequence=number,
        previous=number - 1,
        data=Article(id=f"a{number}", text=text, published_at=WHEN),
    ).to_json()


@dataclass
class Pair:
    """A producer and a consumer, each with its own file."""

    producer: Database
    consumer: Database
    relay: outbox.Relay
    reader: inbox.Reader
    applied: list[int] = field(default_factory=list)

    async def give(self, first: int, last: int, **changes: str) -> None:
        async with self.producer.transaction() as db:
            rows = [(n, article(n, **changes)) for n in range(first, last + 1)]
            await db.executemany("INSERT INTO outbox VALUES (?, ?)", rows)
        self.relay.wake()

    async def has(self, last: int) -> None:
        await until(lambda: len(self.applied) >= last)
        assert self.applied == list(range(1, last + 1))


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


@asynccontextmanager
async def pair(
    folder: Path, url: str, poison: str | None = None, producer_url: str | None = None, *, at_once: bool = False
) -> AsyncIterator[Pair]:
    applied: list[int] = []

    def rows_of(deliveries: list[inbox.Delivery]) -> list[tuple[str, int | None]]:
        for delivery in deliveries:
            assert isinstance(delivery.message, ArticlePublished)
            if poison is not None and delivery.message.data.text == poison:
                raise ArithmeticError("this text can't be handled")
        return [(d.message.id, d.message.sequence) for d in deliveries]

    async def apply(db: aiosqlite.Connection, deliveries: list[inbox.Delivery]) -> None:
        await db.executemany("INSERT INTO log VALUES (?, ?)", rows_of(deliveries))

    def apply_at_once(file: sqlite3.Connection, deliveries: list[inbox.Delivery]) -> None:
        file.executemany("INSERT INTO log VALUES (?, ?)", rows_of(deliveries))

    how = inbox.AtOnce(apply_at_once) if at_once else apply
    async with AsyncExitStack() as stack:
        produced = await stack.enter_async_context(Database.open(folder / "p.db", OUTBOX + outbox.SCHEMA))
        consumed = await stack.enter_async_context(Database.open(folder / "c.db", LOG + inbox.SCHEMA))
        brokers = [make_broker(producer_url or url), make_broker(url)]
        for broker in brokers:
            stack.push_async_callback(broker.stop)
        refresh = asyncio.Event()
        reader = await stack.enter_async_context(
            inbox.consume(brokers[1], consumed, ARTICLES, consumer="timeline", apply=how, committed=refresh.set)
        )
        relay = await stack.enter_async_context(
            outbox.relay(brokers[0], produced, ARTICLES, source=SOURCE, query=QUERY, consumers=("timeline",))
        )
        both = Pair(produced, consumed, relay, reader, applied)

        async def follow() -> None:
            while True:
                async with consumed.reading() as db, db.execute("SELECT n FROM log ORDER BY rowid") as rows:
                    applied[:] = [n async for (n,) in rows]
                await refresh.wait()
                refresh.clear()

        task = asyncio.create_task(follow())
        try:
            yield both
        finally:
            task.cancel()


async def test_every_message_arrives_once_and_in_order(tmp_path: Path, server: Keeper) -> None:
    async with pair(tmp_path, server.url) as both:
        await both.give(1, 1200)
        await both.has(1200)
        await until(lambda: both.relay.acknowledged == 1200)
        assert both.reader.problems() == both.relay.problems() == []


async def test_what_is_published_together_reaches_a_reader_that_waits_together(server: Keeper) -> None:
    async with make_broker(server.url) as broker, Redis.from_url(server.url) as client:
        reading = asyncio.create_task(client.xread({ARTICLES: "0"}, block=10_000))
        other = await broker.connect()
        while not (await other.info("clients"))["blocked_clients"]:
            await asyncio.sleep(0.005)
        await publish(broker, other, ARTICLES, [b"1", b"2", b"3"])
        [(_, entries)] = await reading
        assert [fields[DATA_FIELD.encode()] for _, fields in entries] == [b"1", b"2", b"3"]


@pytest.mark.parametrize(("size", "count", "trips"), [(1, 250, 3), (400_000, 5, 3), (3_000_000, 2, 2)])
async def test_no_more_than_the_server_can_hold_is_published_at_once(
    server: Keeper, size: int, count: int, trips: int
) -> None:
    async with make_broker(server.url) as broker:
        client = await broker.connect()
        ids = await publish(broker, client, ARTICLES, [b"x" * size] * count)
        assert ids == sorted(set(ids))
        assert await client.xlen(ARTICLES) == count
        assert (await client.info("commandstats"))["cmdstat_exec"]["calls"] == trips


async def test_both_go_on_where_they_stopped(tmp_path: Path, server: Keeper) -> None:
    async with pair(tmp_path, server.url) as both:
        await both.give(1, 700)
        await both.has(700)
    async with pair(tmp_path, server.url) as both:
        await both.give(701, 900)
        await both.has(900)


@pytest.mark.parametrize("emptied", [False, True], ids=["killed", "killed and emptied"])
async def test_nothing_is_lost_or_doubled_when_the_server_is_killed(
    tmp_path: Path, server: Keeper, emptied: bool
) -> None:
    async with pair(tmp_path, server.url) as both:
        await both.give(1, 300)
        await both.has(300)
        await both.give(301, 900)
        os.kill(server.server_pid(), signal.SIGKILL)
        await asyncio.to_thread(server.process.wait)
        server.stop()
        if emptied:
            shutil.rmtree(server.folder / "appendonlydir")
        again = Keeper(server.folder, server.port)
        try:
            await both.has(900)
            await both.give(901, 1000)
            await both.has(1000)
        finally:
            again.stop()


async def test_a_deleted_stream_is_noticed_and_refilled(tmp_path: Path, server: Keeper) -> None:
    async with pair(tmp_path, server.url) as both, Redis.from_url(server.url) as redis:
        await both.give(1, 200)
        await both.has(200)
        for first in range(201, 1201, 100):
            await both.give(first, first + 99)
            await redis.delete(ARTICLES)
        await both.has(1200)


async def test_entries_trimmed_before_they_were_read_come_again(tmp_path: Path, server: Keeper) -> None:
    async with Redis.from_url(server.url) as redis:
        for number in range(1, 51):
            await redis.xadd(ARTICLES, {DATA_FIELD: article(number)})
        await redis.xtrim(ARTICLES, maxlen=10, approximate=False)
        async with pair(tmp_path, server.url) as both:
            await both.give(1, 50)
            await both.has(50)


async def test_repeated_and_shuffled_entries_change_nothing(tmp_path: Path, server: Keeper) -> None:
    async with pair(tmp_path, server.url) as both, Redis.from_url(server.url) as redis:
        await both.give(1, 100)
        await both.has(100)
        for number in (57, 3, 100, 1, 57):
            await redis.xadd(ARTICLES, {DATA_FIELD: article(number)})
        await both.give(101, 110)
        await both.has(110)


@asynccontextmanager
async def losing_replies(server: Keeper, times: int) -> AsyncIterator[str]:
    """The server behind a line that, so many times, takes entries to it and breaks before the reply is through."""
    left = times

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, watch: list[bool]) -> None:
        nonlocal left
        while data := await reader.read(1 << 20):
            if watch == [True]:  # the reply to what is to be lost: the entries are there by now
                left -= 1
                return
            if left and b"XADD" in data:
                watch.append(True)
            writer.write(data)
            await writer.drain()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, to_there = await asyncio.open_connection("127.0.0.1", server.port)
        watch: list[bool] = []
        both = [
            asyncio.create_task(pass_on(reader, to_there, watch)),
            asyncio.create_task(pass_on(there, writer, watch)),
        ]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in both:
                task.cancel()
            await asyncio.gather(*both, return_exceptions=True)
            to_there.close()
            writer.transport.abort()

    async with await asyncio.start_server(connected, "127.0.0.1", 0) as line:
        yield f"redis://127.0.0.1:{line.sockets[0].getsockname()[1]}/0"


async def test_entries_written_twice_because_a_reply_was_lost_are_applied_once(tmp_path: Path, server: Keeper) -> None:
    async with losing_replies(server, 3) as url, pair(tmp_path, server.url, producer_url=url) as both:
        await both.give(1, 450)
        await both.has(450)
        await both.give(451, 460)
        await both.has(460)
        async with Redis.from_url(server.url) as redis:
            assert await redis.xlen(ARTICLES) > 460


@pytest.mark.parametrize("at_once", [False, True])
async def test_bad_entries_are_set_aside_with_their_reason_and_the_others_flow(
    tmp_path: Path, server: Keeper, at_once: bool
) -> None:
    async with (
        pair(tmp_path, server.url, poison="poison", at_once=at_once) as both,
        Redis.from_url(server.url) as redis,
    ):
        await redis.xadd(ARTICLES, {DATA_FIELD: b"{not json"})
        await redis.xadd(ARTICLES, {"other": b"\xff\xfe"})
        await redis.xadd(ARTICLES, {DATA_FIELD: b'{"source": "/x", "type": "tocsin.article.published.v9"}'})
        await redis.xadd(ARTICLES, {DATA_FIELD: article(1, source="/elsewhere", text="poison")})
        await both.give(1, 20)
        await both.has(20)
        async with both.consumer.reading() as db, db.execute("SELECT reason, payload FROM dead_letters") as rows:
            dead = {reason: payload async for reason, payload in rows}
        assert len(dead) == 4
        assert any("this text can't be handled" in reason for reason in dead)
        assert any("tocsin.article.published.v9" in reason for reason in dead)
        assert b"\xff\xfe" in dead.values()


@pytest.mark.parametrize("at_once", [False, True])
async def test_what_the_database_refuses_because_of_the_message_is_set_aside_too(
    tmp_path: Path, server: Keeper, at_once: bool
) -> None:
    async with pair(tmp_path, server.url, at_once=at_once) as both, Redis.from_url(server.url) as redis:
        await both.give(1, 3)
        await both.has(3)
        await redis.xadd(ARTICLES, {DATA_FIELD: article(1, source="/elsewhere")})  # a message id that is there already
        await both.give(4, 6)
        await both.has(6)
        async with both.consumer.reading() as db, db.execute("SELECT reason FROM dead_letters") as rows:
            [(reason,)] = await rows.fetchall()
        assert "UNIQUE constraint failed" in reason


async def test_a_file_that_takes_no_place_is_a_problem_until_it_does_and_then_all_goes_on(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def full() -> AsyncIterator[aiosqlite.Connection]:
        raise sqlite3.OperationalError("database or disk is full")
        yield

    async with pair(tmp_path, server.url) as both, Redis.from_url(server.url) as redis:
        await both.give(1, 3)
        await both.has(3)
        with monkeypatch.context() as patch:
            patch.setattr(both.consumer, "transaction", full)
            await redis.delete(ARTICLES)
            await until(lambda: any("can't note in" in problem for problem in both.reader.problems()))
        await until(lambda: not both.reader.problems())
        await both.give(4, 6)
        await both.has(6)


async def tell_and_restore(folder: Path, server: Keeper, file: str, first: int, last: int) -> None:
    """All up to `last` are delivered and confirmed; then `file` is again as it was after `first`."""
    async with pair(folder, server.url) as both:
        await both.give(1, first)
        await both.has(first)
    shutil.copy(folder / file, folder / "backup.db")
    async with pair(folder, server.url) as both:
        await both.give(first + 1, last)
        await both.has(last)
        await until(lambda: both.relay.acknowledged == last)
    shutil.copy(folder / "backup.db", folder / file)


async def test_a_consumer_restored_from_an_old_backup_gets_what_it_lacks(tmp_path: Path, server: Keeper) -> None:
    await tell_and_restore(tmp_path, server, "c.db", 100, 300)
    async with Redis.from_url(server.url) as redis:
        await redis.delete(ARTICLES)
    async with pair(tmp_path, server.url) as both:
        await both.has(300)


@pytest.mark.parametrize("redis_too", [False, True])
async def test_a_consumer_whose_file_is_lost_gets_everything_anew(
    tmp_path: Path, server: Keeper, *, redis_too: bool
) -> None:
    async with pair(tmp_path, server.url) as both:
        await both.give(1, 700)
        await both.has(700)
        await until(lambda: both.relay.acknowledged == 700)
    for file in tmp_path.glob("c.db*"):
        file.unlink()
    async with Redis.from_url(server.url) as redis:
        await redis.delete(ARTICLES)  # as trimming would have
        if redis_too:
            await redis.flushall()
    async with pair(tmp_path, server.url) as both:
        if redis_too:  # nobody remembers that there is a consumer: the next message tells it
            await both.give(701, 701)
        await both.has(701 if redis_too else 700)


async def test_an_outbox_restored_from_an_old_backup_publishes_nothing_under_its_old_name(
    tmp_path: Path, server: Keeper
) -> None:
    await tell_and_restore(tmp_path, server, "p.db", 10, 40)
    async with pair(tmp_path, server.url) as both:
        await until(lambda: any("restored from a backup" in problem for problem in both.relay.problems()))


async def test_a_reader_says_what_is_wrong_when_the_server_is_away(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "STUCK_SECONDS", 1.0)
    async with pair(tmp_path, server.url) as both:
        await both.give(1, 5)
        await both.has(5)
        await asyncio.to_thread(server.stop)
        await until(lambda: any("is Redis there?" in problem for problem in both.reader.problems()))


async def test_until_it_has_looked_a_reader_does_not_say_that_nothing_waits(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who acts by the time when all is read, as timers do, would act too soon after a restart."""
    looking, look = asyncio.Event(), inbox.Reader._look

    async def slowly(reader: inbox.Reader, client: Redis) -> EntryId | None:
        await looking.wait()
        return await look(reader, client)

    monkeypatch.setattr(inbox.Reader, "_look", slowly)
    async with pair(tmp_path, server.url) as both:
        await until(lambda: both.reader.problems() == ["nobody has looked yet what waits in tocsin:articles"])
        looking.set()
        await until(lambda: both.reader.problems() == [])


async def test_both_start_without_a_server_and_say_that_they_wait_for_it(tmp_path: Path) -> None:
    port = free_port()
    async with pair(tmp_path, f"redis://127.0.0.1:{port}/0") as both:
        await both.give(1, 20)
        assert "waiting for Redis" in both.reader.problems()[0]
        assert "waiting for Redis" in both.relay.problems()[0]
        late = Keeper(tmp_path / "valkey", port)
        try:
            await both.has(20)
            await until(lambda: both.reader.problems() == both.relay.problems() == [])
        finally:
            late.stop()


async def test_a_server_that_lets_nobody_in_is_told_apart_from_one_that_is_silent(
    tmp_path: Path, server: Keeper
) -> None:
    async with Redis.from_url(server.url) as client:
        await client.config_set("requirepass", "sesame")
        with capture_logs() as said:
            async with pair(tmp_path, server.url):
                await until(lambda: len([entry for entry in said if entry["event"] == "waiting for Redis"]) == 2)
        assert {entry["reason"] for entry in said} == {"Authentication required."}


async def test_a_server_that_freezes_while_something_is_published_is_a_problem_until_it_goes_on(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "STUCK_SECONDS", 0.2)
    async with pair(tmp_path, server.url) as both:
        await both.give(1, 5)
        await both.has(5)
        monkeypatch.setattr(outbox, "LOOK_SECONDS", 1000)  # it publishes without a look before
        os.kill(server.server_pid(), signal.SIGSTOP)
        try:
            await both.give(6, 9)
            await until(lambda: any("is Redis there?" in problem for problem in both.relay.problems()))
        finally:
            os.kill(server.server_pid(), signal.SIGCONT)
        await both.has(9)
        await until(lambda: both.relay.problems() == [])


async def test_a_server_that_takes_no_writes_is_told_of_once_until_it_takes_them(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "LOOK_SECONDS", 0.05)
    async with pair(tmp_path, server.url) as both, Redis.from_url(server.url) as client:
        await both.give(1, 5)
        await both.has(5)
        await client.execute_command("REPLICAOF", "127.0.0.1", "1")
        with capture_logs() as said:
            await both.give(6, 10)
            says = "can't publish to tocsin:articles: You can't write against a read only replica."
            await until(lambda: both.relay.problems() == [says])
            await client.config_resetstat()
            while (await client.info("errorstats")).get("errorstat_READONLY", {}).get("count", 0) < 4:
                assert both.relay.problems() == [says]
            await client.execute_command("REPLICAOF", "NO", "ONE")
            await both.has(10)
            await until(lambda: not both.relay.problems())
        told = [entry["event"] for entry in said if entry["event"].endswith(("moment", "again"))]
        assert told == ["can't publish for the moment", "publishing again"]


async def test_entries_that_wait_while_none_is_applied_are_a_problem(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "STUCK_SECONDS", 1.0)
    async with pair(tmp_path, server.url) as both:
        await both.give(1, 5)
        await both.has(5)
        async with both.consumer.transaction():  # somebody holds the writer, as a stuck batch would
            await both.give(6, 9)
            await until(lambda: any("none was applied" in problem for problem in both.reader.problems()))
        await both.has(9)
        await until(lambda: both.reader.problems() == [])


async def test_for_a_consumer_that_is_away_no_more_than_so_much_is_published(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "WINDOW", 50)
    monkeypatch.setattr(outbox, "BATCH", 10)
    async with pair(tmp_path, server.url) as both, Redis.from_url(server.url) as client:
        await both.give(1, 5)
        await both.has(5)
        async with both.consumer.transaction():  # it applies nothing, as one that is away
            await both.give(6, 500)
            await until(lambda: both.relay.sent - both.relay.acknowledged > 50)
            looks = both.relay._awake
            for _ in range(5):
                looks.set()
                await until(lambda: not looks.is_set())  # it has looked whether there is room
            assert await client.xlen(ARTICLES) <= 5 + 50 + 10
        await both.has(500)


async def test_an_answer_that_was_long_on_its_way_does_not_make_the_stream_a_new_one(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came and was applied meanwhile is newer than what the answer says is the newest."""
    late = asyncio.Event()

    async def slowly(client: Redis, stream: str) -> EntryId:
        answer = await last_generated(client, stream)
        late.set()
        while late.is_set():
            await asyncio.sleep(0.001)
        return answer

    async with pair(tmp_path, server.url) as ours:
        await ours.give(1, 3)
        await ours.has(3)
        monkeypatch.setattr(inbox, "last_generated", slowly)
        await late.wait()
        await ours.give(4, 5)
        await ours.has(5)
        with capture_logs() as logs:
            late.clear()
            await late.wait()  # it has looked, and looks again
        late.clear()
    assert [line["event"] for line in logs] == []
