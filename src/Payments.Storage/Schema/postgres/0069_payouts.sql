-- Payouts of merchants: listed, and found by the merchant's own id after they left the merchant's book. Triggers write the rows in the
-- transaction of the book.
CREATE TABLE payouts (
    key text COLLATE "C" NOT NULL PRIMARY KEY,
    merchant text NOT NULL,
    payout_id text NOT NULL,
    status text NOT NULL,
    created_at bigint NOT NULL,
    state jsonb NOT NULL
);

CREATE UNIQUE INDEX payouts_by_id ON payouts (merchant, payout_id);
CREATE INDEX payouts_by_merchant ON payouts (merchant, created_at, key);

CREATE FUNCTION payments_list_payouts() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO payouts (key, merchant, payout_id, status, created_at, state)
    SELECT (NEW.state ->> 'merchant') || '-' || lpad(p.value ->> 'number', 10, '0'), NEW.state ->> 'merchant', p.value ->> 'id',
        p.value ->> 'status', (p.value ->> 'createdAt')::bigint, p.value
    FROM jsonb_array_elements(NEW.state -> 'payouts') AS p(value)
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, state = excluded.state WHERE payouts.state IS DISTINCT FROM excluded.state;
    RETURN NULL;
END
$body$;

CREATE TRIGGER payout_book_changed AFTER INSERT OR UPDATE OF state ON grain_states FOR EACH ROW
WHEN (substr(NEW.key, 1, 12) = 'payout-book/') EXECUTE FUNCTION payments_list_payouts();
