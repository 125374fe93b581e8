-- The log of orders' payments at providers. An order's row carries its newest lines, and triggers copy them here in the order's own
-- transaction; a line that was copied before is the same.
CREATE TABLE payment_log (
    order_id text NOT NULL,
    number bigint NOT NULL,
    made_at bigint NOT NULL,
    kind text NOT NULL,
    note text NOT NULL,
    charge text NULL,
    PRIMARY KEY (order_id, number)
);

CREATE FUNCTION payments_log_order() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO payment_log (order_id, number, made_at, kind, note, charge)
    SELECT NEW.state ->> 'id', (l.value ->> 'number')::bigint, (l.value ->> 'at')::bigint, l.value ->> 'kind', l.value ->> 'text',
        l.value ->> 'charge'
    FROM jsonb_array_elements(NEW.state -> 'log') AS l(value)
    ON CONFLICT (order_id, number) DO NOTHING;
    RETURN NULL;
END
$body$;

CREATE TRIGGER orders_logged_first AFTER INSERT ON orders FOR EACH ROW
WHEN (NEW.state -> 'log' IS NOT NULL) EXECUTE FUNCTION payments_log_order();

CREATE TRIGGER orders_logged AFTER UPDATE OF state ON orders FOR EACH ROW
WHEN (NEW.state -> 'log' IS DISTINCT FROM OLD.state -> 'log') EXECUTE FUNCTION payments_log_order();
