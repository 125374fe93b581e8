-- End users' wallets. The shard is the first hex digit of the merchant's id.
CREATE TABLE user_wallets (
    key text NOT NULL PRIMARY KEY,
    version integer NOT NULL,
    state jsonb NOT NULL,
    shard text GENERATED ALWAYS AS (substr(key, 5, 1)) STORED,
    wake_at bigint GENERATED ALWAYS AS ((state ->> 'wakeAt')::bigint) STORED
);

CREATE INDEX user_wallets_due ON user_wallets (wake_at, shard) WHERE wake_at IS NOT NULL;

CREATE OR REPLACE FUNCTION payments_table_of(p_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE p_name WHEN 'order' THEN 'orders' WHEN 'delivery' THEN 'deliveries' WHEN 'merchant' THEN 'merchants'
                       WHEN 'wallet-address' THEN 'wallet_addresses' WHEN 'user-wallet' THEN 'user_wallets' ELSE 'grain_states' END
$$;

-- The same as the functions of script 0022 for the other tables.
CREATE FUNCTION payments_write_user_wallets(p_keys text[], p_expected integer[], p_states jsonb[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $body$
DECLARE
    v_count bigint;
BEGIN
    IF array_position(p_expected, NULL) IS NOT NULL THEN
        INSERT INTO user_wallets (key, version, state)
        SELECT w.key, 1, w.state FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE w.expected IS NULL;
    END IF;
    IF cardinality(array_remove(p_expected, NULL)) > 0 THEN
        UPDATE user_wallets AS t SET version = t.version + 1, state = w.state
        FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE t.key = w.key AND t.version = w.expected;
        GET DIAGNOSTICS v_count = ROW_COUNT;
        IF v_count < cardinality(array_remove(p_expected, NULL)) THEN
            RAISE EXCEPTION 'A row of user_wallets does not have the expected version.' USING ERRCODE = 'PY409';
        END IF;
    END IF;
END
$body$;
