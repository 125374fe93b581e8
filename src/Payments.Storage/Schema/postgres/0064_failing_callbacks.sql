-- Callbacks that were tried and not heard, of a merchant and of one of its hosts: few rows, so that a failing shop is found at once.
-- The host is an expression of the index and no column, which would write the whole table afresh.
CREATE INDEX deliveries_failing ON deliveries (merchant, created_at, key)
    WHERE attempt_count > 0 AND status <> 'delivered' AND status <> 'superseded' AND status <> 'kept';

CREATE INDEX deliveries_failing_by_host
    ON deliveries (merchant, lower(substring(state ->> 'url' from '://([^/?#]*)')), created_at, key)
    WHERE attempt_count > 0 AND status <> 'delivered' AND status <> 'superseded' AND status <> 'kept';
