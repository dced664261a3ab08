"""What the parts allow: a plain redis-py → SQLite loop that does nothing with what it reads but keep it safely."""

import json
import sqlite3
import time
from pathlib import Path
from typing import Any

import redis


def articles_per_second(url: str, folder: Path, documents: list[dict[str, Any]]) -> float:
    """Append each document to a stream in pipelines of 100, read them back in batches of 500, commit each batch.

    One process, one connection, `synchronous=FULL`, a place saved in the same transaction: what any design has to do.
    """
    client = redis.Redis.from_url(url)
    stream = "bench:ceiling"
    database = sqlite3.connect(folder / "ceiling.db", isolation_level=None)
    database.executescript(
        "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE log (position INTEGER PRIMARY KEY, id TEXT UNIQUE, data BLOB);"
        "CREATE TABLE place (entry TEXT)"
    )
    started = time.perf_counter()
    for first in range(0, len(documents), 100):
        with client.pipeline(transaction=False) as pipeline:
            for document in documents[first : first + 100]:
                pipeline.xadd(stream, {"__data__": json.dumps(document)})
            pipeline.execute()
    last, position = b"0", 0
    while position < len(documents):
        [(_, entries)] = client.xread({stream: last}, count=500)
        database.execute("BEGIN IMMEDIATE")
        database.executemany(
            "INSERT INTO log VALUES (?, ?, ?)",
            [(position + n, entry.decode(), fields[b"__data__"]) for n, (entry, fields) in enumerate(entries, 1)],
        )
        last = entries[-1][0]
        position += len(entries)
        database.execute("INSERT INTO place VALUES (?)", (last.decode(),))
        database.execute("COMMIT")
    rate = len(documents) / (time.perf_counter() - started)
    database.close()
    client.delete(stream)
    client.close()
    return rate
