"""An item of a list as calendars, maps, feeds and timelines show it: a headline, a text, a time, a place. PURE."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from services.timeline.log.gazetteer import place_name, spots
from tocsin.naming import called


@dataclass(frozen=True, slots=True)
class Entry:
    """What every such format asks for."""

    id: str
    title: str
    text: str
    start: str
    """An ISO date, or a date-time with its zone."""
    end: str
    updated: str
    """When it was recorded, UTC."""
    url: str | None
    place: str | None
    spot: tuple[float, float] | None
    """Latitude and longitude."""
    tags: tuple[str, ...]
    foreseen: bool
    """Whether it is to come rather than done."""
    properties: dict[str, Any]
    """Flat values for those who read them by name."""


def event_entry(item: dict[str, Any], properties: dict[str, Any]) -> Entry:
    """An event as `GET /v1/events` lists it."""
    event, article = item["event"], item["article"]
    occurred, place = event["occurred"], event["place"]
    published = datetime.fromisoformat(article["published_at"]).astimezone(UTC).date().isoformat()
    start = occurred["start"] or occurred["end"] or published
    source = article["source"] or "an outlet without a name"
    tags = [event["type"], *([event["mode"]] if event["mode"] else []), *event["contexts"]]
    return Entry(
        id=item["id"],
        title=headline(event),
        text=f"“{event['evidence']['text'].strip()}” ({source}, {published}: {article['title']})",
        start=start,
        end=max(occurred["end"] or start, start),
        updated=item["recorded_at"],
        url=web(article["url"]),
        place=place["text"] if place else None,
        spot=spots().get(f"{place['country']}:{place_name(place['text'])}") if place else None,
        tags=tuple(dict.fromkeys([*tags, *(signal["signal"] for signal in item["signals"])])),
        foreseen=event["modality"] in {"future", "considered", "conditional"},
        properties=properties,
    )


def expectation_entry(item: dict[str, Any], properties: dict[str, Any]) -> Entry:
    """What is expected as `GET /v1/expectations` lists it: on the last day by which it is due."""
    entry = event_entry({**item, "recorded_at": item["article"]["published_at"], "signals": []}, properties)
    return replace(
        entry,
        title=f"Due: {entry.title} [{item['state']}]",
        start=item["due"],
        end=item["due"],
        tags=(item["state"], *entry.tags),
        foreseen=item["state"] == "open",
    )


def headline(event: dict[str, Any]) -> str:
    """Who does what to whom, how real and how sure, on one line."""
    act = " ".join([event["type"].lower(), *([event["mode"]] if event["mode"] else [])])
    whom = f" → {_names(event['recipients'])}" if event["recipients"] else ""
    doubts = [event["modality"]] if event["modality"] != "actual" else []
    doubts += [event["stance"]] if event["stance"] != "asserts" else []
    doubts += [event["certainty"]] if event["certainty"] not in {"observed", "unknown"} else []
    said = event["attribution"]["source"]
    doubts += [f"says {called(said['text'], said['country'], said['name'], said['sector'])}"] if said else []
    tail = f" ({', '.join(doubts)})" if doubts else ""
    return f"{_names(event['actors']) or 'somebody'}: {act}{whom}{tail}"


def _names(actors: Sequence[dict[str, Any]]) -> str:
    return ", ".join(
        dict.fromkeys(called(actor["text"], actor["country"], actor["name"], actor["sector"]) for actor in actors)
    )


def alert_entry(item: dict[str, Any], properties: dict[str, Any]) -> Entry:
    """An alert as `GET /v1/alerts` lists it, by the time at which this revision was recorded."""
    quotes = [f"“{one['quote']['text'].strip()}” ({one['article']['source'] or '?'})" for one in item["evidence"][:5]]
    urls = [one["article"]["url"] for one in item["evidence"]]
    return Entry(
        id=item["id"],
        title=f"[{item['level']}] {item['summary']} ({item['status']})",
        text="\n".join([*item["changes"], *quotes]),
        start=item["recorded_at"],
        end=item["recorded_at"],
        updated=item["recorded_at"],
        url=next((url for url in map(web, urls) if url), None),
        place=None,
        spot=None,
        tags=(item["signal"], item["status"], f"level {item['level']}"),
        foreseen=item["expectation"] is not None,
        properties=properties,
    )


def web(url: str | None) -> str | None:
    """A link that a reader may follow; None if it is of another kind than the web's, or not whole."""
    if url and url.startswith(("https://", "http://")) and url.isprintable() and not set(url) & set(' "<>\\^`{|}'):
        return url
    return None


def clean(text: str) -> str:
    """Without what XML and calendars can't hold: control characters, lone surrogates."""
    whole = text.encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() or c in "\n " else " " for c in whole)
