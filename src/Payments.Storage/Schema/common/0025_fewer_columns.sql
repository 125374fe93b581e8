-- What no query searches by has no column: each is computed anew for every row that is written. The state itself has them all.
ALTER TABLE orders DROP COLUMN number;
ALTER TABLE orders DROP COLUMN currency;
ALTER TABLE orders DROP COLUMN money;
ALTER TABLE orders DROP COLUMN completed_at;
ALTER TABLE deliveries DROP COLUMN order_id;
