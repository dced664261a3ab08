"""The list of feeds: which there are, what was taken of each, and how each is doing. It lives in the outbox's file."""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final

import aiosqlite
import httpx

from services.ingest.fetching import Fetched
from services.ingest.identity import content_digest
from services.ingest.reception import Answer
from services.ingest.sources.feeds import Feed
from services.ingest.submission import Refused, Submission
from tocsin.records import stable_id
from tocsin.sqlite import Database

SCHEMA: Final = files("services.ingest").joinpath("feeds.sql").read_text()

SET_BACK_SECONDS: Final = 60.0
"""A clock that was set back by less changes nothing."""

_FEED: Final = "SELECT id, url, pages, etag, modified, every, failures FROM feeds"
_SHOWN: Final = """
SELECT feeds.id, url, title, pages, added_at, polled_at, succeeded_at, failure, failures, gone, due, every, articles,
       refused, refusal, noted, note, hub, state, reason, until
FROM feeds LEFT JOIN feed_notes ON feed_notes.feed = feeds.id LEFT JOIN subscriptions ON subscriptions.feed = feeds.id
"""
_ADDED: Final = """
INSERT INTO feeds (id, url, pages, added_at, every, due) VALUES (:id, :url, :pages, :added_at, :every,
    max(:now, coalesce((SELECT until FROM resting_hosts WHERE host = :host), 0)))
ON CONFLICT (url) DO UPDATE SET pages = excluded.pages, due = excluded.due, gone = 0
ON CONFLICT (id) DO UPDATE SET pages = excluded.pages, due = excluded.due, gone = 0
"""
_SUCCEEDED: Final = """
UPDATE feeds SET failures = 0, failure = NULL, polled_at = :now, succeeded_at = :now, every = :every, due = :due,
       articles = articles + :articles, refused = refused + :refused, refusal = coalesce(:refusal, refusal),
       title = coalesce(:title, title), etag = iif(:read, :etag, etag), modified = iif(:read, :modified, modified)
WHERE id = :id
"""
_PUSHED: Final = """
UPDATE feeds SET failures = 0, failure = NULL, succeeded_at = :now, articles = articles + :articles,
       refused = refused + :refused, refusal = coalesce(:refusal, refusal)
WHERE id = :id
"""
_NOTED: Final = """
INSERT INTO feed_notes SELECT id, :noted, :note FROM feeds WHERE id = :id
ON CONFLICT (feed) DO UPDATE SET noted = noted + excluded.noted, note = excluded.note
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
    """What came of a feed: the feed (None: it has not changed), what became of its entries, and of a poll what it
    fetched (None: its hub sent it).
    """

    fetched: Fetched | None
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

    @property
    def notes(self) -> list[str]:
        """What is odd about entries that were taken."""
        return [note for answer in self.answers if answer.status != "refused" for note in answer.notes[:1]]

    def counts(self) -> dict[str, Any]:
        """What the store keeps of it, by the names that its statements have."""
        refused, notes = self.refused, self.notes
        return {
            "articles": self.new,
            "refused": len(refused),
            "refusal": str(refused[-1]) if refused else None,
            "noted": len(notes),
            "note": notes[-1] if notes else None,
        }


class Feeds:
    """The feeds in one database, which was made with SCHEMA."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, url: str, *, pages: bool, every: float, now: float) -> dict[str, Any]:
        """Poll `url` from `now` (seconds since 1970) on. If it is polled already, there or where it has moved to, its
        `pages` is set anew. The feed as shown.
        """
        address = httpx.URL(url.strip()).copy_with(fragment=None)
        row = {"id": stable_id("feed", str(address)), "url": str(address), "host": address.host, "pages": pages}
        async with self._database.transaction() as db:
            await db.execute(_ADDED, row | {"added_at": _iso(now), "every": every, "now": now})
        feeds = await self.all()
        return next((feed for feed in feeds if feed["url"] == row["url"]), None) or next(
            feed for feed in feeds if feed["id"] == row["id"]
        )

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
        """The feeds whose turn it is, the longest waiting first.

        Of one that was polled later than now the clock was set back since, and nobody knows when its turn is: now.
        """
        query = f"{_FEED} WHERE gone = 0 AND (due <= ? OR polled_at > ?) ORDER BY due"
        async with self._database.reading() as db, db.execute(query, (now, _iso(now + SET_BACK_SECONDS))) as rows:
            return [_due(row) async for row in rows]

    async def one(self, identity: str) -> Due:
        """The feed of that id, whether it is its turn or not. Raises NoSuchFeed."""
        async with self._database.reading() as db, db.execute(f"{_FEED} WHERE id = ?", (identity,)) as rows:
            row = await rows.fetchone()
        if row is None:
            raise NoSuchFeed(identity)
        return _due(row)

    async def hurry(self, identity: str, now: float) -> None:
        """Its turn is now."""
        async with self._database.transaction() as db:
            await db.execute("UPDATE feeds SET due = min(due, ?) WHERE id = ?", (now, identity))

    async def hold_back(self, host: str, *, now: float, until: float) -> None:
        """Ask nothing of `host` before `until`: it said so."""
        async with self._database.transaction() as db:
            await db.execute("DELETE FROM resting_hosts WHERE until < ?", (now,))
            await db.execute("INSERT OR REPLACE INTO resting_hosts VALUES (?, ?)", (host, until))
            async with db.execute("SELECT id, url FROM feeds WHERE gone = 0 AND due < ?", (until,)) as rows:
                held = [(until, identity) async for identity, url in rows if httpx.URL(url).host == host]
            await db.executemany("UPDATE feeds SET due = ? WHERE id = ?", held)

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
        assert poll.fetched is not None
        headers = poll.fetched.headers
        row = poll.counts() | {
            "id": feed.id,
            "now": _iso(now),
            "every": every,
            "due": due,
            "title": poll.feed.title if poll.feed else None,
            "read": poll.feed is not None,
            "etag": headers.get("etag", "")[:500] or None,
            "modified": headers.get("last-modified", "")[:100] or None,
        }
        async with self._database.transaction() as db:
            await db.execute(_SUCCEEDED, row)
            if poll.feed is not None:
                await db.execute("DELETE FROM feed_entries WHERE feed = ?", (feed.id,))
                await _remember(db, feed, poll)
            if poll.fetched.moved_to not in {None, feed.url}:
                await _move(db, feed, str(poll.fetched.moved_to))

    async def pushed(self, feed: Due, push: Poll, now: float) -> None:
        """Keep what a hub sent. Its articles must be durable already."""
        async with self._database.transaction() as db:
            await db.execute(_PUSHED, push.counts() | {"id": feed.id, "now": _iso(now)})
            await _remember(db, feed, push)

    async def failed(self, feed: Due, reason: str, *, now: float, due: float, gone: bool) -> None:
        """Keep why a poll failed; a feed that is `gone` is polled no more."""
        async with self._database.transaction() as db:
            await db.execute(
                "UPDATE feeds SET failures = failures + 1, failure = ?, polled_at = ?, due = ?, gone = ? WHERE id = ?",
                (reason, _iso(now), due, gone, feed.id),
            )


async def _remember(db: aiosqlite.Connection, feed: Due, poll: Poll) -> None:
    """That its entries were taken, and what is odd about them."""
    assert poll.feed is not None
    await db.executemany(
        "INSERT OR IGNORE INTO feed_entries SELECT id, ? FROM feeds WHERE id = ?",
        [(digest(entry), feed.id) for entry in poll.feed.entries],
    )
    if poll.notes:
        await db.execute(_NOTED, poll.counts() | {"id": feed.id})


async def _move(db: aiosqlite.Connection, feed: Due, url: str) -> None:
    """It is somewhere else from now on; if that is polled already, once is enough."""
    moved = await db.execute("UPDATE OR IGNORE feeds SET url = ? WHERE id = ?", (url, feed.id))
    if moved.rowcount == 0:
        reason = f"has moved to {url}, which is polled already; it is polled no more"
        await db.execute("UPDATE feeds SET gone = 1, failure = ? WHERE id = ?", (reason, feed.id))


def _due(row: Any) -> Due:
    identity, url, pages, *rest = row
    return Due(identity, url, bool(pages), *rest)


def digest(entry: Submission) -> str:
    """Of all that a feed says of an entry: an edited one has another."""
    return content_digest(f"{entry.id} {entry.url} {entry.title}", entry.text or "")


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")


def _shown(identity: str, url: str, title: str | None, pages: int, added: str, *rest: Any) -> dict[str, Any]:
    polled, succeeded, failure, failures, gone, due, every, articles, refused, refusal, noted, note, *push = rest
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
        "noted": noted or 0,
        "note": note,
        "push": _push(*push),
    }


def _push(hub: str | None, state: str, reason: str | None, until: float) -> dict[str, Any] | None:
    """The subscription with the feed's hub as people are shown it."""
    if hub is None:
        return None
    return {"hub": hub, "state": state, "reason": reason, "until": _iso(until) if state == "active" else None}
