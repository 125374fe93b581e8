-- Counters of days (span 2), by which a month is told from a hundredth of the counters of quarters of an hour.
DROP TRIGGER order_countings_taken;

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

INSERT INTO order_counts (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
SELECT merchant, 2, slot / 96, facet, lane, sum(orders), sum(whole), sum(billionths), sum(rest)
FROM order_counts WHERE span = 1 GROUP BY merchant, slot / 96, facet, lane;
