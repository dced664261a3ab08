"""Polling the feeds: each at its own pace, a few at once, one at a time of each host.

An entry is marked as taken only after it is durable in the outbox; what is fetched again after a crash is a duplicate
there.
"""

import asyncio
import random
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import anyio
import anyio.to_process
import httpx
from prometheus_client import Counter

from services.ingest.desk import Desk
from services.ingest.feeds import Due, Feeds, Poll, digest
from services.ingest.fetching import Fetcher, Unfetchable
from services.ingest.pace import MAX_WAIT_SECONDS, Pace
from services.ingest.reception import Answer
from services.ingest.sources.announcements import max_age
from services.ingest.sources.feeds import Feed, NoFeed, read_feed
from services.ingest.websub import Subscription, Subscriptions
from tocsin.problems import Problem
from tocsin.serving import log
from tocsin.tasks import Tasks

POLLED: Final = Counter(
    "tocsin_feed_polls_total", "Polls of feeds, and deliveries of their hubs, by outcome", ["outcome"]
)

POLLS: Final = 8
"""Feeds polled at once; of one host always one."""
LOOK_SECONDS: Final = 30.0
READ_SECONDS: Final = 20.0
BATCH: Final = 100
_BUSY: Final = frozenset({httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE})
"""Answers by which a host speaks for all of its feeds."""


class Poller:
    """Polls the feeds of one ingest service; made by `polling`."""

    def __init__(self, feeds: Feeds, subscriptions: Subscriptions, fetcher: Fetcher, desk: Desk, pace: Pace) -> None:
        self.feeds = feeds
        self.subscriptions = subscriptions
        self._fetcher = fetcher
        self._desk = desk
        self._pace = pace
        self._readers = anyio.CapacityLimiter(1)
        self._polls: dict[str, asyncio.Task[None]] = {}
        self._hosts: set[str] = set()
        self._changed = asyncio.Event()
        self.tasks = Tasks()
        self._trouble: str | None = None

    def problems(self) -> list[str]:
        """Why feeds are not polled; empty when all is well. A feed that fails is no problem of the service."""
        return self.tasks.problems() + ([self._trouble] if self._trouble else [])

    async def add(self, url: str, *, pages: bool) -> dict[str, Any]:
        """Poll a feed, at once and from now on. The feed as shown."""
        added = await self.feeds.add(url, pages=pages, every=self._pace.first(), now=time.time())
        self._changed.set()
        return added

    async def look_at(self, url: str) -> Feed:
        """What `url` holds, without taking anything of it. Raises Unfetchable or NoFeed."""
        fetched = await self._fetcher.fetch(url)
        return await self._read(fetched.body, fetched.headers, fetched.url)

    async def pushed(self, subscription: Subscription, body: bytes, headers: dict[str, str]) -> None:
        """Take what a feed's hub sent. Raises NoFeed, NoSuchFeed, and Problem if nothing can be taken for now."""
        feed = await self.feeds.one(subscription.feed)
        try:
            if feed.pages:  # its pages have to be fetched, and no hub waits for that
                await self._hurry(feed)
            else:
                await self._take_pushed(feed, subscription, body, headers)
        except (NoFeed, Problem):
            raise
        except Exception:
            await self._hurry(feed)  # what it sent stands in the feed, too
            raise

    async def _hurry(self, feed: Due) -> None:
        await self.feeds.hurry(feed.id, time.time())
        self._changed.set()

    async def _take_pushed(self, feed: Due, subscription: Subscription, body: bytes, headers: dict[str, str]) -> None:
        found = await self._read(body, headers, subscription.topic)
        push = Poll(None, found, await self._hand_in(feed, found))
        await self.feeds.pushed(feed, push, time.time())
        POLLED.labels("pushed").inc()
        log.info("sent by a hub", feed=feed.url, articles=push.new, refused=len(push.refused))

    async def run(self) -> None:
        """Poll what is due, until cancelled."""
        while True:
            self._changed.clear()
            try:
                wait = await self._begin()
                self._trouble = None
            except sqlite3.Error as error:
                self._trouble, wait = f"can't read the list of feeds: {error}", LOOK_SECONDS
                log.error("can't poll feeds", reason=str(error))
            with suppress(TimeoutError):
                async with asyncio.timeout(min(wait, LOOK_SECONDS)):
                    await self._changed.wait()

    async def close(self) -> None:
        """Break off the polls that are under way."""
        polls = list(self._polls.values())
        for poll in polls:
            poll.cancel()
        await asyncio.gather(*polls, return_exceptions=True)

    async def _begin(self) -> float:
        """Begin the polls that are due and have a place; seconds until the next one is due."""
        now = time.time()
        busy = set(self._hosts)  # of a host whose poll ends while the list is read, feeds may stand in it as they were
        for feed in await self.feeds.due(now):
            if len(self._polls) >= POLLS:
                break
            if feed.host not in busy | self._hosts:
                self._hosts.add(feed.host)
                self._polls[feed.id] = asyncio.create_task(self._poll(feed), name=f"poll {feed.id}")
        soonest = await self.feeds.next_due(now)
        return LOOK_SECONDS if soonest is None else soonest - now

    async def _poll(self, feed: Due) -> None:
        try:
            try:
                await self._succeeded(feed, await self._take(feed))
            except (Unfetchable, NoFeed, Problem) as error:
                await self._failed(feed, error)
            except sqlite3.Error:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is: a feed that breaks us waits as any that fails
                log.error("polling a feed broke", feed=feed.url, exc_info=error)
                await self._failed(feed, error)
        except sqlite3.Error as error:  # it stays due, and is looked at again after a while
            self._trouble = f"can't write how the feeds are doing: {error}"
            log.error("can't write how a feed is doing", feed=feed.url, reason=str(error))
        else:
            self._changed.set()
        finally:
            self._hosts.discard(feed.host)
            del self._polls[feed.id]

    async def _take(self, feed: Due) -> Poll:
        """Fetch the feed and hand in what is new in it."""
        conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        fetched = await self._fetcher.fetch(feed.url, {name: value for name, value in conditions.items() if value})
        if fetched.status == httpx.codes.NOT_MODIFIED:
            return Poll(fetched, None, [])
        found = await self._read(fetched.body, fetched.headers, fetched.url)
        return Poll(fetched, found, await self._hand_in(feed, found))

    async def _hand_in(self, feed: Due, found: Feed) -> list[Answer]:
        """Have what is new in the feed taken."""
        taken = await self.feeds.taken(feed.id)
        # Oldest first: the log has them in the order in which they came out.
        new = [entry for entry in reversed(found.entries) if digest(entry) not in taken]
        answers: list[Answer] = []
        for start in range(0, len(new), BATCH):
            await self._desk.room()
            answers += await self._desk.take_submissions(new[start : start + BATCH], pages=feed.pages)
        return answers

    async def _read(self, body: bytes, headers: dict[str, str], url: str) -> Feed:
        """The feed in `body`, read in a process that can be killed. Raises NoFeed."""
        try:
            with anyio.fail_after(READ_SECONDS):
                return await anyio.to_process.run_sync(
                    read_feed, body, headers, url, cancellable=True, limiter=self._readers
                )
        except TimeoutError:
            raise NoFeed(f"takes more than {READ_SECONDS:.0f} s to read: ask its publisher for a smaller one") from None
        except anyio.BrokenWorkerProcess:
            raise NoFeed("the process that read it died of it: ask its publisher for a smaller one") from None

    async def _succeeded(self, feed: Due, poll: Poll) -> None:
        assert poll.fetched is not None
        await self.subscriptions.keep(feed, poll.feed, time.time())
        every = self._pace.after_success(feed.every, new=poll.new > 0)
        now = time.time()
        pushed = await self.subscriptions.is_active(feed.id, now)
        wait = self._pace.wait(
            self._pace.pushed(every) if pushed else every,
            rest=poll.feed.rest if poll.feed else max_age(poll.fetched.headers),
            chance=random.random(),  # noqa: S311 - spreads the polls
        )
        await self.feeds.succeeded(feed, poll, every=every, now=now, due=now + wait)
        POLLED.labels("read" if poll.feed else "unchanged").inc()
        if poll.answers:
            log.info("polled", feed=feed.url, articles=poll.new, refused=len(poll.refused))

    async def _failed(self, feed: Due, error: Exception) -> None:
        gone = isinstance(error, Unfetchable) and error.status == httpx.codes.GONE
        asked = error.retry_after if isinstance(error, Unfetchable) else None
        wait = self._pace.wait(
            feed.every,
            failures=feed.failures,
            retry_after=asked,
            chance=random.random(),  # noqa: S311 - spreads the polls
        )
        reason = f"{error}; it is polled no more" if gone else str(error) or type(error).__name__
        now = time.time()
        await self.feeds.failed(feed, reason, now=now, due=now + wait, gone=gone)
        if asked and isinstance(error, Unfetchable) and error.status in _BUSY:
            await self.feeds.hold_back(feed.host, now=now, until=now + min(asked, MAX_WAIT_SECONDS))
        POLLED.labels("failed").inc()
        log.warning("a feed can't be polled", feed=feed.url, reason=reason, failures=feed.failures + 1)


@asynccontextmanager
async def polling(
    feeds: Feeds, subscriptions: Subscriptions, fetcher: Fetcher, desk: Desk, pace: Pace
) -> AsyncIterator[Poller]:
    """Poll the feeds for as long as the block runs."""
    poller = Poller(feeds, subscriptions, fetcher, desk, pace)
    try:
        async with poller.tasks as tasks:
            tasks.begin(poller.run(), "the polling of feeds")
            yield poller
    finally:
        await poller.close()
