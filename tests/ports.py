"""Ports for what tests start.

A port that the system has chosen is free only until it chooses it again: for a service of another test worker, or for a
connection that goes out. Those given out here lie below where the system chooses from, and no two processes share any.
"""

import socket
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Final

_FIRST: Final = 10_000
_EACH: Final = 400
"""Ports of one process: so many that whoever was given one listens there long before its turn comes again."""
_SYSTEM: Final = Path("/proc/sys/net/ipv4/ip_local_port_range")
_USUAL: Final = 32_768
"""From where systems choose, as far as they do not tell."""


def free_port() -> int:
    """A port on which nobody listens, and that nobody else is given."""
    return next(port for port in _own() if _is_free(port))


@cache
def _own() -> Iterator[int]:
    """The ports of this process, round and round: a stretch of which it holds the first, so that no other takes it."""
    end = int(_SYSTEM.read_text().split()[0]) if _SYSTEM.exists() else _USUAL
    for first in range(_FIRST, end - _EACH, _EACH):
        with socket.socket() as claim:
            try:
                claim.bind(("127.0.0.1", first))
            except OSError:
                continue
            yield from cycle(range(first + 1, first + _EACH))
    raise OSError(f"no {_EACH} ports in a row are left between {_FIRST} and {end}, from where the system chooses")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as those do who are to listen there
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
