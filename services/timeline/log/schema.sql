-- The log: append-only, the truth. Everything in projection.sql can be made anew from it.

CREATE TABLE IF NOT EXISTS head (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    log_id      TEXT NOT NULL,             -- a restored log gets a new one, and old cursors are refused
    first_id    TEXT NOT NULL,             -- the one that it began with; the chain starts from it
    position    INTEGER NOT NULL,          -- of the last row; the counter that positions come from
    recorded_at TEXT NOT NULL,             -- of the last row; time never runs backwards in the log
    chain       BLOB NOT NULL,             -- of the last row
    last_event  INTEGER NOT NULL,          -- position of the last event record: `previous` of the next one
    generation  INTEGER NOT NULL           -- counts the rebuilds of the projection
);

CREATE TABLE IF NOT EXISTS log (
    position    INTEGER PRIMARY KEY,       -- 1, 2, 3 … without a gap
    message_id  TEXT NOT NULL UNIQUE,
    type        TEXT NOT NULL,
    recorded_at TEXT NOT NULL,             -- UTC, microseconds: sorts as text
    data        BLOB NOT NULL,             -- the message, byte for byte as it came; empty once redacted
    digest      BLOB NOT NULL,             -- SHA-256 of the data
    chain       BLOB NOT NULL              -- SHA-256 of the chain before, the digest and the other columns
);
CREATE INDEX IF NOT EXISTS log_recorded_at ON log (recorded_at);

CREATE TABLE IF NOT EXISTS projected (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    version TEXT NOT NULL                  -- of the projection's tables in use (rebuilding.py)
);
