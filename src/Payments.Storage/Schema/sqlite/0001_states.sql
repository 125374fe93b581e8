-- One row per grain state. The state is JSON; what is searched is generated from it, so that it cannot disagree with it.
CREATE TABLE orders (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    shard TEXT GENERATED ALWAYS AS (substr(key, 5, 1)) VIRTUAL,
    merchant TEXT GENERATED ALWAYS AS (json_extract(state, '$.merchant')) VIRTUAL,
    number TEXT GENERATED ALWAYS AS (json_extract(state, '$.number')) VIRTUAL,
    status TEXT GENERATED ALWAYS AS (json_extract(state, '$.status')) VIRTUAL,
    currency TEXT GENERATED ALWAYS AS (json_extract(state, '$.currency')) VIRTUAL,
    money TEXT GENERATED ALWAYS AS (json_extract(state, '$.money')) VIRTUAL,
    created_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.createdAt')) VIRTUAL,
    completed_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.completedAt')) VIRTUAL,
    wake_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.wakeAt')) VIRTUAL,
    pending_chain TEXT GENERATED ALWAYS AS (json_extract(state, '$.pendingChain')) VIRTUAL,
    pending_block INTEGER GENERATED ALWAYS AS (json_extract(state, '$.pendingBlock')) VIRTUAL,
    reserved_chain TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.chain')) VIRTUAL,
    reserved_address TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.address')) VIRTUAL,
    reserved_token TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.token')) VIRTUAL,
    reserved_units TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.units')) VIRTUAL
);

-- The arbiter of amounts: among open orders, one address and token has each exact amount once.
CREATE UNIQUE INDEX orders_open_amount ON orders (reserved_address, reserved_token, reserved_units, reserved_chain) WHERE reserved_units IS NOT NULL;
CREATE INDEX orders_due ON orders (wake_at, shard) WHERE wake_at IS NOT NULL;
CREATE INDEX orders_by_merchant ON orders (merchant, created_at);
CREATE INDEX orders_pending ON orders (pending_chain, pending_block) WHERE pending_block IS NOT NULL;

CREATE TABLE deliveries (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    shard TEXT GENERATED ALWAYS AS (substr(key, 5, 1)) VIRTUAL,
    order_id TEXT GENERATED ALWAYS AS (json_extract(state, '$.order')) VIRTUAL,
    merchant TEXT GENERATED ALWAYS AS (json_extract(state, '$.merchant')) VIRTUAL,
    status TEXT GENERATED ALWAYS AS (json_extract(state, '$.status')) VIRTUAL,
    created_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.createdAt')) VIRTUAL,
    wake_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.wakeAt')) VIRTUAL
);

CREATE INDEX deliveries_due ON deliveries (wake_at, shard) WHERE wake_at IS NOT NULL;
CREATE INDEX deliveries_by_merchant ON deliveries (merchant, created_at);
CREATE INDEX deliveries_undelivered ON deliveries (status, created_at) WHERE status <> 'delivered';

CREATE TABLE merchants (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    pid INTEGER GENERATED ALWAYS AS (json_extract(state, '$.pid')) VIRTUAL,
    api_key_hash TEXT GENERATED ALWAYS AS (json_extract(state, '$.apiKeyHash')) VIRTUAL
) WITHOUT ROWID;

CREATE UNIQUE INDEX merchants_pid ON merchants (pid);
CREATE UNIQUE INDEX merchants_api_key ON merchants (api_key_hash);

CREATE TABLE wallet_addresses (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    chain TEXT GENERATED ALWAYS AS (json_extract(state, '$.chain')) VIRTUAL,
    address TEXT GENERATED ALWAYS AS (json_extract(state, '$.address')) VIRTUAL,
    registered_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.registeredAt')) VIRTUAL
) WITHOUT ROWID;

CREATE INDEX wallet_addresses_registered ON wallet_addresses (chain, registered_at);

-- States of which there are few: key is the state's name, a slash, and the grain's key.
CREATE TABLE grain_states (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;
