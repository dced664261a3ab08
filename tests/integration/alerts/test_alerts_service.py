"""The whole service on a real Valkey: recorded events in, alerts on the stream."""

import asyncio
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from redis.asyncio import Redis

from services.alerts.app import alerts
from services.alerts.settings import AlertsSettings
from tests.builders import event, event_recorded, recorded, rule
from tocsin.embedded import Keeper
from tocsin.messages import ALERTS, DATA_FIELD, EVENTS, RecordedEvent, parse
from tocsin.serving import CannotStart


def settings(folder: Path, server: Keeper, **fields: Any) -> AlertsSettings:
    """Settings of a service with one rule, all in the test's folder."""
    rules = folder / "rules"
    rules.mkdir(exist_ok=True)
    content = rule(**fields).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    (rules / "troops-abroad.yaml").write_text(yaml.safe_dump(content))
    return AlertsSettings(redis_url=server.url, data=folder, alerts_rules=rules)


async def publish(redis: Redis, *events: tuple[int, RecordedEvent], at: datetime | None = None) -> None:
    """Put events on the stream, recorded just now if no other time is said."""
    for sequence, item in events:
        message = event_recorded(item, sequence=sequence, at=at or datetime.now(UTC))
        await redis.xadd(EVENTS, {DATA_FIELD: message.to_json()})


async def told(redis: Redis, count: int) -> list[str]:
    """The types of the first `count` different messages on the alert stream, once they are there.

    Nobody confirms them here, so that after a restart they are published again.
    """
    async with asyncio.timeout(20):
        while True:
            messages = [parse(fields[DATA_FIELD.encode()]) for _, fields in await redis.xrange(ALERTS)]
            types = {message.id: message.type for message in messages}
            if len(types) >= count:
                return list(types.values())
            await asyncio.sleep(0.02)


async def test_events_become_alerts_once_over_a_restart(server: Keeper, tmp_path: Path) -> None:
    redis = Redis.from_url(server.url)
    ours = settings(tmp_path, server)
    async with alerts(ours) as app:
        await publish(redis, (1, recorded()))
        assert await told(redis, 1) == ["tocsin.alert.raised.v1"]
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            found = (await client.get("/v1/alerts")).json()
            assert (await client.get("/health/ready")).status_code == 200
            assert "tocsin_alerts_events_total" in (await client.get("/metrics")).text
        assert len(found["items"]) == 1

    await publish(redis, (1, recorded()), (2, recorded(event(), id="ev-2", source="Lake Gazette")))
    async with alerts(ours):
        assert await told(redis, 2) == ["tocsin.alert.raised.v1", "tocsin.alert.updated.v1"]
    await redis.aclose()


async def test_the_clock_raises_what_has_waited_long_enough(server: Keeper, tmp_path: Path) -> None:
    redis = Redis.from_url(server.url)
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    async with alerts(settings(tmp_path, server, **{"for": "30m"})) as app:
        await publish(redis, (1, recorded()), at=an_hour_ago)
        assert await told(redis, 1) == ["tocsin.alert.raised.v1"]
        [(_, fields)] = await redis.xrange(ALERTS)
        message = parse(fields[DATA_FIELD.encode()])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            waited, raised = (await client.get("/v1/decisions")).json()["items"][::-1]
    assert message.time == an_hour_ago + timedelta(minutes=30)
    assert message.causationid is None
    assert (waited["verdict"], raised["verdict"]) == ("waits", "rings")
    assert waited["reason"].startswith("until ")
    await redis.aclose()


async def test_a_rule_that_is_not_in_order_stops_the_start(server: Keeper, tmp_path: Path) -> None:
    ours = settings(tmp_path, server)
    shutil.copy(ours.alerts_rules / "troops-abroad.yaml", ours.alerts_rules / "other.yaml")
    with pytest.raises(CannotStart, match=r"other\.yaml: id: 'troops-abroad' must be the file's name, 'other'"):
        async with alerts(ours):
            pass
