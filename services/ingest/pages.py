"""Pages and their articles: read in a process that can be killed, and once each, for nothing else takes as long."""

import hashlib
import json
import time
from dataclasses import asdict
from importlib.metadata import version
from importlib.resources import files
from typing import Final

import anyio
import anyio.to_process
from prometheus_client import Counter

from services.ingest.extract import NoArticle, Page, extract
from tocsin.sqlite import Database

SCHEMA: Final = files("services.ingest").joinpath("pages.sql").read_text()

KEPT_SECONDS: Final = 7 * 86_400.0
KEPT: Final = 10_000
_TRIM_EVERY: Final = 100

_VERSION: Final = f"1 {version('trafilatura')}"
_DEADLY: Final = "the process that read it died of it; give the article's `text`"
_FIND: Final = "SELECT page, reason FROM pages WHERE digest = ?"
_TRIM: Final = """
DELETE FROM pages WHERE at < max(?, coalesce((SELECT at FROM pages ORDER BY at DESC LIMIT 1 OFFSET ?), 0))
"""

READ: Final = Counter("tocsin_pages_read_total", "Pages whose article was wanted, by where it came from", ["from"])


class Pages:
    """Reads pages, in a database that was made with SCHEMA. One that takes longer than `seconds` is given up."""

    def __init__(self, database: Database, seconds: float) -> None:
        self._database = database
        self._seconds = seconds
        self._readers = anyio.CapacityLimiter(1)
        self._kept = 0

    async def read(self, html: str, url: str | None) -> Page:
        """The article of a page. Raises NoArticle."""
        digest = _digest(html, url)
        async with self._database.reading() as db, db.execute(_FIND, (digest,)) as rows:
            row = await rows.fetchone()
        READ.labels("page" if row is None else "cache").inc()
        if row is not None:
            return _known(*row)
        try:
            with anyio.fail_after(self._seconds):
                page = await anyio.to_process.run_sync(extract, html, url, cancellable=True, limiter=self._readers)
        except TimeoutError:  # another time it may be quicker: this is not kept
            raise NoArticle(f"took more than {self._seconds:.0f} s to read; give the article's `text`") from None
        except NoArticle as error:
            await self._keep(digest, None, str(error))
            raise
        except anyio.BrokenWorkerProcess:  # for want of memory, say: the next try would end the same way
            await self._keep(digest, None, _DEADLY)
            raise NoArticle(_DEADLY) from None
        await self._keep(digest, json.dumps(asdict(page)), None)
        return page

    async def _keep(self, digest: str, page: str | None, reason: str | None) -> None:
        now = time.time()
        async with self._database.transaction() as db:
            await db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)", (digest, page, reason, now))
            if self._kept % _TRIM_EVERY == 0:
                await db.execute(_TRIM, (now - KEPT_SECONDS, KEPT))
            self._kept += 1


def _digest(html: str, url: str | None) -> str:
    # The address belongs to it: it may hold the date.
    whole = "\0".join((_VERSION, url or "", html))
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _known(page: str | None, reason: str | None) -> Page:
    if page is None:
        raise NoArticle(reason or "no article was found in the page; give its text instead")
    return Page(**json.loads(page))
