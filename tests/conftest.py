"""Fixtures that several kinds of test share: a real server and real files, each test its own."""

import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.ports import free_port
from tocsin.embedded import Keeper

# Whoever runs the tests in the background has SIGINT ignored, and so would the processes that tests start and stop.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes depends on the machine and on what it is the first to load: the suite has its own limits.
hypothesis.settings.register_profile("tocsin", deadline=None)
hypothesis.settings.load_profile("tocsin")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Keeper]:
    """A Valkey of the test's own, on a free port, with its data in the test's folder."""
    keeper = Keeper(tmp_path / "valkey", free_port())
    keeper.wait_until_up()
    yield keeper
    keeper.stop()
