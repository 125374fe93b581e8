-- Reminders on PostgreSQL, and where the AdoNet reminder provider finds its statements. Each silo reads the rows of its range of hashes again and again.
CREATE TABLE silo_reminders (
    service text NOT NULL,
    grain_id text NOT NULL,
    name text NOT NULL,
    start_at timestamptz NOT NULL,
    period_ms bigint NOT NULL,
    grain_hash integer NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (service, grain_id, name)
);

CREATE INDEX silo_reminders_by_hash ON silo_reminders (service, grain_hash);

INSERT INTO orleansquery (querykey, querytext) VALUES
    ('UpsertReminderRowKey', '
        INSERT INTO silo_reminders AS r (service, grain_id, name, start_at, period_ms, grain_hash, version)
        VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
        ON CONFLICT (service, grain_id, name) DO UPDATE
            SET start_at = excluded.start_at, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = r.version + 1
        RETURNING version AS Version;'),
    ('ReadReminderRowKey', '
        SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
        FROM silo_reminders WHERE service = @ServiceId AND grain_id = @GrainId AND name = @ReminderName;'),
    ('ReadReminderRowsKey', '
        SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
        FROM silo_reminders WHERE service = @ServiceId AND grain_id = @GrainId;'),
    ('ReadRangeRows1Key', '
        SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
        FROM silo_reminders WHERE service = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash;'),
    ('ReadRangeRows2Key', '
        SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
        FROM silo_reminders WHERE service = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash);'),
    ('DeleteReminderRowKey', '
        WITH gone AS (
            DELETE FROM silo_reminders WHERE service = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version RETURNING name)
        SELECT count(*)::integer FROM gone;'),
    ('DeleteReminderRowsKey', '
        DELETE FROM silo_reminders WHERE service = @ServiceId;')
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;
