-- Payouts say how they stand: under review, in doubt and withdrawn beside the four words that are stored. What rules and people decided of
-- them goes to the log of decisions. Triggers write all of it in the transaction of the book.
CREATE INDEX payouts_under_review ON payouts (created_at, key) WHERE status = 'review';

CREATE OR REPLACE FUNCTION payments_list_payouts() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO payouts (key, merchant, payout_id, status, created_at, state)
    SELECT (NEW.state ->> 'merchant') || '-' || lpad(p.value ->> 'number', 10, '0'), NEW.state ->> 'merchant', p.value ->> 'id',
        CASE WHEN p.value ->> 'cancelledAt' IS NOT NULL THEN 'cancelled'
            WHEN p.value ->> 'status' IN ('succeeded', 'failed') THEN p.value ->> 'status'
            WHEN p.value -> 'risk' ->> 'review' = 'open' THEN 'review'
            WHEN p.value ->> 'doubtSince' IS NOT NULL THEN 'unknown'
            ELSE p.value ->> 'status' END,
        (p.value ->> 'createdAt')::bigint, p.value
    FROM jsonb_array_elements(NEW.state -> 'payouts') AS p(value)
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, state = excluded.state WHERE payouts.state IS DISTINCT FROM excluded.state;
    INSERT INTO risk_decisions (id, merchant, order_id, order_number, made_at, stage, outcome, rule, rule_name, by_installation, measured,
        rule_limit, note, times)
    SELECT (p.value ->> 'place') || '-' || (d.value ->> 'number'), NEW.state ->> 'merchant', p.value ->> 'place', p.value ->> 'id',
        (d.value ->> 'at')::bigint, d.value ->> 'stage', d.value ->> 'outcome', d.value ->> 'rule', d.value ->> 'ruleName',
        CASE WHEN (d.value ->> 'isInstallation')::boolean THEN 1 ELSE 0 END, d.value ->> 'measured', d.value ->> 'limit',
        d.value ->> 'text', 1
    FROM jsonb_array_elements(NEW.state -> 'payouts') AS p(value),
        jsonb_array_elements(jsonb_path_query_array(p.value, '$.risk.decisions[*]')) AS d(value)
    ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END
$body$;
