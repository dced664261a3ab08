"""The log as those who follow it see it, and which of its rows somebody wants."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Final

from services.timeline.api.desk import Desk
from services.timeline.log import log
from services.timeline.log.gazetteer import within
from services.timeline.log.projection import mentions, moment, span
from services.timeline.queries.parameters import after_end, box_of
from services.timeline.queries.questions import KINDS, EventFilters, FollowQuery
from services.timeline.queries.selection import Found, holding, texts_of
from tocsin.following import Entry, Sift, Tail, on_one_line
from tocsin.messages import parse
from tocsin.records import Alert, Article, EmptyReading, RecordedEvent
from tocsin.sqlite import Database

_MESSAGE: Final = b',"message":'
_NAMED: Final = (
    "actor", "recipient", "against", "country", "place", "type", "mode", "context", "modality", "certainty", "stance",
    "signal", "source", "story",
)  # fmt: skip
"""Filters of which a row has to have one of the values asked for."""


def entry(row: log.Row) -> Entry:
    """`{"position", "recorded_at", "message"}` on one line; the message is null once it was redacted."""
    message = on_one_line(row.data) or b"null"
    head = f'{{"position":{row.position},"recorded_at":"{row.recorded_at}"'
    return Entry(row.position, row.type, head.encode() + _MESSAGE + message + b"}")


def tail_of(database: Database) -> Tail[Entry]:
    """The end of the log in `database`."""

    async def read(position: int, limit: int) -> list[Entry]:
        async with database.reading() as connection:
            return [entry(row) for row in await log.read(connection, position, limit)]

    return Tail(read)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What can be asked of a row."""

    named: dict[str, frozenset[str]] = field(default_factory=dict)
    """By the name of the parameter."""
    level: int | None = None
    first: str | None = None
    last: str = ""
    """From when to when an event lasts."""
    numbers: tuple[tuple[float, str], ...] = ()
    """Each number and what it counts."""


class _Wanted:
    """Whether a row of the log is one that a query asks for. A row that has nothing of what is asked is not."""

    def __init__(self, query: FollowQuery) -> None:
        self._query = query
        self._types = tuple(KINDS[kind] for kind in query.kind)
        self._named = {name: frozenset(values) for name in _NAMED if (values := getattr(query, name))}
        if query.bbox:
            self._named["spot"] = frozenset(within(box_of(query.bbox)))
        self._from = moment(query.from_) if query.from_ else None
        self._to = after_end(query.to) if query.to else None
        self._units = frozenset(unit.lower() for unit in query.unit)
        self._all = not query.model_dump(include=set(EventFilters.model_fields), exclude_defaults=True)

    def __call__(self, row: Entry) -> bool:
        if self._types and not row.type.startswith(self._types):
            return False
        if self._all:
            return True
        facts = _facts(row.item)
        return (
            all(values & facts.named.get(name, frozenset()) for name, values in self._named.items())
            and _between(facts.level, self._query.level_min, self._query.level_max)
            and self._in_time(facts)
            and self._counted(facts)
        )

    def _in_time(self, facts: _Facts) -> bool:
        if self._from is None and self._to is None:
            return True
        if facts.first is None:
            return False
        return (self._from is None or facts.last >= self._from) and (self._to is None or facts.first < self._to)

    def _counted(self, facts: _Facts) -> bool:
        low, high = self._query.quantity_min, self._query.quantity_max
        if low is None and high is None and not self._units:
            return True
        return any(
            _between(best, low, high) and (not self._units or unit in self._units) for best, unit in facts.numbers
        )


def _between(value: float | None, low: float | None, high: float | None) -> bool:
    """Whether a value lies in a range; None lies only in one without bounds."""
    if low is None and high is None:
        return True
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def sieve(desk: Desk, query: FollowQuery) -> Sift[Entry]:
    """Leaves those rows that the query asks for. Words are looked for in the file, as for a list of events."""
    wanted, texts = _Wanted(query), texts_of(query)

    async def sift(rows: Sequence[Entry]) -> list[Entry]:
        fitting = [row for row in rows if wanted(row)]
        if not texts or not fitting:
            return fitting
        positions = [row.position for row in fitting]
        worded = await desk.database.read(partial(_worded, positions=positions, texts=texts))
        return [row for row in fitting if row.position in worded]

    return sift


def _worded(connection: sqlite3.Connection, positions: Sequence[int], texts: dict[str, str]) -> set[int]:
    """Those of the positions whose article and evidence match `texts`; an article's row is looked at for itself."""
    rows = connection.execute(_ARTICLES_OF, {"low": positions[0], "high": positions[-1]}).fetchall()
    asked = set(positions)
    found = [Found("", position, article) for position, article in sorted(rows) if position in asked]
    return {one.position for one in holding(connection, found, texts)}


_ARTICLES_OF: Final = """
SELECT position, article FROM events WHERE position BETWEEN :low AND :high
UNION ALL SELECT position, position FROM articles WHERE position BETWEEN :low AND :high
"""


@lru_cache(maxsize=2000)
def _facts(item: bytes) -> _Facts:
    """What can be asked of a row; read once for all who follow."""
    message = item[item.index(_MESSAGE) + len(_MESSAGE) : -1]
    if message == b"null":
        return _Facts()
    data = parse(message).data
    if isinstance(data, RecordedEvent):
        return _of_event(data)
    if isinstance(data, Alert):
        return _of_alert(data)
    if isinstance(data, Article):
        return _Facts(_sets(source=[data.source]))
    if isinstance(data, EmptyReading):
        return _Facts(_sets(source=[data.article.source], story=[data.story]))
    return _Facts(_sets(story=[data.story]))


def _of_event(record: RecordedEvent) -> _Facts:
    event = record.event
    sides: dict[str, list[str | None]] = defaultdict(list)
    for role, name in mentions(event):
        sides[role].append(name)
    named = _sets(
        type=[event.type],
        mode=[event.mode],
        context=event.contexts,
        modality=[event.modality],
        certainty=[event.certainty],
        stance=[event.stance],
        source=[record.article.source],
        story=[record.story],
        **sides,
    )
    first, last = span(event.occurred, record.article.published_at)
    return _Facts(named, None, first, last, tuple((one.best, one.unit.lower()) for one in event.quantities))


def _of_alert(alert: Alert) -> _Facts:
    codes = [code for value in alert.group.values() for code in value.split(",")]
    named = _sets(signal=[alert.signal], story=[alert.story], country=codes)
    first, last = alert.occurred.start, alert.occurred.end
    if first is None:
        return _Facts(named, alert.level)
    return _Facts(named, alert.level, moment(first), moment(last or first, last=True))


def _sets(**values: Sequence[str | None]) -> dict[str, frozenset[str]]:
    return {name: frozenset(value for value in some if value) for name, some in values.items()}
