"""The gate of whatever writes: who may, and how often.

Whoever shows a key may; without any key, whoever sends from this machine. A browser is not believed to be this machine:
it sends what the pages of others tell it to.
"""

import math
import time
from ipaddress import IPv6Address, ip_address
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request

from services.ingest.rates import Rates
from tocsin.addresses import Network
from tocsin.keys import SHOW_A_KEY, Keys, key_needed
from tocsin.serving import Problem

_MAKE_A_KEY: Final = (
    "without a key, writing is open to this machine alone: make one with `tocsin key`, give its digest to the service "
    "(TOCSIN_INGEST_KEYS), and send the key as Authorization: Bearer …"
)
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Gate:
    """`keys` are those that may write; as long as there is none, the machines of the networks `open_to` may."""

    def __init__(self, keys: Keys, rates: Rates, open_to: tuple[Network, ...]) -> None:
        self._keys = keys
        self._rates = rates
        self._open_to = open_to

    async def check(self, request: Request) -> str:
        """Who sends this, by a name for us alone. Raises Problem: 401, 403, or 429 with Retry-After."""
        client = self._client(request)
        if wait := self._rates.wait(client, time.monotonic()):
            raise Problem(
                429,
                "Too many requests",
                f"this service takes {self._rates.per_second:,.0f} a second from one client (TOCSIN_INGEST_RATE); send "
                "many articles in one request, as application/x-ndjson, or wait",
                headers={"Retry-After": str(math.ceil(wait))},
            )
        return client

    def _client(self, request: Request) -> str:
        if name := self._keys.shown(request):
            return name
        if self._keys or not self._is_open_to(request):
            raise key_needed(SHOW_A_KEY if self._keys else _MAKE_A_KEY)
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
