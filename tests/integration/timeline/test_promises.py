"""Whatever happens to a log in whatever order, it keeps its promises: a state machine over all that can happen."""

import asyncio
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.timeline.log import archive, log, store
from services.timeline.log.rebuilding import rebuild
from services.timeline.log.redaction import redact
from services.timeline.log.rereading import STALE, reread
from services.timeline.processes.coders import Coders
from tests.builders import NOW, alert, deliveries, event, published, reading, rung
from tests.integration.timeline.conftest import Timeline
from tests.integration.timeline.test_bitemporal import answers, cut
from tests.integration.timeline.test_recording import tables
from tocsin.messages import ArticlePublished
from tocsin.records import Article, stable_id
from tocsin.sqlite import Database


class Crash(Exception):
    """The process ends before the transaction is committed."""


def told(article: Article) -> list:
    """One to three events; an article whose text begins with No tells of none, one with Denied denies."""
    if article.text.startswith("No"):
        return []
    stance = "denies" if article.text.startswith("Denied") else "asserts"
    return [event(stance=stance)] + [event("STATEMENT", "confirm")] * (len(article.id) % 3)


class Promises(RuleBasedStateMachine):
    """A timeline, and what must be in its log."""

    articles = Bundle("articles")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name)
        self.path = self.folder / "timeline.db"
        self.sent: list[ArticlePublished] = []
        self.redacted: set[str] = set()
        self.kept: tuple[Path, set[str]] | None = None
        self.codebook = "0123456789abcdef"
        self.chains: dict[int, bytes] = {}
        self.coder = lambda article: reading(*told(article), codebook=self.codebook)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    @initialize()
    def begin(self) -> None:
        self.run(self._open())

    async def _open(self) -> None:
        self.opened = AsyncExitStack()
        database = await self.opened.enter_async_context(Database.open(self.path, store.SCHEMA))
        async with database.transaction() as connection:
            await log.begin(connection)
        self.timeline = Timeline(database, self.coder)  # type: ignore[arg-type]

    def _new(self, text: str, revises: str | None = None) -> str:
        message = published(id=f"a{len(self.sent)}", text=f"{text} {len(self.sent)}.", revises=revises)
        self.sent.append(message)
        self.run(self.timeline.record(message))
        return message.data.id

    @rule(target=articles, text=st.sampled_from(["Troops move", "No news", "Denied: troops move"]))
    def append(self, text: str) -> str:
        return self._new(text)

    @rule(target=articles, earlier=articles, text=st.sampled_from(["Corrected", "No such thing"]))
    def correct(self, earlier: str, text: str) -> str:
        return self._new(text, revises=earlier)

    @rule(target=articles)
    def correct_what_comes_later(self) -> str:
        return self._new("Corrected", revises=f"a{len(self.sent) + 1}")

    @rule(earlier=articles)
    def repeat(self, earlier: str) -> None:
        self.run(self.timeline.record(next(m for m in self.sent if m.data.id == earlier)))

    @rule(level=st.integers(3, 6))
    def ring(self, level: int) -> None:
        events = self.run(self.timeline.events())
        if events:
            count = self.run(self.timeline.rows("SELECT count(*) FROM alerts"))[0][0]
            record = events[len(events) // 2].data
            what = {"id": stable_id("alr", record.story), "level": level, "revision": count + 1, "status": "raised"}
            self.run(self.timeline.record(rung(alert(record, **what))))

    @rule()
    def crash(self) -> None:
        async def work() -> None:
            async with self.timeline.database.transaction() as connection:
                await self.timeline.recorder.articles(connection, deliveries([published(id="lost")]))
                raise Crash

        with suppress(Crash):
            self.run(work())

    @rule()
    def restart(self) -> None:
        self.run(self.opened.aclose())
        self.run(self._open())

    @rule(chunk=st.integers(1, 9))
    def rebuild(self, chunk: int) -> None:
        async def work() -> None:
            before = await tables(self.timeline)
            async for _ in rebuild(self.timeline.database, chunk=chunk):
                pass
            assert await tables(self.timeline) == before

        self.run(work())

    @rule()
    def read_again(self) -> None:
        async def work() -> None:
            self.codebook = f"{int(self.codebook, 16) + 2**40:016x}"
            readers = Coders(self.coder, 0)  # type: ignore[arg-type]
            async for _ in reread(self.timeline.database, self.timeline.recorder, readers, STALE, self.codebook):
                pass

        self.run(work())

    @rule(article=articles)
    def redact(self, article: str) -> None:
        async def work() -> None:
            async for _ in redact(self.timeline.database, article, NOW):
                pass

        if article not in self.redacted:
            self.redacted.add(article)
            self.run(work())
            self.timeline.recorder.forget()

    @rule()
    def back_up(self) -> None:
        async def work() -> None:
            async with self.timeline.database.reading() as connection:
                await connection.execute("ROLLBACK")
                await connection.execute("VACUUM INTO ?", (str(path),))

        path = self.folder / f"backup{len(list(self.folder.iterdir()))}.db"
        self.run(work())
        self.kept = path, set(self.redacted)

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore(self) -> None:
        """The backup takes the file's place, and ingest sends again what it lacks."""

        async def work() -> None:
            assert self.kept is not None
            path, self.redacted = self.kept[0], set(self.kept[1])
            before = await self.timeline.rows("SELECT log_id FROM head")
            await self.opened.aclose()
            async for _ in archive.restore(path, self.path):
                pass
            self.chains.clear()
            await self._open()
            assert await self.timeline.rows("SELECT log_id FROM head") != before
            if self.sent:
                await self.timeline.record(*self.sent)

        self.run(work())

    @rule(part=st.floats(0, 1))
    def look_back(self, part: float) -> None:
        async def work() -> None:
            end = (await self.timeline.rows("SELECT position FROM head"))[0][0]
            position = max(1, int(part * end))
            if end and not self.redacted:
                async with cut(
                    self.timeline, position, self.folder / f"cut{len(list(self.folder.iterdir()))}.db"
                ) as then:
                    assert answers(self.timeline.database, position) == answers(then, None)

        self.run(work())

    @invariant()
    def each_article_is_in_the_log_once_and_the_chain_holds(self) -> None:
        async def work() -> None:
            async with self.timeline.database.reading() as connection:
                assert {verdict.fault async for verdict in log.verify(connection)} <= {None}
            rows = await self.timeline.rows("SELECT position, message_id, type, chain FROM log ORDER BY position")
            assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
            in_log = [row[1] for row in rows if row[2] == "tocsin.article.published.v1"]
            assert sorted(in_log) == sorted(message.id for message in self.sent)
            for position, _, _, chain in rows:
                assert self.chains.setdefault(position, chain) == chain

        if hasattr(self, "timeline"):
            self.run(work())

    def teardown(self) -> None:
        if hasattr(self, "opened"):
            self.run(self.opened.aclose())
        self.runner.close()
        self.place.cleanup()


def test_a_log_keeps_its_promises_whatever_happens():
    checks = settings(
        max_examples=25,
        stateful_step_count=12,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Promises, settings=checks)
