"""What holds for the reading of any text whatever."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cost import seconds
from tests.unit.coding.news import cases
from tests.unit.coding.readings import PUBLISHED, read
from tocsin.coding.coder import code

WORDS = st.sampled_from(
    "Russia Ukraine attacked the troops said that to and if not will , . “ ” who which by 3,000 on Monday deny".split()
)


def quoted(text: str, title: str) -> None:
    reading = code(title, text, PUBLISHED)
    fields = {"title": title, "text": text}
    for event in reading.events:
        spans = [event.trigger, event.evidence, *event.actors, *event.recipients, *event.quantities]
        for span in spans:
            assert fields[span.field][span.start : span.end] == span.text
        assert event.evidence.start <= event.trigger.start < event.trigger.end <= event.evidence.end
    for silence in reading.silences:
        trigger = silence.trigger
        assert fields[trigger.field][trigger.start : trigger.end] == trigger.text


@pytest.mark.parametrize("title", ["Strikes", "Strikes bomb", "Says", "Iran says", "Iran says,", "Rebels, says"])
def test_headlines_of_a_word_or_two_are_read(title: str) -> None:
    quoted("", title)


@settings(max_examples=60)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_unicode_is_read_and_quoted(text: str, title: str) -> None:
    quoted(text, title)


@settings(max_examples=80)
@given(st.lists(WORDS, max_size=60))
def test_any_jumble_of_news_words_is_read_and_quoted(words: list[str]) -> None:
    quoted(" ".join(words), "")


SENTENCES = [case.text for case in cases()]


@settings(max_examples=300)
@given(st.sampled_from(SENTENCES), st.integers(0, 20), st.integers(1, 40), st.booleans())
def test_a_sentence_that_is_cut_anywhere_is_read_and_quoted(text: str, first: int, count: int, titled: bool) -> None:
    cut = " ".join(text.split()[first : first + count]).rstrip(".")
    quoted("" if titled else cut, cut if titled else "")


@pytest.mark.parametrize("text", ["The army began the drill Zapad-2021", "Deputies named the suspect as Ali,"])
def test_a_text_may_end_behind_the_words_that_others_follow(text: str) -> None:
    """As a headline does, or a teaser that its feed cut off."""
    quoted(text, "")
    quoted("", text)


@settings(max_examples=30)
@given(st.lists(WORDS, max_size=60))
def test_the_same_text_gives_the_same_reading(words: list[str]) -> None:
    text = " ".join(words)
    assert read(text) == read(text)


BLOW_FOR_BLOW = (
    "Armenian and Azerbaijani troops shelled each other's villages on Monday. "
    "Azerbaijani and Armenian troops were shelled. Paris condemned the shelling."
)


def test_a_reading_does_not_hang_on_the_order_of_sets() -> None:
    """Python hashes strings anew in each process, so that sets come in another order."""
    script = f"from tests.unit.coding.readings import read; print(read({BLOW_FOR_BLOW!r}))"
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    "unit",
    [
        "the the ",
        '"Russia said ',
        "on 5 May 2024 Russia attacked Kyiv and ",
        "troops attacked on Tuesday and ",
        "rebels attacked Homs a day after Monday's raid, ",
        "to attack ",
        "which Russia ",
        ", ",
        "if ",
        "Ukrainian forces shelled Kursk on Monday, Russia's army said. He denied it. ",
    ],
)
def test_cost_grows_with_length_and_no_faster(unit: str) -> None:
    def cost(length: int) -> float:
        return seconds(lambda: code("", unit * (length // len(unit)), datetime(2024, 5, 1, tzinfo=UTC)))

    cost(1_000)
    small, large = (min(cost(length) for _ in range(3)) for length in (10_000, 40_000))  # the least disturbed run
    assert large < 12 * max(small, 0.005)
