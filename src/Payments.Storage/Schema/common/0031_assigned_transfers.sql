-- Which transfers were assigned to an order: asked for each order that is archived, while others wait.
CREATE INDEX unmatched_transfers_assigned ON unmatched_transfers (assigned_order) WHERE assigned_order IS NOT NULL;
