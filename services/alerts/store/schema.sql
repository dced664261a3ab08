-- What the engine remembers, and what subscribers were told. The outbox is the history: its rows are never changed, and
-- those of alerts that are over go in the end (pruning.py, forgetting.py).

CREATE TABLE IF NOT EXISTS producer (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    id       TEXT    NOT NULL,             -- the outbox's id: part of its CloudEvents source
    sequence INTEGER NOT NULL              -- the last number given; numbers have no gap
);
INSERT OR IGNORE INTO producer VALUES (1, lower(hex(randomblob(8))), 0);

CREATE TABLE IF NOT EXISTS outbox (
    sequence    INTEGER PRIMARY KEY,
    alert       TEXT    NOT NULL,
    revision    INTEGER NOT NULL,
    recorded_at TEXT    NOT NULL,          -- ISO 8601, UTC
    message     BLOB    NOT NULL           -- the alert message, byte for byte
);
CREATE UNIQUE INDEX IF NOT EXISTS outbox_alert ON outbox (alert, revision);
CREATE INDEX IF NOT EXISTS outbox_recorded_at ON outbox (recorded_at, sequence);

CREATE TABLE IF NOT EXISTS pruned (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    sequence INTEGER NOT NULL              -- the last message that was pruned; there is no gap after it
);
INSERT OR IGNORE INTO pruned VALUES (1, 0);

CREATE TABLE IF NOT EXISTS alerts (
    id       TEXT    PRIMARY KEY,
    story    TEXT    NOT NULL,
    rule     TEXT    NOT NULL,
    signal   TEXT    NOT NULL,
    level    INTEGER NOT NULL,
    status   TEXT    NOT NULL,
    kin      TEXT    NOT NULL,             -- of the same rule and group, in whatever story
    sequence INTEGER NOT NULL,             -- of its last message: the order of lists
    held     BLOB    NOT NULL              -- memory.Held as JSON
);
DROP INDEX IF EXISTS alerts_kin;           -- of before ended ones were left out
CREATE INDEX IF NOT EXISTS alerts_standing ON alerts (kin, status <> 'pending', sequence DESC)
    WHERE status NOT IN ('cancelled', 'resolved');
CREATE INDEX IF NOT EXISTS alerts_sequence ON alerts (sequence);

CREATE TABLE IF NOT EXISTS aliases (       -- alerts of stories that were put together with others
    id    TEXT PRIMARY KEY,                -- that which the alert would have in the other story
    alert TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS cited (         -- which article proves which alert
    article TEXT NOT NULL,
    alert   TEXT NOT NULL,
    PRIMARY KEY (article, alert)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS told_in (       -- the stories that an alert's evidence comes from
    story TEXT NOT NULL,
    alert TEXT NOT NULL,
    PRIMARY KEY (story, alert)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS sides (         -- between whom the alerts are that are not over
    alert  TEXT NOT NULL,
    pair   TEXT NOT NULL,                  -- two codes in alphabetical order: "ISR,LBN"
    rule   TEXT NOT NULL,
    newest TEXT NOT NULL,                  -- the day (UTC) on which its last evidence was published
    PRIMARY KEY (alert, pair)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sides_of ON sides (rule, pair, newest);
INSERT INTO sides                          -- of a file that did not have them
SELECT alerts.id, pair.value, rule, (
    SELECT substr(max(json_extract(proof.value, '$.article.published_at')), 1, 10)
    FROM json_each(held, '$.alert.evidence') proof)
FROM alerts, json_each(held, '$.pairs') pair
WHERE status NOT IN ('cancelled', 'resolved') AND NOT EXISTS (SELECT 1 FROM sides);

DROP TABLE IF EXISTS denials;              -- of before it was kept what is denied, and when
CREATE TABLE IF NOT EXISTS denied (
    story   TEXT NOT NULL,
    country TEXT NOT NULL,
    event   TEXT NOT NULL,
    who     TEXT NOT NULL,
    day     TEXT NOT NULL,                 -- (UTC) on which it was published
    about   TEXT NOT NULL,                 -- the class of what is denied, as "troops"
    PRIMARY KEY (story, country, event)
) WITHOUT ROWID;

DROP TABLE IF EXISTS sightings;            -- of before numbers were taken back with their articles
CREATE TABLE IF NOT EXISTS numbers (       -- numbers of deployed forces, by whose they are
    number    INTEGER PRIMARY KEY,
    track     TEXT NOT NULL,
    best      REAL NOT NULL,
    unit      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    published TEXT NOT NULL,
    text      TEXT NOT NULL,
    article   TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS numbers_track ON numbers (track, number);
CREATE INDEX IF NOT EXISTS numbers_article ON numbers (article);

CREATE TABLE IF NOT EXISTS forgotten (     -- stubs of alerts that were over long ago
    id   TEXT PRIMARY KEY,
    held BLOB NOT NULL                     -- held.Held as JSON
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS folded (        -- messages that were folded: one that comes again changes nothing
    message TEXT PRIMARY KEY,
    day     TEXT NOT NULL                  -- on which the timeline recorded it (ISO 8601, UTC)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS applied (message TEXT PRIMARY KEY) WITHOUT ROWID;  -- of before there was a day
INSERT OR IGNORE INTO folded SELECT message, date('now') FROM applied;
DROP TABLE applied;

CREATE TABLE IF NOT EXISTS occurrences (   -- what fitted a step of a rule with a window, by rule, step and group
    number    INTEGER PRIMARY KEY,
    track     TEXT NOT NULL,
    story     TEXT NOT NULL,
    article   TEXT NOT NULL,
    published TEXT NOT NULL,               -- ISO 8601
    proof     BLOB NOT NULL                -- messages.SignalEvidence as JSON
);
CREATE UNIQUE INDEX IF NOT EXISTS occurrences_article ON occurrences (article, track);
CREATE INDEX IF NOT EXISTS occurrences_track ON occurrences (track, number);

CREATE TABLE IF NOT EXISTS deadlines (     -- when the clock changes something about an alert next
    alert TEXT PRIMARY KEY,
    due   TEXT NOT NULL                    -- ISO 8601, UTC
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deadlines_due ON deadlines (due);

CREATE TABLE IF NOT EXISTS ladder (        -- where each pair of actors, and each story, stands
    name     TEXT PRIMARY KEY,
    level    INTEGER NOT NULL,
    previous INTEGER,
    at       TEXT NOT NULL,
    alerts   TEXT NOT NULL                 -- those that hold it there, a JSON list
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ringing (       -- of each group of alerts, the one that rang last, and holds the others back
    key   TEXT PRIMARY KEY,
    alert TEXT NOT NULL,
    title TEXT NOT NULL,
    until TEXT NOT NULL                    -- ISO 8601, UTC
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS silences (
    id        TEXT PRIMARY KEY,
    starts_at TEXT NOT NULL,               -- ISO 8601, UTC
    ends_at   TEXT NOT NULL,
    silence   BLOB NOT NULL                -- silences.Silence as JSON
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS silences_end ON silences (ends_at);

CREATE TABLE IF NOT EXISTS decisions (     -- what became of each signal, and why
    number  INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,                 -- ISO 8601, UTC
    verdict TEXT NOT NULL,
    reason  TEXT NOT NULL,
    rule    TEXT NOT NULL,
    article TEXT,
    event   TEXT,
    alert   TEXT
);
CREATE INDEX IF NOT EXISTS decisions_article ON decisions (article) WHERE article IS NOT NULL;
CREATE INDEX IF NOT EXISTS decisions_event ON decisions (event) WHERE event IS NOT NULL;
CREATE INDEX IF NOT EXISTS decisions_alert ON decisions (alert) WHERE alert IS NOT NULL;
