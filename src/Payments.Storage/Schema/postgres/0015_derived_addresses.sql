-- Addresses derived from extended keys: which key and index, whose they are, until when, whether they were ever paid, until when they are watched.
ALTER TABLE wallet_addresses
    ADD COLUMN derived_key text GENERATED ALWAYS AS (state #>> '{allotment,key}') STORED,
    ADD COLUMN derived_index bigint GENERATED ALWAYS AS ((state #>> '{allotment,index}')::bigint) STORED,
    ADD COLUMN derived_order text GENERATED ALWAYS AS (state #>> '{allotment,order}') STORED,
    ADD COLUMN held_until bigint GENERATED ALWAYS AS ((state #>> '{allotment,until}')::bigint) STORED,
    ADD COLUMN watch_until bigint GENERATED ALWAYS AS ((state #>> '{allotment,watchUntil}')::bigint) STORED,
    ADD COLUMN paid_at bigint GENERATED ALWAYS AS ((state #>> '{allotment,paidAt}')::bigint) STORED;
CREATE UNIQUE INDEX wallet_addresses_derived ON wallet_addresses (chain, derived_key, derived_index) WHERE derived_key IS NOT NULL;
CREATE INDEX wallet_addresses_by_order ON wallet_addresses (chain, derived_key, derived_order) WHERE derived_order IS NOT NULL;
CREATE INDEX wallet_addresses_unpaid ON wallet_addresses (chain, derived_key, held_until) WHERE derived_key IS NOT NULL AND paid_at IS NULL;
CREATE INDEX wallet_addresses_paid ON wallet_addresses (chain, derived_key, derived_index) WHERE paid_at IS NOT NULL;
CREATE INDEX wallet_addresses_watched ON wallet_addresses (chain, watch_until);
