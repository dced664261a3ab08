"""How many events there are of each kind, and who is in most of them.

Where nothing but a span of days is asked, and it is asked for now, tallies are summed up (`tallies`); else the events
that fit are counted one by one (`counting`), and the answer says so if there are more. `from` and `to` bound when
events begin.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from services.timeline.queries.conditions import STANDING
from services.timeline.queries.counting import collected, values_of
from services.timeline.queries.items import Standing
from services.timeline.queries.lists import as_of
from services.timeline.queries.questions import FACETS, ActorQuery, FacetQuery
from services.timeline.queries.selection import Found
from services.timeline.queries.tallies import minutes, over, plain


def count_facets(connection: sqlite3.Connection, now: Standing, query: FacetQuery) -> dict[str, Any]:
    """The most frequent values of each facet among the events that fit."""
    at = as_of(connection, query.as_of, now.position)
    wanted = query.by or [name for name in FACETS if name not in {"signal", "level"}]
    exact = True
    if at == now.position and plain(query, {"from_", "to", "by", "limit"}) and not minutes(query):
        counts = _summed(connection, query, wanted)
    else:
        found, exact = collected(connection, now, query, at)
        counts = _counted(connection, found, wanted)
        if {"signal", "level"} & set(wanted):
            counts |= _rung(connection, at, found)
    total = {"value": counts["all"].total(), "relation": "exact" if exact else "at-least"}
    shown = {name: _most(counts.get(name, Counter()), query.limit) for name in wanted}
    return {"facets": shown, "count": total, "as_of": at}


def _most(counts: Counter[Any], limit: int) -> list[dict[str, Any]]:
    ordered = sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))
    return [{"value": value, "count": n} for value, n in ordered[:limit]]


def _summed(connection: sqlite3.Connection, query: FacetQuery, names: Iterable[str]) -> dict[str, Counter[Any]]:
    """How often the most frequent values of each name are counted, and `all`: one name at a time sorts least."""
    counts: dict[str, Counter[Any]] = {}
    for name in ["all", *names]:
        tallies, values = over(query, [name])
        sql = f"""
            SELECT value, sum(n) FROM {tallies} GROUP BY value
            HAVING sum(n) > 0 ORDER BY sum(n) DESC, value LIMIT :limit"""  # noqa: S608 - bound values
        rows = connection.execute(sql, {**values, "limit": query.limit})
        counts[name] = Counter({int(value) if name == "level" else value: n for value, n in rows})
    return counts


def count_actors(connection: sqlite3.Connection, now: Standing, query: ActorQuery) -> dict[str, Any]:
    """Who is in most events that hold now, by the days on which they began."""
    tallies, values = over(query, ["actor", "recipient", "against"])
    sql = f"""
        SELECT value, sum(n * (name = 'actor')), sum(n * (name = 'recipient')), sum(n * (name = 'against'))
        FROM {tallies} GROUP BY value HAVING sum(n) > 0 ORDER BY sum(n) DESC, value LIMIT :limit"""  # noqa: S608
    names = ("code", "as_actor", "as_recipient", "as_against")
    rows = connection.execute(sql, {**values, "limit": query.limit})
    items = [dict(zip(names, row, strict=True)) for row in rows]
    return {"items": items, "next": None, "as_of": now.position}


def _counted(connection: sqlite3.Connection, found: list[Found], wanted: Iterable[str]) -> dict[str, Counter[Any]]:
    """The values of each facet among these events, from their rows and what they mention."""
    counts: dict[str, Counter[Any]] = defaultdict(Counter)
    counts["all"][""] = len(found)
    counted = Counter((name, value) for _, name, value in values_of(connection, found, set(wanted)))
    for (name, value), n in counted.items():
        counts[name][value] = n
    return counts


def _rung(connection: sqlite3.Connection, at: int, found: list[Found]) -> dict[str, Counter[Any]]:
    """How many of these events have each signal, and each highest level."""
    where = f"s.event IN (SELECT value FROM json_each(:events)) AND {STANDING.format('s')}"  # noqa: S608
    values = {"at": at, "events": json.dumps([one.position for one in found])}
    sql = f"SELECT s.signal, count(DISTINCT s.event) FROM signals s WHERE {where} GROUP BY s.signal"  # noqa: S608
    signals = dict(connection.execute(sql, values).fetchall())
    sql = f"""SELECT level, count(*) FROM (SELECT max(s.level) AS level FROM signals s WHERE {where} GROUP BY s.event)
              GROUP BY level"""  # noqa: S608
    levels = dict(connection.execute(sql, values).fetchall())
    return {"signal": Counter(signals), "level": Counter(levels)}
