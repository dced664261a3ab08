"""When a process may be started again."""

import pytest

from services.timeline.processes import pause
from services.timeline.processes.pause import MOST_SECONDS, Pause


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 1000.0

    def monotonic(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(pause, "time", made)
    return made


def held(one: Pause, clock: Clock) -> float:
    """The seconds for which none may be started."""
    begun = clock.at
    while one.holds():
        clock.at += 0.5
    return clock.at - begun


def test_each_that_can_not_begin_keeps_the_next_waiting_for_twice_as_long(clock: Clock):
    one, waits = Pause("a process"), []
    for _ in range(9):
        one.died(begun=False)
        waits.append(held(one, clock))
    assert waits == [1, 2, 4, 8, 16, 32, MOST_SECONDS, MOST_SECONDS, MOST_SECONDS]


def test_one_that_had_begun_is_replaced_at_once(clock: Clock):
    one = Pause("a process")
    one.died(begun=False)
    assert held(one, clock) == 1
    one.died(begun=True)
    assert not one.holds()
    one.died(begun=False)
    assert held(one, clock) == 1, "it counts anew"
