"""The cursors of lists: opaque to clients; to us a kind, a number and, where several have that, an id."""

import base64
from typing import Final, NamedTuple

from tocsin.problems import Problem

MOST: Final = 500
"""Items of a page."""


class Place(NamedTuple):
    """The last item of a page."""

    number: int
    id: str = ""


def cursor_of(kind: str, place: Place) -> str:
    """The cursor of the page after this item."""
    return base64.urlsafe_b64encode(f"{kind}:{place.number}:{place.id}".encode()).decode()


def place_of(cursor: str, kind: str) -> Place:
    """The place that a cursor names. Raises Problem (422) if it is none of ours, or of another list."""
    try:
        said, number, *ids = base64.urlsafe_b64decode(cursor.encode()).decode().split(":", 2)
        if said == kind and number.isascii() and number.isdigit() and len(number) < 19:
            return Place(int(number), *ids)
    except ValueError:
        pass
    raise Problem(422, "Not a cursor", "cursor: give the `next` of an earlier answer, or leave it out")
