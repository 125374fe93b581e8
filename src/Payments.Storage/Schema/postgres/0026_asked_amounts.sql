-- Which order asked exactly which amount, once it holds it no more: what is paid in that amount is that order's, and no other's. While it is
-- held, orders_open_amount tells. The trigger writes in the order's own transaction, and only when an amount is let go of, so a new order
-- costs nothing more. Rows are forgotten 30 days after the amount's time.
CREATE TABLE asked_amounts (
    chain text NOT NULL,
    address text NOT NULL,
    token text NOT NULL,
    units text NOT NULL,
    order_id text NOT NULL,
    until bigint NOT NULL,
    PRIMARY KEY (address, token, units, chain, order_id)
);

CREATE INDEX asked_amounts_by_end ON asked_amounts (until);

CREATE FUNCTION payments_note_asked() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO asked_amounts (chain, address, token, units, order_id, until)
    SELECT OLD.reserved_chain, OLD.reserved_address, OLD.reserved_token, OLD.reserved_units, substr(OLD.key, 5),
        coalesce((OLD.state -> 'reservation' ->> 'until')::bigint, 0)
    WHERE OLD.reserved_chain IS NOT NULL AND OLD.reserved_address IS NOT NULL AND OLD.reserved_token IS NOT NULL
    ON CONFLICT (address, token, units, chain, order_id) DO UPDATE SET until = greatest(asked_amounts.until, excluded.until);
    RETURN NULL;
END
$body$;

CREATE TRIGGER orders_asked AFTER UPDATE OF state ON orders FOR EACH ROW
WHEN (OLD.reserved_units IS NOT NULL AND (NEW.reserved_units IS DISTINCT FROM OLD.reserved_units
    OR NEW.reserved_address IS DISTINCT FROM OLD.reserved_address
    OR NEW.reserved_token IS DISTINCT FROM OLD.reserved_token OR NEW.reserved_chain IS DISTINCT FROM OLD.reserved_chain))
EXECUTE FUNCTION payments_note_asked();

-- What the quotes of orders from before still tell.
INSERT INTO asked_amounts (chain, address, token, units, order_id, until)
SELECT q.value ->> 'chain', q.value ->> 'address', q.value ->> 'token', q.value ->> 'units', substr(o.key, 5),
    max(coalesce(q.value ->> 'until', o.state ->> 'expiresAt')::bigint)
FROM orders o, jsonb_array_elements(o.state -> 'quotes') q
WHERE (o.state ->> 'expiresAt')::bigint > (extract(epoch FROM now()) - 30 * 86400) * 1000
GROUP BY 1, 2, 3, 4, 5;
