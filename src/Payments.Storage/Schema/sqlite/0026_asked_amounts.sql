-- Which order asked exactly which amount, once it holds it no more: what is paid in that amount is that order's, and no other's. While it is
-- held, orders_open_amount tells. The trigger writes in the order's own transaction, and only when an amount is let go of, so a new order
-- costs nothing more. Rows are forgotten 30 days after the amount's time.
CREATE TABLE asked_amounts (
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL,
    units TEXT NOT NULL,
    order_id TEXT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (address, token, units, chain, order_id)
) WITHOUT ROWID;

CREATE INDEX asked_amounts_by_end ON asked_amounts (until);

CREATE TRIGGER orders_asked AFTER UPDATE OF state ON orders
WHEN OLD.reserved_units IS NOT NULL AND (NEW.reserved_units IS NOT OLD.reserved_units
    OR NEW.reserved_address IS NOT OLD.reserved_address
    OR NEW.reserved_token IS NOT OLD.reserved_token OR NEW.reserved_chain IS NOT OLD.reserved_chain)
BEGIN
    INSERT INTO asked_amounts (chain, address, token, units, order_id, until)
    SELECT OLD.reserved_chain, OLD.reserved_address, OLD.reserved_token, OLD.reserved_units, substr(OLD.key, 5),
        coalesce(json_extract(OLD.state, '$.reservation.until'), 0)
    WHERE OLD.reserved_chain IS NOT NULL AND OLD.reserved_address IS NOT NULL AND OLD.reserved_token IS NOT NULL
    ON CONFLICT (address, token, units, chain, order_id) DO UPDATE SET until = max(until, excluded.until);
END;

-- What the quotes of orders from before still tell.
INSERT INTO asked_amounts (chain, address, token, units, order_id, until)
SELECT json_extract(q.value, '$.chain'), json_extract(q.value, '$.address'), json_extract(q.value, '$.token'), json_extract(q.value, '$.units'),
    substr(o.key, 5), max(coalesce(json_extract(q.value, '$.until'), json_extract(o.state, '$.expiresAt')))
FROM orders o, json_each(o.state, '$.quotes') q
WHERE json_extract(o.state, '$.expiresAt') > (strftime('%s', 'now') - 30 * 86400) * 1000
GROUP BY 1, 2, 3, 4, 5;
