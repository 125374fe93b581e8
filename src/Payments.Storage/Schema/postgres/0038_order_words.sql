-- What an order is found by beside its id and its number, which are its key: the addresses at which it asked for money, its transactions and
-- their senders. Words follow from the order's row; triggers write them in its transaction.
CREATE TABLE order_words (
    merchant text COLLATE "C" NOT NULL,
    word text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    key text NOT NULL,
    PRIMARY KEY (merchant, word, created_at, key)
);

CREATE FUNCTION payments_words(p_state jsonb) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT DISTINCT found #>> '{}' FROM (
        SELECT jsonb_path_query(p_state, '$.quotes[*].address') UNION ALL SELECT jsonb_path_query(p_state, '$.transfers[*].transfer.transaction')
        UNION ALL SELECT jsonb_path_query(p_state, '$.transfers[*].transfer.from') UNION ALL SELECT jsonb_path_query(p_state, '$.sightings[*].transaction')
    ) AS every (found) WHERE jsonb_typeof(found) = 'string' AND found <> '""'
$body$;

LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO order_words (merchant, word, created_at, key)
SELECT merchant, word, created_at, key FROM orders, payments_words(state) AS named (word) WHERE merchant IS NOT NULL AND created_at IS NOT NULL;

CREATE FUNCTION payments_word_orders() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO order_words (merchant, word, created_at, key)
    SELECT merchant, word, created_at, key FROM fresh, payments_words(state) AS named (word)
    WHERE merchant IS NOT NULL AND created_at IS NOT NULL;
    RETURN NULL;
END
$body$;

CREATE FUNCTION payments_reword_order() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $body$
BEGIN
    DELETE FROM order_words WHERE merchant = OLD.merchant AND created_at = OLD.created_at AND key = OLD.key
        AND word = ANY (ARRAY(SELECT payments_words(OLD.state)));
    IF TG_OP = 'UPDATE' AND NEW.merchant IS NOT NULL AND NEW.created_at IS NOT NULL THEN
        INSERT INTO order_words (merchant, word, created_at, key) SELECT NEW.merchant, word, NEW.created_at, NEW.key
        FROM payments_words(NEW.state) AS named (word);
    END IF;
    RETURN NULL;
END
$body$;

CREATE TRIGGER orders_worded AFTER INSERT ON orders REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION payments_word_orders();
CREATE TRIGGER orders_reworded AFTER UPDATE OF state ON orders FOR EACH ROW
WHEN ((jsonb_path_query_array(OLD.state, '$.quotes[*].address'), jsonb_path_query_array(OLD.state, '$.transfers[*].transfer.id'),
        jsonb_path_query_array(OLD.state, '$.sightings[*].id'), OLD.merchant, OLD.created_at)
    IS DISTINCT FROM (jsonb_path_query_array(NEW.state, '$.quotes[*].address'), jsonb_path_query_array(NEW.state, '$.transfers[*].transfer.id'),
        jsonb_path_query_array(NEW.state, '$.sightings[*].id'), NEW.merchant, NEW.created_at))
EXECUTE FUNCTION payments_reword_order();
CREATE TRIGGER orders_unworded AFTER DELETE ON orders FOR EACH ROW EXECUTE FUNCTION payments_reword_order();
