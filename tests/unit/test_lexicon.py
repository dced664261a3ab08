"""The lexicon finds whole words only, where they are, with their capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.codebook.folding import fold
from tocsin.codebook.spelling import spell
from tocsin.coding.text.lexicon import Match, scan


def names(text: str) -> list[str]:
    return [text[match.start : match.end] for match in scan(text) if match.kind == "actor"]


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)
    assert fold(text).isascii()


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_is_scanned_and_every_match_quotes_whole_words(text):
    for match in scan(text):
        assert 0 <= match.start < match.end <= len(text)
        assert not text[match.start - 1 : match.start].isalnum() or match.start == 0
        assert not text[match.end : match.end + 1].isalnum()


@given(st.lists(st.sampled_from(["Iran", "U.S.", "the", "North Korea", "’", "é", "—", "army", "İstanbul", "ß", "\n"])))
def test_matches_come_in_order_of_their_start(words):
    starts = [match.start for match in scan(" ".join(words))]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Turkey roasted the turkey", ["Turkey"]),
        ("they told us that the US left", ["US"]),
        ("who asked the WHO", ["WHO"]),
        ("Poles use poles", ["Poles"]),
        ("he keeps a guinea pig in Guinea", ["guinea pig", "Guinea"]),
        ("Iranian and Iraniandom", ["Iranian"]),
        ("North Korean, not Korean", ["North Korean", "Korean"]),
        ("TURKEY SAYS IT WILL", ["TURKEY"]),
        ("Côte d’Ivoire and Cote d'Ivoire", ["Côte d’Ivoire", "Cote d'Ivoire"]),
        ("in the U.S. and the U.S", ["U.S.", "U.S"]),
        ("Iran-backed, anti-Iran", ["Iran", "Iran"]),
    ],
)
def test_names_need_their_capitals_and_their_boundaries(text, found):
    assert names(text) == found


def test_a_text_in_small_letters_is_forgiven_unless_the_name_is_a_word():
    assert names("russia and ukraine told us about turkey") == ["russia", "ukraine"]


def test_the_longest_of_each_kind_wins_and_other_kinds_stay():
    found = scan("South Korean soldiers")
    assert [(m.kind, m.start, m.end) for m in found if m.kind in ("actor", "role", "unit")] == [
        ("actor", 0, 12),
        ("role", 13, 21),
        ("unit", 13, 21),
    ]


def test_a_spelling_tells_its_capitals_and_its_point():
    pattern, spelling = spell("U.S.", "actor")
    assert pattern == " u s "
    assert spelling.capitals == (0, 2)
    assert spelling.dot


def test_a_hostile_text_is_scanned_in_linear_time():
    assert isinstance(scan("Iran " * 20_000)[0], Match)
