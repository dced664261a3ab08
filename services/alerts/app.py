"""The alerts service: recorded events in, alerts out. One context manager opens all of it and closes it in reverse."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from fastapi import FastAPI
from prometheus_client import Counter

from services.alerts.api.following import tail_of
from services.alerts.api.noise import add_noise_routes
from services.alerts.api.routes import Desk, build
from services.alerts.clock import ticking
from services.alerts.engine.engine import Published
from services.alerts.engine.noise import Noise
from services.alerts.engine.noise import load as load_noise
from services.alerts.engine.signals import Rules
from services.alerts.forms import FormInvalid
from services.alerts.reloading import Watched, reloading
from services.alerts.rules import RuleBook, RuleInvalid, load
from services.alerts.settings import AlertsSettings
from services.alerts.store import deciding
from services.alerts.store.forgetting import forget
from services.alerts.store.pruning import prune
from services.alerts.store.store import SCHEMA, UNSENT, Ledger, identity
from services.alerts.webhooks.api import add_receiver_routes
from services.alerts.webhooks.courier import Courier, delivering
from services.alerts.webhooks.routes import Book
from services.alerts.webhooks.routes import load as load_routes
from tocsin.inbox import AtOnce, Delivery, consume
from tocsin.messages import ALERTS, EVENTS
from tocsin.outbox import relay
from tocsin.records import Alert
from tocsin.serving import CannotStart, log
from tocsin.sqlite import Database
from tocsin.starting import Tell, nobody
from tocsin.streams import make_broker

T = TypeVar("T")

KEPT = timedelta(days=7)
"""Alerts stay on their stream at least this long: a subscriber may have been away."""

CACHE_MB = 32
"""Pages of the file, and of its log until they are moved: each event changes some twenty, here and there, and while
they are moved the next ones wait.
"""

TOLD = Counter("tocsin_alerts_told_total", "Alert revisions told to subscribers", ["signal", "status"])
FOLDED = Counter("tocsin_alerts_events_total", "Recorded events that were asked whether they ring")


def count_told(revisions: list[Alert]) -> None:
    """For the metrics."""
    for alert in revisions:
        TOLD.labels(alert.signal, alert.status).inc()


def published(delivery: Delivery) -> Published:
    """What a delivery brings. Raises TypeError if it is nothing that the timeline publishes: it is set aside."""
    if not isinstance(delivery.message, Published):
        raise TypeError(f"{delivery.message.type} does not belong on the stream of events")
    return delivery.message


@asynccontextmanager
async def alerts(settings: AlertsSettings, tell: Tell = nobody) -> AsyncIterator[FastAPI]:
    """Run the service while the block runs. Until it is open, it tells what it does.

    Raises CannotStart if a rule is not in order, DatabaseUnusable if the file is not.
    """
    book = _in_order("the rules are", partial(load, settings.alerts_rules))
    routes = _in_order("the routes are", partial(load_routes, settings.alerts_routes))
    noise = _in_order("what is to ring when is", partial(load_noise, settings.alerts_noise))
    log.info("rules loaded", rules=len(book.rules), version=book.version, receivers=len(routes.routes.receivers))
    tell("it opens its file and checks it")
    async with Database.open(settings.data / "alerts.db", SCHEMA, cache_mb=CACHE_MB) as database:
        async with database.reading() as connection:
            source = await identity(connection)
        tail = tail_of(database)
        ledger = Ledger(Rules(book), source, lambda: datetime.now(UTC), noise)

        def apply(file: sqlite3.Connection, deliveries: list[Delivery]) -> None:
            events = [published(item) for item in deliveries]
            FOLDED.inc(len(events))
            count_told(ledger.fold(file, events))

        def announce(revisions: list[Alert]) -> None:
            count_told(revisions)
            committed()

        def committed() -> None:
            told.wake()
            tail.wake()
            courier.wake()

        broker = make_broker(settings.redis_url)
        try:
            async with (
                delivering(
                    database,
                    routes,
                    allowed=settings.alerts_webhook_networks,
                    first_wait=settings.alerts_retry_seconds,
                ) as courier,
                relay(
                    broker,
                    database,
                    ALERTS,
                    source=source,
                    query=UNSENT,
                    consumers=("timeline",),
                    kept=KEPT,
                    patience=settings.group_patience,
                ) as told,
                consume(
                    broker, database, EVENTS, consumer="alerts", apply=AtOnce(apply), committed=committed
                ) as reader,
                ticking(database, ledger, reader, announce, partial(_forget, settings, database, courier)) as clock,
                reloading(
                    rules := _rules(settings, database, ledger, book),
                    paths := _routes(settings, courier, routes),
                    quiet := _noise(settings, database, ledger, noise),
                ) as looking,
            ):
                desk = Desk(database, lambda: rules.current, tail, settings)
                app = build(
                    desk,
                    lambda: [p for part in (reader, told, clock, courier, looking) for p in part.problems()],
                    lambda: [w for part in (rules, paths, quiet, told, database) for w in part.warnings()],
                )
                add_noise_routes(app, database, ledger, committed)
                add_receiver_routes(app, database, courier)
                yield app
        finally:
            await broker.stop()


def _in_order(what: str, load: Callable[[], T]) -> T:
    """What a file says. Raises CannotStart if it is not in order."""
    try:
        return load()
    except (RuleInvalid, FormInvalid) as error:
        raise CannotStart(f"{what} not in order:\n{error}") from error


async def _forget(settings: AlertsSettings, database: Database, courier: Courier, now: datetime) -> None:
    """Take from the file what is older than the settings keep it."""
    async with database.transaction() as connection:
        await deciding.prune(connection, now)
    routed = bool(courier.book.routes.receivers)
    kept = timedelta(days=settings.alerts_keep_days)
    if count := await prune(database, now - kept, routed=routed):
        log.info("messages of alerts that are over are forgotten", messages=count)
    keep = max(kept, timedelta(days=settings.alerts_forget_days))
    if count := await forget(database, now, keep=keep, routed=routed):
        log.info("alerts that were over long ago are forgotten", alerts=count)


def _rules(settings: AlertsSettings, database: Database, ledger: Ledger, book: RuleBook) -> Watched[RuleBook]:
    async def use(new: RuleBook) -> None:
        ready = await asyncio.to_thread(Rules, new)
        async with database.transaction():
            ledger.use(ready)

    folder = settings.alerts_rules
    return Watched("rules", book, files=lambda _: sorted(folder.glob("*.yaml")), load=partial(load, folder), use=use)


def _noise(settings: AlertsSettings, database: Database, ledger: Ledger, noise: Noise) -> Watched[Noise]:
    path = settings.alerts_noise

    async def use(new: Noise) -> None:
        async with database.transaction():
            ledger.hear(new)

    return Watched(
        "noise rules", noise, files=lambda _: [path] if path else [], load=partial(load_noise, path), use=use
    )


def _routes(settings: AlertsSettings, courier: Courier, book: Book) -> Watched[Book]:
    path = settings.alerts_routes

    def files(book: Book) -> list[Path]:
        secrets = [receiver.secret.file for receiver in book.routes.receivers]
        return [file for file in (path, *secrets) if file is not None]

    return Watched("routes", book, files=files, load=partial(load_routes, path), use=courier.use)
