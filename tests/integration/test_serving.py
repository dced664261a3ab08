"""What every service serves: health that tells the reason, metrics, errors as problem+json."""

import asyncio
import re
import socket
import time
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from services.supervisor import CannotRun, Services
from tocsin.callers import Caller
from tocsin.problems import Problem
from tocsin.serving import PortTaken, Pulse, _answering, api, listen, serve
from tocsin.starting import Front

problems: list[str] = []
LARGE = 30_000_000


@asynccontextmanager
async def served() -> AsyncIterator[httpx.AsyncClient]:
    app: FastAPI = api("test", "a test", lambda: problems)

    @app.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError

    @app.get("/refused")
    async def refused(number: int) -> None:
        raise Problem(409, "No", f"{number} is taken; take another", allowed=[1, 2])

    @app.get("/large")
    async def large() -> Response:
        return Response(bytes(LARGE))

    @app.post("/echo")
    async def echo(request: Request) -> str:
        return (await request.body()).decode()

    stop = asyncio.Event()
    listener = listen("127.0.0.1", 0)
    serving = asyncio.create_task(serve(app, listener, stop))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        yield client
    stop.set()
    await serving
    listener.close()


async def test_it_is_ready_unless_it_says_why_not() -> None:
    async with served() as client:
        assert (await client.get("/health/live")).json() == {"status": "alive"}
        assert (await client.get("/health/ready")).json() == {"status": "ready", "problems": [], "warnings": []}
        problems.append("no Redis")
        answer = await client.get("/health/ready")
        problems.clear()
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "problems": ["no Redis"], "warnings": []}


async def test_errors_are_problem_json() -> None:
    async with served() as client:
        answers = [
            await client.get("/refused?number=3"),
            await client.get("/refused?number=x"),
            await client.get("/nowhere"),
            await client.get("/broken"),
            await client.post("/refused?number=3"),
        ]
    assert [answer.status_code for answer in answers] == [409, 422, 404, 500, 405]
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
    assert answers[0].json()["detail"] == "3 is taken; take another"
    assert answers[0].json()["allowed"] == [1, 2]
    assert answers[1].json()["detail"].startswith("number: must be a valid integer")
    assert answers[2].json()["detail"] == "there is nothing at '/nowhere'; /docs shows all there is"
    assert answers[4].json()["detail"] == "POST is not for '/refused'; GET is; /docs shows all there is"
    assert "ZeroDivisionError" not in answers[3].text


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"", b""),
        (b"GET /health/live HTTP/1.1\r\nHost: x\r\n", b""),
        (b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /health/li", b"HTTP/1.1 200 OK"),
        (b"GET /" + b"a" * 70_000, b"HTTP/1.1 400 Bad Request"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000, b"HTTP/1.1 400 Bad Request"),
    ],
)
async def test_who_does_not_ask_in_time_is_let_go(sent: bytes, answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.callers.HEAD_SECONDS", 0.2)
    async with served() as client, asyncio.timeout(10):
        reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(sent)
        assert (await reader.read()).partition(b"\r\n")[0] == answer
        writer.close()


async def test_who_takes_long_to_send_what_was_announced_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.callers.HEAD_SECONDS", 0.2)
    async with served() as client, asyncio.timeout(10):
        reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nlo")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), 0.6)
        writer.write(b"ng")
        assert (await reader.readline()) == b"HTTP/1.1 200 OK\r\n"
        writer.close()


async def test_who_reads_slowly_gets_all_and_who_reads_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    lost, losing = asyncio.Event(), Caller.connection_lost

    def connection_lost(caller: Caller, error: Exception | None) -> None:
        losing(caller, error)
        lost.set()

    monkeypatch.setattr("tocsin.callers.UNREAD_SECONDS", 0.3)
    monkeypatch.setattr(Caller, "connection_lost", connection_lost)
    async with served() as client, asyncio.timeout(20):
        for reads in (True, False):
            reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
            writer.write(b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            await reader.readuntil(b"\r\n\r\n")
            if not reads:
                await lost.wait()
            size = 0
            while chunk := await reader.read(1_000_000):
                size += len(chunk)
                await asyncio.sleep(0.02 if reads else 0)
            assert (size == LARGE) == reads
            writer.close()
            await lost.wait()
            lost.clear()


async def test_its_reference_is_a_page_that_loads_nothing_from_elsewhere() -> None:
    app = api("test", "A <service>.", list)

    @app.get("/v1/things", tags=["things"])
    async def things(colour: Literal["red", "green"] = "red") -> None:
        """Things & `<others>`."""

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as client:
        page = await client.get("/docs")
        assert (await client.get("/docs.css")).headers["content-type"].startswith("text/css")
    said = "Things &amp; <code>&lt;others&gt;</code>."
    for told in ("A &lt;service&gt;.", "/v1/things", said, "red · green (default red)"):
        assert told in page.text
    assert re.findall(r'(?:src|href)="([^"]+)"', page.text) == ["docs.css", "openapi.json"]
    assert "<script" not in page.text
    assert "script-src" not in page.headers["content-security-policy"]


async def test_a_body_of_any_length_is_read_but_not_kept() -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(400):
            yield bytes(100_000)

    async with served() as client:
        assert (await client.post("/echo", content=b"x" * 1_000_000)).status_code == 200
        tracemalloc.start()
        answer = await client.post("/echo", content=body())
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert (answer.status_code, answer.json()["title"]) == (413, "Request Entity Too Large")
    assert "at most 1 MB" in answer.json()["detail"]
    assert most < 20_000_000


async def test_whoever_says_that_it_starts_is_waited_for_and_whoever_is_not_ready_then_is_not() -> None:
    listener, front = listen("127.0.0.1", 0), Front("timeline")
    services = Services("", {"timeline": f"http://127.0.0.1:{listener.getsockname()[1]}"})
    async with _answering(front, listener), asyncio.timeout(20):
        front.tell("it folds: 7 of 9 rows are in")
        waiting = asyncio.create_task(services.until_ready(0.2))
        async with httpx.AsyncClient(base_url=services.urls["timeline"], trust_env=False) as client:
            late = time.monotonic() + 0.5
            while time.monotonic() < late:
                assert (await client.get("/health/ready")).json()["problems"] == ["it folds: 7 of 9 rows are in"]
            answer = await client.post("/v1/things")
        assert answer.json()["detail"] == "timeline starts, and answers when it is ready: it folds: 7 of 9 rows are in"
        assert not waiting.done()
        front.open(api("timeline", "", lambda: ["no Redis"]))
        with pytest.raises(CannotRun, match="timeline is not ready: no Redis"):
            await waiting


async def test_metrics_are_there() -> None:
    async with served() as client:
        assert "python_info" in (await client.get("/metrics")).text


def test_a_taken_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(PortTaken, match=r"set another TOCSIN_X_PORT$"):
        listen("127.0.0.1", taken.getsockname()[1], "TOCSIN_X_PORT")


def test_an_address_of_another_machine_is_told_without_blaming_the_port() -> None:
    with pytest.raises(PortTaken, match=r"192\.0\.2\.77:0: [^;(]*; set TOCSIN_HOST$"):
        listen("192.0.2.77", 0)


async def test_a_loop_that_stands_still_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.serving.STALL_SECONDS", -1)
    pulse = Pulse()
    assert pulse.problems() == []  # nothing beats yet
    beating = asyncio.create_task(pulse.run())
    await asyncio.sleep(0)
    assert "stood still" in pulse.problems()[0]
    monkeypatch.undo()
    assert pulse.problems() == []
    beating.cancel()
