"""Requests that say by a key of their own that they are the same: the second one gets the answer of the first.

As draft-ietf-httpapi-idempotency-key-header has it. An article that comes twice is known by its words anyway; the key
is for clients that must see the same answer, and finds out those that use one key for two articles.
"""

import hashlib
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from tocsin.problems import Problem
from tocsin.sqlite import Database

SCHEMA: Final = files("services.ingest").joinpath("requests.sql").read_text()

KEPT_SECONDS: Final = 7 * 86_400.0
"""So long an answer is kept."""

# Visible characters, or the same in quotes as the draft writes it.
_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(slots=True)
class Repeated:
    """A request with a key: its answer if it was there before; else `answer` is to be set when it is known."""

    answer: str | None
    replayed: bool


class Requests:
    """The requests with a key, in a database that was made with SCHEMA."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._at_work: set[tuple[str, str]] = set()

    @asynccontextmanager
    async def once(self, client: str, key: str, body: bytes) -> AsyncIterator[Repeated]:
        """The request of `client` with that key and body. An answer that is set in the block is kept after it.

        Raises Problem: 400 (no such key), 409 (it is being worked on), 422 (the key was another request's).
        """
        key = _checked(key)
        digest = hashlib.blake2b(body, digest_size=16).hexdigest()
        if (client, key) in self._at_work:
            raise Problem(
                409,
                "The request is being worked on",
                "another request with this Idempotency-Key has no answer yet; send it again in a moment",
                headers={"Retry-After": "1"},
            )
        self._at_work.add((client, key))
        try:
            request = Repeated(await self._answer(client, key, digest), replayed=False)
            request.replayed = request.answer is not None
            yield request
            if request.answer is not None and not request.replayed:
                await self._keep(client, key, digest, request.answer)
        finally:
            self._at_work.discard((client, key))

    async def _answer(self, client: str, key: str, digest: str) -> str | None:
        query = "SELECT digest, answer FROM requests WHERE client = ? AND key = ? AND at > ?"
        values = (client, key, time.time() - KEPT_SECONDS)
        async with self._database.reading() as db, db.execute(query, values) as rows:
            row = await rows.fetchone()
        if row is None:
            return None
        if row[0] != digest:
            raise Problem(
                422,
                "The key is taken",
                "this Idempotency-Key was sent with another article: use a new key for each",
            )
        return str(row[1])

    async def _keep(self, client: str, key: str, digest: str, answer: str) -> None:
        now = time.time()
        async with self._database.transaction() as db:
            await db.execute("DELETE FROM requests WHERE at < ?", (now - KEPT_SECONDS,))
            await db.execute("INSERT INTO requests VALUES (?, ?, ?, ?, ?)", (client, key, digest, answer, now))


def _checked(key: str) -> str:
    bare = key[1:-1] if len(key) > 2 and key[0] == key[-1] == '"' else key
    if not _KEY.fullmatch(bare):
        raise Problem(
            400,
            "No Idempotency-Key",
            "it must be 1 to 200 visible ASCII characters, such as a UUID, new for each article",
        )
    return bare
