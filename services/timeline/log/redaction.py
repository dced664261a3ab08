"""Taking an article's words out of the log for good, and leaving the log whole: positions, digests and chain stay."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Final

import aiosqlite
from pydantic_core import to_json

from services.timeline.log import log, records
from services.timeline.log.drafts import Draft
from services.timeline.log.rebuilding import rebuild
from services.timeline.log.recording import write
from services.timeline.stories.fingerprint import fingerprint
from tocsin.messages import ArticlePublished, parse
from tocsin.records import ArticleReference, Placement
from tocsin.sqlite import Database

_QUOTING: Final = """
SELECT position FROM log
WHERE type <> 'tocsin.article.published.v1' AND instr(data, :reference) > 0
   OR position = (SELECT position FROM articles WHERE id = :article)
ORDER BY position
"""
"""The article, and what names it as where its words are from: its events, and every alert that they are evidence of."""


class NothingToRedact(Exception):
    """The log has no such article, or it was redacted already."""


async def redact(database: Database, article: str, now: datetime) -> AsyncIterator[tuple[int, int]]:
    """Blank the article, its events and the alerts that quote it; (position, end of the log) as it goes on.

    The tables that answer queries are made anew without them; in the transaction that swaps these the rows are blanked,
    and a record says that the article tells of nothing any more. Then the freed pages and the write-ahead log are
    overwritten. Copies of the text in other articles are articles of their own. Raises NothingToRedact.
    """
    async with database.reading() as connection:
        whole = (await log.read_head(connection)).position
        cause, placement = await _found(connection, article)
        values = {"article": article, "reference": b'"article":{"id":' + to_json(article) + b","}
        async with connection.execute(_QUOTING, values) as rows:
            quoting = {row[0] async for row in rows}

    async def finish(connection: aiosqlite.Connection) -> None:
        await connection.execute("PRAGMA secure_delete = ON")
        async with connection.execute(_QUOTING, values) as rows:
            late = {row[0] async for row in rows}  # what was appended during the rebuild
        await connection.executemany("UPDATE log SET data = x'' WHERE position = ?", [(p,) for p in quoting | late])
        tape = log.Tape.after(await log.read_head(connection), now)
        reference = ArticleReference(id=article, title="", source=None, url=None, published_at=cause.data.published_at)
        draft = Draft(reference, reference.to_json(), fingerprint("", "", now), "", "redacted", "")
        changes = list(records.read(tape, cause, placement, draft, lambda telling: telling.event))
        await write(connection, tape, changes)

    async for position in rebuild(database, without=quoting, finish=finish):
        yield position, whole
    await database.scrub()


async def _found(connection: aiosqlite.Connection, article: str) -> tuple[ArticlePublished, Placement]:
    query = """
        SELECT l.data, m.story, m.origin
        FROM articles a JOIN log l ON l.position = a.position JOIN members m ON m.article = a.position
        WHERE a.id = ? ORDER BY m.recorded_from DESC LIMIT 1"""
    async with connection.execute(query, (article,)) as rows:
        row = await rows.fetchone()
    if row is None or not row[0]:
        raise NothingToRedact(f"there is no article {article} in the log, or it was redacted already")
    message = parse(row[0])
    assert isinstance(message, ArticlePublished)
    return message, Placement(article=article, story=row[1], origin=row[2])


def now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)
