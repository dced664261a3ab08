"""Redis Streams through FastStream: one plain JSON document an entry, nothing else on the wire.

FastStream's default envelope is binary and its parser reads CloudEvents' `data` as its own; so messages travel in a
format of ours, `PlainJson`, that leaves the bytes untouched. Our own consumers take no consumer group: the ordered
reader of `tocsin.inbox` keeps its place in its own database. See `docs/decisions/`.
"""

import asyncio
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import structlog
from faststream.redis import RedisBroker
from faststream.redis.parser import MessageFormat
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff, NoBackoff
from redis.exceptions import BusyLoadingError, RedisError, ResponseError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from tocsin.messages import DATA_FIELD

if TYPE_CHECKING:
    from redis.asyncio import Redis

log: Final = structlog.get_logger("tocsin.streams")

PIPELINE: Final = 100
"""Entries published in one round trip."""
PIPELINE_BYTES: Final = 1_000_000
"""About so many in one: the server holds them twice until the last one has come."""

CALL_SECONDS: Final = 5.0
"""No single call on Redis may hold us longer: with redis-py's defaults a paused server blocks one for a minute."""


class EntryId(NamedTuple):
    """A Redis entry id, in its order: milliseconds, then a number within the millisecond."""

    milliseconds: int
    number: int

    @classmethod
    def of(cls, text: str | bytes) -> "EntryId":
        """The id that `text` writes. Raises ValueError for anything but `<number>` or `<number>-<number>`."""
        head, _, tail = (text.decode() if isinstance(text, bytes) else text).partition("-")
        return cls(int(head), int(tail or 0))

    def __str__(self) -> str:
        return f"{self.milliseconds}-{self.number}"


BEGINNING: Final = EntryId(0, 0)


class PlainJson(MessageFormat):
    """The message's own bytes and nothing around them."""

    @classmethod
    async def encode(cls, *, message: Any, **_: Any) -> bytes:
        return message if isinstance(message, bytes) else str(message).encode()

    @classmethod
    def parse(cls, data: bytes) -> tuple[bytes, dict[str, Any]]:
        return data, {}


def make_broker(url: str) -> RedisBroker:
    """A broker for `url` (`redis://…`, `rediss://…`) that waits out an outage instead of failing at once."""
    return RedisBroker(
        url,
        message_format=PlainJson,
        logger=None,  # type: ignore[arg-type] # None is what turns its log of every message off
        apply_types=False,
        graceful_timeout=10,
        retry=Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.5), 20),
        retry_on_error=[BusyLoadingError, RedisConnectionError, RedisTimeoutError],
        socket_timeout=CALL_SECONDS,
        socket_connect_timeout=CALL_SECONDS,
        health_check_interval=15,
    )


async def wait_for_redis(broker: RedisBroker, *, what: str) -> "Redis":
    """The connected client, as soon as Redis answers; says in the log what `what` is waiting for."""
    client = await broker.connect()
    told = False
    while True:
        try:
            await _knock(client)
        except (RedisError, OSError, TimeoutError) as error:
            if not told:
                log.warning("waiting for Redis", service=what, reason=why(error))
                told = True
            await asyncio.sleep(0.2)
        else:
            if told:
                log.info("Redis answers", service=what)
            return client


async def _knock(client: "Redis") -> None:
    """Ask once, without the client's patience, which would hide why it is not let in. Raises what redis-py does."""
    pool = client.connection_pool
    connection = pool.connection_class(**pool.connection_kwargs | {"retry": Retry(NoBackoff(), 0)})
    async with asyncio.timeout(CALL_SECONDS):
        try:
            await connection.connect()  # type: ignore[no-untyped-call]
            await connection.send_command("PING")
            await connection.read_response()
        finally:
            await connection.disconnect(nowait=True)


def why(error: Exception) -> str:
    """What Redis said, or that it said nothing, without redis-py's words around it."""
    said = str(error).rpartition("of pipeline caused error: ")[2]
    return said.strip("()\"',") or f"no answer in {CALL_SECONDS:g} s"


async def publish(broker: RedisBroker, client: "Redis", stream: str, documents: Sequence[bytes]) -> list[EntryId]:
    """Append `documents` to `stream` in their order, up to a hundred a round trip; their entry ids.

    Those of one round trip appear at once: else a reader that waits is given the first one alone, and the others wait
    until that is applied. A retried append whose first reply was lost writes twice: consumers drop what they have
    applied already.
    """
    ids: list[EntryId] = []
    for some in _round_trips(documents):
        async with client.pipeline(transaction=True) as pipeline:
            for document in some:
                # FastStream makes up an id for each that has none, slowly; ours have their own inside.
                await broker.publish(document, stream=stream, pipeline=pipeline, correlation_id="-")
            ids += [EntryId.of(reply) for reply in await pipeline.execute()]
    return ids


def _round_trips(documents: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    some: list[bytes] = []
    size = 0
    for document in documents:
        if some and (len(some) == PIPELINE or size + len(document) > PIPELINE_BYTES):
            yield some
            some, size = [], 0
        some.append(document)
        size += len(document)
    if some:
        yield some


def entry_bytes(fields: dict[bytes, bytes]) -> bytes:
    """The message in a stream entry; of a foreign entry without our field, whatever its first field holds."""
    data = fields.get(DATA_FIELD.encode())
    return data if data is not None else next(iter(fields.values()), b"")


async def run_id(client: "Redis") -> str:
    """Which run of which server this is; it changes with every start of the server."""
    info = await client.info("server")
    return str(info.get("run_id", ""))


async def last_generated(client: "Redis", stream: str) -> EntryId:
    """The highest id that `stream` ever gave out; BEGINNING if there is no such stream."""
    try:
        info = await client.xinfo_stream(stream)
    except ResponseError as error:
        if "no such key" in str(error).lower():
            return BEGINNING
        raise
    return EntryId.of(info["last-generated-id"])
