-- Look-ups by key are plain statements now: calling a function costs more than finding a few rows.
DO $drop$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['orders', 'deliveries', 'merchants', 'wallet_addresses', 'grain_states'] LOOP
        EXECUTE format('DROP FUNCTION payments_read_%s(text[])', v_table);
    END LOOP;
END
$drop$;
