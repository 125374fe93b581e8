-- Logos of shops as they were checked, by the hash of their content, in base64. A merchant's state names the one that is shown; a former one
-- stays for an hour, so that two uploads at once take nothing from each other.
CREATE TABLE logos (
    file TEXT NOT NULL,
    merchant TEXT NOT NULL,
    content TEXT NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (file, merchant)
);
CREATE INDEX logos_by_merchant ON logos (merchant, stored_at);
