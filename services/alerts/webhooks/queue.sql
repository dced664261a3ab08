-- What waits to be sent to receivers, and what became of it.

CREATE TABLE IF NOT EXISTS routed (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    sequence INTEGER NOT NULL              -- the last message of the outbox that was given to its receivers
);
INSERT OR IGNORE INTO routed SELECT 1, sequence FROM producer;

CREATE TABLE IF NOT EXISTS receivers (
    name          TEXT PRIMARY KEY,
    since         INTEGER NOT NULL,        -- it is told what comes after this message
    last_success  REAL,                    -- times are seconds since 1970
    failing_since REAL,
    error         TEXT                     -- of the last attempt, if that failed
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS deliveries (
    receiver TEXT    NOT NULL,
    sequence INTEGER NOT NULL,             -- the message in the outbox
    alert    TEXT    NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    queued   REAL    NOT NULL,
    due      REAL    NOT NULL,             -- the next attempt, not before
    attempts INTEGER NOT NULL DEFAULT 0,
    error    TEXT,
    PRIMARY KEY (receiver, sequence)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deliveries_alert ON deliveries (alert, receiver, sequence);
CREATE INDEX IF NOT EXISTS deliveries_open ON deliveries (receiver, state, sequence) WHERE state != 'sent';
