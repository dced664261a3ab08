"""What the timeline does with what arrives: append it, code it, place it, fold it; one transaction a batch."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import aiosqlite
import structlog
from prometheus_client import Counter

from services.timeline import log, store
from services.timeline.happenings import Happenings
from services.timeline.projection import Change, fold, moment
from services.timeline.stories import Stories
from services.timeline.telling import telling
from tocsin.coding.reading import Reading
from tocsin.inbox import Delivery
from tocsin.messages import (
    Article,
    ArticlePlaced,
    ArticlePublished,
    ArticleReference,
    EventRecorded,
    Placement,
    RecordedEvent,
    Regrouping,
    StoryMerged,
    StorySplit,
    stable_id,
)

logger: Final = structlog.get_logger("tocsin.timeline")

RECORDED: Final = Counter("tocsin_log_rows_total", "Rows added to the log", ["type"])
UNCODED: Final = Counter(
    "tocsin_uncoded_articles_total", "Articles that the coder failed on; they are in the log without events"
)

Coder = Callable[[Article], Reading]
Changes = list[tuple[Change, tuple[Any, ...]]]
Clock = Callable[[], datetime]


def now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


def event_id(article: str, codebook: str, number: int) -> str:
    """The id of the `number`-th event that `codebook` reads in an article; those of one article lie side by side."""
    return f"{article}.{codebook[:12]}.{number}"


class Recorder:
    """Applies deliveries of articles and of alerts to the log and the projection (`tocsin.inbox.Apply`)."""

    def __init__(self, coder: Coder, clock: Clock = now) -> None:
        self._coder = coder
        self._clock = clock
        self._stories = Stories()
        self._happenings = Happenings()

    async def articles(self, connection: aiosqlite.Connection, deliveries: list[Delivery]) -> None:
        """Append the new articles with where they belong and the events that they tell of."""
        fresh = await _unseen_articles(connection, deliveries)
        if not fresh:
            return
        revised = await store.revised_in(connection, [message.data.id for _, message in fresh])
        await self._recall(connection)
        tape = log.Tape.after(await log.read_head(connection), self._clock())
        # Coding is work for the processor: in a thread, so that queries are answered meanwhile.
        changes = await asyncio.to_thread(self._write_down, tape, fresh, revised)
        await _commit(connection, tape, changes)

    async def alerts(self, connection: aiosqlite.Connection, deliveries: list[Delivery]) -> None:
        """Append the new alerts and mark the events that they cite."""
        seen = await log.known(connection, [delivery.message.id for delivery in deliveries])
        tape = log.Tape.after(await log.read_head(connection), self._clock())
        changes: Changes = []
        for delivery in deliveries:
            message = delivery.message
            if message.id not in seen:
                seen.add(message.id)
                changes += fold(tape.append(message.id, message.type, delivery.raw), message)
        if tape.rows:
            await _commit(connection, tape, changes)

    async def regroup(
        self, connection: aiosqlite.Connection, kind: type[StoryMerged | StorySplit], of: Regrouping
    ) -> int:
        """Put articles into another story; the position at which the log says so."""
        await self._recall(connection)
        tape = log.Tape.after(await log.read_head(connection), self._clock())
        at = datetime.fromisoformat(tape.recorded_at)
        message = kind(
            id=stable_id("rgp", of.story, of.into, str(tape.next_position)),
            source=source(tape.head.log_id),
            subject=of.story,
            time=at,
            recordedtime=at,
            data=of,
        )
        position = tape.append(message.id, message.type, message.to_json())
        await _commit(connection, tape, list(fold(position, message)))
        self._stories.move(of.articles, of.into)
        return position

    def forget(self) -> None:
        """What is in memory may not be what was committed: the next batch recalls it."""
        self._stories = Stories()

    async def _recall(self, connection: aiosqlite.Connection) -> None:
        """Bring the stories in memory to what is committed: at the first batch, and after one that was rolled back."""
        if self._stories.last == await store.last_article(connection):
            return
        self._stories, self._happenings = Stories(), Happenings()
        async for position, article, placement in store.placed(connection, Stories.MEMORY):
            self._stories.recall(position, article, placement)
        async for record in store.last_events(connection, Happenings.WINDOW):
            told = telling(record.id, record.article.id, record.story, record.article.published_at, record.event)
            self._happenings.recall(told, record.happening or record.id)

    def _write_down(
        self, tape: log.Tape, fresh: Sequence[tuple[bytes, ArticlePublished]], revised: set[str]
    ) -> Changes:
        changes: Changes = []
        for raw, message in fresh:
            article = message.data
            position = tape.append(message.id, message.type, raw)
            changes += fold(position, message)
            placement = self._stories.place(position, article)
            placed = _placed(tape, message, placement)
            changes += fold(tape.append(placed.id, placed.type, placed.to_json()), placed)
            if article.id in revised:
                continue  # its correction came first: it tells nothing that still holds
            reading = self._code(article)
            for number in range(1, len(reading.events) + 1 if reading else 1):
                assert reading is not None
                event = self._recorded(tape, message, placement, reading, number)
                changes += fold(tape.append(event.id, event.type, event.to_json()), event)
        return changes

    def _recorded(
        self, tape: log.Tape, cause: ArticlePublished, placement: Placement, reading: Reading, number: int
    ) -> EventRecorded:
        article, event = cause.data, reading.events[number - 1]
        identity = event_id(article.id, reading.codebook, number)
        happening = self._happenings.join(telling(identity, article.id, placement.story, article.published_at, event))
        started = event.occurred.start or event.occurred.end
        return EventRecorded(
            id=identity,
            source=source(tape.head.log_id),
            subject=identity,
            time=_instant(started) if started else article.published_at,
            recordedtime=datetime.fromisoformat(tape.recorded_at),
            sequence=tape.next_position,
            previous=tape.head.last_event,
            correlationid=article.id,
            causationid=cause.id,
            traceparent=cause.traceparent,
            data=RecordedEvent(
                id=identity,
                article=ArticleReference(
                    id=article.id,
                    title=article.title,
                    source=article.source,
                    url=article.url,
                    published_at=article.published_at,
                    revises=article.revises,
                ),
                story=placement.story,
                origin=placement.origin,
                codebook=reading.codebook,
                event=event,
                happening=happening,
                number=number,
                of=len(reading.events),
            ),
        )

    def _code(self, article: Article) -> Reading | None:
        """The reading of an article; None if it is in a language that the coder can't read, or the coder fails on it.

        An article that was accepted stays in the log, whatever happens to its reading.
        """
        if article.language and not article.language.lower().startswith("en"):
            return None
        try:
            return self._coder(article)
        except Exception:
            UNCODED.inc()
            logger.exception("the coder failed; the article is recorded without events", article=article.id)
            return None


async def _commit(connection: aiosqlite.Connection, tape: log.Tape, changes: Changes) -> None:
    await log.write(connection, tape)
    await store.carry_out(connection, changes)
    for row in tape.rows:
        RECORDED.labels(row.type).inc()


async def _unseen_articles(
    connection: aiosqlite.Connection, deliveries: Sequence[Delivery]
) -> list[tuple[bytes, ArticlePublished]]:
    seen = await log.known(connection, [delivery.message.id for delivery in deliveries])
    ids = [delivery.message.data.id for delivery in deliveries if isinstance(delivery.message, ArticlePublished)]
    seen_articles = await store.articles_in(connection, ids)
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


def source(log_id: str) -> str:
    """The name under which the timeline with this log publishes."""
    return f"/tocsin/timeline/{log_id}"


def _placed(tape: log.Tape, cause: ArticlePublished, placement: Placement) -> ArticlePlaced:
    return ArticlePlaced(
        id=stable_id("plc", placement.article),
        source=source(tape.head.log_id),
        subject=placement.article,
        time=cause.time,
        recordedtime=datetime.fromisoformat(tape.recorded_at),
        correlationid=placement.article,
        causationid=cause.id,
        data=placement,
    )


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(moment(text))
    return at if at.tzinfo else at.replace(tzinfo=UTC)
