-- How many orders of a merchant wait for a first payment, counted while orders are made: such rows are few beside all of its orders.
CREATE INDEX orders_unpaid ON orders (merchant) WHERE status = 'pending';
