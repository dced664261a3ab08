"""Each producer's messages are taken in their order, once, however they come."""

import json
import random
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tocsin.messages import MAX_MESSAGE_BYTES, ArticlePublished
from tocsin.records import Article
from tocsin.turns import take_turns

WHEN = datetime(2024, 10, 27, 9, 30, tzinfo=UTC)


def message(number: int, source: str = "/tocsin/ingest/a", previous: int | None = None) -> bytes:
    return ArticlePublished(
        id=f"{source}{number}",
        source=source,
        subject="s",
        time=WHEN,
        recordedtime=WHEN,
        sequence=number,
        previous=number - 1 if previous is None else previous,
        data=Article(id=f"{source}{number}", text="x", published_at=WHEN),
    ).to_json()


def taken(raws: list[bytes], applied: dict[str, int] | None = None) -> list[int | None]:
    turn = take_turns([(f"{n}-0", raw) for n, raw in enumerate(raws)], applied or {})
    return [delivery.message.sequence for delivery in turn.deliveries]


def test_those_that_were_applied_are_dropped() -> None:
    assert taken([message(1), message(2), message(3)], {"/tocsin/ingest/a": 2}) == [3]


def test_those_behind_a_gap_wait_for_what_is_missing() -> None:
    turn = take_turns([("1-0", message(1)), ("2-0", message(3)), ("3-0", message(4))], {})
    assert [d.message.sequence for d in turn.deliveries] == [1]
    assert (turn.producers, turn.after_gap) == ({"/tocsin/ingest/a": 1}, 2)


def test_numbers_may_leap_if_the_message_before_says_so() -> None:
    assert taken([message(3, previous=0), message(9, previous=3)]) == [3, 9]


def test_producers_do_not_wait_for_each_other() -> None:
    assert taken([message(2), message(1, "/tocsin/ingest/b")]) == [1]


def test_what_numbers_nothing_is_in_turn() -> None:
    foreign = json.loads(message(5)) | {"sequence": None, "previous": None}
    assert taken([json.dumps(foreign).encode()]) == [None]


def test_what_can_not_be_read_is_dead_with_its_reason_and_takes_its_number() -> None:
    broken = json.loads(message(1)) | {"data": {"id": "a"}}
    turn = take_turns([("1-0", json.dumps(broken).encode()), ("2-0", message(2)), ("3-0", b"{")], {})
    assert [letter.entry_id for letter in turn.dead] == ["1-0", "3-0"]
    assert "text" in turn.dead[0].reason
    assert [d.message.sequence for d in turn.deliveries] == [2]


def test_what_is_too_large_is_dead_without_being_read() -> None:
    turn = take_turns([("1-0", b"[" * (MAX_MESSAGE_BYTES + 1))], {})
    assert "at most" in turn.dead[0].reason


@given(st.integers(0, 2**32), st.integers(1, 12), st.integers(0, 30))
def test_sent_again_and_again_from_the_gap_all_are_taken_once_and_in_order(seed: int, count: int, noise: int) -> None:
    chance = random.Random(seed)
    applied: dict[str, int] = {}
    got: list[int | None] = []
    sent = [message(n) for n in range(1, count + 1)]
    for _ in range(3):
        stream = [raw for raw in sent if chance.random() < 0.7] + chance.choices(sent, k=noise)
        turn = take_turns([("1-0", raw) for raw in stream], applied)
        got += [d.message.sequence for d in turn.deliveries]
        applied.update(turn.producers)
    turn = take_turns([("1-0", raw) for raw in sent], applied)
    got += [d.message.sequence for d in turn.deliveries]
    assert got == list(range(1, count + 1))
