-- Payments at providers: by the provider's own id an order is found whose payer brings nothing else back, and a receipt pays one charge,
-- whichever activation writes it. Triggers write the rows in the transaction of the order. They stay when the order is archived, so that
-- what paid once never pays again.
CREATE TABLE order_charges (
    reference TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    provider TEXT NOT NULL,
    provider_id TEXT NULL,
    receipt TEXT NULL
) WITHOUT ROWID;

CREATE INDEX order_charges_by_provider_id ON order_charges (provider, provider_id) WHERE provider_id IS NOT NULL;
CREATE UNIQUE INDEX order_charges_receipt ON order_charges (receipt) WHERE receipt IS NOT NULL;

INSERT INTO order_charges (reference, key, provider, provider_id, receipt)
SELECT json_extract(c.value, '$.reference'), o.key, json_extract(c.value, '$.provider'), json_extract(c.value, '$.providerId'),
    json_extract(c.value, '$.receipt')
FROM orders o, json_each(o.state, '$.charges') c;

CREATE TRIGGER orders_charged_first AFTER INSERT ON orders WHEN json_array_length(NEW.state, '$.charges') > 0 BEGIN
    INSERT INTO order_charges (reference, key, provider, provider_id, receipt)
    SELECT json_extract(value, '$.reference'), NEW.key, json_extract(value, '$.provider'), json_extract(value, '$.providerId'),
        json_extract(value, '$.receipt')
    FROM json_each(NEW.state, '$.charges');
END;

CREATE TRIGGER orders_charged AFTER UPDATE OF state ON orders
WHEN json_extract(OLD.state, '$.charges') IS NOT json_extract(NEW.state, '$.charges') BEGIN
    INSERT INTO order_charges (reference, key, provider, provider_id, receipt)
    SELECT json_extract(value, '$.reference'), NEW.key, json_extract(value, '$.provider'), json_extract(value, '$.providerId'),
        json_extract(value, '$.receipt')
    FROM json_each(NEW.state, '$.charges') WHERE true
    ON CONFLICT (reference) DO UPDATE SET provider_id = excluded.provider_id, receipt = excluded.receipt
    WHERE order_charges.provider_id IS NOT excluded.provider_id OR order_charges.receipt IS NOT excluded.receipt;
END;

-- What an end user asked for himself, newest first; and orders that credit one, to compare them with their credits.
CREATE INDEX orders_by_customer ON orders (merchant, (state -> 'terms' ->> 'customer'), created_at, key)
WHERE (state -> 'terms' ->> 'customer') IS NOT NULL;
CREATE INDEX orders_of_users ON orders (key) WHERE (state -> 'terms' ->> 'user') IS NOT NULL;
