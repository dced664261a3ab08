"""Who may write: whoever shows a key. Only digests of the keys are kept, and they are compared in constant time."""

import hashlib
import hmac
import re
import secrets
from ipaddress import ip_address
from typing import Final

from fastapi import Request

from tocsin.serving import Problem

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
    """The keys that are known by their digests; without any, everybody may write."""

    def __init__(self, digests: tuple[str, ...] = ()) -> None:
        self._digests = digests

    def is_open_to_others(self, host: str) -> bool:
        """Whether a service that listens on `host` takes articles from other machines without a key."""
        try:
            local = ip_address(host).is_loopback
        except ValueError:
            local = host == "localhost"
        return not self._digests and not local

    def check(self, request: Request) -> None:
        """Raise Problem (401) unless the request shows a key, as `Authorization: Bearer …`, or none is needed."""
        if not self._digests:
            return
        kind, _, key = request.headers.get("authorization", "").partition(" ")
        shown = digest(key.strip())
        known = [hmac.compare_digest(shown, one) for one in self._digests]  # all of them: the time tells nothing
        if kind.lower() != "bearer" or not any(known):
            raise Problem(
                401,
                "A key is needed",
                "writing needs a key that this service knows: set TOCSIN_KEY, or send it as Authorization: Bearer …",
                headers={"WWW-Authenticate": "Bearer"},
            )
