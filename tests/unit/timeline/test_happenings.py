"""Which events tell of the same happening."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.timeline.stories.happenings import Happenings
from services.timeline.stories.telling import Telling, telling
from tests.builders import actor, event, span
from tocsin.coding.reading import Event, Occurred, Place

FIRST = datetime(2024, 10, 18, 9, 0, tzinfo=UTC)
SENTENCE = "The kingdom of Tamsin has moved three regiments over the Larkin pass."
AGAIN = "Three Tamsin regiments crossed the Larkin pass, the envoy said."


def day(of: datetime) -> Occurred:
    return Occurred(of.date().isoformat(), of.date().isoformat(), "day", "text")


def told(number: int, *, story: str = "s", days: int = 0, text: str = SENTENCE, **fields: Any) -> Telling:
    published = FIRST + timedelta(days=days)
    fields = {"occurred": day(published), "place": None, "evidence": span(text), **fields}
    return telling(f"e{number}", f"a{number}", story, published, event(**fields))


def joined(*tellings: Telling) -> list[str]:
    happenings = Happenings()
    return [happenings.join(one) for one in tellings]


def test_what_two_articles_of_two_stories_tell_in_their_words_is_one_happening() -> None:
    assert joined(told(1), told(2, story="other", days=1, text=AGAIN)) == ["e1", "e1"]


def test_a_denial_and_a_forecast_are_of_the_happening_that_they_deny_and_foresee() -> None:
    foreseen = told(1, modality="future")
    assert joined(foreseen, told(2, days=1), told(3, days=2, stance="denies")) == ["e1"] * 3


@pytest.mark.parametrize(
    "difference",
    [
        {"type": "RETREAT", "mode": "withdraw"},
        {"actors": (actor("RUS"),)},
        {"days": 40},
        {
            "recipients": (actor("UKR"),),
            "object": "missile",
            "text": "A wholly different sentence of shells at night.",
            "story": "t",
        },
    ],
)
def test_another_act_actor_or_time_is_another_happening(difference: dict[str, Any]) -> None:
    assert joined(told(1), told(2, **difference)) == ["e1", "e2"]


def test_strikes_of_two_days_are_two_happenings_and_a_deployment_of_two_days_is_one() -> None:
    def strikes(number: int, days: int) -> Telling:
        return told(number, days=days, type="ASSAULT", mode="aerial", object="attack")

    assert joined(strikes(1, 0), strikes(2, 4)) == ["e1", "e2"]
    assert joined(told(1), told(2, days=4)) == ["e1", "e1"]


def test_a_war_s_daily_strikes_are_not_one_strike() -> None:
    every = [told(n, days=n, type="ASSAULT", mode="aerial", object="attack") for n in range(6)]
    assert joined(*every) == ["e0", "e0", "e0", "e3", "e3", "e3"]


def test_strikes_on_two_towns_are_two_happenings() -> None:
    def strikes(number: int, town: str) -> Telling:
        text = f"Rockets fell on {town} overnight and hit houses."
        place = Place(town, "UKR", "text", 0, len(town))
        return told(number, story=f"s{number}", type="ASSAULT", mode="aerial", object="attack", place=place, text=text)

    assert joined(strikes(1, "Ambelmouth"), strikes(2, "Sorrel"), strikes(3, "Ambelmouth")) == ["e1", "e2", "e1"]


def test_to_confirm_and_to_deny_are_two_happenings() -> None:
    confirms = told(1, type="STATEMENT", mode="confirm", object="troops")
    denies = told(2, type="STATEMENT", mode="deny", object="troops")
    assert joined(confirms, denies) == ["e1", "e2"]


def test_what_is_foreseen_without_a_day_happens_within_two_weeks() -> None:
    someday = Occurred("2024-10-18", "2024-10-18", "unknown", "publication")

    def talks(number: int, days: int, **fields: Any) -> Telling:
        return told(number, days=days, type="CONSULT", mode=None, object="talks", **fields)

    foreseen = talks(1, 0, occurred=someday, modality="future")
    assert joined(foreseen, talks(2, 10)) == ["e1", "e1"]
    assert joined(foreseen, talks(2, 30)) == ["e1", "e2"]


@pytest.mark.parametrize(
    ("occurred", "days"),
    [
        (Occurred("2024-01-01", "2024-12-31", "year", "text"), (0, 74)),
        (Occurred("2024-10-01", "2024-10-31", "month", "text"), (-17, 13)),
        (Occurred(None, "2024-10-20", "day", "text"), (2, 2)),
        (Occurred("2024-10-17T22:00:00+00:00", None, "minute", "text"), (-1, -1)),
        (Occurred(None, None, "unknown", "publication"), (0, 0)),
    ],
)
def test_when_an_event_may_have_happened(occurred: Occurred, days: tuple[int, int]) -> None:
    found = told(1, occurred=occurred)
    assert (found.first - FIRST.toordinal(), found.last - FIRST.toordinal()) == days


WORDS = st.lists(st.sampled_from("pass regiment tank river night envoy bridge harbour".split()), min_size=1, max_size=6)
ACTS: st.SearchStrategy[Event] = st.builds(
    lambda kind, who, whom, words, at: event(
        kind,
        None,
        actors=tuple(actor(code) for code in who),
        recipients=tuple(actor(code) for code in whom),
        evidence=span(" ".join(words)),
        occurred=day(FIRST + timedelta(days=at)),
        place=None,
    ),
    st.sampled_from(["MOBILIZE", "ASSAULT", "CONSULT"]),
    st.lists(st.sampled_from(["PRK", "RUS"]), max_size=2),
    st.lists(st.sampled_from(["UKR", "KOR"]), max_size=1),
    WORDS,
    st.integers(0, 12),
)


def tellings(acts: Iterable[Event]) -> list[Telling]:
    return [telling(f"e{n}", f"a{n // 2}", f"s{n % 3}", FIRST, act) for n, act in enumerate(acts)]


class Brief(Happenings):
    WINDOW = 6


@given(st.lists(ACTS, max_size=30), st.integers(0, 30))
def test_a_restart_changes_no_answer_and_nothing_is_left_behind(acts: list[Event], restart: int) -> None:
    every = tellings(acts)
    through = Brief()
    placed = [through.join(one) for one in every]
    again = Brief()
    for one, happening in list(zip(every, placed, strict=True))[max(0, restart - Brief.WINDOW) : restart]:
        again.recall(one, happening)
    assert [again.join(one) for one in every[restart:]] == placed[restart:]
    last = every[-Brief.WINDOW :]
    assert set(through._common) == {term for one in last for term in one.terms}
    assert set(through._under) == {key for one in last for key in one.keys}
    assert set(through._happenings) == set(placed[-Brief.WINDOW :])


@given(st.lists(ACTS, max_size=20))
def test_a_happening_is_named_by_an_event_of_its_type_that_came_before(acts: list[Event]) -> None:
    every = tellings(acts)
    by_id = {one.event: one for one in every}
    for one, happening in zip(every, joined(*every), strict=True):
        assert by_id[happening].type == one.type
        assert int(happening[1:]) <= int(one.event[1:])
