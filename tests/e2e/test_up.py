"""From the sample articles to a dated timeline and alerts with their proof: by `tocsin up`, and by hand."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests import harness, seeds
from tests.harness import Product, Row, alerts_in, articles_in, faults_in, settled, until
from tocsin.messages import ALERTS, ArticlePublished
from tocsin.records import Alert

SEEDS = len(seeds.articles())
PASTED = """Seoul to brief allies on Monday

SEOUL - South Korean officials will brief NATO on Monday on the deployment of North Korean troops to Russia, the
presidential office said. North Korea test-fired a ballistic missile on Friday.
"""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Everything up, with the seeds in."""
    with harness.up(tmp_path_factory.mktemp("up") / "data", "--seeds", str(seeds.SEEDS)) as running:
        settled(running, SEEDS)
        yield running


@pytest.fixture(scope="module")
def rows(product: Product) -> list[Row]:
    return settled(product, SEEDS)


def test_the_feed_has_each_seed_once_from_position_one_without_a_gap(rows: list[Row]):
    assert rows[0].position == 1
    assert len(articles_in(rows)) == SEEDS
    assert faults_in(rows, articles_in(rows)) == []


def test_the_correction_names_the_article_that_it_revises(rows: list[Row]):
    revised = [
        row.message.data for row in rows if isinstance(row.message, ArticlePublished) and row.message.data.revises
    ]
    assert [article.title for article in revised] == ["Pentagon puts North Korean force in Russia at 10,000"]


def test_the_timeline_gives_dated_events_in_the_order_in_which_they_occurred(product: Product):
    page = product.get("timeline", "/v1/events", order="oldest", limit=200)
    starts = [item["event"]["occurred"]["start"] for item in page["items"] if item["event"]["occurred"]["start"]]
    assert len(starts) > 30
    assert starts == sorted(starts)


def test_late_news_stands_at_its_date_in_the_timeline_and_at_its_arrival_in_the_feed(product: Product):
    october = product.get("timeline", "/v1/events", order="oldest", to="2024-10-31", limit=500)["items"]
    late = [item for item in october if item["article"]["published_at"] == "2024-10-13T20:00:00Z"]
    missile = [item for item in october if item["article"]["published_at"] == "2024-10-31T03:30:00Z"]
    assert min(item["position"] for item in late) > max(item["position"] for item in missile)
    assert october.index(late[0]) < october.index(missile[-1])


def test_events_can_be_asked_by_actor_time_and_text(product: Product):
    asked = {"actor": "PRK", "from": "2024-10-31", "to": "2024-10-31", "q": "missile"}
    items = product.get("timeline", "/v1/events", **asked)["items"]
    assert items
    assert all("PRK" in {actor["country"] for actor in item["event"]["actors"]} for item in items)
    assert product.get("timeline", f"/v1/events/{items[0]['id']}")["id"] == items[0]["id"]


def test_the_evidence_of_each_alert_on_the_stream_quotes_its_article(product: Product, rows: list[Row]):
    articles = {row.message.data.id: row.message.data for row in rows if isinstance(row.message, ArticlePublished)}
    alerts = [message.data for message in product.alert_messages()]
    assert alerts
    for alert in alerts:
        assert isinstance(alert, Alert)
        assert alert.evidence or alert.status == "cancelled"
        for item in alert.evidence:
            field = getattr(articles[item.article.id], item.quote.field)
            assert field[item.quote.start : item.quote.end] == item.quote.text != ""


def test_a_plain_redis_client_reads_alerts_as_json(product: Product):
    with redis.Redis.from_url(product.redis_url, decode_responses=True) as client:
        _, fields = client.xrange(ALERTS, count=1)[0]
    assert list(fields) == ["__data__"]
    assert json.loads(fields["__data__"])["type"] == "tocsin.alert.raised.v1"


def test_the_services_ring_what_the_rules_ring_on_paper(rows: list[Row]):
    told = [(alert.signal, alert.level, alert.status, alert.title) for alert in alerts_in(rows)]
    due = [(alert.signal, alert.level, alert.status, alert.title) for alert in seeds.told_at_once()]
    assert sorted(told) == sorted(due)


def test_a_pasted_text_is_on_the_timeline_at_once_dated_from_its_publication(product: Product, tmp_path: Path):
    pasted = tmp_path / "article.txt"
    pasted.write_text(PASTED, "utf-8")
    done = product.tocsin("ingest", str(pasted), "--published", "2024-10-27")
    assert done.returncode == 0, done.stderr

    def events() -> list[dict[str, object]]:
        return [
            item
            for item in product.get("timeline", "/v1/events", **{"from": "2024-10-25", "to": "2024-10-28"}, limit=500)[
                "items"
            ]
            if item["article"]["title"] == "Seoul to brief allies on Monday"
        ]

    found = until(events, "the pasted text is on the timeline", 5)
    days = {item["event"]["occurred"]["start"] for item in found}
    assert "2024-10-28" in days
    assert "2024-10-25" in days


def test_a_second_start_continues_and_duplicates_nothing(tmp_path: Path):
    with harness.up(tmp_path / "data", "--seeds", str(seeds.SEEDS)) as first:
        before = settled(first, SEEDS)
    with harness.up(tmp_path / "data", "--seeds", str(seeds.SEEDS)) as second:
        until(lambda: "seeds from" in second.said().partition("stopped;")[2], "the seeds are given again", 30)
        new = product_post_marker(second)
        after = settled(second, SEEDS + 1)
    assert [row.message.id for row in after[: len(before)]] == [row.message.id for row in before]
    assert articles_in(after)[SEEDS:] == [new]
    assert faults_in(after, articles_in(after)) == []


def product_post_marker(product: Product) -> str:
    """An article that comes after the seeds; its id."""
    [answer] = product.post([{"title": "Calm seas", "text": "Nothing happened.", "published_at": "2025-01-13"}])
    return answer["id"]


def test_three_processes_by_hand_ring_the_same(tmp_path: Path, rows: list[Row]):
    with harness.by_hand(tmp_path / "data") as product:
        done = product.tocsin("ingest", str(seeds.SEEDS))
        assert done.returncode == 0, done.stderr
        again = settled(product, SEEDS)
    assert faults_in(again, articles_in(again)) == []
    assert [(a.id, a.revision) for a in alerts_in(again)] == [(a.id, a.revision) for a in alerts_in(rows)]


def test_a_second_one_on_the_same_ports_gives_nothing_to_the_first(product: Product, tmp_path: Path):
    text = tmp_path / "article.txt"
    text.write_text("A ferry came in late on Sunday and nobody minded.")
    ports = [f"--{name}-port={url.rpartition(':')[2]}" for name, url in product.urls.items()]
    before = product.feed()[1]
    done = product.tocsin("up", "--data", str(tmp_path / "other"), "--seeds", str(text), *ports)
    assert done.returncode == 1
    assert "another TOCSIN_INGEST_PORT" in " ".join(done.stderr.split())
    assert "tocsin is up" not in done.stderr
    assert product.feed(before)[0] == []


def test_nothing_outlives_a_supervisor_that_was_killed(tmp_path: Path):
    with harness.up(tmp_path / "data", ends=-signal.SIGKILL) as product:
        product.processes["up"].kill()
        product.processes["up"].wait()
