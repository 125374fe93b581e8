-- Who changed what: entries of each state's chain, copied from the state's row in its own transaction.
CREATE TABLE audit_log (
    id TEXT NOT NULL PRIMARY KEY,
    chain TEXT NOT NULL,
    number INTEGER NOT NULL,
    merchant TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    entry TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE INDEX audit_log_by_merchant ON audit_log (merchant, made_at, id);

CREATE TRIGGER merchants_audited_first AFTER INSERT ON merchants WHEN json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
    VALUES (NEW.key || '/' || printf('%010d', json_extract(NEW.state, '$.audit.number')), NEW.key,
        json_extract(NEW.state, '$.audit.number'), json_extract(NEW.state, '$.id'), json_extract(NEW.state, '$.audit.at'),
        json_extract(NEW.state, '$.audit.entry'), json_extract(NEW.state, '$.audit.hash'))
    ON CONFLICT (id) DO NOTHING;
END;

CREATE TRIGGER merchants_audited AFTER UPDATE OF state ON merchants
WHEN json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
    VALUES (NEW.key || '/' || printf('%010d', json_extract(NEW.state, '$.audit.number')), NEW.key,
        json_extract(NEW.state, '$.audit.number'), json_extract(NEW.state, '$.id'), json_extract(NEW.state, '$.audit.at'),
        json_extract(NEW.state, '$.audit.entry'), json_extract(NEW.state, '$.audit.hash'))
    ON CONFLICT (id) DO NOTHING;
END;

CREATE TRIGGER orders_audited_first AFTER INSERT ON orders WHEN json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
    VALUES (NEW.key || '/' || printf('%010d', json_extract(NEW.state, '$.audit.number')), NEW.key,
        json_extract(NEW.state, '$.audit.number'), json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.audit.at'),
        json_extract(NEW.state, '$.audit.entry'), json_extract(NEW.state, '$.audit.hash'))
    ON CONFLICT (id) DO NOTHING;
END;

CREATE TRIGGER orders_audited AFTER UPDATE OF state ON orders
WHEN json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
    VALUES (NEW.key || '/' || printf('%010d', json_extract(NEW.state, '$.audit.number')), NEW.key,
        json_extract(NEW.state, '$.audit.number'), json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.audit.at'),
        json_extract(NEW.state, '$.audit.entry'), json_extract(NEW.state, '$.audit.hash'))
    ON CONFLICT (id) DO NOTHING;
END;
