"""Connections to where others name: to checked addresses only.

A host is resolved once and the connection goes to the address that was checked, so that a name cannot point elsewhere
in between; the request and TLS still carry the name. Redirects are the caller's: each is a connection of its own.
"""

import asyncio
import socket
from collections.abc import Container, Iterable
from typing import Any

import httpcore
import httpx

from tocsin.addresses import PORTS, Network, refusal


class NotConnected(Exception):
    """There is no connection to the host; the text says why. `refused`: it leads where we connect to nobody."""

    def __init__(self, reason: str, *, refused: bool = False) -> None:
        super().__init__(reason)
        self.refused = refused


class _CheckedBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, allowed: tuple[Network, ...], ports: Container[int] | None) -> None:
        self._allowed = allowed
        self._ports = ports
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        trouble: Exception | None = None
        for address in await self._addresses(host, port):
            try:
                return await self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore.ConnectError as error:
                trouble = error
        raise trouble or NotConnected(f"{host} has no address")

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotConnected(f"{host} can't be resolved: {getattr(error, 'strerror', None) or error}") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if reason := refusal(address, port, self._allowed, self._ports):
                raise NotConnected(f"{host}: {reason}", refused=True)
        return addresses


def checked_pool(
    allowed: tuple[Network, ...], *, most: int | None, ports: Container[int] | None = PORTS
) -> httpcore.AsyncConnectionPool:
    """At most so many connections (None: any number), to public addresses and to the `allowed` networks.

    Of public addresses only `ports` are connected to (None: any). Whoever sends a request through it that leads
    elsewhere gets NotConnected.
    """
    return httpcore.AsyncConnectionPool(
        ssl_context=httpx.create_ssl_context(),
        max_connections=most,
        keepalive_expiry=10.0,
        network_backend=_CheckedBackend(allowed, ports),
    )
