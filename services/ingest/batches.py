"""Files read in a thread of their own, ahead of the sending, and what is found in them in batches."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from services.ingest.journal import Journal, Passed, Stamp
from services.ingest.sources.files import Reading, find
from services.ingest.sources.forms import Fault, Given, Item

BATCH_ITEMS: Final = 500
BATCH_BYTES: Final = 4_000_000
GATHER_SECONDS: Final = 0.2
"""A slow pipe's articles are sent after so long a silence, however few they are."""
READ_AHEAD: Final = 64
_END: Final = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """What was found before it completes so much of a file."""

    stamp: Stamp
    passed: Passed


Found = Item | Fault | Milestone


@dataclass(slots=True)
class Batch:
    """What is sent in one request, and how far it brings the files."""

    found: list[Item | Fault] = field(default_factory=list)
    milestones: dict[Stamp, Passed] = field(default_factory=dict)
    size: int = 0

    def add(self, found: Found) -> None:
        """One thing more."""
        if isinstance(found, Milestone):
            self.milestones[found.stamp] = found.passed
            return
        self.found.append(found)
        self.size += len(found.body) if isinstance(found, Item) else 0

    @property
    def is_full(self) -> bool:
        """Whether it is time to send it."""
        return len(self.found) >= BATCH_ITEMS or self.size >= BATCH_BYTES


class Reader:
    """Reads the files, but for what the journal knows to be answered."""

    def __init__(
        self,
        paths: list[Path],
        given: Given,
        encoding: str | None,
        journal: Journal,
        advanced: Callable[[int], None],
    ) -> None:
        self._paths = paths
        self._given = given
        self._encoding = encoding
        self._journal = journal
        self._advanced = advanced
        self._found: queue.Queue[Found | BaseException | None] = queue.Queue(READ_AHEAD)
        self._closed = False
        threading.Thread(target=self._run, name="reading articles", daemon=True).start()

    def _run(self) -> None:
        try:
            for path in find(self._paths):
                for found in [path] if isinstance(path, Fault) else self._read(path):
                    if not self._put(found):
                        return
        except BaseException as error:  # noqa: BLE001 - raised again in the sending thread
            self._put(error)
        self._put(_END)

    def _read(self, path: Path) -> Iterator[Found]:
        stamp = Stamp.of(path)
        passed = self._journal.passed(stamp)
        if passed.whole and stamp is not None:
            self._advanced(stamp.size)
            return
        records = 0
        for found in Reading(path, self._given, self._encoding, self._advanced).items():
            records += 1
            if records > passed.records:
                yield found
                if stamp is not None:
                    yield Milestone(stamp, Passed(records))
        if stamp is not None:
            yield Milestone(stamp, Passed(records, whole=True))

    def _put(self, found: Found | BaseException | None) -> bool:
        """Whether anybody still wants it."""
        while not self._closed:
            with suppress(queue.Full):
                self._found.put(found, timeout=GATHER_SECONDS)
                return True
        return False

    def close(self) -> None:
        """Nothing more is wanted: the thread ends."""
        self._closed = True

    def _next(self, seconds: float | None) -> Found | None:
        """The next thing found, None at the end. Raises queue.Empty if there is none within `seconds`."""
        found = self._found.get(timeout=seconds)
        if isinstance(found, BaseException):
            raise found
        return found

    def batches(self) -> Iterator[Batch]:
        """What is found, in batches: as many as go well together, fewer if a pipe is slow."""
        batch = Batch()
        while True:
            try:
                found = self._next(GATHER_SECONDS if batch.found else None)
            except queue.Empty:
                yield batch
                batch = Batch()
                continue
            if found is _END:
                if batch.found or batch.milestones:
                    yield batch
                return
            batch.add(found)
            if batch.is_full:
                yield batch
                batch = Batch()
