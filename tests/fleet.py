"""A fleet of feeds with faults, on several hosts of this machine, which notes who asked for what and when."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import brotli

from tests.ports import free_port

HOSTS = 8
KINDS = ("plain", "slow", "unchanged", "gone", "busy", "broken", "edited", "moved", "failing", "packed")
RETRY_SECONDS = 1


def article(number: int, edition: int = 1) -> str:
    """An item of a feed. What is in two feeds has the same address in both, with other tracking parameters."""
    words = (
        f"Boat {number} came in on time" if edition == 1 else f"Boat {number} came in late, an earlier report was wrong"
    )
    return (
        f"<item><guid>{number}</guid><title>Boat {number}</title><link>https://fleet.example/{number}?utm_source=x</link>"
        f"<pubDate>Sun, 27 Oct 2024 09:30:00 GMT</pubDate><description>{words}.</description></item>"
    )


@dataclass(frozen=True)
class Asked:
    """One request: when it came and when its answer was ready, on the clock of `time.monotonic`."""

    host: str
    path: str
    begun: float
    ended: float
    status: int


@dataclass
class Fleet:
    """The feeds. Each lists five articles, two of which are in the next feed as well."""

    count: int
    port: int = field(default_factory=free_port)
    asked: list[Asked] = field(default_factory=list)
    times: Counter[int] = field(default_factory=Counter)
    """How often each feed was asked for."""

    @property
    def articles(self) -> int:
        """How many there are, each counted once."""
        return 3 * self.count

    @property
    def edited(self) -> int:
        """How many of them are edited in the course of time."""
        return sum(self.kind(number) == "edited" for number in range(self.count))

    def kind(self, number: int) -> str:
        return KINDS[number % len(KINDS)]

    def url(self, number: int) -> str:
        return f"http://127.0.0.{1 + number % HOSTS}:{self.port}/{number}"

    def is_done(self) -> bool:
        """Whether every feed was asked so often that all of its faults have shown."""
        return all(self.times[n] >= (3 if self.kind(n) == "gone" else 4) for n in range(self.count))

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve it from a thread for as long as the block runs."""
        loop, stop, started = asyncio.new_event_loop(), asyncio.Event(), threading.Event()

        async def serve() -> None:
            addresses = [f"127.0.0.{1 + n}" for n in range(HOSTS)]
            async with await asyncio.start_server(self._connected, addresses, self.port):
                started.set()
                await stop.wait()

        thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
        thread.start()
        assert started.wait(10)
        try:
            yield
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join(10)
            loop.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                begun = time.monotonic()
                host, path = str(writer.get_extra_info("sockname")[0]), request.split()[1]
                number = int(path.split("/")[1])
                self.times[number] += path.endswith("/new") == (self.kind(number) == "moved")
                status, headers, body = self._answer(number, path, request.lower())
                if self.kind(number) == "slow":
                    for part in range(0, len(body), 200):  # drip by drip, but in time
                        await asyncio.sleep(0.02)
                        del part
                self.asked.append(Asked(host, path, begun, time.monotonic(), status))
                if status == 0:
                    writer.transport.abort()
                    return
                told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
                writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{told}\r\n".encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, number: int, path: str, request: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body; status 0 breaks the connection off."""
        times, kind = self.times[number], self.kind(number)
        first = 3 * number
        late = kind == "edited" and times >= 3
        items = [article(n % self.articles, 2 if late and n == first + 2 else 1) for n in range(first, first + 5)]
        title = f"<title>Fleet {number}</title>"
        body = f'<rss version="2.0"><channel>{title}{"".join(items)}</channel></rss>'.encode()
        if kind == "unchanged":
            return (304, {}, b"") if 'if-none-match: "v1"' in request else (200, {"ETag": '"v1"'}, body)
        if kind == "gone" and times >= 3:  # the first answer may be lost with who asked
            return 410, {}, b""
        if kind == "busy" and times == 1:
            return 429, {"Retry-After": str(RETRY_SECONDS)}, b""
        if kind == "broken" and times == 1:
            return 200, {}, b"<html><p>We will be back"
        if kind == "moved" and not path.endswith("/new"):
            return 301, {"Location": f"/{number}/new"}, b""
        if kind == "failing" and times == 1:
            return (500 if number % 20 < 10 else 0), {}, b""
        if kind == "packed":
            return 200, {"Content-Encoding": "br"}, brotli.compress(body, quality=1)
        return 200, {}, body

    def impolite(self, *, least: float, pause: float, broken_at: float) -> list[str]:
        """What was asked against the limits: the same feed too soon, a host twice at once, without a pause, or though
        it asked for time. At `broken_at` whoever asks was killed, and may ask again what it was asking.
        """
        found = []
        hosts: dict[str, list[Asked]] = {}
        feeds: dict[int, list[Asked]] = {}
        for asked in sorted(self.asked, key=lambda one: one.begun):
            hosts.setdefault(asked.host, []).append(asked)
            if not asked.path.endswith("/new"):
                feeds.setdefault(int(asked.path.split("/")[1]), []).append(asked)
        for of_feed in feeds.values():
            for one, next_one in pairwise(of_feed):
                if next_one.begun - one.begun < 0.9 * least and not one.begun <= broken_at <= next_one.begun:
                    found.append(f"{one} and then {next_one}: too soon")
        for of_host in hosts.values():
            for one, next_one in pairwise(of_host):
                follows = one.status == 301 or one.begun <= broken_at <= next_one.begun
                if not follows and next_one.begun - one.ended < 0.9 * pause:
                    found.append(f"{one} and then {next_one}: without a pause")
                if one.status == 429 and not follows and next_one.begun - one.ended < 0.9 * RETRY_SECONDS:
                    found.append(f"{one} and then {next_one}: though it asked for time")
        return found
