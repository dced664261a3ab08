"""Feeds as publishers write them: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed. Reading is pure; polling is in `polling`."""

import calendar
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from services.ingest.identity import canonical_url
from services.ingest.language import ENOUGH
from services.ingest.publication import UnreadableDate, parse_publication
from services.ingest.sources.announcements import hub_and_topic, max_age
from services.ingest.sources.fragments import plain_text
from services.ingest.submission import MAX_NAME, MAX_TITLE, Submission, plain

MAX_ENTRIES: Final = 1_000
"""Of a longer feed the first ones are read: every format puts the newest first."""

_MARKUP: Final = re.compile(
    rb"<(?:(?P<comment>!--)|(?P<instruction>\?)|(?P<entity>!ENTITY)|(?P<root>\w))", re.IGNORECASE
)


class NoFeed(ValueError):
    """The document is no feed, or one that is refused; the text says why."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds now: its entries as articles, newest first as it lists them."""

    title: str | None
    entries: tuple[Submission, ...]
    rest: float = 0.0
    """Seconds for which its publisher asks not to be polled again."""
    hub: str | None = None
    """The WebSub hub that tells of changes, None if it names none."""
    topic: str | None = None
    """The name under which the hub knows it."""


def read_feed(body: bytes, headers: Mapping[str, str], url: str) -> Feed:
    """The feed in `body`, which came from `url` with these headers (names in lower case).

    Entities that the document declares itself are refused: they can only make it larger than it is. Raises NoFeed.
    """
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return _json_feed(start, headers, url)
    if _declares_entities(body.replace(b"\x00", b"")):  # the same whether it is UTF-8 or UTF-16
        raise NoFeed("declares entities of its own, which are not read: ask its publisher for a plain feed")
    try:
        return _xml_feed(body, headers, url)
    except NoFeed:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        # As feedparser fails on some documents that are broken in several ways at once.
        cause = plain(str(error))[:200] or type(error).__name__
        raise NoFeed(f"can't be read ({cause}): it is badly broken, and its publisher has to mend it") from error


def _declares_entities(document: bytes) -> bool:
    """Whether it does before its root element: what stands in comments there is neither."""
    at = 0
    while found := _MARKUP.search(document, at):
        if found["entity"] or found["root"]:
            return found["entity"] is not None
        end = b"-->" if found["comment"] else b"?>"
        at = document.find(end, found.end())
        if at < 0:
            return False
    return False


def _xml_feed(body: bytes, headers: Mapping[str, str], url: str) -> Feed:
    import feedparser

    told = {"content-location": url, "content-type": headers.get("content-type", "application/xml")}
    found = feedparser.parse(body, response_headers=told)
    if not found.get("version") and not found.entries:
        kind = headers.get("content-type", "")
        raise NoFeed(
            f"is no feed{f' but {plain(kind)[:60]}' if kind else ''}: give the address of its RSS, Atom or JSON Feed"
        )
    title = _name(_text_of(found.feed.get("title_detail")))
    language = found.feed.get("language")
    entries = (_entry(entry, title, language) for entry in found.entries[:MAX_ENTRIES])
    links = [(link.get("rel"), link.get("href")) for link in found.feed.get("links", ())]
    return Feed(
        title,
        tuple(entry for entry in entries if entry is not None),
        rest=max(_rest(found.feed), max_age(headers)),
        **hub_and_topic(headers, links, url),
    )


def _rest(feed: Any) -> float:
    """What RSS says in `ttl`, in minutes. What `sy:updatePeriod` says is the default of the publishing program."""
    try:
        return max(0.0, float(feed.get("ttl") or 0.0)) * 60
    except (ValueError, OverflowError):
        return 0.0


def _entry(entry: Any, feed_title: str | None, language: str | None) -> Submission | None:
    bodies = [_text_of(part) or "" for part in [*entry.get("content", ()), entry.get("summary_detail")]]
    text = max(bodies, key=len, default="")
    title = _text_of(entry.get("title_detail"))
    if not text and not title:
        return None
    origin = entry.get("source", {})
    source = _text_of(origin.get("title_detail") or {"value": origin.get("title")}) or feed_title
    return _submission(
        title,
        text,
        date=_date(entry),
        url=_address(entry.get("link")),
        source=source,
        language=language,
        identity=entry.get("id"),
    )


def _submission(
    title: str | None,
    text: str,
    *,
    date: str | None,
    url: str | None,
    source: str | None,
    language: Any,
    identity: Any,
) -> Submission:
    return Submission(
        title=(plain(title)[:MAX_TITLE] if title else None),
        text=text.replace("\x00", ""),
        published_at=date,
        published_basis="feed" if date else "received",
        url=url,
        source=_name(source),
        language=language if isinstance(language, str) and len(text) < ENOUGH else None,
        id=plain(str(identity))[:MAX_NAME] if identity else None,
    )


def _name(text: str | None) -> str | None:
    """Who publishes it, on one line: lists and terminals show it."""
    return plain(text)[:MAX_NAME] or None if text else None


def _date(entry: Any) -> str | None:
    """The entry's date as it is written if its zone can be read, else as feedparser understands it, in UTC."""
    for name in ("published", "updated", "created"):
        if name not in entry:  # feedparser's get would give another date of the entry for one that is not there
            continue
        written, parsed = entry[name], entry.get(f"{name}_parsed")
        if written and _is_readable(written):
            return str(written)
        if parsed:
            return datetime.fromtimestamp(calendar.timegm(parsed), tz=UTC).isoformat()
    return None


def _is_readable(date: str) -> bool:
    try:
        parse_publication(plain(date))
    except UnreadableDate:
        return False
    return True


def _address(link: Any) -> str | None:
    """The entry's link if it is one to a page: an article is taken without its `javascript:` link."""
    try:
        canonical_url(str(link))
    except ValueError:
        return None
    return str(link)


def _text_of(detail: Any) -> str | None:
    """The plain text of one of feedparser's constructs."""
    if not detail or not detail.get("value"):
        return None
    value = str(detail["value"])
    return (plain_text(value) if "html" in str(detail.get("type", "text/html")) else value).strip() or None


def _json_feed(body: bytes, headers: Mapping[str, str], url: str) -> Feed:
    try:
        document = json.loads(body)
    except RecursionError:
        raise NoFeed("is no JSON Feed: it is nested too deeply") from None
    except ValueError as error:
        raise NoFeed(f"is no JSON Feed: {error}; ask its publisher to mend it") from None
    if not isinstance(document, dict) or "jsonfeed.org/version" not in str(document.get("version")):
        raise NoFeed("is JSON but no JSON Feed, for it has no `version` of jsonfeed.org: give the address of one")
    items = document.get("items")
    title, language = _name(_string(document.get("title"))), _string(document.get("language"))
    entries = [
        _json_entry(item, title, _string(item.get("language")) or language)
        for item in (items if isinstance(items, list) else [])[:MAX_ENTRIES]
        if isinstance(item, dict)
    ]
    hubs = document.get("hubs")
    named = [
        ("hub", _string(hub.get("url")))
        for hub in (hubs if isinstance(hubs, list) else [])
        if isinstance(hub, dict) and str(hub.get("type")).lower() == "websub"
    ]
    return Feed(
        title,
        tuple(entry for entry in entries if entry.text or entry.title),
        rest=max_age(headers),
        **hub_and_topic(headers, [*named, ("self", _string(document.get("feed_url")))], url),
    )


def _json_entry(item: dict[str, Any], source: str | None, language: str | None) -> Submission:
    text = _string(item.get("content_text")) or plain_text(_string(item.get("content_html")) or "")
    date = _string(item.get("date_published")) or _string(item.get("date_modified"))
    return _submission(
        _string(item.get("title")),
        text or _string(item.get("summary")) or "",
        date=date if date and _is_readable(date) else None,
        url=_address(item.get("url")),
        source=source,
        language=language,
        identity=_string(item.get("id")) or item.get("id"),
    )


def _string(value: Any) -> str | None:
    """A text without halves of characters, which can't be written again."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "replace").decode().strip() or None
