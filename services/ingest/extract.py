"""The article in a web page: its words and what the page says about them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from services.ingest.language import ENOUGH
from services.ingest.publication import UnreadableDate, parse_publication
from services.ingest.submission import Submission, plain
from tocsin.records import DateBasis

MAX_PAGE_BYTES: Final = 10_000_000

_DATE_METAS: Final = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publication_date", "citation_publication_date",
)  # fmt: skip
_MAX_DEPTH: Final = 20


class NoArticle(ValueError):
    """The page holds no article that can be told from its frame."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds. `published_at` is as the page's metadata writes it, `guessed_at` a date read off the page."""

    title: str | None
    text: str
    published_at: str | None
    guessed_at: str | None
    source: str | None
    url: str | None
    language: str | None

    def date(self) -> tuple[str | None, DateBasis]:
        """The best date that can be read, and what it is based on."""
        if self.published_at is not None and _is_readable(self.published_at):
            return self.published_at, "metadata"
        if self.guessed_at is not None and _is_readable(self.guessed_at):
            return self.guessed_at, "page"
        return None, "received"


def _is_readable(date: str) -> bool:
    try:
        parse_publication(date)
    except UnreadableDate:
        return False
    return True


def extract(html: str, url: str | None = None) -> Page:
    """The article of `html`. Takes 5 to 500 ms, and unbounded time on hostile input: not on an event loop.

    Raises NoArticle, also where a library fails on the page: whoever sends it again would never get past it.
    """
    try:
        return _article(html, url)
    except NoArticle:
        raise
    except Exception as error:
        cause = plain(str(error))[:200] or type(error).__name__
        raise NoArticle(f"the page can't be read ({cause}); give the article's text") from error


def _article(html: str, url: str | None) -> Page:
    import trafilatura
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

    if len(html) > MAX_PAGE_BYTES:
        raise NoArticle(f"the page has more than {MAX_PAGE_BYTES / 1e6:.0f} MB; give the article's text alone")
    tree = trafilatura.load_html(html)
    if not isinstance(tree, HtmlElement):
        raise NoArticle("this is no HTML page; give the article's text")
    published, language = _published(tree), tree.get("lang") or tree.get("xml:lang")
    found = trafilatura.bare_extraction(
        tree,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise NoArticle("no article was found in the page; give its text instead")
    title = found.title or None
    return Page(
        title=title,
        text=_without_title(found.text or "", title),
        published_at=published,
        guessed_at=found.date or None,
        source=found.sitename or None,
        url=url or found.url or None,
        language=language,
    )


def with_page(submission: Submission, page: Page) -> Submission:
    """`submission` with the text of its page, and what the page says where the client says nothing."""
    date, basis = submission.published_at, submission.published_basis
    if date is None or date == "":
        date, basis = page.date()
    return submission.model_copy(
        update={
            "title": submission.title or page.title,
            "text": page.text,
            "html": None,
            "published_at": date,
            "published_basis": basis,
            "url": submission.url or page.url,
            "source": submission.source or page.source,
            "language": submission.language or (page.language if len(page.text) < ENOUGH else None),
        }
    )


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest.lstrip() if title and rest and first.strip() == title.strip() else text


def _published(tree: Any) -> str | None:
    """The date-time that the page's own metadata give: JSON-LD first, then `meta`, then `time`."""
    for script in tree.iter("script"):
        if script.get("type", "").partition(";")[0].strip().lower() == "application/ld+json":
            for date in _linked_dates(script.text_content()):
                return date
    metas = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content")
        for meta in tree.iter("meta")
    }
    for name in _DATE_METAS:
        if (value := metas.get(name)) and re.search(r"\d{4}", value):
            return str(value).strip()
    for time in tree.iter("time"):
        if time.get("datetime") and (time.get("pubdate") is not None or time.get("itemprop") == "datePublished"):
            return str(time.get("datetime")).strip()
    return None


def _linked_dates(script: str) -> Iterator[str]:
    try:
        document = json.loads(script)
    except (ValueError, RecursionError):
        return
    yield from _dates_in(document, 0)


def _dates_in(node: Any, depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(node, dict):
        date = node.get("datePublished")
        if isinstance(date, str) and date.strip():
            yield date.strip()
        for value in node.values():
            yield from _dates_in(value, depth + 1)
    elif isinstance(node, list):
        for value in node:
            yield from _dates_in(value, depth + 1)
