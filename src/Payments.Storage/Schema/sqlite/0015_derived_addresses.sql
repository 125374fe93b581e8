-- Addresses derived from extended keys: which key and index, whose they are, until when, whether they were ever paid, until when they are watched.
ALTER TABLE wallet_addresses ADD COLUMN derived_key TEXT GENERATED ALWAYS AS (json_extract(state, '$.allotment.key')) VIRTUAL;
ALTER TABLE wallet_addresses ADD COLUMN derived_index INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.index')) VIRTUAL;
ALTER TABLE wallet_addresses ADD COLUMN derived_order TEXT GENERATED ALWAYS AS (json_extract(state, '$.allotment.order')) VIRTUAL;
ALTER TABLE wallet_addresses ADD COLUMN held_until INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.until')) VIRTUAL;
ALTER TABLE wallet_addresses ADD COLUMN watch_until INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.watchUntil')) VIRTUAL;
ALTER TABLE wallet_addresses ADD COLUMN paid_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.paidAt')) VIRTUAL;
CREATE UNIQUE INDEX wallet_addresses_derived ON wallet_addresses (chain, derived_key, derived_index) WHERE derived_key IS NOT NULL;
CREATE INDEX wallet_addresses_by_order ON wallet_addresses (chain, derived_key, derived_order) WHERE derived_order IS NOT NULL;
CREATE INDEX wallet_addresses_unpaid ON wallet_addresses (chain, derived_key, held_until) WHERE derived_key IS NOT NULL AND paid_at IS NULL;
CREATE INDEX wallet_addresses_paid ON wallet_addresses (chain, derived_key, derived_index) WHERE paid_at IS NOT NULL;
CREATE INDEX wallet_addresses_watched ON wallet_addresses (chain, watch_until);
