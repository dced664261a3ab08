"""Feeds for feed readers: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). PURE."""

import json
import uuid
from collections.abc import Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from services.timeline.formats.entries import Entry, clean

_ATOM: Final = "http://www.w3.org/2005/Atom"
_EPOCH: Final = "1970-01-01T00:00:00Z"


def atom(entries: Sequence[Entry], about: dict[str, Any]) -> bytes:
    """A feed document; an entry keeps its id, and is updated when it was recorded."""
    root = Element("feed", xmlns=_ATOM)
    _put(root, "id", _iri(about["url"]))
    _put(root, "title", about["title"])
    _put(root, "updated", max((entry.updated for entry in entries), default=_EPOCH))
    _put(_put(root, "author"), "name", "tocsin")
    _put(root, "link", rel="self", href=about["url"])
    for entry in entries:
        node = _put(root, "entry")
        _put(node, "id", _iri(entry.id))
        _put(node, "title", entry.title)
        _put(node, "updated", entry.updated)
        for tag in entry.tags:
            _put(node, "category", term=tag)
        _put(node, "content", entry.text, type="text")
        if entry.url:
            _put(node, "link", rel="alternate", href=entry.url)
    written: bytes = tostring(root, "utf-8", xml_declaration=True)
    return written


def _put(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    node = SubElement(parent, name, {key: clean(value) for key, value in attributes.items()})
    node.text = None if text is None else clean(text)
    return node


def _iri(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, name.encode("utf-8", "replace").decode()).urn


def jsonfeed(entries: Sequence[Entry], about: dict[str, Any]) -> bytes:
    """A JSON Feed; `next_url` is the next page."""
    whole: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": about["title"],
        "feed_url": about["url"],
        "authors": [{"name": "tocsin"}],
    }
    if about["next_url"]:
        whole["next_url"] = about["next_url"]
    whole["items"] = [
        {
            "id": entry.id,
            "title": entry.title,
            "content_text": entry.text,
            "date_published": entry.updated,
            "tags": list(entry.tags),
        }
        | ({"url": entry.url} if entry.url else {})
        for entry in entries
    ]
    return json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")
