-- The audit log has chains of what operators change, too: prices, chains, rules of the installation, people, addresses, keys, and a chain
-- for what has no state of its own. Their entries are no merchant's. Operators read theirs and those of what they did to shops.
CREATE OR REPLACE FUNCTION payments_audit() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    mark jsonb := NEW.state -> 'audit';
    chain_key text := regexp_replace(NEW.key, '^.*/', '');
    place text := chain_key || '/' || lpad(mark ->> 'number', 10, '0');
    owner text := CASE TG_TABLE_NAME WHEN 'merchants' THEN NEW.state ->> 'id' ELSE coalesce(NEW.state ->> 'merchant', '') END;
BEGIN
    IF EXISTS (SELECT 1 FROM audit_log WHERE id = place AND hash <> mark ->> 'hash') THEN
        place := place || '/' || left(mark ->> 'hash', 16);
    END IF;
    INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
    VALUES (place, chain_key, (mark ->> 'number')::bigint, owner, (mark ->> 'at')::bigint, mark ->> 'entry', mark ->> 'hash')
    ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END
$body$;

DROP INDEX grain_states_audited;
DROP TRIGGER grain_states_audited_first ON grain_states;
DROP TRIGGER grain_states_audited ON grain_states;

CREATE INDEX grain_states_audited ON grain_states (key) WHERE (state -> 'audit') IS NOT NULL;

CREATE TRIGGER grain_states_audited_first AFTER INSERT ON grain_states FOR EACH ROW
WHEN (NEW.state -> 'audit' IS NOT NULL) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER grain_states_audited AFTER UPDATE OF state ON grain_states FOR EACH ROW
WHEN (NEW.state -> 'audit' -> 'number' IS DISTINCT FROM OLD.state -> 'audit' -> 'number' AND NEW.state -> 'audit' IS NOT NULL)
EXECUTE FUNCTION payments_audit();

CREATE TRIGGER wallet_addresses_audited_first AFTER INSERT ON wallet_addresses FOR EACH ROW
WHEN (NEW.state -> 'audit' IS NOT NULL) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER wallet_addresses_audited AFTER UPDATE OF state ON wallet_addresses FOR EACH ROW
WHEN (NEW.state -> 'audit' -> 'number' IS DISTINCT FROM OLD.state -> 'audit' -> 'number' AND NEW.state -> 'audit' IS NOT NULL)
EXECUTE FUNCTION payments_audit();

CREATE INDEX audit_log_of_operators ON audit_log (made_at, id)
WHERE merchant = '' OR (entry::jsonb -> 'by' ->> 'kind') = 'operator';
