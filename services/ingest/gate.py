"""The gate of whatever writes: who may (`tocsin.keys`), and how often."""

import math
import time

from fastapi import Request

from tocsin.addresses import Network
from tocsin.keys import Keys, Writers
from tocsin.problems import Problem
from tocsin.rates import Rates


class Gate:
    """`keys` are those that may write; as long as there is none, the machines of the networks `open_to` may."""

    def __init__(self, keys: Keys, rates: Rates, open_to: tuple[Network, ...]) -> None:
        self._writers = Writers(keys, open_to, "TOCSIN_INGEST_KEYS")
        self._rates = rates

    async def check(self, request: Request) -> str:
        """Who sends this, by a name for us alone. Raises Problem: 401, 403, or 429 with Retry-After."""
        client = self._writers.check(request)
        if wait := self._rates.wait(client, time.monotonic()):
            raise Problem(
                429,
                "Too many requests",
                f"this service takes {self._rates.per_second:,.0f} a second from one client (TOCSIN_INGEST_RATE); send "
                "many articles in one request, as application/x-ndjson, or wait",
                headers={"Retry-After": str(math.ceil(wait))},
            )
        return client
