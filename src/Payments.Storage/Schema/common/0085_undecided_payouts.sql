-- Payouts that wait for a person, by merchant: the notices ask every minute.
CREATE INDEX payouts_unknown ON payouts (merchant, created_at) WHERE status = 'unknown';
CREATE INDEX payouts_reviewed ON payouts (merchant, created_at) WHERE status = 'review';
