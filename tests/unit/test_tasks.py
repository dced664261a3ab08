"""What runs as long as a service does, and is seen when it stops."""

import asyncio

import pytest
from structlog.testing import capture_logs

from tocsin.tasks import Tasks


async def for_ever(ended: list[str], name: str) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        ended.append(name)


async def failing() -> None:
    raise KeyError("alert")


async def settled() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


async def test_what_runs_or_is_done_is_no_problem_and_is_ended_with_the_block_the_last_first() -> None:
    ended: list[str] = []
    async with Tasks() as tasks:
        tasks.begin(for_ever(ended, "first"), "first")
        tasks.begin(for_ever(ended, "second"), "second")
        tasks.begin(settled(), "one look")
        await settled()
        await settled()
        assert tasks.problems() == []
    assert ended == ["second", "first"]


async def test_what_fails_is_logged_at_once_and_a_problem_from_then_on_and_the_others_are_ended_all_the_same() -> None:
    ended: list[str] = []
    tasks = Tasks()
    tasks.begin(for_ever(ended, "reading"), "reading")
    with capture_logs() as logged:
        tasks.begin(failing(), "the clock")
        await settled()
    assert [(entry["log_level"], entry["task"]) for entry in logged] == [("error", "the clock")]
    assert tasks.problems() == ["the clock has stopped: the log says why; start the service anew"]
    with pytest.raises(KeyError):
        async with tasks:
            pass
    assert ended == ["reading"]
