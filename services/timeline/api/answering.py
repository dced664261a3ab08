"""How an answer travels: in which format, with which headers, and again only if it changed."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

import xxhash
from fastapi import Request, Response
from pydantic import BaseModel

from services.timeline.formats import EXPORTS, Entry
from services.timeline.formats.tables import Columns, flat, table
from services.timeline.processes.clerks import Clerks
from services.timeline.queries import items
from services.timeline.queries.items import Standing, written
from services.timeline.queries.lists import Page
from services.timeline.queries.questions import Parameters
from tocsin.answers import ProblemDetails
from tocsin.problems import Problem, invalid
from tocsin.sqlite import Database

JSON: Final = "application/json"
MEDIA_TYPES: Final[dict[str, str]] = {
    "json": JSON,
    "ndjson": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    **{name: media_type for name, (media_type, _) in EXPORTS.items()},
}
_BY_ACCEPT: Final = {media.partition(";")[0]: name for name, media in reversed(MEDIA_TYPES.items())}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a list is of: how it is called, its columns as a table, its items as entries, the model of an item."""

    title: str
    columns: Columns
    members: frozenset[str]
    """What `fields` may name: members of an item, and members of its objects after a dot."""
    entry: Callable[[dict[str, Any], dict[str, Any]], Entry] | None = None

    @property
    def formats(self) -> list[str]:
        return [name for name in MEDIA_TYPES if self.entry or name not in EXPORTS]


T = TypeVar("T")
Ask = Callable[[sqlite3.Connection, Standing, Any], T]
"""A function of a module, or a partial of one."""


async def answer_list(
    database: Database | Clerks, request: Request, query: Parameters, ask: Ask[Page], kind: Kind, *, day: str = ""
) -> Response:
    """A page of a list as the client wants it; 304 without a body if it has it already.

    `day` is the day that the answer depends on beside the log, if any.
    """
    form = chosen(request, query.format, kind.formats)
    _check_fields(query.fields, kind, form)
    known, about = request.headers.get("if-none-match"), _about(request, f"{form}{day}")
    etag, page = await database.read(partial(_unless_known, ask=ask, query=query, about=about, known=known))
    if page is None:
        return Response(status_code=304, headers={"ETag": etag})
    return listed(page, form, kind, request, fields=query.fields, headers={"ETag": etag, "Cache-Control": "no-cache"})


async def answer_one(
    database: Database | Clerks, request: Request, query: BaseModel, ask: Ask[dict[str, Any]]
) -> Response:
    """One object as JSON; 304 without a body if the client has it already."""
    known, about = request.headers.get("if-none-match"), _about(request, "json")
    text = partial(_text, ask=ask)
    etag, content = await database.read(partial(_unless_known, ask=text, query=query, about=about, known=known))
    if content is None:
        return Response(status_code=304, headers={"ETag": etag})
    return Response(content, media_type=JSON, headers={"ETag": etag, "Cache-Control": "no-cache"})


def _text(connection: sqlite3.Connection, now: Standing, query: BaseModel, *, ask: Ask[dict[str, Any]]) -> bytes:
    """The answer as it travels: many small objects would take long from one process to the other.

    It is kept: every reader of the page asks for the same figures, and they stand as long as nothing is recorded.
    """
    key = (now, ask, query.model_dump_json())
    text = _KEPT.get(key)
    if text is None:
        text = written(ask(connection, now, query))
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        if len(text) <= _LARGEST_KEPT:
            _KEPT[key] = text
    return text


_KEPT: Final[dict[tuple[Standing, Ask[dict[str, Any]], str], bytes]] = {}
_MOST_KEPT: Final = 200
_LARGEST_KEPT: Final = 100_000


def _unless_known(
    connection: sqlite3.Connection, *, ask: Ask[T], query: Any, about: str, known: str | None
) -> tuple[str, T | None]:
    """The answer's ETag, and the answer unless that is `known`."""
    now = items.standing(connection)
    etag = f'W/"{now.log_id}.{now.generation}.{now.position}.{about}"'
    return etag, None if etag == known else ask(connection, now, query)


def _about(request: Request, form: str) -> str:
    """A digest of the question. With the log, and the position that it holds for, it decides the answer."""
    return xxhash.xxh3_64_hexdigest(f"{request.url.path}?{request.url.query}#{form}".encode())


def chosen(request: Request, asked: str | None, formats: list[str]) -> str:
    """The format that a client wants: `asked`, else the first known one that `Accept` names, else JSON."""
    if asked:
        return asked
    for part in request.headers.get("accept", "").lower().split(","):
        name = _BY_ACCEPT.get(part.partition(";")[0].strip())
        if name in formats:
            return str(name)
    return "json"


def listed(
    page: Page, form: str, kind: Kind, request: Request, *, fields: Sequence[str] = (), headers: Mapping[str, str]
) -> Response:
    """The page as a response; in formats without an envelope, `next` and `as_of` travel in headers."""
    headers = {**headers, "Tocsin-As-Of": str(page.as_of), "Vary": "Accept"}
    if page.next:
        headers["Tocsin-Next"] = page.next
    if page.count:
        headers["Tocsin-Count"] = f"{page.count['value']}; {page.count['relation']}"
    shown = [_only(item, fields) for item in page.items] if fields else page.items
    if form == "json":
        tail: dict[str, Any] = {"next": page.next, "as_of": page.as_of}
        if page.count:
            tail["count"] = page.count
        content = b'{"items":[' + b",".join(shown) + b"]," + json.dumps(tail, separators=(",", ":")).encode()[1:]
    elif form == "ndjson":
        content = b"".join(item + b"\n" for item in shown)
    elif form == "csv":
        content = table(page.items, kind.columns)
    else:
        content = _exported(page, form, kind, request)
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


def _exported(page: Page, form: str, kind: Kind, request: Request) -> bytes:
    assert kind.entry is not None
    values = [json.loads(item) for item in page.items]
    entries = [kind.entry(value, flat(value, kind.columns)) for value in values]
    next_url = None
    if page.next:
        parameters = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
        next_url = str(request.url.replace(query=urlencode([*parameters, ("cursor", page.next)])))
    about = {
        "title": kind.title,
        "url": str(request.url),
        "next": page.next,
        "next_url": next_url,
        "as_of": page.as_of,
    }
    return EXPORTS[form][1](entries, about)


def _check_fields(fields: list[str], kind: Kind, form: str) -> None:
    """Raises Problem if a field is none, or the format has no choice of fields."""
    unknown = [name for name in fields if name not in kind.members]
    if unknown:
        problem = f"there is no {unknown[0][:80]!r}; the fields are {', '.join(sorted(kind.members))}"
        raise invalid([{"in": "query", "name": "fields", "problem": problem}])
    if fields and form not in {"json", "ndjson"}:
        problem = f"{form} has its own columns; ask for json or ndjson, or leave the fields out"
        raise invalid([{"in": "query", "name": "fields", "problem": problem}])


def _only(item: bytes, fields: Sequence[str]) -> bytes:
    value, kept = json.loads(item), {}
    for name in fields:
        head, _, rest = name.partition(".")
        if not rest:
            kept[head] = value[head]
        elif isinstance(value[head], dict):
            kept.setdefault(head, {})[rest] = value[head].get(rest)
        else:
            kept.setdefault(head, value[head])
    return written(kept)


def problems(**codes: str) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of errors: `e404="…"`."""
    problem = {"application/problem+json": {"schema": ProblemDetails.model_json_schema()}}
    return {
        int(code.removeprefix("e")): {"description": description, "content": problem}
        for code, description in codes.items()
    }


INVALID: Final = {"e422": "a parameter is unknown or wrong; the answer names it and what is allowed"}
GONE: Final = {"e410": "the place is one of another log: start again without it"}
NOT_FOUND: Final = {"e404": "there is none with this id"}
UNCHANGED: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "as the `If-None-Match` says"}}


def list_answers(kind: Kind) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of a list's answers besides JSON."""
    content = {
        MEDIA_TYPES[name].partition(";")[0]: {"schema": {"type": "object" if "json" in MEDIA_TYPES[name] else "string"}}
        for name in kind.formats
        if name != "json"
    }
    content[MEDIA_TYPES["ndjson"]] = {"schema": {"type": "string"}}
    return {200: {"content": content}} | UNCHANGED | problems(**INVALID, **GONE)


def members(model: type[BaseModel], *, deep: tuple[str, ...] = ()) -> frozenset[str]:
    """The names that `fields` may have of a model, and those within its members `deep`."""
    names = set(model.model_fields)
    for name in deep:
        inner: Any = model.model_fields[name].annotation
        names |= {f"{name}.{part}" for part in getattr(inner, "model_fields", inner.__annotations__)}
    return frozenset(names)


def found(item: bytes | None, what: str, identity: str) -> Response:
    """The item as a response. Raises Problem (404) if it is None."""
    if item is None:
        raise Problem(404, f"No such {what}", f"there is no {what} with the id {identity[:200]!r} in this log")
    return Response(item, media_type=JSON)
