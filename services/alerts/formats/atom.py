"""Alerts as Atom (RFC 4287): an entry for each alert, which keeps its id through all of its revisions. PURE."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from services.alerts.formats.xml import Element, document, is_web, put
from tocsin.messages import AlertMessage

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
FEED_TYPE: Final = "application/atom+xml"
ENTRY_TYPE: Final = "application/atom+xml;type=entry"


def feed(messages: Sequence[AlertMessage], name: str, link: str | None = None) -> bytes:
    """A feed of the messages, in their order; `name` tells this feed from others, `link` is where it is found."""
    root = Element("feed", xmlns=NAMESPACE)
    put(root, "id", _iri(name))
    put(root, "title", "Alerts of tocsin")
    put(root, "updated", _moment(max((m.recordedtime for m in messages), default=datetime.fromtimestamp(0, UTC))))
    put(put(root, "author"), "name", "tocsin")
    if link:
        put(root, "link", rel="self", href=link)
    for message in messages:
        _entry(put(root, "entry"), message)
    return document(root)


def entry(message: AlertMessage) -> bytes:
    """One message as an entry document."""
    root = Element("entry", xmlns=NAMESPACE)
    _entry(root, message)
    put(put(root, "author"), "name", "tocsin")
    return document(root)


def _entry(root: Element, message: AlertMessage) -> None:
    alert = message.data
    put(root, "id", _iri(alert.id))
    put(root, "title", f"[{alert.level}] {alert.summary} ({alert.status})")
    put(root, "updated", _moment(message.recordedtime))
    for scheme, term in (("signal", alert.signal), ("status", alert.status), ("level", str(alert.level))):
        put(root, "category", scheme=f"urn:tocsin:{scheme}", term=term)
    put(root, "summary", alert.summary)
    quotes = [f"“{e.quote.text}” ({e.article.source or 'unknown source'})" for e in alert.evidence]
    put(root, "content", "\n".join([*alert.changes, *quotes, alert.runbook]), type="text")
    for url in dict.fromkeys(e.article.url for e in reversed(alert.evidence)):
        if url is not None and is_web(url):
            put(root, "link", rel="related", href=url)


def _iri(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, name).urn


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
