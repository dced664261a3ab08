"""Keys for writing. Only digests of them are kept, and they are compared in constant time."""

import hashlib
import hmac
import re
import secrets
from typing import Final

from fastapi import Request

from tocsin.serving import Problem

SHOW_A_KEY: Final = "writing needs a key that this service knows: set TOCSIN_KEY, or send it as Authorization: Bearer …"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def make_key() -> tuple[str, str]:
    """A new key, and the digest by which a service knows it."""
    key = f"tocsin_{secrets.token_urlsafe(32)}"
    return key, digest(key)


def digest(key: str) -> str:
    """SHA-256 in hex. A key has 256 random bits: no salt and no slow hash would add anything."""
    return hashlib.sha256(key.encode()).hexdigest()


def parse_digests(text: str) -> tuple[str, ...]:
    """The digests of a list with commas. Raises ValueError."""
    digests = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    for one in digests:
        if _DIGEST.fullmatch(one) is None:
            raise ValueError("each must be the 64 hex digits that `tocsin key` prints, not the key itself")
    return digests


class Keys:
    """The keys that are known by their digests; false if there is none."""

    def __init__(self, digests: tuple[str, ...] = ()) -> None:
        self._digests = digests

    def __bool__(self) -> bool:
        return bool(self._digests)

    def name(self, key: str) -> str | None:
        """The name by which we know whoever shows `key`, None if nobody should have it."""
        shown = digest(key.strip())
        known = [hmac.compare_digest(shown, one) for one in self._digests]  # all of them: the time tells nothing
        return shown[:16] if any(known) else None

    def shown(self, request: Request) -> str | None:
        """The name of whoever sent the request by its `Authorization: Bearer …`, None if nobody should have that."""
        kind, _, key = request.headers.get("authorization", "").partition(" ")
        return self.name(key) if kind.lower() == "bearer" else None

    def check(self, request: Request) -> None:
        """Raise Problem (401) unless the request shows a key, or none is needed because there is none."""
        if self._digests and self.shown(request) is None:
            raise key_needed(SHOW_A_KEY)


def key_needed(advice: str) -> Problem:
    """What somebody is told who may not write."""
    return Problem(401, "A key is needed", advice, headers={"WWW-Authenticate": "Bearer"})
