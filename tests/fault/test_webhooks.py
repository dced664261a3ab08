"""The alerts service killed again and again while it sends to a webhook that fails half the time."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import yaml
from redis.asyncio import Redis

from tests.builders import event, event_recorded, recorded, rule
from tests.hooks import SECRET, Request, hooked, in_order
from tests.ingesting import until
from tests.ports import free_port
from tocsin.coding.reading import Occurred
from tocsin.embedded import Keeper
from tocsin.messages import DATA_FIELD, EVENTS

STORIES = int(os.environ.get("TOCSIN_TEST_STORIES", "60"))
ORIGINS = 5
KILLS = 6


@contextmanager
def service(folder: Path, server: Keeper, url: str) -> Iterator["subprocess.Popen[bytes]"]:
    """The alerts service with one rule and one receiver, as a process; killed at the end."""
    rules = folder / "rules"
    rules.mkdir(exist_ok=True)
    content = rule().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    (rules / "troops-abroad.yaml").write_text(yaml.safe_dump(content))
    receiver = {"name": "desk", "url": url, "secret": {"env": "HOOK_SECRET"}}
    (folder / "routes.yaml").write_text(yaml.safe_dump({"receivers": [receiver], "routes": [{"to": ["desk"]}]}))
    settings = {
        "REDIS_URL": server.url,
        "DATA": str(folder),
        "ALERTS_PORT": str(free_port()),
        "ALERTS_RULES": str(rules),
        "ALERTS_ROUTES": str(folder / "routes.yaml"),
        "ALERTS_RETRY_SECONDS": "0.02",
        "ALERTS_WEBHOOK_NETWORKS": "127.0.0.0/8",
    }
    environment = os.environ | {f"TOCSIN_{name}": value for name, value in settings.items()} | {"HOOK_SECRET": SECRET}
    with (folder / "service.log").open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "services.alerts"], env=environment, stdout=output, stderr=output
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


async def publish(redis: Redis) -> None:
    """Tell of each story by several outlets, all stories at once, just now: no alert ends for want of news."""
    sequence, now = 0, datetime.now(UTC)
    moved = event(occurred=Occurred(None, None, "unknown", "publication"))
    for origin in range(ORIGINS):
        for story in range(STORIES):
            sequence += 1
            name, source = f"ev-{sequence}", f"Wire {origin}"
            item = recorded(moved, id=name, story=f"story-{story}", source=source, published_at=now)
            await redis.xadd(EVENTS, {DATA_FIELD: event_recorded(item, sequence=sequence, at=now).to_json()})


async def test_each_alert_comes_at_least_once_in_order_and_signed(server: Keeper, tmp_path: Path) -> None:
    chance = random.Random(11)
    redis = Redis.from_url(server.url)
    due = STORIES * 4  # a revision for the first, second, third and fifth origin

    def seen() -> int:
        return len({request.headers["webhook-id"] for request in hook.taken})

    failed = Counter[str]()

    def answer(request: Request) -> int:
        """Half of them fail, but none more than five times: each wait is twice as long as the one before."""
        message = request.headers["webhook-id"]
        status = chance.choice([200, 200, 500, 503]) if failed[message] < 5 else 200
        failed[message] += status >= 500
        return status

    async with hooked(answer) as hook:
        await publish(redis)
        for number in range(KILLS):
            with service(tmp_path, server, hook.url):
                # Killed when it has sent a part more: in the middle of a batch, between answer and note.
                target = due * (number + 1) // (KILLS + 1) - chance.randrange(5)
                await until(lambda target=target: seen() >= target, 60)
        with service(tmp_path, server, hook.url):
            await until(lambda: seen() == due, 60)
    await redis.aclose()
    assert all(request.is_signed() for request in hook.requests)
    assert in_order(hook.taken) == {alert: [1, 2, 3, 4] for alert in in_order(hook.taken)}
    assert len(in_order(hook.taken)) == STORIES
    assert SECRET not in (tmp_path / "service.log").read_text()
