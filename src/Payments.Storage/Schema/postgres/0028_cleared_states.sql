-- The AdoNet provider forgets the version of a state that it cleared (DeleteStateOnClear), because the row is gone: the next write is a first one.
INSERT INTO orleansquery (querykey, querytext) VALUES
    ('DeleteStorageKey', 'SELECT * FROM payments_clear_state(@GrainTypeString, @GrainIdExtensionString, @GrainStateVersion);')
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;

-- Removes a state whose version is the expected one; answers like a write. Without an expected version it succeeds where there is no row to remove.
CREATE OR REPLACE FUNCTION payments_clear_state(p_name text, p_key text, p_expected integer)
RETURNS TABLE (newgrainstateversion integer) LANGUAGE plpgsql AS $$
DECLARE
    v_count integer;
    v_is_there boolean;
BEGIN
    IF p_expected IS NULL THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE key = $1)', payments_table_of(p_name)) INTO v_is_there USING payments_row_key(p_name, p_key);
        RETURN QUERY SELECT CASE WHEN v_is_there THEN NULL::integer ELSE 0 END;
        RETURN;
    END IF;
    EXECUTE format('DELETE FROM %I WHERE key = $1 AND version = $2', payments_table_of(p_name)) USING payments_row_key(p_name, p_key), p_expected;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT CASE WHEN v_count = 1 THEN p_expected + 1 ELSE p_expected END;
END
$$;
