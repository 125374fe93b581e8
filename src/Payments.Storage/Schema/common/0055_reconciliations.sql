-- Each day of each account at a payment provider: how its statement agreed with the charges. A day that is compared again takes the place
-- of what was found before, in one transaction. account: 'installation', or the merchant's id. day: yyyy-mm-dd of the provider's clock.
CREATE TABLE reconciliation_runs (
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    done_at BIGINT NULL,
    first_tried_at BIGINT NOT NULL,
    tried_at BIGINT NOT NULL,
    trouble TEXT NULL,
    line_count BIGINT NOT NULL,
    foreign_count BIGINT NOT NULL,
    entry_count BIGINT NOT NULL,
    matched_count BIGINT NOT NULL,
    difference_count BIGINT NOT NULL,
    note TEXT NULL,
    PRIMARY KEY (provider, account, day)
);

CREATE INDEX reconciliation_runs_by_day ON reconciliation_runs (day, provider, account);
CREATE INDEX reconciliation_runs_by_account ON reconciliation_runs (account, day, provider);

-- id: a digest of all that the difference says, so that the same difference of a later comparison is the same row, and stays settled.
CREATE TABLE reconciliation_differences (
    id TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    entry TEXT NOT NULL,
    reference TEXT NOT NULL,
    merchant TEXT NULL,
    number TEXT NULL,
    our_amount TEXT NULL,
    our_currency TEXT NULL,
    our_state TEXT NULL,
    our_time BIGINT NULL,
    their_amount TEXT NULL,
    their_currency TEXT NULL,
    their_state TEXT NULL,
    their_time BIGINT NULL,
    their_fee TEXT NULL,
    settled_at BIGINT NULL,
    settled_reason TEXT NULL
);

CREATE INDEX reconciliation_differences_of_run ON reconciliation_differences (provider, account, day, id);
CREATE INDEX reconciliation_differences_of_account ON reconciliation_differences (account, day, id);
CREATE INDEX reconciliation_differences_open ON reconciliation_differences (provider, account, day)
WHERE settled_at IS NULL AND kind <> 'other_day';
CREATE INDEX reconciliation_differences_by_reference ON reconciliation_differences (reference, provider, account);

-- What each merchant's payments of a day brought. merchant: '' for lines of the statement that belong to no order, and for payouts to the
-- operator. Amounts are decimal texts in whole units of the currency.
CREATE TABLE settlements (
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    merchant TEXT NOT NULL,
    currency TEXT NOT NULL,
    payments BIGINT NOT NULL,
    gross TEXT NOT NULL,
    stated TEXT NOT NULL,
    fees TEXT NOT NULL,
    refund_count BIGINT NOT NULL,
    refunds TEXT NOT NULL,
    shares TEXT NULL,
    payout TEXT NULL,
    net TEXT NOT NULL,
    PRIMARY KEY (provider, account, day, merchant, currency)
);

CREATE INDEX settlements_by_day ON settlements (day, provider, account, merchant, currency);
CREATE INDEX settlements_by_merchant ON settlements (merchant, day, provider, account, currency);
