"""What the rules of `grammar` mean: from the tokens of a match to a TIMEX3 type and value.

Values are as TimeML and the corpora annotated in it write them. What a text leaves out is taken from the scene: the day
of publication, the tense of the clause, and the date that the text spoke of last (its reference time).
"""

from collections.abc import Callable
from typing import Final

from tocsin.coding.timex.clocks import clock_time, hours_named
from tocsin.coding.timex.dates import (
    another_day,
    date_named,
    holiday_named,
    iso_date,
    month_named,
    slashed_date,
    week_of,
)
from tocsin.coding.timex.grammar import Match
from tocsin.coding.timex.ordinals import day_of_month, night_of, nth_of, nth_weekday
from tocsin.coding.timex.quarters import (
    half_named,
    latest,
    quarter_named,
    quarter_to,
    same_quarter,
    season_named,
    year_ago,
)
from tocsin.coding.timex.scene import Meaning, Scene
from tocsin.coding.timex.shifts import (
    before_last,
    current,
    day_before,
    end_of_unit,
    past_future,
    reference,
    shift,
    to_the_day,
    unit_named,
)
from tocsin.coding.timex.spans import (
    a_while,
    bare_units,
    duration,
    every,
    frequency,
    how_much,
    of_century,
    over_units,
    rate,
    recent,
    the_unit,
    these_days,
    to_come,
    weekdays,
    window,
)
from tocsin.coding.timex.weekdays import (
    daypart,
    daypart_told,
    days_ago,
    eve,
    from_day,
    overnight,
    today,
    week_on,
    weekday,
    weekday_last,
    weekend,
)
from tocsin.coding.timex.years import century_named, decade_named, year_named, years_named

MEANINGS: Final[dict[str, Callable[[Match, Scene], Meaning | None]]] = {
    "clock": clock_time,
    "another_day": another_day,
    "day_of_month": day_of_month,
    "hours": hours_named,
    "night_of": night_of,
    "overnight": overnight,
    "nth_of": nth_of,
    "nth_weekday": nth_weekday,
    "week_of": week_of,
    "iso": iso_date,
    "slashed": slashed_date,
    "date": date_named,
    "month": month_named,
    "quarter": quarter_named,
    "quarter_to": quarter_to,
    "same_quarter": same_quarter,
    "half": half_named,
    "latest": latest,
    "year": year_named,
    "years": years_named,
    "year_ago": year_ago,
    "season": season_named,
    "holiday": holiday_named,
    "decade": decade_named,
    "century": century_named,
    "every": every,
    "rate": rate,
    "weekdays": weekdays,
    "window": window,
    "recent": recent,
    "to_come": to_come,
    "days_ago": days_ago,
    "to_the_day": to_the_day,
    "week_on": week_on,
    "shift": shift,
    "weekday": weekday,
    "weekday_last": weekday_last,
    "today": today,
    "daypart": daypart,
    "daypart_told": daypart_told,
    "weekend": weekend,
    "unit": unit_named,
    "unit_end": end_of_unit,
    "these_days": these_days,
    "before_last": before_last,
    "from_day": from_day,
    "day_before": day_before,
    "eve": eve,
    "duration": duration,
    "of_century": of_century,
    "how_much": how_much,
    "while": a_while,
    "the_unit": the_unit,
    "bare_units": bare_units,
    "over_units": over_units,
    "freq": frequency,
    "past_future": past_future,
    "ref": reference,
    "current": current,
}
