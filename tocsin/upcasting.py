"""Older versions of messages, made into the one of today as they are read; what is stored stays as it was written.

To change a message so that old ones can't be read any more: give its type the next version in `tocsin.messages`, and
put here what makes a v1 a v2. A v3 needs only v2 → v3: upcasts are done one after the other.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
"""Makes the JSON of a message the JSON of its next version, with the next version's `type`."""

UPCASTS: Final[dict[str, Upcast]] = {}
"""By the type that is upcast. Empty: every message so far is of the first version."""


def upcast(kind: str, raw: bytes | str, upcasts: Mapping[str, Upcast] = UPCASTS) -> tuple[str, bytes | str]:
    """(type, JSON) of the message in today's version; as it is if it is of today, or of no version that is known."""
    if kind not in upcasts:
        return kind, raw
    content: dict[str, Any] = json.loads(raw)
    while kind in upcasts:
        content = upcasts[kind](content)
        kind = content["type"]
    return kind, json.dumps(content)
