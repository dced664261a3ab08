"""The feeds of whole test suites: none is a crash, and each is read as its suite expects, or the deviation is listed.

Ours is in `tests/feeds`. TOCSIN_FEED_SUITES names folders of others, with the system's path separator between them,
such as the tests of feedparser's source distribution and the `testcases` of the W3C's feed validator.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.feed_suites import Case, cases, deviations, run

OWN = Path(__file__).parents[2] / "feeds"
LISTED = deviations(OWN / "deviations.yaml")
OTHERS = [Path(folder) for folder in os.environ.get("TOCSIN_FEED_SUITES", "").split(os.pathsep) if folder]


def listed(case: Case) -> bool:
    return any(deviation.covers(case) for deviation in LISTED)


@pytest.mark.parametrize("case", list(cases(OWN)), ids=lambda case: case.name)
def test_a_feed_of_our_own_is_read_as_it_says(case: Case) -> None:
    outcome = run(case)
    assert outcome.faults == []
    assert outcome.held or "refused" in case.name


@pytest.mark.parametrize("folder", OTHERS, ids=str)
def test_a_suite_is_read_as_it_expects(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [run(case) for case in cases(folder)]
    assert outcomes, f"{folder} holds no case: a comment with Description and Expect"
    deviating = [outcome for outcome in outcomes if outcome.faults]
    unlisted = [outcome for outcome in deviating if not listed(outcome.case)]
    held = sum(outcome.held for outcome in outcomes)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{folder.name}: {len(outcomes):,} cases read, {held:,} claims held, "
            f"{len(deviating) - len(unlisted)} cases deviate on purpose, {len(unlisted)} otherwise\n"
        )
    assert {outcome.case.name: outcome.faults for outcome in unlisted} == {}
    kept = [outcome.case.name for outcome in outcomes if not outcome.faults and listed(outcome.case)]
    assert kept == [], "listed, and read as expected"
