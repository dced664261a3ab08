"""When something took place, from the time that dates it."""

from datetime import date, datetime, timedelta

from tocsin.coding.reading import Occurred
from tocsin.coding.timex.times import TimeMention
from tocsin.vocabulary import Precision


def day_of(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def occurred_at(mention: TimeMention) -> Occurred:
    """When something took place that a time dates."""
    start, end = mention.start or mention.end, mention.end or mention.start
    if mention.relation == "since" and start is not None and not isinstance(start, datetime):
        # What has gone on since a day began on it; that it goes on, the modality says.
        end = _last_day(start, mention.precision)
    if mention.relation == "until" and mention.start is None and end is not None and not isinstance(end, datetime):
        # What does not come until a year comes in it.
        start = {"year": end.replace(month=1, day=1), "month": end.replace(day=1)}.get(mention.precision, end)
    return Occurred(_iso(start), _iso(end), mention.precision, "text")


def occurred_on(mention: TimeMention) -> Occurred:
    """The same, of what happened on that day, at whatever hour."""
    when = occurred_at(mention)
    if when.precision != "minute" or when.start is None:
        return when
    return Occurred(when.start[:10], when.start[:10], "day", "text")


def _last_day(start: date, precision: Precision) -> date:
    """The last day of the period that begins with `start`."""
    if precision == "year":
        return date(start.year, 12, 31)
    months = {"month": 1, "quarter": 3}.get(precision)
    if months is not None:
        month = start.month - 1 + months
        return date(start.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return start + timedelta(days=6) if precision == "week" else start


def _iso(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
