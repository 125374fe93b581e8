-- What a provider's statement is compared with: a charge's money, state and times, whose order it is of, and by whose account it goes
-- ('installation', or the merchant's id). They stay when the order is archived. Charges that say nothing of their account were begun before
-- it was kept: it is the one that is in force now.
ALTER TABLE order_charges ADD COLUMN merchant TEXT NULL;
ALTER TABLE order_charges ADD COLUMN account TEXT NULL;
ALTER TABLE order_charges ADD COLUMN amount TEXT NULL;
ALTER TABLE order_charges ADD COLUMN currency TEXT NULL;
ALTER TABLE order_charges ADD COLUMN state TEXT NULL;
ALTER TABLE order_charges ADD COLUMN begun_at INTEGER NULL;
ALTER TABLE order_charges ADD COLUMN paid_at INTEGER NULL;

UPDATE order_charges SET (merchant, account, amount, currency, state, begun_at, paid_at) = (
    SELECT o.merchant,
        CASE WHEN EXISTS (
            SELECT 1 FROM merchants m, json_each(m.state, '$.providers') p
            WHERE m.key = 'mch-' || o.merchant AND json_extract(p.value, '$.name') = order_charges.provider)
        THEN o.merchant ELSE 'installation' END,
        json_extract(c.value, '$.amount'), json_extract(c.value, '$.currency'), json_extract(c.value, '$.state'),
        json_extract(c.value, '$.createdAt'), json_extract(c.value, '$.paidAt')
    FROM orders o, json_each(o.state, '$.charges') c
    WHERE o.key = order_charges.key AND json_extract(c.value, '$.reference') = order_charges.reference);

CREATE INDEX order_charges_by_paid ON order_charges (provider, account, paid_at, reference) WHERE paid_at IS NOT NULL;
CREATE INDEX order_charges_by_begun ON order_charges (provider, account, begun_at, reference) WHERE begun_at IS NOT NULL;

DROP TRIGGER orders_charged_first;
DROP TRIGGER orders_charged;

CREATE TRIGGER orders_charged_first AFTER INSERT ON orders WHEN json_array_length(NEW.state, '$.charges') > 0 BEGIN
    INSERT INTO order_charges
        (reference, key, provider, provider_id, receipt, merchant, account, amount, currency, state, begun_at, paid_at)
    SELECT json_extract(value, '$.reference'), NEW.key, json_extract(value, '$.provider'), json_extract(value, '$.providerId'),
        json_extract(value, '$.receipt'), json_extract(NEW.state, '$.merchant'),
        coalesce(json_extract(value, '$.account'), 'installation'), json_extract(value, '$.amount'), json_extract(value, '$.currency'),
        json_extract(value, '$.state'), json_extract(value, '$.createdAt'), json_extract(value, '$.paidAt')
    FROM json_each(NEW.state, '$.charges');
END;

CREATE TRIGGER orders_charged AFTER UPDATE OF state ON orders
WHEN json_extract(OLD.state, '$.charges') IS NOT json_extract(NEW.state, '$.charges') BEGIN
    INSERT INTO order_charges
        (reference, key, provider, provider_id, receipt, merchant, account, amount, currency, state, begun_at, paid_at)
    SELECT json_extract(value, '$.reference'), NEW.key, json_extract(value, '$.provider'), json_extract(value, '$.providerId'),
        json_extract(value, '$.receipt'), json_extract(NEW.state, '$.merchant'),
        coalesce(json_extract(value, '$.account'), 'installation'), json_extract(value, '$.amount'), json_extract(value, '$.currency'),
        json_extract(value, '$.state'), json_extract(value, '$.createdAt'), json_extract(value, '$.paidAt')
    FROM json_each(NEW.state, '$.charges') WHERE true
    ON CONFLICT (reference) DO UPDATE SET
        provider_id = excluded.provider_id, receipt = excluded.receipt, state = excluded.state, paid_at = excluded.paid_at
    WHERE order_charges.provider_id IS NOT excluded.provider_id OR order_charges.receipt IS NOT excluded.receipt
        OR order_charges.state IS NOT excluded.state OR order_charges.paid_at IS NOT excluded.paid_at;
END;
