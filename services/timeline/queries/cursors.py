"""Where a reader of a list is: an opaque token; in the feed it is a place (`tocsin.following`)."""

import base64
import json
import re
from dataclasses import dataclass
from typing import Any, Final

import xxhash

from tocsin.following import GONE
from tocsin.problems import Problem

_HALVES: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The next page of a list: the list as of one position, after one key."""

    log_id: str
    as_of: int
    key: tuple[str | int, ...]
    filters: str
    """A digest of the query: a cursor goes on with the list that it came from."""

    def token(self) -> str:
        """The cursor as clients see it."""
        content = json.dumps([self.log_id, self.as_of, list(self.key), self.filters], separators=(",", ":"))
        return base64.urlsafe_b64encode(content.encode()).rstrip(b"=").decode()

    @classmethod
    def of(cls, token: str, log_id: str, head: int, filters: str, shape: tuple[type, ...]) -> "Cursor":
        """The cursor in `token`, whose key is of `shape`.

        Raises Problem: 422 if it is none or another list's, 410 if its log is gone.
        """
        try:
            content = base64.urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
            theirs, as_of, key, its_filters = json.loads(content)
            cursor = cls(str(theirs), int(as_of), tuple(key), str(its_filters))
            known = tuple(map(type, cursor.key)) == shape and cursor.as_of >= 0
        except (ValueError, TypeError, OverflowError, RecursionError):
            known = False
        if not known or not all(map(_can_be_asked, (cursor.as_of, *cursor.key))):
            raise Problem(422, "Not a cursor", "cursor: give the `next` of an earlier answer, or leave it out")
        if cursor.log_id != log_id or cursor.as_of > head:
            raise Problem(410, "That log is gone", f"cursor: {GONE}")
        if cursor.filters != filters:
            detail = "cursor: it belongs to a query with other parameters; repeat those, or leave the cursor out"
            raise Problem(422, "Another list's cursor", detail)
        return cursor


def _can_be_asked(part: str | int) -> bool:
    """Whether SQLite takes it: no half of a character, no number of more than 64 bits."""
    return not _HALVES.search(part) if isinstance(part, str) else abs(part) < 2**63


def digest(kind: str, parameters: dict[str, Any]) -> str:
    """A short digest of a query of one kind and its parameters."""
    return xxhash.xxh3_64_hexdigest(json.dumps([kind, parameters], sort_keys=True, default=str).encode())
