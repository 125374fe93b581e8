-- What notices look for: shops that have targets, shops whose settings changed lately, and what failed.
CREATE INDEX merchants_with_notices ON merchants (key) WHERE (state ->> 'notices') <> '[]';
CREATE INDEX audit_log_of_merchants ON audit_log (made_at, merchant) WHERE substr(chain, 1, 4) = 'mch-';
CREATE INDEX order_refunds_failed ON order_refunds (merchant, created_at) WHERE status = 'failed';
CREATE INDEX unmatched_transfers_lately ON unmatched_transfers (seen_at, id) WHERE assigned_order IS NULL AND dismissed_at IS NULL;
CREATE INDEX payouts_failed ON payouts (merchant, created_at) WHERE status = 'failed';
