"""The tables of the timeline's file: made, filled from the log, and made anew beside the old ones."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractAsyncContextManager
from importlib import resources
from pathlib import Path
from typing import Any, Final

from services.timeline.log import tallying
from services.timeline.log.projection import FOREVER, Change
from tocsin import inbox, outbox
from tocsin.messages import parse
from tocsin.records import Article, Placement, RecordedEvent
from tocsin.sqlite import Database

TABLES: Final = (
    "articles",
    "tides",
    "members",
    "sizes",
    "readings",
    "events",
    "mentions",
    "quantities",
    "ahead",
    "lasting",
    "tallies",
    "tellings",
    "numbers",
    "expectations",
    "alerts",
    "signals",
    "words",
)

_FOLDER: Final = resources.files(__package__)
_PROJECTION: Final = _FOLDER.joinpath("projection.sql").read_text("utf-8")


def projection_schema(suffix: str = "") -> str:
    """The statements that make the projection's tables, under names that end in `suffix`."""
    return _PROJECTION.replace("{suffix}", suffix)


SCHEMA: Final = "\n".join(
    (_FOLDER.joinpath("schema.sql").read_text("utf-8"), projection_schema(), inbox.SCHEMA, outbox.SCHEMA)
)

_CACHE_MB: Final = 64
"""Pages of the indexes that each batch goes into."""


def opened(path: Path) -> AbstractAsyncContextManager[Database]:
    """The timeline's database at `path`, made if it is new."""
    return Database.open(path, SCHEMA, cache_mb=_CACHE_MB, truth="log")


_STATEMENTS: Final[dict[Change, str]] = {
    Change.ARTICLE: "INSERT INTO articles{s} VALUES (?, ?, ?, ?, ?)",
    Change.ARTICLE_WORDS: "INSERT INTO words{s} (rowid, title, text) VALUES (?, ?, ?)",
    Change.TIDE: """
        INSERT INTO tides{s} SELECT ?1, ?2 WHERE ?2 > coalesce(
            (SELECT day FROM tides{s} ORDER BY position DESC LIMIT 1), '')""",
    Change.MEMBER: "INSERT INTO members{s} SELECT position, ?, ?, ?, ? FROM articles{s} WHERE id = ?",
    Change.MOVE: """
        INSERT INTO members{s}
        SELECT article, ?2, origin, ?3, ?4 FROM members{s}
        WHERE article = (SELECT position FROM articles{s} WHERE id = ?1) AND recorded_from < ?3
        ORDER BY recorded_from DESC LIMIT 1""",
    Change.SIZE: "INSERT INTO sizes{s} VALUES (?, 1) ON CONFLICT DO UPDATE SET n = n + 1",
    Change.READING: "INSERT OR REPLACE INTO readings{s} SELECT position, ?, ?, ? FROM articles{s} WHERE id = ?",
    Change.EVENT: """
        INSERT INTO events{s} (position, occurred, occurred_end, type, mode, modality, certainty, stance, contexts,
                               days, spot, named, recorded_to, article)
        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, position FROM articles{s} WHERE id = ?""",
    Change.MENTION: "INSERT INTO mentions{s} VALUES (?, ?, ?, ?)",
    Change.QUANTITY: "INSERT INTO quantities{s} VALUES (?, ?, ?, ?)",
    Change.AHEAD: "INSERT INTO ahead{s} VALUES (?, ?, ?)",
    Change.LASTING: "INSERT INTO lasting{s} VALUES (?, ?, ?)",
    Change.EVENT_WORDS: "INSERT INTO words{s} (rowid, evidence) VALUES (?, ?)",
    Change.TELLING: "INSERT INTO tellings{s} SELECT position, ?, ?, ? FROM log WHERE message_id = ?",
    Change.NUMBER: "INSERT OR IGNORE INTO numbers{s} VALUES (?, ?, ?, ?, ?)",
    Change.EXPECTATION: """
        INSERT INTO expectations{s} (track, due, until, said, event, best, happening)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, CASE ?1 WHEN '' THEN position ELSE 0 END FROM log WHERE message_id = ?7""",
    Change.ALERT: "INSERT INTO alerts{s} VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    Change.SIGNAL: """
        INSERT OR IGNORE INTO signals{s} (alert, recorded_from, recorded_to, signal, level, disputed, event, occurred)
        SELECT ?, ?, ?, ?, ?, ?, e.position, e.occurred
        FROM log l JOIN events{s} e ON e.position = l.position WHERE l.message_id = ?""",
    Change.END_MEMBER: """
        UPDATE members{s} SET recorded_to = ?2
        WHERE article = (SELECT position FROM articles{s} WHERE id = ?1) AND recorded_from < ?2 AND recorded_to = ?3""",
    Change.END_EVENTS: """
        UPDATE events{s} SET recorded_to = ?
        WHERE article = (SELECT position FROM articles{s} WHERE id = ?) AND position < ? AND recorded_to = ?""",
    Change.END_ALERT: "UPDATE alerts{s} SET recorded_to = ? WHERE id = ? AND position < ? AND recorded_to = ?",
    Change.END_SIGNALS: """
        UPDATE signals{s} SET recorded_to = ? WHERE alert = ? AND recorded_from < ? AND recorded_to = ?""",
}


def carry_out(file: sqlite3.Connection, changes: Iterable[tuple[Change, tuple[Any, ...]]], suffix: str = "") -> None:
    """Make a batch of changes, kind by kind, inside the caller's transaction."""
    kinds: dict[Change, list[tuple[Any, ...]]] = {kind: [] for kind in Change}
    for kind, values in changes:
        kinds[kind].append(values)
    kinds[Change.TIDE] = list(_rising(kinds[Change.TIDE]))
    events = tallying.touched(file, kinds, suffix)
    before = tallying.rung(file, events, suffix)
    for kind, rows in kinds.items():
        if not rows:
            continue
        if kind is Change.TALLY:
            tallying.add(file, tallying.counted(rows), suffix)
            continue
        if kind is Change.END_EVENTS:
            tallying.take_out(file, rows, suffix)
        file.executemany(_STATEMENTS[kind].replace("{s}", suffix), rows)
    rung = tallying.rung(file, events, suffix)
    rung.subtract(before)
    tallying.add(file, rung, suffix)


def _rising(tides: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Those whose day is after that of all before them."""
    newest = ""
    for position, day in tides:
        if day > newest:
            newest = day
            yield position, day


def articles_in(file: sqlite3.Connection, ids: list[str]) -> set[str]:
    """Those of the article ids that are in the log."""
    marks = ",".join("?" * len(ids))
    return {found for (found,) in file.execute(f"SELECT id FROM articles WHERE id IN ({marks})", ids)}  # noqa: S608


def revised_in(file: sqlite3.Connection, ids: list[str]) -> set[str]:
    """Those of the article ids that an article in the log revises."""
    marks = ",".join("?" * len(ids))
    query = f"SELECT DISTINCT revises FROM articles WHERE revises IN ({marks})"  # noqa: S608
    return {found for (found,) in file.execute(query, ids)}


def last_article(file: sqlite3.Connection) -> int:
    """The position of the last article, 0 if there is none."""
    return int(file.execute("SELECT coalesce(max(position), 0) FROM articles").fetchone()[0])


def placed(file: sqlite3.Connection, limit: int) -> Iterator[tuple[int, Article, Placement]]:
    """The last `limit` articles in the order of arrival, with where each was placed; redacted ones are left out."""
    query = """
        SELECT position, data, story, origin FROM (
            SELECT position FROM articles ORDER BY position DESC LIMIT ?
        ) JOIN log USING (position) JOIN members ON article = position AND recorded_to = ?
        WHERE length(data) > 0 ORDER BY position"""
    for position, data, story, origin in file.execute(query, (limit, FOREVER)):
        article = parse(data).data
        assert isinstance(article, Article)
        yield position, article, Placement(article=article.id, story=story, origin=origin)


def last_events(file: sqlite3.Connection, limit: int) -> Iterator[RecordedEvent]:
    """The last `limit` events in the order in which they were recorded; redacted ones are left out."""
    query = """
        SELECT data FROM (SELECT position FROM events ORDER BY position DESC LIMIT ?) JOIN log USING (position)
        WHERE length(data) > 0 ORDER BY position"""
    for (data,) in file.execute(query, (limit,)):
        record = parse(data).data
        assert isinstance(record, RecordedEvent)
        yield record
