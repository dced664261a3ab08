"""Lists in the formats that people use: JSON, NDJSON and CSV."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any, Final

import xxhash
from fastapi import Request, Response

from services.timeline.items import Standing
from services.timeline.queries import Page
from services.timeline.questions import Format

MEDIA_TYPES: Final[dict[Format, str]] = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
}

Columns = dict[str, Callable[[Any], Any]]


def _codes(actors: Sequence[dict[str, Any]]) -> str:
    return "; ".join(actor["country"] or actor["name"] or actor["text"] for actor in actors)


EVENT_COLUMNS: Final[Columns] = {
    "position": lambda item: item["position"],
    "recorded_at": lambda item: item["recorded_at"],
    "id": lambda item: item["id"],
    "occurred_start": lambda item: item["event"]["occurred"]["start"],
    "occurred_end": lambda item: item["event"]["occurred"]["end"],
    "precision": lambda item: item["event"]["occurred"]["precision"],
    "type": lambda item: item["event"]["type"],
    "mode": lambda item: item["event"]["mode"],
    "actors": lambda item: _codes(item["event"]["actors"]),
    "recipients": lambda item: _codes(item["event"]["recipients"]),
    "modality": lambda item: item["event"]["modality"],
    "certainty": lambda item: item["event"]["certainty"],
    "stance": lambda item: item["event"]["stance"],
    "attributed_to": lambda item: (item["event"]["attribution"]["source"] or {}).get("text"),
    "level": lambda item: item["level"],
    "signals": lambda item: "; ".join(signal["signal"] for signal in item["signals"]),
    "evidence": lambda item: item["event"]["evidence"]["text"],
    "article": lambda item: item["article"]["id"],
    "title": lambda item: item["article"]["title"],
    "source": lambda item: item["article"]["source"],
    "url": lambda item: item["article"]["url"],
    "published_at": lambda item: item["article"]["published_at"],
    "story": lambda item: item["story"],
    "origin": lambda item: item["origin"],
}

ALERT_COLUMNS: Final[Columns] = {
    name: lambda item, name=name: item[name]  # type: ignore[misc]
    for name in ("position", "recorded_at", "id", "revision", "status", "signal", "level", "title", "summary", "story")
}

STORY_COLUMNS: Final[Columns] = {
    name: lambda item, name=name: item[name]
    for name in ("position", "id", "title", "first", "last", "articles", "publishers", "origins", "level", "disputed")
} | {"signals": lambda item: "; ".join(item["signals"])}

EXPECTATION_COLUMNS: Final[Columns] = (
    {
        name: lambda item, name=name: item[name]
        for name in ("due", "state", "settled_at", "settled_by", "track", "best", "told")
    }
    | {
        name: EVENT_COLUMNS[name]
        for name in ("id", "type", "mode", "actors", "recipients", "modality", "certainty", "attributed_to", "evidence")
    }
    | {name: EVENT_COLUMNS[name] for name in ("title", "source", "url", "published_at", "story", "position")}
)

FEED_COLUMNS: Final[Columns] = {
    "position": lambda item: item["position"],
    "recorded_at": lambda item: item["recorded_at"],
    "id": lambda item: (item["message"] or {}).get("id"),
    "type": lambda item: (item["message"] or {}).get("type"),
    "subject": lambda item: (item["message"] or {}).get("subject"),
    "time": lambda item: (item["message"] or {}).get("time"),
}


def chosen(request: Request, asked: Format | None) -> Format:
    """The format that a client wants: `asked`, else the first known one that `Accept` names, else JSON."""
    if asked:
        return asked
    for part in request.headers.get("accept", "").lower().split(","):
        kind = part.partition(";")[0].strip()
        for name, media_type in MEDIA_TYPES.items():
            if kind == media_type.partition(";")[0]:
                return name
    return "json"


def listed(page: Page, form: Format, columns: Columns, headers: dict[str, str]) -> Response:
    """The page as a response; in formats without an envelope, `next` and `as_of` travel in headers."""
    headers = {**headers, "Tocsin-As-Of": str(page.as_of), "Vary": "Accept"}
    if page.next:
        headers["Tocsin-Next"] = page.next
    if form == "json":
        tail = json.dumps({"next": page.next, "as_of": page.as_of}, separators=(",", ":")).encode()
        content = b'{"items":[' + b",".join(page.items) + b"]," + tail[1:]
    elif form == "ndjson":
        content = b"".join(item + b"\n" for item in page.items)
    else:
        content = table(page.items, columns)
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


def table(items: Sequence[bytes], columns: Columns) -> bytes:
    """Items as CSV with a head line, one line an item."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for item in items:
        value = json.loads(item)
        writer.writerow([cell(get(value)) for get in columns.values()])
    return out.getvalue().encode("utf-8", "replace")


def cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: texts that begin like one get an apostrophe before them."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"}:
        return f"'{value}"
    return value


def tag(now: Standing, at: int, request: Request, form: str) -> str:
    """An ETag: an answer is decided by the log, the position that it holds for, and the question."""
    asked = f"{request.url.path}?{request.url.query}#{form}"
    return f'W/"{now.log_id}.{now.generation}.{at}.{xxhash.xxh3_64_hexdigest(asked.encode())}"'
