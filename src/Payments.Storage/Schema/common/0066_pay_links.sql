-- Payment links among all other states, by their merchant, and orders that were opened by one, whose numbers begin with it.
CREATE INDEX grain_states_pay_links ON grain_states ((state ->> 'merchant'), (CAST(state ->> 'createdAt' AS bigint)), key)
WHERE substr(key, 1, 9) = 'pay-link/';
CREATE INDEX orders_by_pay_link ON orders (merchant, (substr(state ->> 'number', 1, 18)), created_at, key)
WHERE substr(state ->> 'number', 1, 5) = 'link-';
