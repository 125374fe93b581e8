using Npgsql;

namespace Payments.Testing.Gateway;

/// <summary>
/// Every write of a state as the database saw it: in order, with its writer, and with the version that the writer had read. What proves that of two activations one alone commits. It listens to
/// the functions through which our batching provider and Orleans' provider both write.
/// </summary>
public static class WriteJournal
{
    private static readonly string[] Tables = ["orders", "deliveries", "merchants", "wallet_addresses", "grain_states", "user_wallets"];

    /// <summary>Begins to write it.</summary>
    public static async Task BeginAsync(NpgsqlConnection connection)
    {
        await RunAsync(connection, """
            CREATE TABLE load_journal (id bigserial PRIMARY KEY, place text NOT NULL, key text NOT NULL, expected text NOT NULL, before integer, version integer NOT NULL, writer text NOT NULL);
            CREATE FUNCTION load_note() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                v_expected jsonb := nullif(current_setting('load.expected', true), '')::jsonb;
            BEGIN
                INSERT INTO load_journal (place, key, expected, before, version, writer)
                VALUES (TG_TABLE_NAME, NEW.key,
                    CASE WHEN v_expected ? NEW.key THEN coalesce(v_expected ->> NEW.key, 'nothing') ELSE 'unknown' END,
                    CASE TG_OP WHEN 'UPDATE' THEN OLD.version END, NEW.version, current_setting('application_name'));
                RETURN NULL;
            END
            $$;
            """);
        foreach (var table in Tables)
            await RunAsync(connection, $"""
                ALTER FUNCTION payments_write_{table}(text[], integer[], jsonb[]) RENAME TO load_write_{table};
                CREATE FUNCTION payments_write_{table}(p_keys text[], p_expected integer[], p_states jsonb[]) RETURNS void
                LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM set_config('load.expected',
                        (SELECT jsonb_object_agg(w.key, w.expected) FROM unnest(p_keys, p_expected) AS w(key, expected))::text, true);
                    PERFORM load_write_{table}(p_keys, p_expected, p_states);
                END
                $$;
                CREATE TRIGGER load_note AFTER INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION load_note();
                """);
    }

    /// <summary>Writes over another version than their writer had read, or that did not follow the one before them, each in a sentence.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("""
            SELECT place || ' ' || key || ': version ' || version || ' of ' || writer || ', which had read ' || expected || ', was written over ' || coalesce(before::text, 'nothing')
                   || ', where ' || coalesce(last::text, 'nothing') || ' was last'
            FROM (SELECT *, lag(version) OVER (PARTITION BY place, key ORDER BY id) AS last FROM load_journal) AS written
            WHERE expected <> coalesce(before::text, 'nothing') OR before IS DISTINCT FROM coalesce(last, before) OR version <> coalesce(before, 0) + 1
            LIMIT 20
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var wrong = new List<string>();
        while (await reader.ReadAsync()) wrong.Add(reader.GetString(0));
        return wrong;
    }

    /// <summary>How many writes there were, how many states several silos wrote, and how often one silo wrote again after another had.</summary>
    public static async Task<(long Writes, long Shared, long Returns)> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("""
            WITH steps AS (SELECT *, lag(writer) OVER (PARTITION BY place, key ORDER BY id) AS previous, min(id) OVER (PARTITION BY place, key, writer) AS first FROM load_journal)
            SELECT count(*), count(DISTINCT place || key) FILTER (WHERE previous <> writer), count(*) FILTER (WHERE previous <> writer AND first < id) FROM steps
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
