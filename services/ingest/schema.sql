-- What was accepted, in order, as it goes on the wire. Rows are never changed and never deleted: the timeline may have
-- to be given any of them again (an old backup was restored, say).

CREATE TABLE IF NOT EXISTS producer (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    id       TEXT    NOT NULL,             -- the outbox's id: part of its CloudEvents source
    sequence INTEGER NOT NULL              -- the last number given; numbers have no gap
);
INSERT OR IGNORE INTO producer VALUES (1, lower(hex(randomblob(8))), 0);

CREATE TABLE IF NOT EXISTS outbox (
    sequence    INTEGER PRIMARY KEY,
    article_id  TEXT NOT NULL UNIQUE,
    key         TEXT NOT NULL,             -- the name under which revisions of one article find each other
    content     TEXT NOT NULL,             -- digest of its words
    external_id TEXT,                      -- the id that the client or the publisher gave it
    accepted_at TEXT NOT NULL,             -- ISO 8601, UTC
    message     BLOB NOT NULL              -- the ArticlePublished message, byte for byte
);
CREATE INDEX IF NOT EXISTS outbox_key ON outbox (key, sequence);

-- What is odd about an article though it was taken: a date that can't be true, a language tag that is none.
CREATE TABLE IF NOT EXISTS notes (
    sequence INTEGER PRIMARY KEY REFERENCES outbox (sequence),
    notes    TEXT NOT NULL                 -- a JSON array of sentences
);
