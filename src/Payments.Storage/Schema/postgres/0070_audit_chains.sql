-- The audit log has chains of payment links and payouts too. Those states lie among others, under their name and the key of their chain.
-- A state that was put back to an earlier one gives its next entry a number that the log has already. That entry is kept beside the first,
-- under an id with its hash, and the chain says for ever that it has two.
CREATE OR REPLACE FUNCTION payments_audit() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    mark jsonb := NEW.state -> 'audit';
    chain_key text := regexp_replace(NEW.key, '^.*/', '');
    place text := chain_key || '/' || lpad(mark ->> 'number', 10, '0');
BEGIN
    IF EXISTS (SELECT 1 FROM audit_log WHERE id = place AND hash <> mark ->> 'hash') THEN
        place := place || '/' || left(mark ->> 'hash', 16);
    END IF;
    INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
    VALUES (place, chain_key, (mark ->> 'number')::bigint, coalesce(NEW.state ->> 'merchant', NEW.state ->> 'id'),
        (mark ->> 'at')::bigint, mark ->> 'entry', mark ->> 'hash')
    ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END
$body$;

-- Chains are followed in order of their ids, whatever the database's language.
ALTER TABLE audit_log ALTER COLUMN id TYPE text COLLATE "C";

CREATE INDEX grain_states_audited ON grain_states (key) WHERE substr(key, 1, 9) = 'pay-link/' OR substr(key, 1, 12) = 'payout-book/';

CREATE TRIGGER grain_states_audited_first AFTER INSERT ON grain_states FOR EACH ROW
WHEN ((substr(NEW.key, 1, 9) = 'pay-link/' OR substr(NEW.key, 1, 12) = 'payout-book/') AND NEW.state -> 'audit' IS NOT NULL)
EXECUTE FUNCTION payments_audit();

CREATE TRIGGER grain_states_audited AFTER UPDATE OF state ON grain_states FOR EACH ROW
WHEN ((substr(NEW.key, 1, 9) = 'pay-link/' OR substr(NEW.key, 1, 12) = 'payout-book/')
    AND NEW.state -> 'audit' -> 'number' IS DISTINCT FROM OLD.state -> 'audit' -> 'number' AND NEW.state -> 'audit' IS NOT NULL)
EXECUTE FUNCTION payments_audit();
