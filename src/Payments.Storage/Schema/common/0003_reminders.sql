-- Reminders of an installation on SQLite: a handful, never one per order. Times in Unix milliseconds, periods in milliseconds.
CREATE TABLE reminders (
    grain_id TEXT NOT NULL,
    name TEXT NOT NULL,
    start_at BIGINT NOT NULL,
    period BIGINT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (grain_id, name)
);
