"""The client of the ingest service: what `tocsin ingest` and `make run` send articles with.

Articles are sent in batches, each a request of its own, so that each is known to be durable when it is answered. A
batch that failed half-way is sent again: what is in already is not doubled.
"""

import json
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final

import httpx

from services.ingest.sources.files import Reading, find
from services.ingest.sources.forms import Fault, Given, Item, from_address
from services.ingest.submission import plain

BATCH_ITEMS: Final = 500
BATCH_BYTES: Final = 4_000_000
GATHER_SECONDS: Final = 0.2
"""A slow pipe's articles are sent after so long a silence, however few they are."""
PATIENCE_SECONDS: Final = 120.0
"""How long to go on trying when the service was there and is away or full."""
READ_AHEAD: Final = 64
_END: Final = None

Told = Callable[[Fault], None]


class ServiceAway(Exception):
    """The service can't be reached, or what answers there is something else; the text says what to do."""


@dataclass(slots=True)
class Summary:
    """What became of everything that was given; `ids` are those of the last batch's articles."""

    accepted: int = 0
    revisions: int = 0
    duplicates: int = 0
    refused: int = 0
    seconds: float = 0.0
    ids: list[str] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """Articles that are in the timeline's way now, whether they were before or not."""
        return self.accepted + self.revisions + self.duplicates

    def __str__(self) -> str:
        """One line for a person."""
        parts = [f"{self.accepted:,} accepted"]
        parts += [f"{self.revisions:,} revised"] if self.revisions else []
        parts += [f"{self.duplicates:,} already there"] if self.duplicates else []
        parts += [f"{self.refused:,} refused"] if self.refused else []
        rate = f", {self.taken / self.seconds:,.0f} articles/s" if self.taken >= BATCH_ITEMS else ""
        return f"{', '.join(parts)} ({self.seconds:,.1f} s{rate})"


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told while articles are sent; every call comes from the sending thread."""

    fault: Told = lambda _: None
    """Something was refused, by us or by the service."""
    note: Told = lambda _: None
    """An article was taken, and there is something to know about it."""
    progress: Callable[[int, int], None] = lambda _articles, _bytes: None
    """So many more articles are answered, so many more bytes of the files read."""


def size_of(paths: list[Path]) -> int | None:
    """Bytes that there are to read, None if that can't be known."""
    total = 0
    for path in find(paths):
        if isinstance(path, Path):
            try:
                total += path.stat().st_size
            except OSError:
                return None
    return total


def send(
    paths: list[Path],
    url: str,
    *,
    pages: Sequence[str] = (),
    given: Given | None = None,
    encoding: str | None = None,
    listener: Listener | None = None,
) -> Summary:
    """Send the articles of `paths` (files, folders, `-`) to the ingest service at `url`; `pages` it fetches itself.

    What can't be taken is told to `listener` and counted; the rest goes on. Raises ServiceAway.
    """
    listener = listener or Listener()
    started = time.monotonic()
    summary = Summary()
    with connect(url) as client:
        desk = _Desk(client, url, listener, summary)
        for page in pages:
            desk.hand_in([from_address(page, given or Given())])
        reader = _Reader(paths, given or Given(), encoding, listener)
        try:
            for batch in _batches(reader):
                desk.hand_in(batch)
        finally:
            reader.close()
    summary.seconds = time.monotonic() - started
    return summary


def connect(url: str) -> httpx.Client:
    """A client of the service at `url`, which shows the key of TOCSIN_KEY if there is one."""
    key = os.environ.get("TOCSIN_KEY")
    host = httpx.URL(url).host
    local = host == "localhost"
    with suppress(ValueError):
        local = local or ip_address(host).is_loopback
    # A proxy of the environment has no business between us and our own machine.
    return httpx.Client(
        base_url=url,
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=httpx.Timeout(60.0, connect=5.0),
        trust_env=not local,
    )


def nobody_answers(url: str, cause: str) -> str:
    """What a person is told when there is no service."""
    return f"nobody answers at {url} ({cause}): start tocsin with `make run` (or `tocsin up`), or set TOCSIN_INGEST_URL"


def another_answers(url: str, answer: str = "") -> str:
    """What a person is told when something else is there."""
    return f"{url} does not answer as tocsin's ingest service does{answer}: set TOCSIN_INGEST_URL to where it listens"


class _Reader:
    """Reads the files in a thread of its own, ahead of the sending."""

    def __init__(self, paths: list[Path], given: Given, encoding: str | None, listener: Listener) -> None:
        self._paths = paths
        self._given = given
        self._encoding = encoding
        self._listener = listener
        self._found: queue.Queue[Item | Fault | BaseException | None] = queue.Queue(READ_AHEAD)
        self._closed = False
        threading.Thread(target=self._run, name="reading articles", daemon=True).start()

    def _run(self) -> None:
        try:
            for path in find(self._paths):
                if isinstance(path, Fault):
                    self._put(path)
                    continue
                for found in Reading(path, self._given, self._encoding, self._advanced).items():
                    if not self._put(found):
                        return
        except BaseException as error:  # noqa: BLE001 - raised again in the sending thread
            self._put(error)
        self._put(_END)

    def _put(self, found: Item | Fault | BaseException | None) -> bool:
        """Whether anybody still wants it."""
        while not self._closed:
            with suppress(queue.Full):
                self._found.put(found, timeout=GATHER_SECONDS)
                return True
        return False

    def close(self) -> None:
        """Nothing more is wanted: the thread ends."""
        self._closed = True

    def _advanced(self, size: int) -> None:
        self._listener.progress(0, size)

    def next(self, seconds: float | None) -> Item | Fault | None:
        """The next thing found, None at the end. Raises queue.Empty if there is none within `seconds`."""
        found = self._found.get(timeout=seconds)
        if isinstance(found, BaseException):
            raise found
        return found


def _batches(reader: _Reader) -> Iterator[list[Item | Fault]]:
    batch: list[Item | Fault] = []
    size = 0
    while True:
        try:
            found = reader.next(GATHER_SECONDS if batch else None)
        except queue.Empty:
            yield batch
            batch, size = [], 0
            continue
        if found is _END:
            if batch:
                yield batch
            return
        batch.append(found)
        size += len(found.body) if isinstance(found, Item) else 0
        if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0


class _Desk:
    """Hands batches in and counts what is answered."""

    def __init__(self, client: httpx.Client, url: str, listener: Listener, summary: Summary) -> None:
        self._client = client
        self._url = url
        self._listener = listener
        self._summary = summary
        self._known = False

    def hand_in(self, batch: list[Item | Fault]) -> None:
        """Send a batch, in its order, until every item of it is answered."""
        for fault in batch:
            if isinstance(fault, Fault):
                self._refused(fault)
        left = [item for item in batch if isinstance(item, Item)]
        self._summary.ids.clear()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while left:
            answered, pause, reason = self._attempt(left)
            left = left[answered:]
            if answered:
                deadline = time.monotonic() + PATIENCE_SECONDS
            elif time.monotonic() > deadline:
                raise ServiceAway(f"{reason}; what was answered is in: give the same files again for the rest")
            if left:
                time.sleep(pause)

    def _attempt(self, items: list[Item]) -> tuple[int, float, str]:
        """How many were answered, from the first on; and if not all, how long to wait, and why."""
        answered, reason = 0, "the connection broke"
        try:
            with self._client.stream(
                "POST",
                "/v1/articles",
                content=b"".join(item.body + b"\n" for item in items),
                headers={"Content-Type": "application/x-ndjson"},
            ) as response:
                if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
                    response.read()
                    return 0, _retry_after(response), _detail(response)
                self._check(response)
                for line in response.iter_lines():
                    answer = json.loads(line)
                    if answer["status"] == "unanswered":
                        return answered, 1.0, str(answer["detail"])
                    self._told(items[answered], answer)
                    answered += 1
        except httpx.ConnectError as error:
            if not self._known:
                raise ServiceAway(nobody_answers(self._url, _cause(error))) from None
            reason = f"the service at {self._url} is away ({_cause(error)})"
        except (httpx.TransportError, ValueError) as error:
            reason = f"the service at {self._url} broke off ({_cause(error)})"
        return answered, 0.5, reason

    def _check(self, response: httpx.Response) -> None:
        if response.status_code == httpx.codes.UNAUTHORIZED:
            response.read()
            raise ServiceAway(f"{self._url}: {_detail(response)}")
        if response.status_code != httpx.codes.OK or "ndjson" not in response.headers.get("content-type", ""):
            response.read()
            raise ServiceAway(another_answers(self._url, f" (HTTP {response.status_code}: {_detail(response)})"))
        self._known = True

    def _told(self, item: Item, answer: dict[str, Any]) -> None:
        status = answer["status"]
        if status == "refused":
            name = answer.get("field")
            self._refused(Fault(item.where, f"{name}: {answer['detail']}" if name else str(answer["detail"])))
            return
        self._summary.ids.append(str(answer["id"]))
        self._summary.accepted += status == "accepted"
        self._summary.revisions += status == "revision"
        self._summary.duplicates += status == "duplicate"
        for note in answer.get("notes", ()):
            self._listener.note(Fault(item.where, plain(str(note))))
        self._listener.progress(1, 0)

    def _refused(self, fault: Fault) -> None:
        self._summary.refused += 1
        self._listener.fault(Fault(plain(fault.where), plain(fault.detail)))
        self._listener.progress(1, 0)


def _cause(error: Exception) -> str:
    return plain(str(error)) or type(error).__name__


def _retry_after(response: httpx.Response) -> float:
    value = response.headers.get("retry-after", "")
    return min(float(value), 30.0) if value.isdigit() else 5.0


def _detail(response: httpx.Response) -> str:
    with suppress(ValueError, KeyError, TypeError):
        return plain(str(response.json()["detail"]))
    return plain(response.text[:200]) or "no words"
