-- Who is in a cluster, and where the AdoNet membership provider finds its statements.
CREATE TABLE silo_clusters (
    name text NOT NULL PRIMARY KEY,
    version integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE silos (
    cluster text NOT NULL REFERENCES silo_clusters (name),
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    status integer NOT NULL,
    gateway_port integer NOT NULL,
    suspected text,
    started_at timestamptz NOT NULL,
    alive_at timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

-- Each change of a member takes the cluster from the version that its writer read to the next, in one statement, or changes nothing.
INSERT INTO orleansquery (querykey, querytext) VALUES
    ('InsertMembershipVersionKey', '
        WITH made AS (INSERT INTO silo_clusters (name) VALUES (@DeploymentId) ON CONFLICT (name) DO NOTHING RETURNING name)
        SELECT count(*)::integer FROM made;'),
    ('InsertMembershipKey', '
        WITH moved AS (
            UPDATE silo_clusters SET version = version + 1, changed_at = now()
            WHERE name = @DeploymentId AND version = @Version
              AND NOT EXISTS (SELECT 1 FROM silos WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
            RETURNING name),
        joined AS (
            INSERT INTO silos (cluster, address, port, generation, name, host, status, gateway_port, started_at, alive_at)
            SELECT moved.name, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
            RETURNING cluster)
        SELECT count(*)::integer FROM joined;'),
    ('UpdateMembershipKey', '
        WITH moved AS (
            UPDATE silo_clusters SET version = version + 1, changed_at = now()
            WHERE name = @DeploymentId AND version = @Version
              AND EXISTS (SELECT 1 FROM silos WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
            RETURNING name),
        changed AS (
            UPDATE silos SET status = @Status, suspected = @SuspectTimes, alive_at = @IAmAliveTime FROM moved
            WHERE cluster = moved.name AND address = @Address AND port = @Port AND generation = @Generation
            RETURNING cluster)
        SELECT count(*)::integer FROM changed;'),
    ('UpdateIAmAlivetimeKey', '
        UPDATE silos SET alive_at = @IAmAliveTime
        WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation;'),
    ('MembershipReadRowKey', '
        SELECT c.name AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName,
               s.status AS Status, s.gateway_port AS ProxyPort, s.suspected AS SuspectTimes, s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
        FROM silo_clusters AS c
        LEFT JOIN silos AS s ON s.cluster = c.name AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
        WHERE c.name = @DeploymentId;'),
    ('MembershipReadAllKey', '
        SELECT c.name AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName,
               s.status AS Status, s.gateway_port AS ProxyPort, s.suspected AS SuspectTimes, s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
        FROM silo_clusters AS c
        LEFT JOIN silos AS s ON s.cluster = c.name
        WHERE c.name = @DeploymentId;'),
    ('GatewaysQueryKey', '
        SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation FROM silos
        WHERE cluster = @DeploymentId AND status = @Status AND gateway_port > 0;'),
    ('CleanupDefunctSiloEntriesKey', '
        DELETE FROM silos WHERE cluster = @DeploymentId AND status <> 3 AND alive_at < @IAmAliveTime;'),
    ('DeleteMembershipTableEntriesKey', '
        WITH gone AS (DELETE FROM silos WHERE cluster = @DeploymentId)
        UPDATE silo_clusters SET version = version + 1, changed_at = now() WHERE name = @DeploymentId;')
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;
