"""Newsletters: mail messages, one a file (`.eml`) or many (mbox, RFC 4155). Pure."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import IO, Final, cast

from services.ingest.sources.forms import Given, Item, Unusable, to_item
from services.ingest.sources.fragments import plain_text

MAX_MAIL_BYTES: Final = 20_000_000
"""With its attachments, which are not read."""

MAX_HEADER: Final = 5_000

_READ: Final = frozenset({"from", "subject", "date", "message-id"})
_POSTMARK: Final = re.compile(rb"From \S+ .*\d{4}\s*$")
_QUOTED_POSTMARK: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_LINE_BYTES: Final = 1_000_000


def begins_mbox(line: bytes) -> bool:
    """Whether a file whose first line this is holds mail messages one after the other."""
    return _POSTMARK.match(line) is not None


def split_mbox(stream: IO[bytes], first: bytes) -> Iterator[bytes | Unusable]:
    """The messages of an mbox whose first line is read already."""
    letter, empty, too_large = bytearray(), False, False
    line = b"" if begins_mbox(first) else first
    while True:
        letter += line
        if len(letter) > MAX_MAIL_BYTES:
            letter.clear()
            too_large = True
        empty = not line.strip()
        line = stream.readline(_LINE_BYTES)
        if not line or (empty and begins_mbox(line)):
            if too_large:
                yield Unusable(f"is larger than {MAX_MAIL_BYTES / 1e6:.0f} MB with what is attached")
            elif letter.strip():
                yield _QUOTED_POSTMARK.sub(rb"\1", bytes(letter))
            if not line:
                return
            letter, too_large, line = bytearray(), False, b""


def from_mail(raw: bytes, where: str, given: Given) -> Item:
    """A newsletter as an article: its subject is the title, its sender the source, its day the date.

    Raises Unusable.
    """
    try:
        letter = message_from_bytes(raw, policy=policy.default)
        _refuse_endless(letter)
        record = _record(letter)
    except RecursionError:
        raise Unusable("is nested too deeply to be a mail message: give its text") from None
    except Unusable:
        raise
    except (LookupError, ValueError, TypeError, AttributeError) as error:  # as the parser fails on broken headers
        raise Unusable(f"is no mail message that can be read ({error}): give its text") from None
    if not record["text"]:
        raise Unusable("has no text, only what is attached, or nothing: give the text itself")
    stated = {name: value for name, value in record.items() if value}
    if given.published_at:
        stated["published_basis"] = "given"
    return to_item(stated | given.stated(), where)


def _refuse_endless(letter: EmailMessage) -> None:
    """Raises Unusable for a header that would take minutes to read: the time grows with the square of its length."""
    for name, value in letter.raw_items():
        if name.lower() in _READ and len(str(value)) > MAX_HEADER:
            raise Unusable(f"has a header {name} of {len(str(value)):,} characters: give its text")


def _record(letter: EmailMessage) -> dict[str, str | None]:
    sender, date = letter["from"], letter["date"]
    address = sender.addresses[0] if sender is not None and sender.addresses else None
    sent = date.datetime if date is not None else None
    return {
        "title": str(letter["subject"]) if letter["subject"] is not None else None,
        "text": _text(letter),
        "published_at": sent.isoformat() if sent else None,
        "published_basis": "metadata" if sent else None,
        "source": (address.display_name or address.addr_spec) if address else None,
        "id": str(letter["message-id"]) if letter["message-id"] is not None else None,
    }


def _text(letter: EmailMessage) -> str:
    """The longer of the plain body and the words of the HTML body: many plain ones only say "see it in a browser"."""
    found = []
    for kind in ("plain", "html"):
        part = letter.get_body((kind,))
        if part is not None:
            content = str(cast("EmailMessage", part).get_content())
            found.append(plain_text(content) if kind == "html" else content.strip())
    return max(found, key=len, default="")
