"""The log as those who follow it see it."""

from services.timeline import log
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
