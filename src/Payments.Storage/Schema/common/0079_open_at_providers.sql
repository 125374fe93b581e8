-- What a merchant has under way at a provider: its account there is not changed meanwhile.
CREATE INDEX order_refunds_open_by_merchant ON order_refunds (merchant, provider)
WHERE provider IS NOT NULL AND status IN ('requested', 'processing');
CREATE INDEX order_shares_open_by_merchant ON order_shares (merchant, provider) WHERE status IN ('requested', 'processing');
