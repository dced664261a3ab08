-- What was read out of pages, by what is in them: the same page is not read twice. It may be emptied at any time.

CREATE TABLE IF NOT EXISTS pages (
    digest TEXT PRIMARY KEY,               -- of the page, its address, and the version of its reader
    page   TEXT,                           -- JSON; NULL if there is no article in it
    reason TEXT,                           -- why there is none
    at     REAL NOT NULL                   -- seconds since 1970
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pages_at ON pages (at);
