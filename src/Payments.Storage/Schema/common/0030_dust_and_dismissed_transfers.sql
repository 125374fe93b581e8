-- What a merchant does not want to see in the list of unmatched transfers any more. It stays stored and can still be assigned.
ALTER TABLE unmatched_transfers ADD COLUMN dismissed_at BIGINT NULL;
DROP INDEX unmatched_transfers_unassigned;
CREATE INDEX unmatched_transfers_unassigned ON unmatched_transfers (chain, address, seen_at, id) WHERE assigned_order IS NULL AND dismissed_at IS NULL;

-- Transfers below one payable step: sending ten thousand of them costs next to nothing, so they are counted and not stored. Blocks come again,
-- in ascending order: only those above the last one count.
CREATE TABLE dust_counts (
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL,
    transfers BIGINT NOT NULL,
    last_block BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (chain, address, token)
);
