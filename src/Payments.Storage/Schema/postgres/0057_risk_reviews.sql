-- The queue of reviews, and the decisions that orders' rows carry.
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;

CREATE INDEX orders_under_review ON orders (((state -> 'risk' ->> 'openSince')::bigint), key)
WHERE (state -> 'risk' ->> 'openSince') IS NOT NULL;
CREATE INDEX orders_under_review_by_merchant ON orders (merchant, ((state -> 'risk' ->> 'openSince')::bigint), key)
WHERE (state -> 'risk' ->> 'openSince') IS NOT NULL;

CREATE FUNCTION payments_judge_order() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO risk_decisions (id, merchant, order_id, order_number, made_at, stage, outcome, rule, rule_name, by_installation, measured,
        rule_limit, note, times)
    SELECT (NEW.state ->> 'id') || '-' || (d.value ->> 'number'), NEW.state ->> 'merchant', NEW.state ->> 'id', NEW.state ->> 'number',
        (d.value ->> 'at')::bigint, d.value ->> 'stage', d.value ->> 'outcome', d.value ->> 'rule', d.value ->> 'ruleName',
        CASE WHEN (d.value ->> 'isInstallation')::boolean THEN 1 ELSE 0 END, d.value ->> 'measured', d.value ->> 'limit',
        d.value ->> 'text', 1
    FROM jsonb_array_elements(NEW.state -> 'risk' -> 'decisions') AS d(value)
    ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END
$body$;

CREATE TRIGGER orders_judged_first AFTER INSERT ON orders FOR EACH ROW
WHEN (jsonb_path_exists(NEW.state, '$.risk.decisions[0]')) EXECUTE FUNCTION payments_judge_order();

CREATE TRIGGER orders_judged AFTER UPDATE OF state ON orders FOR EACH ROW
WHEN (NEW.state -> 'risk' -> 'decisions' IS DISTINCT FROM OLD.state -> 'risk' -> 'decisions'
    AND jsonb_path_exists(NEW.state, '$.risk.decisions[0]')) EXECUTE FUNCTION payments_judge_order();
