-- Refunds of orders: a merchant's are listed, those that wait on a chain are found by where they go, and one transfer ends one refund,
-- whichever activation writes it; statements of providers are compared with those at providers. Triggers write the rows in the transaction of the order. They stay when the order is archived.
CREATE TABLE order_refunds (
    key text COLLATE "C" NOT NULL PRIMARY KEY,
    order_key text NOT NULL,
    merchant text NOT NULL,
    refund_id text NOT NULL,
    status text NOT NULL,
    created_at bigint NOT NULL,
    chain text NULL,
    destination text NULL,
    transfer_id text NULL,
    block bigint NULL,
    provider text NULL,
    charge text NULL,
    ended_at bigint NULL,
    state jsonb NOT NULL
);

CREATE INDEX order_refunds_by_merchant ON order_refunds (merchant, created_at, key);
CREATE INDEX order_refunds_open ON order_refunds (created_at) WHERE status IN ('requested', 'processing');
CREATE INDEX order_refunds_awaited ON order_refunds (chain, destination) WHERE chain IS NOT NULL AND status IN ('requested', 'processing');
CREATE INDEX order_refunds_by_block ON order_refunds (chain, block) WHERE block IS NOT NULL;
CREATE INDEX order_refunds_by_end ON order_refunds (provider, ended_at, key) WHERE ended_at IS NOT NULL;
CREATE INDEX order_refunds_by_charge ON order_refunds (charge) WHERE charge IS NOT NULL;
CREATE UNIQUE INDEX order_refunds_transfer ON order_refunds (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE FUNCTION payments_refund_order() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO order_refunds (key, order_key, merchant, refund_id, status, created_at, chain, destination, transfer_id, block, provider,
        charge, ended_at, state)
    SELECT NEW.key || '-' || lpad(r.value ->> 'number', 2, '0'), NEW.key, NEW.state ->> 'merchant', r.value ->> 'id', r.value ->> 'status',
        (r.value ->> 'createdAt')::bigint, r.value ->> 'chain', r.value ->> 'to', r.value -> 'transfer' ->> 'id',
        (r.value -> 'transfer' ->> 'block')::bigint, r.value ->> 'provider', r.value ->> 'charge',
        (r.value ->> 'endedAt')::bigint, r.value
    FROM jsonb_array_elements(NEW.state -> 'refunds') AS r(value)
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, transfer_id = excluded.transfer_id, block = excluded.block,
        ended_at = excluded.ended_at, state = excluded.state
    WHERE order_refunds.state IS DISTINCT FROM excluded.state;
    RETURN NULL;
END
$body$;

CREATE TRIGGER orders_refunded AFTER UPDATE OF state ON orders FOR EACH ROW
WHEN (jsonb_path_exists(NEW.state, '$.refunds[0]') AND OLD.state -> 'refunds' IS DISTINCT FROM NEW.state -> 'refunds')
EXECUTE FUNCTION payments_refund_order();
