-- End users' wallets. The shard is the first hex digit of the merchant's id.
CREATE TABLE user_wallets (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    shard TEXT GENERATED ALWAYS AS (substr(key, 5, 1)) VIRTUAL,
    wake_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.wakeAt')) VIRTUAL
);

CREATE INDEX user_wallets_due ON user_wallets (wake_at, shard) WHERE wake_at IS NOT NULL;
