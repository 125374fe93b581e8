-- Lists of a merchant's orders. What is filtered by exactly is one text, the facet: status, currency, face, callback, chain and token. An order
-- has one facet at a time and a merchant some dozens, so one index serves every combination of these filters, and counters by facet
-- tell totals. All of it follows from the rows of orders and deliveries; triggers write it in their transaction.
CREATE TABLE order_list (
    merchant text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    key text NOT NULL,
    facet text COLLATE "C" NOT NULL,
    money text COLLATE "C" NOT NULL,
    PRIMARY KEY (merchant, created_at, key)
);

-- Span 0 counts by 8 days, span 1 by quarters of an hour: which quarter holds the n-th order is known without walking to it. Sums of money
-- are in three parts of 18 decimals, so that none is rounded. Each connection that writes counts in a lane of its own: several processes
-- that write one merchant's orders do not wait for each other, and a counter is the sum of its lanes.
CREATE TABLE order_counts (
    merchant text COLLATE "C" NOT NULL,
    span integer NOT NULL,
    slot bigint NOT NULL,
    facet text COLLATE "C" NOT NULL,
    lane integer NOT NULL,
    orders bigint NOT NULL,
    whole bigint NOT NULL,
    billionths bigint NOT NULL,
    rest bigint NOT NULL,
    PRIMARY KEY (merchant, span, slot, facet, lane)
) WITH (fillfactor = 70);

-- Money has 16 digits before the point and 18 behind it, without the point: as text it compares as numbers do.
CREATE FUNCTION payments_money(p_state jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT lpad(split_part(coalesce(p_state ->> 'money', '0'), '.', 1), 16, '0')
        || rpad(split_part(coalesce(p_state ->> 'money', '0'), '.', 2), 18, '0')
$body$;

CREATE FUNCTION payments_facet(p_key text, p_state jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $body$
DECLARE
    v_status text := p_state ->> 'status';
    v_callback text := 'none';
BEGIN
    IF v_status = 'detected' AND p_state #> '{transfers,0}' IS NULL THEN v_status := 'sighted'; END IF;
    IF coalesce(p_state ->> 'deliveries', '0') <> '0' AND p_state ->> 'archivedAt' IS NULL THEN
        v_callback := coalesce((SELECT d.status FROM deliveries d
            WHERE d.key = 'dlv-' || substr(p_key, 5) || '-' || (p_state ->> 'deliveries')), 'pending');
    END IF;
    RETURN v_status || '/' || coalesce(p_state ->> 'currency', '') || '/' || coalesce(p_state #>> '{terms,face}', '') || '/' || v_callback
        || '/' || coalesce(p_state #>> '{quotes,-1,chain}', '') || '/' || coalesce(p_state #>> '{quotes,-1,token}', '');
END
$body$;

-- What follows writes to a table that its triggers are made for in the same transaction, so that no order is missed or taken twice; writers
-- wait for as long as it takes.
LOCK TABLE orders, deliveries IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO order_list (merchant, created_at, key, facet, money)
SELECT merchant, created_at, key, payments_facet(key, state), payments_money(state) FROM orders
WHERE merchant IS NOT NULL AND created_at IS NOT NULL AND status IS NOT NULL;

CREATE INDEX order_list_by_facet ON order_list (merchant, facet, created_at, key);
CREATE INDEX order_list_by_money ON order_list (merchant, money, created_at, key);

INSERT INTO order_counts (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
SELECT merchant, span, slot, facet, 0, count(*), sum(substr(money, 1, 16)::bigint),
    sum(substr(money, 17, 9)::bigint), sum(substr(money, 26)::bigint)
FROM order_list, LATERAL (VALUES (0, created_at / 691200000), (1, created_at / 900000)) AS place(span, slot) GROUP BY 1, 2, 3, 4;

-- Counters follow the list. They are taken in one order, so that two statements never wait for each other in a ring.
CREATE FUNCTION payments_count_orders() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO order_counts AS c (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
        SELECT n.merchant, place.span, place.slot, n.facet, pg_backend_pid() % 64, count(*), sum(substr(n.money, 1, 16)::bigint),
            sum(substr(n.money, 17, 9)::bigint), sum(substr(n.money, 26)::bigint)
        FROM fresh n, LATERAL (VALUES (0, n.created_at / 691200000), (1, n.created_at / 900000)) AS place(span, slot)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (merchant, span, slot, facet, lane) DO UPDATE SET orders = c.orders + excluded.orders, whole = c.whole + excluded.whole,
            billionths = c.billionths + excluded.billionths, rest = c.rest + excluded.rest;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO order_counts AS c (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
        SELECT n.merchant, place.span, place.slot, n.facet, pg_backend_pid() % 64, -count(*), -sum(substr(n.money, 1, 16)::bigint),
            -sum(substr(n.money, 17, 9)::bigint), -sum(substr(n.money, 26)::bigint)
        FROM stale n, LATERAL (VALUES (0, n.created_at / 691200000), (1, n.created_at / 900000)) AS place(span, slot)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (merchant, span, slot, facet, lane) DO UPDATE SET orders = c.orders + excluded.orders, whole = c.whole + excluded.whole,
            billionths = c.billionths + excluded.billionths, rest = c.rest + excluded.rest;
    ELSE
        INSERT INTO order_counts AS c (merchant, span, slot, facet, lane, orders, whole, billionths, rest)
        SELECT n.merchant, place.span, place.slot, n.facet, pg_backend_pid() % 64, sum(n.change), sum(n.change * substr(n.money, 1, 16)::bigint),
            sum(n.change * substr(n.money, 17, 9)::bigint), sum(n.change * substr(n.money, 26)::bigint)
        FROM (SELECT merchant, created_at, facet, money, -1 AS change FROM stale UNION ALL SELECT merchant, created_at, facet, money, 1 FROM fresh) n,
            LATERAL (VALUES (0, n.created_at / 691200000), (1, n.created_at / 900000)) AS place(span, slot)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (merchant, span, slot, facet, lane) DO UPDATE SET orders = c.orders + excluded.orders, whole = c.whole + excluded.whole,
            billionths = c.billionths + excluded.billionths, rest = c.rest + excluded.rest;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM order_counts c USING stale n, LATERAL (VALUES (0, n.created_at / 691200000), (1, n.created_at / 900000)) AS place(span, slot)
        WHERE c.merchant = n.merchant AND c.span = place.span AND c.slot = place.slot AND c.facet = n.facet AND c.lane = pg_backend_pid() % 64
            AND c.orders = 0 AND c.whole = 0 AND c.billionths = 0 AND c.rest = 0;
    END IF;
    RETURN NULL;
END
$body$;

CREATE TRIGGER order_list_added AFTER INSERT ON order_list REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION payments_count_orders();
CREATE TRIGGER order_list_removed AFTER DELETE ON order_list REFERENCING OLD TABLE AS stale
FOR EACH STATEMENT EXECUTE FUNCTION payments_count_orders();
CREATE TRIGGER order_list_changed AFTER UPDATE ON order_list REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION payments_count_orders();

-- Tells anew what orders are listed as. The callbacks of an order are written beside it: whoever comes second waits for the first and then
-- reads both rows, so that what the first wrote is not taken back.
CREATE FUNCTION payments_relist(p_keys text[]) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM 1 FROM orders o JOIN order_list l ON l.merchant = o.merchant AND l.created_at = o.created_at AND l.key = o.key
    WHERE o.key = ANY (p_keys) ORDER BY l.key FOR UPDATE OF l;
    UPDATE order_list l SET facet = payments_facet(o.key, o.state), money = payments_money(o.state) FROM orders o
    WHERE o.key = ANY (p_keys) AND l.merchant = o.merchant AND l.created_at = o.created_at AND l.key = o.key;
END
$body$;

CREATE FUNCTION payments_list_orders() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    v_listed bigint;
    v_changed text[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT count(*), array_agg(n.key) FILTER (WHERE l.facet <> payments_facet(n.key, n.state) OR l.money <> payments_money(n.state))
        INTO v_listed, v_changed
        FROM fresh n JOIN order_list l ON l.merchant = n.merchant AND l.created_at = n.created_at AND l.key = n.key WHERE n.status IS NOT NULL;
        IF v_listed = (SELECT count(*) FROM stale WHERE merchant IS NOT NULL AND created_at IS NOT NULL AND status IS NOT NULL)
            AND v_listed = (SELECT count(*) FROM fresh WHERE merchant IS NOT NULL AND created_at IS NOT NULL AND status IS NOT NULL) THEN
            IF v_changed IS NOT NULL THEN PERFORM payments_relist(v_changed); END IF;
            RETURN NULL;
        END IF;
        -- No order changes its merchant or its beginning; a row that is repaired by hand may. Then all of the statement are listed anew.
    END IF;
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM order_list l USING stale o WHERE l.merchant = o.merchant AND l.created_at = o.created_at AND l.key = o.key;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO order_list (merchant, created_at, key, facet, money)
        SELECT merchant, created_at, key, payments_facet(key, state), payments_money(state) FROM fresh
        WHERE merchant IS NOT NULL AND created_at IS NOT NULL AND status IS NOT NULL;
    END IF;
    RETURN NULL;
END
$body$;

CREATE FUNCTION payments_list_callback() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM payments_relist(ARRAY['ord-' || (NEW.state ->> 'order')]);
    RETURN NULL;
END
$body$;

CREATE TRIGGER orders_listed AFTER INSERT ON orders REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION payments_list_orders();
CREATE TRIGGER orders_relisted AFTER UPDATE ON orders REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION payments_list_orders();
CREATE TRIGGER orders_unlisted AFTER DELETE ON orders REFERENCING OLD TABLE AS stale
FOR EACH STATEMENT EXECUTE FUNCTION payments_list_orders();

-- A callback is made pending, which its order's facet tells before; only one that is imported is something else at once.
CREATE TRIGGER deliveries_listed AFTER INSERT ON deliveries FOR EACH ROW WHEN (NEW.status <> 'pending')
EXECUTE FUNCTION payments_list_callback();
CREATE TRIGGER deliveries_relisted AFTER UPDATE OF state ON deliveries FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status)
EXECUTE FUNCTION payments_list_callback();

-- Statements find rows by their keys, however few there were when they were planned.
DO $make$
DECLARE
    v_function text;
    v_setting text;
BEGIN
    FOREACH v_function IN ARRAY ARRAY['payments_count_orders()', 'payments_list_orders()', 'payments_relist(text[])'] LOOP
        FOREACH v_setting IN ARRAY ARRAY['plan_cache_mode = force_generic_plan', 'enable_seqscan = off', 'enable_hashjoin = off',
            'enable_mergejoin = off'] LOOP
            EXECUTE format('ALTER FUNCTION %s SET %s', v_function, v_setting);
        END LOOP;
    END LOOP;
END
$make$;

-- What it was for is in the list now.
DROP INDEX orders_by_merchant;
