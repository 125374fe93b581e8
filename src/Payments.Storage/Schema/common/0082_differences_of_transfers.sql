-- What a merchant sees of comparisons with chains: differences of transfers are found by whose address was paid, because the account is the
-- installation's.
CREATE INDEX reconciliation_differences_of_transfers ON reconciliation_differences (merchant, day, provider, account, id)
WHERE entry = 'transfer';
