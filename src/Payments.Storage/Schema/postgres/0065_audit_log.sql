-- Who changed what: entries of each state's chain, copied from the state's row in its own transaction.
CREATE TABLE audit_log (
    id TEXT NOT NULL PRIMARY KEY,
    chain TEXT NOT NULL,
    number BIGINT NOT NULL,
    merchant TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    entry TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE INDEX audit_log_by_merchant ON audit_log (merchant, made_at, id);

-- An order names its merchant; a merchant is its own. What is read back from an export is there already.
CREATE FUNCTION payments_audit() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
    VALUES (NEW.key || '/' || lpad(NEW.state -> 'audit' ->> 'number', 10, '0'), NEW.key, (NEW.state -> 'audit' ->> 'number')::bigint,
        coalesce(NEW.state ->> 'merchant', NEW.state ->> 'id'), (NEW.state -> 'audit' ->> 'at')::bigint,
        NEW.state -> 'audit' ->> 'entry', NEW.state -> 'audit' ->> 'hash')
    ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END
$body$;

CREATE TRIGGER merchants_audited_first AFTER INSERT ON merchants FOR EACH ROW
WHEN (NEW.state -> 'audit' IS NOT NULL) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER merchants_audited AFTER UPDATE OF state ON merchants FOR EACH ROW
WHEN (NEW.state -> 'audit' -> 'number' IS DISTINCT FROM OLD.state -> 'audit' -> 'number' AND NEW.state -> 'audit' IS NOT NULL)
EXECUTE FUNCTION payments_audit();

CREATE TRIGGER orders_audited_first AFTER INSERT ON orders FOR EACH ROW
WHEN (NEW.state -> 'audit' IS NOT NULL) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER orders_audited AFTER UPDATE OF state ON orders FOR EACH ROW
WHEN (NEW.state -> 'audit' -> 'number' IS DISTINCT FROM OLD.state -> 'audit' -> 'number' AND NEW.state -> 'audit' IS NOT NULL)
EXECUTE FUNCTION payments_audit();
