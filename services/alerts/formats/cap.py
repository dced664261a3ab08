"""An alert as a Common Alerting Protocol 1.2 document (OASIS, July 2010). PURE.

What CAP wants to know and an alert does not say is said carefully: one origin is "Possible", nothing is "Observed", and
an alert that is taken back is a "Cancel" that names all it takes back.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from services.alerts.formats.xml import Element, document, is_web, put
from tocsin.messages import AlertMessage
from tocsin.records import Alert
from tocsin.vocabulary import SignalName

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE: Final = "application/cap+xml"
HEADLINE: Final = 160
"""CAP advises so many characters."""

_CBRNE: Final[frozenset[SignalName]] = frozenset({"nuclear-programme", "nuclear-signalling"})
_INFRA: Final[frozenset[SignalName]] = frozenset({"cyber-sabotage"})


class Earlier(NamedTuple):
    """A message that told of the same alert before."""

    id: str
    recordedtime: datetime


def cap(message: AlertMessage, earlier: Sequence[Earlier] = ()) -> bytes:
    """The CAP document of a message; `earlier` are those that told of this alert before, oldest first."""
    alert = message.data
    root = Element("alert", xmlns=NAMESPACE)
    put(root, "identifier", message.id)
    put(root, "sender", _sender(message))
    put(root, "sent", _moment(message.recordedtime))
    put(root, "status", "Actual")
    put(root, "msgType", _kind(alert, earlier))
    put(root, "scope", "Public")
    if alert.changes:
        put(root, "note", "; ".join(alert.changes))
    if earlier:
        put(root, "references", " ".join(f"{_sender(message)},{e.id},{_moment(e.recordedtime)}" for e in earlier))
    put(root, "incidents", alert.id)
    _info(put(root, "info"), message)
    return document(root)


def _info(info: Element, message: AlertMessage) -> None:
    alert = message.data
    put(info, "language", "en")
    put(info, "category", "Security")
    if alert.signal in _CBRNE:
        put(info, "category", "CBRNE")
    if alert.signal in _INFRA:
        put(info, "category", "Infra")
    put(info, "event", alert.title)
    put(info, "responseType", "AllClear" if alert.status in ("resolved", "cancelled") else "Assess")
    put(info, "urgency", _urgency(alert))
    put(info, "severity", _severity(alert.level))
    put(info, "certainty", _certainty(alert))
    put(info, "senderName", "tocsin")
    put(info, "headline", alert.summary if len(alert.summary) <= HEADLINE else f"{alert.summary[: HEADLINE - 1]}…")
    put(info, "description", _description(alert))
    put(info, "instruction", alert.runbook)
    web = next((item.article.url for item in reversed(alert.evidence) if is_web(item.article.url)), None)
    if web:
        put(info, "web", web)
    facts = {
        "level": str(alert.level),
        "signal": alert.signal,
        "status": alert.status,
        "revision": str(alert.revision),
        "rule": alert.rule,
        "story": alert.story,
        "origins": str(alert.origins),
        "disputed": str(alert.disputed).lower(),
        **alert.group,
    }
    for name, value in facts.items():
        parameter = put(info, "parameter")
        put(parameter, "valueName", f"tocsin:{name}")
        put(parameter, "value", value)
    if place := alert.group.get("place"):
        put(put(info, "area"), "areaDesc", place)


def _sender(message: AlertMessage) -> str:
    """CAP allows no space and no comma in it."""
    return message.source.strip("/").replace(" ", "_").replace(",", "_")


def _moment(moment: datetime) -> str:
    """CAP writes UTC with an offset of `-00:00`, and no fractions."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def _kind(alert: Alert, earlier: Sequence[Earlier]) -> str:
    if alert.status == "cancelled" and earlier:
        return "Cancel"
    return "Update" if earlier else "Alert"


def _urgency(alert: Alert) -> str:
    if alert.status in ("resolved", "cancelled"):
        return "Past"
    if alert.expectation is not None:
        return "Future"
    return "Expected" if alert.level >= 5 else "Unknown"


def _severity(level: int) -> str:
    if level >= 7:
        return "Extreme"
    if level >= 5:
        return "Severe"
    return "Moderate" if level >= 3 else "Minor"


def _certainty(alert: Alert) -> str:
    if alert.status == "cancelled":
        return "Unlikely"
    sure = alert.origins >= 2 and not alert.disputed and alert.expectation is None
    return "Likely" if sure else "Possible"


def _description(alert: Alert) -> str:
    quotes = [
        f"“{item.quote.text}” ({item.article.source or 'unknown source'}, {item.article.published_at:%d %b %Y})"
        for item in alert.evidence
    ]
    return "\n".join([alert.summary, *quotes])
