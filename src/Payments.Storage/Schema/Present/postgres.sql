-- The schema that all numbered scripts make, on postgres. Written by a test; never edited or run.

CREATE TABLE api_keys (
    hash text NOT NULL,
    merchant text NOT NULL,
    CONSTRAINT api_keys_pkey PRIMARY KEY (hash)
);

CREATE INDEX api_keys_by_merchant ON public.api_keys USING btree (merchant);

CREATE TABLE asked_amounts (
    chain text NOT NULL,
    address text NOT NULL,
    token text NOT NULL,
    units text NOT NULL,
    order_id text NOT NULL,
    until bigint NOT NULL,
    CONSTRAINT asked_amounts_pkey PRIMARY KEY (address, token, units, chain, order_id)
);

CREATE INDEX asked_amounts_by_end ON public.asked_amounts USING btree (until);

CREATE TABLE audit_log (
    id text NOT NULL,
    chain text NOT NULL,
    number bigint NOT NULL,
    merchant text NOT NULL,
    made_at bigint NOT NULL,
    entry text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_log_pkey PRIMARY KEY (id)
);

CREATE INDEX audit_log_by_merchant ON public.audit_log USING btree (merchant, made_at, id);

CREATE INDEX audit_log_of_merchants ON public.audit_log USING btree (made_at, merchant) WHERE (substr(chain, 1, 4) = 'mch-'::text);

CREATE INDEX audit_log_of_operators ON public.audit_log USING btree (made_at, id) WHERE ((merchant = ''::text) OR ((((entry)::jsonb -> 'by'::text) ->> 'kind'::text) = 'operator'::text));

CREATE TABLE deliveries (
    key text NOT NULL,
    version integer NOT NULL,
    state jsonb NOT NULL,
    shard text GENERATED ALWAYS AS (substr(key, 5, 1)) STORED,
    merchant text GENERATED ALWAYS AS ((state ->> 'merchant'::text)) STORED,
    status text GENERATED ALWAYS AS ((state ->> 'status'::text)) STORED,
    created_at bigint GENERATED ALWAYS AS (((state ->> 'createdAt'::text))::bigint) STORED,
    wake_at bigint GENERATED ALWAYS AS (((state ->> 'wakeAt'::text))::bigint) STORED,
    attempt_count integer GENERATED ALWAYS AS (jsonb_array_length((state -> 'attempts'::text))) STORED,
    CONSTRAINT deliveries_pkey PRIMARY KEY (key)
);

CREATE INDEX deliveries_by_endpoint ON public.deliveries USING btree (((state ->> 'endpoint'::text)), created_at, key) WHERE ((state ->> 'endpoint'::text) IS NOT NULL);

CREATE INDEX deliveries_by_merchant ON public.deliveries USING btree (merchant, created_at, status, attempt_count);

CREATE INDEX deliveries_due ON public.deliveries USING btree (wake_at, shard) WHERE (wake_at IS NOT NULL);

CREATE INDEX deliveries_failing ON public.deliveries USING btree (merchant, created_at, key) WHERE ((attempt_count > 0) AND (status <> 'delivered'::text) AND (status <> 'superseded'::text) AND (status <> 'kept'::text));

CREATE INDEX deliveries_failing_by_host ON public.deliveries USING btree (merchant, lower("substring"((state ->> 'url'::text), '://([^/?#]*)'::text)), created_at, key) WHERE ((attempt_count > 0) AND (status <> 'delivered'::text) AND (status <> 'superseded'::text) AND (status <> 'kept'::text));

CREATE INDEX deliveries_undelivered ON public.deliveries USING btree (status, created_at) WHERE ((status <> 'delivered'::text) AND (status <> 'superseded'::text));

CREATE TRIGGER deliveries_listed AFTER INSERT ON public.deliveries FOR EACH ROW WHEN ((new.status <> 'pending'::text)) EXECUTE FUNCTION payments_list_callback();

CREATE TRIGGER deliveries_relisted AFTER UPDATE OF state ON public.deliveries FOR EACH ROW WHEN ((new.status IS DISTINCT FROM old.status)) EXECUTE FUNCTION payments_list_callback();

CREATE TABLE dismissed_deposits (
    owner text NOT NULL,
    digest text NOT NULL,
    state text NOT NULL,
    CONSTRAINT dismissed_deposits_pkey PRIMARY KEY (owner, digest)
);

CREATE TABLE dust_counts (
    chain text NOT NULL,
    address text NOT NULL,
    token text NOT NULL,
    transfers bigint NOT NULL,
    last_block bigint NOT NULL,
    seen_at bigint NOT NULL,
    CONSTRAINT dust_counts_pkey PRIMARY KEY (chain, address, token)
);

CREATE TABLE grain_states (
    key text NOT NULL,
    version integer NOT NULL,
    state jsonb NOT NULL,
    CONSTRAINT grain_states_pkey PRIMARY KEY (key)
);

CREATE INDEX grain_states_audited ON public.grain_states USING btree (key) WHERE ((state -> 'audit'::text) IS NOT NULL);

CREATE INDEX grain_states_pay_links ON public.grain_states USING btree (((state ->> 'merchant'::text)), (((state ->> 'createdAt'::text))::bigint), key) WHERE (substr(key, 1, 9) = 'pay-link/'::text);

CREATE INDEX grain_states_people ON public.grain_states USING btree (key) WHERE (substr(key, 1, 7) = 'person/'::text);

CREATE INDEX grain_states_providers ON public.grain_states USING btree (key) WHERE (substr(key, 1, 9) = 'provider/'::text);

CREATE TRIGGER grain_states_audited AFTER UPDATE OF state ON public.grain_states FOR EACH ROW WHEN (((((new.state -> 'audit'::text) -> 'number'::text) IS DISTINCT FROM ((old.state -> 'audit'::text) -> 'number'::text)) AND ((new.state -> 'audit'::text) IS NOT NULL))) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER grain_states_audited_first AFTER INSERT ON public.grain_states FOR EACH ROW WHEN (((new.state -> 'audit'::text) IS NOT NULL)) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER payout_book_changed AFTER INSERT OR UPDATE OF state ON public.grain_states FOR EACH ROW WHEN ((substr(new.key, 1, 12) = 'payout-book/'::text)) EXECUTE FUNCTION payments_list_payouts();

CREATE TABLE idempotent_requests (
    merchant text NOT NULL,
    request_key text NOT NULL,
    fields text NOT NULL,
    begun_at bigint NOT NULL,
    status bigint,
    answer text,
    CONSTRAINT idempotent_requests_pkey PRIMARY KEY (merchant, request_key)
);

CREATE INDEX idempotent_requests_by_age ON public.idempotent_requests USING btree (begun_at);

CREATE TABLE logos (
    file text NOT NULL,
    merchant text NOT NULL,
    content text NOT NULL,
    stored_at bigint NOT NULL,
    CONSTRAINT logos_pkey PRIMARY KEY (file, merchant)
);

CREATE INDEX logos_by_merchant ON public.logos USING btree (merchant, stored_at);

CREATE TABLE merchants (
    key text NOT NULL,
    version integer NOT NULL,
    state jsonb NOT NULL,
    pid bigint GENERATED ALWAYS AS (((state ->> 'pid'::text))::bigint) STORED,
    api_key_hash text GENERATED ALWAYS AS ((state ->> 'apiKeyHash'::text)) STORED,
    secret_key text GENERATED ALWAYS AS (split_part((state ->> 'sealedSecret'::text), ':'::text, 1)) STORED,
    CONSTRAINT merchants_pkey PRIMARY KEY (key)
);

CREATE UNIQUE INDEX merchants_api_key ON public.merchants USING btree (api_key_hash);

CREATE INDEX merchants_by_secret_key ON public.merchants USING btree (secret_key, key);

CREATE UNIQUE INDEX merchants_pid ON public.merchants USING btree (pid);

CREATE INDEX merchants_with_notices ON public.merchants USING btree (key) WHERE ((state ->> 'notices'::text) <> '[]'::text);

CREATE TRIGGER merchants_audited AFTER UPDATE OF state ON public.merchants FOR EACH ROW WHEN (((((new.state -> 'audit'::text) -> 'number'::text) IS DISTINCT FROM ((old.state -> 'audit'::text) -> 'number'::text)) AND ((new.state -> 'audit'::text) IS NOT NULL))) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER merchants_audited_first AFTER INSERT ON public.merchants FOR EACH ROW WHEN (((new.state -> 'audit'::text) IS NOT NULL)) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER merchants_keys_added AFTER INSERT ON public.merchants FOR EACH ROW EXECUTE FUNCTION payments_keep_api_keys();

CREATE TRIGGER merchants_keys_changed AFTER UPDATE OF state ON public.merchants FOR EACH ROW WHEN ((((new.state ->> 'apiKeyHash'::text) IS DISTINCT FROM (old.state ->> 'apiKeyHash'::text)) OR ((new.state -> 'keys'::text) IS DISTINCT FROM (old.state -> 'keys'::text)))) EXECUTE FUNCTION payments_keep_api_keys();

CREATE TRIGGER merchants_keys_removed AFTER DELETE ON public.merchants FOR EACH ROW EXECUTE FUNCTION payments_keep_api_keys();

CREATE TABLE order_charges (
    reference text NOT NULL,
    key text NOT NULL,
    provider text NOT NULL,
    provider_id text,
    receipt text,
    merchant text,
    account text,
    amount text,
    currency text,
    state text,
    begun_at bigint,
    paid_at bigint,
    CONSTRAINT order_charges_pkey PRIMARY KEY (reference)
);

CREATE INDEX order_charges_by_begun ON public.order_charges USING btree (provider, account, begun_at, reference) WHERE (begun_at IS NOT NULL);

CREATE INDEX order_charges_by_paid ON public.order_charges USING btree (provider, account, paid_at, reference) WHERE (paid_at IS NOT NULL);

CREATE INDEX order_charges_by_provider_id ON public.order_charges USING btree (provider, provider_id) WHERE (provider_id IS NOT NULL);

CREATE UNIQUE INDEX order_charges_receipt ON public.order_charges USING btree (receipt) WHERE (receipt IS NOT NULL);

CREATE TABLE order_counts (
    merchant text NOT NULL,
    span integer NOT NULL,
    slot bigint NOT NULL,
    facet text NOT NULL,
    lane integer NOT NULL,
    orders bigint NOT NULL,
    whole bigint NOT NULL,
    billionths bigint NOT NULL,
    rest bigint NOT NULL,
    CONSTRAINT order_counts_pkey PRIMARY KEY (merchant, span, slot, facet, lane)
);

CREATE TABLE order_list (
    merchant text NOT NULL,
    created_at bigint NOT NULL,
    key text NOT NULL,
    facet text NOT NULL,
    money text NOT NULL,
    CONSTRAINT order_list_pkey PRIMARY KEY (merchant, created_at, key)
);

CREATE INDEX order_list_by_facet ON public.order_list USING btree (merchant, facet, created_at, key);

CREATE INDEX order_list_by_money ON public.order_list USING btree (merchant, money, created_at, key);

CREATE TRIGGER order_list_added AFTER INSERT ON public.order_list REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION payments_count_orders();

CREATE TRIGGER order_list_changed AFTER UPDATE ON public.order_list REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION payments_count_orders();

CREATE TRIGGER order_list_removed AFTER DELETE ON public.order_list REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION payments_count_orders();

CREATE TABLE order_refunds (
    key text NOT NULL,
    order_key text NOT NULL,
    merchant text NOT NULL,
    refund_id text NOT NULL,
    status text NOT NULL,
    created_at bigint NOT NULL,
    chain text,
    destination text,
    transfer_id text,
    block bigint,
    provider text,
    charge text,
    ended_at bigint,
    state jsonb NOT NULL,
    CONSTRAINT order_refunds_pkey PRIMARY KEY (key)
);

CREATE INDEX order_refunds_awaited ON public.order_refunds USING btree (chain, destination) WHERE ((chain IS NOT NULL) AND (status = ANY (ARRAY['requested'::text, 'processing'::text])));

CREATE INDEX order_refunds_by_block ON public.order_refunds USING btree (chain, block) WHERE (block IS NOT NULL);

CREATE INDEX order_refunds_by_charge ON public.order_refunds USING btree (charge) WHERE (charge IS NOT NULL);

CREATE INDEX order_refunds_by_end ON public.order_refunds USING btree (provider, ended_at, key) WHERE (ended_at IS NOT NULL);

CREATE INDEX order_refunds_by_merchant ON public.order_refunds USING btree (merchant, created_at, key);

CREATE INDEX order_refunds_failed ON public.order_refunds USING btree (merchant, created_at) WHERE (status = 'failed'::text);

CREATE INDEX order_refunds_open ON public.order_refunds USING btree (created_at) WHERE (status = ANY (ARRAY['requested'::text, 'processing'::text]));

CREATE INDEX order_refunds_open_by_merchant ON public.order_refunds USING btree (merchant, provider) WHERE ((provider IS NOT NULL) AND (status = ANY (ARRAY['requested'::text, 'processing'::text])));

CREATE UNIQUE INDEX order_refunds_transfer ON public.order_refunds USING btree (transfer_id) WHERE (transfer_id IS NOT NULL);

CREATE TABLE order_shares (
    key text NOT NULL,
    order_key text NOT NULL,
    merchant text NOT NULL,
    kind text NOT NULL,
    provider text NOT NULL,
    charge text NOT NULL,
    status text NOT NULL,
    created_at bigint NOT NULL,
    ended_at bigint,
    state jsonb NOT NULL,
    CONSTRAINT order_shares_pkey PRIMARY KEY (key)
);

CREATE INDEX order_shares_by_end ON public.order_shares USING btree (provider, ended_at, key) WHERE (status = 'succeeded'::text);

CREATE INDEX order_shares_by_merchant ON public.order_shares USING btree (merchant, created_at, key) WHERE (kind = 'share'::text);

CREATE INDEX order_shares_open ON public.order_shares USING btree (created_at) WHERE (status = ANY (ARRAY['requested'::text, 'processing'::text]));

CREATE INDEX order_shares_open_by_merchant ON public.order_shares USING btree (merchant, provider) WHERE (status = ANY (ARRAY['requested'::text, 'processing'::text]));

CREATE TABLE order_words (
    merchant text NOT NULL,
    word text NOT NULL,
    created_at bigint NOT NULL,
    key text NOT NULL,
    CONSTRAINT order_words_pkey PRIMARY KEY (merchant, word, created_at, key)
);

CREATE TABLE orders (
    key text NOT NULL,
    version integer NOT NULL,
    state jsonb NOT NULL,
    shard text GENERATED ALWAYS AS (substr(key, 5, 1)) STORED,
    merchant text GENERATED ALWAYS AS ((state ->> 'merchant'::text)) STORED,
    status text GENERATED ALWAYS AS ((state ->> 'status'::text)) STORED,
    created_at bigint GENERATED ALWAYS AS (((state ->> 'createdAt'::text))::bigint) STORED,
    wake_at bigint GENERATED ALWAYS AS (((state ->> 'wakeAt'::text))::bigint) STORED,
    pending_chain text GENERATED ALWAYS AS ((state ->> 'pendingChain'::text)) STORED,
    pending_block bigint GENERATED ALWAYS AS (((state ->> 'pendingBlock'::text))::bigint) STORED,
    reserved_chain text GENERATED ALWAYS AS (((state -> 'reservation'::text) ->> 'chain'::text)) STORED,
    reserved_address text GENERATED ALWAYS AS (((state -> 'reservation'::text) ->> 'address'::text)) STORED,
    reserved_token text GENERATED ALWAYS AS (((state -> 'reservation'::text) ->> 'token'::text)) STORED,
    reserved_units text GENERATED ALWAYS AS (((state -> 'reservation'::text) ->> 'units'::text)) STORED,
    CONSTRAINT orders_pkey PRIMARY KEY (key)
);

CREATE INDEX orders_by_customer ON public.orders USING btree (merchant, (((state -> 'terms'::text) ->> 'customer'::text)), created_at, key) WHERE (((state -> 'terms'::text) ->> 'customer'::text) IS NOT NULL);

CREATE INDEX orders_by_pay_link ON public.orders USING btree (merchant, substr((state ->> 'number'::text), 1, 18), created_at, key) WHERE (substr((state ->> 'number'::text), 1, 5) = 'link-'::text);

CREATE INDEX orders_due ON public.orders USING btree (wake_at, shard) WHERE (wake_at IS NOT NULL);

CREATE INDEX orders_of_users ON public.orders USING btree (key) WHERE (((state -> 'terms'::text) ->> 'user'::text) IS NOT NULL);

CREATE UNIQUE INDEX orders_open_amount ON public.orders USING btree (reserved_address, reserved_token, reserved_units, reserved_chain) WHERE (reserved_units IS NOT NULL);

CREATE INDEX orders_pending ON public.orders USING btree (pending_chain, pending_block) WHERE (pending_block IS NOT NULL);

CREATE INDEX orders_pending_elsewhere ON public.orders USING btree (key) WHERE ((pending_block IS NOT NULL) AND ((state -> 'pendingElsewhere'::text) IS NOT NULL));

CREATE INDEX orders_under_review ON public.orders USING btree (((((state -> 'risk'::text) ->> 'openSince'::text))::bigint), key) WHERE (((state -> 'risk'::text) ->> 'openSince'::text) IS NOT NULL);

CREATE INDEX orders_under_review_by_merchant ON public.orders USING btree (merchant, ((((state -> 'risk'::text) ->> 'openSince'::text))::bigint), key) WHERE (((state -> 'risk'::text) ->> 'openSince'::text) IS NOT NULL);

CREATE INDEX orders_unpaid ON public.orders USING btree (merchant) WHERE (status = 'pending'::text);

CREATE TRIGGER orders_asked AFTER UPDATE OF state ON public.orders FOR EACH ROW WHEN (((old.reserved_units IS NOT NULL) AND ((new.reserved_units IS DISTINCT FROM old.reserved_units) OR (new.reserved_address IS DISTINCT FROM old.reserved_address) OR (new.reserved_token IS DISTINCT FROM old.reserved_token) OR (new.reserved_chain IS DISTINCT FROM old.reserved_chain)))) EXECUTE FUNCTION payments_note_asked();

CREATE TRIGGER orders_audited AFTER UPDATE OF state ON public.orders FOR EACH ROW WHEN (((((new.state -> 'audit'::text) -> 'number'::text) IS DISTINCT FROM ((old.state -> 'audit'::text) -> 'number'::text)) AND ((new.state -> 'audit'::text) IS NOT NULL))) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER orders_audited_first AFTER INSERT ON public.orders FOR EACH ROW WHEN (((new.state -> 'audit'::text) IS NOT NULL)) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER orders_charged AFTER UPDATE OF state ON public.orders FOR EACH ROW WHEN (((old.state -> 'charges'::text) IS DISTINCT FROM (new.state -> 'charges'::text))) EXECUTE FUNCTION payments_charge_order();

CREATE TRIGGER orders_charged_first AFTER INSERT ON public.orders FOR EACH ROW WHEN (jsonb_path_exists(new.state, '$."charges"[0]'::jsonpath)) EXECUTE FUNCTION payments_charge_order();

CREATE TRIGGER orders_judged AFTER UPDATE OF state ON public.orders FOR EACH ROW WHEN (((((new.state -> 'risk'::text) -> 'decisions'::text) IS DISTINCT FROM ((old.state -> 'risk'::text) -> 'decisions'::text)) AND jsonb_path_exists(new.state, '$."risk"."decisions"[0]'::jsonpath))) EXECUTE FUNCTION payments_judge_order();

CREATE TRIGGER orders_judged_first AFTER INSERT ON public.orders FOR EACH ROW WHEN (jsonb_path_exists(new.state, '$."risk"."decisions"[0]'::jsonpath)) EXECUTE FUNCTION payments_judge_order();

CREATE TRIGGER orders_listed AFTER INSERT ON public.orders REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION payments_list_orders();

CREATE TRIGGER orders_logged AFTER UPDATE OF state ON public.orders FOR EACH ROW WHEN (((new.state -> 'log'::text) IS DISTINCT FROM (old.state -> 'log'::text))) EXECUTE FUNCTION payments_log_order();

CREATE TRIGGER orders_logged_first AFTER INSERT ON public.orders FOR EACH ROW WHEN (((new.state -> 'log'::text) IS NOT NULL)) EXECUTE FUNCTION payments_log_order();

CREATE TRIGGER orders_refunded AFTER UPDATE OF state ON public.orders FOR EACH ROW WHEN ((jsonb_path_exists(new.state, '$."refunds"[0]'::jsonpath) AND ((old.state -> 'refunds'::text) IS DISTINCT FROM (new.state -> 'refunds'::text)))) EXECUTE FUNCTION payments_refund_order();

CREATE TRIGGER orders_relisted AFTER UPDATE ON public.orders REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION payments_list_orders();

CREATE TRIGGER orders_reworded AFTER UPDATE OF state ON public.orders FOR EACH ROW WHEN ((((((jsonb_path_query_array(old.state, '$."quotes"[*]."address"'::jsonpath) IS DISTINCT FROM jsonb_path_query_array(new.state, '$."quotes"[*]."address"'::jsonpath)) OR (jsonb_path_query_array(old.state, '$."transfers"[*]."transfer"."id"'::jsonpath) IS DISTINCT FROM jsonb_path_query_array(new.state, '$."transfers"[*]."transfer"."id"'::jsonpath))) OR (jsonb_path_query_array(old.state, '$."sightings"[*]."id"'::jsonpath) IS DISTINCT FROM jsonb_path_query_array(new.state, '$."sightings"[*]."id"'::jsonpath))) OR (old.merchant IS DISTINCT FROM new.merchant)) OR (old.created_at IS DISTINCT FROM new.created_at))) EXECUTE FUNCTION payments_reword_order();

CREATE TRIGGER orders_shared AFTER UPDATE OF state ON public.orders FOR EACH ROW WHEN ((jsonb_path_exists(new.state, '$."shares"[0]'::jsonpath) AND (((old.state -> 'shares'::text) IS DISTINCT FROM (new.state -> 'shares'::text)) OR ((old.state -> 'shareReturns'::text) IS DISTINCT FROM (new.state -> 'shareReturns'::text))))) EXECUTE FUNCTION payments_share_order();

CREATE TRIGGER orders_unlisted AFTER DELETE ON public.orders REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION payments_list_orders();

CREATE TRIGGER orders_unworded AFTER DELETE ON public.orders FOR EACH ROW EXECUTE FUNCTION payments_reword_order();

CREATE TRIGGER orders_worded AFTER INSERT ON public.orders REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION payments_word_orders();

CREATE TABLE orleansquery (
    querykey character varying(64) NOT NULL,
    querytext character varying(8000) NOT NULL,
    CONSTRAINT orleansquery_pkey PRIMARY KEY (querykey)
);

CREATE TABLE payment_log (
    order_id text NOT NULL,
    number bigint NOT NULL,
    made_at bigint NOT NULL,
    kind text NOT NULL,
    note text NOT NULL,
    charge text,
    CONSTRAINT payment_log_pkey PRIMARY KEY (order_id, number)
);

CREATE TABLE payouts (
    key text NOT NULL,
    merchant text NOT NULL,
    payout_id text NOT NULL,
    status text NOT NULL,
    created_at bigint NOT NULL,
    state jsonb NOT NULL,
    CONSTRAINT payouts_pkey PRIMARY KEY (key)
);

CREATE UNIQUE INDEX payouts_by_id ON public.payouts USING btree (merchant, payout_id);

CREATE INDEX payouts_by_merchant ON public.payouts USING btree (merchant, created_at, key);

CREATE INDEX payouts_failed ON public.payouts USING btree (merchant, created_at) WHERE (status = 'failed'::text);

CREATE INDEX payouts_reviewed ON public.payouts USING btree (merchant, created_at) WHERE (status = 'review'::text);

CREATE INDEX payouts_under_review ON public.payouts USING btree (created_at, key) WHERE (status = 'review'::text);

CREATE INDEX payouts_unknown ON public.payouts USING btree (merchant, created_at) WHERE (status = 'unknown'::text);

CREATE VIEW pending_elsewhere AS
 SELECT o.key,
    (e.value ->> 'chain'::text) AS chain,
    ((e.value ->> 'block'::text))::bigint AS block
   FROM orders o,
    LATERAL jsonb_array_elements((o.state -> 'pendingElsewhere'::text)) e(value)
  WHERE ((o.pending_block IS NOT NULL) AND ((o.state -> 'pendingElsewhere'::text) IS NOT NULL));

CREATE TABLE protection_keys (
    name text NOT NULL,
    sealed_key text NOT NULL,
    CONSTRAINT protection_keys_pkey PRIMARY KEY (name)
);

CREATE TABLE reconciliation_differences (
    id text NOT NULL,
    provider text NOT NULL,
    account text NOT NULL,
    day text NOT NULL,
    kind text NOT NULL,
    entry text NOT NULL,
    reference text NOT NULL,
    merchant text,
    number text,
    our_amount text,
    our_currency text,
    our_state text,
    our_time bigint,
    their_amount text,
    their_currency text,
    their_state text,
    their_time bigint,
    their_fee text,
    settled_at bigint,
    settled_reason text,
    CONSTRAINT reconciliation_differences_pkey PRIMARY KEY (id)
);

CREATE INDEX reconciliation_differences_by_reference ON public.reconciliation_differences USING btree (reference, provider, account);

CREATE INDEX reconciliation_differences_of_account ON public.reconciliation_differences USING btree (account, day, id);

CREATE INDEX reconciliation_differences_of_run ON public.reconciliation_differences USING btree (provider, account, day, id);

CREATE INDEX reconciliation_differences_of_transfers ON public.reconciliation_differences USING btree (merchant, day, provider, account, id) WHERE (entry = 'transfer'::text);

CREATE INDEX reconciliation_differences_open ON public.reconciliation_differences USING btree (provider, account, day) WHERE ((settled_at IS NULL) AND (kind <> 'other_day'::text));

CREATE TABLE reconciliation_runs (
    provider text NOT NULL,
    account text NOT NULL,
    day text NOT NULL,
    done_at bigint,
    first_tried_at bigint NOT NULL,
    tried_at bigint NOT NULL,
    trouble text,
    line_count bigint NOT NULL,
    foreign_count bigint NOT NULL,
    entry_count bigint NOT NULL,
    matched_count bigint NOT NULL,
    difference_count bigint NOT NULL,
    note text,
    CONSTRAINT reconciliation_runs_pkey PRIMARY KEY (provider, account, day)
);

CREATE INDEX reconciliation_runs_by_account ON public.reconciliation_runs USING btree (account, day, provider);

CREATE INDEX reconciliation_runs_by_day ON public.reconciliation_runs USING btree (day, provider, account);

CREATE TABLE reminders (
    grain_id text NOT NULL,
    name text NOT NULL,
    start_at bigint NOT NULL,
    period bigint NOT NULL,
    version integer NOT NULL,
    CONSTRAINT reminders_pkey PRIMARY KEY (grain_id, name)
);

CREATE TABLE risk_counters (
    key text NOT NULL,
    windows text NOT NULL,
    ends_at bigint NOT NULL,
    CONSTRAINT risk_counters_pkey PRIMARY KEY (key)
);

CREATE INDEX risk_counters_by_end ON public.risk_counters USING btree (ends_at);

CREATE TABLE risk_decisions (
    id text NOT NULL,
    merchant text NOT NULL,
    order_id text NOT NULL,
    order_number text NOT NULL,
    made_at bigint NOT NULL,
    stage text NOT NULL,
    outcome text NOT NULL,
    rule text,
    rule_name text,
    by_installation bigint NOT NULL,
    measured text,
    rule_limit text,
    note text,
    times bigint NOT NULL,
    CONSTRAINT risk_decisions_pkey PRIMARY KEY (id)
);

CREATE INDEX risk_decisions_by_age ON public.risk_decisions USING btree (made_at, id);

CREATE INDEX risk_decisions_by_merchant ON public.risk_decisions USING btree (merchant, made_at, id);

CREATE TABLE risk_list_items (
    list_id text NOT NULL,
    edition bigint NOT NULL,
    item text NOT NULL,
    CONSTRAINT risk_list_items_pkey PRIMARY KEY (list_id, edition, item)
);

CREATE TABLE schema_versions (
    number integer NOT NULL,
    name text NOT NULL,
    CONSTRAINT schema_versions_pkey PRIMARY KEY (number)
);

CREATE TABLE seen_transfers (
    id text NOT NULL,
    chain text NOT NULL,
    address text NOT NULL,
    order_id text,
    seen_at bigint NOT NULL,
    CONSTRAINT seen_transfers_pkey PRIMARY KEY (id)
);

CREATE INDEX seen_transfers_by_address ON public.seen_transfers USING btree (chain, address, seen_at);

CREATE INDEX seen_transfers_by_age ON public.seen_transfers USING btree (seen_at);

CREATE TABLE sequences (
    name text NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT sequences_pkey PRIMARY KEY (name)
);

CREATE TABLE settings (
    name text NOT NULL,
    value text NOT NULL,
    CONSTRAINT settings_pkey PRIMARY KEY (name)
);

CREATE TABLE settlements (
    provider text NOT NULL,
    account text NOT NULL,
    day text NOT NULL,
    merchant text NOT NULL,
    currency text NOT NULL,
    payments bigint NOT NULL,
    gross text NOT NULL,
    stated text NOT NULL,
    fees text NOT NULL,
    refund_count bigint NOT NULL,
    refunds text NOT NULL,
    shares text,
    payout text,
    net text NOT NULL,
    CONSTRAINT settlements_pkey PRIMARY KEY (provider, account, day, merchant, currency)
);

CREATE INDEX settlements_by_day ON public.settlements USING btree (day, provider, account, merchant, currency);

CREATE INDEX settlements_by_merchant ON public.settlements USING btree (merchant, day, provider, account, currency);

CREATE TABLE silo_clusters (
    name text NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT silo_clusters_pkey PRIMARY KEY (name)
);

CREATE TABLE silo_reminders (
    service text NOT NULL,
    grain_id text NOT NULL,
    name text NOT NULL,
    start_at timestamp with time zone NOT NULL,
    period_ms bigint NOT NULL,
    grain_hash integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT silo_reminders_pkey PRIMARY KEY (service, grain_id, name)
);

CREATE INDEX silo_reminders_by_hash ON public.silo_reminders USING btree (service, grain_hash);

CREATE TABLE silos (
    cluster text NOT NULL,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    status integer NOT NULL,
    gateway_port integer NOT NULL,
    suspected text,
    started_at timestamp with time zone NOT NULL,
    alive_at timestamp with time zone NOT NULL,
    CONSTRAINT silos_cluster_fkey FOREIGN KEY (cluster) REFERENCES silo_clusters(name),
    CONSTRAINT silos_pkey PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE unmatched_transfers (
    id text NOT NULL,
    chain text NOT NULL,
    address text NOT NULL,
    token text NOT NULL,
    units text NOT NULL,
    sender text NOT NULL,
    tx text NOT NULL,
    block bigint NOT NULL,
    block_hash text NOT NULL,
    block_time bigint NOT NULL,
    seen_at bigint NOT NULL,
    assigned_order text,
    meant_order text,
    reason text,
    cause text,
    candidates text,
    dismissed_at bigint,
    note text,
    returned_at bigint,
    decided_by text,
    CONSTRAINT unmatched_transfers_pkey PRIMARY KEY (id)
);

CREATE INDEX unmatched_transfers_assigned ON public.unmatched_transfers USING btree (assigned_order) WHERE (assigned_order IS NOT NULL);

CREATE INDEX unmatched_transfers_dismissed ON public.unmatched_transfers USING btree (chain, address, seen_at, id) WHERE ((assigned_order IS NULL) AND (dismissed_at IS NOT NULL));

CREATE INDEX unmatched_transfers_lately ON public.unmatched_transfers USING btree (seen_at, id) WHERE ((assigned_order IS NULL) AND (dismissed_at IS NULL));

CREATE INDEX unmatched_transfers_unassigned ON public.unmatched_transfers USING btree (chain, address, seen_at, id) WHERE ((assigned_order IS NULL) AND (dismissed_at IS NULL));

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
    order_id text,
    about_key text,
    expires_at bigint,
    note text,
    CONSTRAINT user_entries_pkey PRIMARY KEY (merchant, user_id, currency, sequence)
);

CREATE UNIQUE INDEX user_entries_key ON public.user_entries USING btree (merchant, user_id, entry_key);

CREATE INDEX user_entries_reversals ON public.user_entries USING btree (merchant, user_id, about_key, amount, kind) WHERE (kind = 'reversal'::text);

CREATE TABLE user_wallets (
    key text NOT NULL,
    version integer NOT NULL,
    state jsonb NOT NULL,
    shard text GENERATED ALWAYS AS (substr(key, 5, 1)) STORED,
    wake_at bigint GENERATED ALWAYS AS (((state ->> 'wakeAt'::text))::bigint) STORED,
    CONSTRAINT user_wallets_pkey PRIMARY KEY (key)
);

CREATE INDEX user_wallets_due ON public.user_wallets USING btree (wake_at, shard) WHERE (wake_at IS NOT NULL);

CREATE TRIGGER user_wallets_begun AFTER INSERT ON public.user_wallets REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION payments_enter();

CREATE TRIGGER user_wallets_changed AFTER UPDATE ON public.user_wallets REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION payments_enter();

CREATE TABLE wallet_addresses (
    key text NOT NULL,
    version integer NOT NULL,
    state jsonb NOT NULL,
    chain text GENERATED ALWAYS AS ((state ->> 'chain'::text)) STORED,
    address text GENERATED ALWAYS AS ((state ->> 'address'::text)) STORED,
    registered_at bigint GENERATED ALWAYS AS (((state ->> 'registeredAt'::text))::bigint) STORED,
    owner text GENERATED ALWAYS AS ((state ->> 'owner'::text)) STORED,
    takes_coin integer GENERATED ALWAYS AS (
CASE
    WHEN ((state ->> 'takesCoin'::text) = 'false'::text) THEN 0
    ELSE 1
END) STORED,
    derived_key text GENERATED ALWAYS AS ((state #>> '{allotment,key}'::text[])) STORED,
    derived_index bigint GENERATED ALWAYS AS (((state #>> '{allotment,index}'::text[]))::bigint) STORED,
    derived_order text GENERATED ALWAYS AS ((state #>> '{allotment,order}'::text[])) STORED,
    held_until bigint GENERATED ALWAYS AS (((state #>> '{allotment,until}'::text[]))::bigint) STORED,
    watch_until bigint GENERATED ALWAYS AS (((state #>> '{allotment,watchUntil}'::text[]))::bigint) STORED,
    paid_at bigint GENERATED ALWAYS AS (((state #>> '{allotment,paidAt}'::text[]))::bigint) STORED,
    sighted_at bigint GENERATED ALWAYS AS (((state #>> '{allotment,sightedAt}'::text[]))::bigint) STORED,
    CONSTRAINT wallet_addresses_pkey PRIMARY KEY (key)
);

CREATE UNIQUE INDEX wallet_addresses_by_address ON public.wallet_addresses USING btree (chain, address);

CREATE INDEX wallet_addresses_by_order ON public.wallet_addresses USING btree (chain, derived_key, derived_order) WHERE (derived_order IS NOT NULL);

CREATE INDEX wallet_addresses_by_owner ON public.wallet_addresses USING btree (owner, chain, address) WHERE (owner IS NOT NULL);

CREATE UNIQUE INDEX wallet_addresses_derived ON public.wallet_addresses USING btree (chain, derived_key, derived_index) WHERE (derived_key IS NOT NULL);

CREATE INDEX wallet_addresses_free ON public.wallet_addresses USING btree (chain, derived_key, held_until) WHERE ((derived_key IS NOT NULL) AND (paid_at IS NULL) AND (sighted_at IS NULL));

CREATE INDEX wallet_addresses_in_coin ON public.wallet_addresses USING btree (chain) WHERE (takes_coin = 1);

CREATE INDEX wallet_addresses_paid ON public.wallet_addresses USING btree (chain, derived_key, derived_index) WHERE (paid_at IS NOT NULL);

CREATE INDEX wallet_addresses_registered ON public.wallet_addresses USING btree (chain, registered_at);

CREATE INDEX wallet_addresses_watched ON public.wallet_addresses USING btree (chain, watch_until);

CREATE TRIGGER wallet_addresses_audited AFTER UPDATE OF state ON public.wallet_addresses FOR EACH ROW WHEN (((((new.state -> 'audit'::text) -> 'number'::text) IS DISTINCT FROM ((old.state -> 'audit'::text) -> 'number'::text)) AND ((new.state -> 'audit'::text) IS NOT NULL))) EXECUTE FUNCTION payments_audit();

CREATE TRIGGER wallet_addresses_audited_first AFTER INSERT ON public.wallet_addresses FOR EACH ROW WHEN (((new.state -> 'audit'::text) IS NOT NULL)) EXECUTE FUNCTION payments_audit();

CREATE OR REPLACE FUNCTION public.payments_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
    mark jsonb := NEW.state -> 'audit';
    chain_key text := regexp_replace(NEW.key, '^.*/', '');
    place text := chain_key || '/' || lpad(mark ->> 'number', 10, '0');
    owner text := CASE TG_TABLE_NAME WHEN 'merchants' THEN NEW.state ->> 'id' ELSE coalesce(NEW.state ->> 'merchant', '') END;
BEGIN
    IF EXISTS (SELECT 1 FROM audit_log WHERE id = place AND hash <> mark ->> 'hash') THEN
        place := place || '/' || left(mark ->> 'hash', 16);
    END IF;
    INSERT INTO audit_log (id, chain, number, merchant, made_at, entry, hash)
    VALUES (place, chain_key, (mark ->> 'number')::bigint, owner, (mark ->> 'at')::bigint, mark ->> 'entry', mark ->> 'hash')
    ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_charge_order()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO order_charges
        (reference, key, provider, provider_id, receipt, merchant, account, amount, currency, state, begun_at, paid_at)
    SELECT c.value ->> 'reference', NEW.key, c.value ->> 'provider', c.value ->> 'providerId', c.value ->> 'receipt',
        NEW.state ->> 'merchant', coalesce(c.value ->> 'account', 'installation'), c.value ->> 'amount', c.value ->> 'currency',
        c.value ->> 'state', (c.value ->> 'createdAt')::bigint, (c.value ->> 'paidAt')::bigint
    FROM jsonb_array_elements(NEW.state -> 'charges') AS c(value)
    ON CONFLICT (reference) DO UPDATE SET
        provider_id = excluded.provider_id, receipt = excluded.receipt, state = excluded.state, paid_at = excluded.paid_at
    WHERE (order_charges.provider_id, order_charges.receipt, order_charges.state, order_charges.paid_at) IS DISTINCT FROM
        (excluded.provider_id, excluded.receipt, excluded.state, excluded.paid_at);
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_clear_state(p_name text, p_key text, p_expected integer)
 RETURNS TABLE(newgrainstateversion integer)
 LANGUAGE plpgsql
AS $function$
DECLARE
    v_count integer;
    v_is_there boolean;
BEGIN
    IF p_expected IS NULL THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE key = $1)', payments_table_of(p_name)) INTO v_is_there USING payments_row_key(p_name, p_key);
        RETURN QUERY SELECT CASE WHEN v_is_there THEN NULL::integer ELSE 0 END;
        RETURN;
    END IF;
    EXECUTE format('DELETE FROM %I WHERE key = $1 AND version = $2', payments_table_of(p_name)) USING payments_row_key(p_name, p_key), p_expected;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT CASE WHEN v_count = 1 THEN p_expected + 1 ELSE p_expected END;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_count_orders()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.payments_enter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO user_entries (merchant, user_id, currency, sequence, entry_key, kind, amount, from_account, to_account, available, held,
        made_at, order_id, about_key, expires_at, note)
    SELECT w.state ->> 'merchant', w.state ->> 'user', e.value ->> 'currency', (e.value ->> 'sequence')::bigint, e.value ->> 'key',
        e.value ->> 'kind', e.value ->> 'amount', e.value ->> 'from', e.value ->> 'to', e.value ->> 'available', e.value ->> 'held',
        (e.value ->> 'at')::bigint, e.value ->> 'order', e.value ->> 'about', (e.value ->> 'expiresAt')::bigint, e.value ->> 'text'
    FROM written w, jsonb_array_elements(w.state -> 'entries') AS e(value);
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_facet(p_key text, p_state jsonb)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.payments_judge_order()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO risk_decisions (id, merchant, order_id, order_number, made_at, stage, outcome, rule, rule_name, by_installation, measured,
        rule_limit, note, times)
    SELECT (NEW.state ->> 'id') || '-' || (d.value ->> 'number'), NEW.state ->> 'merchant', NEW.state ->> 'id', NEW.state ->> 'number',
        (d.value ->> 'at')::bigint, d.value ->> 'stage', d.value ->> 'outcome', d.value ->> 'rule', d.value ->> 'ruleName',
        CASE WHEN (d.value ->> 'isInstallation')::boolean THEN 1 ELSE 0 END, d.value ->> 'measured', d.value ->> 'limit',
        d.value ->> 'text', 1
    FROM jsonb_array_elements(NEW.state -> 'risk' -> 'decisions') AS d(value)
    ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_keep_api_keys()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM api_keys WHERE merchant = OLD.key;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO api_keys (hash, merchant)
        SELECT found.hash, NEW.key FROM (
            SELECT NEW.state ->> 'apiKeyHash' AS hash
            UNION SELECT key.value ->> 'keyHash' FROM jsonb_array_elements(NEW.state -> 'keys') key
            UNION SELECT key.value ->> 'formerKeyHash' FROM jsonb_array_elements(NEW.state -> 'keys') key) found
        WHERE found.hash IS NOT NULL;
    END IF;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_list_callback()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM payments_relist(ARRAY['ord-' || (NEW.state ->> 'order')]);
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_list_orders()
 RETURNS trigger
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.payments_list_payouts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO payouts (key, merchant, payout_id, status, created_at, state)
    SELECT (NEW.state ->> 'merchant') || '-' || lpad(p.value ->> 'number', 10, '0'), NEW.state ->> 'merchant', p.value ->> 'id',
        CASE WHEN p.value ->> 'cancelledAt' IS NOT NULL THEN 'cancelled'
            WHEN p.value ->> 'status' IN ('succeeded', 'failed') THEN p.value ->> 'status'
            WHEN p.value -> 'risk' ->> 'review' = 'open' THEN 'review'
            WHEN p.value ->> 'doubtSince' IS NOT NULL THEN 'unknown'
            ELSE p.value ->> 'status' END,
        (p.value ->> 'createdAt')::bigint, p.value
    FROM jsonb_array_elements(NEW.state -> 'payouts') AS p(value)
    ON CONFLICT (key) DO UPDATE SET status = excluded.status, state = excluded.state WHERE payouts.state IS DISTINCT FROM excluded.state;
    INSERT INTO risk_decisions (id, merchant, order_id, order_number, made_at, stage, outcome, rule, rule_name, by_installation, measured,
        rule_limit, note, times)
    SELECT (p.value ->> 'place') || '-' || (d.value ->> 'number'), NEW.state ->> 'merchant', p.value ->> 'place', p.value ->> 'id',
        (d.value ->> 'at')::bigint, d.value ->> 'stage', d.value ->> 'outcome', d.value ->> 'rule', d.value ->> 'ruleName',
        CASE WHEN (d.value ->> 'isInstallation')::boolean THEN 1 ELSE 0 END, d.value ->> 'measured', d.value ->> 'limit',
        d.value ->> 'text', 1
    FROM jsonb_array_elements(NEW.state -> 'payouts') AS p(value),
        jsonb_array_elements(jsonb_path_query_array(p.value, '$.risk.decisions[*]')) AS d(value)
    ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_log_order()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO payment_log (order_id, number, made_at, kind, note, charge)
    SELECT NEW.state ->> 'id', (l.value ->> 'number')::bigint, (l.value ->> 'at')::bigint, l.value ->> 'kind', l.value ->> 'text',
        l.value ->> 'charge'
    FROM jsonb_array_elements(NEW.state -> 'log') AS l(value)
    ON CONFLICT (order_id, number) DO NOTHING;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_money(p_state jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT lpad(split_part(coalesce(p_state ->> 'money', '0'), '.', 1), 16, '0')
        || rpad(split_part(coalesce(p_state ->> 'money', '0'), '.', 2), 18, '0')
$function$;

CREATE OR REPLACE FUNCTION public.payments_note_asked()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO asked_amounts (chain, address, token, units, order_id, until)
    SELECT OLD.reserved_chain, OLD.reserved_address, OLD.reserved_token, OLD.reserved_units, substr(OLD.key, 5),
        coalesce((OLD.state -> 'reservation' ->> 'until')::bigint, 0)
    WHERE OLD.reserved_chain IS NOT NULL AND OLD.reserved_address IS NOT NULL AND OLD.reserved_token IS NOT NULL
    ON CONFLICT (address, token, units, chain, order_id) DO UPDATE SET until = greatest(asked_amounts.until, excluded.until);
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_read_state(p_name text, p_key text)
 RETURNS TABLE(payloadbinary bytea, readat timestamp without time zone, version integer)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT convert_to(t.state::text, ''UTF8''), (now() AT TIME ZONE ''utc'')::timestamp, t.version FROM %I AS t WHERE t.key = $1',
        payments_table_of(p_name)) USING payments_row_key(p_name, p_key);
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_refund_order()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.payments_relist(p_keys text[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
BEGIN
    PERFORM 1 FROM orders o JOIN order_list l ON l.merchant = o.merchant AND l.created_at = o.created_at AND l.key = o.key
    WHERE o.key = ANY (p_keys) ORDER BY l.key FOR UPDATE OF l;
    UPDATE order_list l SET facet = payments_facet(o.key, o.state), money = payments_money(o.state) FROM orders o
    WHERE o.key = ANY (p_keys) AND l.merchant = o.merchant AND l.created_at = o.created_at AND l.key = o.key;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_reword_order()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
    DELETE FROM order_words WHERE merchant = OLD.merchant AND created_at = OLD.created_at AND key = OLD.key
        AND word = ANY (ARRAY(SELECT payments_words(OLD.state)));
    IF TG_OP = 'UPDATE' AND NEW.merchant IS NOT NULL AND NEW.created_at IS NOT NULL THEN
        INSERT INTO order_words (merchant, word, created_at, key) SELECT NEW.merchant, word, NEW.created_at, NEW.key
        FROM payments_words(NEW.state) AS named (word);
    END IF;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_row_key(p_name text, p_key text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT CASE payments_table_of(p_name) WHEN 'grain_states' THEN p_name || '/' || p_key ELSE p_key END
$function$;

CREATE OR REPLACE FUNCTION public.payments_share_order()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.payments_table_of(p_name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT CASE p_name WHEN 'order' THEN 'orders' WHEN 'delivery' THEN 'deliveries' WHEN 'merchant' THEN 'merchants'
                       WHEN 'wallet-address' THEN 'wallet_addresses' WHEN 'user-wallet' THEN 'user_wallets' ELSE 'grain_states' END
$function$;

CREATE OR REPLACE FUNCTION public.payments_word_orders()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO order_words (merchant, word, created_at, key)
    SELECT merchant, word, created_at, key FROM fresh, payments_words(state) AS named (word)
    WHERE merchant IS NOT NULL AND created_at IS NOT NULL;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_words(p_state jsonb)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT DISTINCT found #>> '{}' FROM (
        SELECT jsonb_path_query(p_state, '$.quotes[*].address') UNION ALL SELECT jsonb_path_query(p_state, '$.transfers[*].transfer.transaction')
        UNION ALL SELECT jsonb_path_query(p_state, '$.transfers[*].transfer.from') UNION ALL SELECT jsonb_path_query(p_state, '$.sightings[*].transaction')
    ) AS every (found) WHERE jsonb_typeof(found) = 'string' AND found <> '""'
$function$;

CREATE OR REPLACE FUNCTION public.payments_write_deliveries(p_keys text[], p_expected integer[], p_states jsonb[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
            DECLARE
                v_count bigint;
            BEGIN
                IF array_position(p_expected, NULL) IS NOT NULL THEN
                    INSERT INTO deliveries (key, version, state)
                    SELECT w.key, 1, w.state FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE w.expected IS NULL;
                END IF;
                IF cardinality(array_remove(p_expected, NULL)) > 0 THEN
                    UPDATE deliveries AS t SET version = t.version + 1, state = w.state
                    FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE t.key = w.key AND t.version = w.expected;
                    GET DIAGNOSTICS v_count = ROW_COUNT;
                    IF v_count < cardinality(array_remove(p_expected, NULL)) THEN
                        RAISE EXCEPTION 'A row of deliveries does not have the expected version.' USING ERRCODE = 'PY409';
                    END IF;
                END IF;
            END
            $function$;

CREATE OR REPLACE FUNCTION public.payments_write_grain_states(p_keys text[], p_expected integer[], p_states jsonb[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
            DECLARE
                v_count bigint;
            BEGIN
                IF array_position(p_expected, NULL) IS NOT NULL THEN
                    INSERT INTO grain_states (key, version, state)
                    SELECT w.key, 1, w.state FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE w.expected IS NULL;
                END IF;
                IF cardinality(array_remove(p_expected, NULL)) > 0 THEN
                    UPDATE grain_states AS t SET version = t.version + 1, state = w.state
                    FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE t.key = w.key AND t.version = w.expected;
                    GET DIAGNOSTICS v_count = ROW_COUNT;
                    IF v_count < cardinality(array_remove(p_expected, NULL)) THEN
                        RAISE EXCEPTION 'A row of grain_states does not have the expected version.' USING ERRCODE = 'PY409';
                    END IF;
                END IF;
            END
            $function$;

CREATE OR REPLACE FUNCTION public.payments_write_merchants(p_keys text[], p_expected integer[], p_states jsonb[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
            DECLARE
                v_count bigint;
            BEGIN
                IF array_position(p_expected, NULL) IS NOT NULL THEN
                    INSERT INTO merchants (key, version, state)
                    SELECT w.key, 1, w.state FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE w.expected IS NULL;
                END IF;
                IF cardinality(array_remove(p_expected, NULL)) > 0 THEN
                    UPDATE merchants AS t SET version = t.version + 1, state = w.state
                    FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE t.key = w.key AND t.version = w.expected;
                    GET DIAGNOSTICS v_count = ROW_COUNT;
                    IF v_count < cardinality(array_remove(p_expected, NULL)) THEN
                        RAISE EXCEPTION 'A row of merchants does not have the expected version.' USING ERRCODE = 'PY409';
                    END IF;
                END IF;
            END
            $function$;

CREATE OR REPLACE FUNCTION public.payments_write_orders(p_keys text[], p_expected integer[], p_states jsonb[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
            DECLARE
                v_count bigint;
            BEGIN
                IF array_position(p_expected, NULL) IS NOT NULL THEN
                    INSERT INTO orders (key, version, state)
                    SELECT w.key, 1, w.state FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE w.expected IS NULL;
                END IF;
                IF cardinality(array_remove(p_expected, NULL)) > 0 THEN
                    UPDATE orders AS t SET version = t.version + 1, state = w.state
                    FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE t.key = w.key AND t.version = w.expected;
                    GET DIAGNOSTICS v_count = ROW_COUNT;
                    IF v_count < cardinality(array_remove(p_expected, NULL)) THEN
                        RAISE EXCEPTION 'A row of orders does not have the expected version.' USING ERRCODE = 'PY409';
                    END IF;
                END IF;
            END
            $function$;

CREATE OR REPLACE FUNCTION public.payments_write_state(p_name text, p_key text, p_expected integer, p_payload bytea)
 RETURNS TABLE(newgrainstateversion integer)
 LANGUAGE plpgsql
AS $function$
DECLARE
    v_table text := payments_table_of(p_name);
    v_constraint text;
BEGIN
    EXECUTE format('SELECT payments_write_%s($1, $2, $3)', v_table)
        USING ARRAY[payments_row_key(p_name, p_key)], ARRAY[p_expected], ARRAY[convert_from(p_payload, 'UTF8')::jsonb];
    RETURN QUERY SELECT coalesce(p_expected, 0) + 1;
EXCEPTION
    WHEN SQLSTATE 'PY409' THEN
        RETURN QUERY SELECT p_expected;
    WHEN unique_violation THEN
        GET STACKED DIAGNOSTICS v_constraint = CONSTRAINT_NAME;
        IF v_constraint <> v_table || '_pkey' THEN RAISE; END IF;
        RETURN QUERY SELECT p_expected;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_write_user_wallets(p_keys text[], p_expected integer[], p_states jsonb[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
DECLARE
    v_count bigint;
BEGIN
    IF array_position(p_expected, NULL) IS NOT NULL THEN
        INSERT INTO user_wallets (key, version, state)
        SELECT w.key, 1, w.state FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE w.expected IS NULL;
    END IF;
    IF cardinality(array_remove(p_expected, NULL)) > 0 THEN
        UPDATE user_wallets AS t SET version = t.version + 1, state = w.state
        FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE t.key = w.key AND t.version = w.expected;
        GET DIAGNOSTICS v_count = ROW_COUNT;
        IF v_count < cardinality(array_remove(p_expected, NULL)) THEN
            RAISE EXCEPTION 'A row of user_wallets does not have the expected version.' USING ERRCODE = 'PY409';
        END IF;
    END IF;
END
$function$;

CREATE OR REPLACE FUNCTION public.payments_write_wallet_addresses(p_keys text[], p_expected integer[], p_states jsonb[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
            DECLARE
                v_count bigint;
            BEGIN
                IF array_position(p_expected, NULL) IS NOT NULL THEN
                    INSERT INTO wallet_addresses (key, version, state)
                    SELECT w.key, 1, w.state FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE w.expected IS NULL;
                END IF;
                IF cardinality(array_remove(p_expected, NULL)) > 0 THEN
                    UPDATE wallet_addresses AS t SET version = t.version + 1, state = w.state
                    FROM unnest(p_keys, p_expected, p_states) AS w(key, expected, state) WHERE t.key = w.key AND t.version = w.expected;
                    GET DIAGNOSTICS v_count = ROW_COUNT;
                    IF v_count < cardinality(array_remove(p_expected, NULL)) THEN
                        RAISE EXCEPTION 'A row of wallet_addresses does not have the expected version.' USING ERRCODE = 'PY409';
                    END IF;
                END IF;
            END
            $function$;
