-- Payments at providers: by the provider's own id an order is found whose payer brings nothing else back, and a receipt pays one charge,
-- whichever activation writes it. Triggers write the rows in the transaction of the order. They stay when the order is archived, so that
-- what paid once never pays again.
CREATE TABLE order_charges (
    reference text NOT NULL PRIMARY KEY,
    key text NOT NULL,
    provider text NOT NULL,
    provider_id text NULL,
    receipt text NULL
);

CREATE INDEX order_charges_by_provider_id ON order_charges (provider, provider_id) WHERE provider_id IS NOT NULL;
CREATE UNIQUE INDEX order_charges_receipt ON order_charges (receipt) WHERE receipt IS NOT NULL;

LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO order_charges (reference, key, provider, provider_id, receipt)
SELECT c.value ->> 'reference', o.key, c.value ->> 'provider', c.value ->> 'providerId', c.value ->> 'receipt'
FROM orders o, jsonb_array_elements(o.state -> 'charges') AS c(value);

CREATE FUNCTION payments_charge_order() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO order_charges (reference, key, provider, provider_id, receipt)
    SELECT c.value ->> 'reference', NEW.key, c.value ->> 'provider', c.value ->> 'providerId', c.value ->> 'receipt'
    FROM jsonb_array_elements(NEW.state -> 'charges') AS c(value)
    ON CONFLICT (reference) DO UPDATE SET provider_id = excluded.provider_id, receipt = excluded.receipt
    WHERE (order_charges.provider_id, order_charges.receipt) IS DISTINCT FROM (excluded.provider_id, excluded.receipt);
    RETURN NULL;
END
$body$;

CREATE TRIGGER orders_charged_first AFTER INSERT ON orders FOR EACH ROW
WHEN (jsonb_path_exists(NEW.state, '$.charges[0]')) EXECUTE FUNCTION payments_charge_order();

CREATE TRIGGER orders_charged AFTER UPDATE OF state ON orders FOR EACH ROW
WHEN (OLD.state -> 'charges' IS DISTINCT FROM NEW.state -> 'charges') EXECUTE FUNCTION payments_charge_order();

-- What an end user asked for himself, newest first; and orders that credit one, to compare them with their credits.
CREATE INDEX orders_by_customer ON orders (merchant, (state -> 'terms' ->> 'customer'), created_at, key)
WHERE (state -> 'terms' ->> 'customer') IS NOT NULL;
CREATE INDEX orders_of_users ON orders (key) WHERE (state -> 'terms' ->> 'user') IS NOT NULL;
