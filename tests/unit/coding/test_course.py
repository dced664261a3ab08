"""What stands behind an item of a page changes nothing in it; paragraphs of one story are one item."""

import pytest

from tests import seeds
from tocsin.coding.coder import code
from tocsin.coding.reading import Event
from tocsin.coding.text.course import Course, course_of
from tocsin.coding.text.lexicon import scan

OTHERS = tuple(
    line.replace("\n", " ")
    for line in """\
The goalkeeper of Torpedo Minsk saved two penalties on Saturday, and the coach praised his defenders after the derby
against Dinamo Brest.

Shares of the retailer Marlowe rose by nine per cent in Sydney on Tuesday; analysts at Corvin Bank expect higher profits
in Australia.

Rebels attacked a village near Bambari in the Central African Republic, killing four soldiers. Bangui blamed fighters
from Chad.

In Lima the Peruvian novelist Elena Quispe presented her new film, a comedy about two cooks, at the festival of
Arequipa.""".split("\n\n")
)


def course(text: str, title: str = "") -> Course:
    return course_of(text, scan(text), title, scan(title))


def before(title: str, text: str, end: int) -> list[Event]:
    """What is read of a title and of the text before a code point."""
    reading = code(title, text, seeds.articles()["2024-10-18-flash-nis"].published_at)
    return [event for event in reading.events if event.trigger.field == "title" or event.trigger.start < end]


@pytest.mark.parametrize("article_id", list(seeds.articles()))
def test_an_unrelated_paragraph_behind_changes_nothing_before_it(article_id: str) -> None:
    article = seeds.articles()[article_id]
    alone = before(article.title, article.text, len(article.text))
    appended = [f"{article.text}\n\n{other}" for other in OTHERS]
    apart = [text for text in appended if len(article.text) + 2 in course(text, article.title).ends]
    assert apart, "no paragraph is unrelated"
    for text in apart:
        assert before(article.title, text, len(article.text)) == alone


def test_paragraphs_that_name_the_same_are_one_item() -> None:
    text = (
        "Serbia moved tanks to the border with Kosovo.\n\nPristina asked NATO for help, and Serbia denied everything."
    )
    assert len(course(text).ends) == 1


def test_a_paragraph_that_only_goes_on_is_no_item_of_its_own() -> None:
    assert len(course("Serbia moved tanks to the border.\n\nThey arrived at night, and nobody saw them.").ends) == 1


def test_a_date_line_is_no_item() -> None:
    assert len(course(f"July 25, 2024\n\n{OTHERS[2]}", "Central Africa bleeds").ends) == 1


@pytest.mark.parametrize("other", OTHERS)
def test_another_story_on_the_same_page_is_another_item(other: str) -> None:
    text = f"Japan protested over a Chinese ship in its waters near Okinawa.\n\n{other}"
    assert course(text).ends == (text.index(other), len(text) + 1)


def test_the_lead_is_the_country_spoken_of_most_so_far() -> None:
    text = f"Japan protested over a Chinese ship near Okinawa.\n\n{OTHERS[2]}"
    assert [lead.country for lead in course(text).leads] == ["JPN", "CAF"]
