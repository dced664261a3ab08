-- Requests that came with an Idempotency-Key, and their answers. They are kept for some days.

CREATE TABLE IF NOT EXISTS requests (
    client TEXT NOT NULL,                  -- who sent it, as the gate knows them
    key    TEXT NOT NULL,
    digest TEXT NOT NULL,                  -- of the body
    answer TEXT NOT NULL,                  -- the JSON that was answered
    at     REAL NOT NULL,                  -- seconds since 1970
    PRIMARY KEY (client, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS requests_at ON requests (at);
