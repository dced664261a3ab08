"""The ingest service: articles come in, are made durable, and go on the stream."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from fastapi import Depends, FastAPI

from services.ingest import feeds, idempotency, pages
from services.ingest.api import add_routes
from services.ingest.desk import Desk
from services.ingest.feeds_api import add_feed_routes
from services.ingest.fetching import fetching
from services.ingest.gate import Gate
from services.ingest.idempotency import Requests
from services.ingest.language import load
from services.ingest.outbox import SCHEMA as OUTBOX_SCHEMA
from services.ingest.outbox import UNSENT, Outbox
from services.ingest.pace import Pace
from services.ingest.polling import polling
from services.ingest.reception import Reception
from services.ingest.settings import IngestSettings
from services.ingest.websub import Subscriptions
from services.ingest.websub_api import add_websub_routes
from tocsin.keys import Keys
from tocsin.messages import ARTICLES
from tocsin.outbox import relay
from tocsin.parameters import only_known
from tocsin.rates import Rates
from tocsin.serving import api, log
from tocsin.sqlite import Database
from tocsin.starting import Tell, nobody
from tocsin.streams import make_broker

SCHEMA = OUTBOX_SCHEMA + feeds.SCHEMA + idempotency.SCHEMA + pages.SCHEMA
CONSUMERS = ("timeline",)
"""The services that must have every article."""
_STARTED_SECONDS: Final = 15


@asynccontextmanager
async def ingest(settings: IngestSettings, tell: Tell = nobody) -> AsyncIterator[FastAPI]:
    """The service, open; on leaving everything is closed in reverse order. Until it is, it tells what it does."""
    async with AsyncExitStack() as stack:
        tell("it opens its file and checks it")
        database = await stack.enter_async_context(Database.open(settings.data / "ingest.db", SCHEMA))
        outbox = await Outbox.load(database)
        stack.push_async_callback(outbox.close)
        broker = await stack.enter_async_context(make_broker(settings.redis_url))
        publishing = await stack.enter_async_context(
            relay(
                broker,
                database,
                ARTICLES,
                source=outbox.source,
                query=UNSENT,
                consumers=CONSUMERS,
                patience=settings.group_patience,
                acknowledged=lambda _: desk.confirmed(),
            )
        )
        fetcher = await stack.enter_async_context(
            fetching(settings.ingest_fetch_networks, pause=settings.ingest_fetch_pause_seconds)
        )
        reception = Reception(outbox, fetcher, pages.Pages(database, settings.ingest_extract_seconds))
        desk = Desk(reception, outbox, publishing, settings.ingest_max_unconfirmed, settings.ingest_streams)
        pace = Pace(settings.ingest_feed_least_seconds, settings.ingest_feed_most_seconds)
        subscriptions = Subscriptions(database, fetcher, settings.ingest_public_url or None)
        poller = await stack.enter_async_context(polling(feeds.Feeds(database), subscriptions, fetcher, desk, pace))
        app = api(
            "tocsin ingest",
            "Articles come in here. A 2xx means that the article is durable and will reach the timeline exactly once.",
            lambda: publishing.problems() + outbox.problems() + poller.problems(),
            lambda: publishing.warnings() + database.warnings(),
            limits_bodies=True,
        )
        keys = Keys(settings.ingest_keys)
        if not keys:
            networks = ", ".join(map(str, settings.ingest_open_to))
            log.info("whoever is there may write: TOCSIN_INGEST_KEYS asks for a key", open_to=networks)
        gate = Gate(keys, Rates(settings.ingest_rate), settings.ingest_open_to)
        add_websub_routes(app, poller)  # before the others, for hubs may say what we don't know
        app.router.dependencies.append(Depends(only_known))
        add_routes(app, desk, gate, Requests(database))
        add_feed_routes(app, poller, gate)
        loading = asyncio.create_task(_load_model())
        yield app
        loading.cancel()


async def _load_model() -> None:
    """Loading takes a second of the processor: once all services have started, before most articles that need it."""
    await asyncio.sleep(_STARTED_SECONDS)
    await asyncio.to_thread(load)
