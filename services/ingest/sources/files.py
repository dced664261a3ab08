"""Articles from files, folders and standard input, in whatever form they are; gzip of all of them."""

import gzip
import io
import json
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast

from services.ingest.lines import MAX_LINE_BYTES
from services.ingest.sources.decoding import NotText, decode, refuse_binary
from services.ingest.sources.forms import (
    Fault,
    Given,
    Item,
    Unusable,
    from_csv,
    from_json,
    from_line,
    from_page,
    from_text,
    is_page,
)
from services.ingest.sources.mail import MAX_MAIL_BYTES, begins_mbox, from_mail, split_mbox
from services.ingest.submission import plain

Form = Literal["text", "page", "json", "csv", "tsv", "mail", "mbox"]

STANDARD_INPUT: Final = Path("-")
MAX_DOCUMENT_BYTES: Final = 200_000_000
MAX_TEXT_FILE_BYTES: Final = 20_000_000
"""A text of 5 MB in UTF-32."""

SUFFIXES: Final[dict[str, Form]] = {
    ".txt": "text", ".text": "text", ".html": "page", ".htm": "page", ".xhtml": "page",
    ".json": "json", ".ndjson": "json", ".jsonl": "json", ".csv": "csv", ".tsv": "tsv",
    ".eml": "mail", ".mbox": "mbox",
}  # fmt: skip
"""What a folder is searched for. A file that is named itself may be called anything."""

_LINED: Final = frozenset({".ndjson", ".jsonl"})
_GZIP: Final = b"\x1f\x8b"


def find(paths: list[Path]) -> Iterator[Path | Fault]:
    """The files to read: those named, and those of known suffixes in the folders named, in the order of their names."""
    for path in paths:
        if path == STANDARD_INPUT or not path.is_dir():
            yield path
            continue
        found = [
            p for p in sorted(path.rglob("*")) if p.is_file() and not _is_hidden(p, path) and _suffix(p) in SUFFIXES
        ]
        yield from found
        if not found:
            yield Fault(
                _name(path), f"holds no articles: nothing in it ends in {' '.join(SUFFIXES)} (or these and .gz)"
            )


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _suffix(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _name(path: Path) -> str:
    return "standard input" if path == STANDARD_INPUT else plain(str(path))


@dataclass(slots=True)
class Reading:
    """One file being read; `position` says how far, in bytes of the file as it lies there."""

    path: Path
    given: Given
    encoding: str | None
    advanced: Callable[[int], None]
    _raw: io.BufferedReader | None = None
    _told: int = 0

    def items(self) -> Iterator[Item | Fault]:
        """Everything in the file; a fault ends it only where nothing after it can be read."""
        name = _name(self.path)
        try:
            with self._opened() as stream:
                for found in _single(self._documents(stream, name), self.given):
                    self._advance()
                    yield found
                self._advance()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield Fault(name, f"is damaged or cut off: {error}; make the archive anew")
        except OSError as error:
            yield Fault(name, _reason(error))
        except (NotText, Unusable) as error:
            yield Fault(name, str(error))

    @contextmanager
    def _opened(self) -> Iterator[io.BufferedReader]:
        with ExitStack() as stack:
            if self.path == STANDARD_INPUT:
                raw = cast("io.BufferedReader", sys.stdin.buffer)
            else:
                raw = self._raw = stack.enter_context(self.path.open("rb"))
            if raw.peek(2)[:2] == _GZIP:
                yield stack.enter_context(io.BufferedReader(gzip.GzipFile(fileobj=raw)))
            else:
                yield raw

    def _advance(self) -> None:
        if self._raw is not None and not self._raw.closed and (position := self._raw.tell()) > self._told:
            self.advanced(position - self._told)
            self._told = position

    def _documents(self, stream: io.BufferedReader, name: str) -> Iterator[Item | Fault]:
        first = stream.readline(MAX_LINE_BYTES)
        while first and not first.strip():
            first = stream.readline(MAX_LINE_BYTES)
        if not first:
            raise Unusable("is empty: there is nothing to read")
        refuse_binary(first)
        suffix = _suffix(self.path)
        form = SUFFIXES.get(suffix) or _sniff(first)
        if form == "json":
            yield from self._json(stream, first, name, lined=suffix in _LINED or _is_record(first))
        elif form in {"csv", "tsv"}:
            text = self._decoded(_rest(stream, first, MAX_DOCUMENT_BYTES))
            yield from from_csv(text, name, self.given, delimiter="\t" if form == "tsv" else ",")
        elif form == "mbox":
            for number, letter in enumerate(split_mbox(stream, first), 1):
                yield self._letter(letter, f"{name}[{number}]")
        elif form == "mail":
            yield from_mail(_rest(stream, first, MAX_MAIL_BYTES), name, self.given)
        else:
            yield self._article(stream, first, name, form)

    def _letter(self, letter: bytes | Unusable, where: str) -> Item | Fault:
        try:
            if isinstance(letter, Unusable):
                raise letter
            return from_mail(letter, where, self.given)
        except Unusable as error:
            return Fault(where, str(error))

    def _article(self, stream: io.BufferedReader, first: bytes, name: str, form: Form) -> Item:
        raw = _rest(stream, first, MAX_TEXT_FILE_BYTES)
        refuse_binary(raw)
        text = self._decoded(raw, html=form == "page" or is_page(raw))
        if form == "page" or is_page(text[:4096].encode("utf-8", "replace")):
            return from_page(text, name, self.given)
        return from_text(text, name, self.given)

    def _json(self, stream: io.BufferedReader, first: bytes, name: str, *, lined: bool) -> Iterator[Item | Fault]:
        if lined:
            yield from self._lines(stream, first, name)
            return
        raw = _rest(stream, first, MAX_DOCUMENT_BYTES)
        try:
            yield from from_json(self._decoded(raw), name, self.given)
        except Unusable:
            if not any(_is_record(line) for line in raw.splitlines()):
                raise
            # One record a line after all, and the first of them is broken.
            yield from self._lines(io.BufferedReader(io.BytesIO(raw)), b"", name)

    def _lines(self, stream: io.BufferedReader, first: bytes, name: str) -> Iterator[Item | Fault]:
        number = 0
        line = first.removeprefix(b"\xef\xbb\xbf") or stream.readline(MAX_LINE_BYTES)
        while line:
            number += 1
            if len(line) >= MAX_LINE_BYTES and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_LINE_BYTES)
                yield Fault(f"{name}:{number}", f"is longer than {MAX_LINE_BYTES / 1e6:.0f} MB: give its parts")
            elif line.strip():
                yield from_line(line.strip(), f"{name}:{number}", self.given)
            line = stream.readline(MAX_LINE_BYTES)

    def _decoded(self, raw: bytes, *, html: bool = False) -> str:
        return decode(raw, encoding=self.encoding, html=html)


def _single(found: Iterator[Item | Fault], given: Given) -> Iterator[Item | Fault]:
    """What was found; only the first article of it where `given` says what only one article can have."""
    articles = 0
    for one in found:
        articles += isinstance(one, Item)
        if articles > 1 and (given.url or given.title):
            raise Unusable("holds several articles: --url and --title are of one; only the first was taken")
        yield one


def _reason(error: OSError) -> str:
    reasons: dict[type[OSError], str] = {
        FileNotFoundError: "there is no such file",
        PermissionError: "can't be read: this user may not (chmod +r, or another user)",
        IsADirectoryError: "is a folder that can't be read",
    }
    return reasons.get(type(error), f"can't be read: {error.strerror or error}")


def _sniff(first: bytes) -> Form:
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"{" or (start[:1] == b"[" and start[1:].lstrip()[:1] in {b"{", b"]", b""}):
        return "json"
    if begins_mbox(start):
        return "mbox"
    return "page" if is_page(start) else "text"


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except (ValueError, RecursionError):
        return False


def _rest(stream: io.BufferedReader, first: bytes, limit: int) -> bytes:
    """All of the document, whose first line is read already. Raises Unusable if it is larger than `limit`."""
    raw = first + stream.read(limit + 1)
    if len(raw) > limit:
        raise Unusable(
            f"has more than {limit / 1e6:.0f} MB: one text may have 5 MB; give many articles one a line, as NDJSON"
        )
    return raw
