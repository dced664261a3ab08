"""Which stories there are, asked of the projection."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.timeline.queries.conditions import STANDING, Where
from services.timeline.queries.cursors import Cursor
from services.timeline.queries.items import Standing
from services.timeline.queries.lists import Page, pin
from services.timeline.queries.questions import StoryQuery

_SHORT: Final = 3000
"""A list with at most so many rows is read in whole."""
_FEW: Final = 500
"""So few stories are looked at by name."""

HELD: Final = STANDING.format("m")
"""A member `m` that is of its story as of the position `:at`."""

HEADS: Final = f"""
    SELECT s.article, s.story,
        (SELECT json_extract(CAST(l.data AS TEXT), '$.data.title') FROM log l
         WHERE l.position = (SELECT min(article) FROM members m WHERE m.story = s.story AND {HELD})
           AND length(l.data) > 0),
        min(a.published_at), max(a.published_at), count(*), count(DISTINCT nullif(a.source, '')),
        count(DISTINCT m.origin)
    FROM (SELECT m.story, m.article FROM members m WHERE {HELD} AND NOT EXISTS (
              SELECT 1 FROM members n WHERE n.story = m.story AND n.article > m.article AND {STANDING.format("n")})
          AND {{where}} ORDER BY m.article DESC LIMIT :limit) s
    JOIN members m ON m.story = s.story AND {HELD} JOIN articles a ON a.position = m.article
    GROUP BY s.story ORDER BY s.article DESC"""  # noqa: S608
"""Stories by their last article."""


def heads(connection: sqlite3.Connection, where: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """Stories whose last article is the member `m` that the condition names, the last told first.

    `values` are bound by name: `at` the position as of which it is asked, `limit`, and those of the condition.
    """
    names = ("position", "id", "title", "first", "last", "articles", "publishers", "origins")
    found = [dict(zip(names, row, strict=True)) for row in connection.execute(HEADS.format(where=where), values)]
    rung = _rung(connection, [head["id"] for head in found], values["at"])
    return [{**head, "title": head["title"] or "", **rung[head["id"]]} for head in found]


def _rung(connection: sqlite3.Connection, stories: Sequence[str], at: int) -> dict[str, dict[str, Any]]:
    """What alerts cite of each story, the highest level first, and whether something in it is denied."""
    asked = {"stories": json.dumps(stories), "at": at}
    told = f"""
        FROM members m JOIN events e ON e.article = m.article AND e.position <= :at AND e.recorded_to > :at
        {{}} WHERE m.story IN (SELECT value FROM json_each(:stories)) AND {HELD}"""  # noqa: S608
    found: dict[str, dict[str, Any]] = {story: {"level": None, "signals": [], "disputed": False} for story in stories}
    rung = told.format(f"JOIN signals s ON s.event = e.position AND {STANDING.format('s')}")
    sql = f"""
        SELECT m.story, s.signal, max(s.level), max(s.disputed) {rung}
        GROUP BY m.story, s.signal ORDER BY max(s.level) DESC, s.signal"""
    for story, signal, level, disputed in connection.execute(sql, asked):
        head = found[story]
        head["signals"].append(signal)
        head["level"] = level if head["level"] is None else head["level"]
        head["disputed"] |= bool(disputed)
    sql = f"SELECT DISTINCT m.story {told.format('')} AND e.stance = 'denies' AND e.modality <> 'negated'"
    for (story,) in connection.execute(sql, asked):
        found[story]["disputed"] = True
    return found


def stories(connection: sqlite3.Connection, now: Standing, query: StoryQuery) -> Page:
    """A page of stories as of one position, the one last told of first."""
    at, key, filters = pin(connection, now, query, int)
    where = Where()
    where.add("m.article <= :at", at=at, limit=query.limit + 1)
    levels = [] if query.level_min is None else list(range(query.level_min, 10))
    for list_, values in (
        (_SOURCE, query.source),
        (_COUNTRY, query.country),
        (_SIGNAL, query.signal),
        (_LEVEL, levels),
    ):
        if values:
            _narrow(connection, where, list_, values)
    _of_size(connection, where, max(query.articles_min or 1, query.origins_min or 1))
    for name, least, counted in (
        ("most", query.articles_min, "*"),
        ("apart", query.origins_min, "DISTINCT k.origin"),
    ):
        if least is not None:
            count = f"SELECT count({counted}) FROM members k WHERE k.story = m.story AND {STANDING.format('k')}"  # noqa: S608
            where.add(f"({count}) >= :{name}", **{name: least})
    if key:
        where.add("m.article < :key", key=key[0])
    found = heads(connection, str(where), where.values)
    shown = found[: query.limit]
    token = Cursor(now.log_id, at, (shown[-1]["position"],), filters).token() if len(found) > query.limit else None
    return Page([json.dumps(one, ensure_ascii=False).encode() for one in shown], token, at)


def _of_size(connection: sqlite3.Connection, where: Where, least: int) -> None:
    """Only stories that so many articles were ever of, if these are few: else they are found among the next ones."""
    if least > 1:
        query = "SELECT story FROM sizes WHERE n >= ? LIMIT ?"
        large = [story for (story,) in connection.execute(query, (least, _FEW + 1))]
        if len(large) <= _FEW:
            where.one_of("m.story", large or [""])


@dataclass(frozen=True, slots=True)
class _List:
    """Rows `x` of a table that name articles, and how a member `k` of a story is found among them.

    The second is joined from left to right (CROSS JOIN): of a story's few articles, not of a list as long as the log.
    """

    name: str
    table: str
    condition: str
    articles: str
    member: str


_HOLDS: Final = "e.position <= :at AND e.recorded_to > :at"
_OF_EVENT: Final = f"SELECT e.article FROM {{0}} x JOIN events e ON e.position = x.event AND {_HOLDS} WHERE {{1}}"  # noqa: S608
_BY_EVENT: Final = f"""
    events e ON e.article = k.article AND {_HOLDS} CROSS JOIN {{0}} x ON x.event = e.position AND {{1}}"""


def _of_events(name: str, table: str, condition: str, joined: str) -> _List:
    listed = f"{condition} (SELECT value FROM json_each(:{name}))"  # noqa: S608 - fixed words
    return _List(name, table, listed, _OF_EVENT.format(table, listed), _BY_EVENT.format(table, f"{listed}{joined}"))


_SOURCED: Final = "x.source IN (SELECT value FROM json_each(:source))"
_SOURCE: Final = _List(
    "source",
    "articles",
    _SOURCED,
    f"SELECT x.position FROM articles x WHERE {_SOURCED}",  # noqa: S608
    f"articles x ON x.position = k.article AND {_SOURCED}",
)
_COUNTRY: Final = _of_events("country", "mentions", "x.role = 'country' AND x.name IN", " AND x.occurred = e.occurred")
_SIGNAL: Final = _of_events("signal", "signals", f"{STANDING.format('x')} AND x.signal IN", "")
_LEVEL: Final = _of_events("level", "signals", f"{STANDING.format('x')} AND x.level IN", "")


def _narrow(connection: sqlite3.Connection, where: Where, of: _List, values: Sequence[Any]) -> None:
    """Only stories with an article in a list: of a short list, all its stories; of a long one, story by story.

    What is rare is found by its list, what is frequent in the next story.
    """
    bound = {of.name: json.dumps(list(values))}
    count = f"SELECT count(*) FROM (SELECT 1 FROM {of.table} x WHERE {of.condition} LIMIT {_SHORT + 1})"  # noqa: S608
    ((length,),) = connection.execute(count, {**where.values, **bound})
    held = STANDING.format("k")
    if length <= _SHORT:
        where.add(f"m.story IN (SELECT k.story FROM members k WHERE {held} AND k.article IN ({of.articles}))", **bound)  # noqa: S608
    else:
        told = f"SELECT 1 FROM members k CROSS JOIN {of.member} WHERE k.story = m.story AND {held}"  # noqa: S608
        where.add(f"EXISTS ({told})", **bound)
