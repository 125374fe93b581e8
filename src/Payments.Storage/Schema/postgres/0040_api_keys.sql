-- The hashes of all API keys that a merchant may call with, so that any of them finds it, and none finds two. A trigger keeps them in the
-- merchant's own transaction. Whether a key is still of use, the merchant's state says: a replaced one stays until the next change.
CREATE TABLE api_keys (
    hash text NOT NULL PRIMARY KEY,
    merchant text NOT NULL
);

CREATE INDEX api_keys_by_merchant ON api_keys (merchant);

CREATE FUNCTION payments_keep_api_keys() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM api_keys WHERE merchant = OLD.key;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO api_keys (hash, merchant)
        SELECT found.hash, NEW.key FROM (
            SELECT NEW.state ->> 'apiKeyHash' AS hash
            UNION SELECT key.value ->> 'keyHash' FROM jsonb_array_elements(NEW.state -> 'keys') key
            UNION SELECT key.value ->> 'formerKeyHash' FROM jsonb_array_elements(NEW.state -> 'keys') key) found
        WHERE found.hash IS NOT NULL;
    END IF;
    RETURN NULL;
END
$body$;

CREATE TRIGGER merchants_keys_added AFTER INSERT ON merchants FOR EACH ROW EXECUTE FUNCTION payments_keep_api_keys();

CREATE TRIGGER merchants_keys_changed AFTER UPDATE OF state ON merchants FOR EACH ROW
WHEN (NEW.state ->> 'apiKeyHash' IS DISTINCT FROM OLD.state ->> 'apiKeyHash' OR NEW.state -> 'keys' IS DISTINCT FROM OLD.state -> 'keys')
EXECUTE FUNCTION payments_keep_api_keys();

CREATE TRIGGER merchants_keys_removed AFTER DELETE ON merchants FOR EACH ROW EXECUTE FUNCTION payments_keep_api_keys();

-- Merchants from before have one key each.
INSERT INTO api_keys (hash, merchant) SELECT api_key_hash, key FROM merchants WHERE api_key_hash IS NOT NULL;
