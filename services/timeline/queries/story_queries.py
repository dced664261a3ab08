"""One story, asked of the projection: all that belongs to it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from pydantic import TypeAdapter

from services.timeline.log.projection import span
from services.timeline.queries.expected import expectations
from services.timeline.queries.items import body, event_item, headed, signals_of, written
from services.timeline.queries.story_lists import HELD, heads
from services.timeline.stories import tracks
from services.timeline.stories.claims import Told
from services.timeline.stories.corroboration import Teller, corroboration, tellers
from services.timeline.stories.dossier import dossier, tracked
from tocsin.dossiers import Claim, Happening
from tocsin.messages import parse
from tocsin.records import Article, ArticleReference, RecordedEvent

MOST_EVENTS: Final = 1000
"""Events of a story that are shown; further ones tell nothing that a reader needs."""
_MOST_TELLINGS: Final = 1000
_MOST_TRACKS, _MOST_NUMBERS = 20, 200
_MOST_EXPECTATIONS: Final = 200
_REACH: Final = timedelta(days=90)
"""How far before and after a story its numbers are followed through other stories."""
_KEPT: Final = 2_000
"""Records that are parsed once for several answers."""
_MANY: Final = 500
"""Values that are bound at once."""

_ARTICLES: Final = f"""
    SELECT a.id, a.position, a.source, a.published_at, m.origin
    FROM members m JOIN articles a ON a.position = m.article
    WHERE m.story = :story AND {HELD} ORDER BY a.position"""  # noqa: S608
_EVENTS: Final = f"""
    SELECT e.position, e.recorded_to, l.recorded_at, l.data FROM members m
    JOIN events e ON e.article = m.article JOIN log l ON l.position = e.position
    WHERE m.story = :story AND {HELD} AND e.position <= :at AND length(l.data) > 0
    ORDER BY e.position LIMIT {MOST_EVENTS}"""  # noqa: S608


def story(connection: sqlite3.Connection, identity: str, at: int, today: str, alerts: Sequence[bytes]) -> bytes | None:
    """A story with all that belongs to it, as of a position and judged on a day; None if there is none.

    `alerts` are those of the story, as answers show them.
    """
    asked = {"story": identity, "at": at}
    names = ("id", "position", "source", "published_at", "origin")
    articles = [dict(zip(names, row, strict=True)) for row in connection.execute(_ARTICLES, asked)]
    if not articles:
        return None
    own = connection.execute(_EVENTS, asked).fetchall()
    tellings = _tellings(connection, own, at)
    read = {told.position: told.record for told in tellings}
    signals = signals_of(connection, [told.position for told in tellings], at)
    levels = {position: found[0]["level"] for position, found in signals.items()}
    made = dossier(tellings, frozenset(article["id"] for article in articles), levels)
    held = {position for position, recorded_to, *_ in own if recorded_to > at}
    records = [told.record for told in tellings if told.position in held]
    (head,) = heads(connection, "m.story = :story", {**asked, "limit": 1})
    followed = sorted({name for record in records for name, _ in tracks.numbers(record.event)})
    expected = _expected(connection, made.timeline, followed, at, today)
    head |= {
        "as_of": at,
        "formerly": formerly(connection, identity, at),
        "corroboration": corroboration(_tellers(articles, records)).model_dump(),
        "told_by": articles,
    }
    shown = [
        event_item(position, recorded_at, None, data, signals.get(position, []))
        for position, _, recorded_at, data in sorted(own, key=lambda row: (_first_moment(read[row[0]]), row[0]))
        if position in held
    ]
    lists = {b"expectations": expected, b"events": shown, b"alerts": alerts}
    rest = {
        b"timeline": _HAPPENINGS.dump_json(made.timeline),
        b"claims": _CLAIMS.dump_json(made.claims),
        b"numbers": written(_numbers(connection, followed, head, at)),
        **{name: b"[%b]" % b",".join(each) for name, each in lists.items()},
    }
    return headed(head, b"{%b}" % b",".join(b'"%b":%b' % each for each in rest.items()))


_HAPPENINGS: Final = TypeAdapter(list[Happening])
_CLAIMS: Final = TypeAdapter(list[Claim])


def _first_moment(record: RecordedEvent) -> str:
    return span(record.event.occurred, record.article.published_at)[0]


@lru_cache(maxsize=_KEPT)
def record_of(message: bytes) -> RecordedEvent:
    """The record in a message of the log; kept, for a story that is read is read again, and shares its numbers."""
    return RecordedEvent.model_validate_json(body(message))


def _tellers(articles: Iterable[dict[str, Any]], records: Iterable[RecordedEvent]) -> list[Teller]:
    """All articles of a story, with what they quote in their events."""
    quoting = {teller.article: teller for teller in tellers(records)}
    return [quoting.get(one["id"]) or Teller(one["id"], one["source"], one["origin"]) for one in articles]


def _tellings(connection: sqlite3.Connection, own: Sequence[tuple[Any, ...]], at: int) -> list[Told]:
    """All events of the happenings that a story's own events tell of, in other stories too."""
    records = {position: record_of(data) for position, _, _, data in own}
    ends = {position: recorded_to for position, recorded_to, *_ in own}
    names = {record.happening or record.id for record in records.values()}
    for some in _parts(sorted(names)):
        sql = f"""
            SELECT e.position, e.recorded_to, l.data FROM log h JOIN tellings t ON t.happening = h.position
            JOIN events e ON e.position = t.event JOIN log l ON l.position = t.event
            WHERE h.message_id IN ({_marks(some)}) AND e.position <= ? AND length(l.data) > 0
            ORDER BY e.position LIMIT ?"""  # noqa: S608
        for position, recorded_to, data in connection.execute(sql, (*some, at, _MOST_TELLINGS)):
            if position not in records:
                records[position], ends[position] = record_of(data), recorded_to
    corrections = _corrections(connection, sorted({end for end in ends.values() if end <= at}))
    told = []
    for position, record in sorted(records.items()):
        end, held = ends[position], ends[position] > at
        told.append(Told(position, record, None if held else corrections.get(end), None if held else end))
    return told


def _corrections(connection: sqlite3.Connection, positions: Sequence[int]) -> dict[int, ArticleReference]:
    """The articles at these positions, which revise others."""
    found: dict[int, ArticleReference] = {}
    for some in _parts(positions):
        sql = f"SELECT position, data FROM log WHERE position IN ({_marks(some)}) AND length(data) > 0"  # noqa: S608
        for position, data in connection.execute(sql, some):
            article = parse(data).data
            if isinstance(article, Article):
                found[position] = ArticleReference.model_validate(article.model_dump())
    return found


def _expected(
    connection: sqlite3.Connection, timeline: Iterable[Happening], followed: Sequence[str], at: int, today: str
) -> list[bytes]:
    """What is expected of the story's happenings, or of the numbers that it tells."""
    what = {"at": at, "today": today, "limit": _MOST_EXPECTATIONS}
    happenings = json.dumps([happening.id for happening in timeline])
    where = """
        (x.happening = 0 AND x.track IN (SELECT value FROM json_each(:tracks)) OR x.happening IN (
            SELECT position FROM log WHERE message_id IN (SELECT value FROM json_each(:happenings))))"""
    found = expectations(connection, where, {**what, "happenings": happenings, "tracks": json.dumps(followed)})
    return [one.item for one in found]


def _numbers(
    connection: sqlite3.Connection, followed: Sequence[str], head: dict[str, Any], at: int
) -> list[dict[str, Any]]:
    """The story's tracks, some way before and after it, in all stories."""
    since = (date.fromisoformat(head["first"][:10]) - _REACH).isoformat()
    until = (date.fromisoformat(head["last"][:10]) + _REACH).isoformat()
    records: dict[int, RecordedEvent] = {}
    for name in followed[:_MOST_TRACKS]:
        sql = """
            SELECT l.position, l.data FROM (
                SELECT DISTINCT n.said, n.event FROM numbers n CROSS JOIN events e ON e.position = n.event
                WHERE n.track = ? AND n.said BETWEEN ? AND ? AND e.position <= ? AND e.recorded_to > ?
                ORDER BY n.said, n.event LIMIT ?
            ) first JOIN log l ON l.position = first.event WHERE length(l.data) > 0"""
        rows = connection.execute(sql, (name, since, until, at, at, _MOST_NUMBERS))
        records |= {position: record_of(data) for position, data in rows}
    return [track.model_dump(mode="json") for track in tracked(records.values(), followed)]


def current(connection: sqlite3.Connection, identity: str, at: int) -> str:
    """The story that one with this id is now: the one that it was merged into, as of a position, else itself."""
    sql = f"""
        SELECT m.story FROM members f JOIN members m ON m.article = f.article AND {HELD}
        WHERE f.story = :story AND f.recorded_from <= :at
        GROUP BY m.story ORDER BY m.story <> :story, count(*) DESC, m.story LIMIT 1"""  # noqa: S608
    row = connection.execute(sql, {"story": identity, "at": at}).fetchone()
    return str(row[0]) if row else identity


def formerly(connection: sqlite3.Connection, identity: str, at: int) -> list[str]:
    """The stories that the articles of this one were of before."""
    asked = {"story": identity, "at": at}
    sql = f"""
        SELECT DISTINCT f.story FROM members m JOIN members f ON f.article = m.article
        WHERE m.story = :story AND {HELD} AND f.story <> :story AND f.recorded_to <= :at ORDER BY f.story"""  # noqa: S608
    return [row[0] for row in connection.execute(sql, asked)]


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))
