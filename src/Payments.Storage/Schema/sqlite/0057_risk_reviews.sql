-- The queue of reviews, and the decisions that orders' rows carry.
CREATE INDEX orders_under_review ON orders (json_extract(state, '$.risk.openSince'), key)
WHERE json_extract(state, '$.risk.openSince') IS NOT NULL;
CREATE INDEX orders_under_review_by_merchant ON orders (merchant, json_extract(state, '$.risk.openSince'), key)
WHERE json_extract(state, '$.risk.openSince') IS NOT NULL;

CREATE TRIGGER orders_judged_first AFTER INSERT ON orders WHEN json_array_length(NEW.state, '$.risk.decisions') > 0 BEGIN
    INSERT INTO risk_decisions (id, merchant, order_id, order_number, made_at, stage, outcome, rule, rule_name, by_installation, measured,
        rule_limit, note, times)
    SELECT json_extract(NEW.state, '$.id') || '-' || json_extract(value, '$.number'), json_extract(NEW.state, '$.merchant'),
        json_extract(NEW.state, '$.id'), json_extract(NEW.state, '$.number'), json_extract(value, '$.at'), json_extract(value, '$.stage'),
        json_extract(value, '$.outcome'), json_extract(value, '$.rule'), json_extract(value, '$.ruleName'),
        coalesce(json_extract(value, '$.isInstallation'), 0), json_extract(value, '$.measured'), json_extract(value, '$.limit'),
        json_extract(value, '$.text'), 1
    FROM json_each(NEW.state, '$.risk.decisions') WHERE true ON CONFLICT (id) DO NOTHING;
END;

CREATE TRIGGER orders_judged AFTER UPDATE OF state ON orders
WHEN json_extract(NEW.state, '$.risk.decisions') IS NOT json_extract(OLD.state, '$.risk.decisions') BEGIN
    INSERT INTO risk_decisions (id, merchant, order_id, order_number, made_at, stage, outcome, rule, rule_name, by_installation, measured,
        rule_limit, note, times)
    SELECT json_extract(NEW.state, '$.id') || '-' || json_extract(value, '$.number'), json_extract(NEW.state, '$.merchant'),
        json_extract(NEW.state, '$.id'), json_extract(NEW.state, '$.number'), json_extract(value, '$.at'), json_extract(value, '$.stage'),
        json_extract(value, '$.outcome'), json_extract(value, '$.rule'), json_extract(value, '$.ruleName'),
        coalesce(json_extract(value, '$.isInstallation'), 0), json_extract(value, '$.measured'), json_extract(value, '$.limit'),
        json_extract(value, '$.text'), 1
    FROM json_each(NEW.state, '$.risk.decisions') WHERE true ON CONFLICT (id) DO NOTHING;
END;
