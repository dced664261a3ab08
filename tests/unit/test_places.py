"""Where: places that the text names, and no others."""

import pytest

from tocsin.coding.names.places import PlaceMention, find_places
from tocsin.coding.text.lexicon import scan
from tocsin.coding.text.sentences import split


def read(text: str) -> list[PlaceMention]:
    return find_places(text, "text", scan(text), split(text))


@pytest.mark.parametrize(
    ("text", "country", "kind"),
    [
        ("Kursk", "RUS", "city"),
        ("Black Sea", None, "sea"),
        ("Taiwan Strait", None, "strait"),
        ("Crimea", None, "contested"),
        ("Line of Control", None, "line"),
        ("Second Thomas Shoal", None, "contested"),
        ("Seoul", "KOR", "capital"),
        ("Russia", "RUS", "country"),
        ("Brussels", "BEL", "city"),
        ("Sahel", None, "region"),
    ],
)
def test_places_have_a_kind_and_a_country_where_nobody_disputes_it(text, country, kind):
    found = read(text)
    assert [(p.place.text, p.place.country, p.kind) for p in found] == [(text, country, kind)]


def test_a_place_tells_its_preposition_and_sentence():
    found = read("It rained. Shells fell near Kharkiv.")
    assert (found[0].preposition, found[0].sentence, found[0].start, found[0].end) == ("near", 1, 28, 35)


def test_namesakes_of_places_are_none():
    assert read("Jordan Pickett and Chad Smithson ate French toast.") == []
