-- The keys of ASP.NET Core's data protection, each sealed under the master key, so that every front reads what another one wrote.
CREATE TABLE protection_keys (
    name TEXT NOT NULL PRIMARY KEY,
    sealed_key TEXT NOT NULL
);
