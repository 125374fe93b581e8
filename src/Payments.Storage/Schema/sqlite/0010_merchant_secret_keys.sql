-- The id of the master key that a merchant's secret is sealed under, to find those under an older one.
ALTER TABLE merchants ADD COLUMN secret_key TEXT
    GENERATED ALWAYS AS (substr(json_extract(state, '$.sealedSecret'), 1, instr(json_extract(state, '$.sealedSecret'), ':') - 1)) VIRTUAL;
CREATE INDEX merchants_by_secret_key ON merchants (secret_key, key);
