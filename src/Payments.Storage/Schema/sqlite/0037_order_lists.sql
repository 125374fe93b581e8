-- Lists of a merchant's orders. What is filtered by exactly is one text, the facet: status, currency, face, callback, chain and token. An order
-- has one facet at a time and a merchant some dozens, so one index serves every combination of these filters, and counters by facet
-- tell totals. All of it follows from the rows of orders and deliveries; triggers write it in their transaction.
CREATE TABLE order_list (
    merchant TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    key TEXT NOT NULL,
    facet TEXT NOT NULL,
    money TEXT NOT NULL,
    PRIMARY KEY (merchant, created_at, key)
) WITHOUT ROWID;

-- Span 0 counts by 8 days, span 1 by quarters of an hour: which quarter holds the n-th order is known without walking to it. Sums of money
-- are in three parts of 18 decimals, so that none is rounded. Lanes keep the writers of several processes apart; here there is one.
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

-- Money has 16 digits before the point and 18 behind it, without the point: as text it compares as numbers do.
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

INSERT INTO order_list (merchant, created_at, key, facet, money)
SELECT merchant, created_at, key, facet, money FROM order_facets ORDER BY merchant, created_at, key;

CREATE INDEX order_list_by_facet ON order_list (merchant, facet, created_at, key);
CREATE INDEX order_list_by_money ON order_list (merchant, money, created_at, key);

INSERT INTO order_counts (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
SELECT merchant, span, CASE span WHEN 0 THEN created_at / 691200000 ELSE created_at / 900000 END AS slot, facet, 0, count(*),
    sum(CAST(substr(money, 1, 16) AS INTEGER)), sum(CAST(substr(money, 17, 9) AS INTEGER)), sum(CAST(substr(money, 26) AS INTEGER))
FROM order_list, (SELECT 0 AS span UNION ALL SELECT 1) GROUP BY 1, 2, 3, 4;

-- Counting is written once: what is inserted here is added to the counters, or taken off them.
CREATE VIEW order_countings (merchant, created_at, facet, money, orders) AS SELECT '', 0, '', '', 0 WHERE false;

CREATE TRIGGER order_countings_taken INSTEAD OF INSERT ON order_countings BEGIN
    INSERT INTO order_counts (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
    SELECT NEW.merchant, span, slot, NEW.facet, 0, NEW.orders, NEW.orders * CAST(substr(NEW.money, 1, 16) AS INTEGER),
        NEW.orders * CAST(substr(NEW.money, 17, 9) AS INTEGER), NEW.orders * CAST(substr(NEW.money, 26) AS INTEGER)
    FROM (SELECT 0 AS span, NEW.created_at / 691200000 AS slot UNION ALL SELECT 1, NEW.created_at / 900000) WHERE true
    ON CONFLICT (merchant, span, slot, facet, lane) DO UPDATE SET orders = orders + excluded.orders, whole = whole + excluded.whole,
        billionths = billionths + excluded.billionths, rest = rest + excluded.rest;
    DELETE FROM order_counts WHERE NEW.orders < 0 AND merchant = NEW.merchant AND span = 0 AND slot = NEW.created_at / 691200000
        AND facet = NEW.facet AND lane = 0 AND orders = 0;
    DELETE FROM order_counts WHERE NEW.orders < 0 AND merchant = NEW.merchant AND span = 1 AND slot = NEW.created_at / 900000
        AND facet = NEW.facet AND lane = 0 AND orders = 0;
END;

CREATE TRIGGER order_list_added AFTER INSERT ON order_list BEGIN
    INSERT INTO order_countings VALUES (NEW.merchant, NEW.created_at, NEW.facet, NEW.money, 1);
END;

CREATE TRIGGER order_list_removed AFTER DELETE ON order_list BEGIN
    INSERT INTO order_countings VALUES (OLD.merchant, OLD.created_at, OLD.facet, OLD.money, -1);
END;

CREATE TRIGGER order_list_changed AFTER UPDATE OF facet, money ON order_list WHEN OLD.facet <> NEW.facet OR OLD.money <> NEW.money BEGIN
    INSERT INTO order_countings VALUES (OLD.merchant, OLD.created_at, OLD.facet, OLD.money, -1);
    INSERT INTO order_countings VALUES (NEW.merchant, NEW.created_at, NEW.facet, NEW.money, 1);
END;

CREATE TRIGGER orders_listed AFTER INSERT ON orders BEGIN
    INSERT INTO order_list (merchant, created_at, key, facet, money)
    SELECT merchant, created_at, key, facet, money FROM order_facets WHERE key = NEW.key;
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

-- No order changes its merchant or its beginning; a row that is repaired by hand may.
CREATE TRIGGER orders_moved AFTER UPDATE OF state ON orders
WHEN OLD.merchant IS NOT NEW.merchant OR OLD.created_at IS NOT NEW.created_at OR (OLD.status IS NULL) <> (NEW.status IS NULL)
BEGIN
    DELETE FROM order_list WHERE merchant = OLD.merchant AND created_at = OLD.created_at AND key = OLD.key;
    DELETE FROM order_list WHERE merchant = NEW.merchant AND created_at = NEW.created_at AND key = NEW.key;
    INSERT INTO order_list (merchant, created_at, key, facet, money)
    SELECT merchant, created_at, key, facet, money FROM order_facets WHERE key = NEW.key;
END;

CREATE TRIGGER orders_unlisted AFTER DELETE ON orders BEGIN
    DELETE FROM order_list WHERE merchant = OLD.merchant AND created_at = OLD.created_at AND key = OLD.key;
END;

-- A callback is made pending, which its order's facet tells before; only one that is imported is something else at once.
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

-- What it was for is in the list now.
DROP INDEX orders_by_merchant;
