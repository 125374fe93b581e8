-- An address belongs to one merchant, by whom it is searched; and it is looked up by its own name.
ALTER TABLE wallet_addresses ADD COLUMN owner TEXT GENERATED ALWAYS AS (json_extract(state, '$.owner')) VIRTUAL;
CREATE INDEX wallet_addresses_by_owner ON wallet_addresses (owner, chain, address) WHERE owner IS NOT NULL;
CREATE UNIQUE INDEX wallet_addresses_by_address ON wallet_addresses (chain, address);
