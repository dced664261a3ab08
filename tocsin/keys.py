"""Keys for writing. Only digests of them are kept, and they are compared in constant time."""

import hashlib
import hmac
import re
import secrets
from ipaddress import IPv6Address, ip_address
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Request
from pydantic import BeforeValidator
from pydantic_settings import NoDecode

from tocsin.addresses import Network
from tocsin.problems import Problem

SHOW_A_KEY: Final = "writing needs a key that this service knows: set TOCSIN_KEY, or send it as Authorization: Bearer …"
_MAKE_A_KEY: Final = (
    "without a key, writing is open to this machine alone: make one with `tocsin key`, give its digest to the service "
    "({setting}), and send the key as Authorization: Bearer …"
)
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
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


DigestList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(parse_digests)]
"""A setting that is written as such a list."""


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


class Writers:
    """Who may write: whoever shows a key; as long as there is none, whoever sends from the networks `open_to`.

    A browser is not believed to be there: it sends what the pages of others tell it to. `setting` is the environment
    variable that holds the digests.
    """

    def __init__(self, keys: Keys, open_to: tuple[Network, ...], setting: str) -> None:
        self._keys = keys
        self._open_to = open_to
        self._advice = SHOW_A_KEY if keys else _MAKE_A_KEY.format(setting=setting)

    def check(self, request: Request) -> str:
        """Who sends this, by a name for us alone. Raises Problem: 401 or 403."""
        if name := self._keys.shown(request):
            return name
        if self._keys or not self._is_open_to(request):
            raise key_needed(self._advice)
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).hostname not in _HERE:
            raise Problem(403, "Not from another site", "a page of another site may not write here without a key")
        return request.client.host if request.client else ""

    def _is_open_to(self, request: Request) -> bool:
        if request.client is None:  # a socket in the file system
            return True
        try:
            address = ip_address(request.client.host)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network for network in self._open_to)


def key_needed(advice: str) -> Problem:
    """What somebody is told who may not write."""
    return Problem(401, "A key is needed", advice, headers={"WWW-Authenticate": "Bearer"})
