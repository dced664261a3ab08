"""From the lines that clients send to receipts: parse, extract, check, detect the language, commit.

What takes time runs off the event loop: a batch is parsed in a thread, a page in a process of its own. A single short
article takes less than the way to a thread and back.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from sys import getsizeof
from typing import Any, Final

import anyio.to_thread

from services.ingest.extract import NoArticle, with_page
from services.ingest.fetching import Fetcher, Unfetchable
from services.ingest.language import detect
from services.ingest.outbox import Outbox, Receipt, TooLarge
from services.ingest.pages import Pages
from services.ingest.room import Room
from services.ingest.sources.decoding import NotText, page_text
from services.ingest.submission import Candidate, Refused, Submission, admit, parse_submission, plain

SMALL: Final = 4_000
"""Bytes that are parsed, or characters that are looked through, on the event loop."""
FETCHED_BYTES: Final = 100_000_000
"""Of pages that are being fetched or wait to be read: as much as all connections may bring at once, and some more."""
AHEAD: Final = 64
"""Pages of one batch that are wanted at once: their articles wait until those before them are there."""
PART: Final = 8_000_000
"""Characters of articles that are committed before more are fetched."""
MAX_NAMED: Final = 10
"""Unknown fields that an answer names."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client is told of one line: a receipt or a refusal, and what it should know besides."""

    outcome: Receipt | Refused
    external_id: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """accepted, revision, duplicate or refused."""
        return "refused" if isinstance(self.outcome, Refused) else self.outcome.status

    def fields(self) -> dict[str, Any]:
        """As a JSON object; what is empty is left out."""
        if isinstance(self.outcome, Refused):
            told: dict[str, Any] = {"status": self.status, "field": self.outcome.field, "detail": self.outcome.detail}
        else:
            told = {"status": self.status, "id": self.outcome.id, "revises": self.outcome.revises}
        told |= {"external_id": self.external_id, "notes": list(self.notes) or None}
        return {name: value for name, value in told.items() if value is not None}


@dataclass(slots=True)
class Lines:
    """The lines of one request that are answered together; `unknown` remembers which fields were named already."""

    unknown: set[str] = field(default_factory=set)

    def ignored(self, submission: Submission) -> tuple[str, ...]:
        """A note on the fields that are ignored, the first time that they come."""
        new = [name for name in submission.model_extra or {} if name not in self.unknown]
        if not new or len(self.unknown) >= MAX_NAMED:
            return ()
        self.unknown.update(new[:MAX_NAMED])
        return (f"fields ignored: {', '.join(plain(name)[:40] for name in new[:MAX_NAMED])}",)


class Reception:
    """Takes in what clients send."""

    def __init__(self, outbox: Outbox, fetcher: Fetcher, pages: Pages) -> None:
        self._outbox = outbox
        self._fetcher = fetcher
        self._pages = pages
        self._room = Room(FETCHED_BYTES)

    async def take(self, lines: list[bytes | Refused], seen: Lines) -> list[Answer]:
        """An answer for each line, in order, once what was accepted of them is durable.

        A line is one JSON object, or a refusal that was decided while it was read. Raises sqlite3.Error if the outbox
        can't be written.
        """
        small = sum(len(line) for line in lines if isinstance(line, bytes)) <= SMALL
        parsed = _parse_all(lines) if small else await anyio.to_thread.run_sync(_parse_all, lines)
        return await self._take_in_parts(self._complete(parsed), seen)

    async def take_submissions(self, submissions: Sequence[Submission], *, pages: bool = False) -> list[Answer]:
        """The same for articles that a source of ours read. `pages`: with the text of the page behind each if it can be
        had and says more; one after the other, for they are mostly of one host.
        """

        async def taken() -> AsyncGenerator[Submission | Refused]:
            for submission in submissions:
                yield await self._page_or_summary(submission) if pages and submission.url else submission

        return await self._take_in_parts(taken(), Lines())

    async def _take_in_parts(self, found: AsyncGenerator[Submission | Refused], seen: Lines) -> list[Answer]:
        """Answers, in order; what is large is committed before the next comes."""
        answers: list[Answer] = []
        part: list[Submission | Refused] = []
        size = 0
        async with aclosing(found):
            async for one in found:
                part.append(one)
                size += len(one.text or "") if isinstance(one, Submission) else 0
                if size >= PART:
                    answers += await self._take(part, seen)
                    part, size = [], 0
        return answers + await self._take(part, seen)

    async def _take(self, parsed: list[Submission | Refused], seen: Lines) -> list[Answer]:
        received = datetime.now(UTC)
        small = sum(len(one.text or one.title or "") for one in parsed if isinstance(one, Submission)) <= SMALL
        admitted = (
            _admit_all(parsed, received) if small else await anyio.to_thread.run_sync(_admit_all, parsed, received)
        )
        candidates = [candidate for candidate in admitted if isinstance(candidate, Candidate)]
        receipts = iter(await self._outbox.accept(candidates, received) if candidates else [])
        return [
            _answer(candidate, next(receipts) if isinstance(candidate, Candidate) else None, submission, seen)
            for candidate, submission in zip(admitted, parsed, strict=True)
        ]

    async def _complete(self, parsed: list[Submission | Refused]) -> AsyncGenerator[Submission | Refused]:
        """The same, with the texts of the pages that are given, or that are named and nothing else."""
        waiting: deque[asyncio.Task[Submission | Refused]] = deque()
        try:
            for one in parsed:
                if not waiting and _is_complete(one):
                    yield one
                    continue
                waiting.append(asyncio.create_task(self._completed(one)))
                if len(waiting) == AHEAD:
                    yield await waiting.popleft()
            while waiting:
                yield await waiting.popleft()
        finally:
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def _completed(self, submission: Submission | Refused) -> Submission | Refused:
        if isinstance(submission, Refused) or submission.text:
            return submission
        try:
            if submission.url and not submission.html and not submission.title:
                return await self._fetched(submission)
            return await self._with_page(submission) if submission.html else submission
        except Refused as refused:
            return refused

    async def _page_or_summary(self, submission: Submission) -> Submission:
        try:
            paged = await self._fetched(submission)
        except Refused:
            return submission
        return paged if len(paged.text or "") > len(submission.text or "") else submission

    async def _fetched(self, submission: Submission) -> Submission:
        """The submission with the article of the page at its address. Raises Refused."""
        with self._room.space() as space:
            try:
                found = await self._fetcher.fetch(str(submission.url), room=space.take)
                html = page_text(found.headers.get("content-type", ""), found.body)
            except (Unfetchable, NotText) as error:
                raise Refused("url", str(error)) from None
            paged = submission.model_copy(update={"html": html, "url": found.url})
            del found
            space.keep(getsizeof(html))
            return await self._with_page(paged)

    async def _with_page(self, submission: Submission) -> Submission:
        """The submission with the article of its page. Raises Refused."""
        assert submission.html is not None
        try:
            return with_page(submission, await self._pages.read(submission.html, submission.url))
        except NoArticle as error:
            raise Refused("html", str(error)) from None


def _is_complete(one: Submission | Refused) -> bool:
    return isinstance(one, Refused) or bool(one.text or (one.title and not one.html))


def _parse_all(lines: list[bytes | Refused]) -> list[Submission | Refused]:
    return [_parse(line) for line in lines]


def _parse(line: bytes | Refused) -> Submission | Refused:
    if isinstance(line, Refused):
        return line
    try:
        return parse_submission(line)
    except Refused as refused:
        return refused


def _admit_all(parsed: list[Submission | Refused], received: datetime) -> list[Candidate | Refused]:
    return [_admit(submission, received) for submission in parsed]


def _admit(submission: Submission | Refused, received: datetime) -> Candidate | Refused:
    if isinstance(submission, Refused):
        return submission
    try:
        candidate = admit(submission, received=received)
    except Refused as refused:
        return refused
    article = candidate.article
    return candidate if article.language else candidate.in_language(detect(article.title, article.text))


def _answer(
    candidate: Candidate | Refused,
    receipt: Receipt | TooLarge | None,
    submission: Submission | Refused,
    seen: Lines,
) -> Answer:
    external_id = submission.id if isinstance(submission, Submission) else None
    ignored = seen.ignored(submission) if isinstance(submission, Submission) else ()
    if isinstance(candidate, Refused):
        return Answer(candidate, external_id, ignored)
    if not isinstance(receipt, Receipt):
        return Answer(Refused("text", str(receipt), 413), external_id, ignored)
    return Answer(receipt, external_id, candidate.notes + ignored)
