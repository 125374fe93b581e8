-- Items of risk control's lists, by edition: a list that is written turns from one edition to the next at once.
CREATE TABLE risk_list_items (
    list_id TEXT NOT NULL,
    edition BIGINT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (list_id, edition, item)
);

-- Windows of more than an hour, that a restart must not empty. Keys are digests: nobody's address or name is in them.
CREATE TABLE risk_counters (
    key TEXT NOT NULL PRIMARY KEY,
    windows TEXT NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE INDEX risk_counters_by_end ON risk_counters (ends_at);

-- Every decision of risk control with its reason. Those of orders are copied from the order's row in its own transaction; those of orders
-- that were not made are written here alone, one a rule, order number and day, with how often.
CREATE TABLE risk_decisions (
    id TEXT NOT NULL PRIMARY KEY,
    merchant TEXT NOT NULL,
    order_id TEXT NOT NULL,
    order_number TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    stage TEXT NOT NULL,
    outcome TEXT NOT NULL,
    rule TEXT NULL,
    rule_name TEXT NULL,
    by_installation BIGINT NOT NULL,
    measured TEXT NULL,
    rule_limit TEXT NULL,
    note TEXT NULL,
    times BIGINT NOT NULL
);

CREATE INDEX risk_decisions_by_merchant ON risk_decisions (merchant, made_at, id);
CREATE INDEX risk_decisions_by_age ON risk_decisions (made_at, id);
