-- The schema that all numbered scripts make, on sqlite. Written by a test; never edited or run.

CREATE TABLE api_keys (
    hash TEXT NOT NULL PRIMARY KEY,
    merchant TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX api_keys_by_merchant ON api_keys (merchant);

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

CREATE TABLE audit_log (
    id TEXT NOT NULL PRIMARY KEY,
    chain TEXT NOT NULL,
    number INTEGER NOT NULL,
    merchant TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    entry TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE INDEX audit_log_by_merchant ON audit_log (merchant, made_at, id);

CREATE INDEX audit_log_of_merchants ON audit_log (made_at, merchant) WHERE substr(chain, 1, 4) = 'mch-';

CREATE INDEX audit_log_of_operators ON audit_log (made_at, id)
WHERE merchant = '' OR json_extract(entry, '$.by.kind') = 'operator';

CREATE VIEW audit_marks AS SELECT '' AS chain, '' AS merchant, '' AS mark WHERE false;

CREATE TRIGGER audit_marks_kept INSTEAD OF INSERT ON audit_marks BEGIN
    INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
    SELECT place || CASE WHEN EXISTS (SELECT 1 FROM audit_log AS earlier WHERE earlier.id = place AND earlier.hash <> mark_hash)
        THEN '/' || substr(mark_hash, 1, 16) ELSE '' END,
        NEW.chain, json_extract(NEW.mark, '$.number'), NEW.merchant, json_extract(NEW.mark, '$.at'), json_extract(NEW.mark, '$.entry'),
        mark_hash
    FROM (SELECT NEW.chain || '/' || printf('%010d', json_extract(NEW.mark, '$.number')) AS place,
        json_extract(NEW.mark, '$.hash') AS mark_hash) WHERE true
    ON CONFLICT (id) DO NOTHING;
END;

CREATE TABLE deliveries (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    shard TEXT GENERATED ALWAYS AS (substr(key, 5, 1)) VIRTUAL,
    merchant TEXT GENERATED ALWAYS AS (json_extract(state, '$.merchant')) VIRTUAL,
    status TEXT GENERATED ALWAYS AS (json_extract(state, '$.status')) VIRTUAL,
    created_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.createdAt')) VIRTUAL,
    wake_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.wakeAt')) VIRTUAL
, attempt_count INTEGER GENERATED ALWAYS AS (json_array_length(state, '$.attempts')) VIRTUAL, host TEXT GENERATED ALWAYS AS (lower(
    substr(substr(json_extract(state, '$.url'), instr(json_extract(state, '$.url'), '://') + 3), 1,
        instr(replace(replace(
            substr(json_extract(state, '$.url'), instr(json_extract(state, '$.url'), '://') + 3) || '/', '?', '/'), '#', '/'), '/') - 1))
    ) VIRTUAL);

CREATE INDEX deliveries_by_endpoint ON deliveries ((state ->> 'endpoint'), created_at, key) WHERE (state ->> 'endpoint') IS NOT NULL;

CREATE INDEX deliveries_by_merchant ON deliveries (merchant, created_at, status, attempt_count);

CREATE INDEX deliveries_due ON deliveries (wake_at, shard) WHERE wake_at IS NOT NULL;

CREATE INDEX deliveries_failing ON deliveries (merchant, created_at, key)
    WHERE attempt_count > 0 AND status <> 'delivered' AND status <> 'superseded' AND status <> 'kept';

CREATE INDEX deliveries_failing_by_host ON deliveries (merchant, host, created_at, key)
    WHERE attempt_count > 0 AND status <> 'delivered' AND status <> 'superseded' AND status <> 'kept';

CREATE INDEX deliveries_undelivered ON deliveries (status, created_at) WHERE status <> 'delivered' AND status <> 'superseded';

CREATE TRIGGER deliveries_listed AFTER INSERT ON deliveries WHEN NEW.status <> 'pending' BEGIN
    UPDATE order_list SET facet = f.facet FROM order_facets f
    WHERE f.key = 'ord-' || json_extract(NEW.state, '$.order')
        AND order_list.merchant = f.merchant AND order_list.created_at = f.created_at AND order_list.key = f.key;
END;

CREATE TRIGGER deliveries_relisted AFTER UPDATE OF state ON deliveries WHEN NEW.status IS NOT OLD.status BEGIN
    UPDATE order_list SET facet = f.facet FROM order_facets f
    WHERE f.key = 'ord-' || json_extract(NEW.state, '$.order')
        AND order_list.merchant = f.merchant AND order_list.created_at = f.created_at AND order_list.key = f.key;
END;

CREATE TABLE dismissed_deposits (
    owner TEXT NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (owner, digest)
);

CREATE TABLE dust_counts (
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL,
    transfers BIGINT NOT NULL,
    last_block BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (chain, address, token)
);

CREATE TABLE grain_states (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX grain_states_audited ON grain_states (key) WHERE (state -> 'audit') IS NOT NULL;

CREATE INDEX grain_states_pay_links ON grain_states ((state ->> 'merchant'), (CAST(state ->> 'createdAt' AS bigint)), key)
WHERE substr(key, 1, 9) = 'pay-link/';

CREATE INDEX grain_states_people ON grain_states (key) WHERE substr(key, 1, 7) = 'person/';

CREATE INDEX grain_states_providers ON grain_states (key) WHERE substr(key, 1, 9) = 'provider/';

CREATE TRIGGER grain_states_audited AFTER UPDATE OF state ON grain_states
WHEN json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (substr(NEW.key, instr(NEW.key, '/') + 1), coalesce(json_extract(NEW.state, '$.merchant'), ''),
        json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER grain_states_audited_first AFTER INSERT ON grain_states WHEN json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (substr(NEW.key, instr(NEW.key, '/') + 1), coalesce(json_extract(NEW.state, '$.merchant'), ''),
        json_extract(NEW.state, '$.audit'));
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

CREATE TABLE idempotent_requests (
    merchant TEXT NOT NULL,
    request_key TEXT NOT NULL,
    fields TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    status BIGINT NULL,
    answer TEXT NULL,
    PRIMARY KEY (merchant, request_key)
);

CREATE INDEX idempotent_requests_by_age ON idempotent_requests (begun_at);

CREATE TABLE logos (
    file TEXT NOT NULL,
    merchant TEXT NOT NULL,
    content TEXT NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (file, merchant)
);

CREATE INDEX logos_by_merchant ON logos (merchant, stored_at);

CREATE TABLE merchants (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    pid INTEGER GENERATED ALWAYS AS (json_extract(state, '$.pid')) VIRTUAL,
    api_key_hash TEXT GENERATED ALWAYS AS (json_extract(state, '$.apiKeyHash')) VIRTUAL
, secret_key TEXT
    GENERATED ALWAYS AS (substr(json_extract(state, '$.sealedSecret'), 1, instr(json_extract(state, '$.sealedSecret'), ':') - 1)) VIRTUAL) WITHOUT ROWID;

CREATE UNIQUE INDEX merchants_api_key ON merchants (api_key_hash);

CREATE INDEX merchants_by_secret_key ON merchants (secret_key, key);

CREATE UNIQUE INDEX merchants_pid ON merchants (pid);

CREATE INDEX merchants_with_notices ON merchants (key) WHERE (state ->> 'notices') <> '[]';

CREATE TRIGGER merchants_audited AFTER UPDATE OF state ON merchants
WHEN json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (NEW.key, json_extract(NEW.state, '$.id'), json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER merchants_audited_first AFTER INSERT ON merchants WHEN json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (NEW.key, json_extract(NEW.state, '$.id'), json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER merchants_keys_added AFTER INSERT ON merchants
BEGIN
    INSERT INTO api_keys (hash, merchant)
    SELECT hash, NEW.key FROM (
        SELECT json_extract(NEW.state, '$.apiKeyHash') AS hash
        UNION SELECT json_extract(value, '$.keyHash') FROM json_each(NEW.state, '$.keys')
        UNION SELECT json_extract(value, '$.formerKeyHash') FROM json_each(NEW.state, '$.keys'))
    WHERE hash IS NOT NULL;
END;

CREATE TRIGGER merchants_keys_changed AFTER UPDATE OF state ON merchants
WHEN json_extract(NEW.state, '$.apiKeyHash') IS NOT json_extract(OLD.state, '$.apiKeyHash')
    OR json_extract(NEW.state, '$.keys') IS NOT json_extract(OLD.state, '$.keys')
BEGIN
    DELETE FROM api_keys WHERE merchant = NEW.key;
    INSERT INTO api_keys (hash, merchant)
    SELECT hash, NEW.key FROM (
        SELECT json_extract(NEW.state, '$.apiKeyHash') AS hash
        UNION SELECT json_extract(value, '$.keyHash') FROM json_each(NEW.state, '$.keys')
        UNION SELECT json_extract(value, '$.formerKeyHash') FROM json_each(NEW.state, '$.keys'))
    WHERE hash IS NOT NULL;
END;

CREATE TRIGGER merchants_keys_removed AFTER DELETE ON merchants
BEGIN
    DELETE FROM api_keys WHERE merchant = OLD.key;
END;

CREATE TABLE order_charges (
    reference TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    provider TEXT NOT NULL,
    provider_id TEXT NULL,
    receipt TEXT NULL
, merchant TEXT NULL, account TEXT NULL, amount TEXT NULL, currency TEXT NULL, state TEXT NULL, begun_at INTEGER NULL, paid_at INTEGER NULL) WITHOUT ROWID;

CREATE INDEX order_charges_by_begun ON order_charges (provider, account, begun_at, reference) WHERE begun_at IS NOT NULL;

CREATE INDEX order_charges_by_paid ON order_charges (provider, account, paid_at, reference) WHERE paid_at IS NOT NULL;

CREATE INDEX order_charges_by_provider_id ON order_charges (provider, provider_id) WHERE provider_id IS NOT NULL;

CREATE UNIQUE INDEX order_charges_receipt ON order_charges (receipt) WHERE receipt IS NOT NULL;

CREATE VIEW order_countings (merchant, created_at, facet, money, orders) AS SELECT '', 0, '', '', 0 WHERE false;

CREATE TRIGGER order_countings_taken INSTEAD OF INSERT ON order_countings BEGIN
    INSERT INTO order_counts (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
    SELECT NEW.merchant, span, slot, NEW.facet, 0, NEW.orders, NEW.orders * CAST(substr(NEW.money, 1, 16) AS INTEGER),
        NEW.orders * CAST(substr(NEW.money, 17, 9) AS INTEGER), NEW.orders * CAST(substr(NEW.money, 26) AS INTEGER)
    FROM (SELECT 0 AS span, NEW.created_at / 691200000 AS slot UNION ALL SELECT 1, NEW.created_at / 900000
        UNION ALL SELECT 2, NEW.created_at / 86400000) WHERE true
    ON CONFLICT (merchant, span, slot, facet, lane) DO UPDATE SET orders = orders + excluded.orders, whole = whole + excluded.whole,
        billionths = billionths + excluded.billionths, rest = rest + excluded.rest;
    DELETE FROM order_counts WHERE NEW.orders < 0 AND merchant = NEW.merchant AND span = 0 AND slot = NEW.created_at / 691200000
        AND facet = NEW.facet AND lane = 0 AND orders = 0;
    DELETE FROM order_counts WHERE NEW.orders < 0 AND merchant = NEW.merchant AND span = 1 AND slot = NEW.created_at / 900000
        AND facet = NEW.facet AND lane = 0 AND orders = 0;
    DELETE FROM order_counts WHERE NEW.orders < 0 AND merchant = NEW.merchant AND span = 2 AND slot = NEW.created_at / 86400000
        AND facet = NEW.facet AND lane = 0 AND orders = 0;
END;

CREATE TABLE order_counts (
    merchant TEXT NOT NULL,
    span INTEGER NOT NULL,
    slot BIGINT NOT NULL,
    facet TEXT NOT NULL,
    lane INTEGER NOT NULL,
    orders BIGINT NOT NULL,
    whole BIGINT NOT NULL,
    billionths BIGINT NOT NULL,
    rest BIGINT NOT NULL,
    PRIMARY KEY (merchant, span, slot, facet, lane)
) WITHOUT ROWID;

CREATE VIEW order_facets (merchant, created_at, key, facet, money) AS
SELECT o.merchant, o.created_at, o.key,
    CASE WHEN o.status = 'detected' AND coalesce(json_array_length(o.state, '$.transfers'), 0) = 0 THEN 'sighted' ELSE o.status END
    || '/' || coalesce(json_extract(o.state, '$.currency'), '') || '/' || coalesce(json_extract(o.state, '$.terms.face'), '')
    || '/' || CASE WHEN coalesce(json_extract(o.state, '$.deliveries'), 0) = 0 OR json_extract(o.state, '$.archivedAt') IS NOT NULL THEN 'none'
        ELSE coalesce((SELECT d.status FROM deliveries d WHERE d.key = 'dlv-' || substr(o.key, 5) || '-' || json_extract(o.state, '$.deliveries')),
            'pending') END
    || '/' || coalesce(json_extract(o.state, '$.quotes[#-1].chain'), '') || '/' || coalesce(json_extract(o.state, '$.quotes[#-1].token'), ''),
    substr('0000000000000000' || substr(coalesce(json_extract(o.state, '$.money'), '0'), 1,
        instr(coalesce(json_extract(o.state, '$.money'), '0') || '.', '.') - 1), -16)
    || substr(substr(coalesce(json_extract(o.state, '$.money'), '0'),
        instr(coalesce(json_extract(o.state, '$.money'), '0') || '.', '.') + 1) || '000000000000000000', 1, 18)
FROM orders o WHERE o.merchant IS NOT NULL AND o.created_at IS NOT NULL AND o.status IS NOT NULL;

CREATE TABLE order_list (
    merchant TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    key TEXT NOT NULL,
    facet TEXT NOT NULL,
    money TEXT NOT NULL,
    PRIMARY KEY (merchant, created_at, key)
) WITHOUT ROWID;

CREATE INDEX order_list_by_facet ON order_list (merchant, facet, created_at, key);

CREATE INDEX order_list_by_money ON order_list (merchant, money, created_at, key);

CREATE TRIGGER order_list_added AFTER INSERT ON order_list BEGIN
    INSERT INTO order_countings VALUES (NEW.merchant, NEW.created_at, NEW.facet, NEW.money, 1);
END;

CREATE TRIGGER order_list_changed AFTER UPDATE OF facet, money ON order_list WHEN OLD.facet <> NEW.facet OR OLD.money <> NEW.money BEGIN
    INSERT INTO order_countings VALUES (OLD.merchant, OLD.created_at, OLD.facet, OLD.money, -1);
    INSERT INTO order_countings VALUES (NEW.merchant, NEW.created_at, NEW.facet, NEW.money, 1);
END;

CREATE TRIGGER order_list_removed AFTER DELETE ON order_list BEGIN
    INSERT INTO order_countings VALUES (OLD.merchant, OLD.created_at, OLD.facet, OLD.money, -1);
END;

CREATE TABLE order_refunds (
    key TEXT NOT NULL PRIMARY KEY,
    order_key TEXT NOT NULL,
    merchant TEXT NOT NULL,
    refund_id TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    chain TEXT NULL,
    destination TEXT NULL,
    transfer_id TEXT NULL,
    block INTEGER NULL,
    provider TEXT NULL,
    charge TEXT NULL,
    ended_at INTEGER NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX order_refunds_awaited ON order_refunds (chain, destination) WHERE chain IS NOT NULL AND status IN ('requested', 'processing');

CREATE INDEX order_refunds_by_block ON order_refunds (chain, block) WHERE block IS NOT NULL;

CREATE INDEX order_refunds_by_charge ON order_refunds (charge) WHERE charge IS NOT NULL;

CREATE INDEX order_refunds_by_end ON order_refunds (provider, ended_at, key) WHERE ended_at IS NOT NULL;

CREATE INDEX order_refunds_by_merchant ON order_refunds (merchant, created_at, key);

CREATE INDEX order_refunds_failed ON order_refunds (merchant, created_at) WHERE status = 'failed';

CREATE INDEX order_refunds_open ON order_refunds (created_at) WHERE status IN ('requested', 'processing');

CREATE INDEX order_refunds_open_by_merchant ON order_refunds (merchant, provider)
WHERE provider IS NOT NULL AND status IN ('requested', 'processing');

CREATE UNIQUE INDEX order_refunds_transfer ON order_refunds (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE TABLE order_shares (
    key TEXT NOT NULL PRIMARY KEY,
    order_key TEXT NOT NULL,
    merchant TEXT NOT NULL,
    kind TEXT NOT NULL,
    provider TEXT NOT NULL,
    charge TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX order_shares_by_end ON order_shares (provider, ended_at, key) WHERE status = 'succeeded';

CREATE INDEX order_shares_by_merchant ON order_shares (merchant, created_at, key) WHERE kind = 'share';

CREATE INDEX order_shares_open ON order_shares (created_at) WHERE status IN ('requested', 'processing');

CREATE INDEX order_shares_open_by_merchant ON order_shares (merchant, provider) WHERE status IN ('requested', 'processing');

CREATE TABLE order_words (
    merchant TEXT NOT NULL,
    word TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (merchant, word, created_at, key)
) WITHOUT ROWID;

CREATE TABLE orders (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    shard TEXT GENERATED ALWAYS AS (substr(key, 5, 1)) VIRTUAL,
    merchant TEXT GENERATED ALWAYS AS (json_extract(state, '$.merchant')) VIRTUAL,
    status TEXT GENERATED ALWAYS AS (json_extract(state, '$.status')) VIRTUAL,
    created_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.createdAt')) VIRTUAL,
    wake_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.wakeAt')) VIRTUAL,
    pending_chain TEXT GENERATED ALWAYS AS (json_extract(state, '$.pendingChain')) VIRTUAL,
    pending_block INTEGER GENERATED ALWAYS AS (json_extract(state, '$.pendingBlock')) VIRTUAL,
    reserved_chain TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.chain')) VIRTUAL,
    reserved_address TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.address')) VIRTUAL,
    reserved_token TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.token')) VIRTUAL,
    reserved_units TEXT GENERATED ALWAYS AS (json_extract(state, '$.reservation.units')) VIRTUAL
);

CREATE INDEX orders_by_customer ON orders (merchant, (state -> 'terms' ->> 'customer'), created_at, key)
WHERE (state -> 'terms' ->> 'customer') IS NOT NULL;

CREATE INDEX orders_by_pay_link ON orders (merchant, (substr(state ->> 'number', 1, 18)), created_at, key)
WHERE substr(state ->> 'number', 1, 5) = 'link-';

CREATE INDEX orders_due ON orders (wake_at, shard) WHERE wake_at IS NOT NULL;

CREATE INDEX orders_of_users ON orders (key) WHERE (state -> 'terms' ->> 'user') IS NOT NULL;

CREATE UNIQUE INDEX orders_open_amount ON orders (reserved_address, reserved_token, reserved_units, reserved_chain) WHERE reserved_units IS NOT NULL;

CREATE INDEX orders_pending ON orders (pending_chain, pending_block) WHERE pending_block IS NOT NULL;

CREATE INDEX orders_pending_elsewhere ON orders (key) WHERE pending_block IS NOT NULL AND json_extract(state, '$.pendingElsewhere') IS NOT NULL;

CREATE INDEX orders_under_review ON orders (json_extract(state, '$.risk.openSince'), key)
WHERE json_extract(state, '$.risk.openSince') IS NOT NULL;

CREATE INDEX orders_under_review_by_merchant ON orders (merchant, json_extract(state, '$.risk.openSince'), key)
WHERE json_extract(state, '$.risk.openSince') IS NOT NULL;

CREATE INDEX orders_unpaid ON orders (merchant) WHERE status = 'pending';

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

CREATE TRIGGER orders_audited AFTER UPDATE OF state ON orders
WHEN json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (NEW.key, json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER orders_audited_first AFTER INSERT ON orders WHEN json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_marks (chain, merchant, mark)
    VALUES (NEW.key, json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.audit'));
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

CREATE TRIGGER orders_charged_first AFTER INSERT ON orders WHEN json_array_length(NEW.state, '$.charges') > 0 BEGIN
    INSERT INTO order_charges
        (reference, key, provider, provider_id, receipt, merchant, account, amount, currency, state, begun_at, paid_at)
    SELECT json_extract(value, '$.reference'), NEW.key, json_extract(value, '$.provider'), json_extract(value, '$.providerId'),
        json_extract(value, '$.receipt'), json_extract(NEW.state, '$.merchant'),
        coalesce(json_extract(value, '$.account'), 'installation'), json_extract(value, '$.amount'), json_extract(value, '$.currency'),
        json_extract(value, '$.state'), json_extract(value, '$.createdAt'), json_extract(value, '$.paidAt')
    FROM json_each(NEW.state, '$.charges');
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

CREATE TRIGGER orders_listed AFTER INSERT ON orders BEGIN
    INSERT INTO order_list (merchant, created_at, key, facet, money)
    SELECT merchant, created_at, key, facet, money FROM order_facets WHERE key = NEW.key;
END;

CREATE TRIGGER orders_logged AFTER UPDATE OF state ON orders
WHEN json_extract(NEW.state, '$.log') IS NOT json_extract(OLD.state, '$.log') BEGIN
    INSERT INTO payment_log (order_id, number, made_at, kind, note, charge)
    SELECT json_extract(NEW.state, '$.id'), json_extract(value, '$.number'), json_extract(value, '$.at'), json_extract(value, '$.kind'),
        json_extract(value, '$.text'), json_extract(value, '$.charge')
    FROM json_each(NEW.state, '$.log') WHERE true ON CONFLICT (order_id, number) DO NOTHING;
END;

CREATE TRIGGER orders_logged_first AFTER INSERT ON orders WHEN json_extract(NEW.state, '$.log') IS NOT NULL BEGIN
    INSERT INTO payment_log (order_id, number, made_at, kind, note, charge)
    SELECT json_extract(NEW.state, '$.id'), json_extract(value, '$.number'), json_extract(value, '$.at'), json_extract(value, '$.kind'),
        json_extract(value, '$.text'), json_extract(value, '$.charge')
    FROM json_each(NEW.state, '$.log') WHERE true ON CONFLICT (order_id, number) DO NOTHING;
END;

CREATE TRIGGER orders_moved AFTER UPDATE OF state ON orders
WHEN OLD.merchant IS NOT NEW.merchant OR OLD.created_at IS NOT NEW.created_at OR (OLD.status IS NULL) <> (NEW.status IS NULL)
BEGIN
    DELETE FROM order_list WHERE merchant = OLD.merchant AND created_at = OLD.created_at AND key = OLD.key;
    DELETE FROM order_list WHERE merchant = NEW.merchant AND created_at = NEW.created_at AND key = NEW.key;
    INSERT INTO order_list (merchant, created_at, key, facet, money)
    SELECT merchant, created_at, key, facet, money FROM order_facets WHERE key = NEW.key;
END;

CREATE TRIGGER orders_refunded AFTER UPDATE OF state ON orders
WHEN json_array_length(NEW.state, '$.refunds') > 0
    AND json_extract(OLD.state, '$.refunds') IS NOT json_extract(NEW.state, '$.refunds') BEGIN
    INSERT INTO order_refunds (key, order_key, merchant, refund_id, status, created_at, chain, destination, transfer_id, block, provider,
        charge, ended_at, state)
    SELECT NEW.key || '-' || printf('%02d', json_extract(value, '$.number')), NEW.key, json_extract(NEW.state, '$.merchant'),
        json_extract(value, '$.id'), json_extract(value, '$.status'), json_extract(value, '$.createdAt'), json_extract(value, '$.chain'),
        json_extract(value, '$.to'), json_extract(value, '$.transfer.id'), json_extract(value, '$.transfer.block'), json_extract(value, '$.provider'), json_extract(value, '$.charge'),
        json_extract(value, '$.endedAt'), value
    FROM json_each(NEW.state, '$.refunds') WHERE true
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, transfer_id = excluded.transfer_id, block = excluded.block,
        ended_at = excluded.ended_at, state = excluded.state
    WHERE order_refunds.state <> excluded.state;
END;

CREATE TRIGGER orders_relisted AFTER UPDATE OF state ON orders
WHEN json_extract(OLD.state, '$.status', '$.currency', '$.terms.face', '$.deliveries', '$.archivedAt', '$.money', '$.quotes[#-1].chain',
        '$.quotes[#-1].token', '$.transfers[0].transfer.id')
    IS NOT json_extract(NEW.state, '$.status', '$.currency', '$.terms.face', '$.deliveries', '$.archivedAt', '$.money', '$.quotes[#-1].chain',
        '$.quotes[#-1].token', '$.transfers[0].transfer.id')
BEGIN
    UPDATE order_list SET facet = f.facet, money = f.money FROM order_facets f
    WHERE f.key = NEW.key AND order_list.merchant = f.merchant AND order_list.created_at = f.created_at AND order_list.key = f.key;
END;

CREATE TRIGGER orders_reworded AFTER UPDATE OF state ON orders
WHEN OLD.merchant IS NOT NEW.merchant OR OLD.created_at IS NOT NEW.created_at
    OR json_extract(OLD.state, '$.quotes', '$.transfers', '$.sightings') IS NOT json_extract(NEW.state, '$.quotes', '$.transfers', '$.sightings')
BEGIN
    DELETE FROM order_words WHERE merchant = OLD.merchant AND created_at = OLD.created_at AND key = OLD.key AND word IN (
        SELECT json_extract(value, '$.address') FROM json_each(OLD.state, '$.quotes')
        UNION SELECT json_extract(value, '$.transfer.transaction') FROM json_each(OLD.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transfer.from') FROM json_each(OLD.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transaction') FROM json_each(OLD.state, '$.sightings'));
    INSERT INTO order_words (merchant, word, created_at, key)
    SELECT NEW.merchant, word, NEW.created_at, NEW.key FROM (
        SELECT json_extract(value, '$.address') AS word FROM json_each(NEW.state, '$.quotes')
        UNION SELECT json_extract(value, '$.transfer.transaction') FROM json_each(NEW.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transfer.from') FROM json_each(NEW.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transaction') FROM json_each(NEW.state, '$.sightings'))
    WHERE word <> '' AND NEW.merchant IS NOT NULL AND NEW.created_at IS NOT NULL;
END;

CREATE TRIGGER orders_shared AFTER UPDATE OF state ON orders
WHEN json_array_length(NEW.state, '$.shares') > 0
    AND (json_extract(OLD.state, '$.shares') IS NOT json_extract(NEW.state, '$.shares')
        OR json_extract(OLD.state, '$.shareReturns') IS NOT json_extract(NEW.state, '$.shareReturns')) BEGIN
    INSERT INTO order_shares (key, order_key, merchant, kind, provider, charge, status, created_at, ended_at, state)
    SELECT NEW.key || '-s' || printf('%04d', json_extract(value, '$.number')), NEW.key, json_extract(NEW.state, '$.merchant'), 'share',
        json_extract(value, '$.provider'), json_extract(value, '$.charge'), json_extract(value, '$.status'),
        json_extract(value, '$.createdAt'), json_extract(value, '$.endedAt'), value
    FROM json_each(NEW.state, '$.shares') WHERE true
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, ended_at = excluded.ended_at, state = excluded.state
    WHERE order_shares.state <> excluded.state;
    INSERT INTO order_shares (key, order_key, merchant, kind, provider, charge, status, created_at, ended_at, state)
    SELECT NEW.key || '-b' || printf('%04d', json_extract(value, '$.number')), NEW.key, json_extract(NEW.state, '$.merchant'), 'return',
        json_extract(value, '$.provider'), json_extract(value, '$.charge'), json_extract(value, '$.status'),
        json_extract(value, '$.createdAt'), json_extract(value, '$.endedAt'), value
    FROM json_each(NEW.state, '$.shareReturns') WHERE true
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, ended_at = excluded.ended_at, state = excluded.state
    WHERE order_shares.state <> excluded.state;
END;

CREATE TRIGGER orders_unlisted AFTER DELETE ON orders BEGIN
    DELETE FROM order_list WHERE merchant = OLD.merchant AND created_at = OLD.created_at AND key = OLD.key;
END;

CREATE TRIGGER orders_unworded AFTER DELETE ON orders BEGIN
    DELETE FROM order_words WHERE merchant = OLD.merchant AND created_at = OLD.created_at AND key = OLD.key AND word IN (
        SELECT json_extract(value, '$.address') FROM json_each(OLD.state, '$.quotes')
        UNION SELECT json_extract(value, '$.transfer.transaction') FROM json_each(OLD.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transfer.from') FROM json_each(OLD.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transaction') FROM json_each(OLD.state, '$.sightings'));
END;

CREATE TRIGGER orders_worded AFTER INSERT ON orders WHEN NEW.merchant IS NOT NULL AND NEW.created_at IS NOT NULL BEGIN
    INSERT INTO order_words (merchant, word, created_at, key)
    SELECT NEW.merchant, word, NEW.created_at, NEW.key FROM (
        SELECT json_extract(value, '$.address') AS word FROM json_each(NEW.state, '$.quotes')
        UNION SELECT json_extract(value, '$.transfer.transaction') FROM json_each(NEW.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transfer.from') FROM json_each(NEW.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transaction') FROM json_each(NEW.state, '$.sightings')) WHERE word <> '';
END;

CREATE TABLE payment_log (
    order_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    note TEXT NOT NULL,
    charge TEXT NULL,
    PRIMARY KEY (order_id, number)
) WITHOUT ROWID;

CREATE TABLE payouts (
    key TEXT NOT NULL PRIMARY KEY,
    merchant TEXT NOT NULL,
    payout_id TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;

CREATE UNIQUE INDEX payouts_by_id ON payouts (merchant, payout_id);

CREATE INDEX payouts_by_merchant ON payouts (merchant, created_at, key);

CREATE INDEX payouts_failed ON payouts (merchant, created_at) WHERE status = 'failed';

CREATE INDEX payouts_reviewed ON payouts (merchant, created_at) WHERE status = 'review';

CREATE INDEX payouts_under_review ON payouts (created_at, key) WHERE status = 'review';

CREATE INDEX payouts_unknown ON payouts (merchant, created_at) WHERE status = 'unknown';

CREATE VIEW pending_elsewhere (key, chain, block) AS
SELECT o.key, json_extract(e.value, '$.chain'), json_extract(e.value, '$.block')
FROM orders o, json_each(json_extract(o.state, '$.pendingElsewhere')) e
WHERE o.pending_block IS NOT NULL AND json_extract(o.state, '$.pendingElsewhere') IS NOT NULL;

CREATE TABLE protection_keys (
    name TEXT NOT NULL PRIMARY KEY,
    sealed_key TEXT NOT NULL
);

CREATE TABLE reconciliation_differences (
    id TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    entry TEXT NOT NULL,
    reference TEXT NOT NULL,
    merchant TEXT NULL,
    number TEXT NULL,
    our_amount TEXT NULL,
    our_currency TEXT NULL,
    our_state TEXT NULL,
    our_time BIGINT NULL,
    their_amount TEXT NULL,
    their_currency TEXT NULL,
    their_state TEXT NULL,
    their_time BIGINT NULL,
    their_fee TEXT NULL,
    settled_at BIGINT NULL,
    settled_reason TEXT NULL
);

CREATE INDEX reconciliation_differences_by_reference ON reconciliation_differences (reference, provider, account);

CREATE INDEX reconciliation_differences_of_account ON reconciliation_differences (account, day, id);

CREATE INDEX reconciliation_differences_of_run ON reconciliation_differences (provider, account, day, id);

CREATE INDEX reconciliation_differences_of_transfers ON reconciliation_differences (merchant, day, provider, account, id)
WHERE entry = 'transfer';

CREATE INDEX reconciliation_differences_open ON reconciliation_differences (provider, account, day)
WHERE settled_at IS NULL AND kind <> 'other_day';

CREATE TABLE reconciliation_runs (
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    done_at BIGINT NULL,
    first_tried_at BIGINT NOT NULL,
    tried_at BIGINT NOT NULL,
    trouble TEXT NULL,
    line_count BIGINT NOT NULL,
    foreign_count BIGINT NOT NULL,
    entry_count BIGINT NOT NULL,
    matched_count BIGINT NOT NULL,
    difference_count BIGINT NOT NULL,
    note TEXT NULL,
    PRIMARY KEY (provider, account, day)
);

CREATE INDEX reconciliation_runs_by_account ON reconciliation_runs (account, day, provider);

CREATE INDEX reconciliation_runs_by_day ON reconciliation_runs (day, provider, account);

CREATE TABLE reminders (
    grain_id TEXT NOT NULL,
    name TEXT NOT NULL,
    start_at BIGINT NOT NULL,
    period BIGINT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (grain_id, name)
);

CREATE TABLE risk_counters (
    key TEXT NOT NULL PRIMARY KEY,
    windows TEXT NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE INDEX risk_counters_by_end ON risk_counters (ends_at);

CREATE TABLE risk_decisions (
    id TEXT NOT NULL PRIMARY KEY,
    merchant TEXT NOT NULL,
    order_id TEXT NOT NULL,
    order_number TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    stage TEXT NOT NULL,
    outcome TEXT NOT NULL,
    rule TEXT NULL,
    rule_name TEXT NULL,
    by_installation BIGINT NOT NULL,
    measured TEXT NULL,
    rule_limit TEXT NULL,
    note TEXT NULL,
    times BIGINT NOT NULL
);

CREATE INDEX risk_decisions_by_age ON risk_decisions (made_at, id);

CREATE INDEX risk_decisions_by_merchant ON risk_decisions (merchant, made_at, id);

CREATE TABLE risk_list_items (
    list_id TEXT NOT NULL,
    edition BIGINT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (list_id, edition, item)
);

CREATE TABLE schema_versions (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE seen_transfers (
    id TEXT NOT NULL PRIMARY KEY,
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    order_id TEXT NULL,
    seen_at BIGINT NOT NULL
);

CREATE INDEX seen_transfers_by_address ON seen_transfers (chain, address, seen_at);

CREATE INDEX seen_transfers_by_age ON seen_transfers (seen_at);

CREATE TABLE sequences (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE settlements (
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    merchant TEXT NOT NULL,
    currency TEXT NOT NULL,
    payments BIGINT NOT NULL,
    gross TEXT NOT NULL,
    stated TEXT NOT NULL,
    fees TEXT NOT NULL,
    refund_count BIGINT NOT NULL,
    refunds TEXT NOT NULL,
    shares TEXT NULL,
    payout TEXT NULL,
    net TEXT NOT NULL,
    PRIMARY KEY (provider, account, day, merchant, currency)
);

CREATE INDEX settlements_by_day ON settlements (day, provider, account, merchant, currency);

CREATE INDEX settlements_by_merchant ON settlements (merchant, day, provider, account, currency);

CREATE TABLE unmatched_transfers (
    id TEXT NOT NULL PRIMARY KEY,
    chain TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL,
    units TEXT NOT NULL,
    sender TEXT NOT NULL,
    tx TEXT NOT NULL,
    block BIGINT NOT NULL,
    block_hash TEXT NOT NULL,
    block_time BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    assigned_order TEXT NULL
, meant_order TEXT NULL, reason TEXT NULL, cause TEXT NULL, candidates TEXT NULL, dismissed_at BIGINT NULL, note TEXT NULL, returned_at BIGINT NULL, decided_by TEXT NULL);

CREATE INDEX unmatched_transfers_assigned ON unmatched_transfers (assigned_order) WHERE assigned_order IS NOT NULL;

CREATE INDEX unmatched_transfers_dismissed ON unmatched_transfers (chain, address, seen_at, id) WHERE assigned_order IS NULL AND dismissed_at IS NOT NULL;

CREATE INDEX unmatched_transfers_lately ON unmatched_transfers (seen_at, id) WHERE assigned_order IS NULL AND dismissed_at IS NULL;

CREATE INDEX unmatched_transfers_unassigned ON unmatched_transfers (chain, address, seen_at, id) WHERE assigned_order IS NULL AND dismissed_at IS NULL;

CREATE TABLE user_entries (
    merchant TEXT NOT NULL,
    user_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    entry_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount TEXT NOT NULL,
    from_account TEXT NOT NULL,
    to_account TEXT NOT NULL,
    available TEXT NOT NULL,
    held TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    order_id TEXT NULL,
    about_key TEXT NULL,
    expires_at INTEGER NULL,
    note TEXT NULL,
    PRIMARY KEY (merchant, user_id, currency, sequence)
) WITHOUT ROWID;

CREATE UNIQUE INDEX user_entries_key ON user_entries (merchant, user_id, entry_key);

CREATE INDEX user_entries_reversals ON user_entries (merchant, user_id, about_key, amount, kind) WHERE kind = 'reversal';

CREATE TABLE user_wallets (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    shard TEXT GENERATED ALWAYS AS (substr(key, 5, 1)) VIRTUAL,
    wake_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.wakeAt')) VIRTUAL
);

CREATE INDEX user_wallets_due ON user_wallets (wake_at, shard) WHERE wake_at IS NOT NULL;

CREATE TRIGGER user_wallets_begun AFTER INSERT ON user_wallets
BEGIN
    INSERT INTO user_entries (merchant, user_id, currency, sequence, entry_key, kind, amount, from_account, to_account, available, held,
        made_at, order_id, about_key, expires_at, note)
    SELECT json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.user'), json_extract(value, '$.currency'),
        json_extract(value, '$.sequence'), json_extract(value, '$.key'), json_extract(value, '$.kind'), json_extract(value, '$.amount'),
        json_extract(value, '$.from'), json_extract(value, '$.to'), json_extract(value, '$.available'), json_extract(value, '$.held'),
        json_extract(value, '$.at'), json_extract(value, '$.order'), json_extract(value, '$.about'), json_extract(value, '$.expiresAt'),
        json_extract(value, '$.text')
    FROM json_each(NEW.state, '$.entries');
END;

CREATE TRIGGER user_wallets_changed AFTER UPDATE OF state ON user_wallets
BEGIN
    INSERT INTO user_entries (merchant, user_id, currency, sequence, entry_key, kind, amount, from_account, to_account, available, held,
        made_at, order_id, about_key, expires_at, note)
    SELECT json_extract(NEW.state, '$.merchant'), json_extract(NEW.state, '$.user'), json_extract(value, '$.currency'),
        json_extract(value, '$.sequence'), json_extract(value, '$.key'), json_extract(value, '$.kind'), json_extract(value, '$.amount'),
        json_extract(value, '$.from'), json_extract(value, '$.to'), json_extract(value, '$.available'), json_extract(value, '$.held'),
        json_extract(value, '$.at'), json_extract(value, '$.order'), json_extract(value, '$.about'), json_extract(value, '$.expiresAt'),
        json_extract(value, '$.text')
    FROM json_each(NEW.state, '$.entries');
END;

CREATE TABLE wallet_addresses (
    key TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    chain TEXT GENERATED ALWAYS AS (json_extract(state, '$.chain')) VIRTUAL,
    address TEXT GENERATED ALWAYS AS (json_extract(state, '$.address')) VIRTUAL,
    registered_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.registeredAt')) VIRTUAL
, owner TEXT GENERATED ALWAYS AS (json_extract(state, '$.owner')) VIRTUAL, takes_coin INTEGER GENERATED ALWAYS AS (CASE WHEN json_extract(state, '$.takesCoin') = 0 THEN 0 ELSE 1 END) VIRTUAL, derived_key TEXT GENERATED ALWAYS AS (json_extract(state, '$.allotment.key')) VIRTUAL, derived_index INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.index')) VIRTUAL, derived_order TEXT GENERATED ALWAYS AS (json_extract(state, '$.allotment.order')) VIRTUAL, held_until INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.until')) VIRTUAL, watch_until INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.watchUntil')) VIRTUAL, paid_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.paidAt')) VIRTUAL, sighted_at INTEGER GENERATED ALWAYS AS (json_extract(state, '$.allotment.sightedAt')) VIRTUAL) WITHOUT ROWID;

CREATE UNIQUE INDEX wallet_addresses_by_address ON wallet_addresses (chain, address);

CREATE INDEX wallet_addresses_by_order ON wallet_addresses (chain, derived_key, derived_order) WHERE derived_order IS NOT NULL;

CREATE INDEX wallet_addresses_by_owner ON wallet_addresses (owner, chain, address) WHERE owner IS NOT NULL;

CREATE UNIQUE INDEX wallet_addresses_derived ON wallet_addresses (chain, derived_key, derived_index) WHERE derived_key IS NOT NULL;

CREATE INDEX wallet_addresses_free ON wallet_addresses (chain, derived_key, held_until) WHERE derived_key IS NOT NULL AND paid_at IS NULL AND sighted_at IS NULL;

CREATE INDEX wallet_addresses_in_coin ON wallet_addresses (chain) WHERE takes_coin = 1;

CREATE INDEX wallet_addresses_paid ON wallet_addresses (chain, derived_key, derived_index) WHERE paid_at IS NOT NULL;

CREATE INDEX wallet_addresses_registered ON wallet_addresses (chain, registered_at);

CREATE INDEX wallet_addresses_watched ON wallet_addresses (chain, watch_until);

CREATE TRIGGER wallet_addresses_audited AFTER UPDATE OF state ON wallet_addresses
WHEN json_extract(NEW.state, '$.audit.number') IS NOT NULL
    AND json_extract(NEW.state, '$.audit.number') IS NOT json_extract(OLD.state, '$.audit.number') BEGIN
    INSERT INTO audit_marks (chain, merchant, mark) VALUES (NEW.key, '', json_extract(NEW.state, '$.audit'));
END;

CREATE TRIGGER wallet_addresses_audited_first AFTER INSERT ON wallet_addresses WHEN json_extract(NEW.state, '$.audit') IS NOT NULL BEGIN
    INSERT INTO audit_marks (chain, merchant, mark) VALUES (NEW.key, '', json_extract(NEW.state, '$.audit'));
END;
