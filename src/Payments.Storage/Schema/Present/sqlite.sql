-- The schema that all numbered scripts make, on sqlite. Written by a test; never edited or run.

CREATE TABLE asked_amounts (
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL,
    units TEXT NOT NULL,
    order_id TEXT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (address, token, units, chain, order_id)
) WITHOUT ROWID;

CREATE INDEX asked_amounts_by_end ON asked_amounts (until);

CREATE TABLE deliveries (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    shard TEXT GENERATED ALWAYS AS (substr(key, 5, 1)) VIRTUAL,
    merchant TEXT GENERATED ALWAYS AS (json_extract(state, '$.merchant')) VIRTUAL,
    status TEXT GENERATED ALWAYS AS (json_extract(state, '$.status')) VIRTUAL,
    created_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.createdAt')) VIRTUAL,
    wake_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.wakeAt')) VIRTUAL
, attempt_count INTEGER GENERATED ALWAYS AS (json_array_length(state, '$.attempts')) VIRTUAL);

CREATE INDEX deliveries_by_merchant ON deliveries (merchant, created_at, status, attempt_count);

CREATE INDEX deliveries_due ON deliveries (wake_at, shard) WHERE wake_at IS NOT NULL;

CREATE INDEX deliveries_undelivered ON deliveries (status, created_at) WHERE status <> 'delivered' AND status <> 'superseded';

CREATE TABLE dust_counts (
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL,
    transfers BIGINT NOT NULL,
    last_block BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (chain, address, token)
);

CREATE TABLE grain_states (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE idempotent_requests (
    merchant TEXT NOT NULL,
    request_key TEXT NOT NULL,
    fields TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    status BIGINT NULL,
    answer TEXT NULL,
    PRIMARY KEY (merchant, request_key)
);

CREATE INDEX idempotent_requests_by_age ON idempotent_requests (begun_at);

CREATE TABLE merchants (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    pid INTEGER GENERATED ALWAYS AS (json_extract(state, '$.pid')) VIRTUAL,
    api_key_hash TEXT GENERATED ALWAYS AS (json_extract(state, '$.apiKeyHash')) VIRTUAL
, secret_key TEXT
    GENERATED ALWAYS AS (substr(json_extract(state, '$.sealedSecret'), 1, instr(json_extract(state, '$.sealedSecret'), ':') - 1)) VIRTUAL) WITHOUT ROWID;

CREATE UNIQUE INDEX merchants_api_key ON merchants (api_key_hash);

CREATE INDEX merchants_by_secret_key ON merchants (secret_key, key);

CREATE UNIQUE INDEX merchants_pid ON merchants (pid);

CREATE TABLE orders (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    shard TEXT GENERATED ALWAYS AS (substr(key, 5, 1)) VIRTUAL,
    merchant TEXT GENERATED ALWAYS AS (json_extract(state, '$.merchant')) VIRTUAL,
    status TEXT GENERATED ALWAYS AS (json_extract(state, '$.status')) VIRTUAL,
    created_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.createdAt')) VIRTUAL,
    wake_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.wakeAt')) VIRTUAL,
    pending_chain TEXT GENERATED ALWAYS AS (json_extract(state, '$.pendingChain')) VIRTUAL,
    pending_block INTEGER GENERATED ALWAYS AS (json_extract(state, '$.pendingBlock')) VIRTUAL,
    reserved_chain TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.chain')) VIRTUAL,
    reserved_address TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.address')) VIRTUAL,
    reserved_token TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.token')) VIRTUAL,
    reserved_units TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.units')) VIRTUAL
);

CREATE INDEX orders_by_merchant ON orders (merchant, created_at);

CREATE INDEX orders_due ON orders (wake_at, shard) WHERE wake_at IS NOT NULL;

CREATE UNIQUE INDEX orders_open_amount ON orders (reserved_address, reserved_token, reserved_units, reserved_chain) WHERE reserved_units IS NOT NULL;

CREATE INDEX orders_pending ON orders (pending_chain, pending_block) WHERE pending_block IS NOT NULL;

CREATE INDEX orders_pending_elsewhere ON orders (key) WHERE pending_block IS NOT NULL AND json_extract(state, '$.pendingElsewhere') IS NOT NULL;

CREATE INDEX orders_unpaid ON orders (merchant) WHERE status = 'pending';

CREATE TRIGGER orders_asked AFTER UPDATE OF state ON orders
WHEN OLD.reserved_units IS NOT NULL AND (NEW.reserved_units IS NOT OLD.reserved_units
    OR NEW.reserved_address IS NOT OLD.reserved_address
    OR NEW.reserved_token IS NOT OLD.reserved_token OR NEW.reserved_chain IS NOT OLD.reserved_chain)
BEGIN
    INSERT INTO asked_amounts (chain, address, token, units, order_id, until)
    SELECT OLD.reserved_chain, OLD.reserved_address, OLD.reserved_token, OLD.reserved_units, substr(OLD.key, 5),
        coalesce(json_extract(OLD.state, '$.reservation.until'), 0)
    WHERE OLD.reserved_chain IS NOT NULL AND OLD.reserved_address IS NOT NULL AND OLD.reserved_token IS NOT NULL
    ON CONFLICT (address, token, units, chain, order_id) DO UPDATE SET until = max(until, excluded.until);
END;

CREATE VIEW pending_elsewhere (key, chain, block) AS
SELECT o.key, json_extract(e.value, '$.chain'), json_extract(e.value, '$.block')
FROM orders o, json_each(json_extract(o.state, '$.pendingElsewhere')) e
WHERE o.pending_block IS NOT NULL AND json_extract(o.state, '$.pendingElsewhere') IS NOT NULL;

CREATE TABLE reminders (
    grain_id TEXT NOT NULL,
    name TEXT NOT NULL,
    start_at BIGINT NOT NULL,
    period BIGINT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (grain_id, name)
);

CREATE TABLE schema_versions (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE seen_transfers (
    id TEXT NOT NULL PRIMARY KEY,
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    order_id TEXT NULL,
    seen_at BIGINT NOT NULL
);

CREATE INDEX seen_transfers_by_address ON seen_transfers (chain, address, seen_at);

CREATE INDEX seen_transfers_by_age ON seen_transfers (seen_at);

CREATE TABLE sequences (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE unmatched_transfers (
    id TEXT NOT NULL PRIMARY KEY,
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL,
    units TEXT NOT NULL,
    sender TEXT NOT NULL,
    tx TEXT NOT NULL,
    block BIGINT NOT NULL,
    block_hash TEXT NOT NULL,
    block_time BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    assigned_order TEXT NULL
, meant_order TEXT NULL, reason TEXT NULL, cause TEXT NULL, candidates TEXT NULL, dismissed_at BIGINT NULL);

CREATE INDEX unmatched_transfers_assigned ON unmatched_transfers (assigned_order) WHERE assigned_order IS NOT NULL;

CREATE INDEX unmatched_transfers_unassigned ON unmatched_transfers (chain, address, seen_at, id) WHERE assigned_order IS NULL AND dismissed_at IS NULL;

CREATE TABLE wallet_addresses (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    chain TEXT GENERATED ALWAYS AS (json_extract(state, '$.chain')) VIRTUAL,
    address TEXT GENERATED ALWAYS AS (json_extract(state, '$.address')) VIRTUAL,
    registered_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.registeredAt')) VIRTUAL
, owner TEXT GENERATED ALWAYS AS (json_extract(state, '$.owner')) VIRTUAL, takes_coin INTEGER GENERATED ALWAYS AS (CASE WHEN json_extract(state, '$.takesCoin') = 0 THEN 0 ELSE 1 END) VIRTUAL, derived_key TEXT GENERATED ALWAYS AS (json_extract(state, '$.allotment.key')) VIRTUAL, derived_index INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.index')) VIRTUAL, derived_order TEXT GENERATED ALWAYS AS (json_extract(state, '$.allotment.order')) VIRTUAL, held_until INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.until')) VIRTUAL, watch_until INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.watchUntil')) VIRTUAL, paid_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.paidAt')) VIRTUAL, sighted_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.sightedAt')) VIRTUAL) WITHOUT ROWID;

CREATE UNIQUE INDEX wallet_addresses_by_address ON wallet_addresses (chain, address);

CREATE INDEX wallet_addresses_by_order ON wallet_addresses (chain, derived_key, derived_order) WHERE derived_order IS NOT NULL;

CREATE INDEX wallet_addresses_by_owner ON wallet_addresses (owner, chain, address) WHERE owner IS NOT NULL;

CREATE UNIQUE INDEX wallet_addresses_derived ON wallet_addresses (chain, derived_key, derived_index) WHERE derived_key IS NOT NULL;

CREATE INDEX wallet_addresses_free ON wallet_addresses (chain, derived_key, held_until) WHERE derived_key IS NOT NULL AND paid_at IS NULL AND sighted_at IS NULL;

CREATE INDEX wallet_addresses_in_coin ON wallet_addresses (chain) WHERE takes_coin = 1;

CREATE INDEX wallet_addresses_paid ON wallet_addresses (chain, derived_key, derived_index) WHERE paid_at IS NOT NULL;

CREATE INDEX wallet_addresses_registered ON wallet_addresses (chain, registered_at);

CREATE INDEX wallet_addresses_watched ON wallet_addresses (chain, watch_until);
