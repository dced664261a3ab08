"""The embedded server ends with its owner, however the owner ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from services.supervisor import SERVICES, CannotRun, running
from tests.ports import free_port
from tocsin import embedded
from tocsin.embedded import Keeper, NoServer, keep, reap


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def gone(port: int, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while answers(port) and time.monotonic() < deadline:
        pass
    return not answers(port)


def test_it_answers_and_stops_when_told(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, free_port())
    keeper.wait_until_up()
    keeper.stop()
    assert gone(keeper.port)


def test_it_stops_when_its_owner_is_killed(tmp_path: Path) -> None:
    port = free_port()
    code = f"""
import time
from pathlib import Path
from tocsin.embedded import Keeper
keeper = Keeper(Path({str(tmp_path)!r}), {port})
keeper.wait_until_up()
print("up", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "up\n"
        owner.send_signal(signal.SIGKILL)
    assert gone(port)


def test_a_server_whose_keeper_was_killed_is_stopped_before_the_next_start(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, free_port())
    keeper.wait_until_up()
    os.kill(keeper.process.pid, signal.SIGKILL)
    keeper.process.wait()
    keeper.stop()
    assert answers(keeper.port)
    reap(tmp_path)
    assert gone(keeper.port)


async def test_without_a_server_nothing_is_started_and_it_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOCSIN_REDIS_URL", raising=False)
    monkeypatch.setattr("tocsin.embedded.util.find_spec", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotRun, match="install one, or set TOCSIN_REDIS_URL"):
        async with running(tmp_path / "data", dict.fromkeys(SERVICES, 0)):
            pass


def test_a_server_that_is_no_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "valkey-server").write_bytes(b"\0" * 64)
    (tmp_path / "valkey-server").chmod(0o755)
    monkeypatch.setattr(embedded, "find_server", lambda: tmp_path / "valkey-server")
    with pytest.raises(NoServer, match="can't be started"):
        keep(tmp_path / "data", free_port())


def test_a_server_that_can_not_start_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        keeper = Keeper(tmp_path, taken.getsockname()[1])
        with pytest.raises(NoServer, match=r"server\.log"):
            keeper.wait_until_up(5)
        keeper.stop()
