-- The audit log has chains of what operators change, too: prices, chains, rules of the installation, people, addresses, keys, and a chain
-- for what has no state of its own. Their entries are no merchant's. Operators read theirs and those of what they did to shops.
DROP INDEX grain_states_audited;
DROP TRIGGER grain_states_audited_first;
DROP TRIGGER grain_states_audited;

CREATE INDEX grain_states_audited ON grain_states (key) WHERE (state -> 'audit') IS NOT NULL;

CREATE TRIGGER grain_states_audited_first AFTER INSERT ON grain_states WHEN json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (substr(NEW.key, instr(NEW.key, '/') + 1), coalesce(json_extract(NEW.state, '$.merchant'), ''),
        json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER grain_states_audited AFTER UPDATE OF state ON grain_states
WHEN json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (substr(NEW.key, instr(NEW.key, '/') + 1), coalesce(json_extract(NEW.state, '$.merchant'), ''),
        json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER wallet_addresses_audited_first AFTER INSERT ON wallet_addresses WHEN json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_marks (chain, merchant, mark) VALUES (NEW.key, '', json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER wallet_addresses_audited AFTER UPDATE OF state ON wallet_addresses
WHEN json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_marks (chain, merchant, mark) VALUES (NEW.key, '', json_extract(NEW.state, '$.audit'));
END;

CREATE INDEX audit_log_of_operators ON audit_log (made_at, id)
WHERE merchant = '' OR json_extract(entry, '$.by.kind') = 'operator';
