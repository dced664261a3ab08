"""The whole service on a real Valkey: recorded events in, alerts on the stream."""

import asyncio
import os
import shutil
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from pydantic import ValidationError
from redis.asyncio import Redis

from services.alerts.app import alerts
from services.alerts.clock import Clock
from services.alerts.settings import AlertsSettings
from tests.builders import event, event_recorded, recorded, rule
from tests.hooks import SECRET, hooked
from tests.ingesting import until
from tocsin.addresses import parse_networks
from tocsin.embedded import Keeper
from tocsin.messages import ALERTS, DATA_FIELD, EVENTS, parse
from tocsin.records import RecordedEvent
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
    async with asyncio.timeout(45):
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
            await until(lambda: is_ready(client))
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


async def test_a_clock_that_has_stopped_is_a_problem_and_its_failure_is_not_swallowed(
    server: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise KeyError("alert")

    monkeypatch.setattr(Clock, "_look", broken)
    with pytest.raises(KeyError):
        async with (
            alerts(settings(tmp_path, server)) as app,
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client,
        ):
            await until(lambda: has_stopped(client))


async def has_stopped(client: httpx.AsyncClient) -> bool:
    return any("the clock of the alerts has stopped" in problem for problem in (await ready(client))["problems"])


@pytest.mark.parametrize("days", ["inf", "1000000", "nan"])
@pytest.mark.parametrize("name", ["group_days", "alerts_keep_days", "alerts_forget_days"])
def test_no_calendar_has_days_that_are_further_away_than_a_century(name: str, days: str) -> None:
    with pytest.raises(ValidationError):
        AlertsSettings(**{name: days})  # type: ignore[arg-type]


async def test_a_rule_that_is_not_in_order_stops_the_start(server: Keeper, tmp_path: Path) -> None:
    ours = settings(tmp_path, server)
    shutil.copy(ours.alerts_rules / "troops-abroad.yaml", ours.alerts_rules / "other.yaml")
    with pytest.raises(CannotStart, match=r"other\.yaml: id: 'troops-abroad' must be the file's name, 'other'"):
        async with alerts(ours):
            pass


async def ready(client: httpx.AsyncClient) -> Any:
    answer = await client.get("/health/ready")
    return answer.json()


async def is_ready(client: httpx.AsyncClient) -> bool:
    return bool((await ready(client))["status"] == "ready")


async def test_rules_are_taken_up_when_they_change_and_old_ones_stay_when_new_ones_are_wrong(
    server: Keeper, tmp_path: Path
) -> None:
    ours = settings(tmp_path, server)
    path = ours.alerts_rules / "troops-abroad.yaml"
    first = path.read_text()
    async with (
        alerts(ours) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client,
    ):
        version = (await client.get("/v1/rules")).json()["as_of"]

        path.write_text(first.replace("level: 5", "level: 99"))
        os.kill(os.getpid(), signal.SIGHUP)
        [warning] = await until(lambda: warnings(client))
        assert "the rules are not taken up, those from before stay in use: troops-abroad.yaml: level: must" in warning
        await until(lambda: is_ready(client))
        assert 'tocsin_alerts_invalid{what="rules"} 1.0' in (await client.get("/metrics")).text
        assert (await client.get("/v1/rules")).json()["as_of"] == version
        redis = Redis.from_url(server.url)
        await publish(redis, (1, recorded()))
        assert await told(redis, 1) == ["tocsin.alert.raised.v1"]

        path.write_text(first.replace("MOBILIZE", "ASSAULT").replace("  - troops", "  - aerial"))
        await until(lambda: changed(client, version))  # nobody says so: the file is looked at
        assert await warnings(client) == []
        await publish(redis, (2, recorded(event(), id="ev-2", story="story-2")))
        await publish(redis, (3, recorded(event("ASSAULT", "aerial"), id="ev-3", story="story-3")))
        assert await told(redis, 2) == ["tocsin.alert.raised.v1"] * 2
        stories = [item["story"] for item in (await client.get("/v1/alerts")).json()["items"]]
        assert stories == ["story-3", "story-1"]
        await redis.aclose()


async def warnings(client: httpx.AsyncClient) -> Any:
    return (await ready(client))["warnings"]


async def changed(client: httpx.AsyncClient, version: str) -> bool:
    return (await client.get("/v1/rules")).json()["as_of"] != version


async def test_routes_are_taken_up_when_they_change(
    server: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    path = tmp_path / "routes.yaml"
    path.write_text("receivers: []\n")
    ours = settings(tmp_path, server).model_copy(
        update={"alerts_routes": path, "alerts_webhook_networks": parse_networks("127.0.0.0/8")}
    )
    async with (
        hooked() as hook,
        alerts(ours) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client,
    ):
        path.write_text("receivers: [{name: desk}]\n")
        os.kill(os.getpid(), signal.SIGHUP)
        assert "receivers.0.url: is missing" in (await until(lambda: warnings(client)))[0]
        receiver = {"name": "desk", "url": hook.url, "secret": {"env": "HOOK_SECRET"}}
        path.write_text(yaml.safe_dump({"receivers": [receiver], "routes": [{"to": ["desk"]}]}))
        os.kill(os.getpid(), signal.SIGHUP)
        await until(lambda: served(client))
        redis = Redis.from_url(server.url)
        await publish(redis, (1, recorded()))
        await until(lambda: hook.requests)
        assert hook.requests[0].is_signed()
        await redis.aclose()


async def served(client: httpx.AsyncClient) -> Any:
    return (await client.get("/v1/receivers")).json()["items"]


async def test_what_is_to_ring_when_is_taken_up_when_it_changes(server: Keeper, tmp_path: Path) -> None:
    path = tmp_path / "noise.yaml"
    path.write_text("mute_times: []\n")
    ours = settings(tmp_path, server).model_copy(update={"alerts_noise": path})
    async with (
        alerts(ours) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client,
    ):
        path.write_text("mute_times: [{name: n, mutes: {level_min: 12}, from: 12:00, to: 12:00}]\n")
        os.kill(os.getpid(), signal.SIGHUP)
        [warning] = await until(lambda: warnings(client))
        assert "the noise rules are not taken up, those from before stay in use: noise.yaml: mute_times.0" in warning

        path.write_text("mute_times: [{name: n, mutes: {level_min: 1}, from: 12:00, to: 12:00}]\n")
        os.kill(os.getpid(), signal.SIGHUP)
        await until(lambda: quiet(client))
        redis = Redis.from_url(server.url)
        await publish(redis, (1, recorded()))
        assert await told(redis, 1) == ["tocsin.alert.raised.v1"]
        [alert] = (await client.get("/v1/alerts")).json()["items"]
        assert alert["muted"][0].startswith("mute time 'n' until ")
        await redis.aclose()


async def quiet(client: httpx.AsyncClient) -> bool:
    return await warnings(client) == []
