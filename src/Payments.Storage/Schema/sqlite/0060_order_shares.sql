-- Shares of payments and what receivers gave back of them: a merchant's are listed, those that wait are counted, and settlements add up
-- those of a day. Triggers write the rows in the transaction of the order. They stay when the order is archived.
CREATE TABLE order_shares (
    key TEXT NOT NULL PRIMARY KEY,
    order_key TEXT NOT NULL,
    merchant TEXT NOT NULL,
    kind TEXT NOT NULL,
    provider TEXT NOT NULL,
    charge TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX order_shares_by_merchant ON order_shares (merchant, created_at, key) WHERE kind = 'share';
CREATE INDEX order_shares_open ON order_shares (created_at) WHERE status IN ('requested', 'processing');
CREATE INDEX order_shares_by_end ON order_shares (provider, ended_at, key) WHERE status = 'succeeded';

CREATE TRIGGER orders_shared AFTER UPDATE OF state ON orders
WHEN json_array_length(NEW.state, '$.shares') > 0
    AND (json_extract(OLD.state, '$.shares') IS NOT json_extract(NEW.state, '$.shares')
        OR json_extract(OLD.state, '$.shareReturns') IS NOT json_extract(NEW.state, '$.shareReturns')) BEGIN
    INSERT INTO order_shares (key, order_key, merchant, kind, provider, charge, status, created_at, ended_at, state)
    SELECT NEW.key || '-s' || printf('%04d', json_extract(value, '$.number')), NEW.key, json_extract(NEW.state, '$.merchant'), 'share',
        json_extract(value, '$.provider'), json_extract(value, '$.charge'), json_extract(value, '$.status'),
        json_extract(value, '$.createdAt'), json_extract(value, '$.endedAt'), value
    FROM json_each(NEW.state, '$.shares') WHERE true
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, ended_at = excluded.ended_at, state = excluded.state
    WHERE order_shares.state <> excluded.state;
    INSERT INTO order_shares (key, order_key, merchant, kind, provider, charge, status, created_at, ended_at, state)
    SELECT NEW.key || '-b' || printf('%04d', json_extract(value, '$.number')), NEW.key, json_extract(NEW.state, '$.merchant'), 'return',
        json_extract(value, '$.provider'), json_extract(value, '$.charge'), json_extract(value, '$.status'),
        json_extract(value, '$.createdAt'), json_extract(value, '$.endedAt'), value
    FROM json_each(NEW.state, '$.shareReturns') WHERE true
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, ended_at = excluded.ended_at, state = excluded.state
    WHERE order_shares.state <> excluded.state;
END;
