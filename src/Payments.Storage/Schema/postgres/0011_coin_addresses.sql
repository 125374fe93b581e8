-- Addresses that take the chain's coin; those from before that was kept may. Blocks are read with their transactions only where there is one.
ALTER TABLE wallet_addresses ADD COLUMN takes_coin integer GENERATED ALWAYS AS (CASE WHEN state ->> 'takesCoin' = 'false' THEN 0 ELSE 1 END) STORED;
CREATE INDEX wallet_addresses_in_coin ON wallet_addresses (chain) WHERE takes_coin = 1;
