-- The feeds that are polled, and which of their entries were taken. Times are ISO 8601 in UTC, or seconds since 1970.

CREATE TABLE IF NOT EXISTS feeds (
    id           TEXT PRIMARY KEY,
    url          TEXT    NOT NULL UNIQUE,  -- where it is now: permanent redirects are remembered
    title        TEXT,
    pages        INTEGER NOT NULL,         -- 1: fetch the page behind each entry, for the feed gives a summary only
    added_at     TEXT    NOT NULL,
    etag         TEXT,                     -- for the next conditional GET
    modified     TEXT,
    every        REAL    NOT NULL,         -- seconds between two polls, as the feed's own pace has it
    due          REAL    NOT NULL,         -- the next poll
    failures     INTEGER NOT NULL DEFAULT 0,
    failure      TEXT,                     -- why the last poll failed; NULL if it did not
    polled_at    TEXT,
    succeeded_at TEXT,
    articles     INTEGER NOT NULL DEFAULT 0,
    refused      INTEGER NOT NULL DEFAULT 0,
    refusal      TEXT,                     -- why the last of its entries that was refused was
    gone         INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS feeds_due ON feeds (due) WHERE gone = 0;

CREATE TABLE IF NOT EXISTS feed_entries (
    feed  TEXT NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    entry TEXT NOT NULL,                   -- digest of all that the feed says of it: an edited one is another
    PRIMARY KEY (feed, entry)
) WITHOUT ROWID;
