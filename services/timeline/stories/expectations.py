"""What is expected by a day, and what became of it. Pure: decided by the log and the day on which it is asked."""

from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Final, Literal

from services.timeline.stories.tracks import track
from tocsin.records import RecordedEvent

State = Literal["open", "met", "missed", "superseded"]

_GRACE: Final = timedelta(days=7)
_FORESEEN: Final = frozenset({"future", "considered", "conditional"})


@dataclass(frozen=True, slots=True)
class Expected:
    """What an event expects by a day: that its happening happens, or that a number is reached."""

    due: str
    """The last day, ISO."""
    until: str
    """The last day on which it is still met, if late: reports count with delay."""
    track: str | None
    """The track of the number; None if no number is expected."""
    best: float | None


def expected(record: RecordedEvent) -> Expected | None:
    """What the event expects; None if it foresees nothing, or tells no day by which.

    A day that is not ahead, in UTC, is when it was said rather than when it is due.
    """
    event = record.event
    if event.type == "STATEMENT" or event.sense or event.stance == "denies":
        return None
    published = record.article.published_at.astimezone(UTC).date().isoformat()
    forecast = [q for q in event.quantities if q.kind == "forecast" and q.due and q.due > published]
    if forecast:
        most = max(forecast, key=lambda quantity: quantity.best)
        assert most.due is not None
        name = track(event, most)
        if name is not None:
            return _by(most.due, name, most.best)
    if event.modality not in _FORESEEN:
        return None
    stated = event.occurred.end if event.occurred.basis == "text" and event.occurred.precision != "unknown" else None
    due = next((q.due for q in event.quantities if q.due), None) or stated
    return _by(due, None, None) if due and due[:10] > published else None


def _by(due: str, name: str | None, best: float | None) -> Expected:
    last = date.fromisoformat(due[:10])
    until = last + min(_GRACE, date.max - last)  # "within 9,000 years" is as far as a calendar goes
    return Expected(last.isoformat(), until.isoformat(), name, best)


def happened(record: RecordedEvent) -> bool:
    """Whether an event tells that its happening did happen: that meets what was expected of it."""
    event = record.event
    return event.modality in ("actual", "ongoing") and event.stance in ("asserts", "confirms", "corrects")


def state(due: str, met: str | None, replaced: str | None, today: str) -> State:
    """Where an expectation stands on the day `today`, by what the log tells.

    `met` is when it was first told that it came about, `replaced` when something else was first told to be expected
    in its place; moments as ISO texts of one form, None if never.
    """
    if met is not None and (replaced is None or met <= replaced):
        return "met"
    if replaced is not None:
        return "superseded"
    return "missed" if today[:10] > due else "open"
