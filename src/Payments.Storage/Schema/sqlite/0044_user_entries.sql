-- The ledgers of end users. A wallet's state carries the entries of its last change, and triggers copy them here in the wallet's own
-- transaction: no balance is without its entries. Each key makes one entry of a user, whichever activation writes it.
-- Rows lie in the order of a statement, so that a page of it is read in one go.
CREATE TABLE user_entries (
    merchant TEXT NOT NULL,
    user_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    entry_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount TEXT NOT NULL,
    from_account TEXT NOT NULL,
    to_account TEXT NOT NULL,
    available TEXT NOT NULL,
    held TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    order_id TEXT NULL,
    about_key TEXT NULL,
    expires_at INTEGER NULL,
    note TEXT NULL,
    PRIMARY KEY (merchant, user_id, currency, sequence)
) WITHOUT ROWID;

CREATE UNIQUE INDEX user_entries_key ON user_entries (merchant, user_id, entry_key);
CREATE INDEX user_entries_reversals ON user_entries (merchant, user_id, about_key, amount, kind) WHERE kind = 'reversal';

CREATE TRIGGER user_wallets_begun AFTER INSERT ON user_wallets
BEGIN
    INSERT INTO user_entries (merchant, user_id, currency, sequence, entry_key, kind, amount, from_account, to_account, available, held,
        made_at, order_id, about_key, expires_at, note)
    SELECT json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.user'), json_extract(value, '$.currency'),
        json_extract(value, '$.sequence'), json_extract(value, '$.key'), json_extract(value, '$.kind'), json_extract(value, '$.amount'),
        json_extract(value, '$.from'), json_extract(value, '$.to'), json_extract(value, '$.available'), json_extract(value, '$.held'),
        json_extract(value, '$.at'), json_extract(value, '$.order'), json_extract(value, '$.about'), json_extract(value, '$.expiresAt'),
        json_extract(value, '$.text')
    FROM json_each(NEW.state, '$.entries');
END;

CREATE TRIGGER user_wallets_changed AFTER UPDATE OF state ON user_wallets
BEGIN
    INSERT INTO user_entries (merchant, user_id, currency, sequence, entry_key, kind, amount, from_account, to_account, available, held,
        made_at, order_id, about_key, expires_at, note)
    SELECT json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.user'), json_extract(value, '$.currency'),
        json_extract(value, '$.sequence'), json_extract(value, '$.key'), json_extract(value, '$.kind'), json_extract(value, '$.amount'),
        json_extract(value, '$.from'), json_extract(value, '$.to'), json_extract(value, '$.available'), json_extract(value, '$.held'),
        json_extract(value, '$.at'), json_extract(value, '$.order'), json_extract(value, '$.about'), json_extract(value, '$.expiresAt'),
        json_extract(value, '$.text')
    FROM json_each(NEW.state, '$.entries');
END;
