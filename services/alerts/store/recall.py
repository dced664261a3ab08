"""What the engine must remember for some events, read from the file."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from services.alerts.engine.disputes import confirms
from services.alerts.engine.engine import Published
from services.alerts.engine.growth import KEPT, Sighting, track
from services.alerts.engine.held import Held
from services.alerts.engine.matching import Asked
from services.alerts.engine.memory import CITED, WITNESSED, Denial, Height, Memory, Occurrence, Ringing, article_of
from services.alerts.engine.noise import ALL_IS_HEARD, Noise
from services.alerts.engine.peers import KINDRED
from services.alerts.engine.resolving import undoes_until
from services.alerts.engine.signals import Rules
from services.alerts.engine.standing import DENIAL, alert_id, group_of, id_in, kin_of, pairs_of
from services.alerts.engine.windows import tracks_of
from services.alerts.store import silencing
from services.alerts.store.parsed import PARSED
from services.alerts.store.silencing import stamp
from tocsin.messages import ArticleRead, EventRecorded, StoryMerged, StorySplit
from tocsin.records import RecordedEvent, SignalEvidence

_OF_STORIES: Final = """
SELECT sequence, held FROM alerts
WHERE id IN (SELECT alert FROM told_in WHERE story IN (SELECT value FROM json_each(:keys)))
"""
_STANDING: Final = """
SELECT alerts.sequence, alerts.held FROM json_each(:keys) asked
CROSS JOIN told_in ON told_in.story = json_extract(asked.value, '$[0]')
CROSS JOIN alerts ON alerts.id = told_in.alert AND alerts.rule = json_extract(asked.value, '$[1]')
WHERE alerts.status NOT IN ('cancelled', 'resolved')
"""
_CITING: Final = """
SELECT sequence, held FROM alerts
WHERE id IN (SELECT alert FROM cited WHERE article IN (SELECT value FROM json_each(:keys)))
"""
_KINDRED: Final = """
SELECT sequence, held FROM json_each(:keys) asked CROSS JOIN alerts
WHERE alerts.rowid IN (
    SELECT rowid FROM alerts WHERE kin = asked.value AND status NOT IN ('cancelled', 'resolved')
    ORDER BY status <> 'pending', sequence DESC LIMIT :most)
"""
_BETWEEN: Final = """
SELECT sequence, held FROM alerts WHERE id IN (
    SELECT sides.alert FROM json_each(:keys) asked CROSS JOIN sides ON sides.rule = json_extract(asked.value, '$[0]')
        AND sides.pair = json_extract(asked.value, '$[1]') AND sides.newest <= json_extract(asked.value, '$[2]'))
"""
_DENIALS: Final = (
    "SELECT story, country, who, event, day, about FROM denied WHERE story IN (SELECT value FROM json_each(?))"
)
_SIGHTINGS: Final = """
SELECT track, best, unit, kind, published, text, article FROM json_each(:tracks) asked CROSS JOIN numbers
WHERE number IN (SELECT number FROM numbers WHERE track = asked.value ORDER BY number DESC LIMIT :most)
ORDER BY number
"""
_OCCURRENCES: Final = """
SELECT number, track, story, article, published FROM json_each(:tracks) asked CROSS JOIN occurrences
WHERE number IN (SELECT number FROM occurrences WHERE track = asked.value ORDER BY number DESC LIMIT :most)
ORDER BY number
"""
_PROOFS: Final = """
SELECT number, proof FROM json_each(:tracks) asked CROSS JOIN occurrences
WHERE number IN (SELECT number FROM occurrences WHERE track = asked.value ORDER BY number DESC LIMIT :most)
"""
_COUNTED: Final = """
SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM occurrences WHERE article = value)
    OR EXISTS (SELECT 1 FROM numbers WHERE article = value)
"""
_DUE: Final = "SELECT sequence, held FROM alerts WHERE id IN (SELECT alert FROM deadlines WHERE due <= :keys)"
_BY_ID: Final = """
SELECT sequence, held FROM alerts WHERE id IN (SELECT value FROM json_each(:keys))
UNION ALL SELECT 0, held FROM forgotten WHERE id IN (SELECT value FROM json_each(:keys))
"""
_LADDER: Final = """
SELECT name, level, previous, at, alerts FROM ladder WHERE name IN (SELECT value FROM json_each(?))
"""


@lru_cache(maxsize=5000)
def _proof(document: str) -> SignalEvidence:
    return SignalEvidence.model_validate_json(document)


def recall(
    connection: sqlite3.Connection,
    messages: Sequence[Published],
    rules: Rules,
    noise: Noise = ALL_IS_HEARD,
) -> Memory:
    """What the engine must remember to fold these messages, and to do what the clock does until the last of them."""
    memory = Memory(noise=noise)
    if not messages:
        return memory
    records = [message.data for message in messages if isinstance(message, EventRecorded)]
    articles = [message.data.article for message in messages if isinstance(message, EventRecorded | ArticleRead)]
    regrouped = [message.data for message in messages if isinstance(message, StoryMerged | StorySplit)]
    moved = {story for regrouping in regrouped for story in (regrouping.story, regrouping.into)}
    stories = _listed({record.story for record in records} | moved)
    first = {article_of(record.happening) for record in records if record.happening}
    cited = _listed(first | {name for article in articles for name in (article.id, article.revises) if name})
    memory.fitting = {record.id: tuple(rules.asking(record.event)) for record in records}
    asked = _asked(records, rules, memory.fitting)
    asked.stories |= moved
    memory.aliases.update(_aliases(connection, asked.alerts))
    asked.alerts |= set(memory.aliases.values())
    last = stamp(max(message.recordedtime for message in messages))
    queries = (
        (_OF_STORIES, _listed(asked.stories)),
        (_STANDING, _listed(asked.standing)),
        (_BY_ID, _listed(asked.alerts)),
        (_CITING, cited),
        (_KINDRED, _listed(asked.kin)),
        (_BETWEEN, _listed(asked.sides)),
        (_DUE, last),
    )
    _alerts(connection, memory, *queries)
    known, into = [held.alert for held in memory.all()], {regrouping.into for regrouping in regrouped}
    there = {id_in(story, alert) for story in into for alert in known}
    memory.aliases.update(_aliases(connection, there | {alert.id for alert in known}))
    memory.remember_denials(Denial(*row) for row in connection.execute(_DENIALS, (stories,)))
    counted = json.dumps(list({key for record in records if (key := track(record.event))}))
    for key, *values in connection.execute(_SIGHTINGS, {"tracks": counted, "most": KEPT}):
        memory.tracks[key] = (*memory.tracks.get(key, ()), Sighting(*values))
    _occurrences(connection, memory, sorted(asked.tracks))
    memory.counted.update(name for (name,) in connection.execute(_COUNTED, (cited,)))
    named = {name for record in records for name in (record.story, *pairs_of(record.event))}
    _surroundings(connection, memory, named | moved, min(message.recordedtime for message in messages))
    return memory


def recall_due(connection: sqlite3.Connection, now: datetime, noise: Noise = ALL_IS_HEARD) -> Memory:
    """What the engine must remember to do what the clock does until `now`."""
    memory = Memory(noise=noise)
    _alerts(connection, memory, (_DUE, stamp(now)))
    _surroundings(connection, memory, set(), now)
    return memory


def recall_one(connection: sqlite3.Connection, alert: Held, now: datetime, noise: Noise = ALL_IS_HEARD) -> Memory:
    """What the engine must remember to change one alert at a moment."""
    memory = Memory(noise=noise)
    memory.remember(alert)
    _surroundings(connection, memory, set(), now)
    return memory


def _surroundings(connection: sqlite3.Connection, memory: Memory, names: set[str], first: datetime) -> None:
    """Recall where the alerts in memory, and these pairs and stories, stand, and what may mute them at the `first`
    moment that is asked of, at that of a timer that is due, or later.
    """
    (due,) = connection.execute("SELECT min(due) FROM deadlines").fetchone()
    memory.silences = silencing.since(connection, min(stamp(first), due or stamp(first)))
    names |= {name for held in memory.all() for name in (*held.pairs, *held.stories)}
    listed = json.dumps(sorted(names))
    for name, level, previous, at, alerts in connection.execute(_LADDER, (listed,)):
        memory.ladder[name] = Height(level, previous, datetime.fromisoformat(at), tuple(json.loads(alerts)))
    if memory.noise.inhibit:
        holding = {alert for height in memory.ladder.values() for alert in height.alerts}
        _alerts(connection, memory, (_OF_STORIES, listed), (_BY_ID, _listed(holding)), kindred=False)
    if memory.noise.group:
        for key, alert, title, until in connection.execute("SELECT key, alert, title, until FROM ringing"):
            memory.ringing[key] = Ringing(alert, title, datetime.fromisoformat(until))


@dataclass(slots=True)
class _Asked:
    """What some events may change, and what they count among."""

    alerts: set[str] = field(default_factory=set)
    """Their own alerts, by id."""
    standing: set[tuple[str, str]] = field(default_factory=set)
    """Story and rule: of those alerts that may tell of the same and of more who act."""
    kin: set[str] = field(default_factory=set)
    """That of the alerts which they may join, dispute or resolve."""
    sides: set[tuple[str, str, str]] = field(default_factory=set)
    """Rule, pair and day: of alerts between them they may resolve those that were told of last by then."""
    stories: set[str] = field(default_factory=set)
    """Those of which they may dispute or confirm any alert."""
    tracks: set[str] = field(default_factory=set)


def _asked(records: Sequence[RecordedEvent], rules: Rules, fitting: Mapping[str, Iterable[Asked]]) -> _Asked:
    asked = _Asked()
    for record in records:
        event = record.event
        denies = event.stance == "denies"
        if confirms(event):
            asked.stories.add(record.story)
        for rule in {item.rule.id: item.rule for item in fitting[record.id]}.values():
            group = group_of(rule, event)
            asked.alerts.add(alert_id(rule, record.story, group))
            if "actors" in group:
                asked.standing.add((record.story, rule.id))
            if rule.signal == DENIAL:
                asked.stories.add(record.story)
            if denies or rule.joins_days > 0 or rule.expectation is not None:
                asked.kin.add(kin_of(rule, group))
            asked.kin.update(kin_of(other, group_of(other, event)) for other in rules.resolved_by(rule))
            day = undoes_until(record).astimezone(UTC).date().isoformat()
            if ended := rules.resolved_between(rule):
                asked.sides.update((other.id, pair, day) for other in (rule, *ended) for pair in pairs_of(event))
            asked.tracks.update(tracks_of(rule, group))
    return asked


def _listed(names: Collection[str] | Collection[tuple[str, ...]]) -> str:
    return json.dumps(sorted(names))


def _aliases(connection: sqlite3.Connection, names: set[str]) -> dict[str, str]:
    """Which alerts are found by other ids than their own: of these ids those that are such, with the alerts' own."""
    query = "SELECT id, alert FROM aliases WHERE id IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(query, (_listed(names),)))


def _alerts(connection: sqlite3.Connection, memory: Memory, *queries: tuple[str, str], kindred: bool = True) -> None:
    """Remember the alerts that the queries find for their keys, in the order in which they were told of last."""
    found: dict[str, int] = {}
    for query, keys in queries:
        if keys == "[]":
            continue
        rows = connection.execute(query, {"keys": keys, "most": KINDRED})
        found.update({held: sequence for sequence, held in rows})
    for document in sorted(found, key=lambda document: found[document]):
        memory.remember(PARSED.held(document), kindred=kindred)


def _occurrences(connection: sqlite3.Connection, memory: Memory, tracks: Sequence[str]) -> None:
    if not tracks:
        return
    asked = json.dumps(tracks)
    rows = connection.execute(_PROOFS, {"tracks": asked, "most": CITED})
    proofs = {number: _proof(proof) for number, proof in rows}
    found: dict[str, list[Occurrence]] = {}
    rows = connection.execute(_OCCURRENCES, {"tracks": asked, "most": WITNESSED})
    for number, key, story, article, published in rows:
        at = datetime.fromisoformat(published)
        found.setdefault(key, []).append(Occurrence(story, article, at, proofs.get(number)))
    memory.occurrences.update({key: tuple(items) for key, items in found.items()})


def held(connection: sqlite3.Connection, alert_id: str) -> Held | None:
    """The alert with what is needed to change it; None if there is none of that id."""
    row = connection.execute("SELECT held FROM alerts WHERE id = ?", (alert_id,)).fetchone()
    return PARSED.held(row[0]) if row else None
