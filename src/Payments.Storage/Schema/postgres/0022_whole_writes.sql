-- A statement writes all of its rows or none: a first write is a plain insert, which needs no look for the row beforehand and no note of what became of it,
-- and nothing has to be said of rows that were written. What is refused is written again in halves, by whoever called.
DO $make$
DECLARE
    v_table text;
    v_setting text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['orders', 'deliveries', 'merchants', 'wallet_addresses', 'grain_states'] LOOP
        EXECUTE format('DROP FUNCTION payments_write_%s(text[], integer[], text[])', v_table);
        -- An expected version of null is a first write. A row that is there already is a violation of the primary key, one of another version is PY409.
        EXECUTE format($function$
            CREATE FUNCTION payments_write_%1$s(p_keys text[], p_expected integer[], p_states jsonb[]) RETURNS void LANGUAGE plpgsql AS $body$
            DECLARE
                v_count bigint;
            BEGIN
                IF array_position(p_expected, NULL) IS NOT NULL THEN
                    INSERT INTO %1$s (key, version, state)
                    SELECT w.key, 1, w.state FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE w.expected IS NULL;
                END IF;
                IF cardinality(array_remove(p_expected, NULL)) > 0 THEN
                    UPDATE %1$s AS t SET version = t.version + 1, state = w.state
                    FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE t.key = w.key AND t.version = w.expected;
                    GET DIAGNOSTICS v_count = ROW_COUNT;
                    IF v_count < cardinality(array_remove(p_expected, NULL)) THEN
                        RAISE EXCEPTION 'A row of %1$s does not have the expected version.' USING ERRCODE = 'PY409';
                    END IF;
                END IF;
            END
            $body$
            $function$, v_table);
        FOREACH v_setting IN ARRAY ARRAY['plan_cache_mode = force_generic_plan', 'enable_seqscan = off', 'enable_hashjoin = off', 'enable_mergejoin = off'] LOOP
            EXECUTE format('ALTER FUNCTION payments_write_%s(text[], integer[], jsonb[]) SET %s', v_table, v_setting);
        END LOOP;
    END LOOP;
END
$make$;

-- One write as the AdoNet provider expects it: the new version, or the expected one when nothing was written.
CREATE OR REPLACE FUNCTION payments_write_state(p_name text, p_key text, p_expected integer, p_payload bytea)
RETURNS TABLE (newgrainstateversion integer) LANGUAGE plpgsql AS $$
DECLARE
    v_table text := payments_table_of(p_name);
    v_constraint text;
BEGIN
    EXECUTE format('SELECT payments_write_%s($1, $2, $3)', v_table)
        USING ARRAY[payments_row_key(p_name, p_key)], ARRAY[p_expected], ARRAY[convert_from(p_payload, 'UTF8')::jsonb];
    RETURN QUERY SELECT coalesce(p_expected, 0) + 1;
EXCEPTION
    WHEN SQLSTATE 'PY409' THEN
        RETURN QUERY SELECT p_expected;
    WHEN unique_violation THEN
        GET STACKED DIAGNOSTICS v_constraint = CONSTRAINT_NAME;
        IF v_constraint <> v_table || '_pkey' THEN RAISE; END IF;
        RETURN QUERY SELECT p_expected;
END
$$;
