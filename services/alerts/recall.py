"""What the engine must remember for some events, read from the file."""

import json
from collections.abc import Sequence
from typing import Final

import aiosqlite

from services.alerts.growth import KEPT, Sighting, track
from services.alerts.memory import Denial, Held, Memory
from services.alerts.signals import Rules
from services.alerts.silencing import unended
from services.alerts.standing import kin_of_event
from tocsin.messages import EventRecorded

_OF_STORIES: Final = """
SELECT held FROM alerts WHERE id IN (SELECT alert FROM told_in WHERE story IN (SELECT value FROM json_each(?)))
"""
_CITING: Final = """
SELECT held FROM alerts WHERE id IN (SELECT alert FROM cited WHERE article IN (SELECT value FROM json_each(?)))
"""
_KINDRED: Final = """
SELECT held FROM (
    SELECT held, row_number() OVER (PARTITION BY kin ORDER BY sequence DESC) AS age
    FROM alerts WHERE kin IN (SELECT value FROM json_each(?))
) WHERE age <= 20
"""
_DENIALS: Final = "SELECT story, country, who, event FROM denials WHERE story IN (SELECT value FROM json_each(?))"
_SIGHTINGS: Final = """
SELECT track, best, unit, kind, published, text FROM (
    SELECT *, row_number() OVER (PARTITION BY track ORDER BY number DESC) AS age
    FROM sightings WHERE track IN (SELECT value FROM json_each(?))
) WHERE age <= ? ORDER BY number
"""


async def recall(connection: aiosqlite.Connection, messages: Sequence[EventRecorded], rules: Rules) -> Memory:
    """What the engine must remember to fold these messages."""
    if not messages:
        return Memory()
    memory = Memory(silences=await unended(connection, min(message.recordedtime for message in messages)))
    records = [message.data for message in messages]
    stories = json.dumps(list({record.story for record in records}))
    revised = json.dumps(list({record.article.revises for record in records if record.article.revises}))
    tracks = json.dumps(list({key for record in records if (key := track(record.event))}))
    kin = json.dumps(sorted({kin for r in records for kin in kin_of_event(rules.asking(r.event), r.event)}))
    for query, keys in ((_OF_STORIES, stories), (_CITING, revised), (_KINDRED, kin)):
        async with connection.execute(query, (keys,)) as rows:
            async for (held,) in rows:
                memory.remember(Held.model_validate_json(held))
    async with connection.execute(_DENIALS, (stories,)) as rows:
        memory.remember_denials([Denial(*row) async for row in rows])
    async with connection.execute(_SIGHTINGS, (tracks, KEPT)) as rows:
        async for key, *values in rows:
            memory.tracks[key] = (*memory.tracks.get(key, ()), Sighting(*values))
    return memory
