"""The coders' processes: everything is read in order, whichever of them is killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence

import pytest

from services.timeline.log.drafts import Draft, draft
from services.timeline.processes.coders import CHUNK, FEW, Coders, coders
from services.timeline.processes.worker import Worker
from tests.builders import article, published
from tocsin.coding import code
from tocsin.coding.reading import Reading
from tocsin.messages import ArticlePublished
from tocsin.records import Article

MANY = 2 * CHUNK + 3


def articles(count: int) -> list[ArticlePublished]:
    text = "Russia fired {} missiles at Ukraine on Friday, officials in Kyiv said."
    return [published(article(f"a{n}", text=text.format(n))) for n in range(count)]


async def read(by: Coders, messages: Sequence[ArticlePublished]) -> list[Draft]:
    return [draft async for some in by(messages) for draft in some]


def differing(drafts: Sequence[Draft], messages: Sequence[ArticlePublished]) -> list[str]:
    """The articles whose drafts are not what is read here."""
    pairs = zip(drafts, messages, strict=True)
    return [message.data.id for one, message in pairs if one != draft(code, message)]


@pytest.fixture
async def two() -> AsyncIterator[Coders]:
    async with coders(code, 2) as opened:
        yield opened


def pids(of: Coders) -> list[int]:
    return [process._process.pid for process in of._processes if process.alive]


async def test_many_articles_are_read_by_processes_as_they_would_be_here(two: Coders):
    messages = articles(MANY)
    assert differing(await read(two, messages), messages) == []
    assert 1 <= len(pids(two)) <= 2


async def test_a_few_articles_need_no_process(two: Coders):
    assert len(await read(two, articles(FEW))) == FEW
    assert pids(two) == []


async def test_once_there_are_processes_they_read_the_few_too():
    def nobody(_: Article) -> Reading:
        raise AssertionError("nothing is to be read here")

    async with coders(nobody, 2) as opened:
        await read(opened, articles(MANY))
        assert [draft.unread for draft in await read(opened, articles(3))] == [None, None, None]
        assert [draft.unread for draft in await read(opened, articles(1))] == ["failed"]


async def test_a_process_that_is_killed_takes_no_article_along(two: Coders):
    messages = articles(2 * MANY)
    drafts: list[Draft] = []
    async for some in two(messages):
        if not drafts:
            for pid in pids(two):
                os.kill(pid, signal.SIGKILL)
        drafts += some
    assert differing(drafts, messages) == []
    assert differing(await read(two, messages), messages) == []


async def test_where_no_process_can_begin_all_is_read_here(two: Coders, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    messages = articles(MANY)
    assert differing(await read(two, messages), messages) == []
    assert two._pause.holds()
    monkeypatch.setattr(sys, "executable", "/nowhere")
    monkeypatch.setattr(two._pause, "_until", 0.0)
    assert differing(await read(two, messages), messages) == []
    assert pids(two) == []


async def test_processes_end_with_their_owner():
    async with coders(code, 2) as opened:
        await read(opened, articles(MANY))
        before = [process._process for process in opened._processes]
    assert before
    assert all(process.returncode is not None for process in before)


async def test_an_article_that_stops_every_process_is_unread_and_the_others_are_read(
    two: Coders, monkeypatch: pytest.MonkeyPatch
):
    messages = articles(MANY)
    ask = Worker.ask

    def stuck(self: Worker, raws: Sequence[bytes]) -> "asyncio.Future[list[Draft]]":
        if any(b'"id":"a9"' in raw for raw in raws):
            self.begun = True  # or it would be no fault of the article
            os.kill(self._process.pid, signal.SIGSTOP)  # before it is asked: it may be quick to answer
            asyncio.get_running_loop().call_soon(self._look)  # as if our patience had ended
        return ask(self, raws)

    monkeypatch.setattr("services.timeline.processes.coders.AHEAD", 1)  # nothing else is at work where a9 is
    monkeypatch.setattr(Worker, "ask", stuck)
    drafts = await read(two, messages)
    assert [d.article.id for d in drafts if d.unread == "failed"] == ["a9"]
    assert [d.article.id for d in drafts] == [message.data.id for message in messages]
