-- Look-ups and writes of many rows keep one plan. Left to itself PostgreSQL plans anew for each array of a few keys, which costs more than running it.
-- The plan may be made while the table is empty and must hold when it is large: rows are found by the key's index, one by one.
DO $make$
DECLARE
    v_table text;
    v_setting text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['orders', 'deliveries', 'merchants', 'wallet_addresses', 'grain_states'] LOOP
        EXECUTE format($function$
            CREATE FUNCTION payments_read_%1$s(p_keys text[])
            RETURNS TABLE (read_key text, read_version integer, read_state text) LANGUAGE plpgsql STABLE AS $body$
            BEGIN
                RETURN QUERY SELECT t.key, t.version, t.state::text FROM %1$s AS t WHERE t.key = ANY (p_keys);
            END
            $body$
            $function$, v_table);
        FOREACH v_setting IN ARRAY ARRAY['plan_cache_mode = force_generic_plan', 'enable_seqscan = off', 'enable_hashjoin = off', 'enable_mergejoin = off'] LOOP
            EXECUTE format('ALTER FUNCTION payments_read_%s(text[]) SET %s', v_table, v_setting);
            EXECUTE format('ALTER FUNCTION payments_write_%s(text[], integer[], text[]) SET %s', v_table, v_setting);
        END LOOP;
    END LOOP;
END
$make$;
