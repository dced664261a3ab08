"""What is sent: one message, or a digest of several, in the form that a receiver asked for. PURE."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.alerts.formats import atom, cap
from services.alerts.webhooks.routes import Receiver
from tocsin.messages import AlertMessage, parse
from tocsin.records import stable_id


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request, and the id that tells a repetition of it."""

    id: str
    media_type: str
    content: bytes


def alert_message(raw: bytes) -> AlertMessage:
    """The message in `raw`. Raises BadMessage."""
    message = parse(raw)
    assert isinstance(message, AlertMessage)
    return message


def of_one(receiver: Receiver, raw: bytes, earlier: Sequence[bytes] = ()) -> Body:
    """The body for one message; `earlier` told of the same alert before."""
    message = alert_message(raw)
    if receiver.format == "atom":
        return Body(message.id, atom.ENTRY_TYPE, atom.entry(message))
    if receiver.format == "cap":
        before = [cap.Earlier(m.id, m.recordedtime) for m in map(alert_message, earlier)]
        return Body(message.id, cap.MEDIA_TYPE, cap.cap(message, before))
    return Body(message.id, "application/cloudevents+json", raw)


def of_several(receiver: Receiver, raws: Sequence[bytes]) -> Body:
    """The body of a digest: each alert once, as it was told last."""
    last = {message.data.id: (message, raw) for raw in raws for message in [alert_message(raw)]}
    identity = stable_id("digest", receiver.name, *(message.id for message, _ in last.values()))
    if receiver.format == "atom":
        return Body(identity, atom.FEED_TYPE, atom.feed([message for message, _ in last.values()], receiver.name))
    content = b"[" + b",".join(raw for _, raw in last.values()) + b"]"
    return Body(identity, "application/cloudevents-batch+json", content)
