-- The projection: a pure fold of the log (projection.py). recorded_from and recorded_to are log positions: a row holds
-- as of every position p with recorded_from <= p < recorded_to. Where no recorded_from stands, it is `position`.
-- {suffix} is empty, or names the copy that a rebuild makes beside the tables in use. There is no CREATE INDEX: those
-- made by UNIQUE are renamed with their table.

CREATE TABLE IF NOT EXISTS articles{suffix} (
    position     INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    source       TEXT NOT NULL,            -- '' if unknown
    published_at TEXT NOT NULL,
    revises      TEXT NOT NULL,            -- the id of an article, or ''
    UNIQUE (published_at, position),
    UNIQUE (source, published_at, position),
    UNIQUE (revises, position)
);

-- The day of the newest article so far, by the position at which it grew: what was known at a position is, but for what
-- is ahead, not after its day. So a list as of then does not walk through all that came since.
CREATE TABLE IF NOT EXISTS tides{suffix} (
    position INTEGER PRIMARY KEY,
    day      TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS members{suffix} (
    article       INTEGER NOT NULL,        -- position
    story         TEXT NOT NULL,
    origin        TEXT NOT NULL,           -- an article's id
    recorded_from INTEGER NOT NULL,
    recorded_to   INTEGER NOT NULL,        -- where an editor moved it to another story
    PRIMARY KEY (article, recorded_from),
    UNIQUE (story, article, recorded_from)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS sizes{suffix} (
    story TEXT PRIMARY KEY,
    n     INTEGER NOT NULL,                -- how many articles were ever of it
    UNIQUE (n, story)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS readings{suffix} (
    article  INTEGER PRIMARY KEY,          -- position
    position INTEGER NOT NULL,             -- of the first row of its last reading
    codebook TEXT NOT NULL,                -- '' if it was not read
    unread   TEXT NOT NULL,                -- why it was not: language, failed; '' if it was
    UNIQUE (unread, article)
);

CREATE TABLE IF NOT EXISTS events{suffix} (
    position      INTEGER PRIMARY KEY,
    article       INTEGER NOT NULL,        -- position
    occurred      TEXT NOT NULL,           -- ISO date or UTC date-time, of the publication if the text tells none
    occurred_end  TEXT NOT NULL,
    type          TEXT NOT NULL,
    mode          TEXT NOT NULL,           -- '' if none
    modality      TEXT NOT NULL,
    certainty     TEXT NOT NULL,
    stance        TEXT NOT NULL,
    contexts      INTEGER NOT NULL,        -- one bit for each, in the order of the vocabulary
    days          INTEGER NOT NULL,        -- how many days it spans, at least 1: how precise its time is
    spot          TEXT NOT NULL,           -- its place in the gazetteer, `RUS:kursk`; '' if that has no coordinates
    named         TEXT NOT NULL,           -- its mentions but for the spot, as JSON: [["actor","PRK"],…]
    recorded_to   INTEGER NOT NULL,
    UNIQUE (occurred, position),
    UNIQUE (type, occurred, position),
    UNIQUE (article, position)
);

-- Who and where, by the role in which an event names it. `place` is the name as the text has it, in small letters.
CREATE TABLE IF NOT EXISTS mentions{suffix} (
    role     TEXT NOT NULL,                -- actor, recipient, against; country: any of these or the place; place; spot
    name     TEXT NOT NULL,
    occurred TEXT NOT NULL,
    event    INTEGER NOT NULL,
    PRIMARY KEY (role, name, occurred, event)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS quantities{suffix} (
    event  INTEGER NOT NULL,
    number INTEGER NOT NULL,               -- the first of the event's is 0
    best   REAL NOT NULL,
    unit   TEXT NOT NULL,                  -- in small letters
    PRIMARY KEY (event, number),
    UNIQUE (best, event, number)
) WITHOUT ROWID;

-- Events that began more than two days after their article was published, and those that span more than 31 days: the
-- few that an index by their first moment misplaces.
CREATE TABLE IF NOT EXISTS ahead{suffix} (
    reach    INTEGER NOT NULL,             -- of REACHES: it began at most so many days after the article's day
    occurred TEXT NOT NULL,
    event    INTEGER NOT NULL,
    PRIMARY KEY (reach, occurred, event)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS lasting{suffix} (
    occurred_end TEXT NOT NULL,
    occurred     TEXT NOT NULL,
    event        INTEGER NOT NULL,
    PRIMARY KEY (occurred_end, occurred, event)
) WITHOUT ROWID;

-- How many events hold now, by day, by ten days and by month, and by what they are: `facets` and `series` sum these up.
CREATE TABLE IF NOT EXISTS tallies{suffix} (
    step  TEXT NOT NULL,                   -- day, ten, month
    name  TEXT NOT NULL,                   -- all, type, mode, … actor, pair (`PRK>RUS`), source, signal, level (the highest)
    day   TEXT NOT NULL,                   -- of the first moment; of ten days or a month the first one
    value TEXT NOT NULL,
    n     INTEGER NOT NULL,
    n31   INTEGER NOT NULL,                -- those of them that span at most so many days
    n7    INTEGER NOT NULL,
    n1    INTEGER NOT NULL,
    PRIMARY KEY (step, name, day, value)
) WITHOUT ROWID;

-- Which events tell of one happening; it is named by the position of the event that told of it first.
CREATE TABLE IF NOT EXISTS tellings{suffix} (
    happening INTEGER NOT NULL,
    said      TEXT NOT NULL,               -- when the article was published, UTC
    event     INTEGER NOT NULL,
    happened  INTEGER NOT NULL,            -- 1 if it tells that it did happen
    PRIMARY KEY (happening, said, event)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS numbers{suffix} (
    track TEXT NOT NULL,                   -- whose and what: PRK:forces
    said  TEXT NOT NULL,
    event INTEGER NOT NULL,
    kind  TEXT NOT NULL,                   -- reported, forecast
    best  REAL NOT NULL,
    PRIMARY KEY (track, said, event, kind, best)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS expectations{suffix} (
    event     INTEGER PRIMARY KEY,
    happening INTEGER NOT NULL,            -- what is to happen; 0 if a number is to be reached
    track     TEXT NOT NULL,               -- the number that is to be reached, or ''
    due       TEXT NOT NULL,               -- the last day
    until     TEXT NOT NULL,               -- the last day on which it is still met, if late
    said      TEXT NOT NULL,
    best      REAL,                        -- the number
    UNIQUE (due, event),
    UNIQUE (happening, track, said, event)
);

CREATE TABLE IF NOT EXISTS alerts{suffix} (
    position    INTEGER PRIMARY KEY,
    id          TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    status      TEXT NOT NULL,
    signal      TEXT NOT NULL,
    level       INTEGER NOT NULL,
    story       TEXT NOT NULL,
    recorded_to INTEGER NOT NULL,
    UNIQUE (id, position),
    UNIQUE (story, position)
);

CREATE TABLE IF NOT EXISTS signals{suffix} (
    event         INTEGER NOT NULL,
    alert         TEXT NOT NULL,
    recorded_from INTEGER NOT NULL,
    recorded_to   INTEGER NOT NULL,
    signal        TEXT NOT NULL,
    level         INTEGER NOT NULL,
    disputed      INTEGER NOT NULL,
    occurred      TEXT NOT NULL,           -- of the event
    PRIMARY KEY (event, alert, recorded_from),
    UNIQUE (alert, recorded_from, event),
    UNIQUE (signal, occurred, event, alert, recorded_from),
    UNIQUE (level, occurred, event, alert, recorded_from)
) WITHOUT ROWID;

-- One row an article (title, text) and one an event (evidence), by position.
CREATE VIRTUAL TABLE IF NOT EXISTS words{suffix} USING fts5 (
    title, text, evidence, content = '', tokenize = "unicode61 remove_diacritics 2", detail = full
);
