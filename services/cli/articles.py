"""The articles that the filters `code`, `signals` and `stories` read: NDJSON, one a line, in their order."""

import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

import typer
from pydantic import ValidationError

from tocsin.faults import reason
from tocsin.records import Article


class NoArticle(Exception):
    """A line that holds no article; says why."""


def read(path: Path | None, *, published: str | None = None) -> Iterator[Article]:
    """The articles of a file, of standard input if it is None or `-`. If a day of publication is given, what is no JSON
    is the plain text of one article of that day (today, if it is empty).

    Line ends other than a line feed belong to the text. A line that holds no article is told on standard error, and the
    exit code is 1 in the end. Exits with 2 and a line for people if the file can't be read.
    """
    standard = path is None or str(path) == "-"
    lacking = False
    try:
        with sys.stdin.buffer if standard else Path(str(path)).open("rb") as lines:
            if published is not None:
                raw = lines.read()
                if not raw.lstrip().startswith(b"{"):
                    yield of_text(raw, published, "standard input" if standard else str(path))
                    return
                lines = io.BytesIO(raw)  # noqa: PLW2901 - the same lines
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    article = _article(line)
                except NoArticle as error:
                    sys.stderr.write(f"{'standard input' if standard else path} line {number}: {error}\n")
                    lacking = True
                    continue
                yield article
    except OSError as error:
        sys.stderr.write(f"{path}: {error.strerror or error}\n")
        raise typer.Exit(2) from None
    if lacking:
        raise typer.Exit(1)


def of_text(raw: bytes, published: str, name: str) -> Article:
    """The plain text of an article, with its title as `tocsin ingest` finds it.

    Exits with 2 and a line for people if it is no text, or `published` no day.
    """
    from services.ingest.sources.forms import headline

    try:
        title, text = headline(raw.decode("utf-8-sig").replace("\r\n", "\n").strip("\n\f \t"))
    except UnicodeDecodeError:
        refuse(f"{name} is no text in UTF-8")
    try:
        day = date.fromisoformat(published) if published else datetime.now(UTC).date()
    except ValueError:
        refuse(f"--published: {published!r} is no day; write it as 2024-10-27")
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Article(id="text", title=title, text=text, published_at=at, published_precision="day")


def refuse(reason: str) -> NoReturn:
    """Say what is wrong with what was given, and exit with 2."""
    sys.stderr.write(f"{reason}\n")
    raise typer.Exit(2)


def _article(line: bytes) -> Article:
    try:
        content = json.loads(line)
    except UnicodeDecodeError as error:
        raise NoArticle(f"not UTF-8 ({error.reason} at byte {error.start})") from error
    except ValueError as error:
        hint = "each line is an article (`tocsin code --explain` takes a plain text)"
        raise NoArticle(f"not JSON: {error}; {hint}") from error
    if not isinstance(content, dict):
        raise NoArticle('not a JSON object like {"id": …, "title": …, "text": …, "published_at": …}')
    try:
        return Article.model_validate(_dated(content))
    except ValidationError as error:
        raise NoArticle(reason(error)) from error


def _dated(content: dict[str, Any]) -> dict[str, Any]:
    """A plain date is that day's midnight, and a time without a zone is UTC."""
    published = content.get("published_at")
    if not isinstance(published, str):
        return content
    try:
        at = datetime.fromisoformat(published)
    except ValueError:
        return content
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    precision = "day" if len(published) <= len("2024-10-26") else "minute"
    return {**content, "published_at": at, "published_precision": precision}
