-- The hashes of all API keys that a merchant may call with, so that any of them finds it, and none finds two. Triggers keep them in the
-- merchant's own transaction. Whether a key is still of use, the merchant's state says: a replaced one stays until the next change.
CREATE TABLE api_keys (
    hash TEXT NOT NULL PRIMARY KEY,
    merchant TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX api_keys_by_merchant ON api_keys (merchant);

CREATE TRIGGER merchants_keys_added AFTER INSERT ON merchants
BEGIN
    INSERT INTO api_keys (hash, merchant)
    SELECT hash, NEW.key FROM (
        SELECT json_extract(NEW.state, '$.apiKeyHash') AS hash
        UNION SELECT json_extract(value, '$.keyHash') FROM json_each(NEW.state, '$.keys')
        UNION SELECT json_extract(value, '$.formerKeyHash') FROM json_each(NEW.state, '$.keys'))
    WHERE hash IS NOT NULL;
END;

CREATE TRIGGER merchants_keys_changed AFTER UPDATE OF state ON merchants
WHEN json_extract(NEW.state, '$.apiKeyHash') IS NOT json_extract(OLD.state, '$.apiKeyHash')
    OR json_extract(NEW.state, '$.keys') IS NOT json_extract(OLD.state, '$.keys')
BEGIN
    DELETE FROM api_keys WHERE merchant = NEW.key;
    INSERT INTO api_keys (hash, merchant)
    SELECT hash, NEW.key FROM (
        SELECT json_extract(NEW.state, '$.apiKeyHash') AS hash
        UNION SELECT json_extract(value, '$.keyHash') FROM json_each(NEW.state, '$.keys')
        UNION SELECT json_extract(value, '$.formerKeyHash') FROM json_each(NEW.state, '$.keys'))
    WHERE hash IS NOT NULL;
END;

CREATE TRIGGER merchants_keys_removed AFTER DELETE ON merchants
BEGIN
    DELETE FROM api_keys WHERE merchant = OLD.key;
END;

-- Merchants from before have one key each.
INSERT INTO api_keys (hash, merchant) SELECT api_key_hash, key FROM merchants WHERE api_key_hash IS NOT NULL;
