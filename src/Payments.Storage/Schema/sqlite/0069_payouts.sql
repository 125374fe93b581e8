-- Payouts of merchants: listed, and found by the merchant's own id after they left the merchant's book. Triggers write the rows in the
-- transaction of the book.
CREATE TABLE payouts (
    key TEXT NOT NULL PRIMARY KEY,
    merchant TEXT NOT NULL,
    payout_id TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;

CREATE UNIQUE INDEX payouts_by_id ON payouts (merchant, payout_id);
CREATE INDEX payouts_by_merchant ON payouts (merchant, created_at, key);

CREATE TRIGGER payout_book_made AFTER INSERT ON grain_states WHEN substr(NEW.key, 1, 12) = 'payout-book/' BEGIN
    INSERT INTO payouts (key, merchant, payout_id, status, created_at, state)
    SELECT json_extract(NEW.state, '$.merchant') || '-' || printf('%010d', json_extract(value, '$.number')),
        json_extract(NEW.state, '$.merchant'), json_extract(value, '$.id'), json_extract(value, '$.status'),
        json_extract(value, '$.createdAt'), value
    FROM json_each(NEW.state, '$.payouts') WHERE true
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, state = excluded.state WHERE payouts.state <> excluded.state;
END;

CREATE TRIGGER payout_book_changed AFTER UPDATE OF state ON grain_states WHEN substr(NEW.key, 1, 12) = 'payout-book/' BEGIN
    INSERT INTO payouts (key, merchant, payout_id, status, created_at, state)
    SELECT json_extract(NEW.state, '$.merchant') || '-' || printf('%010d', json_extract(value, '$.number')),
        json_extract(NEW.state, '$.merchant'), json_extract(value, '$.id'), json_extract(value, '$.status'),
        json_extract(value, '$.createdAt'), value
    FROM json_each(NEW.state, '$.payouts') WHERE true
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, state = excluded.state WHERE payouts.state <> excluded.state;
END;
