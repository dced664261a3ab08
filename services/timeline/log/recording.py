"""What the timeline does with what arrives: append it, read it, place it, fold it; one transaction a batch."""

import sqlite3
from collections import Counter as CountOf
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, NamedTuple

import aiosqlite
import structlog
from prometheus_client import Counter

from services.timeline.log import log, records, store
from services.timeline.log.drafts import Draft
from services.timeline.log.projection import Change, fold
from services.timeline.stories.happenings import Happenings
from services.timeline.stories.stories import Stories
from services.timeline.stories.telling import telling
from tocsin.inbox import Delivery
from tocsin.messages import AlertMessage, ArticlePublished, StoryMerged, StorySplit
from tocsin.records import Placement, Regrouping, stable_id
from tocsin.sqlite import at_once

logger: Final = structlog.get_logger("tocsin.timeline")

RECORDED: Final = Counter("tocsin_log_rows_total", "Rows added to the log", ["type"])
UNCODED: Final = Counter(
    "tocsin_uncoded_articles_total", "Articles that the coder failed on; they are in the log and are read again later"
)

Readers = Callable[[Sequence[ArticlePublished]], AsyncIterator[list[Draft]]]
"""Reads articles; gives their drafts in the same order, some at a time."""
Changes = list[tuple[Change, tuple[Any, ...]]]
Told = tuple[ArticlePublished, Placement, Draft]
"""An article that is in the log, where it belongs, and what is read in it now."""
Clock = Callable[[], datetime]


def now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


class Recorder:
    """Applies deliveries of articles and of alerts to the log and the projection (`tocsin.inbox.Apply`)."""

    def __init__(self, readers: Readers, clock: Clock = now) -> None:
        self._readers = readers
        self._clock = clock
        self._stories = Stories()
        self._happenings = Happenings()

    async def articles(self, connection: aiosqlite.Connection, deliveries: list[Delivery]) -> None:
        """Append the new articles with where they belong and the events that they tell of.

        They are written as they are read: while the writer has the first ones, the coders read the next.
        """
        known = await at_once(connection, lambda file: _looked_up(file, deliveries))
        if not known.fresh:
            return
        await self._recall(connection, known.last)
        tape = log.Tape.after(known.head, self._clock())
        waiting = iter(known.fresh)
        async for drafts in self._readers([message for _, message in known.fresh]):
            some = [(*next(waiting), draft) for draft in drafts]
            # Placing is work for the processor: in the writer's thread, so that queries are answered meanwhile.
            await at_once(connection, partial(self._write_down, tape, some, known.revised))

    def alerts(self, file: sqlite3.Connection, deliveries: list[Delivery]) -> None:
        """Append the new alerts and mark the events that they cite (`tocsin.inbox.AtOnce`)."""
        seen = log.known(file, [delivery.message.id for delivery in deliveries])
        tape = log.Tape.after(log.head_of(file), self._clock())
        changes: Changes = []
        for delivery in deliveries:
            message = delivery.message
            if not isinstance(message, AlertMessage):
                raise TypeError(f"{message.type} does not belong on the stream of alerts")
            if message.id not in seen:
                seen.add(message.id)
                changes += fold(tape.append(message.id, message.type, delivery.raw), message)
        if tape.rows:
            write_down(file, tape, changes)

    async def again(self, connection: aiosqlite.Connection, told: Sequence[Told]) -> None:
        """Append new readings of articles that are in the log; they take the place of the earlier ones."""
        if not told:
            return
        await self._recall(connection, await at_once(connection, store.last_article))
        tape = log.Tape.after(await log.read_head(connection), self._clock())
        changes: Changes = []
        for message, placement, draft in told:
            changes += records.read(tape, message, placement, draft, self._happenings.join)
        await write(connection, tape, changes)

    async def regroup(
        self, connection: aiosqlite.Connection, kind: type[StoryMerged | StorySplit], of: Regrouping
    ) -> int:
        """Put articles into another story; the position at which the log says so. Once committed: `regrouped`."""
        await self._recall(connection, await at_once(connection, store.last_article))
        tape = log.Tape.after(await log.read_head(connection), self._clock())
        at = datetime.fromisoformat(tape.recorded_at)
        message = kind(
            id=stable_id("rgp", of.story, of.into, str(tape.next_position)),
            source=records.source(tape.head.log_id),
            subject=of.story,
            time=at,
            recordedtime=at,
            sequence=tape.next_position,
            previous=tape.head.last_event,
            data=of,
        )
        position = tape.append(message.id, message.type, message.to_json())
        await write(connection, tape, list(fold(position, message)))
        return position

    def regrouped(self, of: Regrouping) -> None:
        """Articles were put into another story, and that is committed."""
        self._stories.move(of.articles, of.into)

    def forget(self) -> None:
        """What is in memory may not be what was committed: the next batch recalls it."""
        self._stories = Stories()

    async def _recall(self, connection: aiosqlite.Connection, last: int) -> None:
        """Bring the stories in memory to what is committed: at the first batch, and after one that was rolled back.

        `last` is the position of the last article that is.
        """
        if self._stories.last != last:
            await at_once(connection, self._remember)

    def _remember(self, file: sqlite3.Connection) -> None:
        """Seconds of work for the processor: in the writer's thread, so that queries are answered meanwhile."""
        self._stories, self._happenings = Stories(), Happenings()
        for position, article, placement in store.placed(file, Stories.MEMORY):
            self._stories.recall(position, article, placement)
        for record in store.last_events(file, Happenings.WINDOW):
            told = telling(record.id, record.article.id, record.story, record.article.published_at, record.event)
            self._happenings.recall(told, record.happening or record.id)

    def _write_down(
        self,
        tape: log.Tape,
        some: Sequence[tuple[bytes, ArticlePublished, Draft]],
        revised: set[str],
        file: sqlite3.Connection,
    ) -> None:
        changes: Changes = []
        for raw, message, draft in some:
            position = tape.append(message.id, message.type, raw)
            changes += fold(position, message)
            placement = self._stories.place(position, message.data, draft.fingerprint)
            changes += records.placed(tape, message, placement)
            if message.data.id in revised:
                continue  # its correction came first: it tells nothing that still holds
            if draft.unread == "failed":
                UNCODED.inc()
                logger.error(
                    "the coder failed; the article is read again later", article=draft.article.id, why=draft.fault
                )
            changes += records.read(tape, message, placement, draft, self._happenings.join)
        write_down(file, tape, changes)


async def write(connection: aiosqlite.Connection, tape: log.Tape, changes: Changes) -> None:
    """Write what is on the tape, and take it off."""
    await at_once(connection, partial(write_down, tape=tape, changes=changes))


def write_down(file: sqlite3.Connection, tape: log.Tape, changes: Changes) -> None:
    """The same, in the writer's thread."""
    for kind, rows in CountOf(row.type for row in tape.rows).items():
        RECORDED.labels(kind).inc(rows)

    log.write(file, tape)
    store.carry_out(file, changes)


class _Known(NamedTuple):
    """What the file holds that a batch of articles must know."""

    fresh: list[tuple[bytes, ArticlePublished]]
    """Those of the batch that it does not hold."""
    revised: set[str]
    """The ids of those of them that are corrected already."""
    last: int
    """The position of its last article."""
    head: log.Head


def _looked_up(file: sqlite3.Connection, deliveries: Sequence[Delivery]) -> _Known:
    fresh = _unseen_articles(file, deliveries)
    revised = store.revised_in(file, [message.data.id for _, message in fresh])
    return _Known(fresh, revised, store.last_article(file), log.head_of(file))


def _unseen_articles(file: sqlite3.Connection, deliveries: Sequence[Delivery]) -> list[tuple[bytes, ArticlePublished]]:
    seen = log.known(file, [delivery.message.id for delivery in deliveries])
    ids = [delivery.message.data.id for delivery in deliveries if isinstance(delivery.message, ArticlePublished)]
    seen_articles = store.articles_in(file, ids)
    fresh = []
    for delivery in deliveries:
        message = delivery.message
        if not isinstance(message, ArticlePublished):
            raise TypeError(f"{message.type} does not belong on the stream of articles")
        if message.id not in seen and message.data.id not in seen_articles:
            seen.add(message.id)
            seen_articles.add(message.data.id)
            fresh.append((delivery.raw, message))
    return fresh
