-- One row per grain state. The state is JSON; what is searched is generated from it, so that it cannot disagree with it.
CREATE TABLE orders (
    key text NOT NULL PRIMARY KEY,
    version integer NOT NULL,
    state jsonb NOT NULL,
    shard text GENERATED ALWAYS AS (substr(key, 5, 1)) STORED,
    merchant text GENERATED ALWAYS AS (state ->> 'merchant') STORED,
    number text GENERATED ALWAYS AS (state ->> 'number') STORED,
    status text GENERATED ALWAYS AS (state ->> 'status') STORED,
    currency text GENERATED ALWAYS AS (state ->> 'currency') STORED,
    money text GENERATED ALWAYS AS (state ->> 'money') STORED,
    created_at bigint GENERATED ALWAYS AS ((state ->> 'createdAt')::bigint) STORED,
    completed_at bigint GENERATED ALWAYS AS ((state ->> 'completedAt')::bigint) STORED,
    wake_at bigint GENERATED ALWAYS AS ((state ->> 'wakeAt')::bigint) STORED,
    pending_chain text GENERATED ALWAYS AS (state ->> 'pendingChain') STORED,
    pending_block bigint GENERATED ALWAYS AS ((state ->> 'pendingBlock')::bigint) STORED,
    reserved_chain text GENERATED ALWAYS AS (state -> 'reservation' ->> 'chain') STORED,
    reserved_address text GENERATED ALWAYS AS (state -> 'reservation' ->> 'address') STORED,
    reserved_token text GENERATED ALWAYS AS (state -> 'reservation' ->> 'token') STORED,
    reserved_units text GENERATED ALWAYS AS (state -> 'reservation' ->> 'units') STORED
);

-- The arbiter of amounts: among open orders, one address and token has each exact amount once.
CREATE UNIQUE INDEX orders_open_amount ON orders (reserved_address, reserved_token, reserved_units, reserved_chain) WHERE reserved_units IS NOT NULL;
CREATE INDEX orders_due ON orders (wake_at, shard) WHERE wake_at IS NOT NULL;
CREATE INDEX orders_by_merchant ON orders (merchant, created_at);
CREATE INDEX orders_pending ON orders (pending_chain, pending_block) WHERE pending_block IS NOT NULL;

CREATE TABLE deliveries (
    key text NOT NULL PRIMARY KEY,
    version integer NOT NULL,
    state jsonb NOT NULL,
    shard text GENERATED ALWAYS AS (substr(key, 5, 1)) STORED,
    order_id text GENERATED ALWAYS AS (state ->> 'order') STORED,
    merchant text GENERATED ALWAYS AS (state ->> 'merchant') STORED,
    status text GENERATED ALWAYS AS (state ->> 'status') STORED,
    created_at bigint GENERATED ALWAYS AS ((state ->> 'createdAt')::bigint) STORED,
    wake_at bigint GENERATED ALWAYS AS ((state ->> 'wakeAt')::bigint) STORED
);

CREATE INDEX deliveries_due ON deliveries (wake_at, shard) WHERE wake_at IS NOT NULL;
CREATE INDEX deliveries_by_merchant ON deliveries (merchant, created_at);
CREATE INDEX deliveries_undelivered ON deliveries (status, created_at) WHERE status <> 'delivered';

CREATE TABLE merchants (
    key text NOT NULL PRIMARY KEY,
    version integer NOT NULL,
    state jsonb NOT NULL,
    pid bigint GENERATED ALWAYS AS ((state ->> 'pid')::bigint) STORED,
    api_key_hash text GENERATED ALWAYS AS (state ->> 'apiKeyHash') STORED
);

CREATE UNIQUE INDEX merchants_pid ON merchants (pid);
CREATE UNIQUE INDEX merchants_api_key ON merchants (api_key_hash);

CREATE TABLE wallet_addresses (
    key text NOT NULL PRIMARY KEY,
    version integer NOT NULL,
    state jsonb NOT NULL,
    chain text GENERATED ALWAYS AS (state ->> 'chain') STORED,
    address text GENERATED ALWAYS AS (state ->> 'address') STORED,
    registered_at bigint GENERATED ALWAYS AS ((state ->> 'registeredAt')::bigint) STORED
);

CREATE INDEX wallet_addresses_registered ON wallet_addresses (chain, registered_at);

-- States of which there are few: key is the state's name, a slash, and the grain's key.
CREATE TABLE grain_states (
    key text NOT NULL PRIMARY KEY,
    version integer NOT NULL,
    state jsonb NOT NULL
);
