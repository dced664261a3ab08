"""Feeds with every fault there is, polled by a service that is killed: each article is in the log once."""

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from tests import harness
from tests.fleet import HOSTS, Fleet
from tests.harness import until
from tocsin.messages import ArticlePublished

FEEDS = int(os.environ.get("TOCSIN_TEST_FEEDS", "40"))
"""200 and more show what a machine can bear; the faults show with 20."""
LEAST, PAUSE = 0.4, 0.05
SETTINGS = {
    "TOCSIN_INGEST_FETCH_NETWORKS": "127.0.0.0/8",
    "TOCSIN_INGEST_FETCH_PAUSE_SECONDS": str(PAUSE),
    "TOCSIN_INGEST_FEED_LEAST_SECONDS": str(LEAST),
    "TOCSIN_INGEST_FEED_MOST_SECONDS": str(2 * LEAST),
}


@pytest.mark.timeout(120 + 2 * FEEDS)
def test_feeds_with_faults_give_each_article_once_and_are_not_asked_too_often(tmp_path: Path):
    fleet = Fleet(FEEDS)
    wanted = fleet.articles + fleet.edited
    with fleet.serving(), harness.by_hand(tmp_path / "data", "ingest", "timeline", **SETTINGS) as product:
        for number in range(FEEDS):
            added = product.http.post(f"{product.urls['ingest']}/v1/feeds", json={"url": fleet.url(number)})
            assert added.status_code == 201, added.text
        until(lambda: len(fleet.times) > FEEDS / 2, "half of the feeds are polled", FEEDS)
        product.processes["ingest"].kill()
        product.processes.pop("ingest").wait()
        broken_at = time.monotonic()
        harness.start(product, "ingest")
        until(fleet.is_done, "every feed is polled again and again", 30 + FEEDS)
        until(lambda: product.get("ingest", "/v1/stats")["confirmed"] >= wanted, "all is in the log", 60)
        rows, _ = product.feed()
        feeds = {feed["url"].removesuffix("/new"): feed for feed in product.get("ingest", "/v1/feeds")["items"]}

    articles = [row.message.data for row in rows if isinstance(row.message, ArticlePublished)]
    revisions = [article for article in articles if article.revises]
    assert Counter(article.url for article in articles if not article.revises) == {
        f"https://fleet.example/{number}": 1 for number in range(fleet.articles)
    }
    assert len(revisions) == len({article.url for article in revisions}) == fleet.edited
    assert {article.text.split(" came in ")[1] for article in revisions} == {"late, an earlier report was wrong."}
    assert fleet.impolite(least=LEAST, pause=PAUSE, broken_at=broken_at) == []

    states = Counter((fleet.kind(number), feeds[fleet.url(number)]["state"]) for number in range(FEEDS))
    assert {state for kind, state in states if kind == "gone"} == {"gone"}
    assert {state for kind, state in states if kind != "gone"} == {"fine"}
    moved = {feeds[fleet.url(number)]["url"] for number in range(FEEDS) if fleet.kind(number) == "moved"}
    assert all(url.endswith("/new") for url in moved)
    assert len({asked.host for asked in fleet.asked}) == HOSTS
