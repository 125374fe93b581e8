-- What a provider's statement is compared with: a charge's money, state and times, whose order it is of, and by whose account it goes
-- ('installation', or the merchant's id). They stay when the order is archived. Charges that say nothing of their account were begun before
-- it was kept: it is the one that is in force now.
ALTER TABLE order_charges
    ADD COLUMN merchant text NULL,
    ADD COLUMN account text NULL,
    ADD COLUMN amount text NULL,
    ADD COLUMN currency text NULL,
    ADD COLUMN state text NULL,
    ADD COLUMN begun_at bigint NULL,
    ADD COLUMN paid_at bigint NULL;

LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;

UPDATE order_charges e SET
    merchant = o.merchant,
    account = CASE WHEN EXISTS (
        SELECT 1 FROM merchants m, jsonb_array_elements(m.state -> 'providers') AS p(value)
        WHERE m.key = 'mch-' || o.merchant AND p.value ->> 'name' = e.provider) THEN o.merchant ELSE 'installation' END,
    amount = c.value ->> 'amount',
    currency = c.value ->> 'currency',
    state = c.value ->> 'state',
    begun_at = (c.value ->> 'createdAt')::bigint,
    paid_at = (c.value ->> 'paidAt')::bigint
FROM orders o, jsonb_array_elements(o.state -> 'charges') AS c(value)
WHERE o.key = e.key AND c.value ->> 'reference' = e.reference;

CREATE INDEX order_charges_by_paid ON order_charges (provider, account, paid_at, reference) WHERE paid_at IS NOT NULL;
CREATE INDEX order_charges_by_begun ON order_charges (provider, account, begun_at, reference) WHERE begun_at IS NOT NULL;

CREATE OR REPLACE FUNCTION payments_charge_order() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO order_charges
        (reference, key, provider, provider_id, receipt, merchant, account, amount, currency, state, begun_at, paid_at)
    SELECT c.value ->> 'reference', NEW.key, c.value ->> 'provider', c.value ->> 'providerId', c.value ->> 'receipt',
        NEW.state ->> 'merchant', coalesce(c.value ->> 'account', 'installation'), c.value ->> 'amount', c.value ->> 'currency',
        c.value ->> 'state', (c.value ->> 'createdAt')::bigint, (c.value ->> 'paidAt')::bigint
    FROM jsonb_array_elements(NEW.state -> 'charges') AS c(value)
    ON CONFLICT (reference) DO UPDATE SET
        provider_id = excluded.provider_id, receipt = excluded.receipt, state = excluded.state, paid_at = excluded.paid_at
    WHERE (order_charges.provider_id, order_charges.receipt, order_charges.state, order_charges.paid_at) IS DISTINCT FROM
        (excluded.provider_id, excluded.receipt, excluded.state, excluded.paid_at);
    RETURN NULL;
END
$body$;
