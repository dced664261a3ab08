"""Lines out of chunks, answers into a spool."""

import asyncio
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.ingest.lines import CHUNK_BYTES, MEMORY_BYTES, Splitter, Spool
from services.ingest.submission import Refused


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=8))
def test_lines_are_the_same_however_the_bytes_are_cut(body: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(body)]
    splitter = Splitter()
    lines = [line for a, b in pairwise(edges) for line in splitter.feed(body[a:b])]
    lines += splitter.close()
    whole = body.split(b"\n")
    if whole[-1] == b"":
        whole.pop()
    assert lines == [line.removesuffix(b"\r") for line in whole]


def test_a_line_that_is_too_long_is_dropped_and_the_next_one_is_whole() -> None:
    splitter = Splitter(limit=10)
    lines = [line for chunk in (b"short\n12345", b"67890", b"1\nnext\n", b"x" * 11) for line in splitter.feed(chunk)]
    lines += splitter.close()
    assert [line if isinstance(line, bytes) else type(line) for line in lines] == [b"short", Refused, b"next", Refused]


async def test_a_spool_gives_back_what_was_written_however_late_it_is_read() -> None:
    spool, written = Spool(), bytearray()
    for number in range(40):
        part = bytes([number]) * CHUNK_BYTES
        written += part
        spool.write(part)
    assert len(written) > MEMORY_BYTES
    reading = asyncio.create_task(_all(spool))
    await asyncio.sleep(0)
    spool.write(b"the end")
    spool.end()
    assert await reading == bytes(written) + b"the end"
    spool.close()


async def _all(spool: Spool) -> bytes:
    return b"".join([chunk async for chunk in spool.chunks()])
