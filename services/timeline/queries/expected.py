"""What is expected, asked of the projection: by due date, with where each expectation stands."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any, Final

from services.timeline.queries.conditions import STANDING, Where
from services.timeline.queries.cursors import Cursor
from services.timeline.queries.items import Standing, body, headed
from services.timeline.queries.lists import Page, pin
from services.timeline.queries.questions import ExpectationQuery
from services.timeline.stories.expectations import State, state

_LOOKED_AT: Final = 1000
"""Expectations that are looked at for one page of those in few states."""

_HOLDS: Final = "e.position <= :at AND e.recorded_to > :at"
"""An event `e` that holds as of a position."""

_MET_BY_ACT: Final = f"""
    SELECT t.said || ' ' || l.message_id FROM tellings t
    JOIN events e ON e.position = t.event JOIN log l ON l.position = t.event
    WHERE t.happening = x.happening AND t.happened = 1 AND t.said > x.said AND e.occurred >= substr(x.said, 1, 10)
      AND substr(e.occurred, 1, 10) <= x.until AND {_HOLDS} ORDER BY t.said, t.event LIMIT 1"""  # noqa: S608
_MET_BY_NUMBER: Final = f"""
    SELECT n.said || ' ' || l.message_id FROM numbers n
    JOIN events e ON e.position = n.event JOIN log l ON l.position = n.event
    WHERE n.track = x.track AND n.said > x.said AND substr(n.said, 1, 10) <= x.until
      AND n.kind = 'reported' AND n.best >= x.best AND {_HOLDS} ORDER BY n.said, n.event LIMIT 1"""  # noqa: S608
_REPLACED: Final = f"""
    SELECT y.said || ' ' || l.message_id FROM expectations y
    JOIN events e ON e.position = y.event JOIN log l ON l.position = y.event
    WHERE y.happening = x.happening AND y.track = x.track AND y.said > x.said AND substr(y.said, 1, 10) <= x.due
      AND (y.due <> x.due OR y.best IS NOT x.best) AND {_HOLDS} ORDER BY y.said, y.event LIMIT 1"""  # noqa: S608
_SAME: Final = f"""
    FROM expectations y JOIN events e ON e.position = y.event
    WHERE y.happening = x.happening AND y.track = x.track AND y.due = x.due AND y.best IS x.best AND {_HOLDS}"""
"""Those that expect the same: the one that was told first stands for all of them."""

EXPECTATIONS: Final = f"""
    SELECT x.event, x.due, x.track, x.best, l.recorded_at, l.data,
           CASE x.track WHEN '' THEN ({_MET_BY_ACT}) ELSE ({_MET_BY_NUMBER}) END AS met,
           ({_REPLACED}) AS replaced,
           (SELECT count(DISTINCT e.article) {_SAME}) AS told
    FROM expectations x JOIN log l ON l.position = x.event
    WHERE EXISTS (SELECT 1 FROM events e WHERE e.position = x.event AND {_HOLDS})
      AND NOT EXISTS (SELECT 1 {_SAME} AND (y.said, y.event) < (x.said, x.event))
      AND {{where}}
    ORDER BY x.due {{way}}, x.event {{way}} LIMIT :limit"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Found:
    """One expectation."""

    event: int
    due: str
    state: State
    item: bytes


def expectations(
    connection: sqlite3.Connection, where: str, values: dict[str, Any], *, newest: bool = False
) -> list[Found]:
    """The expectations `x` that the condition names, by due date.

    `values` are bound by name: `at` the position as of which it is asked, `today` the day (ISO) on which, `limit`, and
    those of the condition.
    """
    sql = EXPECTATIONS.format(where=where, way="DESC" if newest else "ASC")
    return [_found(row, values["today"]) for row in connection.execute(sql, values)]


def _found(row: tuple[Any, ...], today: str) -> Found:
    event, due, track, best, recorded_at, data, met, replaced, told = row
    met_at, met_by = met.split(" ", 1) if met else (None, None)
    replaced_at, replaced_by = replaced.split(" ", 1) if replaced else (None, None)
    stands = state(due, met_at, replaced_at, today)
    settled = {"met": (met_by, met_at), "superseded": (replaced_by, replaced_at)}.get(stands, (None, None))
    head = {
        "position": event,
        "recorded_at": recorded_at,
        "due": due,
        "state": stands,
        "settled_by": settled[0],
        "settled_at": settled[1],
        "track": track or None,
        "best": best,
        "told": told,
    }
    return Found(event, due, stands, headed(head, body(data)))


def page(connection: sqlite3.Connection, now: Standing, query: ExpectationQuery, today: str) -> Page:
    """A page of expectations by due date, as of one position and judged on the day `today`.

    Where they stand is decided one by one: a page of few states looks at a thousand at most, and the next goes on.
    """
    at, key, filters = pin(connection, now, query, str, int)
    newest = query.order == "latest"
    where = _expected_conditions(query, today)
    if key:
        where.add(f"(x.due, x.event) {'<' if newest else '>'} (:due, :event)", due=key[0], event=key[1])
    looked = max(query.limit, _LOOKED_AT if query.state else 0) + 1
    values = {**where.values, "at": at, "today": today, "limit": looked}
    found = expectations(connection, str(where), values, newest=newest)
    fitting = [one for one in found if not query.state or one.state in query.state]
    shown = fitting[: query.limit]
    last = None
    if len(fitting) > query.limit:
        last = shown[-1]
    elif len(found) == looked:
        last = found[-1]
    token = Cursor(now.log_id, at, (last.due, last.event), filters).token() if last else None
    return Page([one.item for one in shown], token, at)


_IN_EVENT: Final = "EXISTS (SELECT 1 FROM events e {} AND e.position = x.event)"
_MENTIONED: Final = """
    JOIN mentions n ON n.occurred = e.occurred AND n.event = e.position
    WHERE n.role = '{0}' AND n.name IN (SELECT value FROM json_each(:{0}))"""
_OF_STORY: Final = f"""x.event IN (
    SELECT e.position FROM members m CROSS JOIN events e ON e.article = m.article
    WHERE {STANDING.format("m")} AND m.story IN (SELECT value FROM json_each(:stories)))"""  # noqa: S608


def _expected_conditions(query: ExpectationQuery, today: str) -> Where:
    where = Where()
    if query.from_:
        where.add("x.due >= :since", since=query.from_.isoformat())
    if query.to:
        where.add("x.due <= :by", by=query.to.isoformat())
    if set(query.state) == {"open"}:
        where.add("x.due >= :today", today=today)
    if set(query.state) == {"missed"}:
        where.add("x.due < :today", today=today)
    for role, names in (("actor", query.actor), ("country", query.country)):
        if names:
            where.add(_IN_EVENT.format(_MENTIONED.format(role)), **{role: json.dumps(list(names))})
    if query.type:
        where.add(
            _IN_EVENT.format("WHERE e.type IN (SELECT value FROM json_each(:types))"), types=json.dumps(query.type)
        )
    if query.story:
        where.add(_OF_STORY, stories=json.dumps(query.story))
    return where
