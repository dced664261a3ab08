"""Fetching from a server that may be slow, broken or hostile."""

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import brotli
import pytest

from services.ingest.fetching import Fetched, Unfetchable, fetching
from tests.ingesting import always, answer, serving
from tocsin.addresses import parse_networks

HERE = parse_networks("127.0.0.0/8")


async def fetched(url: str, *, deadline: float = 10.0, **headers: str) -> Fetched:
    async with fetching(HERE, deadline, pause=0) as fetcher:
        return await fetcher.fetch(url, headers)


async def refused(url: str, *, deadline: float = 10.0) -> Unfetchable:
    with pytest.raises(Unfetchable) as error:
        await fetched(url, deadline=deadline)
    return error.value


async def test_what_is_there_comes_with_its_headers() -> None:
    seen: dict[str, str] = {}

    async def handler(_: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        seen.update(headers)
        writer.write(answer(body=b"words", ETag='"1"'))

    async with serving(handler) as url:
        found = await fetched(f"{url}/x?y=1", **{"If-None-Match": '"0"'})
    assert (found.status, found.body, found.headers["etag"], found.moved_to) == (200, b"words", '"1"', None)
    assert seen["host"] == url.removeprefix("http://")
    assert seen["user-agent"].startswith("tocsin/")
    assert seen["if-none-match"] == '"0"'


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
    ],
)
async def test_our_own_network_is_not_asked_under_any_spelling(host: str) -> None:
    async with fetching() as fetcher:
        with pytest.raises(Unfetchable, match="no public address"):
            await fetcher.fetch(f"http://{host}/")


async def test_a_redirect_is_checked_like_the_first_address() -> None:
    for target, reason in (
        ("http://169.254.169.254/latest", "no public address"),
        ("file:///etc/passwd", "no http or https"),
        ("gopher://127.0.0.1/", "no http or https"),
        ("http://user@[::1]/", "no public address"),
    ):
        async with serving(always(answer("302 Found", Location=target))) as url:
            assert reason in str(await refused(url))


async def test_redirects_are_followed_five_times_and_permanent_ones_remembered() -> None:
    async def handler(path: str, _: dict[str, str], writer: asyncio.StreamWriter) -> None:
        left = int(path[1:])
        writer.write(answer("301 Moved", Location=f"/{left - 1}") if left else answer(body=b"here"))

    async with serving(handler) as url:
        found = await fetched(f"{url}/5")
        assert (found.body, found.url, found.moved_to) == (b"here", f"{url}/0", f"{url}/0")
        assert "more than 5 redirects" in str(await refused(f"{url}/6"))


async def test_a_temporary_redirect_does_not_move_the_address() -> None:
    async def handler(path: str, _: dict[str, str], writer: asyncio.StreamWriter) -> None:
        steps = {"/a": answer("302 Found", Location="/b"), "/b": answer("301 Moved", Location="/c")}
        writer.write(steps.get(path) or answer(body=b"here"))

    async with serving(handler) as url:
        assert (await fetched(f"{url}/a")).moved_to is None


def bare(data: bytes) -> bytes:
    """Deflate without the header of zlib, as some servers send it."""
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


def in_members(data: bytes) -> bytes:
    """gzip in two members, as a server may put them one behind the other."""
    half = len(data) // 2
    return gzip.compress(data[:half]) + gzip.compress(data[half:])


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("gzip", in_members),
        ("deflate", zlib.compress),
        ("deflate", bare),
        ("br", brotli.compress),
    ],
)
async def test_compressed_answers_are_read_and_bombs_do_not_go_off(
    encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    async with serving(always(answer(body=pack(b"words" * 1000), Content_Encoding=encoding))) as url:
        assert (await fetched(url)).body == b"words" * 1000
    async with serving(always(answer(body=pack(bytes(60_000_000)), Content_Encoding=encoding))) as url:
        tracemalloc.start()
        assert "more than 5 MB" in str(await refused(url))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 50_000_000
    async with serving(always(answer(body=pack(b"words" * 1000)[:-9], Content_Encoding=encoding))) as url:
        assert "cut off" in str(await refused(url))


async def test_what_pads_a_compressed_answer_is_not_looked_at() -> None:
    async with serving(always(answer(body=gzip.compress(b"words") + bytes(9), Content_Encoding="gzip"))) as url:
        assert (await fetched(url)).body == b"words"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (answer(body=bytes(5_000_001)), "more than 5 MB"),
        (answer(body=b"no gzip", Content_Encoding="gzip"), "can't be decompressed"),
        (answer(body=b"no brotli", Content_Encoding="br"), "can't be decompressed"),
        (answer(body=b"x", Content_Encoding="zstd"), "was not asked for"),
        (answer("404 Not Found"), "404 Not Found: look whether the address is right"),
        (answer("302 Found", Location="http://:99999999/"), "no http or https address"),
        (b"SMTP ready\r\n\r\n", "connection failed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "did not come"),
        (b"", "did not come"),
    ],
)
async def test_every_failure_has_its_reason(content: bytes, reason: str) -> None:
    async with serving(always(content)) as url:
        assert reason in str(await refused(url, deadline=1.0))


async def test_a_body_that_drips_is_given_up_at_the_deadline() -> None:
    async def handler(_: str, __: dict[str, str], writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(1000):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with serving(handler) as url:
        assert "within 1 s" in str(await refused(url, deadline=1.0))


async def test_the_time_to_retry_is_told_in_seconds() -> None:
    date = "Sun, 27 Oct 2024 09:30:00 GMT"
    for value, seconds in (("120", 120.0), ("Sun, 27 Oct 2024 09:35:00 GMT", 300.0), ("soon", None), ("٣", None)):
        async with serving(always(answer("429 Too Many Requests", Retry_After=value, Date=date))) as url:
            error = await refused(url)
            assert (error.status, error.retry_after) == (429, seconds)


async def test_what_has_not_changed_has_no_body() -> None:
    async with serving(always(b"HTTP/1.1 304 Not Modified\r\n\r\n")) as url:
        found = await fetched(url)
    assert (found.status, found.body) == (304, b"")


async def test_what_a_server_said_is_told_to_it_as_it_was_and_cannot_break_a_line() -> None:
    seen: dict[str, str] = {}

    async def handler(_: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        seen.update(headers)
        writer.write(answer(body=b"words", ETag="caf\xe9").replace("caf\xe9".encode(), b"caf\xe9"))

    async with serving(handler) as url:
        first = await fetched(url)
        assert (await fetched(url, **{"If-None-Match": first.headers["etag"]})).status == 200
        assert seen["if-none-match"].encode("latin-1") == b"caf\xe9"
        with pytest.raises(Unfetchable, match="connection failed"):
            await fetched(url, **{"If-None-Match": "x\r\nX-Injected: yes"})
    assert "x-injected" not in seen


@pytest.mark.parametrize("target", ["/a%0d%0aX-Injected: yes", "/a\tb c", "/caf\xe9", "//[::1]:x/"])
async def test_a_redirect_cannot_smuggle_a_header_in(target: str) -> None:
    asked: list[str] = []

    async def handler(path: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        asked.append(path)
        assert "x-injected" not in headers
        writer.write(answer(body=b"here") if len(asked) > 1 else answer("302 Found", Location=target))

    async with serving(handler) as url:
        with suppress(Unfetchable):
            assert (await fetched(url)).body == b"here"
    assert all(path.isascii() and " " not in path for path in asked)


async def test_a_host_is_asked_one_at_a_time_with_a_pause_between() -> None:
    asked: list[float] = []
    now, most = 0, 0

    async def handler(_: str, __: dict[str, str], writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        asked.append(asyncio.get_running_loop().time())
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1
        writer.write(answer(body=b"words"))

    async with serving(handler) as url, fetching(HERE, pause=0.05) as fetcher:
        await asyncio.gather(*(fetcher.fetch(f"{url}/{n}") for n in range(5)))
    assert most == 1
    assert min(later - earlier for earlier, later in pairwise(asked)) >= 0.05


async def test_a_form_is_sent_and_a_refusal_of_it_told_with_its_words() -> None:
    seen: list[str] = []

    async def handler(path: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        seen.append(headers["content-type"])
        writer.write(answer("202 Accepted") if path == "/hub" else answer("400 Bad Request", b"no such\ntopic"))

    async with serving(handler) as url, fetching(HERE, pause=0) as fetcher:
        await fetcher.post(f"{url}/hub", {"hub.mode": "subscribe"})
        with pytest.raises(Unfetchable, match="400: no such topic"):
            await fetcher.post(f"{url}/other", {"hub.mode": "subscribe"})
    assert seen == ["application/x-www-form-urlencoded"] * 2
