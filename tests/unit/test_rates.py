"""How often each client may ask or send."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.rates import BURST_SECONDS, MAX_CLIENTS, Rates


def test_a_client_may_send_at_once_what_it_saved_up_and_then_at_the_pace() -> None:
    rates = Rates(2.0)
    assert [rates.wait("a", 0.0) for _ in range(20)] == [0.0] * 20
    assert rates.wait("a", 0.0) == 0.5
    assert rates.wait("a", 0.5) == 0.0
    assert rates.wait("a", 0.5) == 0.5
    assert rates.wait("b", 0.5) == 0.0


def test_a_pace_below_one_lets_one_through() -> None:
    rates = Rates(0.01)
    assert rates.wait("a", 0.0) == 0.0
    assert rates.wait("a", 50.0) == 50.0
    assert rates.wait("a", 100.0) == 0.0


def test_no_pace_is_no_limit() -> None:
    rates = Rates(0)
    assert {rates.wait("a", 0.0) for _ in range(100_000)} == {0.0}


def test_only_so_many_clients_are_remembered() -> None:
    rates = Rates(0.01)
    assert rates.wait("first", 0.0) == 0.0
    for number in range(MAX_CLIENTS):
        rates.wait(f"client {number}", 0.0)
    assert rates.wait("first", 0.0) == 0.0
    assert rates.wait(f"client {MAX_CLIENTS - 1}", 0.0) > 0.0


@given(st.floats(0.1, 100), st.lists(st.floats(0, 5), max_size=200))
def test_nobody_gets_more_than_the_pace_and_what_was_saved_up(per_second: float, gaps: list[float]) -> None:
    rates, now, taken = Rates(per_second), 0.0, 0
    for gap in gaps:
        now += gap
        taken += rates.wait("a", now) == 0.0
    assert taken <= max(1.0, per_second * BURST_SECONDS) + now * per_second + 1e-6
