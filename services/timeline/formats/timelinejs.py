"""A timeline for TimelineJS: the JSON that https://timeline.knightlab.com/docs/json-format.html describes. PURE."""

import html
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from services.timeline.formats.entries import Entry


def timelinejs(entries: Sequence[Entry], about: dict[str, Any]) -> bytes:
    """The entries as slides, after a title slide. TimelineJS takes texts for HTML, so they are escaped."""
    whole = {
        "scale": "human",
        "title": {"text": {"headline": html.escape(about["title"]), "text": ""}},
        "events": [_slide(entry) for entry in entries],
    }
    return json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")


def _slide(entry: Entry) -> dict[str, Any]:
    text = html.escape(entry.text)
    if entry.url:
        text += f' <a href="{html.escape(entry.url)}">source</a>'
    slide = {
        "unique_id": entry.id,
        "start_date": _date(entry.start),
        "text": {"headline": html.escape(entry.title), "text": text},
        "group": entry.tags[0] if entry.tags else "",
    }
    return slide if entry.end[:10] == entry.start[:10] else {**slide, "end_date": _date(entry.end)}


def _date(text: str) -> dict[str, int]:
    if "T" not in text:
        year, month, day = map(int, text.split("-"))
        return {"year": year, "month": month, "day": day}
    at = datetime.fromisoformat(text).astimezone(UTC)
    return {"year": at.year, "month": at.month, "day": at.day, "hour": at.hour, "minute": at.minute}
