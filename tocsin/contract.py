"""The contract with subscribers, made from the models: JSON Schemas of the messages and an AsyncAPI 3 document.

`python -m tocsin.contract docs/api` writes them; a test fails when they are not what the models say.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import yaml

from tocsin import __version__
from tocsin.messages import (
    ALERTS,
    ARTICLES,
    DATA_FIELD,
    EVENTS,
    MESSAGE_TYPES,
    AnyMessage,
    ArticlePlaced,
)

CHANNELS: Final = {
    ARTICLES: "articles, as ingest accepted them",
    EVENTS: "events, as the timeline read them out of the articles; `sequence` is the position in its log",
    ALERTS: "alerts and every change of them; subscribe here",
}


TRAVELLING: Final = {name: model for name, model in MESSAGE_TYPES.items() if model is not ArticlePlaced}
"""The types that a stream carries; the others are in the timeline's log alone."""


_SERVERS: Final = {
    "redis": {"host": "127.0.0.1:6379", "protocol": "redis"},
    "timeline": {"host": "127.0.0.1:8080", "protocol": "http"},
    "alerts": {"host": "127.0.0.1:8082", "protocol": "http"},
}
_ROW: Final = "log.row"
_SENT: Final = "Server-Sent Events (`text/event-stream`; `id` is the place to go on after, `event` the message's type):"

_AMONG_EVENTS: Final = {"tocsin.article.read.v1", "tocsin.story.merged.v1", "tocsin.story.split.v1"}
"""Travel among the event records: one takes the place of those that there are none of, the others move them."""


def channel_of(message_type: str) -> str:
    """The stream that carries messages of this type: `tocsin.alert.raised.v1` → `tocsin:alerts`."""
    if message_type in _AMONG_EVENTS:
        return EVENTS
    return f"tocsin:{message_type.split('.')[1]}s"


def schema(model: type[AnyMessage]) -> dict[str, Any]:
    """The JSON Schema of a message as it is on the wire."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(mode="serialization")}


def asyncapi() -> dict[str, Any]:
    """An AsyncAPI 3 document of the streams and of what is followed over HTTP; the messages' schemas lie beside it."""
    messages = {
        name: {
            "name": name,
            "title": model.__name__,
            "contentType": "application/cloudevents+json",
            "payload": {"$ref": f"./{name}.json"},
        }
        for name, model in TRAVELLING.items()
    }
    channels = {
        stream.removeprefix("tocsin:"): {
            "address": stream,
            "servers": [{"$ref": "#/servers/redis"}],
            "description": f"A Redis stream of {text}. Each entry has one field, `{DATA_FIELD}`, that holds the JSON.",
            "messages": {
                name: {"$ref": f"#/components/messages/{name}"} for name in messages if channel_of(name) == stream
            },
        }
        for stream, text in CHANNELS.items()
    }
    alerts = [name for name in messages if channel_of(name) == ALERTS]
    channels["log-over-http"] = _over_http("timeline", "/v1/stream", "the timeline's log as it grows", [_ROW])
    channels["alerts-over-http"] = _over_http("alerts", "/v1/alerts/stream", "alerts and every change of them", alerts)
    messages[_ROW] = {"name": _ROW, "title": "LogRow", "contentType": "application/json", "payload": _row()}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "tocsin", "version": __version__, "license": {"name": "Apache-2.0"}},
        "servers": _SERVERS,
        "channels": channels,
        "operations": {
            f"follow-{name}": {"action": "receive", "channel": {"$ref": f"#/channels/{name}"}} for name in channels
        },
        "components": {"messages": messages},
    }


def _over_http(server: str, path: str, what: str, names: Iterable[str]) -> dict[str, Any]:
    return {
        "address": path,
        "servers": [{"$ref": f"#/servers/{server}"}],
        "description": f"{_SENT} {what}.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
    }


def _row() -> dict[str, Any]:
    """The JSON Schema of a row of the log as followers get it."""
    return {
        "type": "object",
        "required": ["position", "recorded_at", "message"],
        "properties": {
            "position": {"type": "integer"},
            "recorded_at": {"type": "string", "format": "date-time"},
            "message": {
                "description": "the message as it came; null once it was redacted",
                "oneOf": [*({"$ref": f"./{name}.json"} for name in MESSAGE_TYPES), {"type": "null"}],
            },
        },
    }


def documents() -> dict[str, str]:
    """File name → text of everything that is generated."""
    written = {
        f"{name}.json": json.dumps(schema(model), indent=1, ensure_ascii=False) + "\n"
        for name, model in MESSAGE_TYPES.items()
    }
    written["asyncapi.yaml"] = yaml.safe_dump(asyncapi(), sort_keys=False, allow_unicode=True, width=120)
    return written


def main(folder: Path) -> None:
    """Write all documents into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents().items():
        (folder / name).write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
