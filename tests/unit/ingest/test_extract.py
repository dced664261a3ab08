"""The article in a web page, and what is taken from where."""

import pytest
import trafilatura

from services.ingest.extract import NoArticle, Page, extract, with_page
from services.ingest.submission import Submission

PAGE = Page(
    title="Ferry late",
    text="The evening ferry came in four hours late.",
    published_at="2024-10-27T09:30:00+09:00",
    guessed_at="2024-10-26",
    source="The Quay",
    url="https://quay.example/late",
    language="en",
)


@pytest.mark.parametrize(
    ("given", "metadata", "guessed", "date", "basis"),
    [
        ("2024-10-25", "2024-10-26", "2024-10-27", "2024-10-25", "feed"),
        (None, "2024-10-26", "2024-10-27", "2024-10-26", "metadata"),
        (None, "one day", "2024-10-27", "2024-10-27", "page"),
        (None, None, "2024-10-27", "2024-10-27", "page"),
        (None, None, "one day", None, "received"),
        (None, None, None, None, "received"),
    ],
)
def test_the_date_is_that_of_the_feed_else_of_the_metadata_else_of_the_page(
    given: str | None, metadata: str | None, guessed: str | None, date: str | None, basis: str
) -> None:
    page = Page("T", "Words.", metadata, guessed, None, None, None)
    entry = Submission(published_at=given, published_basis="feed" if given else "received")
    taken = with_page(entry, page)
    assert (taken.published_at, taken.published_basis) == (date, basis)


def test_what_is_said_of_an_article_prevails_over_its_page_but_for_the_text() -> None:
    said = Submission(title="Ferry", text="Late.", source="Wire", url="https://wire.example/1", language="de")
    taken = with_page(said, PAGE)
    assert (taken.title, taken.source, taken.url, taken.language) == ("Ferry", "Wire", "https://wire.example/1", "de")
    assert taken.text == PAGE.text
    assert with_page(Submission(), PAGE).source == "The Quay"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2024-10-27T09:30:00Z"}]}</script>', "27"),
        ('<meta property="article:published_time" content="2024-10-26T09:30:00Z">', "26"),
        ('<script type="application/ld+json">{"datePublished": </script><meta name="date" content="2024-10-25">', "25"),
        ('<meta name="date" content="soon">', None),
    ],
)
def test_the_metadata_of_a_page_are_read_in_the_order_of_their_worth(head: str, date: str | None) -> None:
    body = "<p>The evening ferry came in four hours late on Sunday because of thick fog over the strait.</p>"
    html = f"<html><head><title>Ferry</title>{head}</head><body><article><h1>Ferry</h1>{body}</article></body></html>"
    found = extract(html).published_at
    assert found is None if date is None else str(found).startswith(f"2024-10-{date}")


@pytest.mark.parametrize("fault", [AttributeError("no such leaf"), RecursionError(), MemoryError()])
def test_a_page_that_a_library_fails_on_holds_no_article(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    with pytest.raises(NoArticle, match=r"can't be read \((no such leaf|RecursionError|MemoryError)\)"):
        extract("<html><body><p>The ferry came in late.</p></body></html>")
