-- Where the AdoNet persistence provider finds its statements.
CREATE TABLE IF NOT EXISTS orleansquery (
    querykey varchar(64) NOT NULL PRIMARY KEY,
    querytext varchar(8000) NOT NULL
);

INSERT INTO orleansquery (querykey, querytext) VALUES
    ('ReadFromStorageKey', 'SELECT * FROM payments_read_state(@GrainTypeString, @GrainIdExtensionString);'),
    ('WriteToStorageKey', 'SELECT * FROM payments_write_state(@GrainTypeString, @GrainIdExtensionString, @GrainStateVersion, @PayloadBinary);'),
    ('ClearStorageKey', 'SELECT * FROM payments_clear_state(@GrainTypeString, @GrainIdExtensionString, @GrainStateVersion);')
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;
