"""The ingest service as it runs: HTTP in, SQLite and Valkey behind it."""

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from services.ingest import outbox, pages
from services.ingest.extract import Page
from services.ingest.outbox import Outbox
from services.ingest.pages import Pages
from tests.ingesting import NDJSON, accepted, answer, dying, line, ndjson, running, serving, until
from tests.ports import free_port
from tocsin.embedded import Keeper
from tocsin.inbox import confirmed_key
from tocsin.messages import ARTICLES, DATA_FIELD, parse


async def test_an_accepted_article_is_durable_before_the_answer_and_reaches_the_stream(
    tmp_path: Path, server: Keeper
) -> None:
    async with running(tmp_path, server.url) as client, Redis.from_url(server.url) as redis:
        answer = await client.post("/v1/articles", json=line())
        assert answer.status_code == 202
        assert answer.json()["status"] == "accepted"
        [message] = accepted(tmp_path)
        assert message.data.id == message.id == message.subject == answer.json()["id"]
        assert (message.sequence, message.previous) == (1, 0)
        assert message.data.published_at.isoformat() == "2024-10-28T08:00:00+09:00"

        entries = await until(lambda: redis.xrange(ARTICLES))
        assert parse(entries[0][1][DATA_FIELD.encode()]) == message

        shown = await client.get(answer.headers["location"])
        assert shown.json()["state"] in {"accepted", "published"}
        assert shown.json()["article"]["title"] == "Ferry 1 makes port"
        await redis.hset(confirmed_key(ARTICLES), f"timeline {message.source}", "1")

        async def confirmed() -> bool:
            return bool((await client.get(answer.headers["location"])).json()["state"] == "confirmed")

        await until(confirmed)
        assert (await client.get("/v1/stats")).json()["confirmed"] == 1


async def test_the_same_article_twice_is_one_and_an_edited_one_is_a_revision(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url) as client:
        first = (await client.post("/v1/articles", json=line())).json()
        again = (
            await client.post("/v1/articles", json=line(url="HTTP://harbour.example:80/1?utm_source=feed#top"))
        ).json()
        edited = (await client.post("/v1/articles", json=line(text="It did not; an earlier version was wrong."))).json()
        assert again == {"id": first["id"], "status": "duplicate"}
        assert edited["status"] == "revision"
        assert edited["revises"] == first["id"]
        assert [m.data.revises for m in accepted(tmp_path)] == [None, first["id"]]


async def test_a_date_that_is_given_replaces_another_and_no_other_touch_does(tmp_path: Path, server: Keeper) -> None:
    sent = [
        ({"published_at": "2024-10-27", "published_basis": "feed"}, "accepted"),
        ({"published_at": "2024-10-28", "published_basis": "feed"}, "duplicate"),
        ({"published_at": "2024-10-27T09:00:00+09:00"}, "duplicate"),
        ({"published_at": "2024-10-26"}, "revision"),
        ({"published_at": None}, "duplicate"),
        ({"published_at": "2024-10-26"}, "duplicate"),
    ]
    async with running(tmp_path, server.url) as client:
        for fields, status in sent:
            answer = await client.post("/v1/articles", json=line(**fields))
            assert answer.json()["status"] == status, fields
    assert [m.data.published_at.day for m in accepted(tmp_path)] == [27, 26]


async def test_a_parameter_that_is_not_known_is_refused_rather_than_ignored(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url) as client:
        for answer in (
            await client.get("/v1/feeds?state=failing"),
            await client.post("/v1/articles?source=mine", json=line()),
        ):
            assert (answer.status_code, "no parameter is allowed here" in answer.json()["detail"]) == (422, True)
        assert (await client.get("/v1/stats")).json()["accepted"] == 0


async def test_articles_are_accepted_while_redis_is_away_and_published_when_it_comes(tmp_path: Path) -> None:
    port = free_port()
    async with running(tmp_path, f"redis://127.0.0.1:{port}/0") as client:
        assert (await client.post("/v1/articles", json=line())).status_code == 202
        assert (await client.get("/health/ready")).status_code == 503
        keeper = await asyncio.to_thread(Keeper, tmp_path / "valkey", port)
        try:

            async def published() -> bool:
                return bool((await client.get("/v1/stats")).json()["published"] == 1)

            await until(published)
            assert (await client.get("/health/ready")).status_code == 200
        finally:
            await asyncio.to_thread(keeper.stop)


async def test_ndjson_is_answered_line_by_line_and_the_good_lines_are_in(tmp_path: Path, server: Keeper) -> None:
    body = ndjson(
        line(1, id="one"), b'{"text": "half a\n', b"\n", line(2, published_at="some day"), line(3, colour="red")
    )
    async with running(tmp_path, server.url) as client:
        answer = await client.post("/v1/articles", content=body, headers=NDJSON)
        lines = [json.loads(text) for text in answer.text.splitlines()]
    assert answer.status_code == 200
    assert [(told["line"], told["status"]) for told in lines] == [
        (1, "accepted"),
        (2, "refused"),
        (4, "refused"),
        (5, "accepted"),
    ]
    assert lines[0]["external_id"] == "one"
    assert "no valid JSON" in lines[1]["detail"]
    assert lines[2]["field"] == "published_at"
    assert lines[3]["notes"] == ["fields ignored: colour"]
    assert [m.data.title for m in accepted(tmp_path)] == ["Ferry 1 makes port", "Ferry 3 makes port"]


async def test_a_repeated_upload_adds_only_what_is_missing(tmp_path: Path, server: Keeper) -> None:
    articles = [line(n) for n in range(1, 1201)]
    async with running(tmp_path, server.url) as client:
        await client.post("/v1/articles", content=ndjson(*articles[:700]), headers=NDJSON)
        answer = await client.post("/v1/articles", content=ndjson(*articles), headers=NDJSON)
    states = [json.loads(text)["status"] for text in answer.text.splitlines()]
    assert states == ["duplicate"] * 700 + ["accepted"] * 500
    assert [m.sequence for m in accepted(tmp_path)] == list(range(1, 1201))


async def test_a_client_that_leaves_in_the_middle_loses_nothing_that_it_sent(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url) as client:
        reader, writer = await asyncio.open_connection(client.base_url.host, client.base_url.port)
        whole = ndjson(*(line(n) for n in range(1, 4)))
        head = ["POST /v1/articles HTTP/1.1", "Host: t", "Content-Type: application/x-ndjson", "Content-Length: 99999"]
        writer.write("\r\n".join([*head, "", ""]).encode() + whole + b'{"title": "cut of')
        await writer.drain()
        await until(lambda: len(accepted(tmp_path)) == 3)
        writer.transport.abort()
        answer = await client.post("/v1/articles", json=line(4))
        assert answer.json()["status"] == "accepted"
    assert [m.data.title for m in accepted(tmp_path)] == [f"Ferry {n} makes port" for n in range(1, 5)]
    assert not reader.at_eof()


async def test_a_sender_that_reads_nothing_until_the_end_is_served_all_the_same(tmp_path: Path, server: Keeper) -> None:
    notes = {f"field {n}": "x" for n in range(10)}
    body = ndjson(*({"id": "x" * 400, "title": "", "text": "", **notes} for _ in range(20_000)))
    async with running(tmp_path, server.url) as client:
        answer = await client.post("/v1/articles", content=body, headers=NDJSON)
    assert len(answer.text) > 8_000_000
    assert answer.text.count('"refused"') == 20_000


@pytest.mark.parametrize(
    ("body", "status", "field", "words"),
    [
        (b"{", 422, None, "no valid JSON"),
        (b"[1]", 422, None, "no JSON object"),
        (b'{"text": 3}', 422, "text", "must be text"),
        (b'{"body": "words"}', 422, "text", "name the article's body `text`"),
        (b'{"title": "", "text": "  "}', 422, "text", "empty"),
        (b'{"text": "a\\u0000b"}', 422, "text", "NUL"),
        (b'{"text": "a\\ud800b"}', 422, None, "surrogate"),
        (b'{"text": "\xff"}', 422, None, "no valid JSON"),
        (b'{"text": "words", "published_at": 9223372036854775808}', 422, "published_at", "seconds since 1970"),
        (b'{"text": "words", "published_at": "1850-01-01"}', 422, "published_at", "1900"),
        (b'{"text": "words", "published_at": [1]}', 422, "published_at", "must be a number or text"),
        (b'{"text": "words", "url": "javascript:alert(1)"}', 422, "url", "http"),
        (b'{"text": "' + b"word " * 1_000_001 + b'"}', 413, "text", "5 MB"),
        (b'{"text": "words ' + b'\\"' * 4_500_000 + b'"}', 413, "text", "as a message"),
        (b'{"html": "<html><body></body></html>"}', 422, "html", "no article"),
        (b"[" * 100_000, 422, None, "no valid JSON"),
        (b'{"text": "' + b"a" * 20_000_001, 413, None, "at most 20 MB"),
    ],
)
async def test_nonsense_is_refused_with_its_reason_and_the_service_goes_on(
    tmp_path: Path, server: Keeper, body: bytes, status: int, field: str | None, words: str
) -> None:
    async with running(tmp_path, server.url) as client:
        answer = await client.post("/v1/articles", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert words in answer.json()["detail"]
        assert answer.json().get("field") == field
        assert (await client.post("/v1/articles", json=line())).json()["status"] == "accepted"


@pytest.mark.parametrize("kind", ["text/plain", "", "application/xml", "application/json; charset=latin-1"])
async def test_only_json_is_taken(tmp_path: Path, server: Keeper, kind: str) -> None:
    async with running(tmp_path, server.url) as client:
        answer = await client.post("/v1/articles", content=b"{}", headers={"Content-Type": kind})
    assert answer.status_code == 415


async def test_a_page_is_read_by_its_article_and_its_metadata(tmp_path: Path, server: Keeper) -> None:
    html = """<html lang="en-GB"><head><title>Ferry late | The Quay</title>
    <meta property="og:site_name" content="The Quay">
    <meta property="article:published_time" content="2024-10-27T09:30:00+09:00"></head>
    <body><nav><a href="/">Home</a><a href="/x">Weather</a></nav><article><h1>Ferry late</h1>
    <p>The evening ferry came in four hours late on Sunday because of thick fog over the strait.</p>
    <p>No passenger was hurt, the harbour office said, and the morning boat left on time.</p></article></body></html>"""
    async with running(tmp_path, server.url) as client:
        answer = await client.post("/v1/articles", json={"html": html, "url": "https://quay.example/late"})
        assert answer.status_code == 202, answer.text
    [message] = accepted(tmp_path)
    assert message.data.title == "Ferry late"
    assert message.data.text.startswith("The evening ferry came in")
    assert message.data.published_at.isoformat() == "2024-10-27T09:30:00+09:00"
    assert (message.data.published_basis, message.data.source, message.data.language) == ("metadata", "The Quay", "en")


async def test_a_page_that_is_named_alone_is_fetched_if_it_is_public(tmp_path: Path, server: Keeper) -> None:
    page = (
        "<html lang='en'><head><title>Ferry late</title></head><body><article><h1>Ferry late</h1><p>The evening ferry "
        "came in four hours late on Sunday because of thick fog, the harbour office said in a caf\xe9.</p></article>"
    )
    body = page.encode("cp1252")
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Length: {len(body)}\r\n\r\n"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as site:
        url = f"http://127.0.0.1:{site.sockets[0].getsockname()[1]}/late"
        async with running(tmp_path / "closed", server.url) as client:
            refused = await client.post("/v1/articles", json={"url": url})
            assert refused.status_code == 422
            assert "no public address" in refused.json()["detail"]
        async with running(tmp_path / "open", server.url, ingest_fetch_networks="127.0.0.0/8") as client:
            accepted_ = await client.post("/v1/articles", json={"url": url})
            assert accepted_.status_code == 202, accepted_.text
    [message] = accepted(tmp_path / "open")
    assert (message.data.title, message.data.url) == ("Ferry late", url)
    assert message.data.text.endswith("in a café.")


async def test_a_slow_host_keeps_nobody_from_the_pages_of_another(tmp_path: Path, server: Keeper) -> None:
    asked, on = 0, asyncio.Event()

    async def handler(path: str, _: dict[str, str], writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        if path.startswith("/slow"):
            asked += 1
            await on.wait()
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    async with (
        serving(handler) as url,
        running(tmp_path, server.url, ingest_fetch_networks="127.0.0.0/8, ::1") as client,
    ):
        pages = ndjson(*({"url": f"{url}/slow/{number}"} for number in range(20)))
        slow = asyncio.create_task(client.post("/v1/articles", content=pages, headers=NDJSON))
        await until(lambda: asked)
        other = await client.post("/v1/articles", json={"url": url.replace("127.0.0.1", "localhost")}, timeout=10)
        assert (other.status_code, slow.done()) == (422, False)
        on.set()
        assert (await slow).text.count("refused") == 20


async def test_pages_that_wait_to_be_read_are_few_when_they_are_large(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many are asked for at once: there is room for two that are as large as they may be, and what is read is
    committed before all are.
    """
    asked = read = most = behind = 0
    on = asyncio.Event()
    page = f"<html><body>{'words ' * 800_000}</body></html>".encode()

    async def handler(_: str, __: dict[str, str], writer: asyncio.StreamWriter) -> None:
        nonlocal asked, most
        asked += 1
        most = max(most, asked - read)
        writer.write(answer(body=page, Content_Type="text/html"))

    async def slowly(_: Pages, html: str, __: str | None) -> Page:
        nonlocal read, behind
        await on.wait()
        read += 1
        behind = max(behind, read - len(accepted(tmp_path)))
        return Page(f"Page {read}", f"The {read}th of the pages.", None, None, None, None, "en")

    monkeypatch.setattr(Pages, "read", slowly)
    monkeypatch.setattr("services.ingest.reception.FETCHED_BYTES", 10_000_000)
    monkeypatch.setattr("services.ingest.reception.AHEAD", 3)
    monkeypatch.setattr("services.ingest.reception.PART", 50)
    settings = {"ingest_fetch_networks": "127.0.0.0/8"}
    async with serving(handler) as url, running(tmp_path, server.url, **settings) as client:
        pages = ndjson(*({"url": f"{url}/{number}"} for number in range(12)))
        posting = asyncio.create_task(client.post("/v1/articles", content=pages, headers=NDJSON))
        await until(lambda: asked == 2)
        on.set()
        assert (await posting).text.count('"accepted"') == 12
    assert most == 2
    assert behind <= 2 * 3


async def test_a_page_that_takes_too_long_is_given_up_and_the_service_goes_on(tmp_path: Path, server: Keeper) -> None:
    page = f"<html><body>{'<div><p>Words of a page, and more of them.' * 5000}</body></html>"
    async with running(tmp_path, server.url, ingest_extract_seconds=0.05) as client:
        answer = await client.post("/v1/articles", json={"html": page})
        assert answer.status_code == 422
        assert "took more than" in answer.json()["detail"]
        assert (await client.post("/v1/articles", json=line())).json()["status"] == "accepted"
        metrics = (await client.get("/metrics")).text
    assert 'tocsin_articles_received_total{status="refused"}' in metrics


async def test_a_page_is_read_once_however_often_it_comes(tmp_path: Path, server: Keeper) -> None:
    page = (
        "<html lang='en'><head><title>Ferry late</title></head><body><article><h1>Ferry late</h1><p>The evening ferry "
        "came in four hours late on Sunday because of thick fog, the harbour office said.</p></article></body></html>"
    )
    empty = "<html><body></body></html>"
    async with running(tmp_path, server.url) as client:
        first = await client.post("/v1/articles", json={"html": page})
        refused = await client.post("/v1/articles", json={"html": empty})
        assert (first.status_code, refused.status_code) == (202, 422)
    # Nothing can be read any more: what is answered was kept.
    async with running(tmp_path, server.url, ingest_extract_seconds=1e-6) as client:
        again = await client.post("/v1/articles", json={"html": page})
        assert (again.json()["status"], again.json()["id"]) == ("duplicate", first.json()["id"])
        assert (await client.post("/v1/articles", json={"html": empty})).json() == refused.json()
        other = await client.post("/v1/articles", json={"html": page.replace("Sunday", "Monday")})
        assert "took more than" in other.json()["detail"]


async def test_a_page_that_kills_its_reader_is_refused_and_what_stands_beside_it_is_taken(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = {"html": "<html><body><p>A page as deep as the sea.</p></body></html>"}
    monkeypatch.setattr(pages, "extract", dying)
    async with running(tmp_path, server.url) as client:
        answer = await client.post("/v1/articles", content=ndjson(line(1), page, line(2)), headers=NDJSON)
        lines = [json.loads(one) for one in answer.text.splitlines()]
        assert [one["status"] for one in lines] == ["accepted", "refused", "accepted"]
        assert "give the article's `text`" in lines[1]["detail"]
        monkeypatch.undo()  # the verdict is kept, as that on any page
        again = await client.post("/v1/articles", json=page)
        assert (again.status_code, "died of it" in again.json()["detail"]) == (422, True)


async def test_a_date_that_cannot_be_true_is_not_trusted_and_the_answer_says_so(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url) as client:
        future = (await client.post("/v1/articles", json=line(1, published_at="2999-01-01"))).json()
        zero = (await client.post("/v1/articles", json=line(2, published_at="0001-01-01T00:00:00Z"))).json()
        undated = (await client.post("/v1/articles", json=line(3, published_at=None))).json()
    assert "still to come" in future["notes"][0]
    assert "no date" in zero["notes"][0]
    assert "notes" not in undated
    assert {m.data.published_basis for m in accepted(tmp_path)} == {"received"}


async def test_a_full_outbox_refuses_with_a_time_to_retry(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url, ingest_max_unconfirmed=2) as client:
        for number in (1, 2):
            assert (await client.post("/v1/articles", json=line(number))).status_code == 202
        answer = await client.post("/v1/articles", json=line(3))
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert "2 articles wait for the timeline" in answer.json()["detail"]


async def test_a_stream_that_fills_the_outbox_is_told_where_to_go_on(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.ingest.exchange.ROOM_SECONDS", 0.1)
    articles = [line(n) for n in range(1, 1201)]
    async with running(tmp_path, server.url, ingest_max_unconfirmed=500) as client:
        answer = await client.post("/v1/articles", content=ndjson(*articles), headers=NDJSON)
        *taken, last = [json.loads(text) for text in answer.text.splitlines()]
    assert {told["status"] for told in taken} == {"accepted"}
    assert 500 <= len(taken) < 1200
    assert (last["status"], last["line"]) == ("unanswered", len(taken) + 1)
    assert "wait for the timeline" in last["detail"]
    assert len(accepted(tmp_path)) == len(taken)


async def test_an_answer_that_breaks_off_does_not_look_whole(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking, calls = Outbox.accept, 0

    async def breaking(outbox: Outbox, candidates: Any, accepted_at: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise ArithmeticError("a fault of ours")
        return await taking(outbox, candidates, accepted_at)

    monkeypatch.setattr(Outbox, "accept", breaking)
    body = ndjson(*(line(n) for n in range(1, 1201)))
    async with running(tmp_path, server.url) as client:
        with pytest.raises(httpx.TransportError):
            await client.post("/v1/articles", content=body, headers=NDJSON)
        again = await client.post("/v1/articles", content=body, headers=NDJSON)
    assert len(again.text.splitlines()) == 1200
    assert len(accepted(tmp_path)) == 1200


async def test_whoever_waits_for_the_outbox_is_told_of_any_error_and_it_goes_on(
    tmp_path: Path, server: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*_: Any) -> Any:
        raise ArithmeticError("a fault of ours")

    async with running(tmp_path, server.url) as client:
        monkeypatch.setattr(outbox, "_known", breaking)
        assert (await client.post("/v1/articles", json=line(), timeout=5)).status_code == 500
        monkeypatch.undo()
        assert (await client.post("/v1/articles", json=line())).json()["status"] == "accepted"


async def test_a_file_that_cannot_be_written_is_said_and_nothing_is_half_taken(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url) as client:
        with sqlite3.connect(tmp_path / "ingest.db", isolation_level=None) as other, capture_logs() as said:
            other.execute("BEGIN IMMEDIATE")
            answer = await client.post("/v1/articles", json=line())
            assert (await client.post("/v1/articles", json=line())).status_code == 503
            assert [entry["event"] for entry in said] == ["can't write the outbox"]
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert "database is locked" in answer.json()["detail"]
            ready = await client.get("/health/ready")
            assert "can't be written" in ready.json()["problems"][0]
            other.execute("ROLLBACK")
        other.close()
        assert (await client.post("/v1/articles", json=line())).json()["status"] == "accepted"
        assert (await client.get("/health/ready")).status_code == 200
    assert [message.sequence for message in accepted(tmp_path)] == [1]


async def test_what_was_accepted_is_there_after_a_restart_and_numbers_go_on(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url) as client:
        await client.post("/v1/articles", json=line(1))
        source = (await client.get("/v1/stats")).json()["source"]
    async with running(tmp_path, server.url) as client:
        assert (await client.post("/v1/articles", json=line(1))).json()["status"] == "duplicate"
        assert (await client.post("/v1/articles", json=line(2))).json()["status"] == "accepted"
        assert (await client.get("/v1/stats")).json()["source"] == source
    assert [(m.source, m.sequence, m.previous) for m in accepted(tmp_path)] == [(source, 1, 0), (source, 2, 1)]


async def test_many_clients_at_once_are_committed_together(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url) as client:
        answers = await asyncio.gather(*(client.post("/v1/articles", json=line(n % 50)) for n in range(100)))
    states = sorted(answer.json()["status"] for answer in answers)
    assert states == ["accepted"] * 50 + ["duplicate"] * 50
    assert [m.sequence for m in accepted(tmp_path)] == list(range(1, 51))


async def test_the_description_of_the_interface_names_what_is_sent(tmp_path: Path, server: Keeper) -> None:
    async with running(tmp_path, server.url) as client:
        document = (await client.get("/openapi.json")).json()
    body = document["paths"]["/v1/articles"]["post"]["requestBody"]["content"]["application/json"]
    assert body["schema"]["$ref"] == "#/components/schemas/Submission"
    assert "published_at" in document["components"]["schemas"]["Submission"]["properties"]
