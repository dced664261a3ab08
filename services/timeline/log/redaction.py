"""Taking an article's words out of the log for good, and leaving the log whole: positions, digests and chain stay."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Final

import aiosqlite
from pydantic_core import to_json

from services.timeline.log import log, records
from services.timeline.log.drafts import Draft
from services.timeline.log.rebuilding import LEAVING, rebuild
from services.timeline.log.recording import write
from services.timeline.stories.fingerprint import fingerprint
from tocsin.messages import ArticlePublished, parse
from tocsin.records import ArticleReference, Placement
from tocsin.sqlite import Database

_PUBLISHED: Final = "tocsin.article.published.v1"
_BLANK: Final = "UPDATE log SET data = x'' WHERE position = ?"


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
        at, cause, _ = await _found(connection, article)
    reference = b'"article":{"id":' + to_json(article) + b","
    quoting: list[tuple[int]] = []

    def quotes(row: log.Row) -> bool:
        """The article, and what names it as where its words are from: its events, and alerts that they prove."""
        found = row.position == at or (row.type != _PUBLISHED and reference in row.data)
        if found:
            quoting.append((row.position,))
        return found

    async def finish(connection: aiosqlite.Connection) -> None:
        _, _, placement = await _found(connection, article, LEAVING)  # an editor may have moved it meanwhile
        await connection.execute("PRAGMA secure_delete = ON")
        await connection.executemany(_BLANK, quoting)
        tape = log.Tape.after(await log.read_head(connection), now)
        empty = ArticleReference(id=article, title="", source=None, url=None, published_at=cause.data.published_at)
        draft = Draft(empty, empty.to_json(), fingerprint("", "", now), "", "redacted", "")
        changes = list(records.read(tape, cause, placement, draft, lambda telling: telling.event))
        await write(connection, tape, changes)

    async for position in rebuild(database, without=quotes, finish=finish):
        yield position, whole
    await database.scrub()


async def _found(
    connection: aiosqlite.Connection, article: str, suffix: str = ""
) -> tuple[int, ArticlePublished, Placement]:
    """The article's position, its message and where it stands now, by the tables of that suffix."""
    query = f"""
        SELECT a.position, l.data, m.story, m.origin
        FROM articles{suffix} a JOIN log l ON l.position = a.position JOIN members{suffix} m ON m.article = a.position
        WHERE a.id = ? ORDER BY m.recorded_from DESC LIMIT 1"""  # noqa: S608 - a suffix of ours
    async with connection.execute(query, (article,)) as rows:
        row = await rows.fetchone()
    if row is None or not row[1]:
        raise NothingToRedact(f"there is no article {article} in the log, or it was redacted already")
    message = parse(row[1])
    assert isinstance(message, ArticlePublished)
    return row[0], message, Placement(article=article, story=row[2], origin=row[3])


def now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)
