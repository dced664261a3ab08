"""Documents that are damaged at random: each is read as far as it goes or refused with words, and none is a crash."""

import gzip
import random
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.ingest.extract import NoArticle, extract
from services.ingest.opml import NoList, read_opml
from services.ingest.sources.decoding import NotText, decode
from services.ingest.sources.feeds import NoFeed, read_feed
from services.ingest.sources.files import MAX_DOCUMENT_BYTES, Reading
from services.ingest.sources.forms import Fault, Given, Item, Unusable, from_csv, from_json, from_page, from_text
from services.ingest.sources.mail import from_mail

FEED = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Quay</title><language>en</language><item><title>Ferry &amp; fog</title><guid>1</guid>
<link>https://quay.example/1</link><dc:date>2024-10-27T09:30:00Z</dc:date><source url="x">Wire</source>
<description><![CDATA[<p>The ferry <b>sails</b>.</p>
<a href="javascript:x">x</a>]]></description></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">&lt;b&gt;Pier</title><entry><id>1</id>
<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Boats <i>sail</i></div></title><updated>27 Oct</updated>
<content type="application/octet-stream">AAAA</content><link href="http://[broken"/></entry></feed>"""
JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1", "title": ["x"], "items": [{"id": {},
"content_html": "<p>x", "date_published": 7, "url": "data:x",
"language": 3, "title": "\\ud800"}, {"content_text": "words", "id": 1e400}]}"""
PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry</title><meta name="date" content="x">
<script type="application/ld+json">{"datePublished": ["2024"], "author": [{"name": {}}]}</script></head><body><article>
<h1>Ferry</h1>
<p>The evening ferry came in four hours late on Sunday because of thick fog over the strait.</p></article>"""
MAIL = b"""From: "The Quay" <news@quay.example>\nTo: undisclosed-recipients:;\nSubject: =?utf-8?q?Ferry_=C3=A9?=
Date: Sun, 27 Oct 2024 09:30:00 +0900\nMessage-ID: <1@quay.example>\nMIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset="utf-8"\n\nThe ferry sails.
--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable

<p>Words=20=E9</p>\n--b--\n"""
TABLE = b'title,text,published_at\n"Ferry, late","It was\nlate.",2024-10-27\n'
LIST = b'<opml version="2.0"><body><outline text="The Quay" xmlUrl="https://quay.example/rss"/></body></opml>'


def damaged(document: bytes, seed: int) -> bytes:
    """`document` with a few bytes changed, cut out, doubled or moved."""
    chance, raw = random.Random(seed), bytearray(document)
    for _ in range(chance.randint(1, 8)):
        at, to = sorted((chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)))
        to = min(to, at + 40)
        match chance.randrange(5):
            case 0:
                raw[at:to] = b""
            case 1:
                raw[at:at] = raw[at:to]
            case 2:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                raw[at:at] = chance.choice(
                    (b"<", b">", b"&", b'"', b"]]>", b"\x00", b"&#x0;", b"<!--", b"\xff", b"=?x?b?")
                )
            case _:
                raw = raw[at:] + raw[:at] if chance.random() < 0.2 else raw
    return bytes(raw)


many = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("feed", [FEED, ATOM, JSON_FEED], ids=["rss", "atom", "json"])
@many
@given(seed=st.integers(0, 2**32))
def test_feeds(feed: bytes, seed: int) -> None:
    try:
        found = read_feed(damaged(feed, seed), {"content-type": "application/xml"}, "https://quay.example/rss")
    except NoFeed as error:
        assert str(error)  # noqa: PT017 - either is right
        return
    for entry in found.entries:
        assert entry.model_dump_json()
        assert entry.url is None or entry.url.lower().lstrip().startswith("http")


def test_halves_of_characters_in_a_json_feed_are_replaced_wherever_they_stand() -> None:
    body = JSON_FEED.replace(b'"id": {}', rb'"id": "\ud800"').replace(b'"language": 3', rb'"language": "\ud800"')
    assert body.count(rb"\ud800") == 3
    for entry in read_feed(body, {}, "https://quay.example/feed").entries:
        assert entry.model_dump_json()


@many
@given(seed=st.integers(0, 2**32))
def test_pages(seed: int) -> None:
    try:
        html = decode(damaged(PAGE, seed), html=True)
        assert extract(html).text
        assert isinstance(from_page(html, "here", Given()), Item)
    except (NoArticle, NotText, Unusable) as error:
        assert str(error)  # noqa: PT017


@many
@given(seed=st.integers(0, 2**32))
def test_letters(seed: int) -> None:
    try:
        assert isinstance(from_mail(damaged(MAIL, seed), "here", Given()), Item)
    except Unusable as error:
        assert str(error)  # noqa: PT017


@many
@given(seed=st.integers(0, 2**32))
def test_tables_lists_and_texts(seed: int) -> None:
    table, feeds = damaged(TABLE, seed), damaged(LIST, seed)
    try:
        read_opml(feeds)
    except NoList as error:
        assert str(error)  # noqa: PT017
    for read in (from_csv, from_json):
        try:
            assert list(read(table.decode("latin-1"), "here", Given()))
        except Unusable as error:
            assert str(error)  # noqa: PT017
    try:
        assert isinstance(from_text(decode(table), "here", Given()), Item)
    except (NotText, Unusable) as error:
        assert str(error)  # noqa: PT017


DEEP = 20_000
RSS = b"<rss version='2.0'><channel>%s</channel></rss>"


@pytest.mark.parametrize(
    "body",
    [
        RSS % (b"<a>" * DEEP + b"</a>" * DEEP + b"<item><title>x</title></item>"),
        RSS % (b"<item><title>" * DEEP),
        RSS % (b"<item><title>" + b"<" * DEEP),
        RSS % (b"<item><title>" + b"&" * DEEP + b"</title></item>"),
        RSS % (b"<item><title>" + b"<![CDATA[" * DEEP + b"</title></item>"),
        RSS % (b"<item><description>" + b"&lt;div&gt;" * DEEP + b"</description></item>"),
        b"<!DOCTYPE " + b"[" * DEEP + RSS % b"<item><title>x</title></item>",
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * DEEP,
        b'{"version": "https://jsonfeed.org/version/1", "items": [' + b'{"a":' * DEEP,
    ],
    ids=lambda body: repr(body[40:60]),
)
def test_feeds_that_are_nested_without_end_are_read_or_refused(body: bytes) -> None:
    with suppress(NoFeed):
        assert read_feed(body, {}, "https://quay.example/rss")


@pytest.mark.parametrize(
    ("letter", "reason"),
    [
        (b"From: " + b"(" * 4_000 + b"\n\nwords", "nested too deeply"),
        (b"From: " + b"a," * 100_000 + b"\n\nwords", "200,000 characters"),
        (b"Subject: " + b"=?utf-8?q?x?= " * 20_000 + b"\n\nwords", "a header Subject"),
        (
            b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000)),
            "nested too deeply",
        ),
    ],
    ids=["comments", "senders", "words", "parts"],
)
def test_letters_that_never_end_are_refused_with_the_reason(letter: bytes, reason: str) -> None:
    with pytest.raises(Unusable, match=reason):
        from_mail(letter, "here", Given())


@pytest.mark.parametrize("form", ["txt", "html", "json", "ndjson", "csv", "eml", "mbox"])
def test_a_file_that_grows_when_it_is_unpacked_is_refused_before_it_fills_the_memory(tmp_path: Path, form: str) -> None:
    head = {"json": b"[", "csv": b"text\n", "mbox": b"From a Sun Oct 27 09:30:00 2024\n\n"}
    path = tmp_path / f"bomb.{form}.gz"
    path.write_bytes(gzip.compress(head.get(form, b"x")) + gzip.compress(b" " * 10_000_000, 1) * 25)
    tracemalloc.start()
    found = list(Reading(path, Given(), None, lambda _: None).items())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [type(one) for one in found] == [Fault]
    assert most < 4 * MAX_DOCUMENT_BYTES
