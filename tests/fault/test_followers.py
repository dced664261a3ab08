"""Clients that follow the live stream and read nothing: what waits for them is bounded, and they are let go."""

import re
import socket
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from tests import harness
from tests.harness import Product, until
from tests.integration.timeline.test_upgrading import fill

ARTICLES = 8_000
MANY = 25


def memory(product: Product) -> int:
    """Megabytes that the timeline has held at most."""
    status = Path(f"/proc/{product.processes['timeline'].pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1]) // 1024


async def test_whoever_follows_and_reads_nothing_costs_little_and_is_let_go(tmp_path: Path):
    """To all of them together hundreds of megabytes are to be sent."""
    settings = {"FOLLOWERS": str(MANY), "SLOW_SECONDS": "2", "RATE": "0"}
    named = {f"TOCSIN_TIMELINE_{name}": value for name, value in settings.items()}
    await fill(tmp_path / "data" / "timeline.db", ARTICLES)
    with harness.by_hand(tmp_path / "data", "timeline", **named) as product, ExitStack() as stack:
        address = urlsplit(product.urls["timeline"])
        begin = product.get("timeline", "/v1/feed", limit=1)["next"].partition(":")[0] + ":0"
        before = memory(product)
        for _ in range(MANY):
            follower = stack.enter_context(socket.create_connection((address.hostname, address.port)))
            follower.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            follower.sendall(f"GET /v1/stream?after={begin} HTTP/1.1\r\nHost: x\r\n\r\n".encode())

        def dropped() -> int:
            return product.said().count("a follower that did not read was dropped")

        until(lambda: dropped() == MANY, "all of them are let go")
        assert memory(product) - before < 80
        assert product.ready("timeline")
