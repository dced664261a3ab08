"""Subscriptions with hubs, which tell of a feed's changes at once (WebSub, W3C Recommendation of 2018).

A hub is asked when a feed names one and this service has an address on the web. It makes sure that we asked, by a
challenge at an address that only it knows; what it sends there must be signed by a secret that only it knows.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any, Final

from services.ingest.feeds import Due
from services.ingest.fetching import Fetcher, Unfetchable
from services.ingest.sources.feeds import Feed
from tocsin.serving import log
from tocsin.sqlite import Database

PATH: Final = "/v1/websub/"
LEASE_SECONDS: Final = 10 * 86_400
MIN_LEASE_SECONDS: Final = 300
ANSWER_SECONDS: Final = 6 * 3600.0
"""A hub that has not answered by then is asked again."""
RETRY_SECONDS: Final = 86_400.0
"""A hub that refused is asked again after so long."""

_SIGNATURES: Final = {"sha1", "sha256", "sha384", "sha512"}
_COLUMNS: Final = "feed, hub, topic, token, secret, state, until, ask_at"
_ASKED: Final = """
INSERT INTO subscriptions (feed, hub, topic, token, secret, state, until, ask_at)
SELECT id, :hub, :topic, :token, :secret, 'asked', 0, :ask_at FROM feeds WHERE id = :feed
ON CONFLICT (feed) DO UPDATE SET hub = excluded.hub, topic = excluded.topic, token = excluded.token,
    secret = excluded.secret, ask_at = excluded.ask_at, reason = NULL,
    state = iif(state = 'active' AND token = excluded.token, 'active', 'asked')
"""


class NoSuchSubscription(Exception):
    """Nobody asked for it, or not any more."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed's subscription; `until` and `ask_at` are seconds since 1970."""

    feed: str
    hub: str
    topic: str
    token: str
    secret: str
    state: str
    until: float
    ask_at: float


class Subscriptions:
    """The subscriptions in the database of the feeds. `public_url` is where hubs reach us, None if they can't."""

    def __init__(self, database: Database, fetcher: Fetcher, public_url: str | None) -> None:
        self._database = database
        self._fetcher = fetcher
        self._public_url = public_url

    async def is_active(self, feed: str, now: float) -> bool:
        """Whether a hub tells of this feed's changes."""
        found = await self._find("feed", feed)
        return found is not None and found.state == "active" and found.until > now

    async def find(self, token: str) -> Subscription:
        """The one whose hub was told that token. Raises NoSuchSubscription."""
        found = await self._find("token", token)
        if found is None:
            raise NoSuchSubscription
        return found

    async def keep(self, feed: Due, found: Feed | None, now: float) -> None:
        """Ask the feed's hub if it is time to; `found` is the feed as just polled, None if it has not changed."""
        if self._public_url is None:
            return
        known = await self._find("feed", feed.id)
        hub, topic = (found.hub, found.topic) if found else (known.hub, known.topic) if known else (None, None)
        if hub is None or topic is None:
            await self._drop(feed.id)
            return
        same = known is not None and (known.hub, known.topic) == (hub, topic)
        if known is not None and same and now < known.ask_at:
            return
        token, secret = (known.token, known.secret) if known and same else (_unguessable(), _unguessable())
        row = {"feed": feed.id, "hub": hub, "topic": topic, "token": token, "secret": secret}
        async with self._database.transaction() as db:  # before the hub is asked: it may answer at once
            await db.execute(_ASKED, row | {"ask_at": now + ANSWER_SECONDS})
        form = {
            "hub.mode": "subscribe",
            "hub.topic": topic,
            "hub.callback": f"{self._public_url}{PATH}{token}",
            "hub.secret": secret,
            "hub.lease_seconds": str(LEASE_SECONDS),
        }
        try:
            await self._fetcher.post(hub, form)
        except Unfetchable as error:
            log.warning("a hub can't be asked", feed=feed.url, hub=hub, reason=str(error))
            await self._end(token, "failed", str(error), now)

    async def confirm(self, token: str, topic: str, lease: int, now: float) -> None:
        """The hub makes sure that we asked for `topic`. Raises NoSuchSubscription if we did not."""
        known = await self.find(token)
        if known.topic != topic:
            raise NoSuchSubscription
        lease = max(MIN_LEASE_SECONDS, min(lease, 10 * LEASE_SECONDS))
        async with self._database.transaction() as db:
            await db.execute(
                "UPDATE subscriptions SET state = 'active', reason = NULL, until = ?, ask_at = ? WHERE token = ?",
                (now + lease, now + 0.8 * lease, token),
            )

    async def deny(self, token: str, topic: str, reason: str, now: float) -> None:
        """The hub does not serve us, or not any more. Raises NoSuchSubscription."""
        if (await self.find(token)).topic != topic:
            raise NoSuchSubscription
        await self._end(token, "denied", reason or "the hub gave no reason", now)

    async def _end(self, token: str, state: str, reason: str, now: float) -> None:
        async with self._database.transaction() as db:
            await db.execute(
                "UPDATE subscriptions SET state = ?, reason = ?, until = 0, ask_at = ? WHERE token = ?",
                (state, reason[:500], now + RETRY_SECONDS, token),
            )

    async def _drop(self, feed: str) -> None:
        async with self._database.transaction() as db:
            await db.execute("DELETE FROM subscriptions WHERE feed = ?", (feed,))

    async def _find(self, column: str, value: str) -> Subscription | None:
        query = f"SELECT {_COLUMNS} FROM subscriptions WHERE {column} = ?"  # noqa: S608 - our own column names
        async with self._database.reading() as db, db.execute(query, (value,)) as rows:
            row: Any = await rows.fetchone()
        return Subscription(*row) if row is not None else None


def is_signed(secret: str, signature: str, body: bytes) -> bool:
    """Whether `signature` (the header X-Hub-Signature, such as sha256=…) is of `body` by `secret`."""
    method, _, shown = signature.strip().partition("=")
    if method.lower() not in _SIGNATURES:
        return False
    made = hmac.new(secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    return hmac.compare_digest(made.encode(), shown.strip().lower().encode())


def _unguessable() -> str:
    return secrets.token_urlsafe(32)
