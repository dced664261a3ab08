"""Which events fit, in the order in which they occurred, read as far as somebody asks: no list is made in whole.

Three things keep it quick in a log of millions:

- It reads the shortest list that holds all that fit (an actor's, a signal's, the few articles with a rare word …), and
  looks at the other conditions event by event.
- It reads a list in up to three stretches of time. What began more than a month before `from` but lasts until it stands
  in the small table `lasting`, or in the list, if that is shorter; what lies ahead of all that was published by `as_of`
  stands in the small table `ahead`; the stretch between is read by index. So a month of ten years costs a month.
- What full-text search says is asked for some hundred events at a time, unless it names so few that they are the list.
"""

import json
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.timeline.log.projection import AHEAD_DAYS, LASTING_DAYS, REACHES, moment
from services.timeline.queries.conditions import STANDING, Listing, Where, conditions, listings
from services.timeline.queries.parameters import after_end
from services.timeline.queries.questions import EventFilters
from services.timeline.queries.words import match

SHORT: Final = 2_000
"""A list with at most so many entries is read in whole."""

WIDE: Final = 10_000
"""So far the entries of two lists are counted to take the shorter one."""
YEAR_DAYS: Final = 366

CHUNK: Final = 400
APART: Final = 5_000
"""Full-text search asks for positions that lie farther apart in two spans."""
ARMS: Final = 100

Key = tuple[str, int]
"""When an event occurred, and its position: what the order goes by."""


@dataclass(frozen=True, slots=True)
class Found:
    """An event that fits."""

    occurred: str
    position: int
    article: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the time, and the list to read it from."""

    listing: Listing
    low: str | None = None
    high: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Events as of the position `at` that fit `filters`."""

    filters: EventFilters
    at: int
    head: int

    def read(
        self, connection: sqlite3.Connection, *, newest: bool, after: Key | None = None, wanted: int = CHUNK
    ) -> Generator[Found, None, None]:
        """The events that fit, in order, behind `after`; so many are likely to be `wanted`."""
        where, texts = conditions(self.filters), texts_of(self.filters)
        where.values["at"] = self.at
        shortest = self._narrow(connection, where, texts)
        stretches = self._stretches(connection, shortest)
        for stretch in stretches if newest else reversed([*stretches]):
            if _passed(stretch, after, newest=newest):
                continue
            sql, values = _statement(stretch, where, after, newest=newest)
            with closing(connection.execute(sql, values)) as rows:
                size = CHUNK if texts else wanted
                while chunk := [Found(*row) for row in rows.fetchmany(size)]:
                    yield from holding(connection, chunk, texts)
                    size = min(CHUNK * 8, size * 2)

    def _narrow(self, connection: sqlite3.Connection, where: Where, texts: dict[str, str]) -> Listing:
        """The list to read. A filter that names few events or articles becomes a condition, and may be the list."""
        short: list[tuple[int, Listing]] = []
        for one in _sets(self.filters, texts):
            values = {**one.values, "at": self.at}
            if connection.execute(f"{one.sql} LIMIT 1 OFFSET {SHORT}", values).fetchone():
                where.add(one.otherwise, **one.values)
                continue
            ids = [row[0] for row in connection.execute(one.sql, values)]
            if one.text:
                del texts[one.text]
            name = f"few{len(short)}"
            condition = f"{{d}}.{one.column} IN (SELECT value FROM json_each(:{name}))"  # noqa: S608 - a column's name
            where.add(condition.format(d="e"), **{name: json.dumps(ids)})
            short.append((len(ids), Listing("few", (condition,), {})))
        low, high = self._range()
        for listing in listings(self.filters):
            whole = listing.arms == ("1",) and not (low and high)
            short.append((SHORT + 1 if whole else _length(connection, listing, low, high, SHORT), listing))
        return min(short, key=lambda one: one[0])[1]

    def _range(self) -> tuple[str | None, str | None]:
        """Between which first moments all events that fit lie, but for lasting ones."""
        low = None
        if self.filters.from_:
            low = _days_after(moment(self.filters.from_)[:10], -LASTING_DAYS)
        return low, after_end(self.filters.to) if self.filters.to else None

    def _stretches(self, connection: sqlite3.Connection, listing: Listing) -> Iterator[_Stretch]:
        """The stretches of time, the newest first."""
        low, high = self._range()
        if listing.source == "few":
            yield _Stretch(listing, None, high)
            return
        tide = self._tide(connection)
        if tide is not None:
            behind = _days_after(tide, AHEAD_DAYS)
            if high is None or behind < high:
                yield _Stretch(_ahead(tide), max(behind, low or ""), high)
                high = behind
        if low is None or high is None or low < high:
            yield _Stretch(listing, low, high)
        if low is not None:
            yield from self._lasting(connection, listing, low)

    def _lasting(self, connection: sqlite3.Connection, listing: Listing, before: str) -> Iterator[_Stretch]:
        """What began before that and lasts until `from`. What lasts a year at most may be found sooner in the list."""
        since = moment(self.filters.from_ or "")
        lasting = Listing("lasting", ("{d}.occurred_end >= :from_",), {"from_": since})
        year = _days_after(since[:10], -YEAR_DAYS)
        if _length(connection, listing, year, before, WIDE) < _length(connection, lasting, None, None, WIDE):
            yield _Stretch(listing, year, before)
            before = year
        yield _Stretch(lasting, None, before)

    def _tide(self, connection: sqlite3.Connection) -> str | None:
        """The day of the newest article that was known at `at`; None if that is now."""
        if self.at == self.head:
            return None
        query = "SELECT day FROM tides WHERE position <= ? ORDER BY position DESC LIMIT 1"
        days = [row[0] for row in connection.execute(query, (self.at,))]
        return str(days[0]) if days else date.min.isoformat()


def _days_after(day: str, days: int) -> str:
    ordinal = date.fromisoformat(day).toordinal() + days
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal()))).isoformat()


def _length(connection: sqlite3.Connection, listing: Listing, low: str | None, high: str | None, most: int) -> int:
    """How many entries a list has between two moments, up to `most`."""
    bounds = (" AND d.occurred >= :low" if low else "") + (" AND d.occurred < :high" if high else "")
    total = 0
    for arm in listing.arms:
        part = f"SELECT 1 FROM {listing.source} d WHERE {arm.format(d='d')}{bounds} LIMIT {most}"  # noqa: S608
        sql = f"SELECT count(*) FROM ({part})"  # noqa: S608
        ((length,),) = connection.execute(sql, {**listing.values, "low": low, "high": high})
        total += length
        if total >= most:
            return most
    return total


def _ahead(tide: str) -> Listing:
    """What is ahead of articles up to the day `tide`: of each reach as far as it reaches."""
    bounds = {f"reach{reach}": _days_after(tide, reach) + "~" for reach in REACHES}
    arms = tuple(
        f"{{d}}.reach = {reach} AND {{d}}.event <= :at AND {{d}}.occurred < :reach{reach}" for reach in REACHES
    )
    return Listing("ahead", arms, bounds)


@dataclass(frozen=True, slots=True)
class _Set:
    """What a filter names: the values of a column of events that fit, in no order of use here."""

    column: str
    sql: str
    values: dict[str, Any]
    otherwise: str = "1"
    """What asks event by event if they are many; `conditions` or full-text search does if it is left out."""
    text: str = ""
    """The key of the full-text query that it answers."""


def _sets(filters: EventFilters, texts: dict[str, str]) -> list[_Set]:
    found = []
    if filters.source:
        inner = "source IN (SELECT value FROM json_each(:sources))"
        sql = f"SELECT position FROM articles WHERE {inner}"  # noqa: S608 - bound values
        otherwise = f"EXISTS (SELECT 1 FROM articles a WHERE a.position = e.article AND a.{inner})"  # noqa: S608
        found.append(_Set("article", sql, {"sources": json.dumps(filters.source)}, otherwise))
    if filters.story:
        inner = f"m.story IN (SELECT value FROM json_each(:stories)) AND {STANDING.format('m')}"  # noqa: S608
        sql = f"SELECT m.article FROM members m WHERE {inner}"  # noqa: S608
        otherwise = f"EXISTS (SELECT 1 FROM members m WHERE m.article = e.article AND {inner})"  # noqa: S608
        found.append(_Set("article", sql, {"stories": json.dumps(filters.story)}, otherwise))
    for column, text in texts.items():
        sql = f"SELECT rowid FROM words WHERE words MATCH :{column}_text"  # noqa: S608
        found.append(_Set(column, sql, {f"{column}_text": text}, text=column))
    if filters.quantity_min is not None or filters.quantity_max is not None:
        sql = "SELECT DISTINCT event FROM quantities WHERE best BETWEEN :least AND :most"
        least = -9e999 if filters.quantity_min is None else filters.quantity_min
        most = 9e999 if filters.quantity_max is None else filters.quantity_max
        found.append(_Set("position", sql, {"least": least, "most": most}))
    return found


def texts_of(filters: EventFilters) -> dict[str, str]:
    """Full-text queries by the column of an event that names the row they look at."""
    texts = {}
    if filters.q:
        texts["article"] = match(filters.q, "title text")
    if filters.evidence:
        texts["position"] = match(filters.evidence, "evidence")
    return texts


def _passed(stretch: _Stretch, after: Key | None, *, newest: bool) -> bool:
    """Whether a reader who is behind `after` has read the stretch."""
    if after is None:
        return False
    if newest:
        return stretch.low is not None and after[0] < stretch.low
    return stretch.high is not None and after[0] >= stretch.high


def _statement(stretch: _Stretch, where: Where, after: Key | None, *, newest: bool) -> tuple[str, dict[str, Any]]:
    """A list's stretch in order, as SQL: each arm by its index, the arms merged."""
    listing = stretch.listing
    d, event, table = "d", "d.event", f"{listing.source} d CROSS JOIN events e ON e.position = d.event"
    if listing.source in {"events", "few"}:
        d, event, table = "e", "e.position", "events e"
    key = f"+{d}.occurred" if listing.source in {"few", "lasting"} else f"{d}.occurred"
    way, beyond = ("DESC", "<") if newest else ("ASC", ">")
    bounds = f" AND {key} >= :low" if stretch.low else ""
    bounds += f" AND {key} < :high" if stretch.high else ""
    if after:  # the plain bound is what an index is searched by
        bounds += f" AND {key} {beyond}= :after AND ({key}, {event}) {beyond} (:after, :after_position)"
    distinct = "DISTINCT " if listing.distinct else ""
    arms = [
        f"SELECT {distinct}{d}.occurred, {event}, e.article FROM {table} WHERE {arm.format(d=d)}{bounds} AND {where}"  # noqa: S608
        for arm in listing.arms
    ]
    order = f"{key} {way}, {event} {way}" if len(arms) == 1 else f"1 {way}, 2 {way}"
    sql = f"{' UNION '.join(arms)} ORDER BY {order}"
    values = {**where.values, **listing.values, "low": stretch.low, "high": stretch.high}
    return sql, values | ({"after": after[0], "after_position": after[1]} if after else {})


def holding(connection: sqlite3.Connection, chunk: list[Found], texts: dict[str, str]) -> list[Found]:
    """Those of the chunk whose article, and whose evidence, full-text search finds."""
    for column, text in texts.items():
        rows = {getattr(found, column) for found in chunk}
        holding = matching(connection, text, sorted(rows))
        chunk = [found for found in chunk if getattr(found, column) in holding]
    return chunk


def matching(connection: sqlite3.Connection, text: str, rowids: Sequence[int]) -> set[int]:
    """Those of `rowids`, which ascend, that match: asked for in spans without wide gaps, `ARMS` at a time."""
    found: set[int] = set()
    starts = [n for n in range(len(rowids)) if n == 0 or rowids[n] - rowids[n - 1] > APART]
    spans = [(rowids[a], rowids[b - 1]) for a, b in zip(starts, [*starts[1:], len(rowids)], strict=True)]
    for n in range(0, len(spans), ARMS):
        some = spans[n : n + ARMS]
        arm = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
        values = [value for span in some for value in (text, *span)]
        found |= {row[0] for row in connection.execute(" UNION ALL ".join([arm] * len(some)), values)}
    return found
