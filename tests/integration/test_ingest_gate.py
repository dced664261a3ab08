"""Who may write to the ingest service, how often, how slowly, and how it is told that it may not."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from services.ingest.outbox import Outbox
from tests.ingesting import NDJSON, accepted, line, ndjson, running, until
from tocsin.embedded import Keeper
from tocsin.keys import make_key


async def test_writing_needs_a_key_once_there_is_one_and_reading_does_not(tmp_path: Path, server: Keeper) -> None:
    (key, digest), (other, _) = make_key(), make_key()
    async with running(tmp_path, server.url, ingest_keys=f"{'0' * 64}, {digest}") as client:
        for headers in ({}, {"Authorization": f"Bearer {other}"}, {"Authorization": key}, {"Authorization": "Bearer"}):
            answer = await client.post("/v1/articles", json=line(), headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
            assert "TOCSIN_KEY" in answer.json()["detail"]
            assert (await client.post("/v1/articles", content=ndjson(line()), headers=NDJSON | headers)).is_error
            assert (await client.post("/v1/feeds", json={"url": "http://x"}, headers=headers)).status_code == 401
            assert (await client.post("/v1/feeds/preview", json={"url": "http://x"}, headers=headers)).is_error
            assert (await client.delete("/v1/feeds/x", headers=headers)).status_code == 401
        answer = await client.post("/v1/articles", json=line(), headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 202
        assert (await client.get("/v1/feeds")).status_code == 200
    assert key.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("ingest.db*"))


async def test_what_is_too_long_is_refused_unread_and_a_stranger_is_told_first(tmp_path: Path, server: Keeper) -> None:
    endless = b'{"url": "https://quay.example/' + b"a" * 30_000_000 + b'"}'
    one = {"Content-Type": "application/json"}
    async with running(tmp_path, server.url, ingest_keys=make_key()[1]) as client:
        for path in ("/v1/feeds", "/v1/feeds/preview", "/v1/articles"):
            told = await halting(client, path, one["Content-Type"], b'{"url": "')
            assert told.startswith("HTTP/1.1 401"), path
    async with running(tmp_path, server.url) as client:
        for path in ("/v1/feeds", "/v1/feeds/preview", "/v1/articles"):
            answer = await client.post(path, content=endless, headers=one)
            assert (answer.status_code, "are taken" in answer.json()["detail"]) == (413, True), path
        for body, words in ((b"{", "Invalid JSON"), (b"[]", "send"), (b"{}", "url"), (b'{"url": 7}', "url")):
            answer = await client.post("/v1/feeds", content=body, headers=one)
            assert answer.status_code == 422
            assert words in answer.json()["detail"]
        answer = await client.post("/v1/feeds", content=b"{}", headers={"Content-Type": "text/plain"})
        assert answer.status_code == 415


async def test_without_a_key_writing_is_open_to_this_machine_alone(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url, ingest_open_to="192.0.2.0/24") as client:
        answer = await client.post("/v1/articles", json=line())
        assert (answer.status_code, "tocsin key" in answer.json()["detail"]) == (401, True)
    async with running(tmp_path, server.url) as client:
        # As a proxy on this machine passes on what comes from elsewhere.
        answer = await client.post("/v1/articles", json=line(), headers={"X-Forwarded-For": "127.0.0.1, 192.0.2.1"})
        assert answer.status_code == 401
        for origin in ("https://elsewhere.example", "null", "http://127.0.0.1.elsewhere.example:8081"):
            answer = await client.post("/v1/articles", json=line(), headers={"Origin": origin})
            assert (answer.status_code, "another site" in answer.json()["detail"]) == (403, True)
        for headers in ({"Origin": "http://127.0.0.1:8080"}, {"Origin": "http://localhost:8080"}, {}):
            assert (await client.post("/v1/articles", json=line(), headers=headers)).status_code == 202


async def test_a_client_that_asks_too_often_is_told_when_to_come_again(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url, ingest_rate=0.2) as client:
        answers = [await client.post("/v1/articles", json=line(number)) for number in range(3)]
        assert [answer.status_code for answer in answers] == [202, 202, 429]
        assert 1 <= int(answers[2].headers["retry-after"]) <= 5
        assert "application/x-ndjson" in answers[2].json()["detail"]
        assert (await client.get("/v1/feeds")).status_code == 200


async def test_only_so_many_send_line_after_line_at_once(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url, ingest_streams=1) as client:
        go_on = asyncio.Event()

        async def slow() -> AsyncIterator[bytes]:
            yield ndjson(line(1))
            await go_on.wait()
            yield ndjson(line(2))

        first = asyncio.create_task(client.post("/v1/articles", content=slow(), headers=NDJSON))
        await until(lambda: len(accepted(tmp_path)) == 1)
        second = await client.post("/v1/articles", content=ndjson(line(3)), headers=NDJSON)
        assert (second.status_code, second.headers["retry-after"]) == (503, "5")
        assert "line after line" in second.json()["detail"]
        go_on.set()
        assert len((await first).text.splitlines()) == 2
        third = await client.post("/v1/articles", content=ndjson(line(3)), headers=NDJSON)
        assert json.loads(third.text)["status"] == "accepted"


async def halting(client: httpx.AsyncClient, path: str, kind: str, body: bytes) -> str:
    """What a client is answered that sends its request so far and then nothing more."""
    reader, writer = await asyncio.open_connection(client.base_url.host, client.base_url.port)
    head = f"POST {path} HTTP/1.1\r\nHost: t\r\nContent-Type: {kind}\r\nContent-Length: 9999\r\n"
    writer.write(f"{head}Connection: close\r\n\r\n".encode() + body)
    answer = await reader.read(-1)
    writer.close()
    return answer.decode()


async def test_a_body_that_does_not_come_is_given_up_and_what_came_whole_is_in(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.ingest.exchange.IDLE_SECONDS", 0.5)
    async with running(tmp_path, server.url) as client:
        one = await halting(client, "/v1/articles", "application/json", b'{"text": ')
        assert one.startswith("HTTP/1.1 408")
        assert "send it again" in one
        many = await halting(client, "/v1/articles", NDJSON["Content-Type"], ndjson(line()) + b'{"te')
        taken, left = [json.loads(text) for text in many.splitlines() if text.startswith("{")]
        assert (taken["status"], left["status"], left["line"]) == ("accepted", "unanswered", 2)
        assert "send the rest again" in left["detail"]
    assert len(accepted(tmp_path)) == 1


async def test_a_request_with_a_key_of_its_own_gets_the_same_answer_again(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url) as client:
        first = await client.post("/v1/articles", json=line(1), headers={"Idempotency-Key": "k-1"})
        again = await client.post("/v1/articles", json=line(1), headers={"Idempotency-Key": '"k-1"'})
        assert (first.status_code, first.json()["status"]) == (202, "accepted")
        assert (again.status_code, again.json(), again.headers["location"]) == (
            202,
            first.json(),
            first.headers["location"],
        )
        assert (again.headers["idempotency-replayed"], "idempotency-replayed" in first.headers) == ("true", False)
        other = await client.post("/v1/articles", json=line(2), headers={"Idempotency-Key": "k-1"})
        assert (other.status_code, "use a new key" in other.json()["detail"]) == (422, True)
        refused = await client.post("/v1/articles", json={}, headers={"Idempotency-Key": "k-2"})
        assert refused.status_code == 422
        mended = await client.post("/v1/articles", json=line(2), headers={"Idempotency-Key": "k-2"})
        assert mended.json()["status"] == "accepted"
        for key in ("", "a b", "x" * 201, "caf\u00e9"):
            answer = await client.post("/v1/articles", json=line(3), headers={"Idempotency-Key": key.encode()})
            assert (answer.status_code, "a UUID" in answer.json()["detail"]) == (400, True)
        many = await client.post("/v1/articles", content=ndjson(line(1)), headers=NDJSON | {"Idempotency-Key": "k-1"})
        assert json.loads(many.text)["status"] == "duplicate"
    async with running(tmp_path, server.url) as client:
        again = await client.post("/v1/articles", json=line(1), headers={"Idempotency-Key": "k-1"})
        assert again.json() == first.json()
    assert len(accepted(tmp_path)) == 2


async def test_two_requests_with_one_key_at_once_are_not_both_worked_on(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking, go_on, begun = Outbox.accept, asyncio.Event(), asyncio.Event()

    async def waiting(*arguments: object) -> object:
        begun.set()
        await go_on.wait()
        return await taking(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Outbox, "accept", waiting)
    async with running(tmp_path, server.url) as client:

        async def post() -> httpx.Response:
            return await client.post("/v1/articles", json=line(), headers={"Idempotency-Key": "k"})

        first = asyncio.create_task(post())
        await begun.wait()
        second = await post()
        assert (second.status_code, second.headers["retry-after"]) == (409, "1")
        go_on.set()
        assert (await first).status_code == 202
        assert (await post()).headers["idempotency-replayed"] == "true"


async def test_a_key_belongs_to_who_sent_it(tmp_path: Path, server: Keeper) -> None:
    (one, one_digest), (two, two_digest) = make_key(), make_key()
    async with running(tmp_path, server.url, ingest_keys=f"{one_digest},{two_digest}") as client:
        for key, number in ((one, 1), (two, 2)):
            headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "k"}
            answer = await client.post("/v1/articles", json=line(number), headers=headers)
            assert answer.json()["status"] == "accepted"
