-- Callbacks that a newer one superseded are no backlog, and stay as they are.
DROP INDEX deliveries_undelivered;
CREATE INDEX deliveries_undelivered ON deliveries (status, created_at) WHERE status <> 'delivered' AND status <> 'superseded';
