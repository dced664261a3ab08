"""From bytes to text: by byte order mark, as UTF-8, or as an HTML page declares itself. Never by guessing. Pure."""

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES: Final = (
    (b"%PDF", "is a PDF: convert it first (pdftotext FILE - | tocsin ingest -)"),
    (b"PK\x03\x04", "is a zip archive or an office document: unpack it, or save it as text"),
    (b"\xd0\xcf\x11\xe0", "is an old office document: save it as text"),
    (b"{\\rtf", "is an RTF document: save it as text"),
    (b"\x89PNG", "is an image, not text"),
    (b"GIF8", "is an image, not text"),
    (b"\xff\xd8\xff", "is an image, not text"),
    (b"\x7fELF", "is a program, not text"),
    (b"SQLite format 3", "is a database, not text"),
    (b"BZh", "is compressed with bzip2: decompress it first (bzcat FILE | tocsin ingest -)"),
    (b"\xfd7zXZ", "is compressed with xz: decompress it first (xzcat FILE | tocsin ingest -)"),
    (b"(\xb5/\xfd", "is compressed with zstd: decompress it first (zstdcat FILE | tocsin ingest -)"),
)
# The charset that a page declares in its first bytes, in `meta` or in an XML declaration.
_DECLARED: Final = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARED_WITHIN: Final = 4096
# What browsers read under these names (WHATWG Encoding).
_READ_AS: Final = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "shift_jis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030", "gbk": "gb18030",
}  # fmt: skip
_NO_CHARSETS: Final = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Codecs of Python's that no document is written in; punycode takes an hour for the megabytes of a page."""


class NotText(ValueError):
    """The bytes are no text that can be read for certain; the message says what they are and what to do."""


def refuse_binary(head: bytes) -> None:
    """Raises NotText if the first bytes of a file show that it is no text."""
    for signature, reason in _SIGNATURES:
        if head.startswith(signature):
            raise NotText(reason)
    if b"\x00" in head and _mark(head) is None:
        raise NotText("is binary, not text: give text, HTML, JSON, NDJSON or CSV")


def decode(raw: bytes, *, encoding: str | None = None, html: bool = False) -> str:
    """The text in `raw`: in `encoding` if it is given, else as its byte order mark or, for a page, its declaration
    says, else as UTF-8.

    Raises NotText.
    """
    name = encoding or _mark(raw) or "utf-8"
    try:
        return _decoded(raw, name)
    except LookupError:
        raise NotText(f"can't be read as {name!r}: no such encoding; try --encoding cp1252") from None
    except UnicodeDecodeError as error:
        fault = error
    declared = _declared(raw) if html and encoding is None else None
    if declared is not None:
        return _decode_declared(raw, declared)
    raise NotText(
        f"is not {name.removesuffix('-sig').upper()} (byte {raw[fault.start]:#04x} at {fault.start:,}): name its "
        "encoding, as in --encoding cp1252, or convert it"
    )


def page_text(content_type: str, raw: bytes) -> str:
    """The page that a server gave with that Content-Type. Raises NotText if it is no page."""
    kind, _, parameters = content_type.partition(";")
    if kind.strip().lower() not in {"text/html", "application/xhtml+xml", ""}:
        raise NotText(f"is {kind.strip()[:80]}, not a web page: name one, or give the article's text")
    refuse_binary(raw)
    name = parameters.lower().partition("charset=")[2].strip(" \"'")
    try:
        return decode(raw, encoding=_READ_AS.get(name, name) or None, html=True)
    except NotText:
        if not name:
            raise
        return decode(raw, html=True)  # the server is wrong about it; the page may know better


def _decoded(raw: bytes, name: str) -> str:
    """Raises LookupError if `name` is none of a charset, and UnicodeDecodeError."""
    if codecs.lookup(name).name.replace("_", "-") in _NO_CHARSETS:
        raise LookupError(name)
    return raw.decode(name)


def _decode_declared(raw: bytes, declared: str) -> str:
    name = _READ_AS.get(declared.lower(), declared)
    try:
        return _decoded(raw, name)
    except (LookupError, UnicodeDecodeError):
        raise NotText(f"declares itself as {declared[:40]!r} and is not: name its encoding with --encoding") from None


def _mark(raw: bytes) -> str | None:
    return next((name for mark, name in _MARKS if raw.startswith(mark)), None)


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:_DECLARED_WITHIN])
    return found[1].decode("ascii") if found else None
