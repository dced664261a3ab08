"""Processes that answer: the same answers and errors as without them, whichever of them dies."""

import asyncio
import os
import signal
import sqlite3
import sys
from functools import partial

import pytest

from services.timeline.processes import pause
from services.timeline.processes.clerks import Clerks, clerks
from services.timeline.processes.worker import Worker
from services.timeline.queries import items, lists
from services.timeline.queries.questions import EventQuery
from tests.builders import published
from tests.integration.timeline.conftest import Timeline
from tocsin.problems import Problem


def page(connection: sqlite3.Connection, *, query: EventQuery) -> lists.Page:
    return lists.events(connection, items.standing(connection), query)


def process(_: sqlite3.Connection) -> int:
    return os.getpid()


def dies(_: sqlite3.Connection, *, here: int) -> int:
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return here


def large(_: sqlite3.Connection) -> bytes:
    return bytes(4_000_000)


async def working(made: Clerks, *, without: frozenset[int] = frozenset()) -> int:
    """Ask many things at once until another process answers; its id."""
    while True:
        found = set(await asyncio.gather(*(made.read(process) for _ in range(8)))) - {os.getpid(), *without}
        if found:
            return found.pop()


async def test_they_answer_as_the_service_itself(timeline: Timeline) -> None:
    for n in range(5):
        await timeline.record(published(id=f"a{n}", text=f"Number {n}."))
    asked = [EventQuery(limit=n) for n in range(1, 9)]
    here = [await timeline.database.read(partial(page, query=query)) for query in asked]
    async with asyncio.timeout(60), clerks(timeline.database, 2) as made:
        assert await made.read(process) == os.getpid(), "a single question starts no process"
        await working(made)
        assert await asyncio.gather(*(made.read(partial(page, query=query)) for query in asked)) == here
        await timeline.record(published(id="new", text="Newer."))
        assert (await made.read(partial(page, query=EventQuery()))).as_of > here[0].as_of


async def test_what_they_refuse_is_told_as_the_service_tells_it(timeline: Timeline) -> None:
    asked = partial(page, query=EventQuery(as_of="99"))
    with pytest.raises(Problem) as here:
        await timeline.database.read(asked)
    async with asyncio.timeout(60), clerks(timeline.database, 1) as made:
        await working(made)
        with pytest.raises(Problem) as there:
            await made.read(asked)
        await working(made)
    assert there.value.body == here.value.body
    assert there.value.headers == here.value.headers


async def test_what_one_was_asked_that_died_is_answered_and_another_takes_its_place(timeline: Timeline) -> None:
    async with asyncio.timeout(60), clerks(timeline.database, 1) as made:
        first = await working(made)
        assert await made.read(partial(dies, here=os.getpid())) == os.getpid()
        second = await working(made, without=frozenset({first}))
    for ended in (first, second):
        with pytest.raises(ProcessLookupError):
            os.kill(ended, 0)


async def test_where_none_can_begin_all_is_answered_and_none_is_started_for_a_while(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, started = Worker.start, 0

    async def counted(*words: str) -> Worker:
        nonlocal started
        started += 1
        return await start(*words)

    monkeypatch.setattr(Worker, "start", counted)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    monkeypatch.setattr(pause, "FIRST_SECONDS", 60.0)
    async with asyncio.timeout(60), clerks(timeline.database, 2) as made:
        while not made._pause.holds():
            assert set(await asyncio.gather(*(made.read(process) for _ in range(8)))) == {os.getpid()}
        for _ in range(3):
            assert set(await asyncio.gather(*(made.read(process) for _ in range(8)))) == {os.getpid()}
    assert started in {1, 2}, "as many as there may be at once"


async def test_an_answer_is_whole_though_the_process_is_stopped_and_goes_on(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")  # as in the image: what is written is not held back
    async with asyncio.timeout(60), clerks(timeline.database, 1) as made:
        clerk = await working(made)
        told = [asyncio.create_task(made.read(large)) for _ in range(2)]
        while not all(task.done() for task in told):
            os.kill(clerk, signal.SIGSTOP)
            os.kill(clerk, signal.SIGCONT)
            await asyncio.sleep(0.001)
        assert {len(await task) for task in told} == {4_000_000}
        assert await made.read(process) == clerk, "it lives"
