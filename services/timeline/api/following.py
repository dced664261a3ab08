"""The log as those who follow it see it, and which of its rows somebody wants."""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from services.timeline.log import log
from services.timeline.queries.questions import KINDS, FollowQuery
from tocsin.following import Entry, Tail, on_one_line
from tocsin.sqlite import Database


def entry(row: log.Row) -> Entry:
    """`{"position", "recorded_at", "message"}` on one line; the message is null once it was redacted."""
    message = on_one_line(row.data) or b"null"
    head = f'{{"position":{row.position},"recorded_at":"{row.recorded_at}","message":'
    return Entry(row.position, row.type, head.encode() + message + b"}")


def tail_of(database: Database) -> Tail[Entry]:
    """The end of the log in `database`."""

    async def read(position: int, limit: int) -> list[Entry]:
        async with database.reading() as connection:
            return [entry(row) for row in await log.read(connection, position, limit)]

    return Tail(read)


def wanted(query: FollowQuery) -> Callable[[Entry], bool]:
    """Whether a row of the log is one that the query asks for. A row that has nothing of what is asked is not."""
    types = tuple(KINDS[kind] for kind in query.kind)
    asked = query.model_dump(exclude={"after", "kind", "level_min", "level_max", "limit", "wait", "format"})
    filters = {name: frozenset(values) for name, values in asked.items() if values}
    low, high = query.level_min, query.level_max

    def fits(row: Entry) -> bool:
        if types and not row.type.startswith(types):
            return False
        if not filters and low is None and high is None:
            return True
        facts = _facts(row.item)
        level = facts.get("level")
        if (low is not None and (level is None or level < low)) or (
            high is not None and (level is None or level > high)
        ):
            return False
        return all(values & facts.get(name, frozenset()) for name, values in filters.items())

    return fits


@lru_cache(maxsize=2000)
def _facts(item: bytes) -> dict[str, Any]:
    """What can be asked of a row, by the name of the parameter; read once for all who follow."""
    message = json.loads(item)["message"] or {}
    data = message.get("data") or {}
    if "event" in data:
        return _of_event(data)
    if "signal" in data:
        codes = [code for value in data["group"].values() for code in value.split(",")]
        return {
            "signal": frozenset([data["signal"]]),
            "level": data["level"],
            "story": frozenset([data["story"]]),
            "country": frozenset(codes),
        }
    return {name: frozenset([data[name]]) for name in ("source", "story") if data.get(name)}


def _of_event(data: dict[str, Any]) -> dict[str, Any]:
    event = data["event"]
    sides = {role: _codes(event[key]) for role, key in (("actor", "actors"), ("recipient", "recipients"))}
    sides["against"] = _codes(event["against"])
    place = event["place"] or {}
    codes = ("type", "mode", "modality", "certainty", "stance")
    return {
        **sides,
        **{name: frozenset([event[name]]) for name in codes if event[name]},
        "country": frozenset().union(*sides.values(), [place["country"]] if place.get("country") else []),
        "context": frozenset(event["contexts"]),
        "source": frozenset([data["article"]["source"]]),
        "story": frozenset([data["story"]]),
    }


def _codes(actors: Iterable[dict[str, Any]]) -> frozenset[str]:
    return frozenset(actor["country"] for actor in actors if actor["country"])
