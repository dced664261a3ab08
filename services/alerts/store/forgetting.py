"""What nobody will ask for is forgotten, so that the file does not grow for ever: it grows by what is remembered alone.

Of an alert that was over long ago a stub stays: should its story come to life again, its revisions go on where they
stopped, and it is found by the other ids that it has since stories were merged. With the last alert of a story goes
where it stood on the ladder, and what was denied in it; where two states stand is kept. Messages that were folded are
told by their producer's numbers; their ids tell those that another producer sends again, a log that was restored from a
backup, and are kept as long as backups are. Of what is counted, that goes which is never recalled.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from services.alerts.engine.growth import KEPT as NUMBERS
from services.alerts.engine.held import Held
from services.alerts.engine.memory import WITNESSED
from services.alerts.store.pruning import AT_ONCE, horizon
from tocsin.sqlite import Database, at_once

BACKUPS: Final = timedelta(days=90)
"""A timeline's file that was restored from an older backup rings again for what it records again."""

_OVER: Final = """
SELECT sequence, held FROM alerts
WHERE status IN ('cancelled', 'resolved') AND (
    sequence BETWEEN 1 AND :horizon AND NOT EXISTS (
        SELECT 1 FROM outbox told WHERE told.alert = alerts.id AND told.sequence < alerts.sequence)
    OR sequence = 0 AND json_extract(held, '$.heard') < :before
) AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.alert = alerts.id AND d.state = 'waiting')
ORDER BY sequence LIMIT :limit
"""
_FOLDED: Final = "SELECT message FROM folded WHERE day < :before LIMIT :limit"
_BEYOND: Final = """
SELECT number FROM (SELECT number, row_number() OVER (PARTITION BY track ORDER BY number DESC) AS place FROM {table})
WHERE place > :most LIMIT :limit
"""
_OF_STORIES: Final = tuple(
    f"DELETE FROM {table} WHERE {column} = ?1 AND NOT EXISTS (SELECT 1 FROM told_in WHERE story = ?1)"  # noqa: S608
    for table, column in (("ladder", "name"), ("denied", "story"))
)
"""What is remembered of a story as long as it has alerts."""
_STUB: Final = "INSERT OR REPLACE INTO forgotten (id, held) VALUES (?, ?)"


async def forget(database: Database, now: datetime, *, keep: timedelta, routed: bool) -> int:
    """Forget alerts that were over before `keep`, and what else is not needed any more; how many alerts there were."""
    before = now - keep
    asked = {"before": before.astimezone(UTC).isoformat(), "horizon": await horizon(database, before, routed=routed)}
    alerts = 0
    while over := await _found(database, _OVER, asked):
        held = [Held.model_validate_json(document) for _, document in over]
        async with database.transaction() as connection:
            await at_once(connection, lambda file, held=held: _forget(file, held))  # type: ignore[misc]
            await connection.execute("UPDATE pruned SET sequence = max(sequence, ?)", (over[-1][0],))
        alerts += len(over)
    await _delete(database, "folded", "message", _FOLDED, {"before": (now - BACKUPS).date().isoformat()})
    for table, most in (("occurrences", WITNESSED), ("numbers", NUMBERS)):
        await _delete(database, table, "number", _BEYOND.format(table=table), {"most": most})
    return alerts


def _forget(file: sqlite3.Connection, over: Sequence[Held]) -> None:
    """In the place of each alert its stub; no trace of it in what is looked up by story and article."""
    names = [(held.alert.id,) for held in over]
    file.executemany(_STUB, [(held.alert.id, _stub(held).model_dump_json()) for held in over])
    for table, column in (("alerts", "id"), ("outbox", "alert"), ("deliveries", "alert")):
        file.executemany(f"DELETE FROM {table} WHERE {column} = ?", names)  # noqa: S608 - of constants
    told_in = [(story, held.alert.id) for held in over for story in held.stories]
    file.executemany("DELETE FROM told_in WHERE story = ? AND alert = ?", told_in)
    stories = sorted({story for held in over for story in (held.alert.story, *held.stories)})
    for query in _OF_STORIES:
        file.executemany(query, [(story,) for story in stories])
    articles = [(held, [item.article.id for item in held.alert.evidence]) for held in over]
    cited = [(article, held.alert.id) for held, proof in articles for article in (*proof, *held.withdrawn)]
    file.executemany("DELETE FROM cited WHERE article = ? AND alert = ?", cited)


def _stub(held: Held) -> Held:
    """What of an alert that is over decides what becomes of it, should news of it come again."""
    alert = held.alert.model_copy(update={"summary": "", "evidence": (), "changes": (), "ladder": (), "runbook": ""})
    kept = {"kin": held.kin, "withdrawn": held.withdrawn, "rang": held.rang, "settled": held.settled}
    return Held(alert=alert, told="", countries=(), **kept)


async def _delete(database: Database, table: str, key: str, query: str, asked: dict[str, Any]) -> None:
    """Delete what the query finds, a little at a time: the next events need not wait long."""
    while found := await _found(database, query, asked):
        async with database.transaction() as connection:
            delete = f"DELETE FROM {table} WHERE {key} IN (SELECT value FROM json_each(?))"  # noqa: S608 - of constants
            await connection.execute(delete, (json.dumps([name for (name,) in found]),))


async def _found(database: Database, query: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows, at most `AT_ONCE`."""
    async with database.reading() as connection, connection.execute(query, {**asked, "limit": AT_ONCE}) as rows:
        return [tuple(row) async for row in rows]
