"""Lists in the formats that people use: one function a format, from items to bytes. PURE."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from services.timeline.formats.calendar import calendar
from services.timeline.formats.entries import Entry, alert_entry, event_entry, expectation_entry
from services.timeline.formats.geojson import geojson
from services.timeline.formats.syndication import atom, jsonfeed
from services.timeline.formats.timelinejs import timelinejs

EXPORTS: Final[dict[str, tuple[str, Callable[[Sequence[Entry], dict[str, Any]], bytes]]]] = {
    "geojson": ("application/geo+json", geojson),
    "timelinejs": ("application/vnd.tocsin.timelinejs+json", timelinejs),
    "ics": ("text/calendar; charset=utf-8", calendar),
    "atom": ("application/atom+xml", atom),
    "jsonfeed": ("application/feed+json", jsonfeed),
}
"""Media type and writer of each format that is made of entries; the writer is told `title`, `url`, `next`, `as_of`."""

__all__ = ["EXPORTS", "Entry", "alert_entry", "event_entry", "expectation_entry"]
