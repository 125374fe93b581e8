-- Requests that carried an Idempotency-Key, for a day: the key's digest, what the request said as digests of its fields, and the answer,
-- which is missing while the request is worked at, or where its process died.
CREATE TABLE idempotent_requests (
    merchant TEXT NOT NULL,
    request_key TEXT NOT NULL,
    fields TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    status BIGINT NULL,
    answer TEXT NULL,
    PRIMARY KEY (merchant, request_key)
);

CREATE INDEX idempotent_requests_by_age ON idempotent_requests (begun_at);
