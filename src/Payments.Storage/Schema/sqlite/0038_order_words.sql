-- What an order is found by beside its id and its number, which are its key: the addresses at which it asked for money, its transactions and
-- their senders. Words follow from the order's row; triggers write them in its transaction.
CREATE TABLE order_words (
    merchant TEXT NOT NULL,
    word TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (merchant, word, created_at, key)
) WITHOUT ROWID;

INSERT INTO order_words (merchant, word, created_at, key)
SELECT o.merchant, w.value, o.created_at, o.key FROM orders o, json_tree(o.state) w
WHERE o.merchant IS NOT NULL AND o.created_at IS NOT NULL AND w.atom IS NOT NULL AND w.value <> ''
    AND (w.key = 'address' AND w.path LIKE '$.quotes[%]' OR w.key = 'transaction' AND w.path LIKE '$.sightings[%]'
        OR w.key IN ('transaction', 'from') AND w.path LIKE '$.transfers[%].transfer')
GROUP BY 1, 2, 3, 4;

CREATE TRIGGER orders_worded AFTER INSERT ON orders WHEN NEW.merchant IS NOT NULL AND NEW.created_at IS NOT NULL BEGIN
    INSERT INTO order_words (merchant, word, created_at, key)
    SELECT NEW.merchant, word, NEW.created_at, NEW.key FROM (
        SELECT json_extract(value, '$.address') AS word FROM json_each(NEW.state, '$.quotes')
        UNION SELECT json_extract(value, '$.transfer.transaction') FROM json_each(NEW.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transfer.from') FROM json_each(NEW.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transaction') FROM json_each(NEW.state, '$.sightings')) WHERE word <> '';
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

CREATE TRIGGER orders_unworded AFTER DELETE ON orders BEGIN
    DELETE FROM order_words WHERE merchant = OLD.merchant AND created_at = OLD.created_at AND key = OLD.key AND word IN (
        SELECT json_extract(value, '$.address') FROM json_each(OLD.state, '$.quotes')
        UNION SELECT json_extract(value, '$.transfer.transaction') FROM json_each(OLD.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transfer.from') FROM json_each(OLD.state, '$.transfers')
        UNION SELECT json_extract(value, '$.transaction') FROM json_each(OLD.state, '$.sightings'));
END;
