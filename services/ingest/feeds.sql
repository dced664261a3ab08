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

-- Hosts that asked for time.
CREATE TABLE IF NOT EXISTS resting_hosts (
    host  TEXT PRIMARY KEY,
    until REAL NOT NULL                    -- seconds since 1970
) WITHOUT ROWID;

-- What is odd about the entries of a feed, though they were taken: dates that can't be true, say.
CREATE TABLE IF NOT EXISTS feed_notes (
    feed  TEXT PRIMARY KEY REFERENCES feeds (id) ON DELETE CASCADE,
    noted INTEGER NOT NULL,                -- entries
    note  TEXT    NOT NULL                 -- the last of them
) WITHOUT ROWID;

-- Subscriptions with the hubs that tell of a feed's changes (WebSub).
CREATE TABLE IF NOT EXISTS subscriptions (
    feed   TEXT PRIMARY KEY REFERENCES feeds (id) ON DELETE CASCADE,
    hub    TEXT NOT NULL,
    topic  TEXT NOT NULL,                  -- the feed's name at the hub
    token  TEXT NOT NULL UNIQUE,           -- the end of our address that the hub was told: nobody can guess it
    secret TEXT NOT NULL,                  -- what the hub signs by
    state  TEXT NOT NULL,                  -- asked, active, denied, failed
    reason TEXT,                           -- of the last two
    until  REAL NOT NULL,                  -- the end of the lease
    ask_at REAL NOT NULL                   -- when the hub is asked again
) WITHOUT ROWID;
