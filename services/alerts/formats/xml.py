"""XML made from texts that others wrote. PURE."""

import re
import xml.etree.ElementTree as ET
from typing import Final

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold: control characters, halves of surrogate pairs."""

Element = ET.Element


def put(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """A new last child of `parent`, with a text that any parser takes."""
    child = ET.SubElement(parent, name, {key: fit(value) for key, value in attributes.items()})
    if text is not None:
        child.text = fit(text)
    return child


def fit(text: str) -> str:
    """`text` without what XML can't hold."""
    return _NOT_XML.sub(" ", text)


def document(root: Element) -> bytes:
    """The document of that root, in UTF-8 with a declaration."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode").encode()


def is_web(url: str | None) -> bool:
    """Whether it is a link that a reader may be given: http or https."""
    return url is not None and url.lower().startswith(("http://", "https://"))
