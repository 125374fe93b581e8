-- Statistics of a merchant's callbacks are read from the index of its list alone.
ALTER TABLE deliveries ADD COLUMN attempt_count integer GENERATED ALWAYS AS (jsonb_array_length(state -> 'attempts')) STORED;
DROP INDEX deliveries_by_merchant;
CREATE INDEX deliveries_by_merchant ON deliveries (merchant, created_at, status, attempt_count);
