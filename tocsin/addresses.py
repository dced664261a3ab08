"""Which addresses may be connected to: public ones only, so that nobody can make us ask our own network. PURE."""

from collections.abc import Container, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Annotated, Final

from pydantic import BeforeValidator
from pydantic_settings import NoDecode

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PORTS: Final = frozenset({80, 443})

_GLOBAL_IPV6: Final = IPv6Network("2000::/3")
# Parts of the public space that lead elsewhere: protocol assignments and Teredo, 6to4 and its relays (RFC 6890, 7526).
_LEADING_ELSEWHERE: Final[tuple[Network, ...]] = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv6Network("2001::/23"),
    IPv6Network("2002::/16"),
)


def parse_networks(text: str) -> tuple[Network, ...]:
    """The networks of a list such as `192.168.1.0/24, fd00::/8`. Raises ValueError."""
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


NetworkList = Annotated[tuple[Network, ...], NoDecode, BeforeValidator(parse_networks)]
"""A setting that is written as such a list."""

THIS_MACHINE: Final = parse_networks("127.0.0.0/8, ::1")


def is_this_machine(host: str) -> bool:
    """Whether the host of an address is this machine: a proxy of the environment has no business in between."""
    try:
        return host == "localhost" or any(ip_address(host) in network for network in THIS_MACHINE)
    except ValueError:
        return False


def refusal(
    address: str, port: int, allowed: Iterable[Network] = (), ports: Container[int] | None = PORTS
) -> str | None:
    """Why there may be no connection to there, None if there may.

    Any port of the `allowed` networks is allowed, of public addresses those of `ports` (None: any).
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if any(ip in network for network in allowed):
        return None
    if not _is_public(ip):
        return f"{ip} is no public address"
    if ports is not None and port not in ports:
        return f"port {port} is not one of the web's ({' and '.join(map(str, sorted(PORTS)))})"
    return None


def _is_public(ip: Address) -> bool:
    if not ip.is_global or ip.is_multicast or any(ip in network for network in _LEADING_ELSEWHERE):
        return False
    return isinstance(ip, IPv4Address) or ip in _GLOBAL_IPV6
