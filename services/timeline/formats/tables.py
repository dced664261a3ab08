"""Items as a table: CSV whose cells no spreadsheet takes for formulas. PURE."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any, Final

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
    "against": lambda item: _codes(item["event"]["against"]),
    "place": lambda item: (item["event"]["place"] or {}).get("text"),
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


ARTICLE_COLUMNS: Final[Columns] = {
    name: lambda item, name=name: item[name]  # type: ignore[misc]
    for name in (
        *("position", "recorded_at", "id", "published_at", "source", "title", "url", "language", "events", "story"),
        *("origin", "revised_by"),
    )
}

FEED_COLUMNS: Final[Columns] = {
    "position": lambda item: item["position"],
    "recorded_at": lambda item: item["recorded_at"],
    "id": lambda item: (item["message"] or {}).get("id"),
    "type": lambda item: (item["message"] or {}).get("type"),
    "subject": lambda item: (item["message"] or {}).get("subject"),
    "time": lambda item: (item["message"] or {}).get("time"),
}


def table(items: Sequence[bytes], columns: Columns) -> bytes:
    """Items as CSV with a head line, one line an item."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for item in items:
        value = json.loads(item)
        writer.writerow([cell(get(value)) for get in columns.values()])
    return out.getvalue().encode("utf-8", "replace")


def flat(item: Any, columns: Columns) -> dict[str, Any]:
    """The item's cells by column."""
    return {name: get(item) for name, get in columns.items()}


def cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: texts that begin like one get an apostrophe before them."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"}:
        return f"'{value}"
    return value
