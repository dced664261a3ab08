"""What is said of a feed beside its entries."""

import pytest

from services.ingest.sources.announcements import hub_and_topic, max_age
from services.ingest.sources.feeds import read_feed

HERE = "https://quay.example/rss"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("max-age=600", 600),
        ("public, max-age=60, must-revalidate", 60),
        ('Max-Age = "30"', 30),
        ("s-maxage=99", 0),
        ("no-cache", 0),
        ("max-age=x", 0),
        ("", 0),
    ],
)
def test_how_long_an_answer_stays_good(header: str, seconds: float) -> None:
    assert max_age({"cache-control": header}) == seconds


@pytest.mark.parametrize(
    ("link", "hub", "topic"),
    [
        ('<https://hub.example/>; rel="hub", <https://quay.example/a>; rel="self"', "https://hub.example/", "/a"),
        ("<https://hub.example/>;rel=hub", "https://hub.example/", "/rss"),
        ('</hub>; title="a, b; <c>"; rel="self hub"', "https://quay.example/hub", "/hub"),
        ('<https://one.example/>; rel="hub", <https://two.example/>; rel="hub"', "https://one.example/", "/rss"),
        ('<javascript:x>; rel="hub"', None, None),
        ("<https://hub.example/>; rel=hubs", None, None),
        ("rel=hub", None, None),
        ('<http://[x>; rel="hub"', None, None),
        ('<https://hub.example/\x1b[2J>; rel="hub"', None, None),
        ('<https://hub.example/>; rel="hub", </\x07>; rel="self"', None, None),
    ],
)
def test_a_hub_is_found_in_a_header(link: str, hub: str | None, topic: str | None) -> None:
    found = hub_and_topic({"link": link}, [], HERE)
    assert found == {"hub": hub, "topic": None if topic is None else f"https://quay.example{topic}"}


JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "feed_url": "https://quay.example/rss?x=1", "items": [],
"hubs": [{"type": "rssCloud", "url": "x"}, {"type": "WebSub", "url": "https://hub.example/"}, 7]}"""
RSS = b"""<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>x</title><ttl>30</ttl>
<a:link rel="hub" href="https://hub.example/"/><a:link rel="self" href="https://quay.example/rss?x=1"/>
<item><title>y</title></item></channel></rss>"""


def test_a_hub_is_found_in_feeds_of_all_kinds() -> None:
    for body in (RSS, JSON_FEED):
        feed = read_feed(body, {}, HERE)
        assert (feed.hub, feed.topic) == ("https://hub.example/", HERE + "?x=1")


def test_how_long_a_feed_wants_to_rest_is_the_longer_of_what_it_and_its_server_say() -> None:
    assert read_feed(RSS, {"cache-control": "max-age=60"}, HERE).rest == 1800
    assert read_feed(RSS, {"cache-control": "max-age=6000"}, HERE).rest == 6000
    assert read_feed(RSS.replace(b"30", b"soon"), {}, HERE).rest == 0
    assert read_feed(JSON_FEED, {"cache-control": "max-age=60"}, HERE).rest == 60
