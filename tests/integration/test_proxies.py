"""Those who ask a service of this machine ask it, whatever proxy the environment names for the web."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from services.cli.asking import ask
from services.ingest.client import connect
from tests.ports import free_port
from tocsin.client import Timeline


class _Service(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"items":[],"next":null,"as_of":7}\n')

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service, and an environment whose proxy is away."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    with HTTPServer(("127.0.0.1", 0), _Service) as service:
        thread = threading.Thread(target=service.serve_forever)
        thread.start()
        yield f"http://localhost:{service.server_port}"
        service.shutdown()
        thread.join()


async def test_no_proxy_stands_between_us_and_our_own_machine(url: str) -> None:
    assert ask(url, "GET", "/v1/alerts")["as_of"] == 7
    with connect(url) as client:
        assert client.get("/v1/stats").json()["as_of"] == 7
    async with Timeline(url) as timeline:
        assert await timeline.actors() == []
