-- Counters of days (span 2), by which a month is told from a hundredth of the counters of quarters of an hour.
-- Whoever writes orders meanwhile waits, so that none is counted in the one way alone.
LOCK TABLE order_list IN SHARE ROW EXCLUSIVE MODE;

CREATE OR REPLACE FUNCTION payments_count_orders()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO order_counts AS c (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
        SELECT n.merchant, place.span, place.slot, n.facet, pg_backend_pid() % 64, count(*), sum(substr(n.money, 1, 16)::bigint),
            sum(substr(n.money, 17, 9)::bigint), sum(substr(n.money, 26)::bigint)
        FROM fresh n,
            LATERAL (VALUES (0, n.created_at / 691200000), (1, n.created_at / 900000), (2, n.created_at / 86400000)) AS place(span, slot)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (merchant, span, slot, facet, lane) DO UPDATE SET
            orders = c.orders + excluded.orders, whole = c.whole + excluded.whole,
            billionths = c.billionths + excluded.billionths, rest = c.rest + excluded.rest;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO order_counts AS c (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
        SELECT n.merchant, place.span, place.slot, n.facet, pg_backend_pid() % 64, -count(*), -sum(substr(n.money, 1, 16)::bigint),
            -sum(substr(n.money, 17, 9)::bigint), -sum(substr(n.money, 26)::bigint)
        FROM stale n,
            LATERAL (VALUES (0, n.created_at / 691200000), (1, n.created_at / 900000), (2, n.created_at / 86400000)) AS place(span, slot)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (merchant, span, slot, facet, lane) DO UPDATE SET
            orders = c.orders + excluded.orders, whole = c.whole + excluded.whole,
            billionths = c.billionths + excluded.billionths, rest = c.rest + excluded.rest;
    ELSE
        INSERT INTO order_counts AS c (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
        SELECT n.merchant, place.span, place.slot, n.facet, pg_backend_pid() % 64, sum(n.change),
            sum(n.change * substr(n.money, 1, 16)::bigint), sum(n.change * substr(n.money, 17, 9)::bigint),
            sum(n.change * substr(n.money, 26)::bigint)
        FROM (SELECT merchant, created_at, facet, money, -1 AS change FROM stale
                UNION ALL SELECT merchant, created_at, facet, money, 1 FROM fresh) n,
            LATERAL (VALUES (0, n.created_at / 691200000), (1, n.created_at / 900000), (2, n.created_at / 86400000)) AS place(span, slot)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (merchant, span, slot, facet, lane) DO UPDATE SET
            orders = c.orders + excluded.orders, whole = c.whole + excluded.whole,
            billionths = c.billionths + excluded.billionths, rest = c.rest + excluded.rest;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM order_counts c USING stale n,
            LATERAL (VALUES (0, n.created_at / 691200000), (1, n.created_at / 900000), (2, n.created_at / 86400000)) AS place(span, slot)
        WHERE c.merchant = n.merchant AND c.span = place.span AND c.slot = place.slot AND c.facet = n.facet
            AND c.lane = pg_backend_pid() % 64 AND c.orders = 0 AND c.whole = 0 AND c.billionths = 0 AND c.rest = 0;
    END IF;
    RETURN NULL;
END
$body$;

INSERT INTO order_counts (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
SELECT merchant, 2, slot / 96, facet, lane, sum(orders), sum(whole), sum(billionths), sum(rest)
FROM order_counts WHERE span = 1 GROUP BY merchant, slot / 96, facet, lane;
