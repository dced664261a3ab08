"""Events looked at one by one, for what no tally answers: the newest `COUNTED` of those that fit at most."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from typing import Final

from services.timeline.log.projection import moment, pairs
from services.timeline.queries.items import Standing
from services.timeline.queries.questions import EventFilters
from services.timeline.queries.selection import Found, Selection
from tocsin.vocabulary import CONTEXTS

COUNTED: Final = 20_000
CHUNK: Final = 500

COLUMNS: Final = ("type", "mode", "modality", "certainty", "stance")


def collected(connection: sqlite3.Connection, now: Standing, query: EventFilters, at: int) -> tuple[list[Found], bool]:
    """The newest events that fit and began in the span, and whether these are all."""
    found: list[Found] = []
    since = moment(query.from_) if query.from_ else ""
    selection = Selection(query, at, now.position)
    with closing(selection.read(connection, newest=True)) as reading:
        for one in reading:
            if one.occurred < since:
                break
            if len(found) == COUNTED:
                return found, False
            found.append(one)
    return found, True


def values_of(connection: sqlite3.Connection, found: list[Found], wanted: set[str]) -> Iterator[tuple[int, str, str]]:
    """(event, facet, value) of each of these events."""
    codes = [name for name in COLUMNS if name in wanted]
    source = "(SELECT source FROM articles WHERE position = e.article)" if "source" in wanted else "''"
    sql = f"""
        SELECT {", ".join(["e.position", source, "e.named", "e.contexts", *(f"e.{name}" for name in codes)])}
        FROM json_each(?) asked CROSS JOIN events e ON e.position = asked.value"""  # noqa: S608 - names of ours
    for chunk in chunks(found):
        asked = json.dumps([one.position for one in chunk])
        for position, publisher, named, contexts, *values in connection.execute(sql, (asked,)):
            for code, value in zip(codes, values, strict=True):
                if value:
                    yield position, code, value
            if publisher:
                yield position, "source", publisher
            for name, value in _named(named, contexts):
                if name in wanted:
                    yield position, name, value


def chunks(found: list[Found]) -> Iterator[list[Found]]:
    yield from (found[n : n + CHUNK] for n in range(0, len(found), CHUNK))


@lru_cache(maxsize=10_000)
def _named(named: str, contexts: int) -> tuple[tuple[str, str], ...]:
    """Who and where an event names, in which contexts: most say what others have said."""
    found = [(role, name) for role, name in json.loads(named)]
    return *found, *pairs(found), *(("context", name) for bit, name in enumerate(CONTEXTS) if contexts >> bit & 1)
