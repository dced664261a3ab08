"""What pydantic finds at fault, in words for whoever wrote it. PURE."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

_SUBJECT: Final = re.compile(r"^(?:Input|Value|String|List|Tuple|Set|Dictionary|URL) should ")
"""How its messages begin: "Input should be greater than 0"."""


_ASIDE: Final = re.compile(r" after validation(?=,)|, unable to (?:parse|interpret) .*")
"""What they say of pydantic's own ways."""


def told(fault: Mapping[str, Any]) -> str:
    """What is wrong with a value, to be said after its name: "is missing", "must be greater than 0"."""
    if fault["type"] == "missing":
        return "is missing"
    if fault["type"] == "extra_forbidden":
        return "there is no such field"
    if fault["type"] in {"model_type", "model_attributes_type"}:
        return "must be a mapping of fields to their values"
    message = str(fault["msg"]).removeprefix("Value error, ")
    return _SUBJECT.sub("must ", _ASIDE.sub("", message))


def where(fault: Mapping[str, Any]) -> str:
    """Which value it is, as a path; without the parts by which pydantic tells the choices of a union apart."""
    return ".".join(str(part) for part in fault["loc"] if "[" not in str(part))


def reason(error: ValidationError) -> str:
    """The first fault in one line: where, what, and where the others are."""
    first, *others = error.errors(include_url=False, include_context=False)
    names = list(dict.fromkeys(where(fault) for fault in others))
    more = f"; and {len(names)} more: {', '.join(names[:5])}" if names else ""
    return f"{where(first) or 'the message'}: {told(first)}{more}"


def without_password(url: str) -> str:
    """The address of a server as it may be shown: `redis://desk:secret@host/0?password=secret` names none."""
    scheme, mark, rest = url.rpartition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}".partition("?")[0]
