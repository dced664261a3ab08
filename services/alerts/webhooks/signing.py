"""Signatures by the Standard Webhooks scheme (https://www.standardwebhooks.com): v1, HMAC-SHA256. PURE.

What is signed is `<webhook-id>.<webhook-timestamp>.<body>`. A secret is `whsec_` and 24 to 64 random bytes in base64.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

PREFIX: Final = "whsec_"
LEAST_BYTES: Final = 24
MOST_BYTES: Final = 64


def key_of(secret: str) -> bytes:
    """The key in a secret. Raises ValueError, whose text does not repeat the secret."""
    given = secret.strip()
    try:
        key = base64.b64decode(given.removeprefix(PREFIX), validate=True) if given.startswith(PREFIX) else b""
    except binascii.Error:
        key = b""
    if not LEAST_BYTES <= len(key) <= MOST_BYTES:
        raise ValueError(
            f"is no secret: write {PREFIX} and {LEAST_BYTES} to {MOST_BYTES} random bytes in base64 "
            "(`tocsin receivers secret` makes one)"
        )
    return key


def signatures(keys: Iterable[bytes], message_id: str, timestamp: int, body: bytes) -> str:
    """The `webhook-signature` header: a signature by each key (several while a secret is being changed)."""
    content = b"%b.%d.%b" % (message_id.encode(), timestamp, body)
    return " ".join(f"v1,{base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()}" for key in keys)


def new_secret(random: bytes) -> str:
    """A secret of these bytes."""
    return PREFIX + base64.b64encode(random).decode()
