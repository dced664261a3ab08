"""The words of fragments of HTML: what feeds and newsletters carry. Pure."""

import re
from typing import Final

_BLOCKS: Final = frozenset(
    """address article aside blockquote br dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre
    section table tr ul""".split()
)
_UNREAD: Final = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg"))


def plain_text(html: str) -> str:
    """The words of a fragment of HTML, a line for each block."""
    if "<" not in html and "&" not in html:
        return html.strip()
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as parser

    try:
        root = parser.fragment_fromstring(html, create_parent="div")
    except (etree.LxmlError, ValueError):
        return re.sub(r"<[^>]*>", " ", html).strip()
    pieces: list[str] = []
    for action, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BLOCKS:
            pieces.append("\n")
        if action == "start":
            pieces.append("" if name in _UNREAD else element.text or "")
        elif element is not root:
            pieces.append(element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
