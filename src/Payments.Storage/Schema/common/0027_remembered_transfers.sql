-- Why a transfer is unmatched, and which orders it may have been meant for where there are several: ids with commas between.
ALTER TABLE unmatched_transfers ADD COLUMN cause TEXT NULL;
ALTER TABLE unmatched_transfers ADD COLUMN candidates TEXT NULL;

-- Transactions that were seen and are in no block that counts: waiting for one, or in one that a reorganisation took back. One that comes
-- again is whose it was: an order's, or nobody's.
CREATE TABLE seen_transfers (
    id TEXT NOT NULL PRIMARY KEY,
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    order_id TEXT NULL,
    seen_at BIGINT NOT NULL
);

CREATE INDEX seen_transfers_by_address ON seen_transfers (chain, address, seen_at);
CREATE INDEX seen_transfers_by_age ON seen_transfers (seen_at);
