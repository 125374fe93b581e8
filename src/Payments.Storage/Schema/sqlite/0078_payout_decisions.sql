-- Payouts say how they stand: under review, in doubt and withdrawn beside the four words that are stored. What rules and people decided of
-- them goes to the log of decisions. Triggers write all of it in the transaction of the book.
DROP TRIGGER payout_book_made;
DROP TRIGGER payout_book_changed;

CREATE INDEX payouts_under_review ON payouts (created_at, key) WHERE status = 'review';

CREATE TRIGGER payout_book_made AFTER INSERT ON grain_states WHEN substr(NEW.key, 1, 12) = 'payout-book/' BEGIN
    INSERT INTO payouts (key, merchant, payout_id, status, created_at, state)
    SELECT json_extract(NEW.state, '$.merchant') || '-' || printf('%010d', json_extract(value, '$.number')),
        json_extract(NEW.state, '$.merchant'), json_extract(value, '$.id'),
        CASE WHEN json_extract(value, '$.cancelledAt') IS NOT NULL THEN 'cancelled'
            WHEN json_extract(value, '$.status') IN ('succeeded', 'failed') THEN json_extract(value, '$.status')
            WHEN json_extract(value, '$.risk.review') = 'open' THEN 'review'
            WHEN json_extract(value, '$.doubtSince') IS NOT NULL THEN 'unknown'
            ELSE json_extract(value, '$.status') END,
        json_extract(value, '$.createdAt'), value
    FROM json_each(NEW.state, '$.payouts') WHERE true
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, state = excluded.state WHERE payouts.state <> excluded.state;
    INSERT INTO risk_decisions (id, merchant, order_id, order_number, made_at, stage, outcome, rule, rule_name, by_installation, measured,
        rule_limit, note, times)
    SELECT json_extract(p.value, '$.place') || '-' || json_extract(d.value, '$.number'), json_extract(NEW.state, '$.merchant'),
        json_extract(p.value, '$.place'), json_extract(p.value, '$.id'), json_extract(d.value, '$.at'), json_extract(d.value, '$.stage'),
        json_extract(d.value, '$.outcome'), json_extract(d.value, '$.rule'), json_extract(d.value, '$.ruleName'),
        coalesce(json_extract(d.value, '$.isInstallation'), 0), json_extract(d.value, '$.measured'), json_extract(d.value, '$.limit'),
        json_extract(d.value, '$.text'), 1
    FROM json_each(NEW.state, '$.payouts') AS p, json_each(p.value, '$.risk.decisions') AS d WHERE true ON CONFLICT (id) DO NOTHING;
END;

CREATE TRIGGER payout_book_changed AFTER UPDATE OF state ON grain_states WHEN substr(NEW.key, 1, 12) = 'payout-book/' BEGIN
    INSERT INTO payouts (key, merchant, payout_id, status, created_at, state)
    SELECT json_extract(NEW.state, '$.merchant') || '-' || printf('%010d', json_extract(value, '$.number')),
        json_extract(NEW.state, '$.merchant'), json_extract(value, '$.id'),
        CASE WHEN json_extract(value, '$.cancelledAt') IS NOT NULL THEN 'cancelled'
            WHEN json_extract(value, '$.status') IN ('succeeded', 'failed') THEN json_extract(value, '$.status')
            WHEN json_extract(value, '$.risk.review') = 'open' THEN 'review'
            WHEN json_extract(value, '$.doubtSince') IS NOT NULL THEN 'unknown'
            ELSE json_extract(value, '$.status') END,
        json_extract(value, '$.createdAt'), value
    FROM json_each(NEW.state, '$.payouts') WHERE true
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, state = excluded.state WHERE payouts.state <> excluded.state;
    INSERT INTO risk_decisions (id, merchant, order_id, order_number, made_at, stage, outcome, rule, rule_name, by_installation, measured,
        rule_limit, note, times)
    SELECT json_extract(p.value, '$.place') || '-' || json_extract(d.value, '$.number'), json_extract(NEW.state, '$.merchant'),
        json_extract(p.value, '$.place'), json_extract(p.value, '$.id'), json_extract(d.value, '$.at'), json_extract(d.value, '$.stage'),
        json_extract(d.value, '$.outcome'), json_extract(d.value, '$.rule'), json_extract(d.value, '$.ruleName'),
        coalesce(json_extract(d.value, '$.isInstallation'), 0), json_extract(d.value, '$.measured'), json_extract(d.value, '$.limit'),
        json_extract(d.value, '$.text'), 1
    FROM json_each(NEW.state, '$.payouts') AS p, json_each(p.value, '$.risk.decisions') AS d WHERE true ON CONFLICT (id) DO NOTHING;
END;
