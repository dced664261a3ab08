"""Reading again what was read before: by a newer codebook, or because the coder had failed.

A new reading is appended, and what the earlier one told holds no longer from there on; nothing is changed backwards
(decision 2). Where both tell the same, nothing is appended. What arrives meanwhile is recorded between the batches.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Final

import aiosqlite

from services.timeline.log.drafts import Draft
from services.timeline.log.projection import FOREVER
from services.timeline.log.recording import Readers, Recorder, Told
from tocsin.messages import ArticlePublished, parse
from tocsin.records import Placement
from tocsin.sqlite import Database

CHUNK: Final = 64

_WITH: Final = """
    SELECT a.position, l.data, r.codebook, r.unread
    FROM articles a JOIN log l ON l.position = a.position
    LEFT JOIN readings r ON r.article = a.position
    WHERE a.position > :after AND length(l.data) > 0
      AND NOT EXISTS (SELECT 1 FROM articles later WHERE later.revises = a.id)"""
STALE: Final = f"{_WITH} AND coalesce(r.codebook, '') <> :codebook ORDER BY a.position LIMIT :limit"
"""Articles that were read by another codebook, or not at all."""
FAILED: Final = f"{_WITH} AND r.unread = 'failed' ORDER BY a.position LIMIT :limit"
"""Articles that the coder failed on."""


@dataclass(slots=True)
class Difference:
    """What reading again has found so far."""

    position: int = 0
    """Of the last article that was read."""
    read: int = 0
    changed: int = 0
    gained: "Counter[str]" = field(default_factory=Counter)
    """Events that are told now and were not, by type."""
    lost: "Counter[str]" = field(default_factory=Counter)
    failed: int = 0


async def reread(
    database: Database, recorder: Recorder | None, readers: Readers, query: str, codebook: str
) -> AsyncIterator[Difference]:
    """Read the articles of `query` (STALE, FAILED) again and record what differs; the difference as it grows.

    Without a recorder nothing is recorded. One that is broken off goes on where it is called again.
    """
    found = Difference()
    while True:
        async with database.reading() as connection:
            values = {"after": found.position, "codebook": codebook, "limit": CHUNK}
            async with connection.execute(query, values) as rows:
                some = [tuple(row) async for row in rows]
        if not some:
            return
        drafts = [draft async for part in readers([_article(row[1]) for row in some]) for draft in part]
        if recorder is None:
            async with database.reading() as connection:
                await _differing(connection, some, drafts, found)
        else:
            try:
                async with database.transaction() as connection:
                    await recorder.again(connection, await _differing(connection, some, drafts, found))
            except BaseException:
                recorder.forget()
                raise
        found.position = some[-1][0]
        yield found


def _article(data: bytes) -> ArticlePublished:
    message = parse(data)
    assert isinstance(message, ArticlePublished)
    return message


async def _differing(
    connection: aiosqlite.Connection, some: list[tuple[Any, ...]], drafts: list[Draft], found: Difference
) -> list[Told]:
    """Those that tell something else now, if they still are as they were when they were chosen."""
    told = []
    for (position, data, codebook, unread), draft in zip(some, drafts, strict=True):
        found.read += 1
        if draft.unread == "failed":
            found.failed += 1
            continue
        before = await _standing(connection, position)
        now = [json.loads(event.event) for event in draft.events]
        if before == now and (now or (codebook, unread) == (draft.codebook, draft.unread or "")):
            continue
        if not await _is_unchanged(connection, position, data, codebook):
            continue
        found.changed += 1
        was, is_ = (Counter(map(_key, events)) for events in (before, now))
        found.gained += Counter(json.loads(key)["type"] for key in (is_ - was).elements())
        found.lost += Counter(json.loads(key)["type"] for key in (was - is_).elements())
        message = _article(data)
        told.append((message, await _placement(connection, position, message.data.id), draft))
    return told


def _key(event: dict[str, Any]) -> str:
    return json.dumps(event, sort_keys=True)


async def _standing(connection: aiosqlite.Connection, article: int) -> list[dict[str, Any]]:
    """The events of an article that hold, in their order."""
    query = """
        SELECT l.data FROM events e JOIN log l ON l.position = e.position
        WHERE e.article = ? AND e.recorded_to = ? ORDER BY e.position"""
    async with connection.execute(query, (article, FOREVER)) as rows:
        return [json.loads(data)["data"]["event"] async for (data,) in rows]


async def _placement(connection: aiosqlite.Connection, position: int, article: str) -> Placement:
    """Where an article stands now: an editor may have moved it while it was read."""
    query = "SELECT story, origin FROM members WHERE article = ? AND recorded_to = ?"
    async with connection.execute(query, (position, FOREVER)) as rows:
        ((story, origin),) = await rows.fetchall()
    return Placement(article=article, story=story, origin=origin)


async def _is_unchanged(connection: aiosqlite.Connection, position: int, data: bytes, codebook: str | None) -> bool:
    """Whether the article was neither redacted, corrected nor read again meanwhile."""
    query = """
        SELECT l.data = :data AND r.codebook IS :codebook
               AND NOT EXISTS (SELECT 1 FROM articles later WHERE later.revises = a.id)
        FROM articles a JOIN log l ON l.position = a.position LEFT JOIN readings r ON r.article = a.position
        WHERE a.position = :position"""
    values = {"position": position, "data": data, "codebook": codebook}
    async with connection.execute(query, values) as rows:
        row = await rows.fetchone()
    return bool(row and row[0])


async def waiting(database: Database, query: str, codebook: str) -> int:
    """How many articles `query` has."""
    counting = f"SELECT count(*) FROM ({query})"  # noqa: S608 - of our own queries
    values = {"after": 0, "codebook": codebook, "limit": -1}
    async with database.reading() as connection, connection.execute(counting, values) as rows:
        row = await rows.fetchone()
    assert row is not None
    return int(row[0])
