-- What a merchant says of unmatched money: a note, whether it was sent back to its payer, and who said so last. The list of what was dismissed is
-- read by its own index.
ALTER TABLE unmatched_transfers ADD COLUMN note TEXT NULL;
ALTER TABLE unmatched_transfers ADD COLUMN returned_at BIGINT NULL;
ALTER TABLE unmatched_transfers ADD COLUMN decided_by TEXT NULL;
CREATE INDEX unmatched_transfers_dismissed ON unmatched_transfers (chain, address, seen_at, id) WHERE assigned_order IS NULL AND dismissed_at IS NOT NULL;
