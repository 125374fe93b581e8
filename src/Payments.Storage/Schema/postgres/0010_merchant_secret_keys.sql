-- The id of the master key that a merchant's secret is sealed under, to find those under an older one.
ALTER TABLE merchants ADD COLUMN secret_key text GENERATED ALWAYS AS (split_part(state ->> 'sealedSecret', ':', 1)) STORED;
CREATE INDEX merchants_by_secret_key ON merchants (secret_key, key);
