-- The log of orders' payments at providers. An order's row carries its newest lines, and triggers copy them here in the order's own
-- transaction; a line that was copied before is the same.
CREATE TABLE payment_log (
    order_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    note TEXT NOT NULL,
    charge TEXT NULL,
    PRIMARY KEY (order_id, number)
) WITHOUT ROWID;

CREATE TRIGGER orders_logged_first AFTER INSERT ON orders WHEN json_extract(NEW.state, '$.log') IS NOT NULL BEGIN
    INSERT INTO payment_log (order_id, number, made_at, kind, note, charge)
    SELECT json_extract(NEW.state, '$.id'), json_extract(value, '$.number'), json_extract(value, '$.at'), json_extract(value, '$.kind'),
        json_extract(value, '$.text'), json_extract(value, '$.charge')
    FROM json_each(NEW.state, '$.log') WHERE true ON CONFLICT (order_id, number) DO NOTHING;
END;

CREATE TRIGGER orders_logged AFTER UPDATE OF state ON orders
WHEN json_extract(NEW.state, '$.log') IS NOT json_extract(OLD.state, '$.log') BEGIN
    INSERT INTO payment_log (order_id, number, made_at, kind, note, charge)
    SELECT json_extract(NEW.state, '$.id'), json_extract(value, '$.number'), json_extract(value, '$.at'), json_extract(value, '$.kind'),
        json_extract(value, '$.text'), json_extract(value, '$.charge')
    FROM json_each(NEW.state, '$.log') WHERE true ON CONFLICT (order_id, number) DO NOTHING;
END;
