"""A span is cut into stretches of months, tens of days and days that together cover each of its days once."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.timeline.log.steps import start_of
from services.timeline.queries.questions import ActorQuery
from services.timeline.queries.tallies import over

DAYS = st.dates(date(2023, 11, 1), date(2024, 4, 30))


def steps(sql: str) -> list[str]:
    """The step of each stretch."""
    return [
        next(name for name in ("month", "ten", "day") if f"step = '{name}'" in arm) for arm in sql.split(" UNION ALL ")
    ]


def covered(since: date, until: date) -> dict[date, int]:
    """How often each day is in the stretches' rows, as the projection would have them."""
    query = ActorQuery.model_validate({"from": since.isoformat(), "to": until.isoformat()})
    sql, values = over(query, ["all"])
    found: Counter[date] = Counter()
    for number, (step, arm) in enumerate(zip(steps(sql), sql.split(" UNION ALL "), strict=True)):
        for n in range(366):
            day = (date(2023, 10, 1) + timedelta(days=n)).isoformat()
            start = day if step == "day" else start_of(step, day)
            if values[f"low{number}"] <= start < values[f"high{number}"]:
                found[date.fromisoformat(day)] += -1 if "-(n)" in arm else 1
    return {day: n for day, n in found.items() if n}


@given(DAYS, DAYS)
def test_stretches_cover_each_day_once(one, other):
    since, until = sorted((one, other))
    assert covered(since, until) == {since + timedelta(days=n): 1 for n in range((until - since).days + 1)}


def test_a_long_span_is_read_by_the_month_and_its_ends_by_ten_days_and_days():
    sql, values = over(ActorQuery.model_validate({"from": "2023-11-09", "to": "2024-03-12"}), ["all"])
    assert steps(sql) == ["month", "ten", "day", "ten", "day"]
    assert [values[f"low{n}"] for n in range(5)] == [
        "2023-11-01",
        "2023-11-01",
        "2023-11-09",
        "2024-03-01",
        "2024-03-11",
    ]
    assert [arm.count("-(n)") for arm in sql.split(" UNION ALL ")] == [0, 1, 0, 0, 0]


def test_all_time_is_read_by_the_month():
    sql, values = over(ActorQuery(), ["all"])
    assert sql.count("step = 'month'") == 1
    assert (values["low0"], values["high0"]) == ("0001-01-01", "9999-13-01")
