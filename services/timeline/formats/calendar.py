"""A calendar: iCalendar (RFC 5545). What is foreseen is tentative, what happened is confirmed. PURE."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from services.timeline.formats.entries import Entry, clean

_OCTETS: Final = 75
"""Longer lines are folded."""


def calendar(entries: Sequence[Entry], about: dict[str, Any]) -> bytes:
    """A VCALENDAR with a VEVENT for each entry; days are whole days, times are UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tocsin//timeline//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(about['title'])}"]
    for entry in entries:
        lines += _event(entry)
    return b"".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.id)}"
    yield f"DTSTAMP:{_utc(entry.updated)}"
    yield from _when(entry)
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DESCRIPTION:{_text(entry.text)}"
    yield f"STATUS:{'TENTATIVE' if entry.foreseen else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if entry.tags:
        yield f"CATEGORIES:{','.join(map(_text, entry.tags))}"
    if entry.place:
        yield f"LOCATION:{_text(entry.place)}"
    if entry.spot:
        yield f"GEO:{entry.spot[0]};{entry.spot[1]}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield "END:VEVENT"


def _when(entry: Entry) -> Iterator[str]:
    """Days end before the day after them; a moment has no end."""
    if "T" in entry.start:
        yield f"DTSTART:{_utc(entry.start)}"
        if "T" in entry.end and entry.end > entry.start:
            yield f"DTEND:{_utc(entry.end)}"
        return
    yield f"DTSTART;VALUE=DATE:{entry.start.replace('-', '')}"
    last = date.fromisoformat(entry.end[:10])
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{(last + timedelta(days=1)).isoformat().replace('-', '')}"


def _utc(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").zfill(16)


def _text(text: str) -> str:
    escaped = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets that end between characters, each after the first begun by a blank."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > _OCTETS - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
