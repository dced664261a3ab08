"""What others read from the alert stream with their own clients, as docs/subscribe.md shows them."""

import asyncio
import json
from pathlib import Path
from typing import Any

from faststream.redis import RedisBroker, StreamSub
from redis.asyncio import Redis

from tocsin.embedded import Keeper
from tocsin.messages import ALERTS
from tocsin.streams import make_broker, publish

GOLDEN = (Path(__file__).parents[1] / "contract" / "golden" / "tocsin.alert.raised.v1.json").read_bytes()


async def ring(server: Keeper) -> None:
    broker = make_broker(server.url)
    await publish(broker, await broker.connect(), ALERTS, [GOLDEN])
    await broker.stop()


async def test_redis_py_with_a_consumer_group_reads_plain_json(server: Keeper) -> None:
    async with Redis.from_url(server.url) as redis:
        await redis.xgroup_create(ALERTS, "desk", id="0", mkstream=True)
        await ring(server)
        [(_, [(_, fields)])] = await redis.xreadgroup("desk", "me", {ALERTS: ">"}, count=10)
    assert json.loads(fields[b"__data__"])["data"]["summary"] == "North Korea likely moved troops to Russia."


async def test_a_default_faststream_subscriber_gets_the_whole_message(server: Keeper) -> None:
    broker = RedisBroker(server.url)
    got: list[dict[str, Any]] = []
    came = asyncio.Event()

    @broker.subscriber(stream=StreamSub(ALERTS, last_id="0"))
    async def take(message: dict[str, Any]) -> None:
        got.append(message)
        came.set()

    await broker.start()
    await ring(server)
    async with asyncio.timeout(10):
        await came.wait()
    await broker.stop()
    assert got == [json.loads(GOLDEN)]
