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
    UNIQUE (source, position),
    UNIQUE (revises, position)
);

CREATE TABLE IF NOT EXISTS members{suffix} (
    article       INTEGER PRIMARY KEY,     -- position
    story         TEXT NOT NULL,
    origin        TEXT NOT NULL,           -- an article's id
    recorded_from INTEGER NOT NULL,
    recorded_to   INTEGER NOT NULL,
    UNIQUE (story, article)
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
    recorded_to   INTEGER NOT NULL,
    UNIQUE (occurred, position),
    UNIQUE (type, occurred, position),
    UNIQUE (article, position)
);

CREATE TABLE IF NOT EXISTS parties{suffix} (
    role     TEXT NOT NULL,                -- actor, recipient, against; country: any of these or the place
    country  TEXT NOT NULL,
    occurred TEXT NOT NULL,
    event    INTEGER NOT NULL,
    PRIMARY KEY (role, country, occurred, event)
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
    PRIMARY KEY (event, alert, recorded_from),
    UNIQUE (alert, recorded_from, event),
    UNIQUE (signal, event, alert, recorded_from)
) WITHOUT ROWID;

-- One row an article (title, text) and one an event (evidence), by position.
CREATE VIRTUAL TABLE IF NOT EXISTS words{suffix} USING fts5 (
    title, text, evidence, content = '', tokenize = "unicode61 remove_diacritics 2", detail = full
);
