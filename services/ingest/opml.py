"""Lists of feeds as feed readers exchange them (OPML 2.0). Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET


class NoList(ValueError):
    """The document is no OPML; the text says why."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed of such a list."""

    url: str
    title: str | None
    pages: bool


def read_opml(document: bytes) -> list[Listed]:
    """The feeds in `document`, folders flattened, each address once. Raises NoList."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(document, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NoList(f"is no OPML ({error or type(error).__name__}): export the list from a feed reader") from None
    if root.tag.lower() != "opml":
        raise NoList(f"is no OPML, for it begins with <{root.tag[:40]}>: export the list from a feed reader")
    return list({feed.url: feed for feed in _feeds(root)}.values())


def _feeds(root: Any) -> Iterator[Listed]:
    for outline in root.iter("outline"):
        told = {name.lower(): value.strip() for name, value in outline.attrib.items()}
        if url := told.get("xmlurl"):
            yield Listed(url, told.get("title") or told.get("text") or None, told.get("pages") == "true")


def write_opml(feeds: Iterable[Listed]) -> bytes:
    """The list as a document; `pages` is an attribute of ours, which others ignore."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "Feeds of tocsin"
    body = ET.SubElement(root, "body")
    for feed in feeds:
        outline = ET.SubElement(body, "outline", type="rss", text=feed.title or feed.url, xmlUrl=feed.url)
        if feed.pages:
            outline.set("pages", "true")
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"
