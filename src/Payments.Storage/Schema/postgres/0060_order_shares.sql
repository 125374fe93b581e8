-- Shares of payments and what receivers gave back of them: a merchant's are listed, those that wait are counted, and settlements add up
-- those of a day. Triggers write the rows in the transaction of the order. They stay when the order is archived.
CREATE TABLE order_shares (
    key text COLLATE "C" NOT NULL PRIMARY KEY,
    order_key text NOT NULL,
    merchant text NOT NULL,
    kind text NOT NULL,
    provider text NOT NULL,
    charge text NOT NULL,
    status text NOT NULL,
    created_at bigint NOT NULL,
    ended_at bigint NULL,
    state jsonb NOT NULL
);

CREATE INDEX order_shares_by_merchant ON order_shares (merchant, created_at, key) WHERE kind = 'share';
CREATE INDEX order_shares_open ON order_shares (created_at) WHERE status IN ('requested', 'processing');
CREATE INDEX order_shares_by_end ON order_shares (provider, ended_at, key) WHERE status = 'succeeded';

CREATE FUNCTION payments_share_order() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO order_shares (key, order_key, merchant, kind, provider, charge, status, created_at, ended_at, state)
    SELECT NEW.key || '-s' || lpad(s.value ->> 'number', 4, '0'), NEW.key, NEW.state ->> 'merchant', 'share', s.value ->> 'provider',
        s.value ->> 'charge', s.value ->> 'status', (s.value ->> 'createdAt')::bigint, (s.value ->> 'endedAt')::bigint, s.value
    FROM jsonb_array_elements(NEW.state -> 'shares') AS s(value)
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, ended_at = excluded.ended_at, state = excluded.state
    WHERE order_shares.state IS DISTINCT FROM excluded.state;
    INSERT INTO order_shares (key, order_key, merchant, kind, provider, charge, status, created_at, ended_at, state)
    SELECT NEW.key || '-b' || lpad(b.value ->> 'number', 4, '0'), NEW.key, NEW.state ->> 'merchant', 'return', b.value ->> 'provider',
        b.value ->> 'charge', b.value ->> 'status', (b.value ->> 'createdAt')::bigint, (b.value ->> 'endedAt')::bigint, b.value
    FROM jsonb_array_elements(NEW.state -> 'shareReturns') AS b(value)
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, ended_at = excluded.ended_at, state = excluded.state
    WHERE order_shares.state IS DISTINCT FROM excluded.state;
    RETURN NULL;
END
$body$;

CREATE TRIGGER orders_shared AFTER UPDATE OF state ON orders FOR EACH ROW
WHEN (jsonb_path_exists(NEW.state, '$.shares[0]') AND (OLD.state -> 'shares' IS DISTINCT FROM NEW.state -> 'shares'
    OR OLD.state -> 'shareReturns' IS DISTINCT FROM NEW.state -> 'shareReturns'))
EXECUTE FUNCTION payments_share_order();
