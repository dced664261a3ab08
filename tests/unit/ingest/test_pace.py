"""How often a feed is polled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.pace import MAX_WAIT_SECONDS, Pace

PACE = Pace(least=300, most=21600)


def test_a_busy_feed_comes_to_the_least_interval_and_a_quiet_one_to_the_most() -> None:
    every = PACE.first()
    for _ in range(20):
        every = PACE.after_success(every, new=True)
    assert every == 300
    for _ in range(20):
        every = PACE.after_success(every, new=False)
    assert every == 21600


def test_each_failure_doubles_the_wait_up_to_a_day() -> None:
    waits = [PACE.wait(900, failures=n) for n in range(12)]
    assert waits[:3] == [900, 1800, 3600]
    assert waits[-1] == MAX_WAIT_SECONDS
    assert waits == sorted(waits)


def test_a_server_that_asks_for_time_gets_it() -> None:
    assert PACE.wait(300, retry_after=5000) == 5000
    assert PACE.wait(300, retry_after=1) == 300
    assert PACE.wait(300, retry_after=1e9) == MAX_WAIT_SECONDS


def test_a_publisher_that_asks_for_rest_gets_it_up_to_an_hour() -> None:
    assert PACE.wait(300, rest=1800) == 1800
    assert PACE.wait(300, rest=60) == 300
    assert PACE.wait(300, rest=1e9) == 3600


def test_a_feed_whose_hub_tells_of_changes_is_polled_seldom() -> None:
    assert PACE.pushed(300) == 3600
    assert PACE.pushed(7200) == 7200
    assert Pace(least=1, most=60).pushed(1) == 60


@given(st.floats(1, 1e5), st.integers(0, 1000), st.none() | st.floats(0, 1e9), st.floats(0, 1))
def test_no_wait_is_shorter_than_nine_tenths_of_the_interval(
    every: float, failures: int, retry_after: float | None, chance: float
) -> None:
    wait = PACE.wait(every, failures=failures, retry_after=retry_after, chance=chance)
    assert min(every * 0.9, MAX_WAIT_SECONDS) == pytest.approx(min(wait, every * 0.9), rel=1e-9)
    assert wait <= MAX_WAIT_SECONDS
