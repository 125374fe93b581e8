-- Reading and writing states; also what the AdoNet provider is pointed at. A state's name decides its table.
CREATE FUNCTION payments_table_of(p_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE p_name WHEN 'order' THEN 'orders' WHEN 'delivery' THEN 'deliveries' WHEN 'merchant' THEN 'merchants'
                       WHEN 'wallet-address' THEN 'wallet_addresses' ELSE 'grain_states' END
$$;

CREATE FUNCTION payments_row_key(p_name text, p_key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE payments_table_of(p_name) WHEN 'grain_states' THEN p_name || '/' || p_key ELSE p_key END
$$;

-- Writes many rows of one table in one call. An expected version of null is a first write. Rows that are not returned lost to another writer.
-- One function for each table, because the plans of statements without a variable table name are kept.
DO $make$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['orders', 'deliveries', 'merchants', 'wallet_addresses', 'grain_states'] LOOP
        EXECUTE format($function$
            CREATE FUNCTION payments_write_%1$s(p_keys text[], p_expected integer[], p_states text[])
            RETURNS TABLE (written_key text, written_version integer) LANGUAGE plpgsql AS $body$
            BEGIN
                IF array_position(p_expected, NULL) IS NOT NULL THEN
                    RETURN QUERY
                        INSERT INTO %1$s AS t (key, version, state)
                        SELECT w.key, 1, w.state::jsonb FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE w.expected IS NULL
                        ON CONFLICT (key) DO NOTHING RETURNING t.key, t.version;
                END IF;
                IF cardinality(array_remove(p_expected, NULL)) > 0 THEN
                    RETURN QUERY
                        UPDATE %1$s AS t SET version = t.version + 1, state = w.state::jsonb
                        FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state)
                        WHERE t.key = w.key AND t.version = w.expected RETURNING t.key, t.version;
                END IF;
            END
            $body$
            $function$, v_table);
    END LOOP;
END
$make$;

-- One write as the AdoNet provider expects it: the new version, or the expected one when nothing was written.
CREATE FUNCTION payments_write_state(p_name text, p_key text, p_expected integer, p_payload bytea)
RETURNS TABLE (newgrainstateversion integer) LANGUAGE plpgsql AS $$
DECLARE
    v_version integer;
BEGIN
    EXECUTE format('SELECT w.written_version FROM payments_write_%s($1, $2, $3) AS w', payments_table_of(p_name)) INTO v_version
        USING ARRAY[payments_row_key(p_name, p_key)], ARRAY[p_expected], ARRAY[convert_from(p_payload, 'UTF8')];
    RETURN QUERY SELECT coalesce(v_version, p_expected);
END
$$;

CREATE FUNCTION payments_read_state(p_name text, p_key text)
RETURNS TABLE (payloadbinary bytea, readat timestamp, version integer) LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT convert_to(t.state::text, ''UTF8''), (now() AT TIME ZONE ''utc'')::timestamp, t.version FROM %I AS t WHERE t.key = $1',
        payments_table_of(p_name)) USING payments_row_key(p_name, p_key);
END
$$;

-- Removes a state whose version is the expected one; answers like a write.
CREATE FUNCTION payments_clear_state(p_name text, p_key text, p_expected integer)
RETURNS TABLE (newgrainstateversion integer) LANGUAGE plpgsql AS $$
DECLARE
    v_count integer;
BEGIN
    EXECUTE format('DELETE FROM %I WHERE key = $1 AND version = $2', payments_table_of(p_name)) USING payments_row_key(p_name, p_key), p_expected;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT CASE WHEN v_count = 1 THEN p_expected + 1 ELSE p_expected END;
END
$$;
