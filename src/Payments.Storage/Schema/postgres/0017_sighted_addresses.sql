-- Derived addresses to which a transaction was seen that waited for a block: they are never given again, whatever became of it.
ALTER TABLE wallet_addresses ADD COLUMN sighted_at bigint GENERATED ALWAYS AS ((state #>> '{allotment,sightedAt}')::bigint) STORED;
DROP INDEX wallet_addresses_unpaid;
CREATE INDEX wallet_addresses_free ON wallet_addresses (chain, derived_key, held_until) WHERE derived_key IS NOT NULL AND paid_at IS NULL AND sighted_at IS NULL;
