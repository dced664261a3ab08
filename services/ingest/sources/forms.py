"""The forms in which a document holds articles: plain text, a page, JSON, CSV. Pure.

What the person who gives a document says of it (`Given`) prevails over what a text or a page says, and fills in what
records leave out.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Final

from services.ingest.extract import NoArticle, extract, with_page
from services.ingest.submission import MAX_TEXT_BYTES, Submission, plain

MAX_HEADLINE: Final = 200
_DATE_LINE: Final = re.compile(
    r"(?:\w+,? )?(?:\w{3,9}\.? \d{1,2}|\d{1,2} \w{3,9}\.?),? \d{4}|\d{4}-\d\d-\d\d.*|\d{1,2}[./]\d.*"
)
_FULL_STOP: Final = re.compile(r"(?<!\b[A-Z])[.:;,]$")  # "… leaves the U.S." may be a headline
_PAGE: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL
)


class Unusable(ValueError):
    """A document, or a record of it, that no article can be made of; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the person says of the articles; field names are those of a submission."""

    title: str | None = None
    published_at: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None

    def stated(self) -> dict[str, str]:
        """What is said at all."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) is not None}


@dataclass(frozen=True, slots=True)
class Item:
    """One article to send: where it was found, and its submission as one line of JSON."""

    where: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can't be sent: where, why, and what to do."""

    where: str
    detail: str


def is_page(head: bytes) -> bool:
    """Whether a document that begins so is HTML."""
    return _PAGE.match(head) is not None


def from_text(text: str, where: str, given: Given) -> Item:
    """An article as one pastes it. Its first line is the title if it looks like one and a blank line follows.

    Raises Unusable.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n\f \t\ufeff")
    if not text:
        raise Unusable("is empty: there is nothing to read")
    title = given.title
    if title is None:
        title, text = headline(text)
    if (size := len(text.encode("utf-8", "surrogatepass"))) > MAX_TEXT_BYTES:
        raise Unusable(
            f"has {size / 1e6:,.1f} MB of text; at most {MAX_TEXT_BYTES / 1e6:.0f} MB are taken: give its parts"
        )
    return to_item({"title": title, "text": text} | given.stated(), where)


def headline(text: str) -> tuple[str, str]:
    """The title and the rest; an empty title and the whole text where the first line looks like none."""
    first, _, rest = text.partition("\n")
    title = plain(first).removeprefix("# ")
    looks_like_one = (
        rest.startswith("\n")
        and len(title) <= MAX_HEADLINE
        and not _FULL_STOP.search(title)
        and not _DATE_LINE.fullmatch(title)
    )
    return (title, rest.strip("\n")) if looks_like_one else ("", text)


def from_page(html: str, where: str, given: Given) -> Item:
    """The article of a web page, with the title, date and publisher that its metadata name. Raises Unusable."""
    if not html.strip():
        raise Unusable("is empty: there is nothing to read")
    try:
        page = extract(html, given.url)
    except NoArticle as error:
        raise Unusable(str(error)) from None
    submission = with_page(Submission.model_validate(given.stated()), page)
    return to_item(submission.model_dump(exclude_none=True, exclude={"html"}), where)


def from_address(url: str, given: Given) -> Item:
    """A page that the service fetches."""
    return to_item({"url": url} | given.stated(), url)


def from_line(line: bytes, where: str, given: Given) -> Item:
    """One line of NDJSON. What is wrong with it the service says."""
    if given.stated():
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            return Item(where, line)
        if isinstance(record, dict):
            return to_item(_filled(record, given), where)
    return Item(where, line)


def from_json(text: str, where: str, given: Given) -> Iterator[Item | Fault]:
    """The articles of a JSON document: an object or an array of them. Raises Unusable if it is not JSON."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unusable(
            f"is no valid JSON: {error.msg.removesuffix(' at')} at line {error.lineno}, column {error.colno}"
        ) from None
    except RecursionError:
        raise Unusable("is no list of articles: it is nested too deeply") from None
    if isinstance(document, dict):
        yield to_item(_filled(document, given), where)
        return
    if not isinstance(document, list):
        raise Unusable("is no article: give an object, or an array of objects")
    if not document:
        raise Unusable("is an empty array: there is nothing to read")
    for number, record in enumerate(document, 1):
        place = f"{where}[{number}]"
        if isinstance(record, dict):
            yield to_item(_filled(record, given), place)
        else:
            yield Fault(place, "is no article: give an object with `text` and `title`")


def from_csv(text: str, where: str, given: Given, *, delimiter: str = ",") -> Iterator[Item | Fault]:
    """The articles of a table whose first row names the columns. Raises Unusable."""
    csv.field_size_limit(2 * MAX_TEXT_BYTES)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = {(name or "").strip().lower() for name in rows.fieldnames or ()}
    except csv.Error as error:
        raise Unusable(f"is no valid CSV ({error}): quote what holds commas, quotes or line breaks") from None
    if not names & {"text", "title", "html"}:
        raise Unusable(
            "has no column `text`: name the columns in the first row (title, text, published_at, url, source)"
        )
    number = 0
    try:
        for number, row in enumerate(rows, 1):  # noqa: B007 - whether there was any
            record = {
                name.strip().lower(): value
                for name, value in row.items()
                if isinstance(name, str) and name.strip() and isinstance(value, str) and value
            }
            yield to_item(_filled(record, given), f"{where}:{rows.line_num}")
    except csv.Error as error:
        yield Fault(f"{where}:{rows.line_num}", f"is no valid CSV from here on: {error}")
        return
    if number == 0:
        raise Unusable("has no rows below the names of its columns: there is nothing to read")


def _filled(record: dict[str, Any], given: Given) -> dict[str, Any]:
    """What is given, where the record itself says nothing."""
    return record | {name: value for name, value in given.stated().items() if record.get(name) in (None, "")}


def to_item(record: dict[str, Any], where: str) -> Item:
    """The item that carries a submission."""
    # ASCII: a lone surrogate travels as it was written, and the service refuses it with its reason.
    return Item(where, json.dumps(record).encode("ascii"))
