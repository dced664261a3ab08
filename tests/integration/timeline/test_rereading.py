"""Reading again: what a newer codebook tells takes the place of what was told, and the past stays as it was known."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence

import httpx
import pytest

from services.timeline.log import log
from services.timeline.log.drafts import Coder, Draft
from services.timeline.log.editing import split
from services.timeline.log.rebuilding import rebuild
from services.timeline.log.rereading import FAILED, STALE, Difference, reread, waiting
from services.timeline.processes.coders import Coders
from tests.builders import NOW, ScriptedCoder, alert, event, published, reading, rung
from tests.integration.timeline.conftest import Timeline
from tests.integration.timeline.test_recording import tables
from tocsin.coding.reading import Reading
from tocsin.messages import ArticlePublished, ArticleRead, parse
from tocsin.records import Article

NEWER = "fedcba9876543210"
TALKS = event("CONSULT", None)


def newer(**by_article: tuple) -> Coder:
    def code(article: Article) -> Reading:
        return reading(*by_article.get(article.id, ()), codebook=NEWER)

    return code


async def again(timeline: Timeline, coder: Coder, query: str = STALE, *, dry: bool = False) -> Difference:
    found = Difference()
    recorder = None if dry else timeline.recorder
    async for found in reread(timeline.database, recorder, Coders(coder, 0), query, NEWER):  # noqa: B007
        pass
    return found


@pytest.fixture
async def told(timeline: Timeline) -> Timeline:
    """Three articles: two of them tell of two events, one of none."""
    timeline.coder.by_article["c"] = ()
    await timeline.record(published(id="a"), published(id="b", text="Other news."), published(id="c", text="No news."))
    return timeline


async def test_a_newer_reading_takes_the_place_of_the_earlier_one(told: Timeline, client: httpx.AsyncClient) -> None:
    before = (await told.rows("SELECT position FROM head"))[0][0]
    then = (await client.get("/v1/events", params={"as_of": before})).json()["items"]
    found = await again(told, newer(a=(TALKS,), c=(TALKS,)))
    assert (found.read, found.changed) == (3, 3)
    assert (found.gained, found.lost) == (Counter(CONSULT=2), Counter(MOBILIZE=2, STATEMENT=2))
    now = (await client.get("/v1/events")).json()["items"]
    assert {(item["article"]["id"], item["event"]["type"], item["codebook"]) for item in now} == {
        ("a", "CONSULT", NEWER),
        ("c", "CONSULT", NEWER),
    }
    shown = (await client.get("/v1/events", params={"as_of": before})).json()["items"]
    assert [item["id"] for item in shown] == [item["id"] for item in then]
    silent = [parse(data) for _, data in await told.rows(log.OUTGOING, after=before, limit=9)]
    assert [m.data.article.id for m in silent if isinstance(m, ArticleRead)] == ["b"]
    made = await tables(told)
    async for _ in rebuild(told.database, chunk=3):
        pass
    assert await tables(told) == made


async def test_what_is_read_again_is_told_in_the_story_that_it_was_moved_to_meanwhile(
    told: Timeline, client: httpx.AsyncClient
) -> None:
    story = (await client.get("/v1/articles/a")).json()["story"]

    async def readers(messages: Sequence[ArticlePublished]) -> AsyncIterator[list[Draft]]:
        await split(told.database, told.recorder, story, articles=["a"], reason="another", by="desk")
        async for drafts in Coders(newer(a=(TALKS,)), 0)(messages):
            yield drafts

    async for _ in reread(told.database, told.recorder, readers, STALE, NEWER):
        pass
    into = (await client.get("/v1/articles/a")).json()["story"]
    assert into != story
    assert [one.data.story for one in await told.events() if one.data.codebook == NEWER] == [into]


async def test_a_reading_that_tells_the_same_adds_nothing_to_the_log(told: Timeline) -> None:
    before = await told.rows("SELECT * FROM log")
    same = told.coder.default
    found = await again(told, newer(a=same, b=same))
    assert (found.read, found.changed) == (3, 1)  # that it found nothing in c is news of the newer codebook
    assert await told.rows("SELECT * FROM log WHERE position <= ?", len(before)) == before
    assert (await again(told, newer(a=same, b=same))).changed == 0


async def test_a_trial_tells_the_difference_and_records_nothing(told: Timeline) -> None:
    before = await told.rows("SELECT * FROM log")
    found = await again(told, newer(a=(TALKS,)), dry=True)
    assert found.changed == 3
    assert await told.rows("SELECT * FROM log") == before


async def test_what_was_corrected_is_not_read_again(told: Timeline) -> None:
    await told.record(published(id="d", text="Corrected.", revises="a"))
    assert await waiting(told.database, STALE, NEWER) == 3
    await again(told, newer(a=(TALKS,), d=(TALKS,)))
    assert {message.data.article.id for message in await told.events() if message.data.codebook == NEWER} == {"d"}


async def test_an_article_that_the_coder_failed_on_is_read_when_it_no_longer_fails(timeline: Timeline) -> None:
    def fails(_: Article) -> Reading:
        raise ZeroDivisionError

    broken = Timeline(timeline.database, coder=fails)  # type: ignore[arg-type]
    await broken.record(published(id="a"), published(id="b", text="Other news."))
    before = await timeline.rows("SELECT count(*) FROM log")
    assert (await again(broken, fails, FAILED)).failed == 2
    assert await timeline.rows("SELECT count(*) FROM log") == before
    await again(broken, ScriptedCoder([TALKS]), FAILED)
    assert {message.data.article.id for message in await timeline.events()} == {"a", "b"}
    assert await waiting(timeline.database, FAILED, NEWER) == 0


async def test_what_is_recorded_after_a_new_reading_goes_on_as_ever(told: Timeline) -> None:
    await again(told, newer(a=(TALKS,)))
    first = (await told.events())[-1].data
    await told.record(rung(alert(first)))
    await told.record(published(id="e", text="The next day."))
    async with told.database.reading() as connection:
        assert {verdict.fault async for verdict in log.verify(connection)} == {None}
    assert Timeline(told.database).now == NOW
