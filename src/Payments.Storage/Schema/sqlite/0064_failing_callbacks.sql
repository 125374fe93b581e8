-- Callbacks that were tried and not heard, of a merchant and of one of its hosts: few rows, so that a failing shop is found at once.
ALTER TABLE deliveries ADD COLUMN host TEXT GENERATED ALWAYS AS (lower(
    substr(substr(json_extract(state, '$.url'), instr(json_extract(state, '$.url'), '://') + 3), 1,
        instr(replace(replace(
            substr(json_extract(state, '$.url'), instr(json_extract(state, '$.url'), '://') + 3) || '/', '?', '/'), '#', '/'), '/') - 1))
    ) VIRTUAL;

CREATE INDEX deliveries_failing ON deliveries (merchant, created_at, key)
    WHERE attempt_count > 0 AND status <> 'delivered' AND status <> 'superseded' AND status <> 'kept';

CREATE INDEX deliveries_failing_by_host ON deliveries (merchant, host, created_at, key)
    WHERE attempt_count > 0 AND status <> 'delivered' AND status <> 'superseded' AND status <> 'kept';
