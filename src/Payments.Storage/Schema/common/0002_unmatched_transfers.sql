-- Transfers to watched addresses that matched no order; never dropped.
CREATE TABLE unmatched_transfers (
    id TEXT NOT NULL PRIMARY KEY,
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL,
    units TEXT NOT NULL,
    sender TEXT NOT NULL,
    tx TEXT NOT NULL,
    block BIGINT NOT NULL,
    block_hash TEXT NOT NULL,
    block_time BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    assigned_order TEXT NULL
);

CREATE INDEX unmatched_transfers_by_address ON unmatched_transfers (chain, address, seen_at);
