-- Payments to static wallets that the merchant credited to nobody, once their wallet has as many of them as it keeps itself.
CREATE TABLE dismissed_deposits (
    owner TEXT NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (owner, digest)
);
