"""A real Chromium, and the timeline that it looks at."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from services.timeline.app import timeline
from services.timeline.settings import TimelineSettings
from tests.builders import ScriptedCoder, actor, event, published, rung, span
from tocsin.coding.reading import Attribution, Occurred, Quantity
from tocsin.embedded import Keeper
from tocsin.messages import ALERTS, ARTICLES, AnyMessage
from tocsin.records import Alert, RecordedEvent
from tocsin.serving import listen, serve
from tocsin.streams import make_broker, publish, wait_for_redis
from tocsin.vocabulary import QuantityKind

PATIENCE = 20
"""Seconds; a browser on a machine that has other work to do takes its time."""
expect.set_options(timeout=PATIENCE * 1000)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def installed() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("there is no Chromium here (apt-get install chromium): the page is not looked at")


@dataclass
class Site:
    """The page in a browser, and a way to publish: what was published is on the timeline afterwards."""

    url: str
    page: Page
    server: Keeper
    told: int = 0

    async def publish(self, *messages: AnyMessage) -> None:
        await self._append(ARTICLES, *messages)
        async with (
            asyncio.timeout(PATIENCE),
            httpx.AsyncClient(base_url=self.url, trust_env=False, timeout=PATIENCE) as asking,
        ):
            while (await asking.get(f"v1/articles/{messages[-1].subject}")).status_code != 200:
                await asking.get("v1/feed", params={"wait": 0.1})

    async def events(self) -> list[RecordedEvent]:
        """What was read in the articles, in the order of the log."""
        async with httpx.AsyncClient(base_url=self.url, trust_env=False, timeout=PATIENCE) as asking:
            page = (await asking.get("v1/feed", params={"kind": "event"})).json()
        return [RecordedEvent.model_validate(row["message"]["data"]) for row in page["items"]]

    async def ring(self, *alerts: Alert) -> None:
        """The alerts are on the timeline afterwards."""
        messages = [rung(one, sequence=self.told + number) for number, one in enumerate(alerts, 1)]
        self.told += len(alerts)
        await self._append(ALERTS, *messages)
        async with (
            asyncio.timeout(PATIENCE),
            httpx.AsyncClient(base_url=self.url, trust_env=False, timeout=PATIENCE) as asking,
        ):
            while alerts[-1].id not in (await asking.get("v1/alerts", params={"limit": 1})).text:
                await asking.get("v1/feed", params={"wait": 0.1})

    async def _append(self, stream: str, *messages: AnyMessage) -> None:
        async with make_broker(self.server.url) as broker:
            client = await wait_for_redis(broker, what="test")
            await publish(broker, client, stream, [message.to_json() for message in messages])


def soldiers(best: float, kind: QuantityKind = "reported", due: str | None = None) -> Quantity:
    return Quantity(best, best, best, "soldiers", None, kind, due, "text", 0, 5, f"{best:,.0f}")


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One event loop for the tests of a module, as long as their browser is open."""
    return "asyncio"


@pytest.fixture(scope="module")
async def chromium(anyio_backend: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        yield opened
        await opened.close()


@pytest.fixture
async def site(
    chromium: Browser, server: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    """Two articles are on the timeline: one of North Korea's troops, one of France and Mali."""
    talks = event(
        "CONSULT",
        "visit",
        actors=(actor("FRA", text="Paris"),),
        recipients=(actor("MLI", text="Bamako"),),
        evidence=span("Paris talks to Bamako"),
        occurred=Occurred("2024-10-20", "2024-10-20", "day", "text"),
        place=None,
    )
    coder = ScriptedCoder(
        [event()],
        a=[event(quantities=(soldiers(3000),))],
        b=[talks],
        denial=[event(stance="denies", attribution=Attribution(actor("RUS", text="Moscow"), "denied"))],
        forecast=[event(modality="future", quantities=(soldiers(10000, "forecast", "2024-12-31"),))],
        film=[event(sense="culture", evidence=span("Tanks on screen"))],
        hostile=[event(evidence=span("<img src=x onerror=ring()>"))],
    )
    monkeypatch.setattr("services.timeline.app.code", coder)
    stop, listener = asyncio.Event(), listen("127.0.0.1", 0)
    async with timeline(TimelineSettings(redis_url=server.url, data=tmp_path)) as app:
        serving = asyncio.create_task(serve(app, listener, stop))
        context = await chromium.new_context(viewport={"width": 1200, "height": 900})
        page = await context.new_page()
        made = Site(f"http://127.0.0.1:{listener.getsockname()[1]}/", page, server)
        await made.publish(published(id="a", sequence=1), published(id="b", sequence=2, text="Paris talks to Bamako."))
        await page.goto(made.url)
        yield made
        await context.close()
        stop.set()
        await serving
