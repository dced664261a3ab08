"""What an editor decides about stories: that two are one, or that some articles of one tell of something else."""

from collections.abc import Sequence

import aiosqlite

from services.timeline.log.projection import FOREVER
from services.timeline.log.recording import Recorder
from tocsin.messages import StoryMerged, StorySplit
from tocsin.records import Regrouping, stable_id
from tocsin.sqlite import Database


class NoSuchStory(LookupError):
    """There is no story with this id now; the text is the id."""


class NotSo(ValueError):
    """What is asked for can't be done; the text says why."""


async def merge(database: Database, recorder: Recorder, story: str, *, into: str, reason: str, by: str) -> Regrouping:
    """Put all articles of a story into another one. Raises NoSuchStory, NotSo."""
    if story == into:
        raise NotSo("into: it is the same story; name the one that the articles go to")
    async with database.transaction() as connection:
        articles = await _articles(connection, story)
        await _articles(connection, into)
        made = Regrouping(story=story, into=into, articles=tuple(articles), reason=reason, by=by)
        await recorder.regroup(connection, StoryMerged, made)
    recorder.regrouped(made)
    return made


async def split(
    database: Database, recorder: Recorder, story: str, *, articles: Sequence[str], reason: str, by: str
) -> Regrouping:
    """Put some articles of a story into a new one. Raises NoSuchStory, NotSo."""
    async with database.transaction() as connection:
        there = await _articles(connection, story)
        strange = [article for article in articles if article not in there]
        if strange:
            raise NotSo(f"articles: {strange[0]!r} is not of this story")
        leaving = tuple(article for article in there if article in set(articles))
        if len(leaving) == len(there):
            raise NotSo("articles: these are all that the story has; leave one, or merge it into another story")
        into = stable_id("sty", story, *leaving, str(await _last(connection)))
        made = Regrouping(story=story, into=into, articles=leaving, reason=reason, by=by)
        await recorder.regroup(connection, StorySplit, made)
    recorder.regrouped(made)
    return made


async def _articles(connection: aiosqlite.Connection, story: str) -> list[str]:
    sql = """
        SELECT a.id FROM members m JOIN articles a ON a.position = m.article
        WHERE m.story = ? AND m.recorded_to = ? ORDER BY a.position"""
    async with connection.execute(sql, (story, FOREVER)) as rows:
        found = [row[0] async for row in rows]
    if not found:
        raise NoSuchStory(story)
    return found


async def _last(connection: aiosqlite.Connection) -> int:
    async with connection.execute("SELECT position FROM head") as rows:
        row = await rows.fetchone()
    assert row is not None
    return int(row[0])
