"""The cursors of lists: opaque to clients, a kind and a number to us."""

import base64
import binascii
from typing import Final

from tocsin.problems import Problem

MOST: Final = 500
"""Items of a page."""


def cursor_of(kind: str, number: int) -> str:
    """The cursor of the page after the item with this number."""
    return base64.urlsafe_b64encode(f"{kind}:{number}".encode()).decode()


def place_of(cursor: str, kind: str) -> int:
    """The number that a cursor names. Raises Problem (400) if it is none of ours, or of another list."""
    try:
        said, _, number = base64.urlsafe_b64decode(cursor.encode()).decode().partition(":")
        if said == kind and number.isascii() and number.isdigit() and len(number) < 19:
            return int(number)
    except (binascii.Error, UnicodeError):
        pass
    raise Problem(400, "Bad cursor", "cursor: take it from `next` of the page before, or leave it out")
