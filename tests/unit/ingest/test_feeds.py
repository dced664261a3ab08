"""Feeds as publishers write them."""

import json

import pytest

from services.ingest.sources.feeds import Feed, NoFeed, read_feed
from services.ingest.sources.fragments import plain_text

RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>The Quay &amp;amp; Pier</title>
<link>https://quay.example/</link><language>en-gb</language>
<item><title>Ferry &amp;amp; crew late in the café</title><link>https://quay.example/1?utm_source=rss</link>
<guid isPermaLink="false">g1</guid><pubDate>Sun, 27 Oct 2024 09:30:00 +0900</pubDate>
<description>&lt;p&gt;One.&lt;/p&gt;
&lt;p&gt;Two &lt;a href="javascript:x"&gt;words&lt;/a&gt;.&lt;/p&gt;</description></item>
<item><title>Short</title><link>javascript:alert(1)</link><description>No date, no page.</description></item>
<item><link>https://quay.example/empty</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Pier</title><id>urn:pier</id>
<entry><title type="html">Boats &lt;b&gt;sail&lt;/b&gt;</title><id>urn:1</id>
<link href="/1"/><link rel="enclosure" href="/1.mp3"/><updated>2024-10-28T08:00:00Z</updated>
<published>2024-10-27T08:00:00-04:00</published><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The boats sail.</p>
<p>Nobody waits.</p></div></content>
<source><title>Wire of the Coast</title></source></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old</title></channel>
<item rdf:about="https://old.example/1"><title>Still here</title><link>https://old.example/1</link>
<description>It is.</description><dc:date>2024-10-27</dc:date></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Buoy",
    "language": "en",
    "items": [
        {"id": 7, "url": "https://buoy.example/7", "title": "Fog", "content_html": "<p>Fog &amp; rain.</p>",
         "date_published": "2024-10-27T09:30:00+09:00"},
        {"id": "8", "content_text": "No title.", "date_published": "one day"},
        {"id": "9"},
        "nothing",
    ],
}  # fmt: skip


def read(body: str | bytes, content_type: str = "application/xml") -> Feed:
    raw = body.encode() if isinstance(body, str) else body
    return read_feed(raw, {"content-type": content_type}, "https://quay.example/feed.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_rss_is_read_in_its_encoding(encoding: str) -> None:
    feed = read(RSS.format(encoding=encoding).encode(encoding))
    first, second = feed.entries
    assert feed.title == "The Quay & Pier"
    assert first.title == "Ferry & crew late in the café"
    assert first.text == "One.\nTwo words."
    assert (first.published_at, first.published_basis) == ("Sun, 27 Oct 2024 09:30:00 +0900", "feed")
    assert (first.url, first.id) == ("https://quay.example/1?utm_source=rss", "g1")
    assert (first.source, first.language) == ("The Quay & Pier", "en-gb")
    assert (second.url, second.published_at, second.published_basis) == (None, None, "received")


def test_a_feed_is_believed_about_its_language_only_where_the_text_is_too_short_to_tell() -> None:
    long = RSS.format(encoding="utf-8").replace("No date, no page.", "Die Fähre fährt heute nicht. " * 10)
    first, second = read(long).entries
    assert (first.language, second.language) == ("en-gb", None)


def test_atom_gives_its_longest_body_and_its_own_publisher() -> None:
    [entry] = read(ATOM, "application/atom+xml").entries
    assert entry.title == "Boats sail"
    assert entry.text == "The boats sail.\nNobody waits."
    assert entry.published_at == "2024-10-27T08:00:00-04:00"
    assert (entry.url, entry.source) == ("https://quay.example/1", "Wire of the Coast")


def test_rss_1_is_read() -> None:
    [entry] = read(RDF).entries
    assert (entry.title, entry.text, entry.published_at) == ("Still here", "It is.", "2024-10-27")


def test_json_feed_is_read() -> None:
    feed = read(json.dumps(JSON_FEED), "application/feed+json")
    first, second = feed.entries
    assert (feed.title, first.title, first.text, first.id) == ("The Buoy", "Fog", "Fog & rain.", "7")
    assert first.published_at == "2024-10-27T09:30:00+09:00"
    assert (second.text, second.published_at, second.published_basis) == ("No title.", None, "received")


def test_a_title_is_one_line_without_what_a_terminal_would_obey() -> None:
    feed = read(json.dumps({**JSON_FEED, "title": " The\n\x1b[2JBuoy\u202e"}), "application/feed+json")
    assert (feed.title, feed.entries[0].source) == ("The [2JBuoy", "The [2JBuoy")


def test_an_ill_formed_feed_is_read_as_far_as_it_goes() -> None:
    broken = RSS.format(encoding="utf-8").replace("</channel></rss>", "<item><title>A & B <unclosed")
    assert [entry.title for entry in read(broken).entries[:1]] == ["Ferry & crew late in the café"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html><body>Not found</body></html>", "is no feed"),
        ("", "is no feed"),
        ("{}", "no JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1"', "no JSON Feed"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel/></rss>', "entities"),
        (
            '<!-- <rss --><!DOCTYPE x [<!-- <rss --><?y <rss ?><!ENTITY a "aaaa">]><rss version="2.0"><channel/></rss>',
            "entities",
        ),
        ('<!DOCTYPE x [<!entity a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel/></rss>', "entities"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason(body: str, reason: str) -> None:
    with pytest.raises(NoFeed, match=reason):
        read(body)


def test_entities_are_refused_in_any_encoding() -> None:
    with pytest.raises(NoFeed, match="entities"):
        read('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"/>'.encode("utf-16"))


def test_a_comment_may_write_about_entities() -> None:
    assert read("<!-- <!ENTITY a 'b'> -->" + ATOM, "application/atom+xml").title == "The Pier"
    with pytest.raises(NoFeed, match="is no feed"):
        read("<!-- <!ENTITY a 'b'>")


def test_an_article_may_write_about_entities() -> None:
    feed = RSS.format(encoding="utf-8").replace("No date, no page.", "&lt;!ENTITY and <![CDATA[<!ENTITY]]>")
    assert len(read(feed).entries) == 2


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("<p>One</p><p>Two<br>three</p>", "One\nTwo\nthree"),
        ("a &amp; b<script>alert(1)</script>c<!-- d -->e", "a & bce"),
        ("<ul><li>x</li>\n <li>y</li></ul>z", "x\ny\nz"),
        ("", ""),
        ("<", "<"),
    ],
)
def test_html_becomes_lines_of_words(html: str, text: str) -> None:
    assert plain_text(html) == text
