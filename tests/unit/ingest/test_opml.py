"""Lists of feeds as feed readers exchange them."""

from pathlib import Path

import pytest

from services.ingest.identity import canonical_url
from services.ingest.opml import Listed, NoList, read_opml, write_opml

LIST = b"""<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Sea"><outline type="rss" text="The Quay" xmlUrl="https://quay.example/rss"/>
<outline type="rss" title="The Pier" text="x" xmlUrl=" https://pier.example/atom " pages="true"/></outline>
<outline text="again" xmlurl="https://quay.example/rss"/><outline text="no feed"/></body></opml>"""


def test_the_feeds_of_a_list_are_found_in_its_folders_each_once() -> None:
    assert read_opml(LIST) == [
        Listed("https://quay.example/rss", "again", pages=False),
        Listed("https://pier.example/atom", "The Pier", pages=True),
    ]


def test_a_list_is_read_back_as_it_was_written() -> None:
    feeds = [
        Listed("https://quay.example/rss?a=1&b=2", 'The "Quay" <1>', pages=True),
        Listed("https://p.example", "P", pages=False),
    ]
    assert read_opml(write_opml(feeds)) == feeds


def test_the_list_to_start_with_is_one() -> None:
    feeds = read_opml((Path(__file__).parents[3] / "seeds" / "feeds.opml").read_bytes())
    assert len(feeds) >= 10
    assert all(feed.title and canonical_url(feed.url) == feed.url and feed.url.startswith("https:") for feed in feeds)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"not xml",
        b"<rss/>",
        b"<opml><body>",
        b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>',
        b'<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>',
    ],
)
def test_what_is_no_list_is_refused(document: bytes) -> None:
    with pytest.raises(NoList, match="is no OPML"):
        read_opml(document)
