"""The client of the ingest service: what `tocsin ingest` and `make run` send articles with.

Articles are sent in batches, each a request of its own, so that each is known to be durable when it is answered. A
batch that failed half-way is sent again: what is in already is not doubled. An import that broke off goes on where it
stopped when it is given again.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

from services.ingest.batches import BATCH_ITEMS, Reader
from services.ingest.journal import Journal, Service
from services.ingest.sources.files import find
from services.ingest.sources.forms import Fault, Given, Item, from_address
from services.ingest.submission import plain
from tocsin.addresses import is_this_machine

PATIENCE_SECONDS: Final = 120.0
"""How long to go on trying when the service was there and is away or full."""
TELLING_SECONDS: Final = 3.0
"""After so long without an answer a person is told what is waited for."""

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
    known: int = 0
    """Records that were answered when the import broke off the last time; they were not sent again."""
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
        parts += [f"{self.known:,} answered the last time"] if self.known else []
        rate = f", {self.taken / self.seconds:,.0f} articles/s" if self.taken >= BATCH_ITEMS else ""
        return f"{', '.join(parts)} ({self.seconds:,.1f} s{rate})"


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told while articles are sent; every call comes from the sending thread."""

    fault: Told = lambda _: None
    """Something was refused, by us or by the service."""
    note: Told = lambda _: None
    """An article was taken, and there is something to know about it."""
    waiting: Callable[[str], None] = lambda _: None
    """The service takes nothing for the moment, and why; it is tried again."""
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
    listener, given = listener or Listener(), given or Given()
    started = time.monotonic()
    summary = Summary()
    with connect(url) as client:
        desk = _Desk(client, url, listener, summary)
        service = desk.service()
        for page in pages:
            desk.hand_in([from_address(page, given)])
        journal = Journal.open(paths, [given.stated(), encoding], service)
        summary.known = journal.records
        reader = Reader(paths, given, encoding, journal, lambda size: listener.progress(0, size))
        finished = False
        try:
            for batch in reader.batches():
                desk.hand_in(batch.found)
                held = (service.accepted if service else 0) + summary.accepted + summary.revisions
                for stamp, passed in batch.milestones.items():
                    journal.note(stamp, passed, held)
            finished = True
        finally:
            reader.close()
            journal.close(finished=finished)
    summary.seconds = time.monotonic() - started
    return summary


def connect(url: str) -> httpx.Client:
    """A client of the service at `url`, which shows the key of TOCSIN_KEY if there is one.

    Raises ServiceAway if that is no address of a service.
    """
    key = os.environ.get("TOCSIN_KEY")
    return httpx.Client(
        base_url=url,
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=httpx.Timeout(60.0, connect=5.0),
        trust_env=not is_this_machine(_host(url)),
    )


def _host(url: str) -> str:
    """The host of an http address. Raises ServiceAway if it is none."""
    with suppress(httpx.InvalidURL):
        address = httpx.URL(url)
        if address.scheme in {"http", "https"} and address.host:
            return address.host
    raise ServiceAway(f"{plain(url)!r} is no address of a service: write it as http://127.0.0.1:8081")


def nobody_answers(url: str, cause: str) -> str:
    """What a person is told when there is no service."""
    return f"nobody answers at {url} ({cause}): start tocsin with `make run` (or `tocsin up`), or set TOCSIN_INGEST_URL"


def another_answers(url: str, answer: str = "") -> str:
    """What a person is told when something else is there."""
    return f"{url} does not answer as tocsin's ingest service does{answer}: set TOCSIN_INGEST_URL to where it listens"


class _Desk:
    """Hands batches in and counts what is answered."""

    def __init__(self, client: httpx.Client, url: str, listener: Listener, summary: Summary) -> None:
        self._client = client
        self._url = url
        self._listener = listener
        self._summary = summary
        self._known = False

    def service(self) -> Service | None:
        """Which outbox it is that answers; None if that can't be told, and then the first batch finds out why."""
        with suppress(httpx.HTTPError, ValueError, KeyError, TypeError):
            told = self._client.get("/v1/stats").json()
            service = Service(str(told["source"]), int(told["accepted"]))
            self._known = True
            return service
        return None

    def hand_in(self, batch: Sequence[Item | Fault]) -> None:
        """Send a batch, in its order, until every item of it is answered."""
        for fault in batch:
            if isinstance(fault, Fault):
                self._refused(fault)
        left = [item for item in batch if isinstance(item, Item)]
        self._summary.ids.clear()
        moved, told = time.monotonic(), False
        while left:
            answered, pause, reason = self._attempt(left)
            left = left[answered:]
            stuck = time.monotonic() - moved
            if answered:
                moved, told = time.monotonic(), False
            elif stuck + pause > TELLING_SECONDS and not told:
                self._listener.waiting(plain(reason))
                told = True
            elif stuck > PATIENCE_SECONDS:
                raise ServiceAway(
                    f"{reason}; what was answered is in: give the same files again, and it goes on from there"
                )
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
                for answer in map(json.loads, _lines(response)):
                    if answer["status"] == "unanswered":
                        return answered, 1.0, str(answer["detail"])
                    self._told(items[answered], answer)
                    answered += 1
        except httpx.ConnectError as error:
            if not self._known:
                raise ServiceAway(nobody_answers(self._url, _cause(error))) from None
            reason = f"the service at {self._url} is away ({_cause(error)})"
        except (httpx.TransportError, ValueError) as error:
            if not self._known:
                raise ServiceAway(another_answers(self._url, f" ({_cause(error)})")) from None
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


def _lines(response: httpx.Response) -> Iterator[bytes]:
    """Its lines: those of httpx end at any character that may break one, which an id may hold."""
    rest = b""
    for chunk in response.iter_bytes():
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _cause(error: Exception) -> str:
    return plain(str(error)) or type(error).__name__


def _retry_after(response: httpx.Response) -> float:
    value = response.headers.get("retry-after", "")
    return min(float(value), 30.0) if value.isdigit() else 5.0


def _detail(response: httpx.Response) -> str:
    with suppress(ValueError, KeyError, TypeError):
        return plain(str(response.json()["detail"]))
    return plain(response.text[:200]) or "no words"
