"""What a client sends as an article, and what is made of it before it is accepted. Pure: `received` is an argument."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictFloat, StrictInt, ValidationError

from services.ingest.identity import article_id, article_key, canonical_url, content_digest
from services.ingest.publication import EARLIEST, LEEWAY, Publication, UnreadableDate, is_missing, parse_publication
from tocsin.records import Article, DateBasis

MAX_TEXT_BYTES: Final = 5_000_000
MAX_TITLE: Final = 2_000
MAX_NAME: Final = 500

_NUL: Final = "\x00"
# Everything that would move a terminal's cursor or change a log line; tabs and line breaks are text.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x0d\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9_-]+)?", re.IGNORECASE)


class Refused(ValueError):
    """An article that is not taken: `field` is at fault, the text says why and what to do, `status` is HTTP's."""

    def __init__(self, field: str | None, detail: str, status: Literal[413, 422] = 422) -> None:
        super().__init__(detail)
        self.field = field
        self.detail = detail
        self.status = status

    def __str__(self) -> str:
        return f"{self.field}: {self.detail}" if self.field else self.detail


def _id_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Submission(BaseModel):
    """An article as a client gives it. Fields that are not listed are ignored, and the answer names them once."""

    model_config = ConfigDict(extra="allow", title="Article as submitted")

    title: str | None = Field(None, description="The headline.")
    text: str | None = Field(None, description="The body as plain text, at most 5 MB; or give `html`.")
    html: str | None = Field(None, description="The page; its article is extracted. Ignored if there is a `text`.")
    published_at: str | StrictInt | StrictFloat | None = Field(
        None,
        description="When it was published: an ISO 8601 date or date-time (UTC if it names no zone), or another form "
        "with one reading. Without it the time of receipt is taken, and `published_basis` is `received`.",
        examples=["2024-10-27", "2024-10-27T09:30:00+09:00"],
    )
    published_basis: DateBasis = Field(
        "given", description="Where `published_at` comes from, if a program read it out of a feed or a page for you."
    )
    url: str | None = Field(
        None,
        description="Where it can be read (http or https): it identifies the article. Alone, it is fetched.",
    )
    source: str | None = Field(None, description="The publisher, as a reader would name it.")
    language: str | None = Field(None, description="A language tag such as `en`; detected if it is missing.")
    id: Annotated[str | None, BeforeValidator(_id_text)] = Field(
        None, description="Your own id for it. With `source`, an article of the same id is taken as its new revision."
    )


def parse_submission(line: bytes) -> Submission:
    """The submission that `line` (one JSON object) holds. Raises Refused."""
    try:
        return Submission.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = str(fault["loc"][0]) if fault["loc"] else None
        if fault["type"] == "json_invalid":
            raise Refused(None, _json_fault(str(fault["ctx"]["error"]))) from None
        if field is None:
            raise Refused(None, "is no JSON object; give one object an article, with `text` and `title`") from None
        if fault["type"] == "literal_error":
            raise Refused(field, f"must be one of {fault['ctx']['expected']}") from None
        expected = "a number or text" if field == "published_at" else "text"
        raise Refused(field, f"must be {expected}, not {_kind(fault['input'])}") from None


def _json_fault(reason: str) -> str:
    reason = reason.replace(" at line 1 column ", " at column ")
    if "surrogate" in reason or "end of hex escape" in reason:
        return f"is no valid Unicode: half a surrogate pair ({reason}); write the whole character"
    return f"is no valid JSON: {reason}"


def _kind(value: Any) -> str:
    kinds = {bool: "true or false", list: "a list", dict: "an object", int: "a number", float: "a number"}
    return kinds.get(type(value), "this")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may be accepted: all of it but what the outbox alone knows (its number, what it revises)."""

    article: Article
    key: str
    """The name under which revisions of it find each other."""
    content: str
    """Digest of its words."""
    external_id: str | None
    notes: tuple[str, ...]
    """What the client should know: which date was not trusted, what was ignored."""

    def in_language(self, language: str | None) -> "Candidate":
        return replace(self, article=self.article.model_copy(update={"language": language}))


def admit(submission: Submission, *, received: datetime) -> Candidate:
    """The candidate that `submission`, received at that moment, makes.

    Raises Refused with the field at fault.
    """
    notes: list[str] = []
    title = _line("title", submission.title, MAX_TITLE) or ""
    text = _body(submission)
    if not _LETTER.search(title) and not _LETTER.search(text):
        raise Refused("text", _nothing_to_read(submission))
    source = _line("source", submission.source, MAX_NAME)
    external_id = _line("id", submission.id, MAX_NAME)
    publication, basis = _publication(submission, received, notes)
    url = _url(submission.url)
    content = content_digest(title, text)
    key = article_key(url=url, source=source, external_id=external_id, content=content)
    given = publication.at.astimezone(UTC).isoformat() if basis == "given" else ""
    article = Article(
        id=article_id(key, content, given),
        title=title,
        text=text,
        published_at=publication.at,
        published_precision=publication.precision,
        published_basis=basis,
        source=source,
        url=url,
        language=_language(submission.language, notes),
    )
    return Candidate(article, key, content, external_id, tuple(notes))


def plain(text: str) -> str:
    """`text` on one line without control and direction-changing characters: for titles, names and logs."""
    return " ".join(_CONTROLS.sub("", text.replace("\r", " ")).split())


def _line(field: str, value: str | None, limit: int) -> str | None:
    if value is None:
        return None
    _whole(field, value)
    line = plain(value)
    if len(line) > limit:
        raise Refused(field, f"has {len(line):,} characters; at most {limit:,} are taken: shorten it", 413)
    return line or None


def _body(submission: Submission) -> str:
    text = submission.text or ""
    _whole("text", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", text)
    if (size := len(text.encode())) > MAX_TEXT_BYTES:
        raise Refused(
            "text", f"has {size / 1e6:,.1f} MB; at most {MAX_TEXT_BYTES / 1e6:.0f} MB are taken: give its parts", 413
        )
    return text


def _whole(field: str, value: str) -> None:
    if _NUL in value:
        raise Refused(field, "contains NUL characters: it is no text; remove them if it is meant to be")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Refused(
            field, f"contains half a character (a lone surrogate at {error.start:,}); write the whole one"
        ) from None


def _nothing_to_read(submission: Submission) -> str:
    if submission.text is None and submission.html is None and submission.model_extra:
        named = ", ".join(f"`{plain(name)[:40]}`" for name in list(submission.model_extra)[:6])
        return f"is missing; there are {named}: name the article's body `text`"
    return "is empty: give the article's body as `text`, or its page as `html`"


def _url(value: str | None) -> str | None:
    if value is None or not value.strip():
        return None
    _whole("url", value)
    try:
        return canonical_url(value)
    except ValueError as error:
        raise Refused("url", str(error)) from None


def _publication(submission: Submission, received: datetime, notes: list[str]) -> tuple[Publication, DateBasis]:
    """The date to take, and its basis. One that cannot be true is noted and not trusted."""
    value = submission.published_at
    if value is None or value == "":
        return Publication(received, "minute"), "received"
    try:
        found = parse_publication(plain(value) if isinstance(value, str) else value)
    except UnreadableDate as error:
        raise Refused("published_at", str(error)) from None
    if is_missing(found):
        notes.append(f"published_at {found.at.date()} stands for no date; the time of receipt was taken")
    elif found.at < EARLIEST and submission.published_basis == "given":
        raise Refused(
            "published_at", f"is {found.at.date()}; dates from {EARLIEST.date()} on are taken: leave it out or mend it"
        )
    elif found.at < EARLIEST:  # nobody is there who could mend what a feed or a page says
        notes.append(f"published_at {found.at.date()} is too long ago to be true; the time of receipt was taken")
    elif found.at > received + LEEWAY:
        notes.append(f"published_at {found.at.isoformat()} is still to come; the time of receipt was taken")
    else:
        if found.at > received:
            notes.append(f"published_at {found.at.isoformat()} is later than its receipt")
        return found, submission.published_basis
    return Publication(received, "minute"), "received"


def _language(value: str | None, notes: list[str]) -> str | None:
    """The primary language subtag in lower case; None where it must be detected."""
    if value is None or not value.strip():
        return None
    found = _LANGUAGE.fullmatch(value.strip())
    if found is None:
        notes.append(f"language {plain(value)[:40]!r} is no language tag such as `en`; it is detected")
        return None
    return found[1].lower()
