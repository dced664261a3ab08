"""The harness proves itself: it must report what a product that keeps its promises never does."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests import harness
from tests.builders import article, published
from tests.fault.test_kill import articles
from tests.harness import Row, articles_in, faults_in, settled

ARTICLES = 20
AHEAD = 5


def log_of(count: int) -> list[Row]:
    """A log of `count` articles that ring nothing."""
    return [Row(number, published(article(f"art-{number}"))) for number in range(1, count + 1)]


NAMES = [f"art-{number}" for number in range(1, 5)]


def test_a_log_that_keeps_the_promises_has_no_faults():
    assert faults_in(log_of(4), NAMES) == []


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda rows: rows[:2] + rows[3:], "positions are not"),
        (lambda rows: [rows[1], rows[0], *rows[2:]], "positions are not"),
        (lambda rows: rows[:3], "art-4 is in the log 0 times"),
        (lambda rows: [*rows, replace(rows[0], position=5)], "art-1 is in the log 2 times"),
    ],
    ids=["gap", "swapped", "lost", "doubled"],
)
def test_a_log_that_breaks_a_promise_is_found_out(spoil: Callable[[list[Row]], list[Row]], fault: str):
    assert any(fault in found for found in faults_in(spoil(log_of(4)), NAMES))


def test_acknowledgement_before_commit_is_found_out(tmp_path: Path):
    with harness.by_hand(tmp_path / "data", "ingest", "alerts") as product:
        # What a mutant that saves its place before it applies leaves when it dies in between.
        source = articles()
        first = [answer["id"] for answer in product.post([next(source) for _ in range(ARTICLES)])]
        harness.start(product, "timeline")
        settled(product, ARTICLES)
        harness.stop(product, "timeline")
        second = [answer["id"] for answer in product.post([next(source) for _ in range(ARTICLES)])]
        with sqlite3.connect(product.data / "timeline.db") as database:
            database.execute("UPDATE producers SET sequence = sequence + ? WHERE stream = 'tocsin:articles'", (AHEAD,))
        harness.start(product, "timeline")
        rows = settled(product, 2 * ARTICLES - AHEAD)
    lost = [name for name in second if name not in articles_in(rows)]
    assert len(lost) == AHEAD
    assert faults_in(rows, first + second) == [f"accepted article {name} is in the log 0 times" for name in lost]
