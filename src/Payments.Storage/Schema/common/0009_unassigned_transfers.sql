-- What a merchant may still assign, address by address, in the order in which it is listed.
DROP INDEX unmatched_transfers_by_address;
CREATE INDEX unmatched_transfers_unassigned ON unmatched_transfers (chain, address, seen_at, id) WHERE assigned_order IS NULL;
