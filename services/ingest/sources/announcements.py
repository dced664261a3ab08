"""What is said of a feed beside its entries: for how long it stays as it is, and which hub tells of changes. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypedDict
from urllib.parse import urljoin

from services.ingest.identity import MAX_URL

# A header such as: Link: <https://hub.example/>; rel="hub", <https://quay.example/rss>; rel="self"
_LINK: Final = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s\",;]*))?)*)")
_REL: Final = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]*))", re.IGNORECASE)
_MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


class Announcement(TypedDict):
    """Where a feed's changes are told, both None unless they are."""

    hub: str | None
    topic: str | None


def max_age(headers: Mapping[str, str]) -> float:
    """Seconds for which a server's answer stays good by its Cache-Control."""
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    return float(found[1]) if found else 0.0


def hub_and_topic(headers: Mapping[str, str], links: Iterable[tuple[str | None, str | None]], url: str) -> Announcement:
    """The first hub that the Link header or the document names, and the feed's own name there, `url` if it has none.

    `links` are those of the document: (rel, address). See WebSub, 4 (Discovery).
    """
    told = [(rel, address) for address, rels in _LINK.findall(headers.get("link", "")) for rel in _rels(rels)]
    named: dict[str, str] = {}
    for rel, address in [*told, *links]:
        if rel in {"hub", "self"} and address and rel not in named:
            try:
                named[rel] = urljoin(url, address.strip())
            except ValueError:
                continue
    hub, topic = named.get("hub"), named.get("self", url)
    if hub is None or not hub.startswith(("http://", "https://")) or not all(map(_is_address, (hub, topic))):
        return {"hub": None, "topic": None}
    return {"hub": hub, "topic": topic}


def _is_address(text: str) -> bool:
    return len(text) <= MAX_URL and text.isprintable()


def _rels(parameters: str) -> list[str]:
    found = _REL.search(parameters)
    return (found[1] or found[2] or "").lower().split() if found else []
