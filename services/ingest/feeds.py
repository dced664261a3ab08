"""The list of feeds: which there are, what was taken of each, and how each is doing. It lives in the outbox's file."""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final

import httpx

from services.ingest.fetching import Fetched
from services.ingest.identity import content_digest
from services.ingest.reception import Answer
from services.ingest.sources.feeds import Feed
from services.ingest.submission import Refused, Submission
from tocsin.messages import stable_id
from tocsin.sqlite import Database

SCHEMA: Final = files("services.ingest").joinpath("feeds.sql").read_text()

_DUE: Final = (
    "SELECT id, url, pages, etag, modified, every, failures FROM feeds WHERE gone = 0 AND due <= ? ORDER BY due"
)
_SHOWN: Final = """
SELECT id, url, title, pages, added_at, polled_at, succeeded_at, failure, failures, gone, due, every, articles,
       refused, refusal
FROM feeds
"""
_SUCCEEDED: Final = """
UPDATE feeds SET failures = 0, failure = NULL, polled_at = :now, succeeded_at = :now, every = :every, due = :due,
       articles = articles + :articles, refused = refused + :refused, refusal = coalesce(:refusal, refusal),
       title = coalesce(:title, title), etag = iif(:read, :etag, etag), modified = iif(:read, :modified, modified)
WHERE id = :id
"""


class NoSuchFeed(Exception):
    """No feed has that id."""


@dataclass(frozen=True, slots=True)
class Due:
    """A feed whose turn it is."""

    id: str
    url: str
    pages: bool
    etag: str | None
    modified: str | None
    every: float
    failures: int

    @property
    def host(self) -> str:
        return httpx.URL(self.url).host


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll that came to an end: what it fetched, the feed (None: nothing changed), what became of its entries."""

    fetched: Fetched
    feed: Feed | None
    answers: list[Answer]

    @property
    def new(self) -> int:
        """Articles that were not here before."""
        return sum(answer.status in {"accepted", "revision"} for answer in self.answers)

    @property
    def refused(self) -> list[Refused]:
        """Entries that no article could be made of."""
        return [answer.outcome for answer in self.answers if isinstance(answer.outcome, Refused)]


class Feeds:
    """The feeds in one database, which was made with SCHEMA."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, url: str, *, pages: bool, every: float, now: float) -> dict[str, Any]:
        """Poll `url` from `now` (seconds since 1970) on; if it is polled already, set its `pages` anew. It as shown."""
        url = str(httpx.URL(url.strip()).copy_with(fragment=None))
        identity = stable_id("feed", url)
        row = (identity, url, pages, _iso(now), every, now)
        async with self._database.transaction() as db:
            await db.execute(
                "INSERT INTO feeds (id, url, pages, added_at, every, due) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (url) DO UPDATE SET pages = excluded.pages, due = excluded.due, gone = 0",
                row,
            )
        return next(feed for feed in await self.all() if feed["url"] == url)

    async def remove(self, identity: str) -> None:
        """Poll it no more; its articles stay. Raises NoSuchFeed."""
        async with self._database.transaction() as db:
            found = await db.execute("DELETE FROM feeds WHERE id = ?", (identity,))
        if found.rowcount == 0:
            raise NoSuchFeed(identity)

    async def all(self) -> list[dict[str, Any]]:
        """Every feed as people are shown it, by address."""
        async with self._database.reading() as db, db.execute(f"{_SHOWN} ORDER BY url") as rows:
            return [_shown(*row) async for row in rows]

    async def due(self, now: float) -> list[Due]:
        """The feeds whose turn it is, the longest waiting first."""
        async with self._database.reading() as db, db.execute(_DUE, (now,)) as rows:
            return [Due(row[0], row[1], bool(row[2]), *row[3:]) async for row in rows]

    async def next_due(self, now: float) -> float | None:
        """When the next one's turn is, None if there is none."""
        async with (
            self._database.reading() as db,
            db.execute("SELECT min(due) FROM feeds WHERE gone = 0 AND due > ?", (now,)) as rows,
        ):
            row = await rows.fetchone()
        return float(row[0]) if row is not None and row[0] is not None else None

    async def taken(self, identity: str) -> set[str]:
        """The digests of those entries that were taken, of those that the feed held when it was last read."""
        async with (
            self._database.reading() as db,
            db.execute("SELECT entry FROM feed_entries WHERE feed = ?", (identity,)) as rows,
        ):
            return {row[0] async for row in rows}

    async def succeeded(self, feed: Due, poll: Poll, *, every: float, now: float, due: float) -> None:
        """Keep what a poll brought. Its articles must be durable already."""
        headers, refused = poll.fetched.headers, poll.refused
        row = {
            "id": feed.id,
            "now": _iso(now),
            "every": every,
            "due": due,
            "articles": poll.new,
            "refused": len(refused),
            "refusal": str(refused[-1]) if refused else None,
            "title": poll.feed.title if poll.feed else None,
            "read": poll.feed is not None,
            "etag": headers.get("etag", "")[:500] or None,
            "modified": headers.get("last-modified", "")[:100] or None,
        }
        async with self._database.transaction() as db:
            await db.execute(_SUCCEEDED, row)
            if poll.feed is not None:
                await db.execute("DELETE FROM feed_entries WHERE feed = ?", (feed.id,))
                await db.executemany(
                    "INSERT OR IGNORE INTO feed_entries SELECT id, ? FROM feeds WHERE id = ?",
                    [(digest(entry), feed.id) for entry in poll.feed.entries],
                )
            if poll.fetched.moved_to:
                await db.execute("UPDATE OR IGNORE feeds SET url = ? WHERE id = ?", (poll.fetched.moved_to, feed.id))

    async def failed(self, feed: Due, reason: str, *, now: float, due: float, gone: bool) -> None:
        """Keep why a poll failed; a feed that is `gone` is polled no more."""
        async with self._database.transaction() as db:
            await db.execute(
                "UPDATE feeds SET failures = failures + 1, failure = ?, polled_at = ?, due = ?, gone = ? WHERE id = ?",
                (reason, _iso(now), due, gone, feed.id),
            )


def digest(entry: Submission) -> str:
    """Of all that a feed says of an entry: an edited one has another."""
    return content_digest(f"{entry.id} {entry.url} {entry.title}", entry.text or "")


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")


def _shown(identity: str, url: str, title: str | None, pages: int, added: str, *rest: Any) -> dict[str, Any]:
    polled, succeeded, failure, failures, gone, due, every, articles, refused, refusal = rest
    return {
        "id": identity,
        "url": url,
        "title": title,
        "pages": bool(pages),
        "state": "gone" if gone else "failing" if failure else "new" if polled is None else "fine",
        "added_at": added,
        "polled_at": polled,
        "succeeded_at": succeeded,
        "failure": failure,
        "failures": failures,
        "next_poll": None if gone else _iso(due),
        "every_seconds": round(every),
        "articles": articles,
        "refused": refused,
        "refusal": refusal,
    }
