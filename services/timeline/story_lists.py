"""Which stories there are, asked of the projection."""

import json
from typing import Any, Final

import aiosqlite

from services.timeline.conditions import STANDING, Where
from services.timeline.cursors import Cursor
from services.timeline.items import Standing
from services.timeline.queries import Page, pin
from services.timeline.questions import StoryQuery

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


async def heads(connection: aiosqlite.Connection, where: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """Stories whose last article is the member `m` that the condition names, the last told first.

    `values` are bound by name: `at` the position as of which it is asked, `limit`, and those of the condition.
    """
    names = ("position", "id", "title", "first", "last", "articles", "publishers", "origins")
    async with connection.execute(HEADS.format(where=where), values) as rows:
        found = [dict(zip(names, row, strict=True)) async for row in rows]
    return [
        {**head, "title": head["title"] or "", **await _signals(connection, head["id"], values["at"])} for head in found
    ]


async def _signals(connection: aiosqlite.Connection, story: str, at: int) -> dict[str, Any]:
    sql = f"""
        SELECT s.signal, max(s.level), max(s.disputed) FROM members m JOIN events e ON e.article = m.article
        JOIN signals s ON s.event = e.position AND s.recorded_from <= :at AND s.recorded_to > :at
        WHERE m.story = :story AND {HELD} AND e.position <= :at AND e.recorded_to > :at
        GROUP BY s.signal ORDER BY max(s.level) DESC, s.signal"""  # noqa: S608
    async with connection.execute(sql, {"story": story, "at": at}) as rows:
        rung = [tuple(row) async for row in rows]
    sql = f"""
        SELECT 1 FROM members m JOIN events e ON e.article = m.article
        WHERE m.story = :story AND {HELD} AND e.position <= :at AND e.recorded_to > :at
          AND e.stance = 'denies' AND e.modality <> 'negated' LIMIT 1"""  # noqa: S608
    async with connection.execute(sql, {"story": story, "at": at}) as rows:
        denied = await rows.fetchone()
    return {
        "level": max((level for _, level, _ in rung), default=None),
        "signals": [signal for signal, _, _ in rung],
        "disputed": denied is not None or any(disputed for _, _, disputed in rung),
    }


async def stories(connection: aiosqlite.Connection, now: Standing, query: StoryQuery) -> Page:
    """A page of stories as of one position, the one last told of first."""
    at, key, filters = await pin(connection, now, query, int)
    where = Where()
    where.add("1", at=at, limit=query.limit + 1)
    for name, values, join in (
        ("source", query.source, "articles x ON x.position = k.article WHERE x.source"),
        ("country", query.country, f"{_EVENT} JOIN mentions x ON {_MENTIONED} WHERE x.name"),
        ("signal", query.signal, f"{_EVENT} JOIN signals x ON {_RUNG} WHERE x.signal"),
    ):
        if values:
            listed = f"{join} IN (SELECT value FROM json_each(:{name}))"  # noqa: S608 - fixed words
            where.add(_told(listed), **{name: json.dumps(list(values))})
    if query.level_min is not None:
        where.add(_told(f"{_EVENT} JOIN signals x ON {_RUNG} WHERE x.level >= :level"), level=query.level_min)
    for name, least, counted in (
        ("most", query.articles_min, "*"),
        ("apart", query.origins_min, "DISTINCT k.origin"),
    ):
        if least is not None:
            count = f"SELECT count({counted}) FROM members k WHERE k.story = m.story AND {STANDING.format('k')}"  # noqa: S608
            where.add(f"({count}) >= :{name}", **{name: least})
    if key:
        where.add("m.article < :key", key=key[0])
    found = await heads(connection, str(where), where.values)
    shown = found[: query.limit]
    token = Cursor(now.log_id, at, (shown[-1]["position"],), filters).token() if len(found) > query.limit else None
    return Page([json.dumps(one, ensure_ascii=False).encode() for one in shown], token, at)


_EVENT: Final = "events e ON e.article = k.article AND e.position <= :at AND e.recorded_to > :at"
_MENTIONED: Final = "x.role = 'country' AND x.occurred = e.occurred AND x.event = e.position"
_RUNG: Final = f"x.event = e.position AND {STANDING.format('x')}"


def _told(joined: str) -> str:
    """That one of the articles of the story of `m` has what is joined to the member `k`."""
    start, _, condition = joined.rpartition(" WHERE ")
    held = f"k.story = m.story AND {STANDING.format('k')}"
    return f"EXISTS (SELECT 1 FROM members k JOIN {start} WHERE {held} AND {condition})"  # noqa: S608 - bound values
