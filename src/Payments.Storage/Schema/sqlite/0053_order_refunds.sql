-- Refunds of orders: a merchant's are listed, those that wait on a chain are found by where they go, and one transfer ends one refund,
-- whichever activation writes it; statements of providers are compared with those at providers. Triggers write the rows in the transaction of the order. They stay when the order is archived.
CREATE TABLE order_refunds (
    key TEXT NOT NULL PRIMARY KEY,
    order_key TEXT NOT NULL,
    merchant TEXT NOT NULL,
    refund_id TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    chain TEXT NULL,
    destination TEXT NULL,
    transfer_id TEXT NULL,
    block INTEGER NULL,
    provider TEXT NULL,
    charge TEXT NULL,
    ended_at INTEGER NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX order_refunds_by_merchant ON order_refunds (merchant, created_at, key);
CREATE INDEX order_refunds_open ON order_refunds (created_at) WHERE status IN ('requested', 'processing');
CREATE INDEX order_refunds_awaited ON order_refunds (chain, destination) WHERE chain IS NOT NULL AND status IN ('requested', 'processing');
CREATE INDEX order_refunds_by_block ON order_refunds (chain, block) WHERE block IS NOT NULL;
CREATE INDEX order_refunds_by_end ON order_refunds (provider, ended_at, key) WHERE ended_at IS NOT NULL;
CREATE INDEX order_refunds_by_charge ON order_refunds (charge) WHERE charge IS NOT NULL;
CREATE UNIQUE INDEX order_refunds_transfer ON order_refunds (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE TRIGGER orders_refunded AFTER UPDATE OF state ON orders
WHEN json_array_length(NEW.state, '$.refunds') > 0
    AND json_extract(OLD.state, '$.refunds') IS NOT json_extract(NEW.state, '$.refunds') BEGIN
    INSERT INTO order_refunds (key, order_key, merchant, refund_id, status, created_at, chain, destination, transfer_id, block, provider,
        charge, ended_at, state)
    SELECT NEW.key || '-' || printf('%02d', json_extract(value, '$.number')), NEW.key, json_extract(NEW.state, '$.merchant'),
        json_extract(value, '$.id'), json_extract(value, '$.status'), json_extract(value, '$.createdAt'), json_extract(value, '$.chain'),
        json_extract(value, '$.to'), json_extract(value, '$.transfer.id'), json_extract(value, '$.transfer.block'), json_extract(value, '$.provider'), json_extract(value, '$.charge'),
        json_extract(value, '$.endedAt'), value
    FROM json_each(NEW.state, '$.refunds') WHERE true
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, transfer_id = excluded.transfer_id, block = excluded.block,
        ended_at = excluded.ended_at, state = excluded.state
    WHERE order_refunds.state <> excluded.state;
END;
