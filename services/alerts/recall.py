"""What the engine must remember for some events, read from the file."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import aiosqlite

from services.alerts.growth import KEPT, Sighting, track
from services.alerts.memory import CITED, WITNESSED, Denial, Height, Held, Memory, Occurrence, Ringing
from services.alerts.noise import ALL_IS_HEARD, Noise
from services.alerts.signals import Rules
from services.alerts.silencing import stamp, unended
from services.alerts.standing import group_of, kin_of, pairs_of
from services.alerts.windows import tracks_of
from tocsin.messages import ArticleRead, EventRecorded
from tocsin.records import RecordedEvent, SignalEvidence

_OF_STORIES: Final = """
SELECT held FROM alerts WHERE id IN (SELECT alert FROM told_in WHERE story IN (SELECT value FROM json_each(?)))
"""
_CITING: Final = """
SELECT held FROM alerts WHERE id IN (SELECT alert FROM cited WHERE article IN (SELECT value FROM json_each(?)))
"""
_KINDRED: Final = """
SELECT held FROM (
    SELECT held, row_number() OVER (PARTITION BY kin ORDER BY status <> 'pending', sequence DESC) AS age
    FROM alerts
    WHERE kin IN (SELECT value FROM json_each(?)) AND status NOT IN ('cancelled', 'resolved')
) WHERE age <= 50
"""
_DENIALS: Final = "SELECT story, country, who, event FROM denials WHERE story IN (SELECT value FROM json_each(?))"
_SIGHTINGS: Final = """
SELECT track, best, unit, kind, published, text, article FROM (
    SELECT *, row_number() OVER (PARTITION BY track ORDER BY number DESC) AS age
    FROM numbers WHERE track IN (SELECT value FROM json_each(?))
) WHERE age <= ? ORDER BY number
"""
_OCCURRENCES: Final = """
SELECT track, story, article, published, iif(age <= :cited, proof, NULL) FROM (
    SELECT *, row_number() OVER (PARTITION BY track ORDER BY number DESC) AS age
    FROM occurrences WHERE track IN (SELECT value FROM json_each(:tracks))
) WHERE age <= :witnessed ORDER BY number
"""
_DUE: Final = "SELECT held FROM alerts WHERE id IN (SELECT alert FROM deadlines WHERE due <= ?)"
_BY_ID: Final = "SELECT held FROM alerts WHERE id IN (SELECT value FROM json_each(?))"
_LADDER: Final = """
SELECT name, level, previous, at, alerts FROM ladder WHERE name IN (SELECT value FROM json_each(?))
"""


async def recall(
    connection: aiosqlite.Connection,
    messages: Sequence[EventRecorded | ArticleRead],
    rules: Rules,
    noise: Noise = ALL_IS_HEARD,
) -> Memory:
    """What the engine must remember to fold these messages, and to do what the clock does until the last of them."""
    memory = Memory(noise=noise)
    if not messages:
        return memory
    records = [message.data for message in messages if isinstance(message, EventRecorded)]
    articles = [message.data.article for message in messages]
    stories = json.dumps(list({record.story for record in records}))
    cited = json.dumps(list({name for article in articles for name in (article.id, article.revises) if name}))
    kin, tracks = _asked(records, rules)
    last = stamp(max(message.recordedtime for message in messages))
    for query, keys in ((_OF_STORIES, stories), (_CITING, cited), (_KINDRED, json.dumps(kin)), (_DUE, last)):
        await _alerts(connection, memory, query, keys)
    async with connection.execute(_DENIALS, (stories,)) as rows:
        memory.remember_denials([Denial(*row) async for row in rows])
    counted = json.dumps(list({key for record in records if (key := track(record.event))}))
    async with connection.execute(_SIGHTINGS, (counted, KEPT)) as rows:
        for key, *values in await rows.fetchall():
            memory.tracks[key] = (*memory.tracks.get(key, ()), Sighting(*values))
    await _occurrences(connection, memory, tracks)
    await _surroundings(
        connection, memory, {name for record in records for name in (record.story, *pairs_of(record.event))}
    )
    return memory


async def recall_due(connection: aiosqlite.Connection, now: datetime, noise: Noise = ALL_IS_HEARD) -> Memory:
    """What the engine must remember to do what the clock does until `now`."""
    memory = Memory(noise=noise)
    await _alerts(connection, memory, _DUE, stamp(now))
    await _surroundings(connection, memory, set())
    return memory


async def recall_one(connection: aiosqlite.Connection, held: Held, noise: Noise = ALL_IS_HEARD) -> Memory:
    """What the engine must remember to change one alert."""
    memory = Memory(noise=noise)
    memory.remember(held)
    await _surroundings(connection, memory, set())
    return memory


async def _surroundings(connection: aiosqlite.Connection, memory: Memory, names: set[str]) -> None:
    """Recall where the alerts in memory, and these pairs and stories, stand, and what may mute them."""
    memory.silences = await unended(connection, datetime.min.replace(tzinfo=UTC))
    names |= {name for held in memory.all() for name in (*held.pairs, *held.stories)}
    listed = json.dumps(sorted(names))
    async with connection.execute(_LADDER, (listed,)) as rows:
        for name, level, previous, at, alerts in await rows.fetchall():
            memory.ladder[name] = Height(level, previous, datetime.fromisoformat(at), tuple(json.loads(alerts)))
    if memory.noise.inhibit:
        await _alerts(connection, memory, _OF_STORIES, listed)
        holding = {alert for height in memory.ladder.values() for alert in height.alerts}
        await _alerts(connection, memory, _BY_ID, json.dumps(sorted(holding)))
    if memory.noise.group:
        async with connection.execute("SELECT key, alert, title, until FROM ringing") as rows:
            async for key, alert, title, until in rows:
                memory.ringing[key] = Ringing(alert, title, datetime.fromisoformat(until))


def _asked(records: Sequence[RecordedEvent], rules: Rules) -> tuple[list[str], list[str]]:
    """The kin of the alerts that these events may join, dispute or resolve, and the tracks in which they count."""
    kin: set[str] = set()
    tracks: set[str] = set()
    for record in records:
        for asked in rules.asking(record.event):
            rule, denies = asked.rule, record.event.stance == "denies"
            goes_on = denies or rule.joins_days > 0 or rule.expectation is not None
            for other in (*([rule] if goes_on else []), *rules.resolved_by(rule)):
                kin.add(kin_of(other, group_of(other, record.event)))
            tracks.update(tracks_of(asked.rule, group_of(asked.rule, record.event)))
    return sorted(kin), sorted(tracks)


async def _alerts(connection: aiosqlite.Connection, memory: Memory, query: str, keys: str) -> None:
    if keys == "[]":
        return
    async with connection.execute(query, (keys,)) as rows:
        for (held,) in await rows.fetchall():
            memory.remember(Held.model_validate_json(held))


async def _occurrences(connection: aiosqlite.Connection, memory: Memory, tracks: Sequence[str]) -> None:
    if not tracks:
        return
    asked = {"tracks": json.dumps(tracks), "cited": CITED, "witnessed": WITNESSED}
    found: dict[str, list[Occurrence]] = {}
    async with connection.execute(_OCCURRENCES, asked) as rows:
        for key, story, article, published, proof in await rows.fetchall():
            cited = SignalEvidence.model_validate_json(proof) if proof else None
            found.setdefault(key, []).append(Occurrence(story, article, datetime.fromisoformat(published), cited))
    memory.occurrences.update({key: tuple(items) for key, items in found.items()})
