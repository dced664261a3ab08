"""Which article is which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.identity import article_id, article_key, canonical_url, content_digest


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Example.ORG:80/a/../b//c/?utm_source=x&b=2&a=1#frag", "http://example.org/b//c/?b=2&a=1"),
        ("https://user:secret@example.org:443/x", "https://example.org/x"),
        ("https://example.org:8443/x", "https://example.org:8443/x"),
        ("https://münchen.example/ä?q=%7e%c3%a4", "https://xn--mnchen-3ya.example/%C3%A4?q=~%C3%A4"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org/?", "http://example.org/"),
        ("https://[2001:db8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
        ("https://example.org/a%2Fb", "https://example.org/a%2Fb"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org//double//x/", "https://example.org//double//x/"),
        ("  https://example.org/x?fbclid=1&id=7&&gclid=2  ", "https://example.org/x?id=7"),
        ("https://example.org/x?at_medium=RSS&at_campaign=KARANGA", "https://example.org/x"),
        ("https://example.org/x?ref=main&source=2&p=3", "https://example.org/x?ref=main&source=2&p=3"),
    ],
)
def test_a_url_has_one_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("javascript:alert(1)", "must begin with http"),
        ("ftp://example.org/x", "must begin with http"),
        ("example.org/x", "must begin with http"),
        ("http://", "names no host"),
        ("http://[::1/x", "no valid address"),
        ("http://example.org:99999/", "no valid address"),
        ("http://exa\nmple.org/", "control characters"),
        ("http://example.org/\x00", "control characters"),
        (f"http://{'a' * 64}.example/", "cannot exist"),
        (f"http://example.org/{'a' * 5000}", "at most 4,096"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        canonical_url(url)


@given(st.text(alphabet="abZ09%./?&=#:@-_~ é", max_size=40))
def test_a_canonical_url_is_its_own_canonical_form(rest: str) -> None:
    try:
        once = canonical_url(f"https://example.org/{rest}")
    except ValueError:
        return
    assert canonical_url(once) == once


@given(st.text(max_size=200))
def test_any_text_is_either_an_address_or_refused(url: str) -> None:
    try:
        found = canonical_url(url)
    except ValueError:
        return
    assert found.startswith("http")


def test_spacing_line_breaks_and_forms_of_accents_do_not_change_the_content() -> None:
    assert content_digest("A title", "One line.\n\nTwo  lines.") == content_digest(
        " A  title ", "One line.\r\nTwo lines."
    )
    assert content_digest("", "caf\u00e9") == content_digest("", "cafe\u0301")
    assert content_digest("ab", "c") != content_digest("a", "bc")


def test_the_same_page_over_http_and_https_is_the_same_article() -> None:
    keys = {
        article_key(url=f"{scheme}://example.org/x", source=source, external_id=None, content=content)
        for scheme, source, content in (("http", None, "one"), ("https", "The Quay", "two"))
    }
    assert len(keys) == 1


def test_an_id_counts_only_with_the_name_of_its_publisher() -> None:
    def key(source: str | None, external_id: str | None, content: str) -> str:
        return article_key(url=None, source=source, external_id=external_id, content=content)

    assert key("The Quay", "1", "one") == key(" the  quay", "1", "two")
    assert key("The Quay", "1", "one") != key("The Pier", "1", "one")
    assert key(None, "1", "one") != key(None, "1", "two")
    assert key(None, "1", "one") == key(None, "2", "one")


def test_ids_are_the_same_in_every_process() -> None:
    key = article_key(url="https://example.org/x", source=None, external_id=None, content="c")
    assert article_id(key, content_digest("A title", "A text.")) == "art_4194b803bcd27c37536b4c28703315c1"
