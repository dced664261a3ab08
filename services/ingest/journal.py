"""How far an import has come, file by file, so that one that broke off goes on where it stopped.

It lies in the user's cache folder. Lost, it costs time and nothing else: what is sent again is a duplicate. A file that
has changed is read from its beginning, and so is all for another service, or one that holds fewer articles than it did.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Self

from tocsin.cache import cache_folder

_KEPT: Final = 20
"""Journals of other imports that broke off and were never given again; the oldest go."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known to be the same."""

    path: str
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> "Stamp | None":
        """The file's as it is now, None for what is no plain file."""
        try:
            status = path.stat()
        except OSError:
            return None
        return cls(str(path.absolute()), status.st_size, status.st_mtime_ns) if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Passed:
    """How many records of a file are answered, and whether it has no more."""

    records: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """Which outbox it is, and how many articles it holds."""

    source: str
    accepted: int


class Journal:
    """The journal of one import: these paths, read in that way, into that service."""

    def __init__(self, path: Path, service: Service | None) -> None:
        self._path = path
        self._service = service
        self._passed: dict[Stamp, Passed] = {}
        self._file: IO[str] | None = None

    @classmethod
    def open(cls, paths: Sequence[Path], how: Any, service: Service | None) -> Self:
        """The journal of importing `paths`; `how` is what else decides what is read. Without a service it is empty."""
        told = json.dumps([sorted(str(path.absolute()) for path in paths), how], sort_keys=True)
        name = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        journal = cls(cache_folder() / "imports" / f"{name}.jsonl", service)
        with suppress(OSError, ValueError, KeyError, TypeError):  # whatever is wrong with it: begin anew
            journal._load()
        return journal

    def _load(self) -> None:
        first, *lines = self._path.read_text("utf-8", "surrogateescape").splitlines()
        head = json.loads(first)
        if self._service is None or head["source"] != self._service.source:
            return
        for line in lines:
            with suppress(ValueError, KeyError, TypeError):  # the last one may be half
                entry = json.loads(line)
                if entry["accepted"] <= self._service.accepted:
                    self._passed[Stamp(*entry["file"])] = Passed(entry["records"], entry["whole"])

    def passed(self, stamp: Stamp | None) -> Passed:
        """How far that file is answered."""
        return self._passed.get(stamp, Passed()) if stamp is not None else Passed()

    @property
    def records(self) -> int:
        """How many records it knows to be answered."""
        return sum(passed.records for passed in self._passed.values())

    def note(self, stamp: Stamp, passed: Passed, accepted: int) -> None:
        """So much of that file is answered; `accepted` is how many articles the service holds at least."""
        if self._service is None:
            return
        entry = {"file": [stamp.path, stamp.size, stamp.changed], "records": passed.records, "whole": passed.whole}
        with suppress(OSError):
            if self._file is None:
                self._file = self._begin()
            self._file.write(json.dumps(entry | {"accepted": accepted}) + "\n")
            self._file.flush()

    def _begin(self) -> IO[str]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        others = sorted(self._path.parent.glob("*.jsonl"), key=lambda path: path.stat().st_mtime)
        for old in others[:-_KEPT]:
            old.unlink(missing_ok=True)
        assert self._service is not None
        file = self._path.open("a" if self._passed else "w", encoding="utf-8")
        head = json.dumps({"source": self._service.source})
        file.write("\n" if self._passed else f"{head}\n")  # the last line may be half
        return file

    def close(self, *, finished: bool) -> None:
        """The import has come to its end, or broken off; a finished one is forgotten."""
        with suppress(OSError):
            if self._file is not None:
                self._file.close()
            if finished:
                self._path.unlink(missing_ok=True)
