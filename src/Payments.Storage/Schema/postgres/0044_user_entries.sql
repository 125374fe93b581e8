-- The ledgers of end users. A wallet's state carries the entries of its last change, and triggers copy them here in the wallet's own
-- transaction, for all rows of a statement at once: no balance is without its entries. Each key makes one entry of a user, whichever
-- activation writes it.
CREATE TABLE user_entries (
    merchant text NOT NULL,
    user_id text NOT NULL,
    currency text NOT NULL,
    sequence bigint NOT NULL,
    entry_key text NOT NULL,
    kind text NOT NULL,
    amount text NOT NULL,
    from_account text NOT NULL,
    to_account text NOT NULL,
    available text NOT NULL,
    held text NOT NULL,
    made_at bigint NOT NULL,
    order_id text NULL,
    about_key text NULL,
    expires_at bigint NULL,
    note text NULL,
    PRIMARY KEY (merchant, user_id, currency, sequence)
);

CREATE UNIQUE INDEX user_entries_key ON user_entries (merchant, user_id, entry_key);
CREATE INDEX user_entries_reversals ON user_entries (merchant, user_id, about_key, amount, kind) WHERE kind = 'reversal';

CREATE FUNCTION payments_enter() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO user_entries (merchant, user_id, currency, sequence, entry_key, kind, amount, from_account, to_account, available, held,
        made_at, order_id, about_key, expires_at, note)
    SELECT w.state ->> 'merchant', w.state ->> 'user', e.value ->> 'currency', (e.value ->> 'sequence')::bigint, e.value ->> 'key',
        e.value ->> 'kind', e.value ->> 'amount', e.value ->> 'from', e.value ->> 'to', e.value ->> 'available', e.value ->> 'held',
        (e.value ->> 'at')::bigint, e.value ->> 'order', e.value ->> 'about', (e.value ->> 'expiresAt')::bigint, e.value ->> 'text'
    FROM written w, jsonb_array_elements(w.state -> 'entries') AS e(value);
    RETURN NULL;
END
$body$;

CREATE TRIGGER user_wallets_begun AFTER INSERT ON user_wallets REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION payments_enter();

-- Of any column: PostgreSQL gives the rows of a statement only to a trigger of all of them.
CREATE TRIGGER user_wallets_changed AFTER UPDATE ON user_wallets REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION payments_enter();
