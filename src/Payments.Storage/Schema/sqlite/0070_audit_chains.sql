-- The audit log has chains of payment links and payouts too. Those states lie among others, under their name and the key of their chain.
-- A state that was put back to an earlier one gives its next entry a number that the log has already. That entry is kept beside the first,
-- under an id with its hash, and the chain says for ever that it has two. Marks are written into a view, which alone knows of ids.
CREATE VIEW audit_marks AS SELECT '' AS chain, '' AS merchant, '' AS mark WHERE false;

CREATE TRIGGER audit_marks_kept INSTEAD OF INSERT ON audit_marks BEGIN
    INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
    SELECT place || CASE WHEN EXISTS (SELECT 1 FROM audit_log AS earlier WHERE earlier.id = place AND earlier.hash <> mark_hash)
        THEN '/' || substr(mark_hash, 1, 16) ELSE '' END,
        NEW.chain, json_extract(NEW.mark, '$.number'), NEW.merchant, json_extract(NEW.mark, '$.at'), json_extract(NEW.mark, '$.entry'),
        mark_hash
    FROM (SELECT NEW.chain || '/' || printf('%010d', json_extract(NEW.mark, '$.number')) AS place,
        json_extract(NEW.mark, '$.hash') AS mark_hash) WHERE true
    ON CONFLICT (id) DO NOTHING;
END;

DROP TRIGGER merchants_audited_first;
DROP TRIGGER merchants_audited;
DROP TRIGGER orders_audited_first;
DROP TRIGGER orders_audited;

CREATE TRIGGER merchants_audited_first AFTER INSERT ON merchants WHEN json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (NEW.key, json_extract(NEW.state, '$.id'), json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER merchants_audited AFTER UPDATE OF state ON merchants
WHEN json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (NEW.key, json_extract(NEW.state, '$.id'), json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER orders_audited_first AFTER INSERT ON orders WHEN json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (NEW.key, json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER orders_audited AFTER UPDATE OF state ON orders
WHEN json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (NEW.key, json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.audit'));
END;

CREATE INDEX grain_states_audited ON grain_states (key) WHERE substr(key, 1, 9) = 'pay-link/' OR substr(key, 1, 12) = 'payout-book/';

CREATE TRIGGER grain_states_audited_first AFTER INSERT ON grain_states
WHEN (substr(NEW.key, 1, 9) = 'pay-link/' OR substr(NEW.key, 1, 12) = 'payout-book/')
    AND json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (substr(NEW.key, instr(NEW.key, '/') + 1), json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER grain_states_audited AFTER UPDATE OF state ON grain_states
WHEN (substr(NEW.key, 1, 9) = 'pay-link/' OR substr(NEW.key, 1, 12) = 'payout-book/')
    AND json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (substr(NEW.key, instr(NEW.key, '/') + 1), json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.audit'));
END;
