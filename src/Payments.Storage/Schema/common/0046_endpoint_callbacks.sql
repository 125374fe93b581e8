-- What a webhook endpoint has not heard is counted, and found oldest first, by an index of those callbacks alone that go to endpoints.
CREATE INDEX deliveries_by_endpoint ON deliveries ((state ->> 'endpoint'), created_at, key) WHERE (state ->> 'endpoint') IS NOT NULL;
