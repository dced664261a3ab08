"""Events looked at one by one, for what no tally answers: the newest `COUNTED` of those that fit at most."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
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
    sql = """
        SELECT e.position, a.source, e.contexts, e.named, e.type, e.mode, e.modality, e.certainty, e.stance
        FROM json_each(?) asked CROSS JOIN events e ON e.position = asked.value
        JOIN articles a ON a.position = e.article"""
    for chunk in chunks(found):
        for position, source, contexts, named, *codes in connection.execute(
            sql, (json.dumps([one.position for one in chunk]),)
        ):
            values = [*zip(COLUMNS, codes, strict=True), ("source", source), *_named(json.loads(named))]
            values += [("context", context) for bit, context in enumerate(CONTEXTS) if contexts >> bit & 1]
            for name, value in values:
                if value and name in wanted:
                    yield position, name, value


def chunks(found: list[Found]) -> Iterator[list[Found]]:
    yield from (found[n : n + CHUNK] for n in range(0, len(found), CHUNK))


def _named(named: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from ((role, name) for role, name in named)
    yield from pairs(named)
