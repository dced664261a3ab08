"""`python -m bench.uploading`: one POST of many articles, the service killed in the middle, and the POST repeated.

It shows the rate beside a ceiling of the same run, that the service holds no more the longer it goes on, that each line
is answered, and that each article is there once.
"""

import argparse
import http.client
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from rich.console import Console
from rich.table import Table

from bench.texts import articles
from tocsin.embedded import Keeper, free_port

console = Console()
WARM = "Die Fähre kam am Sonntag wegen dichten Nebels vier Stunden zu spät an."
PATIENCE = 60.0
"""Seconds that the service is waited for."""


class BrokenOff(Exception):
    """The service went away before it had answered everything."""


def lines(count: int) -> Iterator[bytes]:
    """Articles of about 2 KB, one a line, made as they are asked for; the same ones each time."""
    paragraphs = [article["text"] for article in articles(200)]
    for number in range(count):
        chance = random.Random(number)
        text = f"Item {number:x}. {chance.choice(paragraphs)}"
        told = {"id": str(number), "source": "Outlet", "title": f"Item {number:x}", "text": text, "language": "en"}
        yield json.dumps(told | {"published_at": "2024-10-27"}).encode() + b"\n"


def upload(url: str, body: Iterable[bytes], told: Callable[[dict[str, Any]], None]) -> None:
    """POST lines as fast as they are taken, and hand the answers on as they come; neither is held. Raises BrokenOff."""
    address = urlsplit(url)
    connection = socket.create_connection((str(address.hostname), int(address.port or 80)), 60)
    head = f"POST /v1/articles HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/x-ndjson\r\n"
    sent, answered = 0, 0

    def send() -> None:
        nonlocal sent
        source = iter(body)
        with suppress(OSError):  # the reader sees it too
            connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
            while several := list(islice(source, 30)):
                chunk = b"".join(several)
                sent += len(several)
                connection.sendall(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            connection.sendall(b"0\r\n\r\n")

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    with closing(connection), closing(http.client.HTTPResponse(connection, method="POST")) as response:
        try:
            response.begin()
            assert response.status == 200, response.read()
            while line := response.readline():
                told(json.loads(line))
                answered += 1
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise BrokenOff(str(error)) from error
    sender.join(10)
    if sender.is_alive() or answered < sent:
        raise BrokenOff(f"{answered:,} of {sent:,} lines were answered")


class Service:
    """The ingest service as a process of its own."""

    def __init__(self, data: Path, redis_url: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.file = data / "ingest.db"
        self._environment = os.environ | {
            "TOCSIN_DATA": str(data),
            "TOCSIN_REDIS_URL": redis_url,
            "TOCSIN_INGEST_PORT": str(self.port),
            "TOCSIN_INGEST_MAX_UNCONFIRMED": "1000000000",
            "TOCSIN_LOG_LEVEL": "error",
        }
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, "-m", "services.ingest"], env=self._environment)
        deadline = time.monotonic() + PATIENCE
        while True:
            assert self.process.poll() is None, "the service ended at its start"
            assert time.monotonic() < deadline, f"the service did not answer in {PATIENCE:.0f} s"
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health/ready", trust_env=False).json()["status"] != "starting":
                    break
            time.sleep(0.05)
        # Its language model, half of all that it ever holds, is there from the first text that needs it.
        httpx.post(f"{self.url}/v1/articles", json={"text": WARM}, timeout=60, trust_env=False).raise_for_status()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def memory(self) -> float:
        """Megabytes that it holds, but for the pages of its file that the system keeps for it."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("RssAnon:")[1].split()[0]) / 1000


@contextmanager
def serving(folder: Path) -> Iterator[Service]:
    """The service and a server for it, for as long as the block runs."""
    keeper = Keeper(folder / "valkey", free_port())
    keeper.wait_until_up()
    service = Service(folder / "data", keeper.url)
    try:
        yield service
    finally:
        service.process.terminate()
        service.process.wait(30)
        keeper.stop()


@dataclass
class Told:
    """What was answered, and what the service held meanwhile."""

    service: Service
    every: int
    """After so many answers its memory is looked at."""
    statuses: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    lines: int = 0
    begun: float = field(default_factory=time.perf_counter)
    seconds: float = 0.0

    def __call__(self, answer: dict[str, Any]) -> None:
        self.lines += 1
        assert answer["line"] == self.lines, f"line {self.lines} is answered as {answer}"
        self.statuses[answer["status"]] += 1
        if self.lines % self.every == 0:
            with suppress(IndexError, OSError):  # it was killed, and its last answers come still
                self.memory.append(self.service.memory())
            self.seconds = time.perf_counter() - self.begun

    @property
    def rate(self) -> float:
        return self.lines // self.every * self.every / self.seconds


def killed_and_repeated(service: Service, count: int, stop_at: int) -> tuple[Told, Told]:
    """Post `count` articles, kill the service when `stop_at` are sent and half of these answered; post all again."""

    def cut_off() -> Iterator[bytes]:
        for number, line in enumerate(lines(count)):
            if number == stop_at:
                deadline = time.monotonic() + PATIENCE
                while first.lines < stop_at // 2 and time.monotonic() < deadline:
                    time.sleep(0.001)
                service.kill()
            yield line

    first = Told(service, max(1, stop_at // 20))
    try:
        upload(service.url, cut_off(), first)
    except BrokenOff:
        assert first.lines >= stop_at // 2, f"{first.lines:,} of {stop_at:,} lines were answered in {PATIENCE:.0f} s"
        service.start()
    else:
        raise AssertionError("the service was killed and answered everything")
    second = Told(service, max(1, count // 20))
    upload(service.url, lines(count), second)
    return first, second


def kept(file: Path) -> list[tuple[int, str]]:
    """The articles in the outbox after the one that the service was warmed with: number and the id that was given."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return list(
            database.execute("SELECT sequence - 1, external_id FROM outbox WHERE sequence > 1 ORDER BY sequence")
        )


def ceiling(folder: Path, count: int) -> float:
    """Lines a second that SQLite keeps safely, in batches of 500, and nothing is done with them."""
    with closing(sqlite3.connect(folder / "ceiling.db", isolation_level=None)) as database:
        database.executescript(
            "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE lines (n INTEGER PRIMARY KEY, id TEXT UNIQUE, line BLOB)"
        )
        source, begun, number = lines(count), time.perf_counter(), 0
        while batch := list(islice(source, 500)):
            rows = [(number + n, json.loads(line)["id"], line) for n, line in enumerate(batch)]
            number += len(batch)
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT INTO lines VALUES (?, ?, ?)", rows)
            database.execute("COMMIT")
        return count / (time.perf_counter() - begun)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with console.status("the ceiling"):
            most = ceiling(folder, min(count, 20_000))
        with serving(folder) as service, console.status(f"{count:,} articles, killed after {count // 2:,}, repeated"):
            first, second = killed_and_repeated(service, count, count // 2)
            rows = kept(service.file)
    once = [number for number, _ in rows] == list(range(1, count + 1)) and len({given for _, given in rows}) == count
    table = Table("measured", "figure", "beside", title=f"one POST of {count:,} articles, {os.cpu_count()} cores")
    held = f"{first.memory[0]:,.0f} → {first.memory[-1]:,.0f} MB"
    again = f"{second.memory[0]:,.0f} → {second.memory[-1]:,.0f} MB"
    accepted, known = second.statuses["accepted"], second.statuses["duplicate"]
    table.add_row("lines/s until killed", f"{first.rate:,.0f}", f"ratio {first.rate / most:.3f} to SQLite alone")
    table.add_row("lines/s, repeated", f"{second.rate:,.0f}", f"{known:,} known, {accepted:,} new")
    table.add_row("answered", f"{first.lines:,} and {second.lines:,}", "each line, in order")
    table.add_row("memory while it goes on", held, f"repeated: {again}, at most {max(second.memory):,.0f} MB")
    table.add_row("each article once", "yes" if once else "NO", f"{len(rows):,} in the outbox")
    console.print(table)
    return 0 if once and second.lines == count else 1


if __name__ == "__main__":
    sys.exit(main())
